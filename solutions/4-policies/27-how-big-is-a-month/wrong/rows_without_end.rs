//! When the rows no longer fit into the computer, it was the wrong choice.

mod record;
mod simulation;

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    27
}

/// What you decide for.
pub fn choice() -> Choice {
    Choice { boundary: Boundary::DayAndQuota, window: Window::TwoMinutes }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 211, false_conflicts: 184, given_up: 20, breaches: 0, rows: 37, saves: 3 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Invariant { costs: Figure::Saves, compared_with: Boundary::DoctorsDay }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::Rows, u32::MAX)
}
