// Given: what a use case can answer, and what the customer sees of it. The kata is about `lib.rs`; nothing here needs
// to change.

use crate::{AccountError, AccountId};

/// Why a use case was refused. Nothing has been saved.
///
/// A storage that fails is no reason to refuse: it has no variant here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The repository holds no account of this id. No account was there to refuse.
    #[error("there is no account {id}")]
    NoSuchAccount {
        /// The id that was asked for.
        id: AccountId,
    },
    /// The account refused.
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// How a use case ended, in one word. An app would choose its colours by it, a web server its status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It was done.
    Accepted,
    /// It was not done, because of a rule.
    Refused,
    /// The storage failed. No rule had a say.
    Unavailable,
}

/// What leaves the application: words for the customer, and a line for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// How it ended.
    pub status: Status,
    /// What the customer reads.
    pub text: String,
    /// What an operator finds in the log, if there is anything to find.
    pub log: Option<String>,
}

impl Reply {
    /// What the customer reads when the storage has failed, and nothing else.
    pub const UNAVAILABLE: &str =
        "We can't answer this at the moment. Please look at your balance before you try again.";
}
