//! Until the patient comes, a visit can be cancelled.

mod record;
mod simulation;

use std::time::Duration;

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    27
}

/// What you decide for.
pub fn choice() -> Choice {
    Choice { boundary: Boundary::DoctorsDay, window: Window::TwoMinutes }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 84, false_conflicts: 63, given_up: 1, breaches: 10, rows: 34, saves: 1 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Policy {
        owner: Owner::FrontDesk,
        correction_within: Duration::from_secs(7 * 24 * 60 * 60),
    }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::Breaches, 20)
}
