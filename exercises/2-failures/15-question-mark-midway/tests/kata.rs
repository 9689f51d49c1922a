//! The promises of kata 15. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use question_mark_midway::{
    Event, MonitoringPolicy, PolicyError, RetiredRule, Rule, RuleId, Target,
};
use rstest::rstest;

/// The active rules of `policy()`, in order; the order of the alphabet would hide a list that was sorted.
const ACTIVE: [&str; 4] = ["queue-long", "cpu-high", "net-slow", "disk-full"];

/// Its retired rules, in order.
const RETIRED: [&str; 2] = ["swap-used", "load-high"];

fn id(name: &str) -> RuleId {
    RuleId::new(name)
}

fn ids(names: &[&str]) -> Vec<RuleId> {
    names.iter().map(|name| id(name)).collect()
}

/// No two rules watch the same target or have the same threshold.
fn rule(name: &str) -> Rule {
    let threshold = name.bytes().map(u64::from).sum();
    Rule::new(id(name), Target::new(format!("metric of {name}"), 5), threshold)
}

/// Four active rules, two retired ones, version 8.
#[track_caller]
fn policy() -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for name in RETIRED.iter().chain(&ACTIVE) {
        assert_eq!(
            policy.add(rule(name)),
            Ok(()),
            "adding {name} breaks no rule, so it is accepted"
        );
    }
    for name in RETIRED {
        assert_eq!(
            policy.retire(&id(name), "gone"),
            Ok(()),
            "{name} is active and the reason is good, so retiring it is accepted"
        );
    }
    policy
}

fn rule_line(rule: &Rule) -> String {
    format!("{}, {} > {}", rule.id(), rule.target(), rule.threshold())
}

fn retired_line(old: &RetiredRule) -> String {
    format!("{}, because {}", rule_line(old.rule()), old.reason())
}

fn active_names(policy: &MonitoringPolicy) -> Vec<String> {
    policy.active().iter().map(|rule| rule.id().to_string()).collect()
}

/// The rules retired since `policy()` was made.
fn newly_retired(policy: &MonitoringPolicy) -> Vec<String> {
    policy.retired().iter().skip(RETIRED.len()).map(retired_line).collect()
}

fn retired_because(names: &[&str], reason: &str) -> Vec<String> {
    names.iter().map(|name| format!("{}, because {reason}", rule_line(&rule(name)))).collect()
}

/// The events since `policy()` was made.
fn new_events(policy: &MonitoringPolicy) -> Vec<Event> {
    policy.events().iter().skip(8).cloned().collect()
}

fn retire_events(names: &[&str]) -> Vec<Event> {
    let event = |(name, version): (&&str, u64)| Event::RuleRetired { id: id(name), version };
    names.iter().zip(9..).map(event).collect()
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
fn view(policy: &MonitoringPolicy) -> Vec<String> {
    let retired: Vec<String> =
        policy.retired().iter().map(|old| old.rule().id().to_string()).collect();
    let mut lines = vec![
        format!("version {}", policy.version()),
        format!("active: {}", active_names(policy).join(", ")),
        format!("retired: {}", retired.join(", ")),
    ];
    lines.extend(policy.active().iter().map(|rule| format!("active {}", rule_line(rule))));
    lines.extend(policy.retired().iter().map(|old| format!("retired {}", retired_line(old))));
    lines.extend(policy.events().iter().zip(1..).map(|(event, n)| format!("event {n}: {event:?}")));
    lines
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// INV-3: `call` is refused with `why`, and the policy looks as it did before.
#[track_caller]
fn refused(
    what: &str,
    why: PolicyError,
    call: impl FnOnce(&mut MonitoringPolicy) -> Result<(), PolicyError>,
) {
    let mut policy = policy();
    let before = view(&policy);
    let outcome = call(&mut policy);
    let changes = changes(&before, &view(&policy));
    assert_eq!(outcome, Err(why), "{what} is refused, and the error says why");
    assert!(changes.is_empty(), "INV-3: {what} was refused but changed this:{changes}");
}

fn not_found(name: &str) -> PolicyError {
    PolicyError::RuleNotFound { id: id(name) }
}

// ---- retire ----

#[rstest]
#[case::the_first("queue-long", "")]
#[case::one_between("cpu-high", "  ")]
#[case::the_last("disk-full", "\n")]
fn a_bad_reason_leaves_the_rule_active(#[case] name: &str, #[case] reason: &str) {
    refused(
        &format!("retiring {name} for the reason {reason:?}"),
        PolicyError::EmptyReason,
        |policy| policy.retire(&id(name), reason),
    );
}

#[rstest]
#[case::never_added("memory-low")]
#[case::retired_already("load-high")]
fn a_rule_that_is_not_active_is_not_found(#[case] name: &str) {
    refused(&format!("retiring {name}, which is not active,"), not_found(name), |policy| {
        policy.retire(&id(name), "moved")
    });
    refused(
        &format!("retiring {name}, which is not active, for no reason"),
        not_found(name),
        |policy| policy.retire(&id(name), ""),
    );
}

#[test]
fn a_good_retire_still_works() {
    let mut policy = policy();
    assert_eq!(
        policy.retire(&id("cpu-high"), "moved"),
        Ok(()),
        "cpu-high is active and the reason is good, so the retire is accepted"
    );
    assert_eq!(
        active_names(&policy),
        ["queue-long", "net-slow", "disk-full"],
        "a retired rule is no longer active, and the others keep their order"
    );
    assert_eq!(
        newly_retired(&policy),
        retired_because(&["cpu-high"], "moved"),
        "a retired rule stands last among the retired, as it was, with its reason"
    );
    assert_eq!(policy.version(), 9, "INV-4: one rule was retired at version 8, so it is 9 now");
    assert_eq!(
        new_events(&policy),
        retire_events(&["cpu-high"]),
        "INV-4: one rule was retired, so one event was added"
    );
}

#[test]
fn after_a_refusal_the_same_rule_can_be_retired() {
    let mut policy = policy();
    assert_eq!(
        policy.retire(&id("net-slow"), ""),
        Err(PolicyError::EmptyReason),
        "retiring net-slow for no reason is refused"
    );
    assert_eq!(
        policy.retire(&id("net-slow"), "moved"),
        Ok(()),
        "the refused call left net-slow active, so it can be retired now"
    );
    assert_eq!(
        newly_retired(&policy),
        retired_because(&["net-slow"], "moved"),
        "only the accepted call has retired net-slow"
    );
}

// ---- retire_all ----

#[rstest]
#[case::front_to_back(&["cpu-high", "net-slow"], &["queue-long", "disk-full"])]
#[case::back_to_front(&["disk-full", "queue-long"], &["cpu-high", "net-slow"])]
#[case::all(&["cpu-high", "disk-full", "queue-long", "net-slow"], &[])]
fn a_batch_is_retired_in_the_order_asked_for(#[case] batch: &[&str], #[case] stay: &[&str]) {
    let mut policy = policy();
    assert_eq!(
        policy.retire_all(&ids(batch), "moved"),
        Ok(()),
        "all of {batch:?} are active and the reason is good, so the batch is accepted"
    );
    assert_eq!(
        active_names(&policy),
        stay,
        "the rules of the batch {batch:?} are no longer active, and the others keep their order"
    );
    assert_eq!(
        newly_retired(&policy),
        retired_because(batch, "moved"),
        "the rules of the batch {batch:?} are retired in the order they were named"
    );
    assert_eq!(
        policy.version(),
        8 + batch.len() as u64,
        "INV-4: {} rules were retired at version 8, one version each",
        batch.len()
    );
    assert_eq!(
        new_events(&policy),
        retire_events(batch),
        "INV-4: one event for each rule of the batch {batch:?}, in order"
    );
}

/// The refusal is the first that retiring one after another would meet.
#[rstest]
#[case::unknown_first(&["memory-low", "cpu-high", "disk-full"], "moved", not_found("memory-low"))]
#[case::unknown_second(&["cpu-high", "memory-low", "disk-full"], "moved", not_found("memory-low"))]
#[case::unknown_last(&["cpu-high", "disk-full", "memory-low"], "moved", not_found("memory-low"))]
#[case::retired_by_an_earlier_call(&["cpu-high", "load-high"], "moved", not_found("load-high"))]
#[case::twice_side_by_side(&["cpu-high", "cpu-high"], "moved", not_found("cpu-high"))]
#[case::twice_apart(&["disk-full", "cpu-high", "disk-full"], "moved", not_found("disk-full"))]
#[case::twice_around_twice(&["cpu-high", "net-slow", "net-slow", "cpu-high"], "moved", not_found("net-slow"))]
#[case::unknown_between_twice(&["cpu-high", "memory-low", "cpu-high"], "moved", not_found("memory-low"))]
#[case::twice_before_unknown(&["cpu-high", "cpu-high", "memory-low"], "moved", not_found("cpu-high"))]
#[case::two_unknown(&["cpu-high", "zzz", "aaa"], "moved", not_found("zzz"))]
#[case::bad_reason(&["cpu-high", "disk-full"], "", PolicyError::EmptyReason)]
#[case::bad_reason_then_unknown(&["cpu-high", "memory-low"], " ", PolicyError::EmptyReason)]
#[case::bad_reason_then_twice(&["cpu-high", "cpu-high"], " ", PolicyError::EmptyReason)]
#[case::unknown_then_bad_reason(&["memory-low", "cpu-high"], "", not_found("memory-low"))]
fn a_batch_that_is_refused_retires_none(
    #[case] batch: &[&str],
    #[case] reason: &str,
    #[case] why: PolicyError,
) {
    let what = format!("retiring {}, for the reason {reason:?},", batch.join(", then "));
    refused(&what, why, |policy| policy.retire_all(&ids(batch), reason));
}

#[rstest]
#[case::for_a_reason("moved")]
#[case::for_none("")]
fn an_empty_batch_is_accepted_and_changes_nothing(#[case] reason: &str) {
    let mut policy = policy();
    let before = view(&policy);
    assert_eq!(
        policy.retire_all(&[], reason),
        Ok(()),
        "in a batch of none there is nothing to refuse, whatever the reason"
    );
    let changes = changes(&before, &view(&policy));
    assert!(changes.is_empty(), "a batch of none retires none, but it changed something:{changes}");
}

// ---- add works already, and must go on working ----

#[test]
fn a_refused_add_changes_nothing() {
    for used in ["cpu-high", "load-high"] {
        refused(
            &format!("INV-1: adding a second {used}"),
            PolicyError::DuplicateRuleId { id: id(used) },
            |policy| policy.add(Rule::new(id(used), Target::new("memory", 5), 90)),
        );
    }
    let taken = Target::new("metric of disk-full", 5);
    refused(
        "INV-2: adding a second rule for the target of disk-full",
        PolicyError::TargetTaken { target: taken.clone(), by: id("disk-full") },
        |policy| policy.add(Rule::new(id("disk-fuller"), taken, 90)),
    );
}

#[test]
fn an_accepted_add_counts_and_is_told() {
    let mut policy = policy();
    let successor = Rule::new(id("load-higher"), Target::new("metric of load-high", 5), 90);
    assert_eq!(
        policy.add(successor.clone()),
        Ok(()),
        "INV-2 is about active rules, so the target of a retired one is free"
    );
    assert_eq!(
        policy.active().last(),
        Some(&successor),
        "a new rule is the last of the active ones"
    );
    assert_eq!(active_names(&policy)[..4], ACTIVE, "the other rules keep their order");
    assert_eq!(policy.version(), 9, "INV-4: one rule was added at version 8, so it is 9 now");
    assert_eq!(
        new_events(&policy),
        [Event::RuleAdded { id: id("load-higher"), version: 9 }],
        "INV-4: one rule was added, so one event was added"
    );
}
