//! Only `compare` can panic in a sort, so a flag that it sets while it runs tells the guard whether to restore.

mod rule;

use std::cell::Cell;
use std::cmp::Ordering;

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

        // INV-4
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
        // The caller's code gets a copy, so `self` is whole whichever way it leaves (INV-3).
        let rules = edit(self.active.clone()).map_err(RewriteError::Edit)?;
        all_fit(&rules)?;
        let version = self.version + 1;

        // From here on only our own code runs, and none of it can refuse or panic.
        self.active = rules;
        self.version = version; // INV-4
        self.events.push(Event::RulesRewritten { version });
        Ok(())
    }

    /// Puts the active rules into the order of `compare`. Rules that compare as equal keep their order
    /// among themselves.
    ///
    /// # Panics
    ///
    /// When `compare` panics, and possibly when it is no order at all. The caller gets that panic as
    /// it is, and nothing has changed.
    pub fn sort_by(&mut self, mut compare: impl FnMut(&Rule, &Rule) -> Ordering) {
        let comparing = Cell::new(false);
        let guard =
            Restore { before: self.active.clone(), active: &mut self.active, comparing: &comparing };
        guard.active.sort_by(|one, other| {
            comparing.set(true);
            let order = compare(one, other);
            comparing.set(false);
            order
        });
        drop(guard);
        let version = self.version + 1;
        self.version = version; // INV-4
        self.events.push(Event::RulesSorted { version });
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

/// Puts the rules back as they were when it is dropped while `compare` runs.
struct Restore<'a> {
    active: &'a mut Vec<Rule>,
    before: Vec<Rule>,
    comparing: &'a Cell<bool>,
}

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        if self.comparing.get() {
            self.active.clone_from(&self.before);
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
