//! Four sentences about a doctor's day, five decisions that they leave open, and what eight calls answer.
//!
//! # Invariants
//!
//! In the practice manager's words:
//!
//! - INV-1: a doctor's day has 60 slots of ten minutes.
//! - INV-2: a slot is booked once.
//! - INV-3: a double visit takes two adjacent slots.
//! - INV-4: a patient books at most 10 slots in a calendar month.
//!
//! The cards are in [`Card`] and the types of their decisions, the calls in [`Situation`].

mod card;
mod situation;

pub use card::{Cancelled, Card, Counted, DoubleCounts, LastSlot, MonthOf};
pub use situation::{Outcome, Refusal, Situation};

/// INV-4: how much of the ten does a double visit use up?
pub fn double_counts() -> Card<DoubleCounts> {
    // INV-4 says "slots", and a double visit takes two of them.
    Card {
        decision: DoubleCounts::Two,
        ask: "Ida has nine visits in March and wants a double one. Do you book it?",
    }
}

/// INV-1 and INV-3: what if a double visit is to start in the last slot of the day?
pub fn last_slot() -> Card<LastSlot> {
    // INV-1: there is no slot 61, and nobody is given a time that they did not ask for.
    Card {
        decision: LastSlot::NoDouble,
        ask: "Somebody wants a double visit, and only slot 60 is left. What do you tell them?",
    }
}

/// INV-4: in which month does a visit count?
pub fn month_of() -> Card<MonthOf> {
    // INV-4: the doctor is busy when the patient comes, and not when she calls.
    Card {
        decision: MonthOf::Visit,
        ask: "On 31 March Ida asks for 2 April. Does it matter that she has had ten in March?",
    }
}

/// INV-4: who counts, each doctor or the practice?
pub fn counted() -> Card<Counted> {
    // INV-4: "a patient", whoever the doctor is.
    Card {
        decision: Counted::PerPractice,
        ask: "Ida has been to Dr Vos ten times. May she still see Dr Lind?",
    }
}

/// INV-4: what does a cancelled visit use up?
pub fn cancelled() -> Card<Cancelled> {
    // INV-4: somebody else can have the slot.
    Card {
        decision: Cancelled::GivesBack,
        ask: "Was Tom refused for the visit that he had cancelled, or for the double one?",
    }
}

/// What the call in `situation` answers, by INV-1 to INV-4 and the decisions on the cards.
pub fn outcome(situation: Situation) -> Outcome {
    match situation {
        // INV-4: exactly ten is fine.
        Situation::EightAndDouble => Outcome::Booked,
        Situation::SecondOfApril => Outcome::Booked,
        Situation::CancelledInMarch => Outcome::Booked,
        Situation::CancelledInApril => Outcome::Booked,
        // INV-4: eleven isn't.
        Situation::NineAndDouble => Outcome::Refused(Refusal::OverMaximum),
        Situation::OtherDoctor => Outcome::Refused(Refusal::OverMaximum),
        // INV-2 and INV-3: half of a double visit is none.
        Situation::HalfTaken => Outcome::Refused(Refusal::SlotTaken),
        // INV-1 and INV-3: it would need a slot 61.
        Situation::SlotSixty => Outcome::Refused(Refusal::NoSuchSlot),
    }
}
