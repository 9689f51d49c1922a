//! Tests of a monitoring policy: what is true after a refusal, and after a success.

use std::fmt::{self, Write};

use before_after::{MonitoringPolicy, PolicyError, Rule, RuleId, Target};

fn id(id: &str) -> RuleId {
    RuleId::new(id)
}

fn rule(name: &str, metric: &str, minutes: u32, threshold: u64) -> Rule {
    Rule::new(id(name), Target::new(metric, minutes), threshold)
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
    let outcome = policy.retire(&id("net-slow"), "moved");
    assert_eq!(outcome, Ok(()), "net-slow is active, so it can be retired");
    policy
}

/// What a caller can see, one line a fact.
///
/// Canonical: the rules are sorted, because their order is not promised; the events are not, because
/// theirs is. `Debug` of the policy would show private fields, which are not promised either.
#[derive(PartialEq)]
struct View(String);

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for View {
    /// As lines, so that a failed comparison can be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.0)
    }
}

fn view(policy: &MonitoringPolicy) -> View {
    let line = |state: &str, rule: &Rule| {
        format!("{state}: {}, {} > {}", rule.id(), rule.target(), rule.threshold())
    };
    let mut rules: Vec<String> = policy.active().iter().map(|rule| line("active", rule)).collect();
    rules.extend(
        policy
            .retired()
            .iter()
            .map(|old| format!("{}, because {}", line("retired", old.rule()), old.reason())),
    );
    rules.sort();

    let mut text = format!("version {}\n{}\n", policy.version(), rules.join("\n"));
    for event in policy.pending_events() {
        writeln!(text, "event: {event:?}").expect("writing to a string can't fail");
    }
    View(text)
}

/// `call` is refused with `why`, and afterwards the policy looks as it did before.
#[track_caller]
fn refused(why: PolicyError, call: impl FnOnce(&mut MonitoringPolicy) -> Result<(), PolicyError>) {
    let mut policy = policy();
    let before = view(&policy);
    let outcome = call(&mut policy);
    assert_eq!(outcome, Err(why.clone()), "the call is refused, and the error says why");
    assert_eq!(view(&policy), before, "the call was refused ({why}), so it changes nothing");
}

#[test]
fn retiring_an_unknown_rule_changes_nothing() {
    refused(PolicyError::RuleNotFound { id: id("memory-low") }, |policy| {
        policy.retire(&id("memory-low"), "moved")
    });
}

#[test]
fn retiring_a_retired_rule_changes_nothing() {
    refused(PolicyError::RuleNotFound { id: id("net-slow") }, |policy| {
        policy.retire(&id("net-slow"), "again")
    });
}

#[test]
fn retiring_without_a_reason_changes_nothing() {
    refused(PolicyError::EmptyReason, |policy| policy.retire(&id("disk-full"), " "));
}

#[test]
fn adding_an_active_id_changes_nothing() {
    refused(PolicyError::DuplicateRuleId { id: id("cpu-high") }, |policy| {
        // Another target and threshold: if the rule were put in after all, it would show.
        policy.add(rule("cpu-high", "memory", 30, 70))
    });
}

#[test]
fn adding_a_retired_id_changes_nothing() {
    refused(PolicyError::DuplicateRuleId { id: id("net-slow") }, |policy| {
        policy.add(rule("net-slow", "memory", 30, 70))
    });
}

#[test]
fn adding_a_second_rule_for_a_target_changes_nothing() {
    let (target, by) = (Target::new("disk", 60), id("disk-full"));
    refused(PolicyError::TargetTaken { target, by }, |policy| {
        policy.add(rule("disk-fuller", "disk", 60, 70))
    });
}

/// Without this one, a policy that never does anything would pass all the others.
#[test]
fn accepted_calls_change_what_they_say() {
    let mut policy = policy();
    assert_eq!(
        policy.add(rule("net-slower", "net", 1, 70)),
        Ok(()),
        "the rule that watched net is retired, so its target is free"
    );
    assert_eq!(
        policy.retire(&id("cpu-high"), " noisy "),
        Ok(()),
        "cpu-high is active, so it can be retired"
    );
    insta::assert_snapshot!(view(&policy), @r#"
    version 6
    active: disk-full, disk over 60 min > 95
    active: net-slower, net over 1 min > 70
    retired: cpu-high, cpu over 5 min > 90, because noisy
    retired: net-slow, net over 1 min > 200, because moved
    event: RuleAdded { id: RuleId("cpu-high"), version: 1 }
    event: RuleAdded { id: RuleId("disk-full"), version: 2 }
    event: RuleAdded { id: RuleId("net-slow"), version: 3 }
    event: RuleRetired { id: RuleId("net-slow"), version: 4 }
    event: RuleAdded { id: RuleId("net-slower"), version: 5 }
    event: RuleRetired { id: RuleId("cpu-high"), version: 6 }
    "#);
}

#[test]
fn a_new_policy_is_empty() {
    insta::assert_snapshot!(view(&MonitoringPolicy::new()), @"version 0");
}
