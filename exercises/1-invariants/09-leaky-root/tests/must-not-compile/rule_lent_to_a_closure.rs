//! INV-5: a closure is lent a rule to be changed, and two rules have one id (INV-1).
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0594: it lends the rule to be
//! read.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    let _ = policy.update(&RuleId::new("cpu-high"), |rule| {
        *rule = Rule::new(RuleId::new("disk-full"), Target::new("cpu", 5), 80);
    });
    Ok(())
}
