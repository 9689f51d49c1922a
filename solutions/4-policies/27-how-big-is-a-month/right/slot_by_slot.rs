//! Nothing is smaller than a slot, so patients hardly ever get in each other's way.
//!
//! The price: a double visit is two saves, and the first of them can be seen alone.

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
    Choice { boundary: Boundary::Slot, window: Window::OneSecond }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured { conflicts: 1, false_conflicts: 0, given_up: 0, breaches: 1, rows: 2, saves: 1 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    MonthlyRule::Policy {
        owner: Owner::FrontDesk,
        correction_within: Duration::from_secs(24 * 60 * 60 + 1),
    }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    Evidence::Below(Figure::Conflicts, 1)
}
