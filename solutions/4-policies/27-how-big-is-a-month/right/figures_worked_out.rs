//! The figures are worked out by the simulation.
//!
//! The price: nothing has been read, and when the practice changes, the record says something else than what was decided on.

mod record;
mod simulation;

use std::time::Duration;

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    u64::MAX
}

/// What you decide for.
pub fn choice() -> Choice {
    Choice { boundary: Boundary::DoctorsDay, window: Window::OneSecond }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    let Choice { boundary, window } = choice();
    Measured::of(&simulate(&Setting::practice(boundary, window.duration()), seed()))
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Policy {
        owner: Owner::PracticeManager,
        correction_within: Duration::from_secs(2 * 86_400),
    }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Above(Figure::Rows, 100)
}
