//! Results as CSV: one line for each setting and metric.
//!
//! | column | what it is |
//! |---|---|
//! | `boundary` | what is loaded and saved as one |
//! | `window_ms` | milliseconds between load and save |
//! | `delay_ms` | milliseconds until the read model counts a slot |
//! | `calls_per_hour` | calls in an hour, on average |
//! | `doubles_per_100` | of 100 requests, how many are for a double visit |
//! | `doctors` | how many doctors the practice has |
//! | `metric` | what was measured, and of what |
//! | `mean` | the mean over the runs |
//! | `half_width` | the 95 % confidence interval is `mean` ± this; empty for one run |
//! | `n` | how many runs there were, each with a seed of its own |

use std::fmt::Write as _;

use crate::metric::Metric;
use crate::results::{Results, estimate};

/// The first line.
pub const HEADER: &str =
    "boundary,window_ms,delay_ms,calls_per_hour,doubles_per_100,doctors,metric,mean,half_width,n";

/// The whole file, with these metrics.
pub fn csv(results: &Results, metrics: &[Metric]) -> String {
    let mut text = format!("{HEADER}\n");
    for (setting, outcomes) in &results.cells {
        for metric in metrics {
            let found = estimate(outcomes, *metric);
            let half_width =
                found.half_width.map(|width| format!("{width:.4}")).unwrap_or_default();
            let _ = writeln!(
                text,
                "{},{},{},{},{},{},{},{:.4},{half_width},{}",
                setting.boundary,
                setting.window.as_millis(),
                setting.read_model_delay.as_millis(),
                setting.calls_per_hour,
                setting.doubles_per_100,
                setting.doctors,
                metric.name(),
                found.mean,
                found.n,
            );
        }
    }
    text
}
