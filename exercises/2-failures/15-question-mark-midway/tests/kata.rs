//! The promises of kata 15. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use std::fmt::{self, Write};

use question_mark_midway::{Event, MonitoringPolicy, PolicyError, Rule, RuleId, Target};
use rstest::rstest;

const NAMES: [&str; 4] = ["cpu-high", "disk-full", "net-slow", "queue-long"];

fn id(name: &str) -> RuleId {
    RuleId::new(name)
}

fn ids(names: &[&str]) -> Vec<RuleId> {
    names.iter().map(|name| id(name)).collect()
}

/// A policy with four active rules, at version 4.
fn policy() -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for name in NAMES {
        let rule = Rule::new(id(name), Target::new(format!("metric of {name}"), 5), 90);
        assert_eq!(
            policy.add(rule),
            Ok(()),
            "adding {name} breaks no rule, so it is accepted"
        );
    }
    policy
}

fn active(policy: &MonitoringPolicy) -> Vec<String> {
    policy
        .active()
        .iter()
        .map(|rule| rule.id().to_string())
        .collect()
}

fn retired(policy: &MonitoringPolicy) -> Vec<String> {
    let line = |id: &RuleId, reason: &dyn fmt::Display| format!("{id}, because {reason}");
    policy
        .retired()
        .iter()
        .map(|old| line(old.rule().id(), old.reason()))
        .collect()
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
#[derive(PartialEq)]
struct View(String);

impl fmt::Debug for View {
    /// As lines, so that a failed comparison can be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.0)
    }
}

fn view(policy: &MonitoringPolicy) -> View {
    let mut text = format!("version {}\n", policy.version());
    for rule in policy.active() {
        writeln!(
            text,
            "active: {}, {} > {}",
            rule.id(),
            rule.target(),
            rule.threshold()
        )
        .unwrap();
    }
    for old in retired(policy) {
        writeln!(text, "retired: {old}").unwrap();
    }
    for event in policy.events() {
        writeln!(text, "event: {event:?}").unwrap();
    }
    View(text)
}

/// INV-3: `call` is refused with `why`, and the policy looks as it did before.
#[track_caller]
fn refused(
    policy: &mut MonitoringPolicy,
    what: &str,
    why: PolicyError,
    call: impl FnOnce(&mut MonitoringPolicy) -> Result<(), PolicyError>,
) {
    let before = view(policy);
    let outcome = call(policy);
    let after = view(policy);
    assert_eq!(
        outcome,
        Err(why),
        "{what} is refused, and the error says why"
    );
    assert_eq!(after, before, "{what} was refused, so it changes nothing");
}

// ---- retire ----

#[rstest]
#[case::the_first("cpu-high", "")]
#[case::one_between("disk-full", "  ")]
#[case::the_last("queue-long", "\n")]
fn a_bad_reason_leaves_the_rule_active(#[case] name: &str, #[case] reason: &str) {
    refused(
        &mut policy(),
        &format!("retiring {name} for the reason {reason:?}"),
        PolicyError::EmptyReason,
        |policy| policy.retire(&id(name), reason),
    );
}

#[test]
fn an_unknown_rule_changes_nothing() {
    refused(
        &mut policy(),
        "retiring memory-low, which was never added,",
        PolicyError::RuleNotFound {
            id: id("memory-low"),
        },
        |policy| policy.retire(&id("memory-low"), "moved"),
    );
}

#[test]
fn an_unknown_rule_is_reported_before_an_empty_reason() {
    refused(
        &mut policy(),
        "retiring memory-low, which was never added, for no reason",
        PolicyError::RuleNotFound {
            id: id("memory-low"),
        },
        |policy| policy.retire(&id("memory-low"), ""),
    );
}

#[test]
fn a_good_retire_still_works() {
    let mut policy = policy();
    assert_eq!(
        policy.retire(&id("disk-full"), "moved"),
        Ok(()),
        "disk-full is active and the reason is good, so the retire is accepted"
    );
    assert_eq!(
        active(&policy),
        ["cpu-high", "net-slow", "queue-long"],
        "a retired rule is no longer active, and the others keep their order"
    );
    assert_eq!(
        retired(&policy),
        ["disk-full, because moved"],
        "a retired rule stands among the retired, with its reason"
    );
    assert_eq!(
        policy.version(),
        5,
        "INV-4: four adds and one retire make version 5"
    );
    assert_eq!(
        policy.events()[4..],
        [Event::RuleRetired {
            id: id("disk-full"),
            version: 5
        }],
        "INV-4: one rule was retired, so one event was added"
    );
}

#[test]
fn after_a_refusal_the_same_rule_can_be_retired() {
    let mut policy = policy();
    refused(
        &mut policy,
        "retiring net-slow for no reason",
        PolicyError::EmptyReason,
        |policy| policy.retire(&id("net-slow"), ""),
    );
    assert_eq!(
        policy.retire(&id("net-slow"), "moved"),
        Ok(()),
        "the refused call left net-slow active, so it can be retired now"
    );
    assert_eq!(
        retired(&policy),
        ["net-slow, because moved"],
        "only the accepted call has retired net-slow"
    );
}

// ---- retire_all ----

#[test]
fn a_row_is_retired_in_the_order_asked_for() {
    let mut policy = policy();
    assert_eq!(
        policy.retire_all(&ids(&["net-slow", "cpu-high"]), "moved"),
        Ok(()),
        "both rules are active and the reason is good, so the row is accepted"
    );
    assert_eq!(
        active(&policy),
        ["disk-full", "queue-long"],
        "the rules of the row are no longer active, and the others keep their order"
    );
    assert_eq!(
        retired(&policy),
        ["net-slow, because moved", "cpu-high, because moved"],
        "the rules of a row are retired in the order they were named"
    );
    assert_eq!(
        policy.version(),
        6,
        "INV-4: four adds and two retires make version 6"
    );
    assert_eq!(
        policy.events()[4..],
        [
            Event::RuleRetired {
                id: id("net-slow"),
                version: 5
            },
            Event::RuleRetired {
                id: id("cpu-high"),
                version: 6
            },
        ],
        "INV-4: one event for each rule of the row, in order"
    );
}

#[rstest]
#[case::first(["memory-low", "cpu-high", "disk-full"])]
#[case::second(["cpu-high", "memory-low", "disk-full"])]
#[case::last(["cpu-high", "disk-full", "memory-low"])]
fn a_row_with_an_unknown_rule_retires_none(#[case] row: [&str; 3]) {
    refused(
        &mut policy(),
        &format!("retiring the row {row:?}, of which memory-low was never added,"),
        PolicyError::RuleNotFound {
            id: id("memory-low"),
        },
        |policy| policy.retire_all(&ids(&row), "moved"),
    );
}

#[rstest]
#[case::side_by_side(&["cpu-high", "cpu-high"])]
#[case::apart(&["disk-full", "cpu-high", "disk-full"])]
fn a_row_that_names_a_rule_twice_retires_none(#[case] row: &[&str]) {
    refused(
        &mut policy(),
        &format!("retiring the row {row:?}, which names {} twice,", row[0]),
        PolicyError::RuleNotFound { id: id(row[0]) },
        |policy| policy.retire_all(&ids(row), "moved"),
    );
}

#[test]
fn a_row_with_a_bad_reason_retires_none() {
    refused(
        &mut policy(),
        "retiring a row of two for no reason",
        PolicyError::EmptyReason,
        |policy| policy.retire_all(&ids(&["cpu-high", "disk-full"]), ""),
    );
}

#[test]
fn an_empty_row_is_accepted_and_changes_nothing() {
    let mut policy = policy();
    let before = view(&policy);
    assert_eq!(
        policy.retire_all(&[], "moved"),
        Ok(()),
        "a row of none has nothing to refuse"
    );
    assert_eq!(view(&policy), before, "a row of none retires none");
}

#[test]
fn all_rules_can_be_retired_in_one_row() {
    let mut policy = policy();
    assert_eq!(
        policy.retire_all(&ids(&NAMES), "closing down"),
        Ok(()),
        "all four rules are active, so the row is accepted"
    );
    assert_eq!(
        active(&policy),
        [""; 0],
        "every rule was in the row, so none is active"
    );
    assert_eq!(
        policy.retired().len(),
        4,
        "every rule of the row stands among the retired"
    );
}

// ---- add works already, and must go on working ----

#[test]
fn a_refused_add_changes_nothing() {
    let mut policy = policy();
    assert_eq!(
        policy.retire(&id("net-slow"), "moved"),
        Ok(()),
        "net-slow is active and the reason is good, so the retire is accepted"
    );
    for used in ["cpu-high", "net-slow"] {
        refused(
            &mut policy,
            &format!("INV-1: adding a second {used}"),
            PolicyError::DuplicateRuleId { id: id(used) },
            |policy| policy.add(Rule::new(id(used), Target::new("memory", 5), 90)),
        );
    }
    let taken = Target::new("metric of disk-full", 5);
    refused(
        &mut policy,
        "INV-2: adding a second rule for the target of disk-full",
        PolicyError::TargetTaken {
            target: taken.clone(),
            by: id("disk-full"),
        },
        |policy| policy.add(Rule::new(id("disk-fuller"), taken, 90)),
    );
}

#[test]
fn an_accepted_add_counts_and_is_told() {
    let policy = policy();
    assert_eq!(
        active(&policy),
        NAMES,
        "added rules are active, in the order they were added"
    );
    assert_eq!(policy.version(), 4, "INV-4: four adds make version 4");
    let expected: Vec<Event> = NAMES
        .iter()
        .zip(1..)
        .map(|(name, version)| Event::RuleAdded {
            id: id(name),
            version,
        })
        .collect();
    assert_eq!(
        policy.events(),
        expected,
        "INV-4: one event for each added rule, oldest first"
    );
}
