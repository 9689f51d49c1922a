//! A decision record: how much of a practice is loaded, decided on and saved as one.
//!
//! # Invariants
//!
//! Of the record, whatever it decides for:
//!
//! - INV-1: its figures are what the simulation finds with its seed, boundary and window.
//! - INV-2: the rule of ten is an invariant if the boundary holds it, and a policy if not.
//! - INV-3: a policy has an owner who can act, and corrects neither too early nor too late.
//! - INV-4: the price of an invariant is a figure that is lower at a boundary without it.
//! - INV-5: the evidence for another choice can come, and isn't there yet.
//!
//! What a record says is in [`Choice`], [`Measured`], [`MonthlyRule`] and [`Evidence`].

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
    // The page can load when the patient presses *Book*. That is easier to change than a boundary.
    Choice { boundary: Boundary::DoctorsDay, window: Window::OneSecond }
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    // INV-1: read off the table.
    Measured { conflicts: 1, false_conflicts: 1, given_up: 0, breaches: 0, rows: 30, saves: 1 }
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    // INV-2: none was found, but nothing in a day prevents one.
    // INV-3: the list is a day old at most, and half a day is enough to ring everybody.
    // INV-4: a policy is paid for in telephone calls, and no figure shows them.
    MonthlyRule::Policy {
        owner: Owner::FrontDesk,
        correction_within: Duration::from_secs(36 * 60 * 60),
    }
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    // INV-5: 0 now. The desk can ring two patients of 1,000, and not more.
    Evidence::Above(Figure::Breaches, 2)
}
