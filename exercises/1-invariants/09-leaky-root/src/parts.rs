// Given: names, targets, events and refusals. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use jiff::civil::Date;
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
    /// A rule was given a threshold.
    ThresholdChanged {
        /// The rule that was changed.
        id: RuleId,
        /// The threshold that it has now.
        threshold: u64,
        /// The policy's version after it.
        version: u64,
    },
    /// A rule was given a target.
    RuleRetargeted {
        /// The rule that was changed.
        id: RuleId,
        /// The target that it watches now.
        target: Target,
        /// The policy's version after it.
        version: u64,
    },
    /// A rule was silenced.
    RuleSilenced {
        /// The rule that was silenced.
        id: RuleId,
        /// The date until which it is silent now.
        until: Date,
        /// The policy's version after it.
        version: u64,
    },
}

/// Why a policy refused a command. A refused command has changed nothing (INV-3).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// The id belongs to another rule already, active or retired (INV-1).
    #[error("rule id {id} is already in use")]
    DuplicateRuleId {
        /// The id that was asked for.
        id: RuleId,
    },
    /// Another active rule watches the target (INV-2).
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
}
