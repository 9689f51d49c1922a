//! INV-5: a look-up lends a rule to be changed, and two rules watch one target (INV-2).
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0594: it lends the rule to be
//! read. Or E0614: it gives a copy.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    if let Some(rule) = policy.find_mut(&RuleId::new("cpu-high")) {
        *rule = Rule::new(RuleId::new("cpu-high"), Target::new("disk", 60), 80);
    }
    Ok(())
}
