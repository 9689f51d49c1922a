//! The promises of kata 30, step by step. Every message says which rule broke, what was done and what was found.
//!
//! A restart is a new connection to the same file, and in the last tests a new process. Nothing sleeps. What the rows must
//! say stands in `src/practice_day/audit.rs`, as SQL. In each comparison what was found stands first and what was expected
//! second.

#[path = "../src/practice_day/audit.rs"]
mod audit;
#[path = "../src/practice_day/practice.rs"]
mod practice;

use std::cell::RefCell;
use std::fmt::{self, Debug};
use std::io::{BufRead, BufReader, Read, Write};
use std::num::NonZeroU32;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use clinic::{
    AskError, Crash, DayKey, DoctorId, DoctorsDay, Done, IdempotencyKey, Length, MAXIMUM, Message,
    MessageId, Month, Patient, PublishError, Receipt, ReceiveError, Received, Refusal, RelayError,
    Request, SaveError, Slot, Step, Stored, Task, Version, Visit, Wish, ask, load, never,
    over_the_maximum, receive, relay, save, tasks,
};
use jiff::civil::{Date, date};
use rstest::rstest;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use tempfile::TempDir;

use audit::{Audit, BOOKED, IN_THE_END, Promise, TOLD};
use practice::{Files, POINTS, Plan, Who, different_receipts, requests, run};

// ---- words ----

const MARCH_30: Date = date(2026, 3, 30);
const MARCH_31: Date = date(2026, 3, 31);
const APRIL_1: Date = date(2026, 4, 1);
/// When something is asked for: in another month than that of any visit.
const ASKED_ON: Date = date(2026, 2, 27);

const SINGLE: Wish = Wish::Book(Length::Single);
const DOUBLE: Wish = Wish::Book(Length::Double);

/// The day that most tests are about.
const TUESDAY: DayKey = on(2, MARCH_31);

const fn on(doctor: u32, date: Date) -> DayKey {
    DayKey { doctor: DoctorId::new(doctor), date }
}

#[track_caller]
fn slot(number: u8) -> Slot {
    Slot::new(number).expect("a day has 60 slots")
}

fn patient(name: &str) -> Patient {
    Patient::new(name)
}

fn key(name: &str) -> IdempotencyKey {
    IdempotencyKey::new(name)
}

fn visit(name: &str, first: u8, length: Length) -> Visit {
    Visit { patient: patient(name), first: slot(first), length }
}

fn single(name: &str, first: u8) -> Visit {
    visit(name, first, Length::Single)
}

fn double(name: &str, first: u8) -> Visit {
    visit(name, first, Length::Double)
}

fn wants(key: &str, day: DayKey, patient: &str, first: u8, wish: Wish) -> Request {
    Request {
        key: IdempotencyKey::new(key),
        day,
        patient: Patient::new(patient),
        first: slot(first),
        wish,
        asked_on: ASKED_ON,
    }
}

fn receipt(key: &str, done: Done, day: DayKey, visit: Visit, version: u32) -> Receipt {
    Receipt { key: IdempotencyKey::new(key), done, day, visit, version: Version::new(version) }
}

fn attempts(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("at least one")
}

/// The request in words.
fn said(request: &Request) -> String {
    let Request { key, day, patient, first, wish, .. } = request;
    format!("{wish:?} for {} from {first} on, at {day}, under {key}", patient.name())
}

/// What the tests themselves do, not what is tested.
#[track_caller]
fn done<T, E: Debug>(outcome: Result<T, E>) -> T {
    match outcome {
        Ok(value) => value,
        Err(error) => panic!("the test itself could not use the database: {error:?}"),
    }
}

// ---- step 1: the day in memory ----

/// The day has exactly these visits.
#[track_caller]
fn comes(day: &DoctorsDay, expected: &[&Visit], why: &str) {
    assert_eq!(
        day.visits().collect::<Vec<_>>(),
        expected,
        "INV-1: {why}; these visits are on the day"
    );
}

#[track_caller]
fn day_of(visits: &[&Visit]) -> DoctorsDay {
    let mut day = DoctorsDay::new();
    for visit in visits {
        let outcome = day.book((*visit).clone());
        assert_eq!(outcome, Ok(()), "INV-1: {visit:?} is booked in slots that are free");
    }
    day
}

#[test]
fn step_1_free_slots_are_booked() {
    let (late, early, middle) = (double("Zoe", 58), single("Anton", 0), double("Mira", 4));
    let day = day_of(&[&late, &early, &middle]);
    comes(&day, &[&early, &middle, &late], "three visits were booked, the last of them from 58 on");
    let (before, after) = (double("Anton", 2), single("Zoe", 6));
    let day = day_of(&[&middle, &before, &after]);
    comes(&day, &[&before, &middle, &after], "three visits were booked without a gap");
    let last = single("Jonas", 59);
    comes(&day_of(&[&last]), &[&last], "a single visit was booked in the last slot");
}

#[rstest]
#[case::single_on_a_single(single("Jonas", 9), Refusal::Taken { slot: slot(9) })]
#[case::single_on_a_first_half(single("Jonas", 4), Refusal::Taken { slot: slot(4) })]
#[case::single_on_a_second_half(single("Jonas", 5), Refusal::Taken { slot: slot(5) })]
#[case::single_of_the_same_patient(single("Mira", 5), Refusal::Taken { slot: slot(5) })]
#[case::double_with_its_second_half(double("Jonas", 3), Refusal::Taken { slot: slot(4) })]
#[case::double_with_its_first_half(double("Jonas", 5), Refusal::Taken { slot: slot(5) })]
#[case::double_on_a_double(double("Jonas", 4), Refusal::Taken { slot: slot(4) })]
#[case::double_on_a_single(double("Jonas", 8), Refusal::Taken { slot: slot(9) })]
#[case::double_off_the_end(double("Jonas", 59), Refusal::OffTheEnd { first: slot(59) })]
fn step_1_what_is_not_free_is_refused(#[case] wanted: Visit, #[case] why: Refusal) {
    let (mira, zoe) = (double("Mira", 4), single("Zoe", 9));
    let mut day = day_of(&[&zoe, &mira]);
    let outcome = day.book(wanted.clone());
    assert_eq!(
        outcome,
        Err(why),
        "INV-1: slots 4, 5 and 9 are taken, and this was to be booked: {wanted:?}"
    );
    comes(&day, &[&mira, &zoe], "a refused booking changes nothing");
}

#[test]
fn step_1_off_the_end_wins_over_taken() {
    let zoe = single("Zoe", 59);
    let mut day = day_of(&[&zoe]);
    assert_eq!(
        day.book(double("Mira", 59)),
        Err(Refusal::OffTheEnd { first: slot(59) }),
        "INV-1: the last slot is taken, and a double was to begin with it: both refusals apply"
    );
    comes(&day, &[&zoe], "a refused booking changes nothing");
}

#[test]
fn step_1_a_cancelled_double_frees_both_slots() {
    let (mira, zoe) = (double("Mira", 4), single("Mira", 6));
    let mut day = day_of(&[&zoe, &mira]);
    let cancelled = day.cancel(&patient("Mira"), slot(4));
    assert_eq!(cancelled, Ok(mira), "INV-1: the visit that was cancelled is returned");
    comes(&day, &[&zoe], "the double from 4 on was cancelled, and not the single after it");
    let (first, second) = (single("Anton", 4), single("Jonas", 5));
    for visit in [&first, &second] {
        let outcome = day.book(visit.clone());
        assert_eq!(
            outcome,
            Ok(()),
            "INV-1: the double from 4 on was cancelled, so slots 4 and 5 are free"
        );
    }
    comes(&day, &[&first, &second, &zoe], "both slots were given to others");
}

#[test]
fn step_1_two_singles_are_no_double() {
    let (first, second) = (single("Mira", 4), single("Mira", 5));
    let mut day = day_of(&[&first, &second]);
    assert_eq!(
        day.cancel(&patient("Mira"), slot(4)),
        Ok(first),
        "INV-1: of two single visits side by side the first was cancelled"
    );
    comes(&day, &[&second], "of two single visits side by side the first was cancelled");
}

#[rstest]
#[case::somebody_elses("Zoe", 4)]
#[case::by_its_second_slot("Mira", 5)]
#[case::in_a_free_slot("Mira", 6)]
#[case::in_other_letters("mira", 4)]
fn step_1_what_is_not_there_cannot_be_cancelled(#[case] name: &str, #[case] first: u8) {
    let (mira, zoe) = (double("Mira", 4), single("Zoe", 9));
    let mut day = day_of(&[&zoe, &mira]);
    assert_eq!(
        day.cancel(&patient(name), slot(first)),
        Err(Refusal::NoSuchVisit { first: slot(first) }),
        "INV-1: Mira has slots 4 and 5, Zoe has 9; a visit of {name} from {first} on was to be cancelled"
    );
    comes(&day, &[&mira, &zoe], "a refused cancellation changes nothing");
}

// ---- the databases ----

/// Both databases, in files.
struct Place {
    directory: TempDir,
    files: Files,
    /// What is tested works on these two.
    clinic: Connection,
    desk: Connection,
    /// What the tests see they see from outside.
    witness: Connection,
}

impl Place {
    #[track_caller]
    fn new() -> Self {
        let directory = done(tempfile::tempdir());
        let files = Files::within(directory.path());
        let (clinic, desk) = (done(files.clinic()), done(files.desk()));
        let witness = done(files.clinic());
        done(witness.execute("ATTACH ?1 AS desk", [files.desk.to_string_lossy()]));
        // Forty messages were sent and cleared away, so an id is no place.
        done(witness.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', 40)", ()));
        Self { directory, files, clinic, desk, witness }
    }

    /// The process ends, and another one begins.
    #[track_caller]
    fn restart(&mut self) {
        (self.clinic, self.desk) = (done(self.files.clinic()), done(self.files.desk()));
    }

    /// A connection that doesn't wait for the lock at all.
    #[track_caller]
    fn impatient(&self) -> Connection {
        let connection = done(self.files.clinic());
        done(connection.busy_timeout(Duration::ZERO));
        connection
    }

    /// Everything that is stored, one line a row.
    #[track_caller]
    fn view(&self) -> Vec<String> {
        view(&self.witness)
    }

    /// The book is as it must be, whatever was told.
    #[track_caller]
    fn audit(&self, why: &str) {
        audited(&self.files, &[&BOOKED], why);
    }

    /// From now on no row of `table` can be written.
    #[track_caller]
    fn make_unwritable(&self, table: &str) {
        let at = self.owner(table);
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            done(at.execute_batch(&format!(
                "CREATE TRIGGER no_{verb} BEFORE {verb} ON {table}
                 BEGIN SELECT RAISE(ABORT, 'no space left'); END"
            )));
        }
    }

    #[track_caller]
    fn make_writable(&self, table: &str) {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            done(self.owner(table).execute_batch(&format!("DROP TRIGGER no_{verb}")));
        }
    }

    /// From now on a row of `table` can be written, and the transaction in which it is can't be committed.
    #[track_caller]
    fn make_uncommittable(&self, table: &str) {
        done(self.owner(table).execute_batch(&format!(
            "CREATE TABLE seal (id INTEGER PRIMARY KEY);
             CREATE TABLE sealed (id INTEGER REFERENCES seal DEFERRABLE INITIALLY DEFERRED);
             CREATE TRIGGER no_commit AFTER INSERT ON {table} BEGIN INSERT INTO sealed VALUES (1); END"
        )));
    }

    #[track_caller]
    fn owner(&self, table: &str) -> Connection {
        let is_desks = ["received", "total", "task"].contains(&table);
        done(if is_desks { self.files.desk() } else { self.files.clinic() })
    }
}

// Whether a patient without slots has a row in `total` is left open.
#[track_caller]
fn view(both: &Connection) -> Vec<String> {
    let sql = "
        SELECT format('day: doctor %d on %s, version %d', doctor, date, version) FROM day
        UNION ALL SELECT format('booking: doctor %d on %s, slot %d: %s (from slot %d on, %d slots)',
                                doctor, date, slot, patient, first, length) FROM booking
        UNION ALL SELECT format('receipt %s: %s, doctor %d on %s, %s from slot %d on, %d slots, version %d',
                                key, done, doctor, date, patient, first, length, version) FROM receipt
        UNION ALL SELECT format('message %d: %s: %s, doctor %d on %s, %s from slot %d on, %d slots, asked for on %s, %s',
                                id, key, done, doctor, date, patient, first, length, asked_on,
                                iif(sent, 'sent', 'unsent')) FROM outbox
        UNION ALL SELECT format('received: message %d', message) FROM received
        UNION ALL SELECT format('total: %s in %s, %d slots', patient, month, slots) FROM total WHERE slots <> 0
        UNION ALL SELECT format('task: phone %s for %s, %d slots, %s', patient, month, slots,
                                iif(done, 'done', 'not done')) FROM task";
    let mut query = done(both.prepare(sql));
    let rows = done(query.query_map((), |row| row.get(0)));
    rows.map(done).collect()
}

/// What the rows say is what was promised.
#[track_caller]
fn audited(files: &Files, promises: &[&[Promise]], why: &str) {
    let audit = done(Audit::open(&files.clinic, &files.desk));
    for promise in promises.iter().copied().flatten() {
        let breaches = done(audit.breaches(promise));
        assert!(
            breaches.is_empty(),
            "{}. {why}, and then the rows said:\n{}",
            promise.rule,
            breaches.join("\n")
        );
    }
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// The lines of one kind, without what they have in common.
fn only<'a>(view: &'a [String], kind: &'a str) -> Vec<&'a str> {
    view.iter().filter_map(|line| line.strip_prefix(kind)).map(str::trim).collect()
}

/// Lines that a failed comparison shows one below the other.
#[derive(PartialEq)]
struct Lines(Vec<String>);

impl Lines {
    fn of<T: ToString>(lines: impl IntoIterator<Item = T>) -> Self {
        Self(lines.into_iter().map(|line| line.to_string()).collect())
    }
}

impl Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0[..] {
            [] => f.write_str("nothing"),
            lines => lines.iter().try_for_each(|line| write!(f, "\n    {line}")),
        }
    }
}

/// Nothing has changed, and no transaction is left open.
#[track_caller]
fn untouched(place: &Place, before: &[String], why: &str) {
    let changes = changes(before, &place.view());
    assert!(changes.is_empty(), "{why} changes nothing, but it changed this (-, +):{changes}");
    assert!(
        place.clinic.is_autocommit() && place.desk.is_autocommit(),
        "{why} is over, but its transaction is still open"
    );
}

// ---- step 2: the day in the database ----

#[track_caller]
fn stored(place: &mut Place, key: DayKey) -> Stored {
    let at = done(place.clinic.transaction());
    match load(&at, key) {
        Ok(stored) => stored,
        Err(error) => {
            panic!("INV-2: {key} was to be loaded, and nothing stands against it: {error:?}")
        }
    }
}

/// Saves the day in a transaction that is committed if the save is accepted.
fn saved(
    place: &mut Place,
    key: DayKey,
    day: &DoctorsDay,
    expected: u32,
) -> Result<Version, SaveError> {
    let change = done(place.clinic.transaction_with_behavior(TransactionBehavior::Immediate));
    let outcome = save(&change, key, day, Version::new(expected));
    if outcome.is_ok() {
        done(change.commit());
    }
    outcome
}

#[track_caller]
fn accepted(place: &mut Place, key: DayKey, visits: &[Visit], expected: u32) {
    let day = DoctorsDay::from_visits(visits.to_vec());
    let outcome = saved(place, key, &day, expected);
    assert_eq!(
        outcome,
        Ok(Version::new(expected + 1)),
        "INV-2: {key} is at version {expected}, it is saved with that, and this is the version now"
    );
    let found = stored(place, key);
    let expected = Stored { day, version: Version::new(expected + 1) };
    assert_eq!(found, expected, "INV-2: {key} was saved, and this is loaded");
}

#[test]
fn step_2_a_day_that_is_not_stored_is_empty() {
    let mut place = Place::new();
    let nothing = Stored { day: DoctorsDay::new(), version: Version::NONE };
    assert_eq!(
        stored(&mut place, TUESDAY),
        nothing,
        "INV-2: nothing is stored, and this is loaded"
    );
    accepted(&mut place, on(2, APRIL_1), &[single("Zoe", 3)], 0);
    accepted(&mut place, on(1, MARCH_31), &[single("Zoe", 3)], 0);
    assert_eq!(
        stored(&mut place, TUESDAY),
        nothing,
        "INV-2: stored are another day of this doctor and this day of another doctor"
    );
}

#[test]
fn step_2_a_saved_day_is_loaded_whole() {
    let mut place = Place::new();
    let names = ["Zoe", "O'Brien", "Ada, Mira; Bo"];
    accepted(
        &mut place,
        TUESDAY,
        &[single(names[0], 3), double(names[1], 58), double(names[2], 0)],
        0,
    );
    let view = place.view();
    assert_eq!(
        only(&view, "booking: doctor 2 on 2026-03-31,"),
        [
            "slot 0: Ada, Mira; Bo (from slot 0 on, 2 slots)",
            "slot 1: Ada, Mira; Bo (from slot 0 on, 2 slots)",
            "slot 3: Zoe (from slot 3 on, 1 slots)",
            "slot 58: O'Brien (from slot 58 on, 2 slots)",
            "slot 59: O'Brien (from slot 58 on, 2 slots)",
        ],
        "INV-1: a single and two doubles were saved: each slot that is taken has a row"
    );
}

#[test]
fn step_2_a_save_replaces_the_whole_day() {
    let mut place = Place::new();
    let (zoe, mira, anton) = (double("Zoe", 3), single("Mira", 8), single("Anton", 4));
    accepted(&mut place, TUESDAY, &[zoe, mira.clone()], 0);
    accepted(&mut place, TUESDAY, &[mira.clone(), anton.clone()], 1);
    accepted(&mut place, TUESDAY, &[mira, anton], 2);
    accepted(&mut place, TUESDAY, &[], 3);
    accepted(&mut place, TUESDAY, &[], 4);
}

#[test]
fn step_2_a_visit_may_get_longer_or_shorter() {
    let mut place = Place::new();
    let visits: [&[Visit]; 4] = [
        &[single("Mira", 4)],
        &[double("Mira", 4)],
        &[single("Mira", 4), single("Mira", 5)],
        &[double("Mira", 3)],
    ];
    for (version, visits) in (0..).zip(visits) {
        accepted(&mut place, TUESDAY, visits, version);
    }
}

#[test]
fn step_2_a_save_leaves_other_days_alone() {
    let mut place = Place::new();
    for (key, name) in [(on(2, APRIL_1), "Zoe"), (on(1, MARCH_31), "Mira"), (on(3, MARCH_31), "Bo")]
    {
        accepted(&mut place, key, &[double(name, 3)], 0);
    }
    let before = place.view();
    accepted(&mut place, TUESDAY, &[single("Anton", 3)], 0);
    accepted(&mut place, TUESDAY, &[], 1);
    let changes = changes(&before, &place.view());
    assert_eq!(
        changes, "\n+ day: doctor 2 on 2026-03-31, version 2",
        "INV-2: a day was saved with a visit, then without any; this is new since then"
    );
}

#[rstest]
#[case::stored_and_expected_as_new(0)]
#[case::older(1)]
#[case::newer(3)]
#[case::much_newer(17)]
fn step_2_a_stale_save_is_a_conflict(#[case] expected: u32) {
    let mut place = Place::new();
    accepted(&mut place, TUESDAY, &[single("Zoe", 3)], 0);
    accepted(&mut place, TUESDAY, &[single("Zoe", 3), double("Mira", 8)], 1);
    for visits in [vec![single("Anton", 4)], vec![single("Zoe", 3), double("Mira", 8)]] {
        let before = place.view();
        // Committed all the same, so that a save shows which writes before it compares.
        let change = done(place.clinic.transaction_with_behavior(TransactionBehavior::Immediate));
        let outcome =
            save(&change, TUESDAY, &DoctorsDay::from_visits(visits), Version::new(expected));
        done(change.commit());
        assert_eq!(
            outcome,
            Err(SaveError::Conflict { expected: Version::new(expected), actual: Version::new(2) }),
            "INV-2: version 2 is stored, and the save expects version {expected}"
        );
        untouched(&place, &before, "INV-2: a save that is a conflict");
    }
}

/// Mira's day can't be read: how it is spoilt, and mended.
const UNREADABLE: [(&str, &str, &str); 2] = [
    ("the version", "UPDATE main.day SET version = 5000000000", "UPDATE main.day SET version = 1"),
    (
        "the name in a booking",
        "UPDATE main.booking SET patient = CAST(x'ff' AS TEXT)",
        "UPDATE main.booking SET patient = 'Mira'",
    ),
];

#[test]
fn step_2_what_cannot_be_read_is_there_all_the_same() {
    for (what, spoil, _) in UNREADABLE {
        let mut place = Place::new();
        accepted(&mut place, TUESDAY, &[double("Mira", 4)], 0);
        done(place.witness.execute(spoil, ()));
        let at = done(place.clinic.transaction());
        let outcome = load(&at, TUESDAY);
        assert!(
            outcome.is_err(),
            "INV-2: {what} that is stored can't be read, so the load fails, but it is {outcome:?}"
        );
    }
}

#[test]
fn step_2_a_version_that_cannot_be_read_is_no_conflict() {
    for expected in [0, 1, 2] {
        let mut place = Place::new();
        accepted(&mut place, TUESDAY, &[single("Zoe", 3)], 0);
        done(place.witness.execute("UPDATE main.day SET version = 5000000000", ()));
        let outcome = saved(&mut place, TUESDAY, &DoctorsDay::new(), expected);
        assert!(
            matches!(outcome, Err(SaveError::Storage(_))),
            "INV-2: the stored version can't be read, so a save that expects version {expected} is a storage error, but \
             it is {outcome:?}"
        );
    }
}

#[test]
fn step_2_a_save_that_expects_a_day_that_is_not_stored_is_a_conflict() {
    let mut place = Place::new();
    accepted(&mut place, on(2, APRIL_1), &[single("Zoe", 3)], 0);
    let before = place.view();
    assert_eq!(
        saved(&mut place, TUESDAY, &DoctorsDay::new(), 1),
        Err(SaveError::Conflict { expected: Version::new(1), actual: Version::NONE }),
        "INV-2: the day is not stored, and the save expects version 1"
    );
    untouched(&place, &before, "INV-2: a save that is a conflict");
}

#[rstest]
fn step_2_a_failing_database_is_no_conflict(
    #[values("day", "booking")] table: &str,
    #[values(0, 1)] expected: u32,
) {
    let mut place = Place::new();
    if expected == 1 {
        accepted(&mut place, TUESDAY, &[single("Zoe", 3)], 0);
    }
    place.make_unwritable(table);
    let day = DoctorsDay::from_visits([double("Mira", 8)]);
    let outcome = saved(&mut place, TUESDAY, &day, expected);
    assert!(
        matches!(outcome, Err(SaveError::Storage(_))),
        "INV-2: {table} can't be written, so the save is a storage error, but it is {outcome:?}"
    );
    done(place.clinic.execute_batch("ALTER TABLE booking RENAME TO lost"));
    let at = done(place.clinic.transaction());
    let outcome = load(&at, TUESDAY);
    assert!(
        outcome.is_err(),
        "INV-2: the bookings can't be read, so the load fails, but it is {outcome:?}"
    );
}

// ---- step 3: one request, one effect ----

/// Asks once, and nobody dies or is in the way.
fn asks(place: &mut Place, request: &Request) -> Result<Receipt, AskError> {
    ask(&mut place.clinic, request, attempts(1), &mut |_| {}, &mut never)
}

#[track_caller]
fn answered(place: &mut Place, request: &Request, expected: &Receipt, why: &str) {
    let outcome = asks(place, request);
    assert_eq!(
        outcome.as_ref(),
        Ok(expected),
        "INV-3: {why}: {} is answered with this receipt",
        said(request)
    );
    assert!(
        place.clinic.is_autocommit(),
        "INV-3: {} is answered, but its transaction is still open",
        said(request)
    );
}

#[track_caller]
fn refused(place: &mut Place, request: &Request, expected: &AskError, why: &str) {
    let rule = if matches!(expected, AskError::KeyReused { .. }) { "INV-3" } else { "INV-4" };
    let before = place.view();
    for again in ["", " again"] {
        let outcome = asks(place, request);
        assert_eq!(
            outcome.as_ref(),
            Err(expected),
            "{rule}: {why}: {} is refused{again}",
            said(request)
        );
        untouched(place, &before, &format!("{rule}: {why}: a refusal"));
    }
}

/// Mira's double, and what is answered.
fn miras() -> (Request, Receipt) {
    let asked = wants("k-7", TUESDAY, "Mira", 4, DOUBLE);
    (asked, receipt("k-7", Done::Booked, TUESDAY, double("Mira", 4), 1))
}

#[track_caller]
fn with_miras() -> Place {
    let mut place = Place::new();
    let (asked, answer) = miras();
    answered(&mut place, &asked, &answer, "both slots are free");
    place
}

#[test]
fn step_3_a_visit_is_booked_and_a_visit_is_cancelled() {
    let mut place = with_miras();
    let booked = receipt("k-3", Done::Booked, TUESDAY, single("Zoe", 6), 2);
    answered(&mut place, &wants("k-3", TUESDAY, "Zoe", 6, SINGLE), &booked, "slot 6 is free");
    let other = receipt("k-9", Done::Booked, on(2, APRIL_1), single("Zoe", 6), 1);
    answered(&mut place, &wants("k-9", on(2, APRIL_1), "Zoe", 6, SINGLE), &other, "another day");
    let cancelled = receipt("k-1", Done::Cancelled, TUESDAY, double("Mira", 4), 3);
    let asked = wants("k-1", TUESDAY, "Mira", 4, Wish::Cancel);
    answered(&mut place, &asked, &cancelled, "Mira has slots 4 and 5");
    let view = place.view();
    let seen = [only(&view, "day:"), only(&view, "booking:"), only(&view, "receipt")].concat();
    assert_eq!(
        seen,
        [
            "doctor 2 on 2026-03-31, version 3",
            "doctor 2 on 2026-04-01, version 1",
            "doctor 2 on 2026-03-31, slot 6: Zoe (from slot 6 on, 1 slots)",
            "doctor 2 on 2026-04-01, slot 6: Zoe (from slot 6 on, 1 slots)",
            "k-1: cancelled, doctor 2 on 2026-03-31, Mira from slot 4 on, 2 slots, version 3",
            "k-3: booked, doctor 2 on 2026-03-31, Zoe from slot 6 on, 1 slots, version 2",
            "k-7: booked, doctor 2 on 2026-03-31, Mira from slot 4 on, 2 slots, version 1",
            "k-9: booked, doctor 2 on 2026-04-01, Zoe from slot 6 on, 1 slots, version 1",
        ],
        "INV-3: three visits were booked and one was cancelled, and this is stored"
    );
}

#[test]
fn step_3_a_repeated_request_gets_the_first_receipt() {
    let mut place = with_miras();
    let (asked, answer) = miras();
    let zoes = wants("k-3", TUESDAY, "Zoe", 9, SINGLE);
    let booked = receipt("k-3", Done::Booked, TUESDAY, single("Zoe", 9), 2);
    answered(&mut place, &zoes, &booked, "slot 9 is free");
    let cancels = wants("k-1", TUESDAY, "Mira", 4, Wish::Cancel);
    let cancelled = receipt("k-1", Done::Cancelled, TUESDAY, double("Mira", 4), 3);
    answered(&mut place, &cancels, &cancelled, "Mira has slots 4 and 5");
    let before = place.view();
    for why in ["repeated", "repeated after a restart"] {
        answered(&mut place, &asked, &answer, &format!("{why}, though it was cancelled meanwhile"));
        answered(
            &mut place,
            &cancels,
            &cancelled,
            &format!("{why}, though there is no such visit any more"),
        );
        let next_day = Request { asked_on: MARCH_30, ..zoes.clone() };
        answered(&mut place, &next_day, &booked, &format!("{why} on another day"));
        untouched(&place, &before, "INV-3: a repeated request");
        place.restart();
    }
}

#[rstest]
#[case::for_another_patient(wants("k-7", TUESDAY, "Zoe", 4, DOUBLE))]
#[case::for_another_date(wants("k-7", on(2, APRIL_1), "Mira", 4, DOUBLE))]
#[case::at_another_doctor(wants("k-7", on(1, MARCH_31), "Mira", 4, DOUBLE))]
#[case::from_another_slot_on(wants("k-7", TUESDAY, "Mira", 6, DOUBLE))]
#[case::of_another_length(wants("k-7", TUESDAY, "Mira", 4, SINGLE))]
#[case::to_cancel_it(wants("k-7", TUESDAY, "Mira", 4, Wish::Cancel))]
#[case::to_book_what_is_off_the_end(wants("k-7", TUESDAY, "Mira", 59, DOUBLE))]
fn step_3_a_reused_key_is_refused(#[case] request: Request) {
    let mut place = with_miras();
    let why = AskError::KeyReused { key: key("k-7") };
    refused(&mut place, &request, &why, "Mira's double from 4 on was booked under k-7");
}

#[rstest]
#[case::to_book_it(wants("k-1", TUESDAY, "Mira", 4, DOUBLE))]
#[case::to_cancel_from_another_slot_on(wants("k-1", TUESDAY, "Mira", 5, Wish::Cancel))]
fn step_3_the_key_of_a_cancellation_is_a_key_too(#[case] request: Request) {
    let mut place = with_miras();
    let cancels = wants("k-1", TUESDAY, "Mira", 4, Wish::Cancel);
    let cancelled = receipt("k-1", Done::Cancelled, TUESDAY, double("Mira", 4), 2);
    answered(&mut place, &cancels, &cancelled, "Mira has slots 4 and 5");
    let why = AskError::KeyReused { key: key("k-1") };
    refused(&mut place, &request, &why, "Mira's double from 4 on was cancelled under k-1");
}

#[test]
fn step_3_names_and_keys_are_taken_as_they_are() {
    let mut place = with_miras();
    for (first, version, key) in [(10, 2, "it's"), (11, 3, "IT'S"), (12, 4, "K-7")] {
        let booked = receipt(key, Done::Booked, TUESDAY, single("O'Brien", first), version);
        let asked = wants(key, TUESDAY, "O'Brien", first, SINGLE);
        answered(
            &mut place,
            &asked,
            &booked,
            "the slot is free, and nothing was done under this key",
        );
    }
}

#[test]
fn step_3_a_refusal_uses_up_no_key() {
    let mut place = with_miras();
    let taken = AskError::Refused(Refusal::Taken { slot: slot(5) });
    refused(&mut place, &wants("k-3", TUESDAY, "Zoe", 5, SINGLE), &taken, "Mira has slots 4 and 5");
    let off = AskError::Refused(Refusal::OffTheEnd { first: slot(59) });
    refused(
        &mut place,
        &wants("k-3", on(1, MARCH_31), "Zoe", 59, DOUBLE),
        &off,
        "59 is the last slot",
    );
    let none = AskError::Refused(Refusal::NoSuchVisit { first: slot(4) });
    refused(
        &mut place,
        &wants("k-3", TUESDAY, "Zoe", 4, Wish::Cancel),
        &none,
        "it is Mira's visit",
    );
    let booked = receipt("k-3", Done::Booked, TUESDAY, single("Zoe", 6), 2);
    let asked = wants("k-3", TUESDAY, "Zoe", 6, SINGLE);
    answered(&mut place, &asked, &booked, "three requests were refused under this key");
}

/// What came of a request, and what happened on the way, in order.
#[derive(Debug)]
struct Asked {
    outcome: Result<Receipt, AskError>,
    waited: Vec<u32>,
    reached: Vec<Step>,
}

impl Asked {
    fn decided(&self) -> usize {
        self.reached.iter().filter(|step| **step == Step::Decided).count()
    }

    /// It has failed with the database, in its first attempt.
    #[track_caller]
    fn failed_once(&self, why: &str) {
        assert!(
            matches!(self.outcome, Err(AskError::Storage(_))),
            "INV-4: {why}, so it is a storage error, but it is {:?}",
            self.outcome
        );
        let why = format!("INV-4: {why}, which is no conflict, so there is no other attempt");
        assert_eq!(self.waited, [], "{why}; the calls of `wait`");
        assert!(self.decided() < 2, "{why}, but it was decided {} times", self.decided());
    }
}

/// Asks, and has other things done whenever it waits, and at each decision, which is given its number, from 0 on.
#[track_caller]
fn watched(
    place: &mut Place,
    request: &Request,
    most: u32,
    mut waits: impl FnMut(),
    mut decides: impl FnMut(usize),
) -> Asked {
    let (mut waited, mut reached, mut decided) = (Vec::new(), Vec::new(), 0);
    let outcome = ask(
        &mut place.clinic,
        request,
        attempts(most),
        &mut |attempt| {
            waited.push(attempt);
            waits();
        },
        &mut |step| {
            reached.push(step);
            if step == Step::Decided {
                decides(decided);
                decided += 1;
            }
            Ok(())
        },
    );
    assert!(
        place.clinic.is_autocommit(),
        "INV-4: the call is over, but its transaction is still open"
    );
    Asked { outcome, waited, reached }
}

/// Somebody else asks, without waiting for any lock, while a desk has decided.
#[track_caller]
fn in_between(other: &mut Connection, theirs: &Request) {
    let outcome = ask(other, theirs, attempts(1), &mut |_| {}, &mut never);
    assert!(
        outcome.is_ok(),
        "INV-4: a desk has decided, and nobody has to wait for it. On a connection that doesn't wait, {} came to {outcome:?}",
        said(theirs)
    );
}

/// Asks, and at each of the first decisions somebody else asks for one of `others`.
#[track_caller]
fn disturbed(place: &mut Place, request: &Request, most: u32, others: &[Request]) -> Asked {
    let (mut other, probe) = (place.impatient(), place.impatient());
    let waits = || {
        let free = probe.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok();
        assert!(
            free,
            "INV-4: a desk waits before its next attempt, and others have to wait for it"
        );
    };
    watched(place, request, most, waits, |decided| {
        if let Some(theirs) = others.get(decided) {
            in_between(&mut other, theirs);
        }
    })
}

#[test]
fn step_3_after_a_conflict_it_is_decided_again() {
    let mut place = Place::new();
    let (asked, _) = miras();
    let others =
        [wants("k-3", TUESDAY, "Zoe", 6, SINGLE), wants("k-1", TUESDAY, "Anton", 0, DOUBLE)];
    let found = disturbed(&mut place, &asked, 3, &others);
    let expected = receipt("k-7", Done::Booked, TUESDAY, double("Mira", 4), 3);
    assert_eq!(
        found.outcome,
        Ok(expected),
        "INV-4: others booked other slots of the day after each of two decisions, and the third attempt is saved"
    );
    assert_eq!(
        (found.waited, found.reached),
        (
            vec![1, 2],
            vec![
                Step::Decided,
                Step::Decided,
                Step::Decided,
                Step::Saved,
                Step::BeforeCommit,
                Step::AfterCommit
            ]
        ),
        "INV-4: two of three attempts were conflicts, which save nothing; the calls of `wait`, and the steps"
    );
    let visits = DoctorsDay::from_visits([single("Zoe", 6), double("Anton", 0), double("Mira", 4)]);
    assert_eq!(
        stored(&mut place, TUESDAY).day,
        visits,
        "INV-4: the others' visits are kept: a day that has changed is loaded anew"
    );
    place.audit("three desks booked at the same time");
}

#[rstest]
#[case::of_another_doctor(on(1, MARCH_31))]
#[case::on_another_date(on(2, APRIL_1))]
fn step_3_a_change_of_another_day_is_no_conflict(#[case] day: DayKey) {
    let mut place = Place::new();
    let (asked, answer) = miras();
    let found = disturbed(&mut place, &asked, 1, &[wants("k-3", day, "Zoe", 5, SINGLE)]);
    assert_eq!(
        found.outcome,
        Ok(answer),
        "INV-2: the version is that of a day. After the decision somebody booked a visit at {day}, and the only attempt \
         was about {TUESDAY}"
    );
}

#[test]
fn step_3_a_day_that_looks_the_same_again_has_changed() {
    let mut place = Place::new();
    let mut other = place.impatient();
    let others =
        [wants("k-3", TUESDAY, "Zoe", 9, SINGLE), wants("k-1", TUESDAY, "Zoe", 9, Wish::Cancel)];
    let found = watched(
        &mut place,
        &miras().0,
        1,
        || {},
        |_| others.iter().for_each(|theirs| in_between(&mut other, theirs)),
    );
    assert_eq!(
        found.outcome,
        Err(AskError::StillInConflict { attempts: attempts(1) }),
        "INV-2: after the decision a visit was booked and cancelled, so the day is at version 2, and the only attempt \
         was decided at version 0"
    );
}

#[test]
fn step_3_after_a_conflict_the_answer_may_be_no() {
    let mut place = Place::new();
    let (asked, _) = miras();
    let found = disturbed(&mut place, &asked, 5, &[wants("k-3", TUESDAY, "Zoe", 5, SINGLE)]);
    let decided = found.decided();
    assert_eq!(
        (found.outcome, found.waited, decided),
        (Err(AskError::Refused(Refusal::Taken { slot: slot(5) })), vec![1], 1),
        "INV-4: somebody got slot 5 after the decision, so the second attempt is refused; outcome, calls of `wait`, \
         decisions that were no refusals"
    );
    let view = place.view();
    assert_eq!(
        only(&view, "receipt").len(),
        1,
        "INV-4: one of two requests was refused, one has a receipt"
    );
    place.audit("two desks wanted slot 5");
}

#[test]
fn step_3_two_cancel_the_same_visit() {
    let mut place = with_miras();
    let (asked, theirs) = (
        wants("k-1", TUESDAY, "Mira", 4, Wish::Cancel),
        wants("k-9", TUESDAY, "Mira", 4, Wish::Cancel),
    );
    let found = disturbed(&mut place, &asked, 5, &[theirs]);
    assert_eq!(
        found.outcome,
        Err(AskError::Refused(Refusal::NoSuchVisit { first: slot(4) })),
        "INV-2: a cancellation raises the version, so the other desk that wanted to cancel the visit decides again"
    );
    place.audit("two desks cancelled one visit");
}

#[test]
fn step_3_it_gives_up_after_the_last_attempt() {
    for most in [1, 2, 3, 7] {
        let mut place = Place::new();
        let (asked, _) = miras();
        let others: Vec<Request> =
            (0..10).map(|n| wants(&format!("o-{n}"), TUESDAY, "Zoe", 10 + n, SINGLE)).collect();
        let found = disturbed(&mut place, &asked, most, &others);
        let (waits, decided): (Vec<u32>, _) = ((1..most).collect(), found.decided());
        assert_eq!(
            (found.outcome, found.waited, decided),
            (Err(AskError::StillInConflict { attempts: attempts(most) }), waits, most as usize),
            "INV-4: somebody was faster in each of {most} attempts, and no more are allowed; outcome, calls of `wait`, \
             decisions"
        );
        let view = place.view();
        let theirs = most as usize;
        assert_eq!(
            (only(&view, "receipt").len(), only(&view, "booking:").len()),
            (theirs, theirs),
            "INV-4: who gives up has changed nothing; receipts and bookings, all of them the others'"
        );
    }
}

#[test]
fn step_3_the_same_request_comes_in_between() {
    for most in [1, 2] {
        let mut place = Place::new();
        let (asked, answer) = miras();
        let found = disturbed(&mut place, &asked, most, std::slice::from_ref(&asked));
        assert_eq!(
            found.outcome,
            Ok(answer),
            "INV-3: the same request was made by another desk after the decision, and this is its receipt; \
             attempts allowed: {most}"
        );
        place.audit("two desks asked for the same under one key");
    }
}

#[rstest]
#[case::about_another_day(wants("k-7", on(1, APRIL_1), "Zoe", 9, SINGLE))]
#[case::about_the_same_day(wants("k-7", TUESDAY, "Zoe", 9, SINGLE))]
fn step_3_a_key_that_is_used_in_between_is_reused(#[case] theirs: Request) {
    for most in [1, 3] {
        let mut place = Place::new();
        let (asked, _) = miras();
        let found = disturbed(&mut place, &asked, most, std::slice::from_ref(&theirs));
        assert_eq!(
            found.outcome,
            Err(AskError::KeyReused { key: key("k-7") }),
            "INV-3: another request was made under the key after the decision; attempts allowed: {most}"
        );
        let view = place.view();
        assert_eq!(
            only(&view, "booking:").len(),
            1,
            "INV-3: one of two requests under one key was done"
        );
        place.audit("two desks used one key");
    }
}

/// A connection that lets others try once, before its `n`-th statement, and tells which one that was and what they got.
fn with_others_before_statement<T: Send + 'static>(
    own: &mut Connection,
    n: usize,
    mut others: impl FnMut() -> T + Send + 'static,
) -> Receiver<(String, T)> {
    let (tell, squeezed_in) = channel();
    let mut statements = 0;
    let on_event = move |event: TraceEvent<'_>| {
        let TraceEvent::Stmt(_, sql) = event else { return };
        // A trigger is traced as a comment, and runs within a statement.
        if sql.starts_with("--") {
            return;
        }
        statements += 1;
        if statements == n {
            let words: Vec<&str> = sql.split_whitespace().take(5).collect();
            let told = tell.send((words.join(" "), others()));
            told.expect("the test waits for it");
        }
    };
    done(own.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(on_event)));
    squeezed_in
}

#[rstest]
#[case::the_same_request(wants("k-7", TUESDAY, "Mira", 4, DOUBLE))]
#[case::the_same_key(wants("k-7", on(1, APRIL_1), "Mira", 4, DOUBLE))]
#[case::the_same_slot(wants("k-3", TUESDAY, "Zoe", 5, SINGLE))]
#[case::another_day(wants("k-3", on(1, APRIL_1), "Zoe", 5, SINGLE))]
fn step_3_somebody_comes_between_two_statements(#[case] theirs: Request) {
    let (asked, _) = miras();
    for n in 1.. {
        let mut place = Place::new();
        let (mut other, theirs_too) = (place.impatient(), theirs.clone());
        let squeezed_in = with_others_before_statement(&mut place.clinic, n, move || {
            ask(&mut other, &theirs_too, attempts(1), &mut |_| {}, &mut never)
        });
        let outcome = ask(&mut place.clinic, &asked, attempts(2), &mut |_| {}, &mut never);
        let Ok((statement, other)) = squeezed_in.try_recv() else {
            assert!(n > 1, "INV-3: the call went without a single statement");
            return;
        };
        let when = format!(
            "just before statement {n} ({statement} …) of `{}` others asked: {}; they got {other:?}",
            said(&asked),
            said(&theirs)
        );
        let expected = match &other {
            Ok(first) if theirs == asked => Ok(first.clone()),
            Ok(_) if theirs.key == asked.key => Err(AskError::KeyReused { key: key("k-7") }),
            Ok(_) if theirs.day == asked.day => {
                Err(AskError::Refused(Refusal::Taken { slot: slot(5) }))
            }
            // They came last, were kept out, or wanted something else.
            _ => Ok(receipt("k-7", Done::Booked, TUESDAY, double("Mira", 4), 1)),
        };
        assert_eq!(outcome, expected, "INV-3, INV-4: {when}");
        place.audit(&when);
    }
}

#[rstest]
#[case::the_day("day", &[Step::Decided])]
#[case::a_booking("booking", &[Step::Decided])]
#[case::the_receipt("receipt", &[Step::Decided, Step::Saved])]
fn step_3_what_cannot_be_written_has_not_happened(#[case] table: &str, #[case] most: &[Step]) {
    what_cannot_be_written_has_not_happened(table, most);
}

/// No row of `table` can be written, and at most these steps come before that is noticed.
#[track_caller]
fn what_cannot_be_written_has_not_happened(table: &str, most: &[Step]) {
    let mut place = with_miras();
    let asked = wants("k-3", TUESDAY, "Zoe", 6, SINGLE);
    place.make_unwritable(table);
    let before = place.view();
    let found = watched(&mut place, &asked, 3, || {}, |_| {});
    found.failed_once(&format!("{table} can't be written"));
    assert!(
        most.starts_with(&found.reached),
        "INV-5: {table} can't be written, so at most {most:?} is reached, but {:?} was",
        found.reached
    );
    untouched(
        &place,
        &before,
        &format!("INV-5: a request that fails because {table} can't be written"),
    );
    place.make_writable(table);
    let booked = receipt("k-3", Done::Booked, TUESDAY, single("Zoe", 6), 2);
    answered(&mut place, &asked, &booked, &format!("{table} can be written again"));
}

#[test]
fn step_3_what_cannot_be_committed_has_not_happened() {
    let mut place = with_miras();
    place.make_uncommittable("receipt");
    let before = place.view();
    let asked = wants("k-3", TUESDAY, "Zoe", 6, SINGLE);
    let found = watched(&mut place, &asked, 3, || {}, |_| {});
    found.failed_once("the commit fails");
    assert_eq!(
        found.reached,
        [Step::Decided, Step::Saved, Step::BeforeCommit],
        "INV-5: the commit fails, and these steps come before it"
    );
    untouched(&place, &before, "INV-5: a request that can't be committed");
}

#[test]
fn step_3_a_receipt_that_cannot_be_read_is_there_all_the_same() {
    let mut place = with_miras();
    done(place.witness.execute("UPDATE main.receipt SET date = 'soon'", ()));
    let before = place.view();
    let found = watched(&mut place, &miras().0, 3, || {}, |_| {});
    found.failed_once("the receipt of the key can't be read");
    untouched(&place, &before, "INV-5: a request whose receipt can't be read");
}

#[test]
fn step_3_a_day_that_cannot_be_read_is_there_all_the_same() {
    for (what, spoil, mend) in UNREADABLE {
        let mut place = with_miras();
        let before = place.view();
        done(place.witness.execute(spoil, ()));
        let asked = wants("k-3", TUESDAY, "Zoe", 8, SINGLE);
        let found = watched(&mut place, &asked, 3, || {}, |_| {});
        let why = format!("{what} that is stored can't be read");
        found.failed_once(&why);
        assert_eq!(found.reached, [], "INV-4: {why}, so there is nothing to decide on; the steps");
        done(place.witness.execute(mend, ()));
        untouched(&place, &before, &format!("INV-5: a request when {why}"));
    }
}

#[test]
fn step_3_a_lock_that_is_taken_is_no_refusal() {
    let mut place = with_miras();
    done(place.clinic.busy_timeout(Duration::ZERO));
    let before = place.view();
    let other = place.impatient();
    done(other.execute_batch("BEGIN IMMEDIATE"));
    let asked = wants("k-3", TUESDAY, "Zoe", 6, SINGLE);
    let found = watched(&mut place, &asked, 5, || {}, |_| {});
    found.failed_once("somebody keeps the lock, which says nothing about the day");
    let busy = match &found.outcome {
        Err(AskError::Storage(error)) => error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy),
        _ => false,
    };
    assert!(
        busy,
        "INV-4: somebody keeps the lock, and the error says so (busy), but it is {:?}",
        found.outcome
    );
    done(other.execute_batch("ROLLBACK"));
    untouched(&place, &before, "INV-5: a request that didn't get the lock");
    let booked = receipt("k-3", Done::Booked, TUESDAY, single("Zoe", 6), 2);
    answered(&mut place, &asked, &booked, "the lock is free again");
}

#[test]
fn step_3_who_changes_nothing_needs_no_lock() {
    let mut place = with_miras();
    done(place.clinic.busy_timeout(Duration::ZERO));
    let other = place.impatient();
    done(other.execute_batch("BEGIN IMMEDIATE"));
    let (asked, answer) = miras();
    answered(&mut place, &asked, &answer, "somebody keeps the lock, and it is repeated");
    let taken = AskError::Refused(Refusal::Taken { slot: slot(5) });
    let asked = wants("k-9", TUESDAY, "Zoe", 5, SINGLE);
    refused(&mut place, &asked, &taken, "somebody keeps the lock, and Mira has slot 5");
    let reused = AskError::KeyReused { key: key("k-7") };
    let asked = wants("k-7", TUESDAY, "Zoe", 9, SINGLE);
    refused(&mut place, &asked, &reused, "somebody keeps the lock, and k-7 is Mira's");
}

#[rstest]
#[case::decided(Step::Decided, false)]
#[case::saved(Step::Saved, false)]
#[case::before_the_commit(Step::BeforeCommit, false)]
#[case::after_the_commit(Step::AfterCommit, true)]
fn step_3_who_dies_has_done_all_or_nothing(#[case] last: Step, #[case] has_happened: bool) {
    for cancels in [false, true] {
        let mut place = with_miras();
        let asked = match cancels {
            false => wants("k-3", TUESDAY, "Zoe", 6, DOUBLE),
            true => wants("k-3", TUESDAY, "Mira", 4, Wish::Cancel),
        };
        let answer = match cancels {
            false => receipt("k-3", Done::Booked, TUESDAY, double("Zoe", 6), 2),
            true => receipt("k-3", Done::Cancelled, TUESDAY, double("Mira", 4), 2),
        };
        let before = place.view();
        let mut waits = 0;
        let outcome =
            ask(&mut place.clinic, &asked, attempts(3), &mut |_| waits += 1, &mut |step| {
                if step == last { Err(Crash) } else { Ok(()) }
            });
        assert_eq!(
            (outcome, waits),
            (Err(AskError::Crashed(Crash)), 0),
            "INV-5: who dies at {last:?} gives no other answer and does nothing else; outcome and number of waits"
        );
        place.restart();
        let changes = changes(&before, &place.view());
        assert_eq!(
            !changes.is_empty(),
            has_happened,
            "INV-5: {} died at {last:?}. Has anything been done? This has:{changes}",
            said(&asked)
        );
        place.audit(&format!("{} died at {last:?}", said(&asked)));
        let why = format!("it died at {last:?} and is asked for again");
        answered(&mut place, &asked, &answer, &why);
        place.audit(&why);
    }
}

#[test]
fn step_3_nobody_sees_what_is_not_committed() {
    let mut place = with_miras();
    let before = place.view();
    let asked = wants("k-3", TUESDAY, "Zoe", 6, DOUBLE);
    let witness = &place.witness;
    let mut seen = Vec::new();
    let outcome = ask(&mut place.clinic, &asked, attempts(1), &mut |_| {}, &mut |step| {
        seen.push((step, changes(&before, &view(witness)).is_empty()));
        Ok(())
    });
    assert!(
        outcome.is_ok(),
        "INV-3: nobody dies, and slots 6 and 7 are free, but it is {outcome:?}"
    );
    assert_eq!(
        seen,
        [
            (Step::Decided, true),
            (Step::Saved, true),
            (Step::BeforeCommit, true),
            (Step::AfterCommit, false)
        ],
        "INV-5: the steps that a request reaches, in order, and whether others see nothing of it yet"
    );
}

// ---- step 4: the outbox and the relay ----

#[test]
fn step_4_what_is_done_is_told_once() {
    let mut place = with_miras();
    let (asked, answer) = miras();
    answered(&mut place, &asked, &answer, "it is repeated");
    let taken = AskError::Refused(Refusal::Taken { slot: slot(5) });
    refused(&mut place, &wants("k-9", TUESDAY, "Zoe", 5, SINGLE), &taken, "Mira has slot 5");
    let cancels = Request { asked_on: MARCH_30, ..wants("k-1", TUESDAY, "Mira", 4, Wish::Cancel) };
    let cancelled = receipt("k-1", Done::Cancelled, TUESDAY, double("Mira", 4), 2);
    answered(&mut place, &cancels, &cancelled, "Mira has slots 4 and 5");
    let view = place.view();
    assert_eq!(
        Lines::of(only(&view, "message")),
        Lines::of([
            "41: k-7: booked, doctor 2 on 2026-03-31, Mira from slot 4 on, 2 slots, asked for on 2026-02-27, unsent",
            "42: k-1: cancelled, doctor 2 on 2026-03-31, Mira from slot 4 on, 2 slots, asked for on 2026-03-30, unsent",
        ]),
        "INV-5: a visit was booked, asked for again, refused to somebody else, and cancelled: the messages"
    );
    audited(&place.files, &[&BOOKED, &TOLD], "a visit was booked and cancelled");
    done(place.witness.execute("UPDATE main.outbox SET sent = 1", ()));
    let before = place.view();
    answered(&mut place, &asked, &answer, "it is repeated, and its message has been sent");
    untouched(&place, &before, "INV-3: a repeated request whose message has been sent");
}

#[test]
fn step_4_what_cannot_be_told_has_not_happened() {
    what_cannot_be_written_has_not_happened("outbox", &[Step::Decided, Step::Saved]);
}

#[test]
fn step_4_the_day_is_saved_before_the_message() {
    let mut place = with_miras();
    place.make_unwritable("outbox");
    let mut reached = Vec::new();
    let asked = wants("k-3", TUESDAY, "Zoe", 6, SINGLE);
    let _ = ask(&mut place.clinic, &asked, attempts(1), &mut |_| {}, &mut |step| {
        reached.push(step);
        Ok(())
    });
    assert_eq!(
        reached,
        [Step::Decided, Step::Saved],
        "INV-5: the outbox can't be written, and these steps come before it is"
    );
}

/// Four messages, numbers 41 to 44. In no column but this one are they in order.
#[track_caller]
fn with_four_messages() -> Place {
    let mut place = with_miras();
    for (key, patient, first) in [("k-9", "Zoe", 3), ("k-3", "Anton", 2), ("k-5", "Mira", 1)] {
        let asked_on = date(2026, 2, first);
        let asked =
            Request { asked_on, ..wants(key, on(1, MARCH_30), patient, first as u8, SINGLE) };
        let booked = asks(&mut place, &asked);
        assert!(booked.is_ok(), "INV-3: the slot is free, but {key} was answered with {booked:?}");
    }
    place
}

fn marked(at: &Connection) -> Vec<i64> {
    let mut query = done(at.prepare("SELECT id FROM outbox WHERE sent = 1 ORDER BY id"));
    let rows = done(query.query_map((), |row| row.get(0)));
    rows.map(done).collect()
}

/// What happened in a run of the relay, in order.
struct Run {
    outcome: Result<usize, RelayError>,
    trace: Vec<String>,
}

/// Runs the relay. The trace has each step with the marks that others see, and each message that is published.
fn relays(
    place: &mut Place,
    mut publish: impl FnMut(i64) -> Result<(), PublishError>,
    mut at: impl FnMut(Step) -> Result<(), Crash>,
) -> Run {
    let trace = RefCell::new(Vec::new());
    let witness = &place.witness;
    let outcome = relay(
        &mut place.clinic,
        &mut |message| {
            trace.borrow_mut().push(format!("publish {}", message.id));
            publish(message.id.get())
        },
        &mut |step| {
            trace.borrow_mut().push(format!("{step:?} (marked: {:?})", marked(witness)));
            at(step)
        },
    );
    Run { outcome, trace: trace.into_inner() }
}

impl Run {
    /// The messages that were published, in order.
    fn published(&self) -> Vec<i64> {
        let ids = self.trace.iter().filter_map(|line| line.strip_prefix("publish "));
        ids.map(|id| id.parse().expect("the trace has numbers")).collect()
    }
}

/// The trace of a run that publishes these messages, when those before them are marked.
fn trace(messages: std::ops::RangeInclusive<i64>) -> Vec<String> {
    let of = |id: i64| {
        let (before, after): (Vec<i64>, Vec<i64>) = ((41..id).collect(), (41..=id).collect());
        [
            format!("BeforePublish (marked: {before:?})"),
            format!("publish {id}"),
            format!("AfterPublish (marked: {before:?})"),
            format!("AfterMark (marked: {after:?})"),
        ]
    };
    messages.flat_map(of).collect()
}

/// The run has done this, and nothing else.
#[track_caller]
fn went(run: &Run, expected: &[String], why: &str) {
    assert_eq!(by_message(&run.trace), by_message(expected), "INV-6: {why}; what the relay did");
}

/// A trace with a line for each message.
fn by_message(trace: &[String]) -> Lines {
    let messages = trace.chunk_by(|_, next| !next.starts_with("BeforePublish"));
    Lines::of(messages.map(|steps| steps.join(", ")))
}

#[test]
fn step_4_the_relay_publishes_in_order_and_marks_each() {
    let mut place = with_four_messages();
    let run = relays(&mut place, |_| Ok(()), never);
    went(&run, &trace(41..=44), "four messages are unsent");
    assert_eq!(run.outcome, Ok(4), "INV-6: four messages were published and marked");
    let run = relays(&mut place, |_| Ok(()), never);
    went(&run, &[], "all messages are marked");
    assert_eq!(run.outcome, Ok(0), "INV-6: all messages are marked");
}

#[test]
fn step_4_what_is_marked_is_left_out() {
    let mut place = with_four_messages();
    done(place.witness.execute_batch(
        "UPDATE main.outbox SET sent = 1 WHERE id IN (42, 44);
         UPDATE main.outbox SET date = 'soon' WHERE id = 42",
    ));
    let run = relays(&mut place, |_| Ok(()), never);
    assert_eq!(
        (run.outcome.as_ref(), run.published()),
        (Ok(&2), vec![41, 43]),
        "INV-6: 42 and 44 are marked as sent, and what 42 says can't be read any more; outcome, and what was published"
    );
}

#[test]
fn step_4_one_run_publishes_all_that_is_unsent() {
    let mut place = with_miras();
    done(place.witness.execute_batch(
        "WITH RECURSIVE more(id) AS (SELECT 42 UNION ALL SELECT id + 1 FROM more WHERE id < 1140)
         INSERT INTO main.outbox (id, key, done, doctor, date, first, length, patient, asked_on)
         SELECT more.id, 'k' || more.id, done, doctor, date, first, length, patient, asked_on FROM more, main.outbox",
    ));
    let outcome = relay(&mut place.clinic, &mut |_| Ok(()), &mut never);
    assert_eq!(outcome, Ok(1100), "INV-6: 1100 messages are unsent, and nobody is in the way");
}

#[test]
fn step_4_the_relay_hands_over_what_was_done() {
    let mut place = with_miras();
    let mut published = Vec::new();
    let outcome = relay(
        &mut place.clinic,
        &mut |message| {
            let Message { id, key, done, day, visit, asked_on } = message;
            published.push(format!(
                "{id}: {}: {done:?} at {day}: {} from {} on, {:?}, asked for on {asked_on}",
                key.as_str(),
                visit.patient.name(),
                visit.first,
                visit.length
            ));
            Ok(())
        },
        &mut never,
    );
    assert_eq!(outcome, Ok(1), "INV-6: one message is unsent");
    assert_eq!(
        published,
        [
            "41: k-7: Booked at doctor 2 on 2026-03-31: Mira from slot 4 on, Double, asked for on 2026-02-27"
        ],
        "INV-6: one message is unsent, and this is published"
    );
}

#[test]
fn step_4_the_relay_stops_where_publishing_fails() {
    let mut place = with_four_messages();
    let run = relays(&mut place, |id| if id == 43 { Err(PublishError) } else { Ok(()) }, never);
    assert_eq!(
        run.outcome,
        Err(RelayError::NotPublished { id: MessageId::new(43), source: PublishError }),
        "INV-6: the third of four messages could not be published"
    );
    let expected = trace(41..=43);
    went(&run, &expected[..10], "the third of four messages could not be published");
    let run = relays(&mut place, |_| Ok(()), never);
    went(&run, &trace(43..=44), "the run before it has stopped at 43");
}

#[rstest]
#[case::another_has_the_lock(true)]
#[case::the_outbox_cannot_be_written(false)]
fn step_4_the_relay_stops_where_marking_fails(#[case] is_busy: bool) {
    let mut place = with_four_messages();
    done(place.clinic.busy_timeout(Duration::ZERO));
    let other = place.impatient();
    let (block, free) = match is_busy {
        true => ("BEGIN IMMEDIATE", "ROLLBACK"),
        false => (
            "CREATE TRIGGER no_mark BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'no space left'); END",
            "DROP TRIGGER no_mark",
        ),
    };
    done(other.execute_batch(block));
    // Who tries again and again comes to an end, too: before its 40th statement nothing is in the way any more.
    let freed =
        with_others_before_statement(&mut place.clinic, 40, move || other.execute_batch(free));
    let run = relays(&mut place, |_| Ok(()), never);
    assert!(
        matches!(run.outcome, Err(RelayError::Storage(_))) && freed.try_recv().is_err(),
        "INV-6: 41 can't be marked, which is a storage error at once, but it is {:?} after this: {:?}",
        run.outcome,
        by_message(&run.trace)
    );
    went(&run, &trace(41..=41)[..3], "41 can't be marked");
    assert!(
        place.clinic.is_autocommit(),
        "INV-6: 41 can't be marked and the run is over, but a transaction is still open"
    );
    if !is_busy {
        done(done(place.files.clinic()).execute_batch(free));
    }
    place.restart();
    let run = relays(&mut place, |_| Ok(()), never);
    went(&run, &trace(41..=44), "the run before it could not mark 41");
}

#[rstest]
#[case::before_publish(Step::BeforePublish, 42)]
#[case::after_publish(Step::AfterPublish, 42)]
#[case::after_mark(Step::AfterMark, 43)]
fn step_4_a_relay_that_dies_goes_on_where_it_was(#[case] last: Step, #[case] next: i64) {
    let mut place = with_four_messages();
    let mut times = 0;
    let run = relays(
        &mut place,
        |_| Ok(()),
        |step| {
            times += usize::from(step == last);
            if step == last && times == 2 { Err(Crash) } else { Ok(()) }
        },
    );
    assert_eq!(
        run.outcome,
        Err(RelayError::Crashed(Crash)),
        "INV-6: a relay dies at {last:?} of the second message"
    );
    place.restart();
    let run = relays(&mut place, |_| Ok(()), never);
    let why = format!("a relay has died at {last:?} of the second message");
    went(&run, &trace(next..=44), &why);
}

#[test]
fn step_4_nobody_waits_for_a_relay() {
    let mut place = with_four_messages();
    let mut other = place.impatient();
    let probe = place.impatient();
    let run = relays(
        &mut place,
        |id| {
            let day = on(3, MARCH_30);
            let more = wants(&format!("more-{id}"), day, "Jonas", (id - 40) as u8, SINGLE);
            let outcome = ask(&mut other, &more, attempts(1), &mut |_| {}, &mut never);
            let in_time = id > 44 || outcome.is_ok();
            assert!(
                in_time,
                "INV-6: a message is being published, and nobody has to wait. On a connection that doesn't wait, {} came to \
                 {outcome:?}",
                said(&more)
            );
            if id > 44 { Err(PublishError) } else { Ok(()) }
        },
        |step| {
            let free = probe.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok();
            assert!(free, "INV-6: at {step:?} the relay has no reason to hold the lock");
            Ok(())
        },
    );
    let ended = matches!(run.outcome, Ok(4) | Err(RelayError::NotPublished { .. }));
    assert!(
        ended,
        "INV-6: others wrote while four messages were published, and that is no failure: {:?}",
        run.outcome
    );
    assert_eq!(
        marked(&place.witness),
        [41, 42, 43, 44],
        "INV-6: each message was published, and is marked"
    );
}

#[test]
fn step_4_another_relay_may_be_first_with_the_mark() {
    let mut place = with_four_messages();
    let other = done(place.files.clinic());
    let run = relays(
        &mut place,
        |id| {
            done(other.execute("UPDATE outbox SET sent = 1 WHERE id = ?1", [id]));
            Ok(())
        },
        never,
    );
    let steps = |trace: &[String]| {
        let names = trace.iter().filter_map(|line| line.split(" (").next());
        by_message(&names.map(str::to_owned).collect::<Vec<_>>())
    };
    assert_eq!(
        steps(&run.trace),
        steps(&trace(41..=44)),
        "INV-6: another relay marks each message first, and no other one; what the relay did"
    );
    assert_eq!(
        run.outcome,
        Ok(4),
        "INV-6: another relay marks each message first, and four were published, whoever has marked them"
    );
}

#[test]
fn step_4_another_relay_may_be_a_message_ahead() {
    let mut place = with_four_messages();
    let other = done(place.files.clinic());
    let run = relays(
        &mut place,
        |id| {
            if id == 41 {
                done(other.execute("UPDATE outbox SET sent = 1 WHERE id = 42", ()));
            }
            Ok(())
        },
        never,
    );
    let why = "INV-6: while 41 is published another relay marks 42";
    assert!(run.outcome.is_ok(), "{why}, and that is no failure, but it is {:?}", run.outcome);
    let mut published = run.published();
    // Whether this relay notices the mark is left open.
    published.retain(|id| *id != 42);
    assert_eq!(published, [41, 43, 44], "{why}, and no other one; what was published besides 42");
}

#[test]
fn step_4_a_message_that_cannot_be_read_stops_the_relay() {
    let mut place = with_four_messages();
    done(place.witness.execute("UPDATE main.outbox SET date = 'soon' WHERE id = 42", ()));
    for nth in ["the first", "the second"] {
        let why = format!("INV-6: message 42 can't be read, and this is {nth} run");
        let run = relays(&mut place, |_| Ok(()), never);
        assert!(
            matches!(run.outcome, Err(RelayError::Storage(_))),
            "{why}, which is a storage error, but it is {:?}",
            run.outcome
        );
        let (published, marked) = (run.published(), marked(&place.witness));
        assert!(
            published.iter().chain(&marked).all(|id| *id == 41),
            "{why}, so neither it nor one behind it is published or marked, but {published:?} were published, and \
             {marked:?} are marked"
        );
    }
}

// ---- step 5: the desk and its policy ----

fn message(id: i64, done: Done, day: DayKey, visit: Visit) -> Message {
    let key = IdempotencyKey::new(format!("key of {id}"));
    Message { id: MessageId::new(id), key, done, day, visit, asked_on: ASKED_ON }
}

/// The messages are received with this outcome.
#[track_caller]
fn received(place: &mut Place, messages: &[Message], expected: Received, why: &str) {
    for message in messages {
        let outcome = receive(&mut place.desk, message, &mut never);
        assert_eq!(
            outcome,
            Ok(expected),
            "INV-7: {why}: this becomes of message {} ({:?} {:?} for {})",
            message.id,
            message.done,
            message.visit.length,
            message.visit.patient.name()
        );
        assert!(
            place.desk.is_autocommit(),
            "INV-7: {why}: it is received, but its transaction is still open"
        );
    }
}

/// These totals and these tasks are stored.
#[track_caller]
fn counts(place: &Place, totals: &[&str], tasks: &[&str], why: &str) {
    let view = place.view();
    assert_eq!(only(&view, "total:"), totals, "INV-7: {why}; the totals");
    assert_eq!(only(&view, "task:"), tasks, "INV-7: {why}; the tasks");
}

/// So many bookings, each on a day of its own or at a doctor of its own, with ids from `first` on.
fn bookings(first: i64, number: i64, name: &str, length: Length) -> Vec<Message> {
    (first..first + number)
        .map(|id| {
            message(
                id,
                Done::Booked,
                on(1 + id as u32 % 3, MARCH_30),
                visit(name, (id % 58) as u8, length),
            )
        })
        .collect()
}

#[test]
fn step_5_the_policy_wants_a_task_above_the_maximum() {
    let month = Month::of(MARCH_31);
    assert_eq!(MAXIMUM, 10, "INV-7: ten slots a month are allowed");
    for (slots, wanted) in [(0, false), (9, false), (10, false), (11, true), (12, true), (60, true)]
    {
        let task = Task { patient: patient("Mira"), month, slots };
        assert_eq!(
            over_the_maximum(&patient("Mira"), month, slots),
            wanted.then_some(task),
            "INV-7: the policy for a patient who has {slots} slots of a month"
        );
    }
}

#[test]
fn step_5_the_desk_counts_slots_by_patient_and_month_of_the_visit() {
    let mut place = Place::new();
    let (booked, cancelled) = (Done::Booked, Done::Cancelled);
    let messages = [
        message(41, booked, on(2, MARCH_31), double("Zoe", 4)),
        message(42, booked, on(1, MARCH_30), single("Zoe", 9)),
        message(43, booked, on(2, APRIL_1), single("Zoe", 4)),
        message(44, booked, on(2, MARCH_31), single("Anton", 6)),
        message(45, booked, on(2, date(2027, 3, 31)), double("Zoe", 6)),
        message(46, cancelled, on(2, MARCH_31), double("Zoe", 4)),
        message(47, booked, on(3, MARCH_31), single("zoe", 6)),
        message(48, booked, on(3, MARCH_31), double("O'Brien", 7)),
    ];
    received(&mut place, &messages, Received::Now, "eight messages, each for the first time");
    counts(
        &place,
        &[
            "Anton in 2026-03, 1 slots",
            "O'Brien in 2026-03, 2 slots",
            "Zoe in 2026-03, 1 slots",
            "Zoe in 2026-04, 1 slots",
            "Zoe in 2027-03, 2 slots",
            "zoe in 2026-03, 1 slots",
        ],
        &[],
        "seven visits were booked, a double was cancelled, all asked for in February",
    );
    assert_eq!(tasks(&place.desk), Ok(vec![]), "INV-7: nobody has more than ten slots of a month");
}

#[test]
fn step_5_the_eleventh_slot_makes_a_task() {
    let mut place = Place::new();
    received(&mut place, &bookings(41, 10, "Mira", Length::Single), Received::Now, "ten singles");
    counts(&place, &["Mira in 2026-03, 10 slots"], &[], "ten slots are allowed");
    received(&mut place, &bookings(51, 1, "Mira", Length::Single), Received::Now, "the eleventh");
    let phone = ["phone Mira for 2026-03, 11 slots, not done"];
    counts(&place, &["Mira in 2026-03, 11 slots"], &phone, "eleven slots are too many");
}

#[test]
fn step_5_a_double_may_go_from_ten_to_twelve() {
    let mut place = Place::new();
    let doubles = bookings(41, 6, "O'Brien", Length::Double);
    received(&mut place, &doubles[..5], Received::Now, "five doubles");
    counts(&place, &["O'Brien in 2026-03, 10 slots"], &[], "ten slots are allowed");
    received(&mut place, &doubles[5..], Received::Now, "the sixth");
    let phone = ["phone O'Brien for 2026-03, 12 slots, not done"];
    let why = "from ten slots on a double was booked";
    counts(&place, &["O'Brien in 2026-03, 12 slots"], &phone, why);
}

#[test]
fn step_5_a_task_that_is_not_done_stays_as_it_is() {
    let mut place = Place::new();
    let doubles = bookings(41, 7, "Mira", Length::Double);
    received(&mut place, &doubles, Received::Now, "seven doubles");
    let phone = ["phone Mira for 2026-03, 12 slots, not done"];
    counts(&place, &["Mira in 2026-03, 14 slots"], &phone, "the sixth double was one too many");
    let cancels = (60..).zip(&doubles[..3]).map(|(id, booked)| Message {
        id: MessageId::new(id),
        done: Done::Cancelled,
        ..booked.clone()
    });
    let cancels: Vec<Message> = cancels.collect();
    received(&mut place, &cancels, Received::Now, "three of seven doubles are cancelled");
    counts(&place, &["Mira in 2026-03, 8 slots"], &phone, "three of seven doubles are cancelled");
    received(&mut place, &bookings(70, 3, "Mira", Length::Single), Received::Now, "three singles");
    counts(&place, &["Mira in 2026-03, 11 slots"], &phone, "over the maximum again, by one");
    let april: Vec<Message> = (80..86)
        .map(|id| message(id, Done::Booked, on(2, APRIL_1), double("Mira", id as u8 - 60)))
        .collect();
    received(&mut place, &april, Received::Now, "six doubles in April");
    counts(
        &place,
        &["Mira in 2026-03, 11 slots", "Mira in 2026-04, 12 slots"],
        &[phone[0], "phone Mira for 2026-04, 12 slots, not done"],
        "over the maximum in two months, and nobody has phoned yet",
    );
}

#[test]
fn step_5_a_patient_is_phoned_once_a_month() {
    let mut place = Place::new();
    let doubles = bookings(41, 6, "Mira", Length::Double);
    received(&mut place, &doubles, Received::Now, "six doubles");
    received(&mut place, &bookings(47, 1, "Mira", Length::Single), Received::Now, "one more");
    let phone = ["phone Mira for 2026-03, 12 slots, not done"];
    counts(
        &place,
        &["Mira in 2026-03, 13 slots"],
        &phone,
        "there was a task, and one more visit was booked",
    );
    done(place.witness.execute("UPDATE desk.task SET done = 1", ()));
    let phoned = ["phone Mira for 2026-03, 12 slots, done"];
    received(&mut place, &bookings(48, 1, "Mira", Length::Single), Received::Now, "one more");
    counts(
        &place,
        &["Mira in 2026-03, 14 slots"],
        &phoned,
        "Mira was phoned, and one more visit was booked",
    );
    let cancels: Vec<Message> = doubles
        .iter()
        .map(|booked| Message {
            id: MessageId::new(booked.id.get() + 10),
            done: Done::Cancelled,
            ..booked.clone()
        })
        .collect();
    received(&mut place, &cancels, Received::Now, "all six doubles are cancelled");
    counts(
        &place,
        &["Mira in 2026-03, 2 slots"],
        &phoned,
        "what was over the maximum has been over it",
    );
    received(&mut place, &bookings(57, 5, "Mira", Length::Double), Received::Now, "five doubles");
    counts(
        &place,
        &["Mira in 2026-03, 12 slots"],
        &phoned,
        "over the maximum again in the same month",
    );
    let april: Vec<Message> = (70..76)
        .map(|id| message(id, Done::Booked, on(2, APRIL_1), double("Mira", id as u8 - 60)))
        .collect();
    received(&mut place, &april, Received::Now, "six doubles in April");
    counts(
        &place,
        &["Mira in 2026-03, 12 slots", "Mira in 2026-04, 12 slots"],
        &[phoned[0], "phone Mira for 2026-04, 12 slots, not done"],
        "over the maximum in another month",
    );
}

#[test]
fn step_5_a_message_that_comes_again_is_not_counted_again() {
    let mut place = Place::new();
    let doubles = bookings(41, 5, "Mira", Length::Double);
    for message in &doubles {
        received(&mut place, std::slice::from_ref(message), Received::Now, "delivered first");
        received(&mut place, std::slice::from_ref(message), Received::Already, "delivered again");
    }
    place.restart();
    received(&mut place, &doubles, Received::Already, "delivered again after a restart");
    counts(&place, &["Mira in 2026-03, 10 slots"], &[], "five messages came several times");
    let same = Message { id: MessageId::new(46), ..doubles[0].clone() };
    received(&mut place, &[same], Received::Now, "the id tells, not what the message says");
    let phone = ["phone Mira for 2026-03, 12 slots, not done"];
    counts(
        &place,
        &["Mira in 2026-03, 12 slots"],
        &phone,
        "a sixth message says what the first one said",
    );
}

/// The message that makes Mira's task, after five others were received.
#[track_caller]
fn with_ten_slots() -> (Place, Message) {
    let mut place = Place::new();
    let mut doubles = bookings(41, 6, "Mira", Length::Double);
    let last = doubles.pop().expect("there are six");
    received(&mut place, &doubles, Received::Now, "five doubles");
    (place, last)
}

#[rstest]
#[case::before_the_commit(Step::BeforeCommit, Received::Now)]
#[case::after_the_commit(Step::AfterCommit, Received::Already)]
fn step_5_a_desk_that_dies_has_counted_once(#[case] last: Step, #[case] again: Received) {
    let (mut place, sixth) = with_ten_slots();
    let before = place.view();
    let outcome = receive(&mut place.desk, &sixth, &mut |step| {
        if step == last { Err(Crash) } else { Ok(()) }
    });
    assert_eq!(outcome, Err(ReceiveError::Crashed(Crash)), "INV-7: who dies gives no other answer");
    place.restart();
    let changes = changes(&before, &place.view());
    assert_eq!(
        changes.is_empty(),
        again == Received::Now,
        "INV-7: the desk died at {last:?}. Is nothing stored? This is:{changes}"
    );
    let why = format!("the desk died at {last:?}, and the message is delivered again");
    received(&mut place, &[sixth], again, &why);
    let phone = ["phone Mira for 2026-03, 12 slots, not done"];
    counts(&place, &["Mira in 2026-03, 12 slots"], &phone, &why);
}

#[test]
fn step_5_the_desk_reaches_both_steps() {
    let (mut place, sixth) = with_ten_slots();
    let before = place.view();
    let witness = &place.witness;
    let mut seen = Vec::new();
    let outcome = receive(&mut place.desk, &sixth, &mut |step| {
        seen.push((step, changes(&before, &view(witness)).is_empty()));
        Ok(())
    });
    assert_eq!(outcome, Ok(Received::Now), "INV-7: nobody dies, and the message is new");
    assert_eq!(
        seen,
        [(Step::BeforeCommit, true), (Step::AfterCommit, false)],
        "INV-7: the steps that a new message reaches, and whether others see nothing of it yet"
    );
    let mut reached = Vec::new();
    let outcome = receive(&mut place.desk, &sixth, &mut |step| {
        reached.push(step);
        Ok(())
    });
    assert_eq!(
        (outcome, reached),
        (Ok(Received::Already), vec![]),
        "INV-7: the message comes again and is not counted; outcome and steps"
    );
}

#[rstest]
fn step_5_what_cannot_be_written_was_not_received(
    #[values("received", "total", "task")] table: &str,
) {
    let (mut place, sixth) = with_ten_slots();
    place.make_unwritable(table);
    let before = place.view();
    receiving_fails(&mut place, &sixth, &[], &format!("{table} can't be written"));
    untouched(
        &place,
        &before,
        &format!("INV-7: a message that fails because {table} can't be written"),
    );
    place.make_writable(table);
    received(&mut place, &[sixth], Received::Now, &format!("{table} can be written again"));
    let phone = ["phone Mira for 2026-03, 12 slots, not done"];
    counts(
        &place,
        &["Mira in 2026-03, 12 slots"],
        &phone,
        &format!("{table} can be written again"),
    );
}

#[test]
fn step_5_what_cannot_be_committed_was_not_received() {
    let (mut place, sixth) = with_ten_slots();
    place.make_uncommittable("received");
    let before = place.view();
    receiving_fails(&mut place, &sixth, &[Step::BeforeCommit], "the commit fails");
    untouched(&place, &before, "INV-7: a message that can't be committed");
}

/// It is a storage error, after these steps.
#[track_caller]
fn receiving_fails(place: &mut Place, message: &Message, steps: &[Step], why: &str) {
    let mut reached = Vec::new();
    let outcome = receive(&mut place.desk, message, &mut |step| {
        reached.push(step);
        Ok(())
    });
    assert!(
        matches!(outcome, Err(ReceiveError::Storage(_))),
        "INV-7: {why}, so it is a storage error, but it is {outcome:?}"
    );
    assert_eq!(reached, steps, "INV-7: {why}, and these steps come before that");
}

#[rstest]
#[case::the_same_message(47)]
#[case::another_message(46)]
fn step_5_somebody_comes_between_two_statements(#[case] id: i64) {
    for n in 1.. {
        let (mut place, sixth) = with_ten_slots();
        let ours = Message { id: MessageId::new(47), ..sixth.clone() };
        let mut other = done(place.files.desk());
        done(other.busy_timeout(Duration::ZERO));
        let theirs = Message { id: MessageId::new(id), ..sixth };
        let squeezed_in = with_others_before_statement(&mut place.desk, n, move || {
            receive(&mut other, &theirs, &mut never)
        });
        let outcome = receive(&mut place.desk, &ours, &mut never);
        let Ok((statement, other)) = squeezed_in.try_recv() else {
            assert!(n > 1, "INV-7: the call went without a single statement");
            return;
        };
        let when = format!(
            "just before statement {n} ({statement} …) of receiving message 47 others received message {id}, which came to {other:?}"
        );
        let theirs_first = other.is_ok();
        let expected = if theirs_first && id == 47 { Received::Already } else { Received::Now };
        assert_eq!(outcome, Ok(expected), "INV-7: {when}");
        let slots = if theirs_first && id == 46 { 14 } else { 12 };
        let total = format!("Mira in 2026-03, {slots} slots");
        counts(&place, &[&total], &["phone Mira for 2026-03, 12 slots, not done"], &when);
    }
}

// ---- together ----

/// Eleven requests: Zoe's double is cancelled and its second slot given to Anton, and Mira comes to twelve slots of March with
/// the last of them.
fn a_day() -> Vec<Request> {
    let mut all = vec![
        wants("k-7", TUESDAY, "Zoe", 4, DOUBLE),
        wants("k-3", TUESDAY, "Bo", 58, DOUBLE),
        wants("k-9", TUESDAY, "Zoe", 4, Wish::Cancel),
        wants("k-1", TUESDAY, "Anton", 5, SINGLE),
        wants("k-5", on(1, APRIL_1), "Mira", 0, DOUBLE),
    ];
    all.extend((0..6).map(|n| {
        wants(&format!("m-{}", 9 - n), on(1 + u32::from(n % 2), MARCH_30), "Mira", 10 * n, DOUBLE)
    }));
    all
}

/// All requests of the day, one after the other, and then the relay, until the outbox is empty.
#[track_caller]
fn live_through(files: &Files, at: &mut dyn FnMut(Who, Step)) {
    let (mut clinic, mut desk) = (done(files.clinic()), done(files.desk()));
    for request in a_day() {
        let outcome = ask(&mut clinic, &request, attempts(1), &mut |_| {}, &mut |step| {
            at(Who::Ask, step);
            Ok(())
        });
        assert!(
            outcome.is_ok(),
            "INV-3: nobody else asks for anything on this day, but {} came to {outcome:?}",
            said(&request)
        );
    }
    let at = RefCell::new(at);
    let outcome = relay(
        &mut clinic,
        &mut |message| {
            let outcome = receive(&mut desk, message, &mut |step| {
                at.borrow_mut()(Who::Receive, step);
                Ok(())
            });
            assert!(
                outcome.is_ok(),
                "INV-7: nobody is in the way of message {}: {outcome:?}",
                message.id
            );
            Ok(())
        },
        &mut |step| {
            at.borrow_mut()(Who::Relay, step);
            Ok(())
        },
    );
    assert!(outcome.is_ok(), "INV-6: nobody is in the way of the relay: {outcome:?}");
}

/// Everything that is stored in the end.
#[track_caller]
fn view_of(files: &Files) -> Vec<String> {
    let both = done(files.clinic());
    done(both.execute("ATTACH ?1 AS desk", [files.desk.to_string_lossy()]));
    view(&both)
}

/// In the environment of a child: where its databases are, and where it is to die.
const DIRECTORY: &str = "CLINIC_DIES_IN";
const POINT: &str = "CLINIC_DIES_AT";

/// What the child says when it has come there.
const HERE: &str = "the process is here:";

/// Which point, and which time of coming there.
fn point(who: Who, step: Step, nth: usize) -> String {
    format!("{who:?} at {step:?}, time {nth}")
}

/// As a test: the whole day, and nobody dies. As a child of the tests below: the whole day in the parent's files, up to the
/// point at which it is killed.
#[test]
fn together_a_day_on_which_nobody_dies() {
    if let Some(directory) = std::env::var_os(DIRECTORY) {
        let last = std::env::var(POINT).expect("the parent says where");
        let mut times = [0; POINTS.len()];
        live_through(&Files::within(Path::new(&directory)), &mut |who, step| {
            let Some(at) = POINTS.iter().position(|point| *point == (who, step)) else { return };
            times[at] += 1;
            let here = point(who, step, times[at]);
            if here == last {
                let mut out = std::io::stdout();
                done(writeln!(out, "\n{HERE} {here}").and_then(|()| out.flush()));
                // The parent never writes. If it is gone, so are we.
                let _ = std::io::stdin().read(&mut [0]);
                std::process::exit(1);
            }
        });
        return;
    }
    let place = Place::new();
    live_through(&place.files, &mut |_, _| {});
    audited(
        &place.files,
        &[&BOOKED, &TOLD, &IN_THE_END],
        "eleven requests were made, and all messages delivered",
    );
    let view = place.view();
    assert_eq!(
        [only(&view, "total:"), only(&view, "task:")].concat(),
        [
            "Anton in 2026-03, 1 slots",
            "Bo in 2026-03, 2 slots",
            "Mira in 2026-03, 12 slots",
            "Mira in 2026-04, 2 slots",
            "phone Mira for 2026-03, 12 slots, not done",
        ],
        "INV-7: eleven requests were made, and all messages delivered; totals and tasks"
    );
}

/// A process of its own lives through the day in these files, and is killed when it comes to the point.
#[track_caller]
fn kill_at(files: &Path, point: &str) {
    let itself = done(std::env::current_exe());
    #[expect(clippy::disallowed_methods, reason = "a test of the kata is not the runner")]
    let mut command = Command::new(itself);
    let child = command
        .args(["together_a_day_on_which_nobody_dies", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, files)
        .env(POINT, point)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = done(child);
    let stdout = child.stdout.take().expect("it is piped");
    let came =
        BufReader::new(stdout).lines().map_while(Result::ok).any(|line| line.starts_with(HERE));
    // SIGKILL: it can't tidy up.
    done(child.kill());
    let output = done(child.wait_with_output());
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    assert!(
        came,
        "INV-5: a process was to be killed at `{point}`, and it never came there. It said:\n{said}"
    );
}

#[rstest]
#[case::decided(Who::Ask, Step::Decided)]
#[case::saved(Who::Ask, Step::Saved)]
#[case::before_the_commit(Who::Ask, Step::BeforeCommit)]
#[case::after_the_commit(Who::Ask, Step::AfterCommit)]
#[case::before_publish(Who::Relay, Step::BeforePublish)]
#[case::after_publish(Who::Relay, Step::AfterPublish)]
#[case::after_mark(Who::Relay, Step::AfterMark)]
#[case::desk_before_the_commit(Who::Receive, Step::BeforeCommit)]
#[case::desk_after_the_commit(Who::Receive, Step::AfterCommit)]
fn together_a_process_is_killed(
    #[case] who: Who,
    #[case] step: Step,
    #[values(1, 3, 11)] nth: usize,
) {
    let undisturbed = Place::new();
    live_through(&undisturbed.files, &mut |_, _| {});

    let place = Place::new();
    let point = point(who, step, nth);
    kill_at(place.directory.path(), &point);
    let why = format!("a process was killed at `{point}`");
    audited(&place.files, &[&BOOKED, &TOLD], &why);
    let (table, rule) = match who {
        Who::Ask => ("receipt", "INV-5: what is committed is there, and nothing else"),
        Who::Relay => {
            ("main.outbox WHERE sent", "INV-6: what is marked is marked, and nothing else")
        }
        Who::Receive => ("received", "INV-7: what is committed is there, and nothing else"),
    };
    let audit = done(Audit::open(&place.files.clinic, &place.files.desk));
    let found = done(audit.count(&format!("SELECT count(*) FROM {table}"))) as usize;
    let is_done = matches!(step, Step::AfterCommit | Step::AfterMark);
    assert_eq!(found, nth - usize::from(!is_done), "{rule}: {why}; rows in {table}");

    live_through(&place.files, &mut |_, _| {});
    let why = format!("{why}, another did all of it again");
    audited(&place.files, &[&BOOKED, &TOLD, &IN_THE_END], &why);
    let changes = changes(&view_of(&undisturbed.files), &view_of(&place.files));
    assert!(
        changes.is_empty(),
        "INV-3, INV-5 to INV-7: {why}, and something was lost (-) or came of it twice (+):{changes}"
    );
}

/// Eight desks and two relays begin at the same moment.
#[track_caller]
fn eight_desks(seed: u64, dies_every: Option<usize>) {
    let directory = done(tempfile::tempdir());
    let files = Files::within(directory.path());
    let plan = Plan {
        requests: requests(seed, 8, 25),
        dies_every,
        attempts: attempts(3),
        wait: |_| thread::yield_now(),
    };
    let sent: usize = plan.requests.iter().map(Vec::len).sum();
    let seen = done(run(&plan, &files));
    let why = format!("eight desks asked for {sent} visits at the same time (seed {seed})");
    assert_eq!(
        seen.trouble,
        Vec::<String>::new(),
        "INV-4, INV-6: {why}: whoever asks again gets an answer, and a relay comes to an end"
    );
    assert_eq!(seen.answers.len(), sent, "INV-4: {why}, and these were answered");
    assert_eq!(
        different_receipts(&seen),
        Vec::<String>::new(),
        "INV-3: {why}, some of them several times, and the same request has the same receipt"
    );
    audited(&files, &[&BOOKED, &TOLD, &IN_THE_END], &why);
    let clinic = done(files.clinic());
    let mut query = done(clinic.prepare("SELECT * FROM receipt WHERE key = ?1"));
    for (request, answer) in &seen.answers {
        match answer {
            Ok(receipt) => assert_eq!(
                query.query_row([&request.key], Receipt::from_row).as_ref(),
                Ok(receipt),
                "INV-5: {why}: what the desk was told under {} is what is stored",
                request.key
            ),
            Err(error) => assert!(
                matches!(error, AskError::Refused(_)),
                "INV-3: {why}: each key has one request, but {} came to {error:?}",
                said(request)
            ),
        }
    }
    let phone = done(tasks(&done(files.desk())));
    assert!(
        phone.iter().any(|(task, _)| task.patient == patient("Frieda")),
        "INV-7: {why}: nothing kept Frieda from having twelve slots of March, but the tasks are {phone:?}"
    );
    if dies_every.is_some() {
        let nowhere = POINTS.iter().zip(seen.crashes).filter(|(_, times)| *times == 0);
        let nowhere: Vec<_> = nowhere.map(|(point, _)| point).collect();
        assert!(
            nowhere.is_empty(),
            "INV-5: {why}: somebody comes to each point, but nobody to {nowhere:?}"
        );
    }
}

#[test]
fn together_eight_desks_keep_every_promise() {
    eight_desks(1, None);
}

#[test]
fn together_eight_desks_that_die_keep_every_promise() {
    for seed in [2, 3] {
        eight_desks(seed, Some(7));
    }
}
