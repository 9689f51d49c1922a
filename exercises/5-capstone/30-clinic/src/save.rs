//! Step 2: the day in the database, with a version. Both functions are parts of a transaction that the caller
//! has begun.

use rusqlite::Transaction;

use crate::day::DoctorsDay;
use crate::error::SaveError;
use crate::model::{DayKey, Version};

/// A day as it was at one moment, and its version at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The day. It is the caller's own: nobody sees what is done to it until it is saved.
    pub day: DoctorsDay,
    /// To be handed back when the day is saved.
    pub version: Version,
}

/// The day `key` as the transaction sees it. A day that is not stored has no visits and
/// [`Version::NONE`].
///
/// # Errors
///
/// When the database fails, or what is stored can't be read.
pub fn load(at: &Transaction<'_>, key: DayKey) -> Result<Stored, rusqlite::Error> {
    todo!("read the visits and the version of {key} from {at:?}")
}

/// Stores `day` as a whole, in the place of what was stored for `key`, if the stored version is
/// `expected`, and returns the version that it has now: one more. A day that equals the stored one is
/// saved and refused like any other. Whether it counts is up to the caller, who commits.
///
/// # Errors
///
/// The first of these that applies:
///
/// 1. [`SaveError::Conflict`]: another version is stored. Nothing was written.
/// 2. [`SaveError::Storage`]: the database failed.
pub fn save(
    change: &Transaction<'_>,
    key: DayKey,
    day: &DoctorsDay,
    expected: Version,
) -> Result<Version, SaveError> {
    todo!("in {change:?}, store {day:?} for {key} if version {expected} is stored, or say why not")
}
