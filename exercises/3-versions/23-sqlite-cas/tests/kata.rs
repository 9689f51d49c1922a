//! The promises of kata 23. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use std::fmt::Debug;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Barrier, LazyLock, mpsc};
use std::thread;
use std::time::Duration;

use jiff::civil::date;
use rstest::rstest;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use sqlite_cas::{
    DayKey, Days, DoctorId, DoctorsDay, MemoryDays, Patient, SaveError, Slot, SqliteDays, Stored,
    Version, open,
};
use tempfile::TempDir;

// ---- what is stored at first: no two days have a version, a number of walk-ins or a list of bookings in common ----

/// At version 4.
const DAY: DayKey = DayKey { doctor: DoctorId::new(7), date: date(2026, 3, 9) };
/// At version 1. The same doctor.
const NEXT_DAY: DayKey = DayKey { doctor: DoctorId::new(7), date: date(2026, 3, 10) };
/// At version 2. The same date.
const OTHER_DOCTOR: DayKey = DayKey { doctor: DoctorId::new(4), date: date(2026, 3, 9) };
/// Never stored.
const NEVER: DayKey = DayKey { doctor: DoctorId::new(4), date: date(2026, 3, 10) };

fn day(walk_ins: u32, bookings: &[(u8, &str)]) -> DoctorsDay {
    let booking = |&(slot, name): &(u8, &str)| Some((Slot::new(slot)?, Patient::new(name)));
    DoctorsDay::from_parts(walk_ins, bookings.iter().filter_map(booking).collect())
}

fn stored_day() -> DoctorsDay {
    day(2, &[(41, "Zhang"), (0, "Okafor"), (59, "O'Brien")])
}

/// What `stored_day` is changed to: one booking as it was, one of another patient, one gone, two new.
fn next_day() -> DoctorsDay {
    day(3, &[(12, "Meyer"), (0, "Abara"), (59, "O'Brien"), (58, "Zhang")])
}

/// Key, day and version of what is stored before a test begins.
type AtFirst = Vec<(DayKey, DoctorsDay, u32)>;

fn three_days() -> AtFirst {
    vec![
        (NEXT_DAY, day(5, &[(0, "Ueda"), (41, "Lund")]), 1),
        (DAY, stored_day(), 4),
        (OTHER_DOCTOR, day(1, &[(41, "Bianchi")]), 2),
    ]
}

/// `DAY` as it is after its first save, and another day.
fn after_a_first_save() -> AtFirst {
    vec![(NEXT_DAY, day(5, &[(0, "Ueda")]), 1), (DAY, stored_day(), 1)]
}

/// A day, but not `DAY`.
fn another_day() -> AtFirst {
    vec![(NEXT_DAY, day(5, &[(0, "Ueda")]), 1)]
}

/// Stores what a test begins with, and checks that it is there.
#[track_caller]
fn set_up(days: &mut dyn Days, at_first: &AtFirst) {
    for (key, last, versions) in at_first {
        for version in 1..=*versions {
            let stored = if version < *versions { &day(70 + version, &[]) } else { last };
            let outcome = told(&days.save(*key, stored, Version::new(version - 1)));
            assert_eq!(
                outcome,
                format!("Ok({:?})", Version::new(version)),
                "INV-2, while this test was set up and nobody else wrote: {key} was saved {version} times"
            );
        }
        let expected =
            lines(*key, Some(&Stored { day: last.clone(), version: Version::new(*versions) }));
        let changes = changes(&expected, &lines(*key, loaded(days, *key).as_ref()));
        assert!(
            changes.is_empty(),
            "INV-2, while this test was set up and nobody else wrote: {key} was saved {versions} times; \
             expected (-) and loaded (+){changes}"
        );
    }
}

// ---- the places where days are stored ----

/// Days in memory, or in a database in a folder of its own.
enum Place {
    Memory(MemoryDays),
    Sqlite(Database),
}

/// What `open` makes where there is no file. Copied for each test, because making it waits for the disk.
static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("days.db");
    drop(connected(&path));
    fs::read(path).expect("a database that is closed is one file")
});

struct Database {
    days: SqliteDays,
    path: PathBuf,
    _folder: TempDir,
}

fn memory() -> Place {
    Place::Memory(MemoryDays::new())
}

fn sqlite() -> Place {
    Place::Sqlite(Database::new())
}

impl Place {
    fn with_three_days(mut self) -> Self {
        set_up(self.days(), &three_days());
        self
    }

    fn days(&mut self) -> &mut dyn Days {
        match self {
            Self::Memory(days) => days,
            Self::Sqlite(database) => &mut database.days,
        }
    }

    /// What others see. In a database they have a connection of their own.
    fn view(&mut self) -> Vec<String> {
        match self {
            Self::Memory(days) => view(days),
            Self::Sqlite(database) => database.view(),
        }
    }
}

impl Database {
    fn new() -> Self {
        Self::from_file(&EMPTY)
    }

    fn with_three_days() -> Self {
        let mut database = Self::new();
        set_up(&mut database.days, &three_days());
        database
    }

    fn from_file(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("days.db");
        let written = fs::File::create(&path).and_then(|mut file| file.write_all(bytes));
        written.expect("a file in the temporary folder can be written");
        Self { days: SqliteDays::new(connected(&path)), path, _folder: folder }
    }

    /// The file, when nobody has it open any more.
    fn close(self) -> Vec<u8> {
        let Self { days, path, _folder } = self;
        drop(days);
        fs::read(path).expect("a database that is closed is one file")
    }

    fn connect(&self) -> SqliteDays {
        SqliteDays::new(connected(&self.path))
    }

    fn view(&self) -> Vec<String> {
        view(&mut self.connect())
    }

    /// What somebody else does to the file.
    fn others_do(&self, sql: &str) {
        connected(&self.path).execute_batch(sql).expect("it is good SQL and nobody has the lock");
    }

    /// From now on these statements fail, in whatever call.
    fn fail(&self, when: &[&str]) {
        for (n, when) in when.iter().enumerate() {
            self.others_do(&format!(
                "CREATE TRIGGER fault{n} BEFORE {when}
                 BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
            ));
        }
    }

    /// From now on the commit of a transaction that has run this statement fails: a booking has no day.
    fn fail_to_commit(&self, after: &str) {
        self.others_do(&format!(
            "CREATE TRIGGER fault0 AFTER {after}
             BEGIN INSERT INTO booking VALUES (99, '2026-03-09', 3, 'Nobody'); END"
        ));
    }

    fn mend(&self) {
        let sql: String = (0..5).map(|n| format!("DROP TRIGGER IF EXISTS fault{n};")).collect();
        self.others_do(&sql);
    }

    /// What no call shows, but the next program that reads the tables.
    fn bookings_of_no_day(&self) -> u32 {
        connected(&self.path)
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .expect("rows can be counted")
    }

    #[track_caller]
    fn has_no_lock(&self, after: &str) {
        let mut other = connected(&self.path);
        other.busy_timeout(Duration::ZERO).expect("a connection can be told not to wait");
        let lock = other.transaction_with_behavior(TransactionBehavior::Immediate);
        assert!(
            lock.is_ok(),
            "INV-3: {after}, but the lock for writing is still held, and others wait"
        );
    }
}

fn connected(path: &PathBuf) -> Connection {
    let connection = open(path).expect("the database in the temporary folder can be opened");
    // No test waits for the disk, and so all of them together take a second.
    connection.pragma_update(None, "synchronous", "OFF").expect("it can be told not to wait");
    connection
}

// ---- what is seen ----

#[track_caller]
fn loaded(days: &mut dyn Days, key: DayKey) -> Option<Stored> {
    match days.load(key) {
        Ok(stored) => stored,
        Err(error) => panic!("loading {key} met no fault and no lock, but it failed: {error}"),
    }
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
#[track_caller]
fn view(days: &mut dyn Days) -> Vec<String> {
    let mut all = Vec::new();
    for key in [DAY, NEXT_DAY, OTHER_DOCTOR, NEVER] {
        all.extend(lines(key, loaded(days, key).as_ref()));
    }
    all
}

/// One day, as it was loaded, one line a fact.
fn lines(key: DayKey, stored: Option<&Stored>) -> Vec<String> {
    let Some(Stored { day, version }) = stored else {
        return vec![format!("{key}: not stored")];
    };
    let head = [format!("{key}: version {version}"), format!("{key}: {} walk-ins", day.walk_ins())];
    let booking = |(slot, patient): (Slot, &Patient)| format!("{key}, {slot}: {}", patient.name());
    head.into_iter().chain(day.bookings().map(booking)).collect()
}

/// An outcome, without the names of its types.
fn told<T: Debug>(outcome: &Result<T, SaveError>) -> String {
    match outcome {
        Ok(value) => format!("Ok({value:?})"),
        Err(SaveError::Conflict { expected, actual }) => {
            format!("Conflict: expected {expected}, actual {actual}")
        }
        Err(SaveError::Gone { expected }) => format!("Gone: expected {expected}"),
        Err(SaveError::Storage(error)) => format!("Storage: {error}"),
    }
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// An accepted save answers with the version after `expected` (INV-2).
#[track_caller]
fn saved(days: &mut dyn Days, key: DayKey, day: &DoctorsDay, expected: Version) {
    let outcome = told(&days.save(key, day, expected));
    assert_eq!(
        outcome,
        format!("Ok({:?})", expected.next()),
        "INV-2: {key} is stored at version {expected} (0: not at all), as the save expects, \
         so it is accepted and raises the version by one"
    );
}

/// What is stored under `key` is `day` at `version`, whoever looks.
#[track_caller]
fn holds(place: &mut Place, key: DayKey, day: &DoctorsDay, version: u32, after: &str) {
    let expected = lines(key, Some(&Stored { day: day.clone(), version: Version::new(version) }));
    let differences = changes(&expected, &lines(key, loaded(place.days(), key).as_ref()));
    assert!(
        differences.is_empty(),
        "INV-2: {after}, and {key} is loaded again; expected (-) and loaded (+){differences}"
    );
    if let Place::Sqlite(database) = place {
        let found = lines(key, loaded(&mut database.connect(), key).as_ref());
        let differences = changes(&expected, &found);
        assert!(
            differences.is_empty(),
            "INV-2: {after}, and another connection loads {key}; \
             expected (-) and loaded (+){differences}"
        );
    }
}

/// INV-3: `call` is refused with `why`, and what is stored is as it was.
#[track_caller]
fn refused<T: Debug>(
    place: &mut Place,
    what: &str,
    why: SaveError,
    call: impl FnOnce(&mut dyn Days) -> Result<T, SaveError>,
) {
    let before = place.view();
    let outcome = told(&call(place.days()));
    let changes = changes(&before, &place.view());
    let why = told::<T>(&Err(why));
    assert_eq!(outcome, why, "{what} is refused, and the error says why");
    assert!(changes.is_empty(), "INV-3: {what} was refused but changed this:{changes}");
    if let Place::Sqlite(database) = place {
        database.has_no_lock(&format!("{what} was refused"));
    }
}

/// INV-3: the database fails in the middle of `call` with `why`, and what is stored is as it was.
#[track_caller]
fn failed<T: Debug>(
    database: &mut Database,
    what: &str,
    why: &str,
    call: impl FnOnce(&mut SqliteDays) -> Result<T, SaveError>,
) {
    let before = database.view();
    let outcome = told(&call(&mut database.days));
    let changes = changes(&before, &database.view());
    assert_eq!(
        outcome,
        format!("Storage: {why}"),
        "the database failed while {what}, and its error is handed on"
    );
    assert!(
        changes.is_empty(),
        "INV-3: the database failed while {what}, but this changed:{changes}"
    );
    database.has_no_lock(&format!("the database failed while {what}"));
}

fn conflict(expected: Version, actual: u32) -> SaveError {
    SaveError::Conflict { expected, actual: Version::new(actual) }
}

// ---- load and save ----

#[rstest]
fn nothing_is_stored_at_first(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place();
    assert_eq!(loaded(place.days(), DAY), None, "no day was saved, so none is loaded");
}

#[rstest]
fn a_first_save_stores_an_empty_day_at_version_1(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place();
    saved(place.days(), DAY, &DoctorsDay::new(), Version::NONE);
    holds(&mut place, DAY, &DoctorsDay::new(), 1, "a first save of a day without patients");
}

#[rstest]
fn a_first_save_stores_walk_ins_and_bookings(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place();
    saved(place.days(), DAY, &stored_day(), Version::NONE);
    holds(&mut place, DAY, &stored_day(), 1, "a first save of a day with patients");
}

#[rstest]
fn each_save_raises_the_version_by_one(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place();
    for version in 1..=4 {
        let day = day(10 + version, &[(41, "Okafor")]);
        saved(place.days(), DAY, &day, Version::new(version - 1));
        holds(&mut place, DAY, &day, version, &format!("save number {version}"));
    }
}

#[rstest]
fn a_day_that_has_not_changed_is_saved_like_any_other(
    #[values(memory, sqlite)] place: fn() -> Place,
) {
    let mut place = place().with_three_days();
    saved(place.days(), DAY, &stored_day(), Version::new(4));
    holds(&mut place, DAY, &stored_day(), 5, "saving a day that is as it was stored");
}

#[rstest]
fn a_save_stores_the_whole_day(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    saved(place.days(), DAY, &next_day(), Version::new(4));
    let after = "a save with one booking as it was, one of another patient, one gone and two new";
    holds(&mut place, DAY, &next_day(), 5, after);

    let booked: Vec<(u8, &str)> = (0..Slot::COUNT).map(|slot| (slot, "Okafor")).collect();
    let full = day(u32::MAX, &booked);
    saved(place.days(), DAY, &full, Version::new(5));
    holds(&mut place, DAY, &full, 6, "a save with all slots booked and u32::MAX walk-ins");

    saved(place.days(), DAY, &DoctorsDay::new(), Version::new(6));
    holds(&mut place, DAY, &DoctorsDay::new(), 7, "a save of a day without patients");
}

#[rstest]
fn a_name_is_stored_as_it_is(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place();
    let names = [(3, "Lund, Ida: 3"), (2, "2|Adeyemi; 4=Ueda"), (41, ""), (7, "\"É\\n\n ';--")];
    saved(place.days(), DAY, &day(0, &names), Version::NONE);
    let after = "a first save of patients whose names have commas, colons, quotes and line ends";
    holds(&mut place, DAY, &day(0, &names), 1, after);
}

#[rstest]
fn a_save_leaves_other_days_alone(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    saved(place.days(), DAY, &next_day(), Version::new(4));
    for (key, day, version) in three_days() {
        if key != DAY {
            holds(&mut place, key, &day, version, &format!("only {DAY} was saved"));
        }
    }
    let never = loaded(place.days(), NEVER);
    assert_eq!(never, None, "the date was saved and so was the doctor, but never both together");
}

#[test]
fn a_load_sees_what_another_connection_saved_since_the_last_one() {
    let mut database = Database::with_three_days();
    for (stored, version) in [(stored_day(), 4), (next_day(), 5)] {
        let found = loaded(&mut database.days, DAY);
        let expected = Stored { day: stored, version: Version::new(version) };
        let differences = changes(&lines(DAY, Some(&expected)), &lines(DAY, found.as_ref()));
        assert!(
            differences.is_empty(),
            "INV-5: another connection saves {DAY} between two loads, and each sees its own moment, \
             version {version}; expected (-) and loaded (+){differences}"
        );
        saved(&mut database.connect(), DAY, &next_day(), Version::new(version));
    }
    database.has_no_lock("a day was loaded twice");
}

#[test]
fn a_saved_day_is_still_there_when_the_file_is_opened_again() {
    let database = Database::with_three_days();
    let before = database.view();
    let Database { days, path, _folder } = database;
    drop(days);
    let changes = changes(&before, &view(&mut SqliteDays::new(connected(&path))));
    assert!(
        changes.is_empty(),
        "INV-2: the last connection to the file was closed and one was opened, and this changed:{changes}"
    );
}

// ---- a stale save ----

#[rstest]
fn of_two_who_loaded_the_same_version_the_second_is_refused(
    #[values(memory, sqlite)] place: fn() -> Place,
) {
    let mut place = place().with_three_days();
    let [first, second] = [(); 2].map(|()| loaded(place.days(), DAY));
    let (Some(mut first), Some(mut second)) = (first, second) else {
        panic!("{DAY} is stored, so it is loaded twice");
    };
    first.day.walk_in();
    second.day.walk_in();
    saved(place.days(), DAY, &first.day, first.version);
    refused(
        &mut place,
        "INV-1: saving a walk-in that was counted on a day that was saved meanwhile",
        conflict(Version::new(4), 5),
        |days| days.save(DAY, &second.day, second.version),
    );
    holds(&mut place, DAY, &first.day, 5, "one of two saves was accepted");

    let Some(mut again) = loaded(place.days(), DAY) else {
        panic!("{DAY} is stored, so it is loaded");
    };
    again.day.walk_in();
    saved(place.days(), DAY, &again.day, again.version);
    assert_eq!(
        again.day.walk_ins(),
        4,
        "who loads again and counts again counts on top of the first of the two"
    );
    holds(&mut place, DAY, &again.day, 6, "both of them have counted their walk-in");
}

#[rstest]
fn a_save_that_expects_another_version_is_refused(
    #[values(memory, sqlite)] place: fn() -> Place,
    #[values(1, 3, 5, 9, 4_000_000_000)] expected: u32,
) {
    let mut place = place().with_three_days();
    let expected = Version::new(expected);
    refused(
        &mut place,
        &format!("INV-1: saving a day at version 4 where {expected} is expected"),
        conflict(expected, 4),
        |days| days.save(DAY, &next_day(), expected),
    );
}

#[rstest]
fn a_stale_save_of_an_identical_day_is_refused(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    refused(
        &mut place,
        "INV-1: saving a day just as it is stored, but expecting version 2,",
        conflict(Version::new(2), 4),
        |days| days.save(DAY, &stored_day(), Version::new(2)),
    );
}

#[rstest]
fn a_first_save_of_a_stored_day_is_refused(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    for (key, actual) in [(DAY, 4), (NEXT_DAY, 1)] {
        refused(
            &mut place,
            &format!("INV-1: a first save of a day that is stored at version {actual}"),
            conflict(Version::NONE, actual),
            |days| days.save(key, &next_day(), Version::NONE),
        );
    }
}

#[rstest]
fn a_save_of_a_day_that_is_not_stored_is_refused(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    for expected in [1, 4].map(Version::new) {
        refused(
            &mut place,
            &format!("INV-4: saving a day that was never stored, expecting version {expected},"),
            SaveError::Gone { expected },
            |days| days.save(NEVER, &next_day(), expected),
        );
    }
    let removed = place.days().remove(DAY, Version::new(4));
    assert_eq!(told(&removed), "Ok(())", "{DAY} is at version 4, so removing it is accepted");
    for expected in [4, 5, 1].map(Version::new) {
        refused(
            &mut place,
            &format!("INV-4: saving a day that was removed, expecting version {expected},"),
            SaveError::Gone { expected },
            |days| days.save(DAY, &next_day(), expected),
        );
    }
}

#[rstest]
fn after_a_refusal_the_day_can_be_saved(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    for expected in [Version::NONE, Version::new(3)] {
        let outcome = place.days().save(DAY, &DoctorsDay::new(), expected);
        let why = told::<()>(&Err(conflict(expected, 4)));
        assert_eq!(told(&outcome), why, "{DAY} is at version 4, not at {expected}");
    }
    saved(place.days(), DAY, &next_day(), Version::new(4));
    holds(&mut place, DAY, &next_day(), 5, "two saves were refused and a third one was accepted");
}

// ---- remove ----

#[rstest]
fn a_removal_leaves_nothing_of_the_day_and_everything_of_the_others(
    #[values(memory, sqlite)] place: fn() -> Place,
) {
    let mut place = place().with_three_days();
    let before = place.view();
    let removed = place.days().remove(DAY, Version::new(4));
    assert_eq!(told(&removed), "Ok(())", "{DAY} is at version 4, so removing it is accepted");

    let own = |line: &&String| line.starts_with(&format!("{DAY}"));
    let mut expected: Vec<String> = before.iter().filter(|line| !own(line)).cloned().collect();
    expected.push(format!("{DAY}: not stored"));
    let changes = changes(&expected, &place.view());
    assert!(
        changes.is_empty(),
        "INV-2: after removing {DAY}, it is not stored and the other days are as they were, except:{changes}"
    );
    if let Place::Sqlite(database) = &place {
        let left = database.bookings_of_no_day();
        assert_eq!(left, 0, "INV-2: after removing {DAY}, no booking without a day is left");
    }
}

#[rstest]
fn a_removed_day_can_be_stored_anew(#[values(memory, sqlite)] place: fn() -> Place) {
    let mut place = place().with_three_days();
    let removed = place.days().remove(DAY, Version::new(4));
    assert_eq!(told(&removed), "Ok(())", "{DAY} is at version 4, so removing it is accepted");
    let anew = day(1, &[(41, "Meyer")]);
    saved(place.days(), DAY, &anew, Version::NONE);
    holds(&mut place, DAY, &anew, 1, "the day was removed and stored anew");
}

#[rstest]
fn a_removal_that_expects_another_version_is_refused(
    #[values(memory, sqlite)] place: fn() -> Place,
    #[values(0, 3, 5, 4_000_000_000)] expected: u32,
) {
    let mut place = place().with_three_days();
    let expected = Version::new(expected);
    refused(
        &mut place,
        &format!("INV-1: removing a day at version 4 where {expected} is expected"),
        conflict(expected, 4),
        |days| days.remove(DAY, expected),
    );
}

#[rstest]
fn a_removal_of_a_day_that_is_not_stored_is_refused(
    #[values(memory, sqlite)] place: fn() -> Place,
) {
    let mut place = place().with_three_days();
    for expected in [0, 1, 4].map(Version::new) {
        refused(
            &mut place,
            &format!("INV-4: removing a day that is not stored, expecting version {expected},"),
            SaveError::Gone { expected },
            |days| days.remove(NEVER, expected),
        );
    }
}

// ---- the database fails midway ----

#[rstest]
#[case::at_the_day(&["INSERT ON day", "UPDATE ON day", "DELETE ON day"])]
#[case::at_the_old_bookings(&["UPDATE ON booking", "DELETE ON booking"])]
#[case::at_the_first_new_booking(&["INSERT ON booking WHEN NEW.slot = 12"])]
#[case::at_the_last_new_booking(&["INSERT ON booking WHEN NEW.slot = 58"])]
fn a_save_that_fails_midway_has_changed_nothing(#[case] when: &[&str]) {
    let mut database = Database::with_three_days();
    database.fail(when);
    failed(&mut database, "a stored day was saved", "the disk is full", |days| {
        days.save(DAY, &next_day(), Version::new(4))
    });
    database.mend();
    saved(&mut database.days, DAY, &next_day(), Version::new(4));
    holds(&mut Place::Sqlite(database), DAY, &next_day(), 5, "a save failed and the next did not");
}

#[rstest]
#[case::at_the_day("INSERT ON day")]
#[case::at_the_first_booking("INSERT ON booking WHEN NEW.slot = 0")]
#[case::at_one_between("INSERT ON booking WHEN NEW.slot = 12")]
#[case::at_the_last_booking("INSERT ON booking WHEN NEW.slot = 59")]
fn a_first_save_that_fails_midway_has_stored_nothing(#[case] when: &str) {
    let mut database = Database::with_three_days();
    database.fail(&[when]);
    failed(&mut database, "a new day was saved", "the disk is full", |days| {
        days.save(NEVER, &next_day(), Version::NONE)
    });
    database.mend();
    saved(&mut database.days, NEVER, &next_day(), Version::NONE);
    let mut place = Place::Sqlite(database);
    holds(&mut place, NEVER, &next_day(), 1, "a first save failed and the next did not");
}

#[rstest]
#[case::at_the_day("DELETE ON day")]
#[case::at_the_first_booking("DELETE ON booking WHEN OLD.slot = 0")]
#[case::at_the_last_booking("DELETE ON booking WHEN OLD.slot = 59")]
fn a_removal_that_fails_midway_has_removed_nothing(#[case] when: &str) {
    let mut database = Database::with_three_days();
    database.fail(&[when]);
    failed(&mut database, "a day was removed", "the disk is full", |days| {
        days.remove(DAY, Version::new(4))
    });
    database.mend();
    removed_after_a_failure(&mut database);
}

#[track_caller]
fn removed_after_a_failure(database: &mut Database) {
    let removed = told(&database.days.remove(DAY, Version::new(4)));
    assert_eq!(
        removed, "Ok(())",
        "a removal failed and has changed nothing, so the next is accepted"
    );
    let found = lines(DAY, loaded(&mut database.connect(), DAY).as_ref());
    assert_eq!(found, lines(DAY, None), "INV-2: a removed day is not stored");
}

#[test]
fn a_commit_that_fails_has_changed_nothing() {
    let mut database = Database::with_three_days();
    let why = "FOREIGN KEY constraint failed";
    database.fail_to_commit("INSERT ON booking WHEN NEW.slot = 12");
    failed(&mut database, "a save was committed", why, |days| {
        days.save(DAY, &next_day(), Version::new(4))
    });
    failed(&mut database, "a first save was committed", why, |days| {
        days.save(NEVER, &next_day(), Version::NONE)
    });
    database.mend();
    saved(&mut database.days, NEVER, &next_day(), Version::NONE);

    database.fail_to_commit("DELETE ON booking WHEN OLD.slot = 0");
    failed(&mut database, "a removal was committed", why, |days| days.remove(DAY, Version::new(4)));
    database.mend();
    removed_after_a_failure(&mut database);
}

#[rstest]
#[case::number_of_walk_ins(
    "UPDATE day SET walk_ins = -1 - walk_ins",
    "UPDATE day SET walk_ins = -1 - walk_ins"
)]
#[case::version(
    "UPDATE day SET version = version + 5000000000",
    "UPDATE day SET version = version - 5000000000"
)]
#[case::patient(
    "UPDATE booking SET patient = CAST(x'ff' AS TEXT) WHERE slot = 59",
    "UPDATE booking SET patient = 'O''Brien' WHERE slot = 59"
)]
fn a_load_of_what_cannot_be_read_fails(#[case] spoil: &str, #[case] mend: &str) {
    let mut database = Database::with_three_days();
    let before = database.view();
    database.others_do(spoil);
    let outcome = match database.days.load(DAY) {
        Err(_) => "an error".to_owned(),
        Ok(stored) => lines(DAY, stored.as_ref()).join("; "),
    };
    assert_eq!(
        outcome, "an error",
        "after {spoil} a value of {DAY} can't be read, so loading the day fails"
    );
    database.has_no_lock("a load failed");
    database.others_do(mend);
    let changes = changes(&before, &view(&mut database.days));
    assert!(
        changes.is_empty(),
        "INV-3: a load failed, the row was mended, and the same connection loads again:{changes}"
    );
}

#[test]
fn a_version_that_cannot_be_read_is_neither_a_conflict_nor_gone() {
    let mut database = Database::with_three_days();
    let before = database.view();
    database.others_do("UPDATE day SET version = version + 5000000000");
    let calls: [(&str, Call); 3] = [
        ("a save that expects version 4", save_expecting::<4>),
        ("a first save", save_expecting::<0>),
        ("a removal that expects version 4", remove_expecting::<4>),
    ];
    for (what, call) in calls {
        let outcome = call(&mut database.days);
        assert!(
            outcome.starts_with("Storage: "),
            "INV-4: the stored version can't be read, so {what} is `Storage` and no refusal; it was: {outcome}"
        );
        database.has_no_lock(&format!("{what} failed"));
    }
    database.others_do("UPDATE day SET version = version - 5000000000");
    let changes = changes(&before, &database.view());
    assert!(changes.is_empty(), "INV-3: three calls failed, but this changed:{changes}");
    saved(&mut database.days, DAY, &next_day(), Version::new(4));
}

#[rstest]
#[case::first_save(|days: &mut dyn Days| told(&days.save(NEVER, &next_day(), Version::NONE)), "Ok(Version(1))")]
#[case::save(|days: &mut dyn Days| told(&days.save(DAY, &next_day(), Version::new(4))), "Ok(Version(5))")]
#[case::removal(|days: &mut dyn Days| told(&days.remove(DAY, Version::new(4))), "Ok(())")]
fn a_lock_that_is_not_free_in_time_is_no_refusal(#[case] call: Call, #[case] accepted: &str) {
    let database = Database::with_three_days();
    let before = database.view();
    let mut others = connected(&database.path);
    let lock = others.transaction_with_behavior(TransactionBehavior::Immediate);
    let own = connected(&database.path);
    own.busy_timeout(Duration::ZERO).expect("a connection can be told not to wait");
    let (tell, outcome) = mpsc::channel();
    thread::spawn(move || {
        let mut days = SqliteDays::new(own);
        let outcome = call(&mut days);
        // Nobody listens any more if it took too long.
        let _ = tell.send((outcome, days));
    });
    let outcome = outcome.recv_timeout(Duration::from_secs(8));
    drop(lock.expect("nobody else has the lock"));
    let Ok((outcome, mut days)) = outcome else {
        panic!(
            "the lock for writing was not free, and the call has panicked or gone on trying for \
             eight seconds; after five it is `Storage`"
        );
    };
    assert_eq!(
        outcome, "Storage: database is locked",
        "the lock for writing was not free, so nobody was quicker and nothing was compared"
    );
    let changes = changes(&before, &database.view());
    assert!(changes.is_empty(), "INV-3: a call found no free lock, but this changed:{changes}");
    database.has_no_lock("a call found no free lock");
    assert_eq!(
        call(&mut days),
        accepted,
        "INV-3: the lock is free again, and the call is repeated"
    );
}

#[test]
fn a_stale_save_is_a_conflict_even_where_writing_would_fail() {
    let database = Database::with_three_days();
    // A statement that inserts the day or updates it may come first, and does nothing where the version is another.
    database.fail(&[
        "INSERT ON booking",
        "UPDATE ON booking",
        "DELETE ON booking",
        "UPDATE ON day",
        "DELETE ON day",
    ]);
    let mut place = Place::Sqlite(database);
    for expected in [0, 3].map(Version::new) {
        refused(
            &mut place,
            &format!("saving a day at version 4 where {expected} is expected, on a full disk,"),
            conflict(expected, 4),
            |days| days.save(DAY, &next_day(), expected),
        );
    }
    refused(
        &mut place,
        "saving a day that is not stored, on a full disk,",
        SaveError::Gone { expected: Version::new(3) },
        |days| days.save(NEVER, &next_day(), Version::new(3)),
    );
}

#[test]
fn a_stale_removal_is_a_conflict_even_where_deleting_would_fail() {
    let database = Database::with_three_days();
    database.fail(&["DELETE ON booking", "DELETE ON day", "UPDATE ON day"]);
    let mut place = Place::Sqlite(database);
    for expected in [0, 3].map(Version::new) {
        refused(
            &mut place,
            &format!("removing a day at version 4 where {expected} is expected, on a full disk,"),
            conflict(expected, 4),
            |days| days.remove(DAY, expected),
        );
    }
}

// ---- others write between two statements of a call ----

/// What others do, in one transaction. It is `DAY` that they do it to, if nothing else is said.
#[derive(Clone, Copy)]
enum Other {
    /// Counts a walk-in and books slot 30, if the day is stored.
    Saves,
    /// Counts a walk-in on `NEXT_DAY`.
    SavesAnother,
    /// Stores the day for the first time, if it isn't stored.
    Makes,
    /// Removes the day, if it is stored.
    Removes,
    /// Removes the day, if it is stored, and stores one anew. So its version is 1.
    Replaces,
}

impl Other {
    fn does(self) -> &'static str {
        match self {
            Self::Saves => "others want to save the day",
            Self::SavesAnother => "others want to save another day",
            Self::Makes => "others want to store the day for the first time",
            Self::Removes => "others want to remove the day",
            Self::Replaces => "others want to remove the day and store it anew",
        }
    }

    /// Whether there was something to do, on a connection that doesn't wait for the lock; an error if somebody has it.
    fn writes(self, connection: &mut Connection) -> rusqlite::Result<bool> {
        let remove = "DELETE FROM day WHERE doctor = 7 AND date = '2026-03-09'";
        let (decisive, further) = match self {
            Self::Saves => (
                "UPDATE day SET version = version + 1, walk_ins = walk_ins + 1
                 WHERE doctor = 7 AND date = '2026-03-09'",
                "INSERT INTO booking VALUES (7, '2026-03-09', 30, 'Adeyemi')",
            ),
            Self::SavesAnother => (
                "UPDATE day SET version = version + 1, walk_ins = walk_ins + 1
                 WHERE doctor = 7 AND date = '2026-03-10'",
                "",
            ),
            Self::Makes => {
                ("INSERT INTO day VALUES (7, '2026-03-09', 1, 20) ON CONFLICT DO NOTHING", "")
            }
            Self::Removes => {
                (remove, "DELETE FROM booking WHERE doctor = 7 AND date = '2026-03-09'")
            }
            Self::Replaces => (
                remove,
                "DELETE FROM booking WHERE doctor = 7 AND date = '2026-03-09';
                 INSERT INTO day VALUES (7, '2026-03-09', 1, 20);
                 INSERT INTO booking VALUES (7, '2026-03-09', 30, 'Adeyemi')",
            ),
        };
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let rows = change.execute(decisive, [])?;
        if rows == 1 {
            change.execute_batch(further)?;
        }
        change.commit()?;
        Ok(rows == 1)
    }

    /// The same, in memory.
    fn writes_in_memory(self, days: &mut MemoryDays) -> bool {
        let key = if matches!(self, Self::SavesAnother) { NEXT_DAY } else { DAY };
        match (self, loaded(days, key)) {
            (Self::Saves, Some(Stored { mut day, version })) => {
                day.walk_in();
                let slot = Slot::new(30).expect("a day has 60 slots");
                day.book(slot, Patient::new("Adeyemi")).expect("slot 30 is free");
                days.save(key, &day, version).is_ok()
            }
            (Self::SavesAnother, Some(Stored { mut day, version })) => {
                day.walk_in();
                days.save(key, &day, version).is_ok()
            }
            (Self::Makes, None) => days.save(key, &day(20, &[]), Version::NONE).is_ok(),
            (Self::Removes, Some(Stored { version, .. })) => days.remove(key, version).is_ok(),
            (Self::Replaces, Some(Stored { version, .. })) => {
                days.remove(key, version).is_ok()
                    && days.save(key, &day(20, &[(30, "Adeyemi")]), Version::NONE).is_ok()
            }
            (_, None) | (Self::Makes, Some(_)) => false,
        }
    }
}

/// A call of the learner's, and its outcome as text.
type Call = fn(&mut dyn Days) -> String;

/// `call` is made again and again on what `at_first` stores, and each time others try to write just before another one of
/// its statements. Whether they get in or not: what comes of it is as if one had come after the other.
#[track_caller]
fn one_after_the_other(rule: &str, at_first: fn() -> AtFirst, other: Other, call: Call) {
    let at_first = &at_first();
    let alone = {
        let mut days = MemoryDays::new();
        set_up(&mut days, at_first);
        found(None, call(&mut days), &mut days)
    };
    let they_first = {
        let mut days = MemoryDays::new();
        set_up(&mut days, at_first);
        let wrote = other.writes_in_memory(&mut days);
        found(Some(wrote), call(&mut days), &mut days)
    };
    let they_last = {
        let mut days = MemoryDays::new();
        set_up(&mut days, at_first);
        let outcome = call(&mut days);
        found(Some(other.writes_in_memory(&mut days)), outcome, &mut days)
    };

    let mut database = Database::new();
    set_up(&mut database.days, at_first);
    let file = database.close();

    for n in 1.. {
        let database = Database::from_file(&file);
        let (mut days, squeezed_in) = with_other_before_statement(&database, n, other);
        let outcome = call(&mut days);
        let Ok((statement, wrote)) = squeezed_in.try_recv() else {
            assert!(n > 1, "{rule}: the call went without a single statement");
            return;
        };
        let found = found(wrote, outcome, &mut database.connect());
        let possible = match wrote {
            Some(_) => vec![("if they came first", &they_first), ("if they came last", &they_last)],
            None => vec![("without them", &alone)],
        };
        let differences: String = possible
            .iter()
            .map(|(when, expected)| format!("\n{when}:{}", changes(expected, &found)))
            .collect();
        assert!(
            possible.iter().any(|(_, expected)| **expected == found),
            "{rule}, and just before statement {n} ({statement}) {}. What came of it is not as if \
             one had come after the other; expected (-) and found (+){differences}",
            other.does()
        );
    }
}

/// What came of a call, and of what others wanted to do meanwhile: `None` if they were kept out.
fn found(others: Option<bool>, outcome: String, days: &mut dyn Days) -> Vec<String> {
    let others = match others {
        None => "they are kept out",
        Some(true) => "they have written",
        Some(false) => "they have found nothing to do",
    };
    [vec![others.to_owned(), outcome], view(days)].concat()
}

/// A connection that lets `other` try once, before its `n`-th statement, and tells which one that was.
fn with_other_before_statement(
    database: &Database,
    n: usize,
    other: Other,
) -> (SqliteDays, mpsc::Receiver<(String, Option<bool>)>) {
    let mut others = connected(&database.path);
    others.busy_timeout(Duration::ZERO).expect("a connection can be told not to wait");
    let mut own = connected(&database.path);
    let (tell, squeezed_in) = mpsc::channel();
    let mut statements = 0;
    let on_event = move |event: TraceEvent<'_>| {
        let TraceEvent::Stmt(_, sql) = event else { return };
        statements += 1;
        if statements == n {
            let words: Vec<&str> = sql.split_whitespace().collect();
            let told = tell.send((words.join(" "), other.writes(&mut others).ok()));
            told.expect("the test waits for it");
        }
    };
    own.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(on_event)).expect("it can be traced");
    (SqliteDays::new(own), squeezed_in)
}

fn save_expecting<const EXPECTED: u32>(days: &mut dyn Days) -> String {
    let mut day = stored_day();
    day.walk_in();
    told_at_once(&days.save(DAY, &day, Version::new(EXPECTED)))
}

fn remove_expecting<const EXPECTED: u32>(days: &mut dyn Days) -> String {
    told_at_once(&days.remove(DAY, Version::new(EXPECTED)))
}

/// Nobody has kept the lock, so whoever finds it taken hasn't waited for it.
fn told_at_once<T: Debug>(outcome: &Result<T, SaveError>) -> String {
    let code = match outcome {
        Err(SaveError::Storage(error)) => error.sqlite_error_code(),
        _ => None,
    };
    let busy = code == Some(ErrorCode::DatabaseBusy);
    told(outcome) + if busy { ": it failed without waiting" } else { "" }
}

#[rstest]
#[case::the_day_is_saved(three_days, Other::Saves)]
#[case::the_day_is_removed(three_days, Other::Removes)]
#[case::the_day_is_replaced(three_days, Other::Replaces)]
#[case::the_day_is_replaced_and_has_the_same_version(after_a_first_save, Other::Replaces)]
fn a_load_is_of_one_moment(#[case] at_first: fn() -> AtFirst, #[case] other: Other) {
    let rule = "INV-5: while a day was loaded";
    one_after_the_other(rule, at_first, other, |days| match loaded(days, DAY) {
        None => "loaded nothing".to_owned(),
        Some(Stored { day, version }) => {
            let slots: Vec<u8> = day.bookings().map(|(slot, _)| slot.get()).collect();
            format!("loaded version {version}, {} walk-ins, slots {slots:?}", day.walk_ins())
        }
    });
}

#[rstest]
#[case::the_day_is_saved(three_days, Other::Saves, save_expecting::<4>)]
#[case::the_day_is_removed(three_days, Other::Removes, save_expecting::<4>)]
#[case::the_day_is_replaced(three_days, Other::Replaces, save_expecting::<4>)]
#[case::the_day_is_replaced_and_has_the_same_version(
    after_a_first_save,
    Other::Replaces,
    save_expecting::<1>
)]
#[case::another_day_is_saved(three_days, Other::SavesAnother, save_expecting::<4>)]
fn a_save_is_of_one_moment(
    #[case] at_first: fn() -> AtFirst,
    #[case] other: Other,
    #[case] call: Call,
) {
    let rule = "INV-1, INV-6: while a stored day was saved";
    one_after_the_other(rule, at_first, other, call);
}

#[rstest]
#[case::the_day_is_saved(Other::Saves)]
#[case::the_day_is_removed(Other::Removes)]
#[case::the_day_is_replaced(Other::Replaces)]
#[case::another_day_is_saved(Other::SavesAnother)]
fn a_stale_save_is_of_one_moment(#[case] other: Other) {
    let rule = "INV-4, INV-6: while a stale save was refused";
    one_after_the_other(rule, three_days, other, save_expecting::<3>);
}

#[test]
fn a_save_of_a_removed_day_is_of_one_moment() {
    let rule = "INV-4, INV-6: while the save of a removed day was refused";
    one_after_the_other(rule, another_day, Other::Makes, save_expecting::<1>);
}

#[test]
fn a_first_save_is_of_one_moment() {
    let rule = "INV-1, INV-6: while a new day was saved";
    one_after_the_other(rule, another_day, Other::Makes, save_expecting::<0>);
    one_after_the_other(rule, another_day, Other::SavesAnother, save_expecting::<0>);
    let rule = "INV-4, INV-6: while the first save of a stored day was refused";
    one_after_the_other(rule, three_days, Other::Removes, save_expecting::<0>);
}

#[rstest]
#[case::the_day_is_saved(Other::Saves)]
#[case::the_day_is_removed(Other::Removes)]
#[case::the_day_is_replaced(Other::Replaces)]
#[case::another_day_is_saved(Other::SavesAnother)]
fn a_removal_is_of_one_moment(#[case] other: Other) {
    let rule = "INV-1, INV-6: while a day was removed";
    one_after_the_other(rule, three_days, other, remove_expecting::<4>);
    let rule = "INV-4, INV-6: while a stale removal was refused";
    one_after_the_other(rule, three_days, other, remove_expecting::<3>);
}

#[test]
fn a_removal_of_a_removed_day_is_of_one_moment() {
    let rule = "INV-4, INV-6: while the removal of a removed day was refused";
    one_after_the_other(rule, another_day, Other::Makes, remove_expecting::<1>);
}

// ---- many at once ----

const WRITERS: u32 = 8;
const WALK_INS: u32 = 25;

/// A connection for each writer, which gives others a turn before each of its first statements. So writers get into each
/// other's way even where there is a single core.
fn writers(database: &Database) -> Vec<SqliteDays> {
    let writer = |_| {
        let mut connection = connected(&database.path);
        connection.busy_timeout(Duration::from_secs(60)).expect("it can be told how long to wait");
        let mut turns = 40;
        let on_event = move |_: TraceEvent<'_>| {
            if turns > 0 {
                turns -= 1;
                thread::yield_now();
            }
        };
        connection
            .trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(on_event))
            .expect("a connection can be traced");
        SqliteDays::new(connection)
    };
    (0..WRITERS).map(writer).collect()
}

/// What each writer's `call` returns, when all of them begin at once.
fn at_once<W: Send, T: Send>(
    writers: impl IntoIterator<Item = W>,
    call: impl Fn(W) -> Result<T, String> + Sync,
) -> Vec<Result<T, String>> {
    let writers: Vec<W> = writers.into_iter().collect();
    let start = Barrier::new(writers.len());
    let begin = |writer| {
        start.wait();
        call(writer)
    };
    let begin = &begin;
    thread::scope(|scope| {
        let started: Vec<_> =
            writers.into_iter().map(|writer| scope.spawn(move || begin(writer))).collect();
        let panicked = |_| Err("a writer panicked".to_owned());
        started.into_iter().map(|writer| writer.join().unwrap_or_else(panicked)).collect()
    })
}

/// The stored day with one more walk-in, and the version to save it with.
fn one_more(days: &mut SqliteDays) -> Result<(DoctorsDay, Version), String> {
    let stored = days.load(DAY);
    let stored = stored.map_err(|error| format!("INV-6: a load failed in a race: {error}"))?;
    let (mut day, expected) =
        stored.map_or((DoctorsDay::new(), Version::NONE), |stored| (stored.day, stored.version));
    day.walk_in();
    Ok((day, expected))
}

/// Saves what was loaded, and loads and counts again after each conflict. A conflict means that another writer's save was
/// accepted, so no writer meets more of them than others have walk-ins.
fn count_walk_ins(
    days: &mut SqliteDays,
    mut day: DoctorsDay,
    mut expected: Version,
) -> Result<(), String> {
    let (mut counted, mut conflicts) = (0, 0);
    while conflicts <= (WRITERS - 1) * WALK_INS {
        match days.save(DAY, &day, expected) {
            Ok(_) => counted += 1,
            Err(SaveError::Conflict { .. }) => conflicts += 1,
            lost => return Err(format!("INV-6: a lost race is a conflict, not {}", told(&lost))),
        }
        if counted == WALK_INS {
            return Ok(());
        }
        (day, expected) = one_more(days)?;
    }
    Err("INV-1: a writer met more conflicts than others have saved walk-ins".to_owned())
}

#[test]
fn eight_writers_lose_no_walk_in() {
    let mut database = Database::new();
    let mut writers = writers(&database);
    let all_load_first: Vec<_> = writers.iter_mut().map(|days| (one_more(days), days)).collect();
    let outcomes = at_once(all_load_first, |(loaded, days)| {
        loaded.and_then(|(day, expected)| count_walk_ins(days, day, expected))
    });
    for outcome in outcomes {
        assert_eq!(outcome, Ok(()), "eight writers count 25 walk-ins each, and each gets through");
    }
    let stored = loaded(&mut database.days, DAY);
    let found = stored.map(|stored| (stored.day.walk_ins(), stored.version.get()));
    assert_eq!(
        found,
        Some((WRITERS * WALK_INS, WRITERS * WALK_INS)),
        "INV-1, INV-2: eight writers have saved 25 walk-ins each; walk-ins and version"
    );
}

#[test]
fn of_eight_first_saves_at_once_one_is_accepted() {
    let mut database = Database::new();
    let mut writers = writers(&database);
    for key in [DAY, NEXT_DAY, OTHER_DOCTOR, NEVER] {
        let outcomes = at_once((1..).zip(&mut writers), |(walk_ins, days)| {
            Ok(days
                .save(key, &day(walk_ins, &[]), Version::NONE)
                .map(|version| (version, walk_ins)))
        });
        let (mut won, mut lost) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Ok(Ok(saved)) => won.push(saved),
                Ok(refusal) => lost.push(told(&refusal)),
                Err(panicked) => lost.push(panicked),
            }
        }
        assert_eq!(
            lost, ["Conflict: expected 0, actual 1"; 7],
            "INV-6: of eight first saves of the same day seven are conflicts with version 1"
        );
        let stored = loaded(&mut database.days, key);
        let found: Vec<(Version, u32)> =
            stored.iter().map(|stored| (stored.version, stored.day.walk_ins())).collect();
        assert_eq!(found, won, "INV-2, INV-3: what is stored is the save that was accepted");
    }
}
