//! What came out of a plan.

use crate::metric::Metric;
use crate::simulation::{Outcome, Setting};
use crate::statistics::Estimate;

/// Each setting of a plan with its outcomes, one a seed, in the order of the seeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// In the order of the plan.
    pub cells: Vec<(Setting, Vec<Outcome>)>,
}

impl Results {
    /// What the runs of a setting tell about a metric. A setting that was not in the plan has no
    /// runs.
    pub fn estimate(&self, setting: &Setting, metric: Metric) -> Estimate {
        let outcomes =
            self.cells.iter().find(|(cell, _)| cell == setting).map_or(&[][..], |(_, all)| all);
        estimate(outcomes, metric)
    }
}

/// What these runs tell about a metric. Each run counts the same.
pub fn estimate(outcomes: &[Outcome], metric: Metric) -> Estimate {
    let values: Vec<f64> = outcomes.iter().map(|outcome| metric.of(outcome)).collect();
    Estimate::of(&values)
}
