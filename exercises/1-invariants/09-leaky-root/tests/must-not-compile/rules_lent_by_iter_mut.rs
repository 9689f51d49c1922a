//! INV-5: an iterator lends the rules to be changed, and two of them watch one target (INV-2).
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0596 or E0594: the list is lent
//! to be read.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    for rule in policy.iter_mut() {
        *rule = Rule::new(rule.id().clone(), Target::new("memory", 5), 90);
    }
    Ok(())
}
