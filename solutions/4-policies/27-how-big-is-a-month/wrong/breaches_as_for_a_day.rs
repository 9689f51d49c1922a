//! A doctor's month knows no more of a patient than a day does.

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
    Choice { boundary: Boundary::DoctorsMonth, window: Window::TwoMinutes }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    Measured {
        conflicts: 754,
        false_conflicts: 734,
        given_up: 86,
        breaches: 8,
        rows: 505,
        saves: 2,
    }
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
    Evidence::Above(Figure::Breaches, 1_500)
}
