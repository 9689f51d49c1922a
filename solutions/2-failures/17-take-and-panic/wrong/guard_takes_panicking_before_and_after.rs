//! If the thread wasn't panicking before the call and is now, it was this call that went wrong.

mod rule;

use std::cmp::Ordering;
use std::mem;
use std::thread;

pub use rule::{Event, PolicyError, RewriteError, Rule, RuleId, Target};

/// The rules that watch one service.
#[derive(Debug, Clone, Default)]
pub struct MonitoringPolicy {
    /// The first is asked first.
    active: Vec<Rule>,
    version: u64,
    events: Vec<Event>,
}

impl MonitoringPolicy {
    /// A policy without rules, at version 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes `rule` active, as the last of the active rules.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`PolicyError::DuplicateRuleId`]: an active rule has this id.
    /// 2. [`PolicyError::TargetTaken`]: an active rule watches this target.
    pub fn add(&mut self, rule: Rule) -> Result<(), PolicyError> {
        fits(&rule, &self.active)?;

        self.version += 1;
        self.events.push(Event::RuleAdded { id: rule.id().clone(), version: self.version });
        self.active.push(rule);
        Ok(())
    }

    /// Hands the active rules to `edit`, in their order, and puts the rules that it returns in their
    /// place. These may be other rules, fewer, none at all, or the same again.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`RewriteError::Edit`]: `edit` refused, with this error.
    /// 2. [`RewriteError::Broken`]: the rules that it returned break INV-1 or INV-2. The error is the
    ///    first that [`add`](Self::add) would meet, were they added one after another to a new policy.
    ///
    /// # Panics
    ///
    /// When `edit` panics. The caller gets that panic as it is, and nothing has changed.
    pub fn rewrite<E>(
        &mut self,
        edit: impl FnOnce(Vec<Rule>) -> Result<Vec<Rule>, E>,
    ) -> Result<(), RewriteError<E>> {
        let guard = Restore::new(self);
        let rules = edit(mem::take(&mut guard.policy.active));
        let rules = rules.map_err(|why| {
            guard.policy.active.clone_from(&guard.before.active);
            RewriteError::Edit(why)
        })?;
        all_fit(&rules).inspect_err(|_| {
            guard.policy.active.clone_from(&guard.before.active);
        })?;
        guard.policy.active = rules;
        guard.policy.version += 1;
        guard.policy.events.push(Event::RulesRewritten { version: guard.policy.version });
        Ok(())
    }

    /// Puts the active rules into the order of `compare`. Rules that compare as equal keep their order
    /// among themselves.
    ///
    /// # Panics
    ///
    /// When `compare` panics, and possibly when it is no order at all. The caller gets that panic as
    /// it is, and nothing has changed.
    pub fn sort_by(&mut self, compare: impl FnMut(&Rule, &Rule) -> Ordering) {
        let guard = Restore::new(self);
        guard.policy.version += 1;
        guard.policy.events.push(Event::RulesSorted { version: guard.policy.version });
        guard.policy.active.sort_by(compare);
    }

    /// The active rules; the first is asked first.
    pub fn active(&self) -> &[Rule] {
        &self.active
    }

    /// How many calls this policy has accepted.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happened so far, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

/// Puts the policy back as it was when it is dropped by a panic that began during the call.
struct Restore<'a> {
    policy: &'a mut MonitoringPolicy,
    before: MonitoringPolicy,
    panicking_before: bool,
}

impl<'a> Restore<'a> {
    fn new(policy: &'a mut MonitoringPolicy) -> Self {
        let before = policy.clone();
        Self { policy, before, panicking_before: thread::panicking() }
    }
}

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        if thread::panicking() && !self.panicking_before {
            *self.policy = mem::take(&mut self.before);
        }
    }
}

/// Whether `rule` may stand beside `others`.
fn fits(rule: &Rule, others: &[Rule]) -> Result<(), PolicyError> {
    // INV-1
    if others.iter().any(|other| other.id() == rule.id()) {
        return Err(PolicyError::DuplicateRuleId { id: rule.id().clone() });
    }
    // INV-2
    if let Some(other) = others.iter().find(|other| other.target() == rule.target()) {
        return Err(PolicyError::TargetTaken {
            target: rule.target().clone(),
            by: other.id().clone(),
        });
    }
    Ok(())
}

/// Whether each of `rules` may stand beside those before it.
fn all_fit(rules: &[Rule]) -> Result<(), PolicyError> {
    rules.iter().enumerate().try_for_each(|(n, rule)| fits(rule, &rules[..n]))
}
