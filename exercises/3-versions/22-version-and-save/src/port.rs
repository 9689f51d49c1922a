// Given: what `change` asks of a repository, and what it answers when it can't change anything. Nothing here needs to change.

use thiserror::Error;

use crate::policy::{MonitoringPolicy, PolicyId};
use crate::rule::PolicyError;

/// Where policies are kept while nobody works on them.
///
/// The version that is kept of a policy is the version it had when it was saved. A policy that is not
/// kept is at version 0.
pub trait Policies {
    /// The policy `id` as it was last saved, or `None` if none is kept.
    ///
    /// It is a snapshot, and the caller's own: what is done to it shows nowhere until it is saved.
    fn load(&self, id: &PolicyId) -> Option<MonitoringPolicy>;

    /// Keeps `policy` as it is, instead of what was kept for `id`.
    ///
    /// `expected` is the version at which the caller loaded the policy, 0 if there was none. It is not
    /// the version of `policy`, which the caller's own changes have raised meanwhile.
    ///
    /// # Errors
    ///
    /// [`ConcurrencyConflict`]: the version kept for `id` is not `expected`, be it higher or lower.
    /// Then nothing has changed.
    fn save(
        &mut self,
        id: &PolicyId,
        policy: &MonitoringPolicy,
        expected: u64,
    ) -> Result<(), ConcurrencyConflict>;
}

/// Somebody else has saved or removed the policy since the caller loaded it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the policy was loaded at version {expected} and is at version {actual} now")]
pub struct ConcurrencyConflict {
    /// The version that the caller loaded.
    pub expected: u64,
    /// The version that is kept.
    pub actual: u64,
}

/// Why a change was not made. Whichever it is, nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// No policy is kept for the id, so there was nothing to decide on.
    #[error("there is no policy {id}")]
    NotFound {
        /// The id that was asked for.
        id: PolicyId,
    },
    /// The policy refused what was decided.
    #[error(transparent)]
    Refused(#[from] PolicyError),
    /// Somebody else has saved or removed the policy between the load and the save.
    #[error(transparent)]
    Conflict(#[from] ConcurrencyConflict),
}
