// Given: the parts an account is made of. The kata is about `tests/mine.rs`; nothing here needs to change.

use std::num::NonZeroU32;
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

/// An amount that can be paid or lent: more than 0.00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(NonZeroU32);

impl Amount {
    /// The amount of so many cents. `None` when that is zero.
    pub const fn new(cents: u32) -> Option<Self> {
        match NonZeroU32::new(cents) {
            Some(cents) => Some(Self(cents)),
            None => None,
        }
    }

    /// The amount in cents, more than 0.00.
    pub fn cents(self) -> Cents {
        Cents(self.0.get().into())
    }
}

/// Names one person who has something to say about an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HolderName(String);

impl HolderName {
    /// Takes `name` as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

/// What a holder may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The money is theirs, and so is the debt.
    Owner,
    /// May pay from the account, and owns nothing of it.
    Signatory,
}

/// A person and their role. Holders can be sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    name: HolderName,
    role: Role,
}

impl Holder {
    /// `name`, with this role.
    pub fn new(name: HolderName, role: Role) -> Self {
        Self { name, role }
    }

    /// Who it is.
    pub fn name(&self) -> &HolderName {
        &self.name
    }

    /// What they may do.
    pub fn role(&self) -> Role {
        self.role
    }
}

/// Whether an account may pay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It may.
    Active,
    /// It may not, until it is unfrozen. Everything else goes on.
    Frozen,
}

/// Whether an account may owe something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountType {
    /// It may not.
    Standard,
    /// It may.
    Credit {
        /// The most that it may owe.
        limit: Amount,
    },
}

/// Something that happened to an account and that others will be told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Money was paid in.
    Deposited {
        /// How much.
        amount: Amount,
    },
    /// Money was paid out.
    Withdrawn {
        /// How much.
        amount: Amount,
    },
    /// Somebody is no longer a holder.
    HolderRemoved {
        /// Who it was.
        holder: HolderName,
    },
}

/// Why an account refused a call (INV-4). A refused call has changed nothing (INV-5).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccountError {
    /// The account is frozen (INV-1).
    #[error("the account is frozen")]
    AccountFrozen,
    /// A standard account has less than that (INV-2).
    #[error("the account has less than that")]
    InsufficientFunds {
        /// What was to be withdrawn.
        requested: Cents,
        /// The most that could have been withdrawn: the balance.
        available: Cents,
    },
    /// A credit account would owe more than its credit limit (INV-2).
    #[error("the credit limit does not allow that")]
    CreditLimitExceeded {
        /// What was to be withdrawn.
        requested: Cents,
        /// The most that could have been withdrawn: balance and credit limit together.
        available: Cents,
    },
    /// Nobody of this name is a holder of this account.
    #[error("nobody of this name is a holder")]
    UnknownHolder {
        /// Who was to be removed.
        holder: HolderName,
    },
    /// Without this owner the account would have none (INV-3).
    #[error("an account has at least one owner")]
    LastOwner {
        /// Who was to be removed.
        holder: HolderName,
    },
}
