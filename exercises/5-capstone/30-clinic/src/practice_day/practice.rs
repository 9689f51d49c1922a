// Given: a day at a busy practice. Many desks ask at the same moment, processes die, relays publish. Nothing here needs to
// change.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::Duration;

use clinic::{
    AskError, Crash, DayKey, DoctorId, IdempotencyKey, Length, Patient, PublishError, Receipt,
    RelayError, Request, Slot, Step, Wish, ask, open_clinic, open_desk, receive, relay,
};
use jiff::civil::date;
use rusqlite::Connection;

/// So many relays run beside the desks.
const RELAYS: usize = 2;

/// A desk asks so many times for an answer, and gives up then.
const PATIENCE: usize = 100;

/// Where the two databases are.
#[derive(Debug, Clone)]
pub struct Files {
    /// The practice's.
    pub clinic: PathBuf,
    /// The front desk's.
    pub desk: PathBuf,
}

impl Files {
    /// Two files in `directory`.
    pub fn within(directory: &Path) -> Self {
        Self { clinic: directory.join("clinic.db"), desk: directory.join("desk.db") }
    }

    /// A connection to the practice's database that waits longer than any test takes.
    pub fn clinic(&self) -> Result<Connection, rusqlite::Error> {
        let connection = open_clinic(&self.clinic)?;
        connection.busy_timeout(Duration::from_secs(60))?;
        Ok(connection)
    }

    /// The same, to the front desk's.
    pub fn desk(&self) -> Result<Connection, rusqlite::Error> {
        let connection = open_desk(&self.desk)?;
        connection.busy_timeout(Duration::from_secs(60))?;
        Ok(connection)
    }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// What each desk asks for, in this order. Most requests are sent once, some two or three times. There are few days and few
/// slots, so that they collide. Frieda sees a doctor of her own, so nothing keeps her from having more than ten slots.
pub fn requests(seed: u64, desks: usize, each: usize) -> Vec<Vec<Request>> {
    let mut random = Random(seed);
    let mut lists = vec![Vec::new(); desks];
    let mut booked: Vec<Request> = Vec::new();
    for n in 0..desks * each {
        let request = match n % 8 {
            0 if n < 64 => {
                let slot = (n / 8 * 2) as u8;
                let length = if n % 16 == 0 { Length::Double } else { Length::Single };
                asked(n, 9, 27, "Frieda", slot, Wish::Book(length))
            }
            1 | 5 if !booked.is_empty() => {
                let Request { day, patient, first, asked_on, .. } =
                    booked[random.below(booked.len())].clone();
                Request { key: key(n), day, patient, first, asked_on, wish: Wish::Cancel }
            }
            _ => {
                let patient = ["Zoe", "Anton", "Mira", "Boris", "Jonas"][random.below(5)];
                let doctor = 1 + random.below(2) as u32;
                let day = [30, 31, 32][random.below(3)];
                let slot = if random.below(10) == 0 { 50 } else { 0 } + random.below(20) as u8;
                let length = if random.below(2) == 0 { Length::Single } else { Length::Double };
                asked(n, doctor, day, patient, slot.min(59), Wish::Book(length))
            }
        };
        if request.day.doctor != DoctorId::new(9) && request.wish != Wish::Cancel {
            booked.push(request.clone());
        }
        // The patient phones again, and mostly somebody else answers.
        for _ in 0..=random.below(5).saturating_sub(2) {
            lists[random.below(desks)].push(request.clone());
        }
    }
    lists
}

fn key(n: usize) -> IdempotencyKey {
    // Not in the order in which they are asked for.
    IdempotencyKey::new(format!("k-{:03}", n * 37 % 1000))
}

/// Asked for in March, for the `day`-th day from the first of March on.
fn asked(n: usize, doctor: u32, day: i8, patient: &str, slot: u8, wish: Wish) -> Request {
    let (month, of_month) = if day > 31 { (4, day - 31) } else { (3, day) };
    Request {
        key: key(n),
        day: DayKey { doctor: DoctorId::new(doctor), date: date(2026, month, of_month) },
        patient: Patient::new(patient),
        first: Slot::new(slot).unwrap_or_else(|| unreachable!("there are 60 slots")),
        wish,
        asked_on: date(2026, 3, 2),
    }
}

/// Who may die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Whoever calls `ask`.
    Ask,
    /// Whoever calls `relay`.
    Relay,
    /// Whoever calls `receive`.
    Receive,
}

/// All points at which somebody may die.
pub const POINTS: [(Who, Step); 9] = [
    (Who::Ask, Step::Decided),
    (Who::Ask, Step::Saved),
    (Who::Ask, Step::BeforeCommit),
    (Who::Ask, Step::AfterCommit),
    (Who::Relay, Step::BeforePublish),
    (Who::Relay, Step::AfterPublish),
    (Who::Relay, Step::AfterMark),
    (Who::Receive, Step::BeforeCommit),
    (Who::Receive, Step::AfterCommit),
];

/// Lets somebody die at each point, again and again, whichever thread comes there.
struct Faults {
    every: Option<usize>,
    reached: [AtomicUsize; POINTS.len()],
    crashes: [AtomicUsize; POINTS.len()],
}

impl Faults {
    fn at(&self, who: Who, step: Step) -> Result<(), Crash> {
        // Others get a turn here, so that desks get into each other's way even where there is a single core.
        thread::yield_now();
        let Some(point) = POINTS.iter().position(|point| *point == (who, step)) else {
            return Ok(());
        };
        let before = self.reached[point].fetch_add(1, Ordering::Relaxed);
        match self.every {
            Some(every) if before % every == every / 2 => {
                self.crashes[point].fetch_add(1, Ordering::Relaxed);
                Err(Crash)
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// A practice's day.
pub struct Plan {
    /// What each desk asks for, in this order.
    pub requests: Vec<Vec<Request>>,
    /// At each point somebody dies each time that so many have come there; nobody where there is none.
    pub dies_every: Option<usize>,
    /// How many attempts a desk makes before it has to ask again.
    pub attempts: NonZeroU32,
    /// What a desk does between two attempts.
    pub wait: fn(u32),
}

/// What was seen from outside.
#[derive(Debug, Default)]
pub struct Seen {
    /// Each answer that a desk has got, in no particular order.
    pub answers: Vec<(Request, Result<Receipt, AskError>)>,
    /// How many attempts have lost and were followed by another.
    pub retries: usize,
    /// How many times a desk was told that it is still in conflict, and asked again.
    pub gave_up: usize,
    /// How often somebody has died, by point.
    pub crashes: [usize; POINTS.len()],
    /// How many messages were delivered, again or for the first time.
    pub deliveries: usize,
    /// What should not have happened.
    pub trouble: Vec<String>,
}

/// Runs the day in these two files: a thread for each desk and for each relay, which begin at the same moment. Who dies
/// begins again with a new connection, and a desk that got no answer asks again with the same key.
///
/// # Errors
///
/// When the files can't be opened.
pub fn run(plan: &Plan, files: &Files) -> Result<Seen, rusqlite::Error> {
    // The first connection makes the tables, so that the others only find them.
    let _kept_open = (files.clinic()?, files.desk()?);
    let seen = Mutex::new(Seen::default());
    let faults =
        Faults { every: plan.dies_every, reached: Default::default(), crashes: Default::default() };
    let (start, closed) = (Barrier::new(plan.requests.len() + RELAYS), AtomicBool::new(false));
    let (seen_by_all, faults_of_all) = (&seen, &faults);
    let (start, closed) = (&start, &closed);
    thread::scope(|scope| {
        let desks: Vec<_> = plan
            .requests
            .iter()
            .map(|requests| {
                scope.spawn(move || {
                    start.wait();
                    let desk = Desk { plan, files, faults: faults_of_all, seen: seen_by_all };
                    desk.asks_for(requests);
                })
            })
            .collect();
        let relays: Vec<_> = (0..RELAYS)
            .map(|_| {
                scope.spawn(move || {
                    start.wait();
                    publish_all(files, faults_of_all, seen_by_all, closed);
                })
            })
            .collect();
        for desk in desks {
            note_panic(&seen, desk.join(), "a desk");
        }
        closed.store(true, Ordering::SeqCst);
        for relay in relays {
            note_panic(&seen, relay.join(), "a relay");
        }
    });
    let mut seen = seen.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    seen.crashes = faults.crashes.map(AtomicUsize::into_inner);
    Ok(seen)
}

fn note(seen: &Mutex<Seen>, note: impl FnOnce(&mut Seen)) {
    note(&mut seen.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
}

fn note_panic(seen: &Mutex<Seen>, outcome: thread::Result<()>, who: &str) {
    if let Err(panic) = outcome {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        note(seen, |seen| seen.trouble.push(format!("{who} panicked: {said}")));
    }
}

struct Desk<'a> {
    plan: &'a Plan,
    files: &'a Files,
    faults: &'a Faults,
    seen: &'a Mutex<Seen>,
}

impl Desk<'_> {
    fn asks_for(&self, requests: &[Request]) {
        for request in requests {
            match self.answer(request) {
                Ok(answer) => note(self.seen, |seen| seen.answers.push((request.clone(), answer))),
                Err(trouble) => {
                    // Whoever gets no answer closes.
                    note(self.seen, |seen| seen.trouble.push(trouble));
                    return;
                }
            }
        }
    }

    /// Asks until there is an answer.
    fn answer(&self, request: &Request) -> Result<Result<Receipt, AskError>, String> {
        let key = &request.key;
        let mut connection = None;
        for _ in 0..PATIENCE {
            let clinic = match &mut connection {
                Some(clinic) => clinic,
                none => none.insert(self.files.clinic().map_err(|error| error.to_string())?),
            };
            let mut wait = |attempt| {
                note(self.seen, |seen| seen.retries += 1);
                (self.plan.wait)(attempt);
            };
            let mut at = |step| self.faults.at(Who::Ask, step);
            match ask(clinic, request, self.plan.attempts, &mut wait, &mut at) {
                Err(AskError::Crashed(_)) => connection = None,
                Err(AskError::StillInConflict { .. }) => note(self.seen, |seen| seen.gave_up += 1),
                Err(AskError::Storage(error)) => {
                    return Err(format!("{key}: the database failed: {error}"));
                }
                answer => return Ok(answer),
            }
        }
        Err(format!("{key} was asked for {PATIENCE} times and got no answer"))
    }
}

/// Runs a relay again and again, until the desks have closed and nothing is left.
fn publish_all(files: &Files, faults: &Faults, seen: &Mutex<Seen>, closed: &AtomicBool) {
    let mut runs_since_closed = 0;
    while runs_since_closed < 4 * PATIENCE {
        let was_closed = closed.load(Ordering::SeqCst);
        runs_since_closed += usize::from(was_closed);
        match publish_once(files, faults, seen) {
            Ok(0) if was_closed => return,
            Ok(_) => thread::yield_now(),
            Err(RelayError::Crashed(_) | RelayError::NotPublished { .. }) => {}
            Err(RelayError::Storage(error)) => {
                note(seen, |seen| {
                    seen.trouble.push(format!("a relay: the database failed: {error}"));
                });
                return;
            }
        }
    }
    note(seen, |seen| {
        seen.trouble.push("a relay ran, and there was always something left".to_owned());
    });
}

fn publish_once(files: &Files, faults: &Faults, seen: &Mutex<Seen>) -> Result<usize, RelayError> {
    let (mut clinic, mut desk) = (files.clinic()?, files.desk()?);
    for _ in 0..5 {
        let mut publish = |message: &clinic::Message| {
            note(seen, |seen| seen.deliveries += 1);
            let received = receive(&mut desk, message, &mut |step| faults.at(Who::Receive, step));
            match received {
                Ok(_) => Ok(()),
                Err(clinic::ReceiveError::Crashed(_)) => {
                    desk = files.desk().map_err(|_| PublishError)?;
                    Err(PublishError)
                }
                Err(clinic::ReceiveError::Storage(error)) => {
                    note(seen, |seen| {
                        seen.trouble.push(format!("the front desk: the database failed: {error}"));
                    });
                    Err(PublishError)
                }
            }
        };
        let outcome = relay(&mut clinic, &mut publish, &mut |step| faults.at(Who::Relay, step));
        match outcome {
            Ok(0) | Err(_) => return outcome,
            Ok(_) => {}
        }
    }
    Ok(1)
}

/// The keys that were answered with different receipts.
pub fn different_receipts(seen: &Seen) -> Vec<String> {
    let mut receipts: BTreeMap<&IdempotencyKey, &Receipt> = BTreeMap::new();
    let mut different = Vec::new();
    for (request, answer) in &seen.answers {
        if let Ok(receipt) = answer {
            let first = receipts.entry(&request.key).or_insert(receipt);
            if *first != receipt {
                different.push(format!("{}: {first:?} and {receipt:?}", request.key));
            }
        }
    }
    different
}
