//! What an order line is made of: how many, and at what price.
//!
//! # Invariants
//!
//! - INV-1: a [`Quantity`] is a whole number from 1 to 999.
//! - INV-2: a [`Money`] is a whole number of cents from 0 to 99,999,999,999.
//! - INV-3: nothing is bent to fit. A number or a result that is in range is taken exactly as it is, and any other is
//!   refused.

mod words;

pub use words::{MoneyError, QuantityError};

/// How many pieces of one product: 1 to 999. There is no default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// The largest quantity.
    pub const MAX: Self = Self(999);

    /// The number of pieces.
    pub fn get(self) -> i64 {
        self.0
    }
}

/// What a form or a file says, if it is a quantity.
///
/// # Errors
///
/// - [`QuantityError::NotPositive`]: the number is zero or less.
/// - [`QuantityError::TooLarge`]: the number is more than [`Quantity::MAX`].
///
/// Both carry the number as it was given.
impl TryFrom<i64> for Quantity {
    type Error = QuantityError;

    fn try_from(given: i64) -> Result<Self, QuantityError> {
        todo!("a quantity of {given}, or the reason why it is none")
    }
}

/// A price or a sum of prices: 0.00 to 999999999.99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// 0.00, the price of a gift.
    pub const ZERO: Self = Self(0);

    /// The most that an order can come to, 999999999.99.
    pub const MAX: Self = Self(99_999_999_999);

    /// The whole of it in cents.
    pub fn cents(self) -> i64 {
        self.0
    }

    /// Both together, or `None` when that is more than [`Money::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        todo!("{self} and {other} together, or None when that is too much")
    }

    /// So many times this price, or `None` when that is more than [`Money::MAX`].
    pub fn checked_mul(self, quantity: Quantity) -> Option<Self> {
        todo!("{} times {self}, or None when that is too much", quantity.get())
    }
}

/// What a form or a file says, in cents, if it is money.
///
/// # Errors
///
/// - [`MoneyError::Negative`]: the number is less than zero.
/// - [`MoneyError::TooLarge`]: the number is more than [`Money::MAX`].
///
/// Both carry the number as it was given.
impl TryFrom<i64> for Money {
    type Error = MoneyError;

    fn try_from(cents: i64) -> Result<Self, MoneyError> {
        todo!("money of {cents} cents, or the reason why it is none")
    }
}

/// The price times the quantity of each line, all together. No lines come to [`Money::ZERO`].
///
/// `None` when one line or all of them together are more than [`Money::MAX`].
pub fn total(lines: &[(Money, Quantity)]) -> Option<Money> {
    todo!("the sum of {} lines, or None when that is too much", lines.len())
}
