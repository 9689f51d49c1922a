// Given: the parts a line is made of. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use thiserror::Error;

/// Names what can be ordered. Ids are compared as they are: `tea` and `Tea` are two products.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProductId(String);

impl ProductId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for ProductId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many pieces: 1 to 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(i64);

impl Quantity {
    /// The largest quantity there is.
    pub const MAX: Self = Self(999);

    /// How many pieces it is.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Quantity {
    type Error = QuantityError;

    fn try_from(given: i64) -> Result<Self, QuantityError> {
        match given {
            ..=0 => Err(QuantityError::NotPositive { given }),
            1..=999 => Ok(Self(given)),
            1000.. => Err(QuantityError::TooLarge { given }),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a number is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QuantityError {
    /// It is zero or less.
    #[error("a quantity is at least 1, not {given}")]
    NotPositive {
        /// The number.
        given: i64,
    },
    /// It is more than [`Quantity::MAX`].
    #[error("a quantity is at most 999, not {given}")]
    TooLarge {
        /// The number.
        given: i64,
    },
}

/// An amount of money in whole cents: 0.00 to 999999999.99.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The largest amount there is.
    pub const MAX: Self = Self(99_999_999_999);

    /// How many cents it is.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The sum, or `None` if it is more than [`Money::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::try_from(self.0 + other.0).ok()
    }

    /// The difference, or `None` if it is less than nothing.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::try_from(self.0 - other.0).ok()
    }

    /// So many times the amount, or `None` if that is more than [`Money::MAX`].
    pub fn checked_mul(self, quantity: Quantity) -> Option<Self> {
        Self::try_from(self.0 * quantity.0).ok()
    }
}

impl TryFrom<i64> for Money {
    type Error = MoneyError;

    fn try_from(cents: i64) -> Result<Self, MoneyError> {
        match cents {
            ..=-1 => Err(MoneyError::Negative { cents }),
            cents if cents > Self::MAX.0 => Err(MoneyError::TooLarge { cents }),
            cents => Ok(Self(cents)),
        }
    }
}

/// `12.34`
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Why a number of cents is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// It is less than nothing.
    #[error("an amount is never negative, and {cents} cents is")]
    Negative {
        /// The number.
        cents: i64,
    },
    /// It is more than [`Money::MAX`].
    #[error("{cents} cents is more than an amount can be")]
    TooLarge {
        /// The number.
        cents: i64,
    },
}

/// How many pieces of a product, at what price each.
///
/// The fields are public. Any quantity goes with any price, so there is no rule between them to guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// How many pieces.
    pub quantity: Quantity,
    /// The price of one piece.
    pub unit_price: Money,
}

impl Line {
    /// The unit price times the quantity, or `None` if that is more than [`Money::MAX`].
    pub fn amount(self) -> Option<Money> {
        self.unit_price.checked_mul(self.quantity)
    }
}
