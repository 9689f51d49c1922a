// Given: a monitoring policy that keeps its own promises. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use crate::rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId};

/// Names one policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyId(String);

impl PolicyId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The rules that watch one service, the retired ones included.
///
/// A rule id is used once, at most one active rule watches a target, and a refused call changes
/// nothing. Each accepted call raises the version by one and adds one event.
#[derive(Debug, Clone, Default)]
pub struct MonitoringPolicy {
    /// In the order they were added.
    active: Vec<Rule>,
    /// In the order they were retired.
    retired: Vec<RetiredRule>,
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
        let retired = self.retired.iter().map(RetiredRule::rule);
        if self.active.iter().chain(retired).any(|other| other.id() == rule.id()) {
            return Err(PolicyError::DuplicateRuleId { id: rule.id().clone() });
        }
        if let Some(other) = self.active.iter().find(|other| other.target() == rule.target()) {
            return Err(PolicyError::TargetTaken {
                target: rule.target().clone(),
                by: other.id().clone(),
            });
        }

        self.version += 1;
        self.events.push(Event::RuleAdded { id: rule.id().clone(), version: self.version });
        self.active.push(rule);
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
        let Some(position) = self.active.iter().position(|rule| rule.id() == id) else {
            return Err(PolicyError::RuleNotFound { id: id.clone() });
        };
        let reason = Reason::new(reason)?;

        let rule = self.active.remove(position);
        self.version += 1;
        self.events.push(Event::RuleRetired { id: id.clone(), version: self.version });
        self.retired.push(RetiredRule::new(rule, reason));
        Ok(())
    }

    /// The active rules, in the order they were added.
    pub fn active(&self) -> &[Rule] {
        &self.active
    }

    /// The retired rules, in the order they were retired.
    pub fn retired(&self) -> &[RetiredRule] {
        &self.retired
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
