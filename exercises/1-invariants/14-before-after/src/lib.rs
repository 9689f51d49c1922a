//! A monitoring policy: the rules that watch a service. Given, and right: you write its tests.
//!
//! # Invariants
//!
//! - INV-1: a rule id is used once, by an active rule or by a retired one.
//! - INV-2: at most one active rule watches a target.
//! - INV-3: a refused call changes nothing: no active rule, no retired rule, no version, no event.
//! - INV-4: an accepted call raises the version by one and adds one event.

mod rule;

pub use rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId, Target};

/// The rules that watch one service, the retired ones included.
#[derive(Debug, Clone, Default)]
pub struct MonitoringPolicy {
    active: Vec<Rule>,
    retired: Vec<RetiredRule>,
    version: u64,
    events: Vec<Event>,
}

impl MonitoringPolicy {
    /// A policy without rules, at version 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes `rule` active.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`PolicyError::DuplicateRuleId`]: an active or a retired rule has this id.
    /// 2. [`PolicyError::TargetTaken`]: an active rule watches this target.
    pub fn add(&mut self, rule: Rule) -> Result<(), PolicyError> {
        // INV-1
        if self.id_is_used(rule.id()) {
            return Err(PolicyError::DuplicateRuleId { id: rule.id().clone() });
        }
        // INV-2
        if let Some(other) = self.watcher(rule.target()) {
            return Err(PolicyError::TargetTaken {
                target: rule.target().clone(),
                by: other.id().clone(),
            });
        }

        // INV-4
        self.version += 1;
        self.events.push(Event::RuleAdded { id: rule.id().clone(), version: self.version });
        self.active.push(rule);
        Ok(())
    }

    /// Moves the active rule `id` to the retired rules.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`PolicyError::RuleNotFound`]: no active rule has this id.
    /// 2. [`PolicyError::EmptyReason`]: `reason` is empty or white space.
    pub fn retire(&mut self, id: &RuleId, reason: &str) -> Result<(), PolicyError> {
        // Both `?` stand before the first change (INV-3).
        let position = self.position(id)?;
        let reason = Reason::new(reason)?;

        // INV-4
        self.version += 1;
        self.events.push(Event::RuleRetired { id: id.clone(), version: self.version });
        let rule = self.active.remove(position);
        self.retired.push(RetiredRule::new(rule, reason));
        Ok(())
    }

    /// The active rules. Their order is not promised: any call, a refused one too, may change it.
    pub fn active(&self) -> Vec<Rule> {
        self.active.clone()
    }

    /// The retired rules. Their order is not promised either.
    pub fn retired(&self) -> Vec<RetiredRule> {
        self.retired.clone()
    }

    /// How many calls this policy has accepted.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happened and has not been told to anyone yet, oldest first.
    pub fn pending_events(&self) -> &[Event] {
        &self.events
    }

    fn id_is_used(&self, id: &RuleId) -> bool {
        let retired = self.retired.iter().map(RetiredRule::rule);
        self.active.iter().chain(retired).any(|rule| rule.id() == id)
    }

    fn watcher(&self, target: &Target) -> Option<&Rule> {
        self.active.iter().find(|rule| rule.target() == target)
    }

    fn position(&self, id: &RuleId) -> Result<usize, PolicyError> {
        self.active
            .iter()
            .position(|rule| rule.id() == id)
            .ok_or_else(|| PolicyError::RuleNotFound { id: id.clone() })
    }
}
