// Given: where accounts are kept, as the use cases see it. The kata is about `lib.rs`; nothing here needs to change.

use std::error::Error;
use std::fmt;

use crate::{Account, AccountId};

/// Where the accounts are kept: in a database, a file, or a test's memory.
pub trait Accounts {
    /// The account as it was saved last, or `None` when there is none of this id.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when nobody can say.
    fn load(&self, id: &AccountId) -> Result<Option<Account>, StorageError>;

    /// Keeps `account` in place of what was kept under its id.
    ///
    /// # Errors
    ///
    /// A [`StorageError`] when that could not be done, or when nobody can say whether it was.
    fn save(&mut self, account: &Account) -> Result<(), StorageError>;
}

/// What the storage was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// [`Accounts::load`].
    Load,
    /// [`Accounts::save`].
    Save,
}

/// `loading` or `saving`.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Load => "loading",
            Self::Save => "saving",
        })
    }
}

/// The storage failed. Its source is what the database, the disk or the network said.
///
/// It is neither `Clone` nor `PartialEq`, because that source need not be.
#[derive(Debug, thiserror::Error)]
#[error("{operation} account {id} failed")]
pub struct StorageError {
    operation: Operation,
    id: AccountId,
    source: Box<dyn Error + Send + Sync>,
}

impl StorageError {
    /// `operation` on the account `id` failed, because of `source`.
    pub fn new(
        operation: Operation,
        id: AccountId,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self { operation, id, source: source.into() }
    }

    /// What the storage was asked to do.
    pub fn operation(&self) -> Operation {
        self.operation
    }

    /// The account that it was asked to do it with.
    pub fn id(&self) -> &AccountId {
        &self.id
    }
}
