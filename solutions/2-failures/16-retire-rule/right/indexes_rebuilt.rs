//! The lists are the truth and the indexes are derived: after each change both are built again.
//!
//! There is no step that could forget a position. The price is a pass over all active rules for every
//! change.

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
        // INV-1, INV-2
        if self.id_is_used(rule.id()) {
            return Err(PolicyError::DuplicateRuleId {
                id: rule.id().clone(),
            });
        }
        if let Some(by) = self.by_target.get(rule.target()) {
            return Err(PolicyError::TargetTaken {
                target: rule.target().clone(),
                by: by.clone(),
            });
        }

        self.events.push(Event::RuleAdded {
            id: rule.id().clone(),
            version: self.version + 1,
        });
        self.active.push(rule);
        self.version += 1;
        self.rebuild_indexes();
        Ok(())
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
        let position = self
            .active
            .iter()
            .position(|rule| rule.id() == id)
            .ok_or_else(|| PolicyError::RuleNotFound { id: id.clone() })?;
        let reason = Reason::new(reason)?;

        let rule = self.active.remove(position);
        self.retired.push(RetiredRule::new(rule, reason));
        self.version += 1;
        self.events.push(Event::RuleRetired {
            id: id.clone(),
            version: self.version,
        });
        self.rebuild_indexes();
        Ok(())
    }

    /// INV-5, by construction.
    fn rebuild_indexes(&mut self) {
        self.by_id = self
            .active
            .iter()
            .enumerate()
            .map(|(position, rule)| (rule.id().clone(), position))
            .collect();
        self.by_target = self
            .active
            .iter()
            .map(|rule| (rule.target().clone(), rule.id().clone()))
            .collect();
    }

    /// INV-1 speaks of both lists, so both are asked.
    fn id_is_used(&self, id: &RuleId) -> bool {
        self.by_id.contains_key(id) || self.retired.iter().any(|old| old.rule().id() == id)
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
