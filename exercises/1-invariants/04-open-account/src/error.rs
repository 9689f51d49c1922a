// Given: the refusals. The kata is about `lib.rs`; nothing here needs to change.

use thiserror::Error;

use crate::data::{Cents, HolderName};

/// The text is no account id: it is empty or nothing but white space (INV-4).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an account id is not empty")]
pub struct EmptyAccountId;

/// Why an account could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The first holder is a signatory, so nobody would own the account (INV-1).
    #[error("an account is opened by an owner, and {holder} is to be a signatory")]
    FirstHolderMustBeOwner {
        /// Who was to be the first holder.
        holder: HolderName,
    },
}

/// Why what was stored is no account.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccountError {
    /// None of the holders is an owner (INV-1).
    #[error("an account has at least one owner, and this one has none")]
    NoOwner,
    /// The credit limit is less than 0.00 (INV-2).
    #[error("a credit limit is 0.00 or more, not {credit_limit}")]
    NegativeCreditLimit {
        /// What was stored.
        credit_limit: Cents,
    },
    /// The balance is below minus the credit limit (INV-2).
    #[error("a balance of {balance} is lower than a credit limit of {credit_limit} allows")]
    Overdrawn {
        /// The balance that was stored.
        balance: Cents,
        /// The credit limit that was stored.
        credit_limit: Cents,
    },
    /// Somebody stands in the list of holders twice (INV-3).
    #[error("{holder} is a holder of this account twice")]
    HolderTwice {
        /// Who it is.
        holder: HolderName,
    },
}
