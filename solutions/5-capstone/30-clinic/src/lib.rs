//! A practice in which many desks book and cancel visits, and any of them may die at any moment.
//!
//! # Invariants
//!
//! - INV-1: a slot has one visit at most, and a double visit has both of its slots, or none.
//! - INV-2: a day is saved only if its stored version is the expected one, and each accepted change
//!   raises it by one.
//! - INV-3: a request has one effect and one receipt, however often it is asked for.
//! - INV-4: nobody has to wait for a desk that decides. What was decided on a day that has changed is
//!   thrown away and decided again. A refusal is handed on, and changes nothing.
//! - INV-5: day, receipt and message are stored together or not at all, whatever fails and whoever
//!   dies.
//! - INV-6: messages are published in the order of their ids, each marked as sent after it was
//!   published and before the next one, and nobody has to wait for it.
//! - INV-7: the desk counts each message once, and has one task for each patient and month whose
//!   total has been over the maximum.

mod ask;
mod database;
mod day;
mod desk;
mod error;
mod fault;
mod model;
mod relay;
mod save;

pub use ask::ask;
pub use database::{open_clinic, open_desk, tasks};
pub use day::DoctorsDay;
pub use desk::{MAXIMUM, over_the_maximum, receive};
pub use error::{AskError, PublishError, ReceiveError, Refusal, RelayError, SaveError};
pub use fault::{Crash, Step, never};
pub use model::{
    DayKey, DoctorId, Done, IdempotencyKey, Length, Message, MessageId, Month, Patient, Receipt,
    Received, Request, Slot, Task, Version, Visit, Wish,
};
pub use relay::relay;
pub use save::{Stored, load, save};
