//! A `NonZeroU16` can't even hold a zero, and a `u64` no debt.
//!
//! The types of the fields keep the lower bounds. The upper ones are still kept at the door.

mod words;

use std::num::NonZeroU16;

pub use words::{MoneyError, QuantityError};

/// How many pieces of one product: 1 to 999. There is no default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(NonZeroU16);

impl Quantity {
    /// The largest quantity.
    pub const MAX: Self = Self(NonZeroU16::MIN.saturating_add(998));

    /// The number of pieces.
    pub fn get(self) -> i64 {
        i64::from(self.0.get())
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
        if given <= 0 {
            return Err(QuantityError::NotPositive { given });
        }
        match u16::try_from(given).ok().and_then(NonZeroU16::new).map(Self) {
            Some(quantity) if quantity <= Self::MAX => Ok(quantity),
            _ => Err(QuantityError::TooLarge { given }),
        }
    }
}

/// A price or a sum of prices: 0.00 to 999999999.99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(u64);

impl Money {
    /// 0.00, the price of a gift.
    pub const ZERO: Self = Self(0);

    /// The most that an order can come to, 999999999.99.
    pub const MAX: Self = Self(99_999_999_999);

    /// The whole of it in cents.
    pub fn cents(self) -> i64 {
        self.0.cast_signed()
    }

    /// Both together, or `None` when that is more than [`Money::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self(self.0 + other.0)).filter(|sum| *sum <= Self::MAX)
    }

    /// So many times this price, or `None` when that is more than [`Money::MAX`].
    pub fn checked_mul(self, quantity: Quantity) -> Option<Self> {
        Some(Self(self.0 * u64::from(quantity.0.get()))).filter(|product| *product <= Self::MAX)
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
        match u64::try_from(cents).map(Self) {
            Err(_) => Err(MoneyError::Negative { cents }),
            Ok(money) if money > Self::MAX => Err(MoneyError::TooLarge { cents }),
            Ok(money) => Ok(money),
        }
    }
}

/// The price times the quantity of each line, all together. No lines come to [`Money::ZERO`].
///
/// `None` when one line or all of them together are more than [`Money::MAX`].
pub fn total(lines: &[(Money, Quantity)]) -> Option<Money> {
    lines.iter().try_fold(Money::ZERO, |sum, &(price, quantity)| {
        sum.checked_add(price.checked_mul(quantity)?)
    })
}
