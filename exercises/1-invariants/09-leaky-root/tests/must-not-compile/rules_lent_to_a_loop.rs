//! INV-5: a loop over `&mut policy` is lent the rules to be changed, and two of them watch one target
//! (INV-2).
//!
//! Refused with E0277: there is nothing to go through.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    for rule in &mut policy {
        *rule = Rule::new(rule.id().clone(), Target::new("memory", 5), 90);
    }
    Ok(())
}
