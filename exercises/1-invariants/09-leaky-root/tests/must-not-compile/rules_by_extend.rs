//! INV-5: `extend` takes rules without a question, and two of them watch one target (INV-2).
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0596: it is that of a list that is lent
//! to be read.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.extend([Rule::new(RuleId::new("cpu-warm"), Target::new("cpu", 5), 60)]);
    Ok(())
}
