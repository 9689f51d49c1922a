//! With a short window all doctors fit into one aggregate, and nobody is ever over ten.
//!
//! The price: more than a thousand rows for each booking, and more as the practice grows.

mod record;
mod simulation;

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    2026
}

/// What you decide for.
pub fn choice() -> Choice {
    Choice { boundary: Boundary::PracticesMonth, window: Window::OneSecond }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 14, false_conflicts: 14, given_up: 0, breaches: 0, rows: 1_313, saves: 1 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Invariant { costs: Figure::Rows, compared_with: Boundary::DoctorsDay }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::Conflicts, 50)
}
