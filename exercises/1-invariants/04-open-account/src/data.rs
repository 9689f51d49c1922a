// Given: what an account is made of, and the form in which it is stored. The kata is about `lib.rs`; nothing here needs
// to change. None of these types has a rule of its own, so what serde derives for them is right.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::AccountId;

/// An amount of money in whole cents. It can be negative: a debt is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cents(i64);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// How many cents.
    pub const fn get(self) -> i64 {
        self.0
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

/// Names one person who has something to say about an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// What a holder may do. In JSON, `"owner"` or `"signatory"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The money is theirs, and so is the debt.
    Owner,
    /// May pay from the account, and owns nothing of it.
    Signatory,
}

/// A person and their role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// What is stored of an account. It has the right shape and keeps no rule: anything may stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountData {
    /// Which account it is.
    pub id: AccountId,
    /// The money in it. Below zero, it is what the owners owe.
    pub balance: Cents,
    /// How far below zero the balance may go.
    pub credit_limit: Cents,
    /// Owners and signatories, in the order they were added.
    pub holders: Vec<Holder>,
}
