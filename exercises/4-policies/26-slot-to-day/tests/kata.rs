//! The promises of kata 26. Every message says which rule broke, what was done and what was expected.
//!
//! In each comparison what was found stands first and what was expected second.

use std::collections::BTreeMap;
use std::fmt;
use std::mem::take;
use std::ops::Range;

use jiff::civil::{Date, date};
use rstest::rstest;
use slot_to_day::by_day::{self, DoctorsDay};
use slot_to_day::by_slot::{self, SlotId};
use slot_to_day::{
    PastTheEnd, Patient, Refusal, Repository, SaveError, Slot, Stored, Version, Visit,
};

/// More calls to the storage than any test asks for.
const NO_END: usize = 50;

// ---- what is in a day ----

/// Text that a failed comparison shows line by line.
#[derive(Clone, PartialEq)]
struct Lines(Vec<String>);

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing");
        }
        self.0.iter().try_for_each(|line| write!(f, "\n{line}"))
    }
}

fn lines(expected: &[&str]) -> Lines {
    Lines(expected.iter().map(|line| (*line).to_owned()).collect())
}

/// The slot with the number that its time of day gives.
#[track_caller]
fn at(hour: u8, minute: u8) -> Slot {
    Slot::new((hour - 8) * 6 + minute / 10).expect("a slot of the day")
}

fn tuesday() -> Date {
    date(2026, 3, 3)
}

fn wednesday() -> Date {
    date(2026, 3, 4)
}

fn single(patient: &str, slot: Slot) -> Visit {
    Visit::single(Patient::new(patient), slot)
}

#[track_caller]
fn double(patient: &str, first: Slot) -> Visit {
    Visit::double(Patient::new(patient), first).expect("a double visit that fits into the day")
}

/// What a reader of the day sees in a slot that is not free.
fn line((slot, visit): &(Slot, Visit)) -> String {
    let what = match visit.second() {
        None if *slot == visit.first() => "single",
        Some(_) if *slot == visit.first() => "first half",
        Some(second) if *slot == second => "second half",
        Some(_) | None => "in a slot that is not its own",
    };
    format!("{slot} {}, {what}", visit.patient())
}

/// The slots that hold a double visit whose other slot doesn't.
fn halves(day: &[(Slot, Visit)]) -> Vec<String> {
    let whole = |visit: &Visit| {
        visit.slots().all(|slot| day.iter().any(|(at, other)| *at == slot && other == visit))
    };
    day.iter().filter(|(_, visit)| !whole(visit)).map(line).collect()
}

// ---- the storage ----

/// What somebody else does to Tuesday.
#[derive(Clone)]
enum Other {
    Books(Visit),
    /// Makes this slot free. In a day, that is the whole visit.
    Frees(Slot),
}

/// When somebody else comes: right before or right after one of our saves, or right after one of our loads,
/// each counted from 1.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Before(usize),
    After(usize),
    Loaded(usize),
}

/// An aggregate of one boundary or the other.
trait Aggregate: Clone + Default {
    type Id: Copy + Ord + fmt::Debug;

    fn day(storage: &Storage<Self>, date: Date) -> Vec<(Slot, Visit)>;
    fn other(storage: &mut Storage<Self>, date: Date, other: Other);
    fn book(storage: &mut Storage<Self>, visit: Visit) -> Answer;
    fn cancel(storage: &mut Storage<Self>, slot: Slot, patient: &Patient) -> Answer;
}

/// How a call may end, the same for both boundaries.
type Answer = Result<(), No>;

#[derive(Debug, PartialEq)]
enum No {
    Refused(Refusal),
    NotSaved(SaveError),
    StillHeld { slot: Slot },
}

fn taken(slot: Slot) -> Answer {
    Err(No::Refused(Refusal::SlotTaken { slot }))
}

fn no_such_visit(slot: Slot) -> Answer {
    Err(No::Refused(Refusal::NoSuchVisit { slot }))
}

fn conflict(expected: u64, actual: u64) -> Answer {
    let (expected, actual) = (Version::new(expected), Version::new(actual));
    Err(No::NotSaved(SaveError::Conflict { expected, actual }))
}

fn unavailable() -> Answer {
    Err(No::NotSaved(SaveError::Unavailable))
}

/// A storage that keeps its promises, lets others in before a save, can't be reached when a test says so, and notes
/// what happens.
struct Storage<A: Aggregate> {
    stored: BTreeMap<A::Id, Stored<A>>,
    /// Who comes, and when.
    others: Vec<(When, Other)>,
    /// Which of our saves can't be reached, counted from 1.
    down: Range<usize>,
    saves: usize,
    loads: usize,
    calls: Vec<String>,
    /// Tuesday, after each save that was done, ours or another's.
    seen: Vec<Vec<(Slot, Visit)>>,
}

impl<A: Aggregate> Storage<A> {
    fn get(&self, id: A::Id) -> Stored<A> {
        self.stored.get(&id).cloned().unwrap_or_default()
    }

    fn put(&mut self, id: A::Id, aggregate: A) -> Version {
        let version = self.get(id).version.next();
        self.stored.insert(id, Stored { aggregate, version });
        self.seen.push(A::day(self, tuesday()));
        version
    }

    fn others_come(&mut self, now: When) {
        let (come, stay): (Vec<_>, Vec<_>) =
            take(&mut self.others).into_iter().partition(|(when, _)| *when == now);
        self.others = stay;
        for (_, other) in come {
            A::other(self, tuesday(), other);
        }
    }

    #[track_caller]
    fn note(&mut self, call: String) {
        self.calls.push(call);
        assert!(
            self.calls.len() < NO_END,
            "INV-6: no save is tried again, and after {NO_END} calls to the storage there was no end"
        );
    }

    fn saved(&mut self, id: A::Id, aggregate: &A, expected: Version) -> Result<Version, SaveError> {
        if self.down.contains(&self.saves) {
            return Err(SaveError::Unavailable);
        }
        let actual = self.get(id).version;
        if actual != expected {
            return Err(SaveError::Conflict { expected, actual });
        }
        Ok(self.put(id, aggregate.clone()))
    }
}

impl<A: Aggregate> Repository<A::Id, A> for Storage<A> {
    fn load(&mut self, id: A::Id) -> Stored<A> {
        let stored = self.get(id);
        self.loads += 1;
        self.note(format!("load: version {}", stored.version));
        self.others_come(When::Loaded(self.loads));
        stored
    }

    fn save(&mut self, id: A::Id, aggregate: &A, expected: Version) -> Result<Version, SaveError> {
        self.saves += 1;
        self.others_come(When::Before(self.saves));
        let saved = self.saved(id, aggregate, expected);
        self.note(match &saved {
            Ok(version) => format!("save on {expected}: now version {version}"),
            Err(SaveError::Conflict { actual, .. }) => {
                format!("save on {expected}: conflict, it is at {actual}")
            }
            Err(error) => format!("save on {expected}: {error}"),
        });
        self.others_come(When::After(self.saves));
        saved
    }
}

impl Aggregate for Option<Visit> {
    type Id = SlotId;

    fn day(storage: &Storage<Self>, date: Date) -> Vec<(Slot, Visit)> {
        Slot::all().filter_map(|slot| Some((slot, storage.get((date, slot)).aggregate?))).collect()
    }

    fn other(storage: &mut Storage<Self>, date: Date, other: Other) {
        match other {
            Other::Books(visit) => {
                for slot in visit.slots() {
                    storage.put((date, slot), Some(visit.clone()));
                }
            }
            Other::Frees(slot) => {
                storage.put((date, slot), None);
            }
        }
    }

    fn book(storage: &mut Storage<Self>, visit: Visit) -> Answer {
        by_slot::book(storage, tuesday(), visit).map_err(No::from)
    }

    fn cancel(storage: &mut Storage<Self>, slot: Slot, patient: &Patient) -> Answer {
        by_slot::cancel(storage, tuesday(), slot, patient).map_err(No::from)
    }
}

impl From<by_slot::Failure> for No {
    fn from(failure: by_slot::Failure) -> Self {
        match failure {
            by_slot::Failure::Refused(refusal) => Self::Refused(refusal),
            by_slot::Failure::NotSaved(error) => Self::NotSaved(error),
            by_slot::Failure::StillHeld { slot } => Self::StillHeld { slot },
        }
    }
}

impl Aggregate for DoctorsDay {
    type Id = Date;

    fn day(storage: &Storage<Self>, date: Date) -> Vec<(Slot, Visit)> {
        in_day(&storage.get(date).aggregate)
    }

    #[track_caller]
    fn other(storage: &mut Storage<Self>, date: Date, other: Other) {
        let mut day = storage.get(date).aggregate;
        match other {
            Other::Books(visit) => {
                let what = format!("{visit:?}");
                let answer = day.book(visit);
                assert_eq!(
                    answer,
                    Ok(()),
                    "INV-1: {what} needs free slots only, so DoctorsDay::book accepts it"
                );
            }
            Other::Frees(slot) => {
                let patient = day.visit_at(slot).map(|visit| visit.patient().clone());
                let answer = day.cancel(slot, &patient.expect("a slot that is booked"));
                assert_eq!(
                    answer,
                    Ok(()),
                    "INV-4: the patient has {slot}, so DoctorsDay::cancel accepts it"
                );
            }
        }
        storage.put(date, day);
    }

    fn book(storage: &mut Storage<Self>, visit: Visit) -> Answer {
        by_day::book(storage, tuesday(), visit).map_err(No::from)
    }

    fn cancel(storage: &mut Storage<Self>, slot: Slot, patient: &Patient) -> Answer {
        by_day::cancel(storage, tuesday(), slot, patient).map_err(No::from)
    }
}

impl From<by_day::Failure> for No {
    fn from(failure: by_day::Failure) -> Self {
        match failure {
            by_day::Failure::Refused(refusal) => Self::Refused(refusal),
            by_day::Failure::NotSaved(error) => Self::NotSaved(error),
        }
    }
}

/// What a reader sees who asks a day for each of its slots.
fn in_day(day: &DoctorsDay) -> Vec<(Slot, Visit)> {
    Slot::all().filter_map(|slot| Some((slot, day.visit_at(slot)?.clone()))).collect()
}

// ---- the desk: one boundary or the other ----

trait Desk {
    fn book(&mut self, visit: Visit) -> Answer;
    fn cancel(&mut self, slot: Slot, patient: &str) -> Answer;
    /// Who comes, and when. Our saves and loads are counted from now and from 1.
    fn let_in(&mut self, when: When, other: Other);
    /// Which saves can't be reached, counted from now and from 1.
    fn down(&mut self, saves: Range<usize>);
    fn lines(&self, date: Date) -> Lines;
    fn saves(&self) -> usize;
    fn calls(&self) -> Lines;
    fn seen(&self) -> &[Vec<(Slot, Visit)>];
}

impl<A: Aggregate> Desk for Storage<A> {
    fn book(&mut self, visit: Visit) -> Answer {
        A::book(self, visit)
    }

    fn cancel(&mut self, slot: Slot, patient: &str) -> Answer {
        A::cancel(self, slot, &Patient::new(patient))
    }

    fn let_in(&mut self, when: When, other: Other) {
        let when = match when {
            When::Before(save) => When::Before(self.saves + save),
            When::After(save) => When::After(self.saves + save),
            When::Loaded(load) => When::Loaded(self.loads + load),
        };
        self.others.push((when, other));
    }

    fn down(&mut self, saves: Range<usize>) {
        self.down = self.saves + saves.start..self.saves + saves.end;
    }

    fn lines(&self, date: Date) -> Lines {
        Lines(A::day(self, date).iter().map(line).collect())
    }

    fn saves(&self) -> usize {
        self.saves
    }

    fn calls(&self) -> Lines {
        Lines(self.calls.clone())
    }

    fn seen(&self) -> &[Vec<(Slot, Visit)>] {
        &self.seen
    }
}

/// Tuesday with these visits. On Wednesday there is somebody, too, and nobody has a reason to change that.
type Opens = fn(&[Visit]) -> Box<dyn Desk>;

#[track_caller]
fn by_slot(visits: &[Visit]) -> Box<dyn Desk> {
    Box::new(storage::<Option<Visit>>(visits))
}

#[track_caller]
fn by_day(visits: &[Visit]) -> Box<dyn Desk> {
    Box::new(storage::<DoctorsDay>(visits))
}

#[track_caller]
fn storage<A: Aggregate>(visits: &[Visit]) -> Storage<A> {
    let mut storage = Storage {
        stored: BTreeMap::new(),
        others: Vec::new(),
        down: 0..0,
        saves: 0,
        loads: 0,
        calls: Vec::new(),
        seen: Vec::new(),
    };
    A::other(&mut storage, wednesday(), Other::Books(double("Ida", at(9, 0))));
    for visit in visits {
        A::other(&mut storage, tuesday(), Other::Books(visit.clone()));
    }
    storage
}

/// Tuesday is as `expected` says, and Wednesday is as it was.
#[track_caller]
fn expect_day(desk: &dyn Desk, expected: &[&str], rule: &str) {
    assert_eq!(desk.lines(tuesday()), lines(expected), "{rule}");
    assert_eq!(
        desk.lines(wednesday()),
        lines(&["09:00 Ida, first half", "09:10 Ida, second half"]),
        "INV-3: a call for Tuesday changes no other date"
    );
}

/// `call` gives `answer`, saves nothing, and leaves the day as it was.
#[track_caller]
fn refused(
    desk: &mut dyn Desk,
    what: &str,
    answer: Answer,
    call: impl FnOnce(&mut dyn Desk) -> Answer,
) {
    let (before, saves) = (desk.lines(tuesday()), desk.saves());
    assert_eq!(call(desk), answer, "{what} is refused, and the error says why");
    assert_eq!(desk.lines(tuesday()), before, "INV-3: {what} was refused, so the day is as it was");
    assert_eq!(
        desk.saves() - saves,
        0,
        "INV-3: {what} was refused, and a refusal comes before the first save"
    );
}

#[track_caller]
fn accepted(answer: Answer, what: &str) {
    assert_eq!(answer, Ok(()), "{what} breaks no rule and nobody interferes, so it is accepted");
}

// ---- nobody interferes: both boundaries alike ----

#[rstest]
#[case::by_slot(by_slot)]
#[case::by_day(by_day)]
fn a_single_visit_holds_its_slot_and_no_other(#[case] desk: Opens) {
    for (slot, line) in [
        (at(8, 0), "08:00 Noa, single"),
        (at(9, 10), "09:10 Noa, single"),
        (at(17, 50), "17:50 Noa, single"),
    ] {
        let mut desk = desk(&[]);
        accepted(desk.book(single("Noa", slot)), "a single visit on an empty day");
        expect_day(
            &*desk,
            &[line],
            "INV-1: a single visit holds the slot that was asked for, and no other",
        );
    }
}

#[rstest]
#[case::by_slot(by_slot)]
#[case::by_day(by_day)]
fn a_double_visit_holds_two_slots_side_by_side(#[case] desk: Opens) {
    for (slot, expected) in [
        (at(8, 0), ["08:00 Noa, first half", "08:10 Noa, second half"]),
        (at(9, 10), ["09:10 Noa, first half", "09:20 Noa, second half"]),
        (at(9, 50), ["09:50 Noa, first half", "10:00 Noa, second half"]),
        (at(17, 40), ["17:40 Noa, first half", "17:50 Noa, second half"]),
    ] {
        let mut desk = desk(&[]);
        accepted(desk.book(double("Noa", slot)), "a double visit on an empty day");
        expect_day(&*desk, &expected, "INV-2: a double visit holds its slot and the next one");
    }
}

#[rstest]
#[case::by_slot(by_slot)]
#[case::by_day(by_day)]
fn a_visit_fits_beside_others(#[case] desk: Opens) {
    let mut desk = desk(&[double("Uma", at(9, 0)), double("Kim", at(9, 50))]);
    for visit in [double("Noa", at(9, 20)), single("Noa", at(9, 40)), single("Noa", at(8, 50))] {
        let what = format!("{visit:?} beside other visits");
        accepted(desk.book(visit), &what);
    }
    expect_day(
        &*desk,
        &[
            "08:50 Noa, single",
            "09:00 Uma, first half",
            "09:10 Uma, second half",
            "09:20 Noa, first half",
            "09:30 Noa, second half",
            "09:40 Noa, single",
            "09:50 Kim, first half",
            "10:00 Kim, second half",
        ],
        "INV-1: who is booked beside others takes nothing from them",
    );
}

/// Booked are 09:00 (Noa) and 09:30–09:50 (Uma).
#[rstest]
#[case::a_single_visit(single("Kim", at(9, 0)), at(9, 0))]
#[case::a_single_visit_of_who_has_the_slot(single("Noa", at(9, 0)), at(9, 0))]
#[case::a_single_visit_in_a_first_half(single("Kim", at(9, 30)), at(9, 30))]
#[case::a_single_visit_in_a_second_half(single("Kim", at(9, 40)), at(9, 40))]
#[case::a_double_visit_by_its_first_half(double("Kim", at(9, 0)), at(9, 0))]
#[case::a_double_visit_by_its_second_half(double("Kim", at(8, 50)), at(9, 0))]
#[case::a_double_visit_by_its_second_half_in_a_double(double("Noa", at(9, 20)), at(9, 30))]
#[case::a_double_visit_by_both_halves(double("Kim", at(9, 30)), at(9, 30))]
#[case::a_double_visit_that_is_booked_already(double("Uma", at(9, 30)), at(9, 30))]
fn a_taken_slot_is_refused(
    #[values(by_slot, by_day)] desk: Opens,
    #[case] visit: Visit,
    #[case] slot: Slot,
) {
    let mut desk = desk(&[single("Noa", at(9, 0)), double("Uma", at(9, 30))]);
    let what = format!("INV-1: booking {visit:?} beside 09:00 (Noa) and 09:30 to 09:50 (Uma)");
    refused(&mut *desk, &what, taken(slot), |desk| desk.book(visit));
}

/// Noa has 08:50 single, 09:00–09:20 double, 09:20–09:40 double, 09:40 single. Uma has the slots around.
#[rstest]
#[case::a_double_visit_by_its_first_half(at(9, 0), &["09:00 Noa, first half", "09:10 Noa, second half"])]
#[case::a_double_visit_by_its_second_half(at(9, 10), &["09:00 Noa, first half", "09:10 Noa, second half"])]
#[case::the_double_visit_after_it_by_its_first_half(at(9, 20), &["09:20 Noa, first half", "09:30 Noa, second half"])]
#[case::the_double_visit_after_it_by_its_second_half(at(9, 30), &["09:20 Noa, first half", "09:30 Noa, second half"])]
#[case::the_single_visit_before_them(at(8, 50), &["08:50 Noa, single"])]
#[case::the_single_visit_after_them(at(9, 40), &["09:40 Noa, single"])]
#[case::one_single_visit_beside_another(at(9, 50), &["09:50 Noa, single"])]
fn a_cancelled_visit_frees_its_slots_and_no_others(
    #[values(by_slot, by_day)] desk: Opens,
    #[case] slot: Slot,
    #[case] freed: &[&str],
) {
    let mut desk = desk(&[
        single("Uma", at(8, 40)),
        single("Noa", at(8, 50)),
        double("Noa", at(9, 0)),
        double("Noa", at(9, 20)),
        single("Noa", at(9, 40)),
        single("Noa", at(9, 50)),
        double("Uma", at(10, 0)),
    ]);
    let before = desk.lines(tuesday());
    accepted(desk.cancel(slot, "Noa"), &format!("cancelling what Noa has at {slot}"));
    let gone = |line: &String| freed.contains(&line.as_str());
    let stay: Vec<String> = before.0.into_iter().filter(|line| !gone(line)).collect();
    let stay: Vec<&str> = stay.iter().map(String::as_str).collect();
    expect_day(
        &*desk,
        &stay,
        &format!(
            "INV-4: Noa's visit at {slot} was cancelled: all of its slots are free, and no others"
        ),
    );
}

/// Booked are 09:00 (Noa) and 09:30–09:50 (Uma).
#[rstest]
#[case::in_a_free_slot(at(9, 10), "Noa")]
#[case::in_the_last_slot(at(17, 50), "Noa")]
#[case::in_anothers_slot(at(9, 0), "Uma")]
#[case::in_anothers_first_half(at(9, 30), "Noa")]
#[case::in_anothers_second_half(at(9, 40), "Noa")]
#[case::after_a_double_visit(at(9, 50), "Uma")]
#[case::before_a_double_visit(at(9, 20), "Uma")]
fn a_visit_that_the_patient_does_not_have_cant_be_cancelled(
    #[values(by_slot, by_day)] desk: Opens,
    #[case] slot: Slot,
    #[case] patient: &str,
) {
    let mut desk = desk(&[single("Noa", at(9, 0)), double("Uma", at(9, 30))]);
    let what = format!(
        "INV-4: cancelling what {patient} has at {slot}, where 09:00 is Noa's and 09:30 to 09:50 is Uma's,"
    );
    refused(&mut *desk, &what, no_such_visit(slot), |desk| desk.cancel(slot, patient));
}

#[test]
fn a_call_for_one_date_after_another_is_about_its_own() {
    let mut slots = storage::<Option<Visit>>(&[]);
    let mut days = storage::<DoctorsDay>(&[]);
    for (date, visit) in
        [(tuesday(), double("Noa", at(9, 30))), (wednesday(), double("Kim", at(10, 0)))]
    {
        let what = format!("{visit:?} on {date}");
        let booked = by_slot::book(&mut slots, date, visit.clone()).map_err(No::from);
        accepted(booked, &format!("INV-1: by slot, {what}"));
        let booked = by_day::book(&mut days, date, visit).map_err(No::from);
        accepted(booked, &format!("INV-1: by day, {what}"));
    }
    let ida = Patient::new("Ida");
    let cancelled = by_slot::cancel(&mut slots, wednesday(), at(9, 10), &ida).map_err(No::from);
    accepted(cancelled, "INV-4: by slot, cancelling what Ida has on Wednesday");
    let cancelled = by_day::cancel(&mut days, wednesday(), at(9, 10), &ida).map_err(No::from);
    accepted(cancelled, "INV-4: by day, cancelling what Ida has on Wednesday");
    for desk in [&slots as &dyn Desk, &days] {
        assert_eq!(
            [desk.lines(tuesday()), desk.lines(wednesday())],
            [
                lines(&["09:30 Noa, first half", "09:40 Noa, second half"]),
                lines(&["10:00 Kim, first half", "10:10 Kim, second half"]),
            ],
            "INV-1, INV-4: Noa was booked on Tuesday, Kim on Wednesday, and Ida's visit on Wednesday was cancelled"
        );
    }
}

#[rstest]
#[case::by_slot(by_slot)]
#[case::by_day(by_day)]
fn what_was_cancelled_can_be_booked_and_cancelled_again(#[case] desk: Opens) {
    let mut desk = desk(&[]);
    accepted(desk.book(double("Noa", at(17, 40))), "a double visit at the end of the day");
    accepted(desk.cancel(at(17, 50), "Noa"), "cancelling it by its second half");
    expect_day(&*desk, &[], "INV-4: the only visit was cancelled, so the day is empty");
    refused(&mut *desk, "INV-4: cancelling it once more", no_such_visit(at(17, 50)), |desk| {
        desk.cancel(at(17, 50), "Noa")
    });
    accepted(
        desk.book(single("Kim", at(17, 50))),
        "a single visit where a second half was cancelled",
    );
    accepted(desk.book(double("Uma", at(17, 30))), "a double visit up to there");
    expect_day(
        &*desk,
        &["17:30 Uma, first half", "17:40 Uma, second half", "17:50 Kim, single"],
        "INV-1: a slot that has become free can be booked like any other",
    );
}

#[rstest]
#[case::by_slot(by_slot)]
#[case::by_day(by_day)]
fn when_the_first_save_cant_be_done_nothing_has_changed(#[case] desk: Opens) {
    for visit in [single("Noa", at(9, 10)), double("Noa", at(9, 10))] {
        let mut desk = desk(&[single("Kim", at(9, 0))]);
        desk.down(1..2);
        let what =
            format!("{visit:?} was booked while the storage couldn't be reached for one save");
        assert_eq!(desk.book(visit), unavailable(), "INV-3: {what}, and the error says so");
        expect_day(
            &*desk,
            &["09:00 Kim, single"],
            &format!("INV-3: {what}, so the day is as it was"),
        );
        assert_eq!(
            desk.saves(),
            1,
            "INV-6: {what}: no save is tried again, and none needs to be taken back"
        );
    }
    let mut desk = desk(&[double("Noa", at(9, 10))]);
    desk.down(1..2);
    let what =
        "Noa's double visit was cancelled while the storage couldn't be reached for one save";
    assert_eq!(
        desk.cancel(at(9, 10), "Noa"),
        unavailable(),
        "INV-3: {what}, and the error says so"
    );
    expect_day(
        &*desk,
        &["09:10 Noa, first half", "09:20 Noa, second half"],
        &format!("INV-3: {what}, so the day is as it was"),
    );
    assert_eq!(desk.saves(), 1, "INV-6: {what}: no save is tried again");
}

// ---- one aggregate a slot ----

/// Another desk is faster, before our first save.
#[rstest]
#[case::a_single_visit(single("Noa", at(9, 10)))]
#[case::a_double_visit(double("Noa", at(9, 10)))]
fn by_slot_who_loses_the_first_slot_leaves_it_to_the_winner(#[case] visit: Visit) {
    let mut desk = by_slot(&[]);
    desk.let_in(When::Before(1), Other::Books(single("Kim", at(9, 10))));
    assert_eq!(
        desk.book(visit),
        conflict(0, 1),
        "INV-3: Kim was booked at 09:10 before our first save, so that save was a conflict and the answer says so"
    );
    expect_day(
        &*desk,
        &["09:10 Kim, single"],
        "INV-4: our first save was a conflict, so nothing is ours to give back, and Kim keeps 09:10",
    );
    assert_eq!(desk.saves(), 1, "INV-6: the first save was a conflict, and no other save follows");
}

/// Each slot is loaded before the first save. Another desk is faster, right after one of these loads.
#[rstest]
#[case::after_the_only_load(single("Noa", at(9, 10)), 1)]
#[case::after_the_first_load(double("Noa", at(9, 10)), 1)]
#[case::after_the_second_load(double("Noa", at(9, 10)), 2)]
fn by_slot_who_comes_after_a_load_is_not_overwritten(#[case] visit: Visit, #[case] load: usize) {
    for slot in visit.slots() {
        let mut desk = by_slot(&[]);
        desk.let_in(When::Loaded(load), Other::Books(single("Kim", slot)));
        let answer = desk.book(visit.clone());
        let what = format!("Kim was booked at {slot} right after load {load} of booking {visit:?}");
        let kim = format!("{slot} Kim, single");
        expect_day(
            &*desk,
            &[&kim],
            &format!("INV-1, INV-2: {what}, so she stays, and nothing is left of Noa's visit"),
        );
        assert!(
            [taken(slot), conflict(0, 1)].contains(&answer),
            "INV-3: {what}. Found by a later load she is SlotTaken, and by a save a conflict. Found: {answer:?}"
        );
    }
}

#[rstest]
#[case::to_another_patient(single("Kim", at(9, 20)), &["09:20 Kim, single"])]
#[case::to_a_double_visit(double("Kim", at(9, 20)), &["09:20 Kim, first half", "09:30 Kim, second half"])]
#[case::to_the_same_patient(single("Noa", at(9, 20)), &["09:20 Noa, single"])]
fn by_slot_half_a_visit_is_given_back_when_the_other_half_was_lost(
    #[case] other: Visit,
    #[case] stay: &[&str],
) {
    for when in [When::Before(2), When::After(1)] {
        let mut desk = by_slot(&[]);
        desk.let_in(when, Other::Books(other.clone()));
        let answer = desk.book(double("Noa", at(9, 10)));
        expect_day(
            &*desk,
            stay,
            "INV-2: Noa's double visit lost 09:20 between its two saves, so its first half, 09:10, is given back",
        );
        assert_eq!(
            answer,
            conflict(0, 1),
            "INV-3: 09:20 was found free at version 0 and saved on it, which is a conflict: after 09:10 was given back that is the answer"
        );
        assert_eq!(
            desk.saves(),
            3,
            "INV-6: three saves: the first half, the second, and giving back the first"
        );
    }
}

/// By the time of our save somebody has come and gone: the slot is free, and its version is another.
#[test]
fn by_slot_half_a_visit_is_given_back_when_the_other_half_was_booked_and_freed() {
    for when in [When::Before(2), When::After(1)] {
        let mut desk = by_slot(&[]);
        desk.let_in(when, Other::Books(single("Kim", at(9, 20))));
        desk.let_in(when, Other::Frees(at(9, 20)));
        let answer = desk.book(double("Noa", at(9, 10)));
        expect_day(
            &*desk,
            &[],
            "INV-2: 09:20 is saved on the version at which it was found free, which is a conflict by now, so Noa's first half, 09:10, is given back",
        );
        assert_eq!(
            answer,
            conflict(0, 2),
            "INV-6: a save that was a conflict is the answer, it isn't tried again"
        );
        assert_eq!(
            desk.saves(),
            3,
            "INV-6: three saves: the first half, the second, and giving back the first"
        );
    }
}

#[test]
fn by_slot_half_a_visit_is_given_back_when_the_other_half_could_not_be_saved() {
    let mut desk = by_slot(&[double("Kim", at(9, 30))]);
    desk.down(2..3);
    let answer = desk.book(double("Noa", at(9, 10)));
    expect_day(
        &*desk,
        &["09:30 Kim, first half", "09:40 Kim, second half"],
        "INV-2: Noa's second half, 09:20, couldn't be saved, so her first half, 09:10, is given back",
    );
    assert_eq!(
        answer,
        unavailable(),
        "INV-3: after 09:10 was given back the answer is what the second save said"
    );
    assert_eq!(
        desk.saves(),
        3,
        "INV-6: three saves: the first half, the second, and giving back the first"
    );
}

/// The version is worth something only if the slot was used before: here they are at 2 and at 4.
#[test]
fn by_slot_half_a_visit_is_given_back_in_slots_that_were_used_before() {
    let mut desk = by_slot(&[single("Kim", at(9, 10)), single("Kim", at(9, 20))]);
    for slot in [at(9, 10), at(9, 20)] {
        accepted(desk.cancel(slot, "Kim"), "cancelling a single visit");
    }
    accepted(desk.book(single("Uma", at(9, 20))), "a single visit in a free slot");
    accepted(desk.cancel(at(9, 20), "Uma"), "cancelling it");
    desk.let_in(When::Before(2), Other::Books(single("Kim", at(9, 20))));
    let answer = desk.book(double("Noa", at(9, 10)));
    expect_day(
        &*desk,
        &["09:20 Kim, single"],
        "INV-2: Noa's double visit lost 09:20 between its two saves, so its first half, 09:10, is given back",
    );
    assert_eq!(
        answer,
        conflict(4, 5),
        "INV-3: the answer is the conflict of the second save, with its two versions"
    );
}

/// Before the second save another desk cancels the half that is booked so far, and `others` are booked.
#[rstest]
#[case::nobody_has_it(&[single("Kim", at(9, 20))], &["09:20 Kim, single"])]
#[case::another_patient_has_it(
    &[single("Uma", at(9, 10)), single("Kim", at(9, 20))],
    &["09:10 Uma, single", "09:20 Kim, single"]
)]
#[case::the_same_patient_has_it(
    &[single("Noa", at(9, 10)), single("Kim", at(9, 20))],
    &["09:10 Noa, single", "09:20 Kim, single"]
)]
#[case::an_equal_visit_has_it(
    &[double("Noa", at(9, 10))],
    &["09:10 Noa, first half", "09:20 Noa, second half"]
)]
fn by_slot_what_is_no_longer_this_visits_is_not_given_back(
    #[case] others: &[Visit],
    #[case] stay: &[&str],
) {
    for when in [When::Before(2), When::After(1)] {
        let mut desk = by_slot(&[]);
        desk.let_in(when, Other::Frees(at(9, 10)));
        for other in others {
            desk.let_in(when, Other::Books(other.clone()));
        }
        let answer = desk.book(double("Noa", at(9, 10)));
        expect_day(
            &*desk,
            stay,
            "INV-4: between our two saves others have cancelled our first half, 09:10, and booked what stands here: none of it is ours to free",
        );
        assert_eq!(
            answer,
            conflict(0, 1),
            "INV-3: 09:10 was no longer ours when we came to give it back, so nothing of ours is held, and the answer is the conflict of the second save"
        );
    }
}

/// The first half is lost only between the failed save and the one that would give it back.
#[rstest]
#[case::to_another_patient(single("Uma", at(9, 10)), &["09:10 Uma, single"])]
#[case::to_an_equal_visit(double("Noa", at(9, 10)), &["09:10 Noa, first half", "09:20 Noa, second half"])]
fn by_slot_a_half_that_is_lost_before_it_is_given_back_is_not_given_back(
    #[case] other: Visit,
    #[case] stay: &[&str],
    #[values(When::After(2), When::Before(3))] when: When,
) {
    let mut desk = by_slot(&[]);
    desk.down(2..3);
    desk.let_in(when, Other::Frees(at(9, 10)));
    desk.let_in(when, Other::Books(other.clone()));
    let answer = desk.book(double("Noa", at(9, 10)));
    expect_day(
        &*desk,
        stay,
        &format!(
            "INV-4: right before we came to give 09:10 back it was cancelled, and {other:?} was booked, which stays"
        ),
    );
    assert_eq!(
        answer,
        unavailable(),
        "INV-3: 09:10 was no longer ours when we came to give it back, so nothing of ours is held, and the answer is what the second save said"
    );
}

#[rstest]
#[case::after_a_conflict(3..99, Some(Other::Books(single("Kim", at(9, 20)))), &["09:10 Noa, first half", "09:20 Kim, single"])]
#[case::when_the_second_half_could_not_be_saved_either(2..99, None, &["09:10 Noa, first half"])]
fn by_slot_a_half_that_cant_be_given_back_is_named(
    #[case] down: Range<usize>,
    #[case] other: Option<Other>,
    #[case] held: &[&str],
) {
    let mut desk = by_slot(&[]);
    desk.down(down);
    if let Some(other) = other {
        desk.let_in(When::Before(2), other);
    }
    assert_eq!(
        desk.book(double("Noa", at(9, 10))),
        Err(No::StillHeld { slot: at(9, 10) }),
        "INV-5: the second save went wrong, and the save that gives 09:10 back couldn't be done: the answer says that 09:10 is still held"
    );
    expect_day(
        &*desk,
        held,
        "INV-5: the storage couldn't be reached, so 09:10 is still held, as the answer says",
    );
    assert_eq!(desk.saves(), 3, "INV-6: no save is tried again, not even the one that gives back");

    desk.down(0..0);
    accepted(
        desk.cancel(at(9, 10), "Noa"),
        "cancelling the slot that StillHeld has named, when the storage is back,",
    );
    let lines: Vec<&str> = held.iter().copied().filter(|line| !line.contains("Noa")).collect();
    expect_day(
        &*desk,
        &lines,
        "INV-4: the half that was still held is cancelled, and nothing else",
    );
}

#[test]
fn by_slot_a_cancellation_that_stops_midway_names_the_half_that_is_left() {
    let mut desk = by_slot(&[double("Noa", at(9, 10))]);
    desk.down(2..99);
    assert_eq!(
        desk.cancel(at(9, 20), "Noa"),
        Err(No::StillHeld { slot: at(9, 20) }),
        "INV-5: 09:10 is free and 09:20 couldn't be saved as free: the answer says that 09:20 is still held"
    );
    expect_day(
        &*desk,
        &["09:20 Noa, second half"],
        "INV-5: what is still held is what the answer says",
    );
    desk.down(0..0);
    accepted(
        desk.cancel(at(9, 20), "Noa"),
        "cancelling the slot that StillHeld has named, when the storage is back,",
    );
    expect_day(&*desk, &[], "INV-4: both halves are free");
}

#[rstest]
#[case::and_nobody_has_it(None, &[])]
#[case::and_another_patient_has_it(Some(single("Kim", at(9, 20))), &["09:20 Kim, single"])]
#[case::and_the_same_patient_has_it(Some(single("Noa", at(9, 20))), &["09:20 Noa, single"])]
fn by_slot_a_cancellation_leaves_a_half_that_is_free_already(
    #[case] other: Option<Visit>,
    #[case] stay: &[&str],
    #[values(When::After(1), When::Before(2))] when: When,
) {
    let mut desk = by_slot(&[double("Noa", at(9, 10))]);
    desk.let_in(when, Other::Frees(at(9, 20)));
    if let Some(other) = other {
        desk.let_in(when, Other::Books(other));
    }
    accepted(
        desk.cancel(at(9, 10), "Noa"),
        "cancelling both halves, of which another desk has freed one,",
    );
    expect_day(
        &*desk,
        stay,
        "INV-4: Noa's double visit is cancelled, and what is no longer hers is left alone",
    );
}

/// Right before the second save another desk cancels the half that is left, and books an equal visit.
#[test]
fn by_slot_a_cancellation_does_not_try_a_save_again() {
    let mut desk = by_slot(&[double("Noa", at(9, 10))]);
    desk.let_in(When::Before(2), Other::Frees(at(9, 20)));
    desk.let_in(When::Before(2), Other::Books(double("Noa", at(9, 10))));
    accepted(
        desk.cancel(at(9, 10), "Noa"),
        "cancelling both halves, of which another desk has freed one,",
    );
    expect_day(
        &*desk,
        &["09:10 Noa, first half", "09:20 Noa, second half"],
        "INV-4: the visit that was cancelled is gone, and the equal one that was booked meanwhile stays",
    );
    assert_eq!(desk.saves(), 2, "INV-6: the second save was a conflict, and isn't tried again");
}

#[test]
fn by_slot_a_cancellation_that_loses_its_first_save_says_so() {
    let mut desk = by_slot(&[double("Noa", at(9, 10))]);
    for slot in [at(9, 10), at(9, 20)] {
        desk.let_in(When::Before(1), Other::Frees(slot));
    }
    assert_eq!(
        desk.cancel(at(9, 10), "Noa"),
        conflict(1, 2),
        "INV-3: another desk cancelled the visit before our first save, so that save was a conflict and the answer says so"
    );
    expect_day(&*desk, &[], "INV-4: another desk cancelled the visit, and nothing else was there");
    assert_eq!(desk.saves(), 1, "INV-6: the first save was a conflict, and no other save follows");
}

// ---- one aggregate a day ----

#[test]
fn doctors_day_books_at_every_time() {
    for slot in Slot::all() {
        let mut day = DoctorsDay::default();
        assert_eq!(
            day.book(single("Noa", slot)),
            Ok(()),
            "INV-1: {slot} is free, so it can be booked"
        );
        assert_eq!(
            in_day(&day),
            [(slot, single("Noa", slot))],
            "INV-1: a single visit at {slot} holds that slot only"
        );
        let Ok(visit) = Visit::double(Patient::new("Uma"), slot) else { continue };
        let mut day = DoctorsDay::default();
        assert_eq!(
            day.book(visit.clone()),
            Ok(()),
            "INV-2: {slot} and the next are free, so they can be booked"
        );
        let both: Vec<(Slot, Visit)> = visit.slots().map(|slot| (slot, visit.clone())).collect();
        assert_eq!(
            in_day(&day),
            both,
            "INV-2: a double visit at {slot} stands in both of its slots"
        );
    }
}

#[test]
fn doctors_day_can_be_full_to_the_last_slot() {
    let mut day = DoctorsDay::default();
    for slot in Slot::all() {
        assert_eq!(
            day.book(single("Noa", slot)),
            Ok(()),
            "INV-1: {slot} is free, with a single visit in each slot before it, so it can be booked"
        );
    }
    let all: Vec<(Slot, Visit)> = Slot::all().map(|slot| (slot, single("Noa", slot))).collect();
    assert_eq!(in_day(&day), all, "INV-1: each of the 60 slots of the day holds its visit");
}

/// Booked are 09:00 (Noa) and 09:30–09:50 (Uma).
#[rstest]
#[case::a_single_visit(single("Kim", at(9, 40)), at(9, 40))]
#[case::the_first_half(double("Kim", at(9, 0)), at(9, 0))]
#[case::the_second_half(double("Kim", at(8, 50)), at(9, 0))]
#[case::the_second_half_in_a_double(double("Kim", at(9, 20)), at(9, 30))]
#[case::both_halves(double("Kim", at(9, 30)), at(9, 30))]
fn doctors_day_refuses_a_booking_and_is_as_it_was(#[case] visit: Visit, #[case] slot: Slot) {
    let mut day = day_of(&[single("Noa", at(9, 0)), double("Uma", at(9, 30))]);
    let before = day.clone();
    let what = format!("{visit:?} beside 09:00 (Noa) and 09:30 to 09:50 (Uma)");
    assert_eq!(
        day.book(visit),
        Err(Refusal::SlotTaken { slot }),
        "INV-1: DoctorsDay::book refuses {what}, and names the earliest slot that is taken"
    );
    same_day(&day, &before, &format!("INV-3: DoctorsDay::book has refused {what}"));
}

#[rstest]
#[case::in_a_free_slot(at(9, 10), "Noa")]
#[case::in_anothers_slot(at(9, 0), "Uma")]
#[case::in_anothers_second_half(at(9, 40), "Noa")]
fn doctors_day_refuses_a_cancellation_and_is_as_it_was(#[case] slot: Slot, #[case] patient: &str) {
    let mut day = day_of(&[single("Noa", at(9, 0)), double("Uma", at(9, 30))]);
    let before = day.clone();
    assert_eq!(
        day.cancel(slot, &Patient::new(patient)),
        Err(Refusal::NoSuchVisit { slot }),
        "INV-4: {patient} has no visit at {slot}, so DoctorsDay::cancel refuses"
    );
    same_day(&day, &before, &format!("INV-3: DoctorsDay::cancel has refused {patient} at {slot}"));
}

#[track_caller]
fn day_of(visits: &[Visit]) -> DoctorsDay {
    let mut day = DoctorsDay::default();
    for visit in visits {
        let answer = day.book(visit.clone());
        assert_eq!(
            answer,
            Ok(()),
            "INV-1: {visit:?} needs free slots only, so DoctorsDay::book accepts it"
        );
    }
    day
}

/// The day has the same visits as before, and it is equal to what it was.
#[track_caller]
fn same_day(day: &DoctorsDay, before: &DoctorsDay, what: &str) {
    let [found, expected] = [day, before].map(|day| Lines(in_day(day).iter().map(line).collect()));
    assert_eq!(found, expected, "{what}, so the day is as it was");
    assert!(day == before, "{what}, so the day is equal to what it was");
}

#[test]
fn by_day_a_call_is_one_load_and_one_save() {
    let mut desk = by_day(&[single("Kim", at(9, 0))]);
    accepted(desk.book(double("Noa", at(9, 10))), "a double visit in free slots");
    accepted(desk.cancel(at(9, 10), "Noa"), "cancelling it");
    assert_eq!(desk.book(single("Noa", at(9, 0))), taken(at(9, 0)), "INV-1: 09:00 is Kim's");
    assert_eq!(desk.cancel(at(9, 0), "Noa"), no_such_visit(at(9, 0)), "INV-4: 09:00 is Kim's");
    assert_eq!(
        desk.calls(),
        lines(&[
            "load: version 1",
            "save on 1: now version 2",
            "load: version 2",
            "save on 2: now version 3",
            "load: version 3",
            "load: version 3",
        ]),
        "INV-6: a booking and a cancellation are one load and one save each, and two refusals are a load each"
    );
}

/// Noa's 08:00–08:20 is there. Another desk books Kim between our load and our save.
#[rstest]
#[case::a_booking_that_has_lost_its_second_slot(|desk: &mut dyn Desk| desk.book(double("Noa", at(9, 10))))]
#[case::a_single_visit_that_has_lost_its_slot(|desk: &mut dyn Desk| desk.book(single("Noa", at(9, 20))))]
#[case::a_cancellation(|desk: &mut dyn Desk| desk.cancel(at(8, 10), "Noa"))]
fn by_day_a_conflict_is_handed_on_and_nothing_has_changed(
    #[case] call: fn(&mut dyn Desk) -> Answer,
) {
    let mut desk = by_day(&[double("Noa", at(8, 0))]);
    desk.let_in(When::Before(1), Other::Books(single("Kim", at(9, 20))));
    assert_eq!(
        call(&mut *desk),
        conflict(1, 2),
        "INV-6: another desk saved the day between our load and our save: that conflict is the answer"
    );
    expect_day(
        &*desk,
        &["08:00 Noa, first half", "08:10 Noa, second half", "09:20 Kim, single"],
        "INV-3: our save was a conflict, so the day is as the other desk has left it",
    );
    assert_eq!(
        desk.calls(),
        lines(&["load: version 1", "save on 1: conflict, it is at 2"]),
        "INV-6: one load and one save, on the version that was loaded, and no other try"
    );
}

/// The same races that leave half a visit with one aggregate a slot.
#[rstest]
#[case::when_nobody_interferes(None)]
#[case::when_the_second_half_is_lost(Some(single("Kim", at(9, 20))))]
#[case::when_the_second_half_is_lost_to_a_double(Some(double("Kim", at(9, 20))))]
#[case::when_the_first_half_is_lost_to_a_double(Some(double("Kim", at(9, 0))))]
#[case::when_somebody_is_booked_elsewhere(Some(double("Kim", at(15, 0))))]
fn by_day_no_reader_ever_sees_half_a_double_visit(#[case] other: Option<Visit>) {
    let mut desk = by_day(&[]);
    if let Some(other) = other {
        desk.let_in(When::Before(1), Other::Books(other));
    }
    let answers = [
        desk.book(double("Noa", at(9, 10))),
        desk.book(double("Noa", at(9, 10))),
        desk.cancel(at(9, 20), "Noa"),
        desk.book(single("Noa", at(9, 10))),
    ];
    for (seen, n) in desk.seen().iter().zip(1..) {
        assert_eq!(
            Lines(halves(seen)),
            lines(&[]),
            "INV-2: Noa asked for 09:10 to 09:30 twice, cancelled at 09:20 and asked for 09:10 ({answers:?}): what was stored by save {n} of the day is half a visit"
        );
    }
}

// ---- what the boundary gives, and what it costs ----

/// The compensation mends the day. It can't make anybody unsee what was there before.
#[rstest]
#[case::that_will_be_whole(None, &["09:10 Noa, first half", "09:20 Noa, second half"])]
#[case::that_will_be_given_back(Some(single("Kim", at(9, 20))), &["09:20 Kim, single"])]
fn with_one_aggregate_a_slot_a_reader_can_see_half_a_double(
    #[case] other: Option<Visit>,
    #[case] in_the_end: &[&str],
) {
    let mut desk = by_slot(&[]);
    if let Some(other) = other {
        desk.let_in(When::Before(2), Other::Books(other));
    }
    let answer = desk.book(double("Noa", at(9, 10)));
    let seen = desk.seen().iter().any(|day| halves(day) == ["09:10 Noa, first half"]);
    assert!(
        seen,
        "INV-2: with one aggregate a slot the earlier half is saved first, so between the saves a reader sees it alone (the answer was {answer:?})"
    );
    expect_day(
        &*desk,
        in_the_end,
        "INV-2: when the call has returned, the visit is whole, or nothing is left of it",
    );
}

#[test]
fn with_one_aggregate_a_slot_a_booking_elsewhere_in_the_day_is_no_conflict() {
    let mut desk = by_slot(&[]);
    for (save, hour) in [(1, 8), (2, 15)] {
        desk.let_in(When::Before(save), Other::Books(single("Kim", at(hour, 0))));
    }
    accepted(
        desk.book(double("Noa", at(9, 10))),
        "INV-1: a double visit while Kim is booked at 08:00 and 15:00",
    );
    expect_day(
        &*desk,
        &[
            "08:00 Kim, single",
            "09:10 Noa, first half",
            "09:20 Noa, second half",
            "15:00 Kim, single",
        ],
        "INV-2: other slots are other aggregates, so nobody was in anybody's way",
    );
}

#[test]
fn with_one_aggregate_a_day_a_booking_elsewhere_in_the_day_is_a_conflict() {
    let mut desk = by_day(&[]);
    desk.let_in(When::Before(1), Other::Books(single("Kim", at(15, 0))));
    assert_eq!(
        desk.book(double("Noa", at(9, 10))),
        conflict(0, 1),
        "INV-6: Kim was booked at 15:00, in the same aggregate, so Noa's save is a conflict: it goes to the caller"
    );
    expect_day(
        &*desk,
        &["15:00 Kim, single"],
        "INV-3: Noa's save was a conflict, so only Kim is there",
    );
    accepted(desk.book(double("Noa", at(9, 10))), "Noa's double visit, decided again");
    expect_day(
        &*desk,
        &["09:10 Noa, first half", "09:20 Noa, second half", "15:00 Kim, single"],
        "INV-2: decided again on the day as it is now, the visit is booked",
    );
}

// ---- the given parts ----

#[test]
fn a_double_visit_cant_begin_in_the_last_slot() {
    assert_eq!(
        Visit::double(Patient::new("Noa"), at(17, 50)),
        Err(PastTheEnd),
        "INV-2: there is no slot after the last one, so there is no double visit that begins there"
    );
}
