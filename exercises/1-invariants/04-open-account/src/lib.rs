//! A bank account, and the ways to come by one.
//!
//! # Invariants
//!
//! These hold for every [`AccountId`] and every [`Account`] that code outside of this crate can get hold of:
//!
//! - INV-1: an account has at least one owner. A signatory is no owner.
//! - INV-2: a credit limit is 0.00 or more, and a balance is never below minus the credit limit.
//! - INV-3: nobody is a holder of an account twice.
//! - INV-4: an account id is not empty. White space alone counts as empty.

mod data;
mod error;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use data::{AccountData, Cents, Holder, HolderName, Role};
pub use error::{AccountError, EmptyAccountId, OpenError};

/// Names one account. In JSON, a string.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountId(pub String);

impl AccountId {
    /// The id as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Takes the text as it is, the white space around it included.
///
/// # Errors
///
/// [`EmptyAccountId`] when the text is empty or nothing but white space, as [`str::trim`] understands it.
impl TryFrom<String> for AccountId {
    type Error = EmptyAccountId;

    fn try_from(text: String) -> Result<Self, EmptyAccountId> {
        todo!("refuse the id {text:?} if it is empty, or take it as it is")
    }
}

/// Saves callers a `to_owned`.
impl From<&str> for AccountId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A bank account. In JSON, it looks like [`AccountData`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Which account it is.
    pub id: AccountId,
    /// The money in it.
    pub balance: Cents,
    /// How far below zero the balance may go.
    pub credit_limit: Cents,
    /// Owners and signatories, in the order they were added.
    pub holders: Vec<Holder>,
}

impl Account {
    /// A new account with the balance 0.00, the credit limit 0.00 and one holder.
    ///
    /// # Errors
    ///
    /// [`OpenError::FirstHolderMustBeOwner`] when `first` is no owner.
    pub fn open(id: AccountId, first: Holder) -> Result<Self, OpenError> {
        todo!("open the account {id} for {}, or refuse if they are no owner", first.name())
    }

    /// Which account it is.
    pub fn id(&self) -> &AccountId {
        &self.id
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

    /// For the import, which collects the holders one by one.
    pub fn holders_mut(&mut self) -> &mut Vec<Holder> {
        &mut self.holders
    }
}

/// Brings back an account that was stored. What is right is taken as it is.
///
/// # Errors
///
/// The first of these that applies:
///
/// 1. [`AccountError::NoOwner`]: no holder is an owner.
/// 2. [`AccountError::NegativeCreditLimit`]: the credit limit is less than 0.00.
/// 3. [`AccountError::Overdrawn`]: the balance is below minus the credit limit.
/// 4. [`AccountError::HolderTwice`]: a name stands in the list that stood there before, with whatever role. When there are
///    several such names, it is the one whose second place comes first.
impl TryFrom<AccountData> for Account {
    type Error = AccountError;

    fn try_from(data: AccountData) -> Result<Self, AccountError> {
        todo!("refuse what is stored of {} if a rule is broken, or make an account of it", data.id)
    }
}
