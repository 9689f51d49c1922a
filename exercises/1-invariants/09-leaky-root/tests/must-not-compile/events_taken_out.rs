//! INV-5: the list of events is public, and anybody can make them unhappen (INV-4).
//!
//! Refused with E0616: the field is private. Or E0615: it has another name.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    policy.events.clear();
    Ok(())
}
