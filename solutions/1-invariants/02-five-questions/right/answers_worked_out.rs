//! The answers are worked out from the cards. Turn a card round, and they follow.
//!
//! The price is that nothing has been predicted: a mistake in the sums looks like a decision.

mod card;
mod situation;

pub use card::{Cancelled, Card, Counted, DoubleCounts, LastSlot, MonthOf};
pub use situation::{Outcome, Refusal, Situation};

/// INV-4: how much of the ten does a double visit use up?
pub fn double_counts() -> Card<DoubleCounts> {
    Card {
        decision: DoubleCounts::Two,
        ask: "Ida has nine visits in March and wants a double one. Do you book it?",
    }
}

/// INV-1 and INV-3: what if a double visit is to start in the last slot of the day?
pub fn last_slot() -> Card<LastSlot> {
    Card {
        decision: LastSlot::StartsEarlier,
        ask: "Somebody wants a double visit, and only slot 60 is left. What do you tell them?",
    }
}

/// INV-4: in which month does a visit count?
pub fn month_of() -> Card<MonthOf> {
    Card {
        decision: MonthOf::Booking,
        ask: "On 31 March Ida asks for 2 April. Does it matter that she has had ten in March?",
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
        decision: Cancelled::GivesBack,
        ask: "Was Tom refused for the visit that he had cancelled, or for the double one?",
    }
}

/// What the call in `situation` answers, by INV-1 to INV-4 and the decisions on the cards.
pub fn outcome(situation: Situation) -> Outcome {
    let double = match double_counts().decision {
        DoubleCounts::One => 1,
        DoubleCounts::Two => 2,
    };
    let cancelled = match cancelled().decision {
        Cancelled::GivesBack => 0,
        Cancelled::StillCounts => 1,
    };
    let by_visit = month_of().decision == MonthOf::Visit;
    let together = counted().decision == Counted::PerPractice;
    match situation {
        Situation::EightAndDouble => at_most_ten(8 + double),
        Situation::NineAndDouble => at_most_ten(9 + double),
        Situation::SecondOfApril if by_visit => at_most_ten(1),
        Situation::SecondOfApril => at_most_ten(10 + 1),
        Situation::OtherDoctor if together => at_most_ten(5 * double + 1),
        Situation::OtherDoctor => at_most_ten(1),
        Situation::CancelledInMarch => at_most_ten(9 + cancelled + 1),
        Situation::CancelledInApril if by_visit => at_most_ten(9 + cancelled + 1),
        Situation::CancelledInApril => at_most_ten(1),
        Situation::HalfTaken => Outcome::Refused(Refusal::SlotTaken),
        Situation::SlotSixty => match last_slot().decision {
            LastSlot::NoDouble => Outcome::Refused(Refusal::NoSuchSlot),
            LastSlot::StartsEarlier | LastSlot::RunsOver => Outcome::Booked,
        },
    }
}

fn at_most_ten(slots: u32) -> Outcome {
    if slots <= 10 { Outcome::Booked } else { Outcome::Refused(Refusal::OverMaximum) }
}
