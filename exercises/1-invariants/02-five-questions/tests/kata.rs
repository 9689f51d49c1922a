//! The promises of kata 02: the cards contradict neither the sentences nor what the practice has done, and the answers follow
//! from the cards. Which decision is the better one isn't asked here. This file works every call out, so it gives the
//! answers away: predict first, read then.
//!
//! A test asks only for the cards that its call depends on. The others may still be undecided.

use std::fmt;

use five_questions::{
    Cancelled, Card, Counted, DoubleCounts, LastSlot, MonthOf, Outcome, Refusal, Situation,
    cancelled, counted, double_counts, last_slot, month_of, outcome,
};

// ---- each card has a question ----

/// Whether it is a good question, no test can tell.
#[track_caller]
fn asks<D>(rule: &str, name: &str, card: Card<D>) {
    let ask = card.ask.trim();
    let says_something = ask.chars().any(char::is_alphanumeric);
    assert!(
        says_something && ask.ends_with(['?', '？', '؟']),
        "{rule}: the card `{name}` asks the practice manager nothing. Its `ask` is {ask:?}.\nA question has words, and a question mark at the end."
    );
}

#[test]
fn card_double_counts_has_a_question() {
    asks("INV-4", "double_counts", double_counts());
}

#[test]
fn card_last_slot_has_a_question() {
    asks("INV-1", "last_slot", last_slot());
}

#[test]
fn card_month_of_has_a_question() {
    asks("INV-4", "month_of", month_of());
}

#[test]
fn card_counted_has_a_question() {
    asks("INV-4", "counted", counted());
}

#[test]
fn card_cancelled_has_a_question() {
    asks("INV-4", "cancelled", cancelled());
}

// ---- the cards together with the four sentences and with Tom's call ----

#[test]
fn card_last_slot_leaves_the_day_as_it_is() {
    let decision = last_slot().decision;
    assert!(
        decision != LastSlot::RunsOver,
        "INV-1: a doctor's day has 60 slots, and a double visit takes two of them (INV-3).\nYour card `last_slot` says {decision:?}: slot 60, and ten minutes after the last slot.\nA card fills what a sentence leaves open. The sentence itself is changed by nobody but the practice manager."
    );
}

#[test]
fn cards_explain_why_tom_was_refused() {
    let mut desk = Desk::default();
    let history = [
        Visits { count: 9, what: "nine single visits", ..VISIT },
        Visits { what: "the cancelled visit", cancelled: true, ..VISIT },
    ];
    let tom = Visits { what: "the double visit that he asks for", double: true, ..VISIT };
    let answer = desk.answer(&history, &tom);
    assert!(
        answer == Outcome::Refused(Refusal::OverMaximum),
        "INV-4: Tom had nine single visits in March and had cancelled a tenth. He asked for a double visit.\n  the practice:  refused, and would again\n  your cards:    book it\n{desk}\nEach card by itself may be right. Together they don't explain what the practice did."
    );
}

// ---- the answers ----

#[test]
fn answer_eight_and_double() {
    let eight = Visits { count: 8, what: "eight single visits", ..VISIT };
    let double = Visits { what: "the double visit that she asks for", double: true, ..VISIT };
    agrees(Situation::EightAndDouble, &[eight], &double);
}

#[test]
fn answer_nine_and_double() {
    let nine = Visits { count: 9, what: "nine single visits", ..VISIT };
    let double = Visits { what: "the double visit that she asks for", double: true, ..VISIT };
    agrees(Situation::NineAndDouble, &[nine], &double);
}

#[test]
fn answer_second_of_april() {
    let ten = Visits { count: 10, what: "ten single visits in March", ..VISIT };
    let april = Visits { what: "the visit that she asks for", on: Month::April, ..VISIT };
    agrees(Situation::SecondOfApril, &[ten], &april);
}

#[test]
fn answer_other_doctor() {
    let five = Visits { count: 5, what: "five double visits with Dr Vos", double: true, ..VISIT };
    let lind = Visits { what: "the visit that she asks for", doctor: Doctor::Lind, ..VISIT };
    agrees(Situation::OtherDoctor, &[five], &lind);
}

#[test]
fn answer_cancelled_in_march() {
    let nine = Visits { count: 9, what: "nine single visits", ..VISIT };
    let cancelled = Visits { what: "the cancelled visit", cancelled: true, ..VISIT };
    let other = Visits { what: "the visit that she asks for", ..VISIT };
    agrees(Situation::CancelledInMarch, &[nine, cancelled], &other);
}

#[test]
fn answer_cancelled_in_april() {
    let april = Visits { on: Month::April, ..VISIT };
    let nine = Visits { count: 9, what: "nine single visits in April", ..april };
    let cancelled = Visits { what: "the cancelled visit", cancelled: true, ..april };
    let other = Visits { what: "the visit that she asks for", booked_in: Month::April, ..april };
    agrees(Situation::CancelledInApril, &[nine, cancelled], &other);
}

#[test]
fn answer_half_taken() {
    let found = outcome(Situation::HalfTaken);
    assert!(
        found == Outcome::Refused(Refusal::SlotTaken),
        "INV-2: {}\n  your answer:    {found:?}\n  the sentences:  the visit needs the slots 12 and 13 (INV-3), and slot 13 is booked\nNo card is about this call. The sentences alone decide it.",
        Situation::HalfTaken.text()
    );
}

#[test]
fn answer_slot_sixty() {
    let found = outcome(Situation::SlotSixty);
    let decision = last_slot().decision;
    let (expected, what) = match decision {
        LastSlot::NoDouble => {
            (Outcome::Refused(Refusal::NoSuchSlot), "a double visit would need a slot 61")
        }
        LastSlot::StartsEarlier => (Outcome::Booked, "slots 59 and 60 will do, and both are free"),
        LastSlot::RunsOver => {
            (Outcome::Booked, "slot 60 is free, and the doctor stays on for the rest")
        }
    };
    assert!(
        found == expected,
        "INV-3: {}\n  your answer:  {found:?}\n  your cards:   last_slot is {decision:?}: {what}\nThey contradict each other: change the one that you don't mean.",
        Situation::SlotSixty.text()
    );
}

/// The learner's answer is what the learner's cards make of the call.
#[track_caller]
fn agrees(situation: Situation, history: &[Visits], asked_for: &Visits) {
    let found = outcome(situation);
    let mut desk = Desk::default();
    let expected = desk.answer(history, asked_for);
    assert!(
        found == expected,
        "INV-4: {}\n  your answer:  {found:?}\n  your cards:   count it like this\n{desk}\nThey contradict each other: change the one that you don't mean.",
        situation.text()
    );
}

// ---- how the ten are counted, by the learner's cards ----

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doctor {
    Vos,
    Lind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Month {
    March,
    April,
}

/// Visits that are alike, and how the messages speak of them.
#[derive(Clone, Copy)]
struct Visits {
    count: u32,
    what: &'static str,
    doctor: Doctor,
    booked_in: Month,
    on: Month,
    double: bool,
    cancelled: bool,
}

/// What holds where a text says nothing else.
const VISIT: Visits = Visits {
    count: 1,
    what: "a visit",
    doctor: Doctor::Vos,
    booked_in: Month::March,
    on: Month::March,
    double: false,
    cancelled: false,
};

/// Works an answer out, and notes how.
#[derive(Default)]
struct Desk {
    /// The decisions that were needed.
    cards: Vec<String>,
    /// What counts how much.
    sum: Vec<(String, u32)>,
}

impl Desk {
    fn answer(&mut self, history: &[Visits], asked_for: &Visits) -> Outcome {
        for visits in history.iter().chain([asked_for]) {
            let (each, why) = self.each(visits, asked_for);
            self.sum.push((format!("{}{why}", visits.what), visits.count * each));
        }
        if self.total() > 10 { Outcome::Refused(Refusal::OverMaximum) } else { Outcome::Booked }
    }

    /// What one of these visits counts, in the month and with the doctor of the call, and why it is nothing.
    fn each(&mut self, visits: &Visits, asked_for: &Visits) -> (u32, &'static str) {
        if visits.doctor != asked_for.doctor
            && self.read("counted", counted()) == Counted::PerDoctor
        {
            return (0, ", with another doctor");
        }
        if !self.in_the_same_month(visits, asked_for) {
            return (0, ", in another month");
        }
        if visits.cancelled && self.read("cancelled", cancelled()) == Cancelled::GivesBack {
            return (0, ", given back");
        }
        if visits.double && self.read("double_counts", double_counts()) == DoubleCounts::Two {
            return (2, "");
        }
        (1, "")
    }

    fn in_the_same_month(&mut self, visits: &Visits, asked_for: &Visits) -> bool {
        let by_visit = visits.on == asked_for.on;
        let by_booking = visits.booked_in == asked_for.booked_in;
        if by_visit == by_booking {
            return by_visit;
        }
        match self.read("month_of", month_of()) {
            MonthOf::Visit => by_visit,
            MonthOf::Booking => by_booking,
        }
    }

    fn read<D: fmt::Debug>(&mut self, name: &str, card: Card<D>) -> D {
        let line = format!("{name} is {:?}", card.decision);
        if !self.cards.contains(&line) {
            self.cards.push(line);
        }
        card.decision
    }

    fn total(&self) -> u32 {
        self.sum.iter().map(|(_, counts)| counts).sum()
    }
}

/// The sum, line by line, and the cards that it was made by.
impl fmt::Display for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, counts) in &self.sum {
            writeln!(f, "    {counts:>2}  {what}")?;
        }
        writeln!(f, "    {:>2}  together, and 10 is the most", self.total())?;
        write!(f, "    because {}", self.cards.join(", and "))
    }
}
