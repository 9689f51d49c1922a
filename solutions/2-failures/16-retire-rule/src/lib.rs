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
        // Locate: every reason to say no comes before the first change (INV-3).
        // INV-1
        if self.id_is_used(rule.id()) {
            return Err(PolicyError::DuplicateRuleId { id: rule.id().clone() });
        }
        // INV-2
        if let Some(by) = self.by_target.get(rule.target()) {
            return Err(PolicyError::TargetTaken { target: rule.target().clone(), by: by.clone() });
        }

        // Build.
        let version = self.version + 1;
        let event = Event::RuleAdded { id: rule.id().clone(), version };

        // Apply: nothing from here on can refuse (INV-5, INV-4).
        self.by_id.insert(rule.id().clone(), self.active.len());
        self.by_target.insert(rule.target().clone(), rule.id().clone());
        self.active.push(rule);
        self.version = version;
        self.events.push(event);
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
        // Locate.
        let Some(&position) = self.by_id.get(id) else {
            return Err(PolicyError::RuleNotFound { id: id.clone() });
        };

        // Build: the last step that can refuse (INV-3).
        let reason = Reason::new(reason)?;
        let version = self.version + 1;
        let event = Event::RuleRetired { id: id.clone(), version };

        // Apply: nothing from here on can refuse (INV-5, INV-4).
        let rule = self.active.remove(position);
        self.by_id.remove(rule.id());
        self.by_target.remove(rule.target());
        for place in self.by_id.values_mut() {
            // The rules behind the gap have moved up by one.
            if *place > position {
                *place -= 1;
            }
        }
        self.retired.push(RetiredRule::new(rule, reason));
        self.version = version;
        self.events.push(event);
        Ok(())
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
