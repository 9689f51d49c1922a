//! `non_exhaustive` keeps others from building an id, so the text may be public.

mod data;
mod error;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use data::{AccountData, Cents, Holder, HolderName, Role};
pub use error::{AccountError, EmptyAccountId, OpenError};

/// Names one account. In JSON, a string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
#[non_exhaustive]
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
        if text.trim().is_empty() { Err(EmptyAccountId) } else { Ok(Self(text)) }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A bank account. In JSON, it looks like [`AccountData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "AccountData")]
pub struct Account {
    /// Which account it is.
    id: AccountId,
    /// The money in it.
    balance: Cents,
    /// How far below zero the balance may go.
    credit_limit: Cents,
    /// Owners and signatories, in the order they were added.
    holders: Vec<Holder>,
}

impl Account {
    /// A new account with the balance 0.00, the credit limit 0.00 and one holder.
    ///
    /// # Errors
    ///
    /// [`OpenError::FirstHolderMustBeOwner`] when `first` is no owner.
    pub fn open(id: AccountId, first: Holder) -> Result<Self, OpenError> {
        match first.role() { Role::Owner => Ok(Self { id, balance: Cents::ZERO, credit_limit: Cents::ZERO, holders: vec![first] }), Role::Signatory => Err(OpenError::FirstHolderMustBeOwner { holder: first.name().clone() }) }
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
        if !data.holders.iter().any(|h| h.role() == Role::Owner) { return Err(AccountError::NoOwner); }
if data.credit_limit < Cents::ZERO { return Err(AccountError::NegativeCreditLimit { credit_limit: data.credit_limit }); }
if data.balance.get() < -data.credit_limit.get() { return Err(AccountError::Overdrawn { balance: data.balance, credit_limit: data.credit_limit }); }
for (at, h) in data.holders.iter().enumerate() { if data.holders[..at].iter().any(|b| b.name() == h.name()) { return Err(AccountError::HolderTwice { holder: h.name().clone() }); } }
let AccountData { id, balance, credit_limit, holders } = data; Ok(Self { id, balance, credit_limit, holders })
    }
}
