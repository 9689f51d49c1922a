// Given: why a call could not do what it was asked to. Nothing here needs to change.

use std::num::NonZeroU32;

use thiserror::Error;

use crate::fault::Crash;
use crate::model::{IdempotencyKey, MessageId, Slot, Version};

/// A day says no. It has not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A double visit can't begin with the last slot.
    #[error("a double visit from {first} on would last beyond the end of the day")]
    OffTheEnd {
        /// The slot with which it was to begin.
        first: Slot,
    },
    /// Somebody has the slot.
    #[error("{slot} is taken")]
    Taken {
        /// The earliest slot of those wanted that isn't free.
        slot: Slot,
    },
    /// The patient has no visit that begins with this slot.
    #[error("this patient has no visit that begins with {first}")]
    NoSuchVisit {
        /// The slot that was named.
        first: Slot,
    },
}

/// Why a day was not saved.
#[derive(Debug, PartialEq, Error)]
pub enum SaveError {
    /// The stored version is another. Nothing was written.
    #[error("version {expected} was expected, and version {actual} is stored")]
    Conflict {
        /// The version that the caller named.
        expected: Version,
        /// The version that is stored, or [`Version::NONE`].
        actual: Version,
    },
    /// The database failed.
    #[error("the database failed")]
    Storage(#[from] rusqlite::Error),
}

/// Why there is no receipt. Whichever it is, asking again with the same key does no harm.
#[derive(Debug, PartialEq, Error)]
pub enum AskError {
    /// Something else was done under this key.
    #[error("key {key} was used for another request")]
    KeyReused {
        /// The key that was sent.
        key: IdempotencyKey,
    },
    /// The day said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Others were faster, in each of the attempts. Nothing was done.
    #[error("after {attempts} attempts still in conflict")]
    StillInConflict {
        /// How many attempts were made.
        attempts: NonZeroU32,
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
#[error("no answer from the front desk")]
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
pub enum ReceiveError {
    /// The database failed.
    #[error("the database failed")]
    Storage(#[from] rusqlite::Error),
    /// The process died on the way.
    #[error(transparent)]
    Crashed(#[from] Crash),
}
