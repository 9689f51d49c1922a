//! An order on its way from a draft to a parcel: five states, five commands, twenty-five cells.
//!
//! # Invariants
//!
//! - INV-1: the status changes as the table of the brief says, and in no other way.
//! - INV-2: a shipped order has the date of its `Ship`, and no other order has one.
//! - INV-3: an order is never shipped before the date on which it was paid.
//! - INV-4: a refund is due exactly when the order is cancelled and was paid. Then it is not reopened.
//! - INV-5: a refused command changes nothing.
//! - INV-6: the same commands in the same order always give the same answers and the same order.

mod state;

use jiff::civil::Date;

pub use state::{Command, Reason, Status, TransitionError};

/// What a customer wants to buy, from the draft to the parcel.
#[derive(Debug, Clone)]
pub struct Order {
    status: Status,
}

impl Order {
    /// An order that was told nothing yet.
    pub fn draft() -> Self {
        Self { status: Status::Draft }
    }

    /// Where the order stands.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The date on which the order was shipped. `None` unless it is [`Status::Shipped`].
    pub fn shipped_on(&self) -> Option<Date> {
        todo!("the date of the `Ship` that was accepted, if one was")
    }

    /// Whether the customer is to get the money back: the order is [`Status::Cancelled`] and was paid.
    pub fn refund_due(&self) -> bool {
        todo!("whether the order was paid and then cancelled")
    }

    /// Does what `command` says: the status is then the [`target`](Command::target) of the command.
    ///
    /// # Errors
    ///
    /// [`TransitionError`] when the table says no to this command in the present status. Its reason is the one that
    /// stands in that cell, so there is never a choice between two. Nothing has changed then.
    pub fn handle(&mut self, command: Command) -> Result<(), TransitionError> {
        match self.status {
            Status::Draft => todo!("the row `Draft`: do what {command:?} says, or refuse"),
            Status::Placed => todo!("the row `Placed`: do what {command:?} says, or refuse"),
            Status::Paid => todo!("the row `Paid`: do what {command:?} says, or refuse"),
            Status::Shipped => todo!("the row `Shipped`: do what {command:?} says, or refuse"),
            Status::Cancelled => todo!("the row `Cancelled`: do what {command:?} says, or refuse"),
        }
    }
}
