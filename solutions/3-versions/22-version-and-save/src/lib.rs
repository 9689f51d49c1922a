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

use std::collections::BTreeMap;

pub use policy::{MonitoringPolicy, PolicyId};
pub use port::{ChangeError, ConcurrencyConflict, Policies};
pub use rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId, Target};

/// Policies, kept in memory.
#[derive(Debug, Default)]
pub struct PolicyRepository {
    /// Each as it was last saved.
    policies: BTreeMap<PolicyId, MonitoringPolicy>,
}

impl PolicyRepository {
    /// A repository that keeps no policy yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The version that is kept.
    fn version(&self, id: &PolicyId) -> u64 {
        self.policies.get(id).map_or(0, MonitoringPolicy::version)
    }
}

impl Policies for PolicyRepository {
    fn load(&self, id: &PolicyId) -> Option<MonitoringPolicy> {
        // INV-4
        self.policies.get(id).cloned()
    }

    fn save(
        &mut self,
        id: &PolicyId,
        policy: &MonitoringPolicy,
        expected: u64,
    ) -> Result<(), ConcurrencyConflict> {
        // INV-1, and before anything is changed (INV-2).
        let actual = self.version(id);
        if expected != actual {
            return Err(ConcurrencyConflict { expected, actual });
        }

        // INV-3
        self.policies.insert(id.clone(), policy.clone());
        Ok(())
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
    // INV-5: each of the three steps is taken once, and each `?` leaves before the save or by it.
    let Some(mut policy) = policies.load(id) else {
        return Err(ChangeError::NotFound { id: id.clone() });
    };
    // Read now: the decision is about this version, and it is about to raise it.
    let expected = policy.version();
    let answer = decide(&mut policy)?;
    policies.save(id, &policy, expected)?;
    Ok(answer)
}
