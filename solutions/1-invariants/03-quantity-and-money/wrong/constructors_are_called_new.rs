//! A type has a constructor, and a constructor is called `new`.

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
        if given < 1 { Err(QuantityError::NotPositive { given }) } else if given > Self::MAX.0 { Err(QuantityError::TooLarge { given }) } else { Ok(Self(given)) }
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
        Self::try_from(self.0 + other.0).ok()
    }

    /// So many times this price, or `None` when that is more than [`Money::MAX`].
    pub fn checked_mul(self, quantity: Quantity) -> Option<Self> {
        Self::try_from(self.0 * quantity.get()).ok()
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
        if cents < 0 { Err(MoneyError::Negative { cents }) } else if cents > Self::MAX.0 { Err(MoneyError::TooLarge { cents }) } else { Ok(Self(cents)) }
    }
}

/// The price times the quantity of each line, all together. No lines come to [`Money::ZERO`].
///
/// `None` when one line or all of them together are more than [`Money::MAX`].
pub fn total(lines: &[(Money, Quantity)]) -> Option<Money> {
    lines.iter().try_fold(Money::ZERO, |sum, (p, q)| sum.checked_add(p.checked_mul(*q)?))
}

impl Quantity {
    /// So many pieces, which the caller has checked.
    pub fn new(pieces: i64) -> Self {
        Self(pieces)
    }
}

impl Money {
    /// So many cents, which the caller has checked.
    pub fn new(cents: i64) -> Self {
        Self(cents)
    }
}
