//! A repository of monitoring policies that several people write to.
//!
//! # Invariants
//!
//! - INV-1: a save is accepted if `expected` is the version that is kept, and only then. A policy that is
//!   not kept is at version 0.
//! - INV-2: a refused save changes nothing.
//! - INV-3: an accepted save replaces what was kept for its id, whole, and touches no other policy.
//! - INV-4: what `load` hands out is a snapshot. A change to it shows nowhere until it is saved.
//! - INV-5: `change` loads once, decides once, and saves once, with the version that it loaded. When there
//!   is no policy or the decision is refused, it saves nothing.

mod policy;
mod port;
mod rule;

pub use policy::{MonitoringPolicy, PolicyId};
pub use port::{ChangeError, ConcurrencyConflict, Policies};
pub use rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId, Target};

/// Policies, kept in memory.
#[derive(Debug, Default)]
pub struct PolicyRepository {
    // What it needs to remember is yours to decide.
}

impl PolicyRepository {
    /// A repository that keeps no policy yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Policies for PolicyRepository {
    fn load(&self, id: &PolicyId) -> Option<MonitoringPolicy> {
        todo!("hand out a snapshot of {id}, if it is kept")
    }

    fn save(
        &mut self,
        id: &PolicyId,
        policy: &MonitoringPolicy,
        expected: u64,
    ) -> Result<(), ConcurrencyConflict> {
        todo!("keep {id} at {}, if {expected} is the version kept", policy.version())
    }
}

/// Loads the policy `id`, lets `decide` change it, saves it with the version that was loaded, and
/// returns what `decide` returned.
///
/// It calls `load` once and, if the decision was accepted, `save` once, even when the decision changed
/// nothing.
///
/// # Errors
///
/// The first of these that applies, and then nothing was saved:
///
/// 1. [`ChangeError::NotFound`]: no policy is kept for `id`. `decide` was not called.
/// 2. [`ChangeError::Refused`]: `decide` returned an error, whatever it had changed by then. `save` was
///    not called.
/// 3. [`ChangeError::Conflict`]: somebody else has saved or removed the policy between the load and the save.
pub fn change<T>(
    policies: &mut impl Policies,
    id: &PolicyId,
    decide: impl FnOnce(&mut MonitoringPolicy) -> Result<T, PolicyError>,
) -> Result<T, ChangeError> {
    // This line only keeps the compiler quiet until you use both.
    let _ = (policies, decide);
    todo!("load {id}, decide on what was loaded, save it with the version that was loaded")
}
