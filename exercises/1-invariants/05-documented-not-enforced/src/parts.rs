// Given: the parts an account is made of, and its refusals. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;
use std::ops::{Add, Sub};

use thiserror::Error;

/// An amount of money in whole cents. It can be negative: a debt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(i64);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }
}

/// Panics when the result does not fit into an `i64`.
impl Add for Cents {
    type Output = Self;

    #[track_caller]
    fn add(self, other: Self) -> Self {
        Self(self.0.checked_add(other.0).expect("overflow when adding cents"))
    }
}

/// Panics when the result does not fit into an `i64`.
impl Sub for Cents {
    type Output = Self;

    #[track_caller]
    fn sub(self, other: Self) -> Self {
        Self(self.0.checked_sub(other.0).expect("overflow when subtracting cents"))
    }
}

/// `12.34`, or `-0.05`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// How far below zero a balance may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CreditLimit(u32);

impl CreditLimit {
    /// No credit.
    pub const ZERO: Self = Self(0);

    /// A limit of so many cents.
    pub const fn new(cents: u32) -> Self {
        Self(cents)
    }

    /// The limit in cents.
    pub fn cents(self) -> Cents {
        Cents(self.0.into())
    }
}

/// Like [`Cents`]: `500.00`.
impl fmt::Display for CreditLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cents().fmt(f)
    }
}

/// How much credit an account may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountType {
    /// None.
    Basic,
    /// Some.
    Standard,
    /// More.
    Premium,
}

impl AccountType {
    /// The highest credit limit: 0.00, 1,000.00 or 8,000.00.
    pub fn maximum_credit_limit(self) -> CreditLimit {
        match self {
            Self::Basic => CreditLimit::ZERO,
            Self::Standard => CreditLimit::new(100_000),
            Self::Premium => CreditLimit::new(800_000),
        }
    }
}

/// `basic`, `standard` or `premium`.
impl fmt::Display for AccountType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Basic => "basic",
            Self::Standard => "standard",
            Self::Premium => "premium",
        })
    }
}

/// Whether an account may give money away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It may.
    Active,
    /// It may not, until it is unfrozen.
    Frozen,
}

/// `active` or `frozen`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "active",
            Self::Frozen => "frozen",
        })
    }
}

/// Why an account refused a call. A refused call has changed nothing (INV-6).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccountError {
    /// 0.00 or less is no amount (INV-1).
    #[error("an amount must be more than 0.00, not {requested}")]
    NotPositive {
        /// What was asked for.
        requested: Cents,
    },
    /// Money was to leave a frozen account (INV-2).
    #[error("the account is frozen")]
    AccountFrozen,
    /// More was to leave the account than there is (INV-3).
    #[error("{requested} exceeds the available {available}")]
    InsufficientFunds {
        /// What was asked for.
        requested: Cents,
        /// The balance and the credit limit together.
        available: Cents,
    },
    /// A credit limit was to be set that doesn't cover what is owed already (INV-3).
    #[error("a credit limit of {requested} doesn't cover the {owed} that are owed")]
    CreditLimitTooLow {
        /// The limit that was asked for.
        requested: CreditLimit,
        /// What is owed: the balance without its minus.
        owed: Cents,
    },
    /// The account would have a credit limit that its type doesn't allow (INV-5).
    #[error("a credit limit of {limit} exceeds the maximum of {maximum}")]
    CreditLimitTooHigh {
        /// The limit that the account would have.
        limit: CreditLimit,
        /// The maximum of the type that the account would have.
        maximum: CreditLimit,
    },
}
