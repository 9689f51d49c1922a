// Given: why a call could not do what it was asked to. The kata is about `lib.rs`; nothing here needs to change.

use thiserror::Error;

use crate::fault::Crash;
use crate::model::{AccountId, IdempotencyKey, MessageId, Money};

/// Why there is no receipt.
///
/// The first four are refusals. Whichever it is, asking again with the same key does no harm.
#[derive(Debug, PartialEq, Error)]
pub enum DepositError {
    /// The amount is zero or less.
    #[error("{amount} can't be deposited")]
    NotPositive {
        /// The amount that was asked for.
        amount: Money,
    },
    /// A deposit with other content was made under this key.
    #[error("key {key} was used for another deposit")]
    KeyReused {
        /// The key that was sent.
        key: IdempotencyKey,
    },
    /// There is no such account.
    #[error("there is no account {account}")]
    UnknownAccount {
        /// The account that was asked for.
        account: AccountId,
    },
    /// The new balance would be larger than [`Money::MAX`].
    #[error("the balance of {account} would be too large")]
    TooLarge {
        /// The account that was asked for.
        account: AccountId,
    },
    /// The database failed.
    #[error("the database failed")]
    Storage(#[from] rusqlite::Error),
    /// The process died on the way.
    #[error(transparent)]
    Crashed(#[from] Crash),
}

/// The message was not taken, or nobody heard that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("no answer from the bonus programme")]
pub struct PublishError;

/// Why a relay has stopped before the end of the outbox.
#[derive(Debug, PartialEq, Error)]
pub enum RelayError {
    /// A message could not be published.
    #[error("message {id} was not published")]
    NotPublished {
        /// The message that comes first the next time.
        id: MessageId,
        /// What publishing it has returned.
        source: PublishError,
    },
    /// The database failed.
    #[error("the database failed")]
    Storage(#[from] rusqlite::Error),
    /// The process died on the way.
    #[error(transparent)]
    Crashed(#[from] Crash),
}

/// Why a delivery was not answered. Delivering the message again does no harm.
#[derive(Debug, PartialEq, Error)]
pub enum ConsumeError {
    /// The database failed.
    #[error("the database failed")]
    Storage(#[from] rusqlite::Error),
    /// The process died on the way.
    #[error(transparent)]
    Crashed(#[from] Crash),
}
