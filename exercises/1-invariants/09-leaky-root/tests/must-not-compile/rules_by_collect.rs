//! INV-5: a policy is collected from rules without a question, and two of them watch one target (INV-2).
//!
//! Refused with E0277: a policy can't be collected.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules =
        ["cpu-high", "cpu-warm"].map(|id| Rule::new(RuleId::new(id), Target::new("cpu", 5), 80));
    let _policy: MonitoringPolicy = rules.into_iter().collect();
    Ok(())
}
