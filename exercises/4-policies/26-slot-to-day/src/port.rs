// Given: where aggregates are kept, whatever they are. Nothing here needs to change.

use std::fmt;

use thiserror::Error;

/// How many times an aggregate has been saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
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

/// An aggregate as it was when it was loaded. What happens to it stays here until it is saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stored<A> {
    /// The aggregate.
    pub aggregate: A,
    /// Its version at that moment.
    pub version: Version,
}

/// Where aggregates of the type `A` are kept by their id. One save is one aggregate, and there is no way to
/// save two of them together.
///
/// Others read and write there too, at any moment between two calls.
pub trait Repository<Id, A> {
    /// The aggregate as it is now. What was never saved is empty, and at version 0.
    ///
    /// A load never fails in this kata, so that every failure is one of saving.
    fn load(&mut self, id: Id) -> Stored<A>;

    /// Stores `aggregate` if the stored one is still at version `expected`, and returns the new version.
    ///
    /// # Errors
    ///
    /// A [`SaveError`], and then nothing was written.
    fn save(&mut self, id: Id, aggregate: &A, expected: Version) -> Result<Version, SaveError>;
}

/// Why an aggregate was not saved. Either way, nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SaveError {
    /// Somebody else has saved it since it was loaded.
    #[error("expected version {expected}, found version {actual}")]
    Conflict {
        /// The version that the caller named.
        expected: Version,
        /// The version that is stored.
        actual: Version,
    },
    /// The storage can't be reached.
    #[error("the storage can't be reached")]
    Unavailable,
}
