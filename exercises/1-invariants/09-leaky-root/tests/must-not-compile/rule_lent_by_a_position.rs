//! INV-5: brackets with a position lend a rule to be changed, and two rules watch one target (INV-2).
//!
//! Refused with E0308: brackets take an id. Or E0277: they take others, and no position. Or E0594: they lend the
//! rule to be read.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    policy[0] = Rule::new(RuleId::new("cpu-high"), Target::new("disk", 60), 80);
    Ok(())
}
