//! The order of a request does not matter as long as all of it is done.

mod rule;

pub use rule::{Event, PolicyError, Reason, RetiredRule, Rule, RuleId, Target};

/// The rules that watch one service, the retired ones included.
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
        // INV-1
        if self
            .active
            .iter()
            .chain(retired)
            .any(|other| other.id() == rule.id())
        {
            return Err(PolicyError::DuplicateRuleId {
                id: rule.id().clone(),
            });
        }
        // INV-2
        if let Some(other) = self
            .active
            .iter()
            .find(|other| other.target() == rule.target())
        {
            return Err(PolicyError::TargetTaken {
                target: rule.target().clone(),
                by: other.id().clone(),
            });
        }

        // INV-4
        self.version += 1;
        self.events.push(Event::RuleAdded {
            id: rule.id().clone(),
            version: self.version,
        });
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
        let position = self.position(id)?;
        let reason = Reason::new(reason)?;

        let rule = self.active.remove(position);
        self.retired.push(RetiredRule::new(rule, reason));
        self.version += 1;
        self.events.push(Event::RuleRetired {
            id: id.clone(),
            version: self.version,
        });
        Ok(())
    }

    /// Retires every rule that `ids` names, in that order, for one reason: all of them or none.
    ///
    /// # Errors
    ///
    /// The first error that retiring them one after another would meet; then nothing has changed. An
    /// id that stands in `ids` twice is [`PolicyError::RuleNotFound`]: by its second turn the rule is
    /// no longer active. An empty batch is accepted, whatever the reason.
    pub fn retire_all(&mut self, ids: &[RuleId], reason: &str) -> Result<(), PolicyError> {
        let mut next = self.clone();
        let mut ids = ids.to_vec();
        ids.sort_by_key(|id| next.position(id).ok());
        for id in &ids {
            next.retire(id, reason)?;
        }
        *self = next;
        Ok(())
    }

    fn position(&self, id: &RuleId) -> Result<usize, PolicyError> {
        self.active
            .iter()
            .position(|rule| rule.id() == id)
            .ok_or_else(|| PolicyError::RuleNotFound { id: id.clone() })
    }

    /// The active rules, in the order they were added.
    pub fn active(&self) -> &[Rule] {
        &self.active
    }

    /// The retired rules, in the order they were retired.
    pub fn retired(&self) -> &[RetiredRule] {
        &self.retired
    }

    /// How many times a rule was added or retired.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happened so far, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}
