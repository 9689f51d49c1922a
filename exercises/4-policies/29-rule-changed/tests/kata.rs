//! The promises of kata 29. Every message says which rule broke, what was done and what was expected.
//!
//! In each comparison what was found stands first and what was expected second.

use std::fmt::Debug;

use jiff::civil::{Date, date};
use rstest::rstest;
use rule_changed::{
    Breach, Fault, Impossible, Length, Month, MonthError, PatientMonth, Report, Row, RowV1, RowV2,
    Slot, UnreadableRow, Visit, VisitV1, VisitV2, breaches, upcast,
};

use Length::{Double, Single};

const LIND: &str = "Dr Lind";
const BERG: &str = "Dr Berg";

/// The day of March 2026. Its last day is the 31st.
fn march(day: i8) -> Date {
    date(2026, 3, day)
}

#[track_caller]
fn slot(number: u8) -> Slot {
    Slot::new(number).expect("the tests ask for slots that exist")
}

#[track_caller]
fn visit(date: Date, number: u8, length: Length, doctor: &str) -> Visit {
    Visit::new(date, slot(number), length, doctor).expect("the tests book visits that end in time")
}

/// Visits of March that take this many slots, from 5 on. Neither the days nor the doctors are in any order.
fn visits(slots: usize) -> Vec<Visit> {
    let first = [
        visit(march(17), 6, Double, BERG),
        visit(march(5), 15, Single, LIND),
        visit(march(24), 36, Double, LIND),
    ];
    let singles =
        [(12, 59), (3, 0), (26, 6), (10, 15), (19, 37), (4, 48), (31, 1), (11, 22), (20, 8)];
    let singles = singles.map(|(day, number)| visit(march(day), number, Single, BERG));
    first.into_iter().chain(singles.into_iter().take(slots - 5)).collect()
}

/// Visits of March that take this many slots, from 5 on. Three of them are on the 5th, the latest first, and
/// one is on the 10th at a time of the 5th.
fn crowded(slots: usize) -> Vec<Visit> {
    let first = [
        visit(march(5), 20, Single, LIND),
        visit(march(5), 15, Single, BERG),
        visit(march(5), 16, Double, LIND),
        visit(march(10), 15, Single, BERG),
    ];
    let singles = [19, 12, 26, 13, 20, 3, 27].map(|day| visit(march(day), 6, Single, LIND));
    first.into_iter().chain(singles.into_iter().take(slots - 5)).collect()
}

/// Row 407: Uma's March, with `crowded` visits.
fn stored_crowded(slots: usize) -> RowV2 {
    row_v2(407, "Uma", march(1), crowded(slots).iter().map(stored_visit).collect())
}

fn stored_visit(visit: &Visit) -> VisitV2 {
    VisitV2 {
        date: visit.date(),
        slot: visit.slot().number(),
        length: visit.length(),
        doctor: visit.doctor().to_owned(),
    }
}

fn v2(date: Date, slot: u8, length: Length, doctor: &str) -> VisitV2 {
    VisitV2 { date, slot, length, doctor: doctor.to_owned() }
}

fn row_v2(number: u64, patient: &str, in_month: Date, visits: Vec<VisitV2>) -> RowV2 {
    RowV2 { number, patient: patient.to_owned(), month: Month::of(in_month), visits }
}

fn row_v1(number: u64, patient: &str, in_month: Date, visits: &[(i8, u8, u8)]) -> RowV1 {
    let visits =
        visits.iter().map(|&(day, slot, minutes)| VisitV1 { day, slot, minutes }).collect();
    RowV1 { number, patient: patient.to_owned(), month: Month::of(in_month), visits }
}

/// Row 407: Uma's March, with this many slots taken.
fn stored(slots: usize) -> RowV2 {
    row_v2(407, "Uma", march(1), visits(slots).iter().map(stored_visit).collect())
}

/// A month of `slots` slots: a single visit at 09:00 on each of its first days.
fn over(number: u64, patient: &str, in_month: Date, slots: i8) -> Row {
    let on = |day| date(in_month.year(), in_month.month(), day);
    let visits = (1..=slots).map(|day| v2(on(day), 6, Single, LIND));
    Row::V2(row_v2(number, patient, in_month, visits.collect()))
}

/// The row in a few words.
fn told(row: &Row) -> String {
    match row {
        Row::V1(RowV1 { number, patient, month, visits }) => {
            format!("row {number} of v1, {patient}'s {month} with {} visits", visits.len())
        }
        Row::V2(RowV2 { number, patient, month, visits }) => {
            format!("row {number} of v2, {patient}'s {month} with {} visits", visits.len())
        }
        Row::Unknown { number, version } => format!("row {number} of version {version}"),
    }
}

#[track_caller]
fn rehydrated(row: Row) -> PatientMonth {
    match PatientMonth::rehydrate(&row) {
        Ok(month) => month,
        Err(why) => panic!(
            "INV-3: a row that can be true is read, however many slots it takes. Reading {}. \
             Found: {why:?}",
            told(&row)
        ),
    }
}

/// Uma's March as it is read from the storage, with this many slots taken.
#[track_caller]
fn march_of(slots: usize) -> PatientMonth {
    rehydrated(Row::V2(stored(slots)))
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
fn view(month: &PatientMonth) -> Vec<String> {
    let over_by = month.over_by().map_or("no".to_owned(), |slots| format!("by {slots}"));
    let mut lines = vec![
        format!("{}, {}", month.patient(), month.month()),
        format!("{} slots, over: {over_by}", month.slots()),
    ];
    lines.extend(month.visits().iter().zip(1..).map(|(visit, n)| format!("visit {n}: {visit}")));
    lines
}

/// The lines that only one of two views has: `-` for the first, `+` for the second.
fn changes(first: &[String], second: &[String]) -> String {
    let lost = first.iter().filter(|line| !second.contains(line)).map(|line| format!("\n- {line}"));
    let new = second.iter().filter(|line| !first.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// The visits are these, in this order.
#[track_caller]
fn has(month: &PatientMonth, expected: &[Visit], rule: &str) {
    let lines = |visits: &[Visit]| -> Vec<String> {
        visits.iter().zip(1..).map(|(visit, n)| format!("visit {n}: {visit}")).collect()
    };
    let changes = changes(&lines(expected), &lines(month.visits()));
    assert!(
        changes.is_empty(),
        "{rule}. The visits differ (- as it should be, + as it is):{changes}"
    );
}

#[track_caller]
fn accepted<T: Debug>(outcome: Result<T, MonthError>, what: &str) -> T {
    match outcome {
        Ok(answer) => answer,
        Err(why) => panic!("{what} is accepted. Found: Err({why:?})"),
    }
}

/// `call` is refused with `why`, as `rule` demands, and the month looks as it did before.
#[track_caller]
fn refused<T: Debug>(
    month: &mut PatientMonth,
    rule: &str,
    why: MonthError,
    call: impl FnOnce(&mut PatientMonth) -> Result<T, MonthError>,
) {
    let before = view(month);
    let outcome = call(month).map(|answer| format!("{answer:?}"));
    let changes = changes(&before, &view(month));
    assert_eq!(outcome, Err(why), "{rule} is refused, and the error says why");
    assert!(
        changes.is_empty(),
        "INV-4: a refused call changes nothing. This was refused: {rule}. It changed:{changes}"
    );
}

fn over_maximum(slots: u32, after: u32) -> MonthError {
    MonthError::OverMaximum { slots, after, maximum: 10 }
}

fn overlap(date: Date) -> MonthError {
    MonthError::Impossible(Impossible::Overlap { date })
}

fn other_month(date: Date) -> MonthError {
    MonthError::Impossible(Impossible::OtherMonth { month: Month::of(march(1)), date })
}

// ---- a new month: what it always was, with the maximum of now ----

#[track_caller]
fn new_march(visits: &[Visit]) -> PatientMonth {
    let mut month = PatientMonth::new("Uma", Month::of(march(1)));
    for visit in visits {
        let what = format!(
            "INV-1 and INV-2 aren't in the way: booking {visit} with {} of 10 slots taken",
            month.slots()
        );
        accepted(month.book(visit.clone()), &what);
    }
    month
}

#[test]
fn a_new_month_takes_visits_up_to_the_maximum() {
    let month = new_march(&visits(10));
    has(
        &month,
        &visits(10),
        "INV-2: 10 slots are within the maximum, and each booked visit stands last, as it was given",
    );
}

#[rstest]
#[case::a_single_to_ten(9, Single)]
#[case::a_double_to_ten(8, Double)]
#[case::a_double_to_nine(7, Double)]
fn a_new_month_can_be_full_to_the_last_slot(#[case] taken: usize, #[case] length: Length) {
    let mut month = new_march(&visits(taken));
    let what = format!("INV-2: booking a {length:?} with {taken} of 10 slots taken");
    accepted(month.book(visit(march(30), 6, length, LIND)), &what);
}

#[rstest]
#[case::a_single_when_full(10, Single, 11)]
#[case::a_double_when_full(10, Double, 12)]
#[case::a_double_with_one_slot_left(9, Double, 11)]
fn a_new_month_refuses_a_slot_too_many(
    #[case] taken: u32,
    #[case] length: Length,
    #[case] after: u32,
) {
    refused(
        &mut new_march(&visits(taken as usize)),
        &format!("INV-2: booking a {length:?} with {taken} of 10 slots taken"),
        over_maximum(taken, after),
        |month| month.book(visit(march(30), 6, length, LIND)),
    );
}

#[rstest]
#[case::the_day_before(date(2026, 2, 28))]
#[case::the_day_after(date(2026, 4, 1))]
#[case::another_year(date(2025, 3, 17))]
fn a_new_month_refuses_a_visit_of_another(#[case] on: Date) {
    for taken in [7, 10] {
        refused(
            &mut new_march(&visits(taken)),
            &format!("INV-1: booking a visit on {on} in 2026-03, with {taken} of 10 slots taken,"),
            other_month(on),
            |month| month.book(visit(on, 6, Single, LIND)),
        );
    }
}

/// On the 17th, 09:00 and 09:10 are taken by a double, on the 5th 10:30 by a single.
#[rstest]
#[case::the_same_single(5, 15, Single, LIND)]
#[case::with_another_doctor(5, 15, Single, BERG)]
#[case::the_second_half_on_a_single(5, 14, Double, BERG)]
#[case::the_first_half_on_a_single(5, 15, Double, BERG)]
#[case::on_the_first_half(17, 6, Single, LIND)]
#[case::on_the_second_half(17, 7, Single, LIND)]
#[case::half_on_the_first_half(17, 5, Double, LIND)]
#[case::half_on_the_second_half(17, 7, Double, LIND)]
fn a_new_month_refuses_two_visits_at_one_time(
    #[case] day: i8,
    #[case] number: u8,
    #[case] length: Length,
    #[case] doctor: &str,
) {
    for taken in [7, 10] {
        let new = visit(march(day), number, length, doctor);
        refused(
            &mut new_march(&visits(taken)),
            &format!("INV-1: booking {new}, when she has a visit, with {taken} of 10 slots taken,"),
            overlap(march(day)),
            |month| month.book(new),
        );
    }
}

#[rstest]
#[case::right_before_a_double(17, 5, Single)]
#[case::right_after_a_double(17, 8, Single)]
#[case::a_double_right_before_a_double(17, 4, Double)]
#[case::a_double_right_before_a_single(5, 13, Double)]
#[case::the_same_time_another_day(18, 6, Double)]
fn a_new_month_takes_visits_side_by_side(
    #[case] day: i8,
    #[case] number: u8,
    #[case] length: Length,
) {
    let new = visit(march(day), number, length, BERG);
    accepted(
        new_march(&visits(7)).book(new.clone()),
        &format!("INV-1: no slot is taken twice, so booking {new}"),
    );
}

#[test]
fn a_new_month_is_over_by_nothing_even_when_it_is_full() {
    assert_eq!(new_march(&[]).over_by(), None, "INV-3: a month without visits isn't over by any");
    for taken in [9, 10] {
        let month = new_march(&visits(taken));
        assert_eq!(
            month.over_by(),
            None,
            "INV-3: with {taken} of 10 slots taken, none is too many"
        );
    }
}

// ---- a stored row: whatever was right when it was stored ----

#[rstest]
#[case::well_below(7, None)]
#[case::full(10, None)]
#[case::over_by_one(11, Some(1))]
#[case::full_by_the_old_rule(12, Some(2))]
#[case::over_by_the_old_rule_too(14, Some(4))]
fn a_stored_row_is_read_whole(#[case] taken: usize, #[case] over_by: Option<u32>) {
    let row = stored(taken);
    let month = rehydrated(Row::V2(row.clone()));
    assert_eq!(month.patient(), "Uma", "INV-3: the month is that of the row's patient");
    assert_eq!(month.month(), Month::of(march(1)), "INV-3: the month is the row's month");
    has(&month, &visits(taken), &format!("INV-3: row 407 with {taken} slots was read"));
    assert_eq!(month.slots(), taken as u32, "INV-3: row 407 has {taken} slots, and all count");
    assert_eq!(
        month.over_by(),
        over_by,
        "INV-3: row 407 has {taken} slots, and the maximum of now is 10"
    );
    assert_eq!(
        RowV2::of(407, &month),
        row,
        "INV-3: row 407 with {taken} slots was read and stored again, and nothing may be lost"
    );
}

#[test]
fn a_stored_row_may_be_empty() {
    let row = row_v2(18, "Finn", date(2026, 5, 1), vec![]);
    let month = rehydrated(Row::V2(row));
    assert_eq!(
        view(&month),
        ["Finn, 2026-05", "0 slots, over: no"],
        "INV-3: row 18 has no visits, and says so about Finn's May"
    );
}

#[test]
fn a_stored_row_has_visits_side_by_side_and_up_to_the_last_slot() {
    let row = row_v2(
        18,
        "Finn",
        march(1),
        vec![
            v2(march(31), 58, Double, LIND),
            v2(march(31), 57, Single, BERG),
            v2(march(1), 59, Single, LIND),
            v2(march(1), 57, Double, LIND),
            v2(march(2), 59, Single, LIND),
            v2(march(2), 0, Single, LIND),
        ],
    );
    let month = rehydrated(Row::V2(row.clone()));
    assert_eq!(
        RowV2::of(18, &month),
        row,
        "INV-3: no slot is taken twice and none ends after the day, so row 18 is read as it is"
    );
}

/// Two good visits, before and after which a wrong one stands.
const GOOD: [(i8, u8); 2] = [(24, 30), (9, 12)];

/// The row is refused with this fault, wherever among good visits the wrong one stands.
#[track_caller]
fn unreadable(wrong: &VisitV2, fault: &Fault) {
    let good = GOOD.map(|(day, slot)| v2(march(day), slot, Double, LIND));
    for place in 0..=GOOD.len() {
        let mut visits = good.to_vec();
        visits.insert(place, wrong.clone());
        let row = Row::V2(row_v2(92, "Uma", march(1), visits));
        assert_eq!(
            PatientMonth::rehydrate(&row),
            Err(UnreadableRow { row: 92, fault: fault.clone() }),
            "INV-1: a row that can't be true is unreadable, whole, and the error names row and fault. \
             Reading row 92, whose visit {} of 3 is {wrong:?}",
            place + 1
        );
    }
}

#[rstest]
#[case::the_day_before(date(2026, 2, 28))]
#[case::the_day_after(date(2026, 4, 1))]
#[case::another_year(date(2027, 3, 9))]
fn a_stored_row_with_a_visit_of_another_month_is_unreadable(#[case] on: Date) {
    let why = Impossible::OtherMonth { month: Month::of(march(1)), date: on };
    unreadable(&v2(on, 12, Single, BERG), &Fault::Impossible(why));
}

#[rstest]
#[case::a_single_on_the_first_half(12, Single, LIND)]
#[case::a_single_on_the_second_half(13, Single, LIND)]
#[case::with_another_doctor(12, Double, BERG)]
#[case::half_before(11, Double, BERG)]
#[case::half_after(13, Double, BERG)]
fn a_stored_row_with_a_slot_taken_twice_is_unreadable(
    #[case] number: u8,
    #[case] length: Length,
    #[case] doctor: &str,
) {
    let why = Impossible::Overlap { date: march(9) };
    unreadable(&v2(march(9), number, length, doctor), &Fault::Impossible(why));
}

#[rstest]
#[case::the_first_that_no_day_has(60)]
#[case::the_highest_number(255)]
fn a_stored_row_with_a_slot_that_no_day_has_is_unreadable(#[case] number: u8) {
    for length in [Single, Double] {
        unreadable(&v2(march(9), number, length, LIND), &Fault::NoSuchSlot { date: march(9) });
    }
}

#[test]
fn a_stored_row_with_a_double_off_the_end_is_unreadable() {
    unreadable(&v2(march(31), 59, Double, LIND), &Fault::OffTheEnd { date: march(31) });
}

#[test]
fn a_stored_row_is_checked_to_its_last_visit_however_many_slots_it_has() {
    let other_month = v2(date(2026, 4, 1), 6, Single, LIND);
    for taken in [7, 10, 12] {
        let again = crowded(taken).into_iter().map(|visit| {
            let fault = Impossible::Overlap { date: visit.date() };
            (stored_visit(&visit), fault)
        });
        let why = Impossible::OtherMonth { month: Month::of(march(1)), date: other_month.date };
        for (wrong, why) in again.chain([(other_month.clone(), why)]) {
            let mut row = stored_crowded(taken);
            row.visits.push(wrong.clone());
            assert_eq!(
                PatientMonth::rehydrate(&Row::V2(row)),
                Err(UnreadableRow { row: 407, fault: Fault::Impossible(why) }),
                "INV-1: a row that can't be true is unreadable, however many slots it has. \
                 Reading row 407, whose visits are right and take {taken} slots, but for the last, {wrong:?}"
            );
        }
    }
}

#[test]
fn a_stored_row_may_take_every_slot_of_its_month() {
    let days = (1..=31).flat_map(|day| (0..30).map(move |n| (day, n * 2)));
    let visits: Vec<VisitV2> =
        days.map(|(day, number)| v2(march(day), number, Double, BERG)).collect();
    let month = rehydrated(Row::V2(row_v2(18, "Finn", march(1), visits)));
    assert_eq!(
        (month.visits().len(), month.over_by()),
        (930, Some(1850)),
        "INV-3: row 18 has 930 doubles, which take all slots of March and none twice, and 10 slots are the maximum"
    );
}

#[rstest]
#[case::of_a_later_program(3)]
#[case::of_no_program(0)]
fn a_stored_row_in_an_unknown_representation_is_unreadable(#[case] version: u16) {
    assert_eq!(
        PatientMonth::rehydrate(&Row::Unknown { number: 92, version }),
        Err(UnreadableRow { row: 92, fault: Fault::UnknownVersion { version } }),
        "INV-1: nobody knows what row 92 says, so it is unreadable, and the error names row and version"
    );
}

// ---- a stored month, once it is read: no call makes it worse ----

#[rstest]
#[case::a_single(5, 15, 1)]
#[case::a_double_by_its_first_half(17, 6, 0)]
#[case::a_double_by_its_second_half(17, 7, 0)]
#[case::the_last_visit(31, 1, 9)]
fn a_stored_month_cancels_the_visit_that_takes_the_slot(
    #[case] day: i8,
    #[case] number: u8,
    #[case] gone: usize,
) {
    let mut month = march_of(12);
    let what = format!(
        "INV-2: a month with fewer visits is no worse. Cancelling the visit that takes March {day} at {}",
        slot(number)
    );
    let mut stay = visits(12);
    let removed = stay.remove(gone);
    let answer = accepted(month.cancel(march(day), slot(number)), &what);
    assert_eq!(answer, removed, "{what} returns the visit as it was");
    has(&month, &stay, &format!("{what} removes it, and the others keep their order"));
}

#[rstest]
#[case::before_a_double(17, 5)]
#[case::after_a_double(17, 8)]
#[case::after_a_single(5, 16)]
#[case::another_day(18, 6)]
fn a_stored_month_refuses_a_slot_that_no_visit_takes(#[case] day: i8, #[case] number: u8) {
    let (on, at) = (march(day), slot(number));
    refused(
        &mut march_of(12),
        &format!("NoSuchVisit: cancelling on {on} at {at}, which no visit takes,"),
        MonthError::NoSuchVisit { date: on, slot: at },
        |month| month.cancel(on, at),
    );
    let news = [
        visit(date(2026, 4, 1), 6, Single, LIND),
        visit(march(17), 6, Single, LIND),
        visit(march(30), 6, Double, LIND),
    ];
    for new in news {
        refused(
            &mut march_of(12),
            &format!("NoSuchVisit: rebooking to {new} what isn't there on {on} at {at}"),
            MonthError::NoSuchVisit { date: on, slot: at },
            |month| month.rebook(on, at, new),
        );
    }
}

#[rstest]
#[case::a_single_by_another(5, 15, 1, visit(march(30), 6, Single, BERG))]
#[case::a_double_by_another(17, 7, 0, visit(march(2), 58, Double, LIND))]
#[case::to_another_doctor(31, 1, 9, visit(march(31), 1, Single, LIND))]
#[case::a_double_moved_by_ten_minutes(17, 6, 0, visit(march(17), 7, Double, BERG))]
#[case::a_double_by_its_second_half_alone(17, 6, 0, visit(march(17), 7, Single, BERG))]
#[case::a_double_found_by_its_second_half_and_moved(17, 7, 0, visit(march(17), 7, Double, LIND))]
fn a_stored_month_rebooks_a_visit_in_its_place(
    #[case] day: i8,
    #[case] number: u8,
    #[case] place: usize,
    #[case] new: Visit,
) {
    let (on, at) = (march(day), slot(number));
    for taken in [10, 12] {
        let mut month = march_of(taken);
        let mut expected = visits(taken);
        if place >= expected.len() {
            continue;
        }
        let replaced = std::mem::replace(&mut expected[place], new.clone());
        let what = format!(
            "INV-2: {taken} slots are taken, and rebooking to {new} makes them no more. \
             Rebooking the visit on {on} at {at}"
        );
        let answer = accepted(month.rebook(on, at, new.clone()), &what);
        assert_eq!(answer, replaced, "{what} returns the visit that was there");
        has(&month, &expected, &format!("{what} changes this visit and no other, in its place"));
    }
}

#[rstest]
#[case::of_another_month(visit(date(2026, 4, 17), 6, Single, BERG), other_month(date(2026, 4, 17)))]
#[case::too_long_and_of_another_month(
    visit(date(2026, 2, 5), 15, Double, BERG),
    other_month(date(2026, 2, 5))
)]
#[case::on_another_visit(visit(march(24), 37, Single, BERG), overlap(march(24)))]
#[case::too_long_and_on_an_earlier_visit(visit(march(17), 7, Double, LIND), overlap(march(17)))]
#[case::too_long_and_on_a_later_visit(visit(march(12), 58, Double, LIND), overlap(march(12)))]
fn a_stored_month_refuses_to_rebook_to_what_can_not_be(
    #[case] new: Visit,
    #[case] why: MonthError,
) {
    for taken in [9, 10, 12] {
        refused(
            &mut march_of(taken),
            &format!(
                "INV-1: rebooking the visit on March 5 at 10:30 to {new}, with {taken} slots,"
            ),
            why.clone(),
            |month| month.rebook(march(5), slot(15), new.clone()),
        );
    }
}

/// On the 5th there are visits at 10:30, at 10:40 (a double), and at 11:20, on the 10th one at 10:30.
#[rstest]
#[case::where_it_begins_but_longer(15, visit(march(5), 15, Double, BERG))]
#[case::ten_minutes_earlier(16, visit(march(5), 15, Double, LIND))]
#[case::earlier_that_day(20, visit(march(5), 17, Single, LIND))]
#[case::later_that_day(15, visit(march(5), 20, Single, BERG))]
#[case::the_same_time_of_another_day(15, visit(march(10), 15, Single, BERG))]
fn a_stored_month_refuses_to_rebook_to_where_another_visit_is(
    #[case] number: u8,
    #[case] new: Visit,
) {
    for taken in [7, 10, 12] {
        refused(
            &mut rehydrated(Row::V2(stored_crowded(taken))),
            &format!(
                "INV-1: rebooking the visit on March 5 at {} to {new}, where another is, with {taken} slots,",
                slot(number)
            ),
            overlap(new.date()),
            |month| month.rebook(march(5), slot(number), new.clone()),
        );
    }
}

#[test]
fn a_stored_month_tells_the_visits_of_one_day_apart() {
    for taken in [7, 12] {
        let read = || rehydrated(Row::V2(stored_crowded(taken)));
        for (place, each) in crowded(taken).into_iter().enumerate().take(3) {
            let what = format!("{each}, one of three on that day, with {taken} slots taken");
            let mut month = read();
            let answer = accepted(
                month.cancel(each.date(), each.slot()),
                &format!("INV-2: a month with fewer visits is no worse. Cancelling {what}"),
            );
            assert_eq!(answer, each, "INV-2: cancelling {what}, returns this visit");
            let mut stay = crowded(taken);
            stay.remove(place);
            has(&month, &stay, &format!("INV-2: cancelling {what}, removes this visit"));

            let mut month = read();
            let new = visit(march(30), 6, Single, BERG);
            let answer = accepted(
                month.rebook(each.date(), each.slot(), new.clone()),
                &format!("INV-2: a single visit makes it no more slots. Rebooking {what}"),
            );
            assert_eq!(answer, each, "INV-2: rebooking {what}, returns this visit");
            let mut expected = crowded(taken);
            expected[place] = new;
            has(&month, &expected, &format!("INV-2: rebooking {what}, changes this visit"));

            refused(
                &mut read(),
                &format!("INV-1: booking once more {what},"),
                overlap(each.date()),
                |month| month.book(each.clone()),
            );
        }
    }
}

#[test]
fn a_stored_month_that_is_over_can_be_cancelled_down_to_the_maximum_and_on() {
    let mut month = march_of(12);
    let last = visits(12);
    for (n, expected) in [(9, Some(1)), (8, None), (7, None)] {
        let gone = &last[n];
        let what = format!("cancelling {gone} with {} slots taken", month.slots());
        let rule = format!("INV-2: a month with fewer visits is no worse, so {what}");
        accepted(month.cancel(gone.date(), gone.slot()), &rule);
        assert_eq!(
            month.over_by(),
            expected,
            "INV-3: after {what}, over_by is about the {n} visits that are left",
        );
    }
}

#[test]
fn a_stored_month_that_is_over_refuses_every_booking() {
    for (taken, length, after) in [(14, Single, 15), (12, Single, 13), (11, Double, 13)] {
        refused(
            &mut march_of(taken as usize),
            &format!("INV-2: booking a {length:?} in a stored month with {taken} slots"),
            over_maximum(taken, after),
            |month| month.book(visit(march(30), 6, length, LIND)),
        );
    }
}

#[test]
fn a_stored_month_gives_back_no_slot_above_the_maximum() {
    let mut month = march_of(12);
    let new = visit(march(30), 6, Single, LIND);
    let second = visit(march(30), 9, Single, BERG);
    for (gone, slots) in [(9, 11), (8, 10)] {
        let gone = &visits(12)[gone];
        accepted(
            month.cancel(gone.date(), gone.slot()),
            &format!("INV-2: cancelling {gone}, which makes nothing worse,"),
        );
        refused(
            &mut month,
            &format!(
                "INV-2: 12 slots were stored, {slots} are left, and the maximum is 10. Booking one more"
            ),
            over_maximum(slots, slots + 1),
            |month| month.book(new.clone()),
        );
    }
    accepted(
        month.cancel(march(17), slot(7)).map(drop),
        "INV-2: cancelling a double with 10 slots taken",
    );
    accepted(month.book(new), "INV-2: 12 slots were stored, 8 are left. Booking one more");
    accepted(month.book(second), "INV-2: 12 slots were stored, 9 are taken. Booking one more");
    refused(
        &mut month,
        "INV-2: 12 slots were stored, 10 are taken again. Booking one more",
        over_maximum(10, 11),
        |month| month.book(visit(march(30), 12, Single, BERG)),
    );
}

#[rstest]
#[case::when_over(12, over_maximum(12, 13))]
#[case::when_over_by_one(11, over_maximum(11, 12))]
#[case::when_full(10, over_maximum(10, 11))]
fn a_stored_month_refuses_to_make_a_single_a_double(#[case] taken: usize, #[case] why: MonthError) {
    let new = visit(march(5), 15, Double, LIND);
    refused(
        &mut march_of(taken),
        &format!("INV-2: {taken} slots are taken. Rebooking a single to {new}"),
        why,
        |month| month.rebook(march(5), slot(15), new.clone()),
    );
}

#[test]
fn a_stored_month_with_a_slot_left_can_make_a_single_a_double() {
    let mut month = march_of(9);
    let new = visit(march(5), 15, Double, LIND);
    accepted(
        month.rebook(march(5), slot(15), new),
        "INV-2: 9 slots are taken. Rebooking a single to a double makes them 10, and that",
    );
    assert_eq!(month.slots(), 10, "INV-2: 9 slots were taken, and a single became a double");
}

#[rstest]
#[case::when_it_is_still_over(14, Some(3))]
#[case::when_it_is_then_full(11, None)]
fn a_stored_month_that_is_over_can_make_a_double_a_single(
    #[case] taken: usize,
    #[case] over_by: Option<u32>,
) {
    let mut month = march_of(taken);
    let new = visit(march(30), 6, Single, LIND);
    let what = format!("rebooking a double to a single with {taken} slots taken");
    let rule = format!("INV-2: a month with fewer slots is no worse, so {what}");
    accepted(month.rebook(march(24), slot(37), new), &rule);
    assert_eq!(month.over_by(), over_by, "INV-3: after {what}, one slot fewer is too many");

    let slots = taken as u32 - 1;
    refused(
        &mut month,
        &format!(
            "INV-2: {taken} slots were stored, {slots} are left. Rebooking the single to a double again"
        ),
        over_maximum(slots, slots + 1),
        |month| month.rebook(march(30), slot(6), visit(march(30), 6, Double, LIND)),
    );
}

#[rstest]
#[case::long_before_the_rule(date(2019, 1, 1))]
#[case::right_before_the_rule(date(2026, 2, 1))]
#[case::long_after_the_rule(date(2031, 8, 1))]
fn a_stored_month_has_the_maximum_of_now_whichever_month_it_is(#[case] in_month: Date) {
    let month = Month::of(in_month);
    let mut twelve = rehydrated(over(408, "Uma", in_month, 12));
    assert_eq!(
        twelve.over_by(),
        Some(2),
        "INV-3: the maximum is 10 in every month, so 12 slots in {month} are 2 too many"
    );
    let last = month.last_day();
    for (n, slots) in [(1, 11), (2, 10)] {
        let gone = date(in_month.year(), in_month.month(), n);
        accepted(
            twelve.cancel(gone, slot(6)),
            &format!("INV-2: a month with fewer visits is no worse, so cancelling on {gone}"),
        );
        refused(
            &mut twelve,
            &format!(
                "INV-2: the maximum is 10 in every month. Booking with {slots} slots taken in {month}"
            ),
            over_maximum(slots, slots + 1),
            |month| month.book(visit(last, 30, Single, LIND)),
        );
    }
}

// ---- v1: what was written before ----

#[track_caller]
fn upcasts(row: &RowV1, expected: RowV2) {
    assert_eq!(
        upcast(row),
        Ok(expected),
        "INV-5: a v1 row means the same in v2. Upcasting {row:?}"
    );
}

#[test]
fn a_v1_row_means_the_same_in_v2() {
    let row = row_v1(31, "Sora", march(1), &[(24, 37, 20), (5, 16, 10), (17, 7, 20)]);
    let visits = vec![
        v2(march(24), 36, Double, LIND),
        v2(march(5), 15, Single, LIND),
        v2(march(17), 6, Double, LIND),
    ];
    upcasts(&row, row_v2(31, "Sora", march(1), visits));
}

#[test]
fn a_v1_row_may_be_empty() {
    let february = date(2026, 2, 1);
    upcasts(&row_v1(32, "Finn", february, &[]), row_v2(32, "Finn", february, vec![]));
}

#[test]
fn a_v1_row_counts_slots_from_one() {
    for (from_one, from_zero) in (1..=60).zip(0..) {
        upcasts(
            &row_v1(31, "Sora", march(1), &[(9, from_one, 10)]),
            row_v2(31, "Sora", march(1), vec![v2(march(9), from_zero, Single, LIND)]),
        );
    }
    for (from_one, from_zero) in (1..=59).zip(0..) {
        upcasts(
            &row_v1(31, "Sora", march(1), &[(9, from_one, 20)]),
            row_v2(31, "Sora", march(1), vec![v2(march(9), from_zero, Double, LIND)]),
        );
    }
}

#[rstest]
#[case::the_first_day(date(2026, 1, 1))]
#[case::the_31st(date(2026, 1, 31))]
#[case::the_30th(date(2025, 11, 30))]
#[case::february_28(date(2026, 2, 28))]
#[case::february_29(date(2028, 2, 29))]
fn a_v1_row_has_every_day_of_its_month(#[case] on: Date) {
    upcasts(
        &row_v1(31, "Sora", on, &[(on.day(), 13, 20)]),
        row_v2(31, "Sora", on, vec![v2(on, 12, Double, LIND)]),
    );
}

/// Upcasting and reading the row both fail with this fault, wherever the wrong visit stands.
#[track_caller]
fn v1_unreadable(in_month: Date, wrong: (i8, u8, u8), fault: &Fault) {
    for place in 0..3 {
        let mut visits = vec![(9, 13, 20), (24, 31, 10)];
        visits.insert(place, wrong);
        let row = row_v1(93, "Sora", in_month, &visits);
        let expected = UnreadableRow { row: 93, fault: fault.clone() };
        let what = format!(
            "row 93 of v1, whose visit {} of 3 is (day, slot, minutes) {wrong:?}",
            place + 1
        );
        assert_eq!(
            upcast(&row),
            Err(expected.clone()),
            "INV-5: what v2 can't write is no v2 row, and the error names row and fault. Upcasting {what}"
        );
        assert_eq!(
            PatientMonth::rehydrate(&Row::V1(row)),
            Err(expected),
            "INV-5: what can't be upcast can't be read, for the same reason. Reading {what}"
        );
    }
}

#[rstest]
#[case::day_0(march(1), 0)]
#[case::day_32(march(1), 32)]
#[case::a_day_below_0(march(1), -1)]
#[case::april_31(date(2026, 4, 1), 31)]
#[case::february_29(date(2026, 2, 1), 29)]
#[case::february_30(date(2028, 2, 1), 30)]
fn a_v1_row_with_a_day_that_its_month_lacks_is_unreadable(#[case] in_month: Date, #[case] day: i8) {
    v1_unreadable(in_month, (day, 5, 10), &Fault::NoSuchDay { day });
}

#[test]
fn a_v1_row_with_slot_0_is_unreadable() {
    v1_unreadable(march(1), (11, 0, 20), &Fault::NoSuchSlot { date: march(11) });
}

#[test]
fn a_v1_row_with_a_visit_of_another_length_is_unreadable() {
    for minutes in (0..=u8::MAX).filter(|minutes| ![10, 20].contains(minutes)) {
        let fault = Fault::NoSuchLength { date: march(11), minutes };
        v1_unreadable(march(1), (11, 5, minutes), &fault);
    }
}

#[rstest]
#[case::slot_61((11, 61, 10), Fault::NoSuchSlot { date: march(11) })]
#[case::a_double_in_the_last_slot((11, 60, 20), Fault::OffTheEnd { date: march(11) })]
#[case::a_slot_taken_twice((9, 14, 10), Fault::Impossible(Impossible::Overlap { date: march(9) }))]
fn a_v1_row_is_read_no_less_strictly_than_one_of_v2(
    #[case] wrong: (i8, u8, u8),
    #[case] fault: Fault,
) {
    let row = row_v1(93, "Sora", march(1), &[(9, 13, 20), wrong]);
    assert_eq!(
        PatientMonth::rehydrate(&Row::V1(row.clone())),
        Err(UnreadableRow { row: 93, fault }),
        "INV-1: a row that can't be true is unreadable, in v1 too. Reading {row:?}"
    );
}

/// 12 slots: as many as the old rule allowed.
const SORAS_MARCH: [(i8, u8, u8); 8] = [
    (31, 60, 10),
    (5, 16, 20),
    (24, 37, 20),
    (12, 1, 10),
    (12, 2, 10),
    (3, 59, 20),
    (26, 7, 10),
    (10, 22, 20),
];

#[test]
fn a_v1_row_and_a_v2_row_of_one_month_are_read_as_equal_and_saved_as_v2() {
    let length = |minutes| if minutes == 20 { Double } else { Single };
    let same = SORAS_MARCH
        .iter()
        .map(|&(day, slot, minutes)| v2(march(day), slot - 1, length(minutes), LIND));
    let new = row_v2(31, "Sora", march(1), same.collect());
    let old = rehydrated(Row::V1(row_v1(31, "Sora", march(1), &SORAS_MARCH)));
    assert_eq!(
        RowV2::of(31, &old),
        new,
        "INV-5: a v1 row with 12 slots, read and saved, is the v2 row that says the same"
    );
    assert_eq!(
        old,
        rehydrated(Row::V2(new)),
        "INV-5: one month, once written in v1 and once in v2, is read as equal"
    );
    assert_eq!(
        old.over_by(),
        Some(2),
        "INV-3: 12 slots from a v1 row are over by 2, as from any other"
    );
}

// ---- the report: who must be called ----

fn entry(in_month: Date, patient: &str, slots: u32, over_by: u32) -> Breach {
    Breach { month: Month::of(in_month), patient: patient.to_owned(), slots, over_by }
}

fn lines(report: &Report) -> Vec<String> {
    let over = report.over.iter().zip(1..).map(|(one, n)| {
        format!("{n}: {}, {}, {} slots, over by {}", one.month, one.patient, one.slots, one.over_by)
    });
    let unreadable =
        report.unreadable.iter().zip(1..).map(|(row, n)| format!("unreadable {n}: {row}"));
    over.chain(unreadable).collect()
}

#[track_caller]
fn reports(rows: &[Row], in_force: Date, expected: Report, rule: &str) {
    let found = breaches(rows, in_force);
    assert_eq!(
        lines(&found),
        lines(&expected),
        "INV-6: {rule}, with the rule in force on {in_force}"
    );
    assert_eq!(found, expected, "INV-6: {rule}, with the rule in force on {in_force}");
}

#[test]
fn the_report_of_no_rows_is_empty() {
    reports(&[], march(1), Report::default(), "no rows were given");
}

#[test]
fn the_report_lists_who_is_over_the_maximum_and_nobody_else() {
    let rows = [
        over(11, "Uma", march(1), 10),
        over(12, "Finn", march(1), 11),
        over(13, "Sora", march(1), 0),
        Row::V1(row_v1(14, "Edda", march(1), &SORAS_MARCH)),
        Row::V2(row_v2(15, "Arne", march(1), visits(9).iter().map(stored_visit).collect())),
    ];
    let over = vec![entry(march(1), "Edda", 12, 2), entry(march(1), "Finn", 11, 1)];
    let expected = Report { over, unreadable: vec![] };
    let rule = "the maximum is 10 slots, and rows of 10, 11, 0, 12 (in v1) and 9 slots were given";
    reports(&rows, march(1), expected, rule);
}

#[test]
fn the_report_stands_in_the_order_in_which_to_phone() {
    let [april, may, january] = [date(2026, 4, 1), date(2026, 5, 1), date(2027, 1, 1)];
    let rows = [
        over(21, "Uma", may, 14),
        over(22, "Sora", april, 11),
        over(23, "Arne", january, 13),
        over(24, "Uma", march(1), 11),
        over(25, "Arne", april, 11),
        over(26, "Finn", april, 12),
        over(27, "Edda", april, 11),
        over(28, "Tove", april, 12),
        over(29, "Finn", march(1), 11),
    ];
    let over = vec![
        entry(march(1), "Finn", 11, 1),
        entry(march(1), "Uma", 11, 1),
        entry(april, "Finn", 12, 2),
        entry(april, "Tove", 12, 2),
        entry(april, "Arne", 11, 1),
        entry(april, "Edda", 11, 1),
        entry(april, "Sora", 11, 1),
        entry(may, "Uma", 14, 4),
        entry(january, "Arne", 13, 3),
    ];
    let rule = "the earliest month first, in a month those who are over by most, then by patient";
    reports(&rows, march(1), Report { over, unreadable: vec![] }, rule);
}

#[test]
fn the_report_judges_each_row_by_itself() {
    let rows = [
        over(31, "Uma", march(1), 11),
        over(32, "Uma", march(1), 6),
        over(33, "Uma", march(1), 12),
        over(34, "Uma", march(1), 11),
    ];
    let over = [(12, 2), (11, 1), (11, 1)];
    let over = over.map(|(slots, over_by)| entry(march(1), "Uma", slots, over_by)).to_vec();
    let rule = "four rows of one patient and month have 11, 6, 12 and 11 slots, and each row is judged by itself";
    reports(&rows, march(1), Report { over, unreadable: vec![] }, rule);
}

#[rstest]
#[case::on_the_last_day_of_the_month(march(31), true)]
#[case::on_the_day_after_it(date(2026, 4, 1), false)]
#[case::in_the_middle_of_the_month(march(15), true)]
#[case::on_its_first_day(march(1), true)]
#[case::before_it(date(2025, 12, 24), true)]
#[case::long_after_it(date(2027, 1, 1), false)]
fn the_report_leaves_out_months_that_had_ended(#[case] in_force: Date, #[case] listed: bool) {
    let over_by_two = entry(march(1), "Uma", 12, 2);
    let expected =
        Report { over: if listed { vec![over_by_two] } else { vec![] }, unreadable: vec![] };
    let rows = [over(11, "Uma", march(1), 12)];
    reports(
        &rows,
        in_force,
        expected,
        "a month is left out if it had ended before. 2026-03 ends on the 31st",
    );
}

#[test]
fn the_report_goes_on_after_rows_that_can_not_be_read_and_names_them() {
    let ended = date(2025, 11, 1);
    let wrong_month = Row::V2(row_v2(88, "Finn", ended, vec![v2(march(1), 6, Single, LIND)]));
    let rows = [
        Row::Unknown { number: 90, version: 7 },
        over(12, "Uma", march(1), 11),
        Row::V1(row_v1(41, "Sora", ended, &[(31, 6, 10)])),
        wrong_month,
        over(13, "Edda", march(1), 11),
        Row::V2(row_v2(89, "Arne", march(1), vec![v2(march(2), 59, Double, LIND)])),
    ];
    let fault = |row, fault| UnreadableRow { row, fault };
    let other = Impossible::OtherMonth { month: Month::of(ended), date: march(1) };
    let expected = Report {
        over: vec![entry(march(1), "Edda", 11, 1), entry(march(1), "Uma", 11, 1)],
        unreadable: vec![
            fault(90, Fault::UnknownVersion { version: 7 }),
            fault(41, Fault::NoSuchDay { day: 31 }),
            fault(88, Fault::Impossible(other)),
            fault(89, Fault::OffTheEnd { date: march(2) }),
        ],
    };
    let rule = "a row that can't be read is listed, whatever its month, and stops nothing. \
                Of six rows the first, third, fourth and last can't be read";
    reports(&rows, march(1), expected, rule);
}
