// Given: what a place that stores days promises. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use thiserror::Error;

use crate::day::{DayKey, DoctorsDay};

/// How many times a day was saved, its first save included. A day that was removed and is stored
/// anew begins again at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u32);

impl Version {
    /// What is expected of a day that is not stored. No stored day has it.
    pub const NONE: Self = Self(0);

    /// The version with this number.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The version's number.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The version after this one.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A day as it was at one moment, and its version at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The day. It is the caller's own: nobody sees what is done to it until it is saved.
    pub day: DoctorsDay,
    /// To be handed back when the day is saved or removed.
    pub version: Version,
}

/// Why a day was not saved or not removed. Nothing has changed then.
#[derive(Debug, PartialEq, Error)]
pub enum SaveError {
    /// A day is stored, and its version is another.
    #[error("version {expected} was expected, and version {actual} is stored")]
    Conflict {
        /// The version that the caller asked for.
        expected: Version,
        /// The stored version, read at the moment of the refusal.
        actual: Version,
    },
    /// No day is stored, though one was expected.
    #[error("version {expected} was expected, and no day is stored")]
    Gone {
        /// The version that the caller asked for.
        expected: Version,
    },
    /// The database failed, or what it stores can't be read, and this is what it said.
    #[error("the database failed")]
    Storage(#[from] rusqlite::Error),
}

/// A place that stores days.
pub trait Days {
    /// The day stored under `key`, or `None`. Day and version are of the same moment.
    ///
    /// # Errors
    ///
    /// When the database fails, or what is stored can't be read. A day that can't be read is not
    /// `None`.
    fn load(&mut self, key: DayKey) -> Result<Option<Stored>, rusqlite::Error>;

    /// Stores `day` as a whole, in the place of what was stored under `key`, if the stored version
    /// is `expected`. With [`Version::NONE`], if no day is stored. Returns the version it has now:
    /// one more than `expected`.
    ///
    /// A day that equals the stored one is saved and refused like any other.
    ///
    /// # Errors
    ///
    /// The first of these that applies, unless the lock for writing isn't free within five seconds:
    /// then `Storage`. In each case nothing has changed.
    ///
    /// 1. [`SaveError::Gone`]: a version was expected, and no day is stored.
    /// 2. [`SaveError::Conflict`]: a day is stored, and its version is not `expected`.
    /// 3. [`SaveError::Storage`]: the database failed, or the stored version can't be read. That
    ///    somebody else saves or removes this day or another meanwhile is no such failure.
    fn save(
        &mut self,
        key: DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError>;

    /// Removes the day stored under `key` and all that belongs to it, if the stored version is
    /// `expected`.
    ///
    /// # Errors
    ///
    /// The first of these that applies, unless the lock for writing isn't free within five seconds:
    /// then `Storage`. In each case nothing has changed.
    ///
    /// 1. [`SaveError::Gone`]: no day is stored, whatever was expected.
    /// 2. [`SaveError::Conflict`]: a day is stored, and its version is not `expected`.
    /// 3. [`SaveError::Storage`]: as for [`Days::save`].
    fn remove(&mut self, key: DayKey, expected: Version) -> Result<(), SaveError>;
}
