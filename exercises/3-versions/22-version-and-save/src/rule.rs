// Given: the parts a policy is made of. Nothing here needs to change.

use std::fmt;

use thiserror::Error;

/// Names one rule. A policy uses an id once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleId(String);

impl RuleId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a rule watches: one metric, averaged over a window of some minutes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    metric: String,
    minutes: u32,
}

impl Target {
    /// The average of `metric` over the last `minutes` minutes.
    pub fn new(metric: impl Into<String>, minutes: u32) -> Self {
        Self { metric: metric.into(), minutes }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} over {} min", self.metric, self.minutes)
    }
}

/// A rule: raise an alert when the target is above the threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    id: RuleId,
    target: Target,
    threshold: u64,
}

impl Rule {
    /// A rule that alerts when `target` is above `threshold`.
    pub fn new(id: RuleId, target: Target, threshold: u64) -> Self {
        Self { id, target, threshold }
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
}

/// Why a rule was retired. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Takes `text` without the white space around it.
    ///
    /// # Errors
    ///
    /// [`PolicyError::EmptyReason`] when nothing is left.
    pub fn new(text: &str) -> Result<Self, PolicyError> {
        match text.trim() {
            "" => Err(PolicyError::EmptyReason),
            text => Ok(Self(text.to_owned())),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A rule that no longer watches anything, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetiredRule {
    rule: Rule,
    reason: Reason,
}

impl RetiredRule {
    /// The record that `rule` was retired for `reason`.
    pub fn new(rule: Rule, reason: Reason) -> Self {
        Self { rule, reason }
    }

    /// The rule as it was when it was active.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// Why it was retired.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }
}

/// Something that happened to a policy and that others will be told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A rule became active.
    RuleAdded {
        /// The new rule.
        id: RuleId,
        /// The policy's version after it.
        version: u64,
    },
    /// A rule went from active to retired.
    RuleRetired {
        /// The rule that was retired.
        id: RuleId,
        /// The policy's version after it.
        version: u64,
    },
}

/// Why a policy refused a call. A refused call has changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// The id belongs to another rule already, active or retired.
    #[error("rule id {id} is already in use")]
    DuplicateRuleId {
        /// The id that was asked for.
        id: RuleId,
    },
    /// Another active rule watches the target.
    #[error("{target} is already watched by rule {by}")]
    TargetTaken {
        /// The target that was asked for.
        target: Target,
        /// The active rule that watches it.
        by: RuleId,
    },
    /// No active rule has the id.
    #[error("no active rule has the id {id}")]
    RuleNotFound {
        /// The id that was asked for.
        id: RuleId,
    },
    /// The reason is empty or nothing but white space.
    #[error("a rule is retired for a reason, and none was given")]
    EmptyReason,
}
