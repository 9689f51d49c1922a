//! What has happened is past, so nobody can break it.

mod parts;

use std::ops::Index;

use jiff::civil::Date;

pub use parts::{Event, PolicyError, RuleId, Target};

/// A rule: raise an alert when the target is above the threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    id: RuleId,
    target: Target,
    threshold: u64,
    silenced_until: Option<Date>,
}

impl Rule {
    /// A rule that alerts when `target` is above `threshold`. It is not silenced.
    pub fn new(id: RuleId, target: Target, threshold: u64) -> Self {
        Self { id, target, threshold, silenced_until: None }
    }

    /// The rule's name.
    pub fn id(&self) -> &RuleId {
        &self.id
    }

    /// What the rule watches.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The value above which the rule alerts.
    pub fn threshold(&self) -> u64 {
        self.threshold
    }

    /// The date until which nobody is called, if there is one.
    pub fn silenced_until(&self) -> Option<Date> {
        self.silenced_until
    }

    /// Gives the rule another target.
    pub fn set_target(&mut self, target: Target) {
        self.target = target;
    }

    /// Gives the rule another threshold.
    pub fn set_threshold(&mut self, threshold: u64) {
        self.threshold = threshold;
    }
}

/// The rules that watch one service, the retired ones included.
///
/// Its commands are [`add`](Self::add), [`retire`](Self::retire), [`change_threshold`](Self::change_threshold),
/// [`retarget`](Self::retarget) and [`silence`](Self::silence).
#[derive(Debug, Clone, Default)]
pub struct MonitoringPolicy {
    /// In the order they were added.
    active: Vec<Rule>,
    /// In the order they were retired.
    retired: Vec<Rule>,
    version: u64,
    /// As the getter says.
    pub events: Vec<Event>,
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
        // INV-1
        if self.active.iter().chain(&self.retired).any(|other| other.id == rule.id) {
            return Err(PolicyError::DuplicateRuleId { id: rule.id });
        }
        // INV-2
        if let Some(other) = self.active.iter().find(|other| other.target == rule.target) {
            return Err(PolicyError::TargetTaken { by: other.id.clone(), target: rule.target });
        }

        // INV-4
        self.version += 1;
        self.events.push(Event::RuleAdded { id: rule.id.clone(), version: self.version });
        self.active.push(rule);
        Ok(())
    }

    /// Moves the active rule `id` to the end of the retired rules. The rules that stay active keep their order.
    ///
    /// # Errors
    ///
    /// [`PolicyError::RuleNotFound`] when no active rule has this id; then nothing has changed.
    pub fn retire(&mut self, id: &RuleId) -> Result<(), PolicyError> {
        let position = self.position(id)?;

        self.version += 1;
        self.events.push(Event::RuleRetired { id: id.clone(), version: self.version });
        let rule = self.active.remove(position);
        self.retired.push(rule);
        Ok(())
    }

    /// Gives the active rule `id` this threshold, which may be the one it has. The rule stays where it stands and as it is
    /// otherwise.
    ///
    /// # Errors
    ///
    /// [`PolicyError::RuleNotFound`] when no active rule has this id; then nothing has changed.
    pub fn change_threshold(&mut self, id: &RuleId, threshold: u64) -> Result<(), PolicyError> {
        let position = self.position(id)?;

        self.version += 1;
        let version = self.version;
        self.events.push(Event::ThresholdChanged { id: id.clone(), threshold, version });
        self.active[position].set_threshold(threshold);
        Ok(())
    }

    /// Gives the active rule `id` this target, which may be the one it has. The rule stays where it stands and as it is
    /// otherwise.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`PolicyError::RuleNotFound`]: no active rule has this id.
    /// 2. [`PolicyError::TargetTaken`]: another active rule watches this target.
    pub fn retarget(&mut self, id: &RuleId, target: Target) -> Result<(), PolicyError> {
        let position = self.position(id)?;
        // INV-2
        let watching = self.active.iter().find(|rule| rule.target == target);
        if let Some(other) = watching.filter(|other| other.id != *id) {
            return Err(PolicyError::TargetTaken { by: other.id.clone(), target });
        }

        self.version += 1;
        let version = self.version;
        let told = target.clone();
        self.events.push(Event::RuleRetargeted { id: id.clone(), target: told, version });
        self.active[position].set_target(target);
        Ok(())
    }

    /// Makes the active rule `id` silent until this date, whatever it was before. No clock is asked: the date may be past.
    /// The rule stays where it stands and as it is otherwise.
    ///
    /// # Errors
    ///
    /// [`PolicyError::RuleNotFound`] when no active rule has this id; then nothing has changed.
    pub fn silence(&mut self, id: &RuleId, until: Date) -> Result<(), PolicyError> {
        let position = self.position(id)?;

        self.version += 1;
        let version = self.version;
        self.events.push(Event::RuleSilenced { id: id.clone(), until, version });
        self.active[position].silenced_until = Some(until);
        Ok(())
    }

    fn position(&self, id: &RuleId) -> Result<usize, PolicyError> {
        self.active
            .iter()
            .position(|rule| rule.id == *id)
            .ok_or_else(|| PolicyError::RuleNotFound { id: id.clone() })
    }

    /// The active rules, in the order they were added.
    pub fn active(&self) -> &[Rule] {
        &self.active
    }

    /// The retired rules, in the order they were retired.
    pub fn retired(&self) -> &[Rule] {
        &self.retired
    }

    /// The active rule with this id.
    pub fn find(&self, id: &RuleId) -> Option<&Rule> {
        self.active.iter().find(|rule| rule.id == *id)
    }

    /// How many commands this policy has accepted.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happened so far, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

/// The active rule with this id, as `policy[&id]`.
///
/// # Panics
///
/// When no active rule has it.
impl Index<&RuleId> for MonitoringPolicy {
    type Output = Rule;

    fn index(&self, id: &RuleId) -> &Rule {
        self.find(id).expect("an active rule has the id")
    }
}
