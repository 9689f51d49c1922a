//! A monitoring policy: the rules that watch a service.
//!
//! # Invariants
//!
//! - INV-1: a rule id is used once, by an active rule or by a retired one.
//! - INV-2: at most one active rule watches a target.
//! - INV-3: a refused call changes nothing: no list, no index, no version, no event.
//! - INV-4: an accepted call raises the version by one and adds one event.
//! - INV-5: each index has one entry for every active rule, and no other.

mod rule;

use std::collections::BTreeMap;

pub use rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId, Target};

/// The rules that watch one service, the retired ones included.
#[derive(Debug, Clone, Default)]
pub struct MonitoringPolicy {
    /// In the order they were added.
    active: Vec<Rule>,
    /// In the order they were retired.
    retired: Vec<RetiredRule>,
    /// Where in `active` a rule stands.
    by_id: BTreeMap<RuleId, usize>,
    /// Which active rule watches a target.
    by_target: BTreeMap<Target, RuleId>,
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
    /// 1. [`PolicyError::DuplicateRuleId`]: an active or a retired rule has this id.
    /// 2. [`PolicyError::TargetTaken`]: an active rule watches this target.
    pub fn add(&mut self, rule: Rule) -> Result<(), PolicyError> {
        todo!("refuse {rule:?}, or put it into the list and both indexes")
    }

    /// Moves the active rule `id` to the end of the retired rules. The rules that stay active keep
    /// their order.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`PolicyError::RuleNotFound`]: no active rule has this id.
    /// 2. [`PolicyError::EmptyReason`]: `reason` is empty or white space.
    pub fn retire(&mut self, id: &RuleId, reason: &str) -> Result<(), PolicyError> {
        todo!("refuse to retire {id} for {reason:?}, or move it and keep both indexes in step")
    }

    /// The active rules, in the order they were added.
    pub fn active(&self) -> &[Rule] {
        &self.active
    }

    /// The retired rules, in the order they were retired.
    pub fn retired(&self) -> &[RetiredRule] {
        &self.retired
    }

    /// The active rule with this id, found through the index.
    pub fn find(&self, id: &RuleId) -> Option<&Rule> {
        let position = *self.by_id.get(id)?;
        self.active.get(position)
    }

    /// The active rule that watches this target, found through both indexes.
    pub fn watching(&self, target: &Target) -> Option<&Rule> {
        self.find(self.by_target.get(target)?)
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
