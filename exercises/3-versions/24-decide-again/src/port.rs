// Given: the storage, as `decide_again` sees it. Nothing here needs to change.

use std::fmt;

use thiserror::Error;

use crate::day::{DayKey, DoctorsDay};

/// How many times a day has been saved. What isn't stored is at version 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u64);

impl Version {
    /// The version after `saves` saves.
    pub fn new(saves: u64) -> Self {
        Self(saves)
    }

    /// The version after one more save.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A day as it was when it was loaded. What happens to it stays here until it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The day.
    pub day: DoctorsDay,
    /// Its version at that moment.
    pub version: Version,
}

/// Where days are kept. Others read and write there too, at any moment between two calls.
pub trait Days {
    /// The day as it is now, or `None` when there is none.
    ///
    /// # Errors
    ///
    /// [`StorageError`] when it couldn't be read.
    fn load(&mut self, key: &DayKey) -> Result<Option<Stored>, StorageError>;

    /// Stores `day` if the stored one is still at version `expected`, and returns the new version.
    ///
    /// # Errors
    ///
    /// [`SaveError::Conflict`] when it is at another version, and then nothing has changed.
    /// [`SaveError::Storage`] when the storage failed. What holds then, the [`StorageError`] says.
    fn save(
        &mut self,
        key: &DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError>;
}

/// Why a day wasn't saved, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SaveError {
    /// Somebody else has saved or removed the day. Nothing was written.
    #[error("expected version {expected}, found version {actual}")]
    Conflict {
        /// The version that the caller named.
        expected: Version,
        /// The version that is stored.
        actual: Version,
    },
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A failure of the storage, which says nothing about the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StorageError {
    /// It can't be reached. Nothing was written.
    #[error("the storage can't be reached")]
    Unavailable,
    /// It didn't answer in time. What it was asked to write may be written, or not.
    #[error("the storage did not answer in time")]
    TimedOut,
}
