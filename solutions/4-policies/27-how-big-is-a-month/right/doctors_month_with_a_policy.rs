//! A doctor's month stops most of what is over ten, and the practice manager sees to the rest.
//!
//! The price: one request in thirteen is given up.

mod record;
mod simulation;

use std::time::Duration;

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    4
}

/// What you decide for.
pub fn choice() -> Choice {
    Choice { boundary: Boundary::DoctorsMonth, window: Window::TwoMinutes }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured {
        conflicts: 717,
        false_conflicts: 699,
        given_up: 77,
        breaches: 3,
        rows: 519,
        saves: 2,
    }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Policy {
        owner: Owner::PracticeManager,
        correction_within: Duration::from_secs(36 * 60 * 60),
    }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::GivenUp, 100)
}
