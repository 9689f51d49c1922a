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
    todo!("decide on the card double_counts, and write your question down")
}

/// INV-1 and INV-3: what if a double visit is to start in the last slot of the day?
pub fn last_slot() -> Card<LastSlot> {
    todo!("decide on the card last_slot, and write your question down")
}

/// INV-4: in which month does a visit count?
pub fn month_of() -> Card<MonthOf> {
    todo!("decide on the card month_of, and write your question down")
}

/// INV-4: who counts, each doctor or the practice?
pub fn counted() -> Card<Counted> {
    todo!("decide on the card counted, and write your question down")
}

/// INV-4: what does a cancelled visit use up?
pub fn cancelled() -> Card<Cancelled> {
    todo!("decide on the card cancelled, and write your question down")
}

/// What the call in `situation` answers, by INV-1 to INV-4 and the decisions on the cards.
pub fn outcome(situation: Situation) -> Outcome {
    match situation {
        Situation::EightAndDouble => todo!("what happens? {}", situation.text()),
        Situation::NineAndDouble => todo!("what happens? {}", situation.text()),
        Situation::SecondOfApril => todo!("what happens? {}", situation.text()),
        Situation::OtherDoctor => todo!("what happens? {}", situation.text()),
        Situation::CancelledInMarch => todo!("what happens? {}", situation.text()),
        Situation::CancelledInApril => todo!("what happens? {}", situation.text()),
        Situation::HalfTaken => todo!("what happens? {}", situation.text()),
        Situation::SlotSixty => todo!("what happens? {}", situation.text()),
    }
}
