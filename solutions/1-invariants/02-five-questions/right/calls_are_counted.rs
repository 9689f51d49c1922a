//! The ten bound how often a patient keeps the desk busy. What counts is a call that books, whatever
//! becomes of the visit, and each doctor's desk counts its own.
//!
//! The price: a patient who plans ahead can have twenty visits in one month.

mod card;
mod situation;

pub use card::{Cancelled, Card, Counted, DoubleCounts, LastSlot, MonthOf};
pub use situation::{Outcome, Refusal, Situation};

/// INV-4: how much of the ten does a double visit use up?
pub fn double_counts() -> Card<DoubleCounts> {
    Card {
        decision: DoubleCounts::One,
        ask: "Ida has nine visits in March and wants a double one. Do you book it?",
    }
}

/// INV-1 and INV-3: what if a double visit is to start in the last slot of the day?
pub fn last_slot() -> Card<LastSlot> {
    Card {
        decision: LastSlot::NoDouble,
        ask: "Somebody wants a double visit, and only slot 60 is left. What do you tell them?",
    }
}

/// INV-4: in which month does a visit count?
pub fn month_of() -> Card<MonthOf> {
    Card {
        decision: MonthOf::Booking,
        ask: "Ida books on 31 March for 2 April. In which month is that one of her ten?",
    }
}

/// INV-4: who counts, each doctor or the practice?
pub fn counted() -> Card<Counted> {
    Card {
        decision: Counted::PerDoctor,
        ask: "Ida has been to Dr Vos ten times. May she still see Dr Lind?",
    }
}

/// INV-4: what does a cancelled visit use up?
pub fn cancelled() -> Card<Cancelled> {
    Card {
        decision: Cancelled::StillCounts,
        ask: "If Tom had not cancelled one of his ten visits, would you still have said no?",
    }
}

/// What the call in `situation` answers, by INV-1 to INV-4 and the decisions on the cards.
pub fn outcome(situation: Situation) -> Outcome {
    match situation {
        Situation::EightAndDouble => Outcome::Booked,
        Situation::NineAndDouble => Outcome::Booked,
        Situation::SecondOfApril => Outcome::Refused(Refusal::OverMaximum),
        Situation::OtherDoctor => Outcome::Booked,
        Situation::CancelledInMarch => Outcome::Refused(Refusal::OverMaximum),
        Situation::CancelledInApril => Outcome::Booked,
        Situation::HalfTaken => Outcome::Refused(Refusal::SlotTaken),
        Situation::SlotSixty => Outcome::Refused(Refusal::NoSuchSlot),
    }
}
