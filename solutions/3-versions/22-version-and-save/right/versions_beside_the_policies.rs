//! The versions stand in a column of their own, as they do in a database table.
//!
//! A save compares two numbers without looking at the policy. The price is that two columns have to be written
//! together. `change` is one chain, with the same three steps.

mod policy;
mod port;
mod rule;

use std::collections::HashMap;
use std::rc::Rc;

pub use policy::{MonitoringPolicy, PolicyId};
pub use port::{ChangeError, ConcurrencyConflict, Policies};
pub use rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId, Target};

/// Policies, kept in memory.
#[derive(Debug, Default)]
pub struct PolicyRepository {
    /// The version of each policy and the policy itself, which is never changed in place.
    rows: HashMap<PolicyId, (u64, Rc<MonitoringPolicy>)>,
}

impl PolicyRepository {
    /// A repository that keeps no policy yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Policies for PolicyRepository {
    fn load(&self, id: &PolicyId) -> Option<MonitoringPolicy> {
        self.rows.get(id).map(|(_, policy)| MonitoringPolicy::clone(policy))
    }

    fn save(
        &mut self,
        id: &PolicyId,
        policy: &MonitoringPolicy,
        expected: u64,
    ) -> Result<(), ConcurrencyConflict> {
        let actual = self.rows.get(id).map_or(0, |(version, _)| *version);
        if actual == expected {
            self.rows.insert(id.clone(), (policy.version(), Rc::new(policy.clone())));
            Ok(())
        } else {
            Err(ConcurrencyConflict { expected, actual })
        }
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
    let mut policy = policies.load(id).ok_or_else(|| ChangeError::NotFound { id: id.clone() })?;
    let expected = policy.version();
    decide(&mut policy).map_err(ChangeError::from).and_then(|answer| {
        policies.save(id, &policy, expected).map(|()| answer).map_err(ChangeError::from)
    })
}
