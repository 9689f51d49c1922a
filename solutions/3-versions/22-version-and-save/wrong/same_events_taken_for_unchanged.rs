//! The events are all that ever happened, so where they are the same, nothing did.

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
        self.policies.get(id).cloned()
    }

    fn save(
        &mut self,
        id: &PolicyId,
        policy: &MonitoringPolicy,
        expected: u64,
    ) -> Result<(), ConcurrencyConflict> {
        let actual = self.version(id);
        if expected != actual {
            return Err(ConcurrencyConflict { expected, actual });
        }

        if self.policies.get(id).is_some_and(|kept| kept.events() == policy.events()) {
            return Ok(());
        }
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
    let Some(mut policy) = policies.load(id) else {
        return Err(ChangeError::NotFound { id: id.clone() });
    };
    let expected = policy.version();
    let answer = decide(&mut policy)?;
    policies.save(id, &policy, expected)?;
    Ok(answer)
}
