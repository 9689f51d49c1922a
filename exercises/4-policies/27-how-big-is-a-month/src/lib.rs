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

pub use record::{Choice, Evidence, Figure, Measured, MonthlyRule, Owner, Window};
pub use simulation::{Boundary, HalfBooked, MAXIMUM, Outcome, Refused, SLOTS, Setting, simulate};

/// The seed that everything in this record was measured with.
pub fn seed() -> u64 {
    todo!("any whole number from 0 on")
}

/// What you decide for.
pub fn choice() -> Choice {
    todo!("a boundary, and the window that you count on")
}

/// INV-1: what the simulation found with [`seed`] and [`choice`].
pub fn measured() -> Measured {
    todo!("the figures of one line of the table")
}

/// INV-2 to INV-4: what becomes of the rule of ten.
pub fn monthly_rule() -> MonthlyRule {
    todo!("an invariant and its price, or a policy and its owner")
}

/// INV-5: what would change your choice.
pub fn evidence() -> Evidence {
    todo!("a figure, a direction and a value")
}
