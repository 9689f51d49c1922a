// Given: the words of the table, and how a refusal is told. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// Where an order stands: the rows of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The customer is still writing it.
    Draft,
    /// The customer wants it.
    Placed,
    /// The customer has paid it.
    Paid,
    /// The parcel is on its way, and nobody can call it back.
    Shipped,
    /// Nobody wants it any more.
    Cancelled,
}

/// `draft`, `placed`, `paid`, `shipped` or `cancelled`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "draft",
            Self::Placed => "placed",
            Self::Paid => "paid",
            Self::Shipped => "shipped",
            Self::Cancelled => "cancelled",
        })
    }
}

/// What an order can be told: the columns of the table. A command has a date where something depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Make it a draft again.
    Reopen,
    /// Make the draft an order that counts.
    Place,
    /// Record that the customer has paid.
    Pay {
        /// The date on which they paid.
        on: Date,
    },
    /// Record that the parcel has left.
    Ship {
        /// The date on which it left.
        on: Date,
    },
    /// Call it off.
    Cancel,
}

impl Command {
    /// The status that an order has when it has accepted this command.
    pub fn target(self) -> Status {
        match self {
            Self::Reopen => Status::Draft,
            Self::Place => Status::Placed,
            Self::Pay { .. } => Status::Paid,
            Self::Ship { .. } => Status::Shipped,
            Self::Cancel => Status::Cancelled,
        }
    }
}

/// Why an order refused a command: what the table says in that cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft, and was to be reopened.
    AlreadyDraft,
    /// It is placed, or was before it was paid.
    AlreadyPlaced,
    /// It is paid, or was before it was shipped.
    AlreadyPaid,
    /// It is shipped.
    AlreadyShipped,
    /// It is cancelled, and was to be cancelled again.
    AlreadyCancelled,
    /// It is a draft, and a draft is neither paid nor shipped.
    NotPlaced,
    /// It is placed and not paid, and was to be shipped.
    NotPaid,
    /// It was to be shipped on a date before the one on which it was paid (INV-3).
    BeforePayment {
        /// The date on which it was paid.
        paid_on: Date,
    },
    /// It is cancelled, and was to go on as if it were not.
    WasCancelled,
    /// It is cancelled and the customer's money is still here, so it can't be reopened (INV-4).
    RefundDue,
}

/// One sentence without a full stop.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AlreadyDraft => "the order is a draft already",
            Self::AlreadyPlaced => "the order is placed already",
            Self::AlreadyPaid => "the order is paid already",
            Self::AlreadyShipped => "the order is shipped already",
            Self::AlreadyCancelled => "the order is cancelled already",
            Self::NotPlaced => "the order has to be placed first",
            Self::NotPaid => "the order has to be paid first",
            Self::BeforePayment { paid_on } => {
                return write!(f, "the order was paid on {paid_on} and can't be shipped before");
            }
            Self::WasCancelled => "the order was cancelled",
            Self::RefundDue => "the customer has to get the money back first",
        })
    }
}

/// A command was refused. A refused command has changed nothing (INV-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("from {from} to {to}: {reason}")]
pub struct TransitionError {
    /// The status of the order, before the command and after it.
    pub from: Status,
    /// The [`target`](Command::target) of the command.
    pub to: Status,
    /// What stands in the way.
    pub reason: Reason,
}
