//! INV-5: a rule that is lent to be read can be silenced, and the policy neither counts nor tells it.
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0596: it needs `&mut`. Or E0507:
//! it needs a rule of one's own.

use leaky_root::{MonitoringPolicy, Rule, RuleId, Target};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut policy = MonitoringPolicy::new();
    policy.add(Rule::new(RuleId::new("cpu-high"), Target::new("cpu", 5), 80))?;
    for rule in policy.active() {
        rule.silence(jiff::civil::date(2026, 3, 14));
    }
    Ok(())
}
