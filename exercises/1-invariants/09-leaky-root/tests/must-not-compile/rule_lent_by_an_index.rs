//! INV-5: brackets lend a rule to be changed, and two rules watch one target (INV-2).
//!
//! Refused with E0594: brackets lend the rule to be read.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    let id = RuleId::new("cpu-high");
    policy[&id] = Rule::new(RuleId::new("cpu-high"), Target::new("disk", 60), 80);
    Ok(())
}
