//! Your tests of a monitoring policy.
//!
//! They are run on several right policies, which must pass all of them, and on several wrong ones,
//! each of which must fail at least one.

use before_after::{MonitoringPolicy, PolicyError, Rule, RuleId, Target};

fn rule(id: &str, metric: &str, minutes: u32, threshold: u64) -> Rule {
    Rule::new(RuleId::new(id), Target::new(metric, minutes), threshold)
}

/// Two active rules, one retired one, version 4, four pending events.
fn policy() -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for rule in [
        rule("cpu-high", "cpu", 5, 90),
        rule("disk-full", "disk", 60, 95),
        rule("net-slow", "net", 1, 200),
    ] {
        assert_eq!(policy.add(rule), Ok(()), "three ids, three targets: nothing to refuse");
    }
    let outcome = policy.retire(&RuleId::new("net-slow"), "moved");
    assert_eq!(outcome, Ok(()), "net-slow is active, so it can be retired");
    policy
}

#[test]
fn retiring_an_unknown_rule_is_refused() {
    let mut policy = policy();
    let unknown = RuleId::new("memory-low");
    assert_eq!(
        policy.retire(&unknown, "moved"),
        Err(PolicyError::RuleNotFound { id: unknown }),
        "memory-low was never added, so it can't be retired"
    );
    // What must still be true now?
}
