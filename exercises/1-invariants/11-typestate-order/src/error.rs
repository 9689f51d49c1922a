// Given: the refusals. The kata is about `lib.rs`; nothing here needs to change.

use jiff::civil::Date;
use thiserror::Error;

use crate::line::Cents;

/// A draft was to be placed and has no lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the order has no lines")]
pub struct NoLines;

/// A placed order was to be paid, and not with its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{due} is due, not {paid}")]
pub struct WrongAmount {
    /// The amount that was offered.
    pub paid: Cents,
    /// The total of the order.
    pub due: Cents,
}

/// A paid order was to be shipped on a date before the one on which it was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the order was paid on {paid_on} and can't be shipped before")]
pub struct BeforePayment {
    /// The date on which it was paid.
    pub paid_on: Date,
}

/// Why an order of whatever state was not shipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Reason {
    /// It is a draft.
    #[error("the order has to be placed first")]
    NotPlaced,
    /// It is placed.
    #[error("the order has to be paid first")]
    NotPaid,
    /// It is paid, and was paid later than that.
    #[error(transparent)]
    BeforePayment(#[from] BeforePayment),
    /// It is shipped.
    #[error("the order is shipped already")]
    AlreadyShipped,
    /// It is cancelled.
    #[error("the order was cancelled")]
    WasCancelled,
}
