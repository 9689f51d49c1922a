//! The evidence is about breaches, and few of them is the good direction.

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
    Choice { boundary: Boundary::Slot, window: Window::TwoMinutes }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 9, false_conflicts: 0, given_up: 0, breaches: 17, rows: 2, saves: 1 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Policy {
        owner: Owner::FrontDesk,
        correction_within: std::time::Duration::from_secs(36 * 3_600),
    }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Below(Figure::Breaches, 5)
}
