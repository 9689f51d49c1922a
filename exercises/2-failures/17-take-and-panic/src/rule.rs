// Given: the parts a policy is made of. The kata is about `lib.rs`; nothing here needs to change.

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
    /// The rules were replaced by an edited list.
    RulesRewritten {
        /// The policy's version after it.
        version: u64,
    },
    /// The rules were put into another order.
    RulesSorted {
        /// The policy's version after it.
        version: u64,
    },
}

/// Which invariant a rule would break.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// The id belongs to another rule already (INV-1).
    #[error("rule id {id} is already in use")]
    DuplicateRuleId {
        /// The id that was asked for.
        id: RuleId,
    },
    /// Another rule watches the target (INV-2).
    #[error("{target} is already watched by rule {by}")]
    TargetTaken {
        /// The target that was asked for.
        target: Target,
        /// The rule that watches it.
        by: RuleId,
    },
}

/// Why a rewrite was refused. A refused call has changed nothing (INV-3).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RewriteError<E> {
    /// The edit itself refused, with this error.
    #[error("the edit refused to go on")]
    Edit(#[source] E),
    /// The edit returned rules that no policy may have.
    #[error("the edited rules break an invariant")]
    Broken(#[from] PolicyError),
}
