//! The promises of kata 24. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::time::Duration;

use decide_again::{
    Backoff, DayKey, Days, DoctorsDay, Failure, SaveError, Slot, SlotTaken, StorageError, Stored,
    Version, decide_again,
};
use jiff::civil::date;
use rstest::rstest;

/// More calls than any test asks for.
const NO_END: usize = 2_000;

// ---- what happened ----

/// Text that a failed comparison shows line by line.
#[derive(PartialEq)]
struct Lines(Vec<String>);

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| write!(f, "\n{line}"))
    }
}

fn lines<'a>(expected: impl IntoIterator<Item = &'a str>) -> Lines {
    Lines(expected.into_iter().map(str::to_owned).collect())
}

/// Every call to the storage, to `decide` and to `wait`, in order.
#[derive(Clone, Default)]
struct Calls(Rc<RefCell<Vec<String>>>);

impl Calls {
    fn note(&self, call: String) {
        let mut calls = self.0.borrow_mut();
        calls.push(call);
        assert!(
            calls.len() < NO_END,
            "INV-2: there are no more attempts than the caller allows, and after {NO_END} calls there was no end"
        );
    }

    fn all(&self) -> Lines {
        Lines(self.0.borrow().clone())
    }
}

// ---- the storage ----

/// When somebody else comes to the storage: right before or right after one of our loads, counted from 1.
#[derive(Clone, Copy, PartialEq)]
enum When {
    BeforeLoad(usize),
    AfterLoad(usize),
}

/// What somebody else does to the day. Each booking is a save of its own.
#[derive(Clone, Copy)]
enum Other {
    Books(Slot, &'static str),
    /// A save that changes nothing but the version.
    SavesIt,
    Removes,
    /// A day without appointments, saved once.
    MakesAnother,
}

/// What fails, counted from 1.
#[derive(Clone, Copy)]
enum Fault {
    Load(usize, StorageError),
    Save(usize, StorageError),
    /// The save is done all the same. Only its answer is lost.
    AnswerToSave(usize, StorageError),
}

/// A storage that keeps its promises, lets others in, fails where a test says so, and notes every call.
struct Desk {
    calls: Calls,
    days: BTreeMap<DayKey, Stored>,
    others: Vec<(When, Other)>,
    fault: Option<Fault>,
    loads: usize,
    saves: usize,
}

impl Desk {
    fn let_in(&mut self, now: When) {
        for (when, other) in self.others.clone() {
            if when == now {
                self.other(other);
            }
        }
    }

    #[track_caller]
    fn other(&mut self, other: Other) {
        match other {
            Other::Books(slot, patient) => {
                let stored = self.days.get_mut(&monday()).expect("the others find the day");
                stored.day.book(slot, patient).expect("the others find the slot free");
                stored.version = stored.version.next();
            }
            Other::SavesIt => {
                let stored = self.days.get_mut(&monday()).expect("the others find the day");
                stored.version = stored.version.next();
            }
            Other::MakesAnother => self.store(&monday(), &DoctorsDay::new(), Version::new(1)),
            Other::Removes => {
                self.days.remove(&monday());
            }
        }
    }

    fn store(&mut self, key: &DayKey, day: &DoctorsDay, version: Version) {
        self.days.insert(key.clone(), Stored { day: day.clone(), version });
    }

    fn saved(
        &mut self,
        key: &DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError> {
        match self.fault {
            Some(Fault::Save(number, error)) if number == self.saves => return Err(error.into()),
            Some(Fault::AnswerToSave(number, error)) if number == self.saves => {
                self.store(key, day, expected.next());
                return Err(error.into());
            }
            _ => {}
        }
        let actual = self.days.get(key).map_or(Version::new(0), |stored| stored.version);
        if actual != expected {
            return Err(SaveError::Conflict { expected, actual });
        }
        self.store(key, day, expected.next());
        Ok(expected.next())
    }
}

impl Days for Desk {
    fn load(&mut self, key: &DayKey) -> Result<Option<Stored>, StorageError> {
        self.loads += 1;
        self.let_in(When::BeforeLoad(self.loads));
        let loaded = match self.fault {
            Some(Fault::Load(number, error)) if number == self.loads => Err(error),
            _ => Ok(self.days.get(key).cloned()),
        };
        self.calls.note(match &loaded {
            Ok(Some(stored)) => format!("load: version {}", stored.version),
            Ok(None) => "load: no such day".to_owned(),
            Err(error) => format!("load: {error}"),
        });
        self.let_in(When::AfterLoad(self.loads));
        loaded
    }

    fn save(
        &mut self,
        key: &DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError> {
        self.saves += 1;
        let saved = self.saved(key, day, expected);
        self.calls.note(match &saved {
            Ok(version) => format!("save on {expected}: now version {version}"),
            Err(SaveError::Conflict { actual, .. }) => {
                format!("save on {expected}: conflict, it is at {actual}")
            }
            Err(SaveError::Storage(error)) => format!("save on {expected}: {error}"),
        });
        saved
    }
}

// ---- the days ----

/// The slot with the number that its time of day gives.
#[track_caller]
fn at(hour: u8, minute: u8) -> Slot {
    Slot::new((hour - 8) * 6 + minute / 10).expect("a slot of the day")
}

fn monday() -> DayKey {
    DayKey::new("Dr Lind", date(2026, 3, 2))
}

#[track_caller]
fn day_of(bookings: &[(Slot, &str)]) -> DoctorsDay {
    let mut day = DoctorsDay::new();
    for (slot, patient) in bookings {
        day.book(*slot, *patient).expect("a slot is booked once");
    }
    day
}

/// Monday at version 3. The other days are there to stay as they are.
fn desk() -> Desk {
    let monday_bookings = [(at(8, 10), "Noa"), (at(9, 0), "Kim")];
    let days = [
        (DayKey::new("Dr Lind", date(2026, 3, 3)), day_of(&[(at(8, 0), "Uma")]), 7),
        (monday(), day_of(&monday_bookings), 3),
        (DayKey::new("Dr Berg", date(2026, 3, 2)), day_of(&[]), 1),
    ];
    let stored = |(key, day, saves)| (key, Stored { day, version: Version::new(saves) });
    Desk {
        calls: Calls::default(),
        days: days.into_iter().map(stored).collect(),
        others: Vec::new(),
        fault: None,
        loads: 0,
        saves: 0,
    }
}

fn desk_with(others: impl IntoIterator<Item = (When, Other)>) -> Desk {
    Desk { others: others.into_iter().collect(), ..desk() }
}

fn desk_failing(fault: Fault) -> Desk {
    Desk { fault: Some(fault), ..desk() }
}

fn bookings(day: &DoctorsDay) -> String {
    let all: Vec<String> =
        day.bookings().map(|(slot, patient)| format!("{slot} {patient}")).collect();
    all.join(", ")
}

fn day_line((key, stored): (&DayKey, &Stored)) -> String {
    format!("{key}, version {}: {}", stored.version, bookings(&stored.day))
}

/// Everything that is stored, a line for each day.
fn view(desk: &Desk) -> Lines {
    Lines(desk.days.iter().map(day_line).collect())
}

/// Monday is as `monday_line` says, and the other days are as they were.
#[track_caller]
fn expect_stored(desk: &Desk, monday_line: &str, rule: &str) {
    let mut days = vec!["Dr Berg on 2026-03-02, version 1: ".to_owned()];
    if !monday_line.is_empty() {
        days.push(format!("Dr Lind on 2026-03-02, {monday_line}"));
    }
    days.push("Dr Lind on 2026-03-03, version 7: 08:00 Uma".to_owned());
    assert_eq!(view(desk), Lines(days), "{rule}");
}

#[track_caller]
fn expect_calls(desk: &Desk, calls: &[&str], rule: &str) {
    assert_eq!(desk.calls.all(), lines(calls.iter().copied()), "{rule}");
}

// ---- the decisions ----

/// Runs `decide` on Monday.
#[track_caller]
fn run<T, E>(
    desk: &mut Desk,
    attempts: u32,
    mut decide: impl FnMut(&mut DoctorsDay) -> Result<T, E>,
) -> Result<T, Failure<E>> {
    let calls = desk.calls.clone();
    decide_again(
        desk,
        &monday(),
        times(attempts),
        |lost| calls.note(format!("wait {lost}")),
        |day| {
            calls.note(format!("decide on {}", bookings(day)));
            decide(day)
        },
    )
}

#[track_caller]
fn times(attempts: u32) -> NonZeroU32 {
    NonZeroU32::new(attempts).expect("at least one attempt")
}

/// The decision to give Mia the slot at 09:10.
fn mia_at_ten_past_nine(day: &mut DoctorsDay) -> Result<Slot, SlotTaken> {
    day.book(at(9, 10), "Mia").map(|()| at(9, 10))
}

/// The decision to give Mia the first slot that is free.
fn mia_as_soon_as_possible(day: &mut DoctorsDay) -> Result<Slot, &'static str> {
    let slot = Slot::all().find(|slot| day.is_free(*slot)).ok_or("no slot is free")?;
    day.book(slot, "Mia").map_err(|_| "the slot is not free")?;
    Ok(slot)
}

// ---- nobody interferes ----

#[rstest]
#[case::as_the_only_attempt(1)]
#[case::with_attempts_to_spare(3)]
fn an_undisturbed_decision_is_loaded_made_and_saved(#[case] attempts: u32) {
    let mut desk = desk();
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "the slot is free and nobody interferes, so the answer is what the decision said"
    );
    expect_calls(
        &desk,
        &["load: version 3", "decide on 08:10 Noa, 09:00 Kim", "save on 3: now version 4"],
        "INV-1: load, decide once on what was loaded, save on the version that was loaded, and no more",
    );
    expect_stored(
        &desk,
        "version 4: 08:10 Noa, 09:00 Kim, 09:10 Mia",
        "INV-1: the day that was asked for is saved, as it was decided, and no other",
    );
}

#[test]
fn an_undisturbed_decision_that_changes_nothing_is_saved_too() {
    let mut desk = desk();
    assert_eq!(
        run(&mut desk, 2, |day| Ok::<_, SlotTaken>(day.is_free(at(9, 10)))),
        Ok(true),
        "the decision only looks and says what it has seen, so that is the answer"
    );
    expect_calls(
        &desk,
        &["load: version 3", "decide on 08:10 Noa, 09:00 Kim", "save on 3: now version 4"],
        "INV-5: a decision that changed nothing is saved like any other",
    );
    expect_stored(
        &desk,
        "version 4: 08:10 Noa, 09:00 Kim",
        "INV-5: what was saved is the day as it was decided, which is as it was loaded",
    );
}

#[test]
fn an_undisturbed_decision_on_a_day_without_appointments_is_saved_too() {
    let mut desk = desk();
    desk.store(&monday(), &DoctorsDay::new(), Version::new(3));
    assert_eq!(
        run(&mut desk, 2, |day| Ok::<_, SlotTaken>(day.is_free(at(9, 10)))),
        Ok(true),
        "a day without appointments is a day, so it is decided on"
    );
    expect_calls(
        &desk,
        &["load: version 3", "decide on ", "save on 3: now version 4"],
        "INV-5: a decision on a day without appointments is saved like any other",
    );
}

// ---- what ends it ----

#[rstest]
#[case::in_the_only_attempt(1)]
#[case::with_attempts_to_spare(3)]
fn a_day_that_is_not_there_ends_it_at_once(#[case] attempts: u32) {
    let mut desk = desk();
    desk.other(Other::Removes);
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::NoSuchDay { key: monday() }),
        "there is no such day, and the error says which"
    );
    expect_calls(
        &desk,
        &["load: no such day"],
        "what isn't there is neither decided on nor saved nor waited for",
    );
    expect_stored(&desk, "", "a day that isn't there is not made up");
}

/// The decision has changed its day by the time it says no.
#[rstest]
#[case::in_the_only_attempt(1)]
#[case::with_attempts_to_spare(3)]
fn a_refusal_ends_it_at_once(#[case] attempts: u32) {
    let mut desk = desk();
    let outcome = run(&mut desk, attempts, |day| {
        day.book(at(8, 50), "Mia")?;
        day.book(at(9, 0), "Mia")
    });
    assert_eq!(
        outcome,
        Err(Failure::Refused(SlotTaken { slot: at(9, 0) })),
        "INV-3: the decision said no, and that is handed on as it is"
    );
    expect_calls(
        &desk,
        &["load: version 3", "decide on 08:10 Noa, 09:00 Kim"],
        "INV-3: a refusal is an answer, so it is neither saved nor asked for again",
    );
    expect_stored(
        &desk,
        "version 3: 08:10 Noa, 09:00 Kim",
        "INV-3: what a decision did before it said no is not saved",
    );
}

#[rstest]
#[case::out_of_reach(StorageError::Unavailable, 1)]
#[case::out_of_reach_with_attempts_to_spare(StorageError::Unavailable, 3)]
#[case::late(StorageError::TimedOut, 1)]
#[case::late_with_attempts_to_spare(StorageError::TimedOut, 3)]
fn a_load_that_fails_ends_it_at_once(#[case] error: StorageError, #[case] attempts: u32) {
    let mut desk = desk_failing(Fault::Load(1, error));
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::Storage(error)),
        "INV-4: a storage error of the load is handed on as it is"
    );
    expect_calls(
        &desk,
        &[&format!("load: {error}")],
        "INV-4: after a load that failed there is nothing to decide on, and no other attempt",
    );
    expect_stored(
        &desk,
        "version 3: 08:10 Noa, 09:00 Kim",
        "INV-4: nothing was loaded, so nothing is saved",
    );
}

const NOT_WRITTEN: &str = "version 3: 08:10 Noa, 09:00 Kim";
const WRITTEN: &str = "version 4: 08:10 Noa, 09:00 Kim, 09:10 Mia";

#[rstest]
#[case::out_of_reach(Fault::Save(1, StorageError::Unavailable), 3, NOT_WRITTEN)]
#[case::late_and_not_written(Fault::Save(1, StorageError::TimedOut), 3, NOT_WRITTEN)]
#[case::late_and_written(Fault::AnswerToSave(1, StorageError::TimedOut), 3, WRITTEN)]
#[case::out_of_reach_in_the_only_attempt(Fault::Save(1, StorageError::Unavailable), 1, NOT_WRITTEN)]
#[case::late_in_the_only_attempt(Fault::AnswerToSave(1, StorageError::TimedOut), 1, WRITTEN)]
fn a_save_that_fails_ends_it_at_once(
    #[case] fault: Fault,
    #[case] attempts: u32,
    #[case] stored: &str,
) {
    let mut desk = desk_failing(fault);
    let (Fault::Load(_, error) | Fault::Save(_, error) | Fault::AnswerToSave(_, error)) = fault;
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::Storage(error)),
        "INV-4: a storage error of the save is handed on as it is: it is neither a conflict nor a refusal"
    );
    expect_calls(
        &desk,
        &["load: version 3", "decide on 08:10 Noa, 09:00 Kim", &format!("save on 3: {error}")],
        "INV-4: a save that failed may have been done, so nothing is tried after it",
    );
    expect_stored(&desk, stored, "INV-4: after a save that failed nothing more is written");
}

// ---- conflicts ----

#[test]
fn a_conflict_is_decided_again_on_the_day_as_it_is_now() {
    let mut desk = desk_with([
        (When::AfterLoad(1), Other::Books(at(9, 20), "Eli")),
        (When::AfterLoad(1), Other::Books(at(8, 0), "Ada")),
    ]);
    assert_eq!(
        run(&mut desk, 3, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "the slot is still free in the second attempt, so the decision is accepted"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            "save on 3: conflict, it is at 5",
            "wait 1",
            "load: version 5",
            "decide on 08:00 Ada, 08:10 Noa, 09:00 Kim, 09:20 Eli",
            "save on 5: now version 6",
        ],
        "INV-1: after a conflict the day is loaded again, decided on again, and saved on the version it has then",
    );
    expect_stored(
        &desk,
        "version 6: 08:00 Ada, 08:10 Noa, 09:00 Kim, 09:10 Mia, 09:20 Eli",
        "INV-1: what the others have saved meanwhile is still there, and so is what was decided",
    );
}

#[test]
fn after_a_conflict_nothing_of_the_earlier_decision_is_left() {
    let mut desk = desk_with([
        (When::AfterLoad(1), Other::Books(at(8, 0), "Zoe")),
        (When::AfterLoad(2), Other::Books(at(8, 20), "Ada")),
        (When::AfterLoad(2), Other::Books(at(8, 30), "Eli")),
    ]);
    assert_eq!(
        run(&mut desk, 3, mia_as_soon_as_possible),
        Ok(at(8, 40)),
        "INV-5: the first slot that was free went to Zoe, the second to Ada, and the answer is that of the third attempt"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            "save on 3: conflict, it is at 4",
            "wait 1",
            "load: version 4",
            "decide on 08:00 Zoe, 08:10 Noa, 09:00 Kim",
            "save on 4: conflict, it is at 6",
            "wait 2",
            "load: version 6",
            "decide on 08:00 Zoe, 08:10 Noa, 08:20 Ada, 08:30 Eli, 09:00 Kim",
            "save on 6: now version 7",
        ],
        "INV-1: each attempt decides on what it has loaded, and Mia isn't in that yet",
    );
    expect_stored(
        &desk,
        "version 7: 08:00 Zoe, 08:10 Noa, 08:20 Ada, 08:30 Eli, 08:40 Mia, 09:00 Kim",
        "INV-1: what an earlier attempt decided isn't in the later one, so Mia has one slot",
    );
}

/// The day may look as it did, but the decision was not about this version of it.
#[test]
fn after_a_conflict_the_same_bookings_are_decided_on_again() {
    let mut desk = desk_with([(When::AfterLoad(1), Other::SavesIt)]);
    assert_eq!(
        run(&mut desk, 2, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "the slot is still free in the second attempt, so the decision is accepted"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            "save on 3: conflict, it is at 4",
            "wait 1",
            "load: version 4",
            "decide on 08:10 Noa, 09:00 Kim",
            "save on 4: now version 5",
        ],
        "INV-1: each attempt decides once on what it has loaded, even if that looks as it did before",
    );
}

/// Its versions begin again, so they say nothing about what comes first.
#[rstest]
#[case::before_the_save(None, [When::AfterLoad(1), When::AfterLoad(1)], 1)]
#[case::while_we_wait(None, [When::AfterLoad(1), When::BeforeLoad(2)], 0)]
#[case::of_a_lower_version_than_the_conflict_found(
    Some((When::AfterLoad(1), Other::Books(at(9, 20), "Eli"))), [When::BeforeLoad(2), When::BeforeLoad(2)], 4
)]
fn after_a_conflict_the_day_may_be_another(
    #[case] first: Option<(When, Other)>,
    #[case] when: [When; 2],
    #[case] actual: u64,
) {
    let another = [(when[0], Other::Removes), (when[1], Other::MakesAnother)];
    let mut desk = desk_with(first.into_iter().chain(another));
    let conflict = format!("save on 3: conflict, it is at {actual}");
    assert_eq!(
        run(&mut desk, 2, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "the day was removed and another was made, with the slot free, so the decision is accepted"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            &conflict,
            "wait 1",
            "load: version 1",
            "decide on ",
            "save on 1: now version 2",
        ],
        "INV-1: a day is decided on as it is loaded, and saved with the version it was loaded with, be it a lower one",
    );
}

#[test]
fn after_a_conflict_a_decision_that_only_looks_looks_again() {
    let mut desk = desk_with([(When::AfterLoad(1), Other::Books(at(9, 10), "Eli"))]);
    assert_eq!(
        run(&mut desk, 2, |day| Ok::<_, SlotTaken>(day.is_free(at(9, 10)))),
        Ok(false),
        "INV-5: the slot was free when the first attempt looked, and taken when the one that was saved did"
    );
    expect_stored(
        &desk,
        "version 5: 08:10 Noa, 09:00 Kim, 09:10 Eli",
        "INV-5: a decision that only looks changes nothing of what it has looked at",
    );
}

/// Whichever attempt it is, the last one too.
#[rstest]
#[case::and_is_refused_in_the_last_attempt(2)]
#[case::and_is_refused_with_attempts_to_spare(5)]
fn who_loses_the_slot_in_a_conflict_is_refused(#[case] attempts: u32) {
    let mut desk = desk_with([(When::AfterLoad(1), Other::Books(at(9, 10), "Eli"))]);
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::Refused(SlotTaken { slot: at(9, 10) })),
        "INV-3: the conflict was over the slot itself, so deciding again says that it is taken"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            "save on 3: conflict, it is at 4",
            "wait 1",
            "load: version 4",
            "decide on 08:10 Noa, 09:00 Kim, 09:10 Eli",
        ],
        "INV-3: a refusal is an answer after a conflict too, so it is neither saved nor asked for again",
    );
    expect_stored(
        &desk,
        "version 4: 08:10 Noa, 09:00 Kim, 09:10 Eli",
        "INV-3: Eli was faster and keeps the slot",
    );
}

/// Others don't wait while we do.
#[test]
fn after_a_conflict_the_version_is_the_one_that_is_loaded() {
    let mut desk = desk_with([
        (When::AfterLoad(1), Other::Books(at(9, 20), "Eli")),
        (When::BeforeLoad(2), Other::Books(at(8, 0), "Ada")),
    ]);
    assert_eq!(
        run(&mut desk, 2, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "nobody came between the second load and its save, so the second attempt is saved"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            "save on 3: conflict, it is at 4",
            "wait 1",
            "load: version 5",
            "decide on 08:00 Ada, 08:10 Noa, 09:00 Kim, 09:20 Eli",
            "save on 5: now version 6",
        ],
        "INV-1: a day is saved with the version it was loaded with, whatever the conflict before has found",
    );
    expect_stored(
        &desk,
        "version 6: 08:00 Ada, 08:10 Noa, 09:00 Kim, 09:10 Mia, 09:20 Eli",
        "INV-1: what was saved during the pause is still there",
    );
}

#[rstest]
#[case::removed_at_first(When::AfterLoad(1), "save on 3: conflict, it is at 0", 3)]
#[case::removed_while_we_wait(When::BeforeLoad(2), "save on 3: conflict, it is at 4", 3)]
#[case::removed_before_the_last_attempt(When::BeforeLoad(2), "save on 3: conflict, it is at 4", 2)]
fn after_a_conflict_the_day_may_be_gone(
    #[case] when: When,
    #[case] conflict: &str,
    #[case] attempts: u32,
) {
    let booked = (When::AfterLoad(1), Other::Books(at(9, 20), "Eli"));
    let mut desk = desk_with([booked, (when, Other::Removes)]);
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::NoSuchDay { key: monday() }),
        "the second load found no such day, and the error says so"
    );
    expect_calls(
        &desk,
        &[
            "load: version 3",
            "decide on 08:10 Noa, 09:00 Kim",
            conflict,
            "wait 1",
            "load: no such day",
        ],
        "INV-1: a day that is gone is not decided on, whatever an earlier attempt had loaded",
    );
    expect_stored(&desk, "", "a day that somebody has removed does not come back");
}

#[rstest]
#[case::of_the_load(Fault::Load(2, StorageError::Unavailable), 3)]
#[case::of_the_load_that_is_late(Fault::Load(2, StorageError::TimedOut), 3)]
#[case::of_the_last_load(Fault::Load(2, StorageError::TimedOut), 2)]
#[case::of_the_last_load_out_of_reach(Fault::Load(2, StorageError::Unavailable), 2)]
#[case::of_the_save(Fault::Save(2, StorageError::TimedOut), 3)]
#[case::of_the_save_out_of_reach(Fault::Save(2, StorageError::Unavailable), 3)]
#[case::of_the_last_save(Fault::Save(2, StorageError::Unavailable), 2)]
#[case::of_the_last_save_that_is_late(Fault::Save(2, StorageError::TimedOut), 2)]
fn after_a_conflict_a_storage_error_ends_it_too(#[case] fault: Fault, #[case] attempts: u32) {
    let mut desk = desk_with([(When::AfterLoad(1), Other::Books(at(9, 20), "Eli"))]);
    desk.fault = Some(fault);
    let (Fault::Load(_, error) | Fault::Save(_, error) | Fault::AnswerToSave(_, error)) = fault;
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::Storage(error)),
        "INV-4: a storage error is handed on as it is, also in an attempt after a conflict"
    );
    let (failed_load, failed_save) = (format!("load: {error}"), format!("save on 4: {error}"));
    let mut calls = vec![
        "load: version 3",
        "decide on 08:10 Noa, 09:00 Kim",
        "save on 3: conflict, it is at 4",
        "wait 1",
    ];
    match fault {
        Fault::Load(..) => calls.push(&failed_load),
        Fault::Save(..) | Fault::AnswerToSave(..) => {
            calls.extend([
                "load: version 4",
                "decide on 08:10 Noa, 09:00 Kim, 09:20 Eli",
                &failed_save,
            ]);
        }
    }
    expect_calls(
        &desk,
        &calls,
        "INV-4: nothing is tried after a storage error, also after a conflict",
    );
    expect_stored(
        &desk,
        "version 4: 08:10 Noa, 09:00 Kim, 09:20 Eli",
        "INV-4: after a storage error nothing more is written",
    );
}

/// Who comes after each of the first loads, one after another.
const RIVALS: [(u8, u8, &str); 12] = [
    (10, 30, "Zoe"),
    (10, 20, "Ada"),
    (16, 50, "Eli"),
    (10, 40, "Ben"),
    (9, 30, "Uma"),
    (14, 0, "Leo"),
    (8, 40, "Ida"),
    (17, 50, "Amy"),
    (11, 10, "Tom"),
    (15, 20, "Jan"),
    (12, 0, "Roy"),
    (8, 30, "Sue"),
];

fn rivals(conflicts: usize) -> impl Iterator<Item = (When, Other)> {
    let rival = |(load, (hour, minute, name))| {
        (When::AfterLoad(load), Other::Books(at(hour, minute), name))
    };
    (1..).zip(RIVALS).take(conflicts).map(rival)
}

/// The calls of an attempt number `attempt` that is a conflict, up to and including the save.
fn lost(attempt: usize) -> [String; 3] {
    let (loaded, found) = (attempt + 2, attempt + 3);
    [
        format!("load: version {loaded}"),
        seen(attempt),
        format!("save on {loaded}: conflict, it is at {found}"),
    ]
}

/// What the attempt number `attempt` decides on, when a rival came in each of those before it.
fn seen(attempt: usize) -> String {
    format!("decide on {}", booked_after(attempt - 1))
}

/// Monday's bookings when the first `rivals` have come.
fn booked_after(rivals: usize) -> String {
    let mut booked = vec![(at(8, 10), "Noa"), (at(9, 0), "Kim")];
    let rivals = RIVALS.iter().take(rivals);
    booked.extend(rivals.map(|(hour, minute, name)| (at(*hour, *minute), *name)));
    bookings(&day_of(&booked))
}

#[rstest]
#[case::the_second_of_two(2, 1)]
#[case::the_third_of_three(3, 2)]
#[case::the_third_of_four(4, 2)]
#[case::the_twelfth_of_twelve(12, 11)]
#[case::the_third_of_more_than_8_bits_count(258, 2)]
#[case::the_third_of_more_than_16_bits_count(65_538, 2)]
#[case::the_third_of_as_many_as_there_can_be(u32::MAX, 2)]
fn after_conflicts_an_attempt_that_is_left_can_be_saved(
    #[case] attempts: u32,
    #[case] conflicts: usize,
) {
    let mut desk = desk_with(rivals(conflicts));
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "INV-2: {conflicts} conflicts leave one of {attempts} attempts at least, and it is saved"
    );
    let mut calls = Vec::new();
    for attempt in 1..=conflicts {
        calls.extend(lost(attempt));
        calls.push(format!("wait {attempt}"));
    }
    let version = conflicts + 3;
    calls.push(format!("load: version {version}"));
    calls.push(seen(conflicts + 1));
    calls.push(format!("save on {version}: now version {}", version + 1));
    assert_eq!(
        desk.calls.all(),
        Lines(calls),
        "INV-2 and INV-6: of {attempts} attempts the first {conflicts} are conflicts, with a wait after each, and the next is saved"
    );
}

#[rstest]
#[case::the_only_one(1)]
#[case::both(2)]
#[case::all_three(3)]
#[case::all_twelve(12)]
fn when_every_attempt_is_a_conflict_the_last_one_is_reported(#[case] attempts: u32) {
    let conflicts = attempts as usize;
    let mut desk = desk_with(rivals(conflicts));
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Err(Failure::StillInConflict {
            attempts: times(attempts),
            expected: Version::new(u64::from(attempts) + 2),
            actual: Version::new(u64::from(attempts) + 3),
        }),
        "INV-2: {attempts} attempts are allowed, so there is none after them. Each was a conflict, and the error tells of the last one"
    );
    let mut calls = Vec::new();
    for attempt in 1..=conflicts {
        calls.extend(lost(attempt));
        if attempt < conflicts {
            calls.push(format!("wait {attempt}"));
        }
    }
    assert_eq!(
        desk.calls.all(),
        Lines(calls),
        "INV-2 and INV-6: {attempts} attempts are allowed, with a wait between two of them, and nothing comes after the last"
    );
    expect_stored(
        &desk,
        &format!("version {}: {}", attempts + 3, booked_after(conflicts)),
        "INV-2: who gives up has saved nothing",
    );
}

/// The rivals change nothing but the version, as they would run out of slots.
fn many_rivals(conflicts: usize) -> impl Iterator<Item = (When, Other)> {
    (1..=conflicts).map(|load| (When::AfterLoad(load), Other::SavesIt))
}

/// The numbers of the waits.
fn waits(desk: &Desk) -> Vec<usize> {
    let Lines(calls) = desk.calls.all();
    calls.iter().filter_map(|call| call.strip_prefix("wait ")?.parse().ok()).collect()
}

#[rstest]
#[case::the_25th_of_300(300, 24)]
#[case::the_last_of_300(300, 299)]
#[case::the_301st_of_as_many_as_there_can_be(u32::MAX, 300)]
fn after_many_conflicts_an_attempt_that_is_left_can_be_saved(
    #[case] attempts: u32,
    #[case] conflicts: usize,
) {
    let mut desk = desk_with(many_rivals(conflicts));
    assert_eq!(
        run(&mut desk, attempts, mia_at_ten_past_nine),
        Ok(at(9, 10)),
        "INV-2: {conflicts} conflicts leave one of {attempts} attempts at least, and it is saved"
    );
    assert_eq!(
        waits(&desk),
        (1..=conflicts).collect::<Vec<_>>(),
        "INV-6: each of {conflicts} conflicts has a wait after it, with the number of the attempt"
    );
}

#[test]
fn when_each_of_300_attempts_is_a_conflict_the_last_one_is_reported() {
    let mut desk = desk_with(many_rivals(300));
    assert_eq!(
        run(&mut desk, 300, mia_at_ten_past_nine),
        Err(Failure::StillInConflict {
            attempts: times(300),
            expected: Version::new(302),
            actual: Version::new(303),
        }),
        "INV-2: 300 attempts are allowed and each was a conflict, and the error tells of the last one"
    );
    assert_eq!(
        waits(&desk),
        (1..300).collect::<Vec<_>>(),
        "INV-6: there is a wait between two attempts, and none after the last of 300"
    );
}

#[rstest]
#[case::saved_several_times([Other::Books(at(9, 40), "Ada"), Other::Books(at(8, 30), "Ben")], 6)]
#[case::removed([Other::Books(at(9, 40), "Ada"), Other::Removes], 0)]
fn a_conflict_in_the_last_attempt_is_reported_as_it_was_found(
    #[case] last: [Other; 2],
    #[case] actual: u64,
) {
    let first = [(When::AfterLoad(1), Other::Books(at(9, 20), "Eli"))];
    let last = last.map(|other| (When::AfterLoad(2), other));
    let mut desk = desk_with(first.into_iter().chain(last));
    assert_eq!(
        run(&mut desk, 2, mia_at_ten_past_nine),
        Err(Failure::StillInConflict {
            attempts: times(2),
            expected: Version::new(4),
            actual: Version::new(actual),
        }),
        "INV-2: the error tells what the last save expected and found, and not what the first did"
    );
}

// ---- the pause ----

const MAX: Duration = Duration::MAX;

/// So many milliseconds that 64 bits keep only zeros of them.
const BEYOND_64_BITS: Duration = Duration::from_secs(1 << 61);

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// The pause is `random % (ceiling + 1)`, for numbers around the ceiling, its multiples and the largest.
#[track_caller]
fn expect_ceiling(backoff: Backoff, attempt: u32, ceiling: u64) {
    let Backoff { base, cap } = backoff;
    let steps = u128::from(ceiling) + 1;
    let around = [ceiling - ceiling.min(1), ceiling, ceiling.saturating_add(1)];
    let twice = ceiling.saturating_mul(2);
    let numbers =
        [0, ceiling / 3, twice, twice.saturating_add(1), twice.saturating_add(2), u64::MAX];
    for random in numbers.into_iter().chain(around) {
        let expected = u64::try_from(u128::from(random) % steps).expect("no more than the ceiling");
        assert_eq!(
            backoff.pause(attempt, random),
            ms(expected),
            "INV-7: with base {base:?} and cap {cap:?}, the ceiling after attempt {attempt} is {ceiling} ms, and {random} picks {expected} of 0 to {ceiling} ms"
        );
    }
}

#[rstest]
#[case::the_base_at_first(100, 5_000, 1, 100)]
#[case::twice_the_base(100, 5_000, 2, 200)]
#[case::four_times_the_base(100, 5_000, 3, 400)]
#[case::thirty_two_times_the_base(100, 5_000, 6, 3_200)]
#[case::the_cap_when_doubling_would_exceed_it(100, 5_000, 7, 5_000)]
#[case::the_cap_from_then_on(100, 5_000, 8, 5_000)]
#[case::the_cap_for_ever(100, 5_000, u32::MAX, 5_000)]
#[case::just_below_the_cap(100, 401, 3, 400)]
#[case::as_much_as_the_cap(100, 400, 3, 400)]
#[case::just_above_the_cap(100, 399, 3, 399)]
#[case::the_cap_when_the_base_is_larger(250, 80, 1, 80)]
#[case::an_odd_base(7, 1_000, 4, 56)]
fn the_ceiling_of_the_pause_doubles_up_to_the_cap(
    #[case] base: u64,
    #[case] cap: u64,
    #[case] attempt: u32,
    #[case] ceiling: u64,
) {
    expect_ceiling(Backoff { base: ms(base), cap: ms(cap) }, attempt, ceiling);
}

#[test]
fn every_millisecond_up_to_the_ceiling_can_be_the_pause() {
    let backoff = Backoff { base: ms(3), cap: ms(50) };
    let pauses: Vec<Duration> = (0..14).map(|random| backoff.pause(2, random)).collect();
    let expected = [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6].map(ms);
    assert_eq!(
        pauses, expected,
        "INV-7: with base 3 ms, the pause after attempt 2 is 0 to 6 ms, both included, and the numbers 0 to 13 pick each of them twice"
    );
}

#[rstest]
#[case::no_base(Duration::ZERO, ms(5_000), 1)]
#[case::no_base_doubled_often(Duration::ZERO, ms(5_000), 200)]
#[case::no_base_doubled_more_often(Duration::ZERO, ms(5_000), 2_000)]
#[case::no_cap_above_nothing(Duration::ZERO, MAX, 200)]
#[case::nothing_allowed(ms(100), Duration::ZERO, 1)]
#[case::nothing_allowed_for_ever(ms(100), Duration::ZERO, u32::MAX)]
fn a_pause_with_a_ceiling_of_zero_is_none(
    #[case] base: Duration,
    #[case] cap: Duration,
    #[case] attempt: u32,
) {
    expect_ceiling(Backoff { base, cap }, attempt, 0);
}

#[rstest]
#[case::within_32_bits(ms(1), MAX, 32, 1 << 31)]
#[case::beyond_32_bits(ms(1), MAX, 33, 1 << 32)]
#[case::beyond_32_bits_with_a_larger_base(ms(6), MAX, 40, 6 << 39)]
#[case::within_64_bits(ms(1), MAX, 64, 1 << 63)]
#[case::bits_shifted_out(ms(4), ms(9_000), 63, 9_000)]
#[case::all_bits_shifted_out(ms(1 << 40), ms(9_000), 100, 9_000)]
#[case::more_shifts_than_bits(ms(1), ms(9_000), 65, 9_000)]
#[case::as_many_shifts_as_128_bits(ms(3), ms(9_000), 129, 9_000)]
#[case::bits_shifted_out_of_128(ms(100), ms(9_000), 128, 9_000)]
#[case::a_large_base_shifted_out_of_128(Duration::from_secs(1 << 63), ms(9_000), 63, 9_000)]
#[case::a_base_beyond_64_bits(BEYOND_64_BITS, ms(9_000), 1, 9_000)]
#[case::the_largest_base(MAX, ms(9_000), 2, 9_000)]
#[case::the_largest_base_for_ever(MAX, ms(9_000), u32::MAX, 9_000)]
#[case::a_base_that_floating_point_rounds(ms((1 << 53) + 1), MAX, 1, (1 << 53) + 1)]
#[case::a_cap_that_floating_point_rounds(ms(5), ms((1 << 53) + 1), 80, (1 << 53) + 1)]
#[case::the_largest_cap_that_64_bits_can_count(ms(5), ms(u64::MAX), u32::MAX, u64::MAX)]
fn the_ceiling_of_the_pause_never_overflows(
    #[case] base: Duration,
    #[case] cap: Duration,
    #[case] attempt: u32,
    #[case] ceiling: u64,
) {
    expect_ceiling(Backoff { base, cap }, attempt, ceiling);
}

/// No number is large enough to come round again.
#[rstest]
#[case::just_beyond_64_bits(ms(1), MAX, 65)]
#[case::beyond_64_bits_for_ever(ms(1), MAX, u32::MAX)]
#[case::a_cap_beyond_64_bits(ms(1), BEYOND_64_BITS, 100)]
#[case::base_and_cap_beyond_64_bits(BEYOND_64_BITS, BEYOND_64_BITS, 1)]
#[case::the_largest_base(MAX, MAX, 1)]
#[case::the_largest_base_for_ever(MAX, MAX, u32::MAX)]
fn a_pause_below_a_ceiling_beyond_64_bits_is_the_number_itself(
    #[case] base: Duration,
    #[case] cap: Duration,
    #[case] attempt: u32,
) {
    for random in [0, 1, 384, 1_000_000, u64::MAX - 1, u64::MAX] {
        assert_eq!(
            Backoff { base, cap }.pause(attempt, random),
            ms(random),
            "INV-7: with base {base:?} and cap {cap:?}, the ceiling after attempt {attempt} is above {random} ms, so that is the pause"
        );
    }
}
