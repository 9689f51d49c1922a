// Given: what an account is made of. The kata is about `lib.rs`; nothing here needs to change.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::{Add, Sub};

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

/// Names one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountId(String);

impl AccountId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names one person who has something to say about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderName(String);

impl HolderName {
    /// Takes `name` as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for HolderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a holder may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The money is theirs, and so is the debt.
    Owner,
    /// May pay from the account, and owns nothing of it.
    Signatory,
}

/// A person and their role.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// How much an account may owe and how much it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountType {
    /// Opened on the spot.
    Standard,
    /// Opened by appointment, with more room both ways.
    Premium,
}

impl AccountType {
    /// The highest credit limit: 1,000.00 or 8,000.00.
    pub fn maximum_credit_limit(self) -> Cents {
        match self {
            Self::Standard => Cents(100_000),
            Self::Premium => Cents(800_000),
        }
    }

    /// The highest balance: 5,000.00 or 90,000.00.
    pub fn maximum_balance(self) -> Cents {
        match self {
            Self::Standard => Cents(500_000),
            Self::Premium => Cents(9_000_000),
        }
    }
}

/// `standard` or `premium`.
impl fmt::Display for AccountType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "standard",
            Self::Premium => "premium",
        })
    }
}

/// A bank account. What it promises stands at the top of `lib.rs`, next to the methods that change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(crate) id: AccountId,
    pub(crate) account_type: AccountType,
    pub(crate) balance: Cents,
    pub(crate) credit_limit: Cents,
    /// In the order they were added.
    pub(crate) holders: Vec<Holder>,
}

impl Account {
    /// The account as it was stored. The values kept every promise when they were written, so they are taken as
    /// they are.
    pub fn restore(
        id: AccountId,
        account_type: AccountType,
        balance: Cents,
        credit_limit: Cents,
        holders: Vec<Holder>,
    ) -> Self {
        Self { id, account_type, balance, credit_limit, holders }
    }

    /// Which account it is.
    pub fn id(&self) -> &AccountId {
        &self.id
    }

    /// How much it may owe and hold.
    pub fn account_type(&self) -> AccountType {
        self.account_type
    }

    /// The money in it. Below zero, it is what the owners owe.
    pub fn balance(&self) -> Cents {
        self.balance
    }

    /// How far below zero the balance may go. Not negative itself.
    pub fn credit_limit(&self) -> Cents {
        self.credit_limit
    }

    /// Owners and signatories, in the order they were added.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }
}
