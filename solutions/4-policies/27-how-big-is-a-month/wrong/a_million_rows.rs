//! A practice's month grows and grows.

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
    Choice { boundary: Boundary::PracticesMonth, window: Window::OneSecond }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 18, false_conflicts: 18, given_up: 0, breaches: 0, rows: 1306, saves: 1 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Invariant { costs: Figure::Rows, compared_with: Boundary::DoctorsDay }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::Rows, 1_000_000)
}
