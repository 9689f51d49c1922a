// Given: what a refusal says, and how money is printed. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use thiserror::Error;

use crate::{Money, Quantity};

/// Why a number is no [`Quantity`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// It is zero or less.
    #[error("a quantity is at least 1, not {given}")]
    NotPositive {
        /// The number, as it was given.
        given: i64,
    },
    /// It is more than [`Quantity::MAX`].
    #[error("a quantity is at most {}, not {given}", Quantity::MAX.get())]
    TooLarge {
        /// The number, as it was given.
        given: i64,
    },
}

/// Why a number of cents is no [`Money`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// It is less than zero.
    #[error("money is at least 0 cents, not {cents}")]
    Negative {
        /// The number of cents, as it was given.
        cents: i64,
    },
    /// It is more than [`Money::MAX`].
    #[error("money is at most {} cents, not {cents}", Money::MAX.cents())]
    TooLarge {
        /// The number of cents, as it was given.
        cents: i64,
    },
}

/// `12.34`. There is no sign to print: money is never negative, and nobody has to ask here.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.cents() / 100, self.cents() % 100)
    }
}
