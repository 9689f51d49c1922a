//! The quota is best compared with the practice's month, which does the same.

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
    Choice { boundary: Boundary::DayAndQuota, window: Window::OneSecond }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 3, false_conflicts: 3, given_up: 0, breaches: 0, rows: 31, saves: 3 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Invariant { costs: Figure::Saves, compared_with: Boundary::PracticesMonth }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::GivenUp, 50)
}
