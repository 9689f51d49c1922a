// Given: how `decide_again` can fail. Nothing here needs to change.

use std::num::NonZeroU32;

use thiserror::Error;

use crate::day::DayKey;
use crate::port::{StorageError, Version};

/// Why a decision was not made or not saved. `E` is the decision's own way to say no.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure<E> {
    /// There is no such day, or no longer.
    #[error("there is no day of {key}")]
    NoSuchDay {
        /// The day that was asked for.
        key: DayKey,
    },
    /// The decision said no. That is an answer, made on the day as it was just loaded.
    #[error(transparent)]
    Refused(E),
    /// Others were faster, in each of the attempts. Nothing was saved.
    #[error(
        "after {attempts} attempts still in conflict: expected version {expected}, found {actual}"
    )]
    StillInConflict {
        /// How many attempts were made.
        attempts: NonZeroU32,
        /// What the last of them expected.
        expected: Version,
        /// What the last of them found.
        actual: Version,
    },
    /// The storage failed. After [`StorageError::TimedOut`] the day may be saved all the same.
    #[error(transparent)]
    Storage(#[from] StorageError),
}
