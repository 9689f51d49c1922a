//! If fewer gave up, I would think again.

mod record;
mod simulation;

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    7
}

/// What you decide for.
pub fn choice() -> Choice {
    Choice { boundary: Boundary::PracticesMonth, window: Window::TwoMinutes }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured {
        conflicts: 2226,
        false_conflicts: 2223,
        given_up: 615,
        breaches: 0,
        rows: 3211,
        saves: 7,
    }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Invariant { costs: Figure::GivenUp, compared_with: Boundary::Slot }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Below(Figure::GivenUp, 100)
}
