//! INV-5: a getter lends the rules to be changed, and two of them have one id (INV-1).
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0594: it lends them to be read.
//! Or E0614: it gives copies.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.add(Rule::new(RuleId::new("disk-full"), Target::new("disk", 60), 95))?;
    for rule in policy.active_mut() {
        *rule = Rule::new(RuleId::new("disk-full"), Target::new("memory", 5), 90);
    }
    Ok(())
}
