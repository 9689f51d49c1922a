//! The promises of kata 16. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use std::fmt::{self, Write};

use retire_rule::{Event, MonitoringPolicy, PolicyError, Rule, RuleId, Target};
use rstest::rstest;

const CPU: (&str, &str, u32) = ("cpu-high", "cpu", 5);
const DISK: (&str, &str, u32) = ("disk-full", "disk", 60);
const NET: (&str, &str, u32) = ("net-slow", "net", 1);
const QUEUE: (&str, &str, u32) = ("queue-long", "queue", 15);
const ALL: [(&str, &str, u32); 4] = [CPU, DISK, NET, QUEUE];

fn id(text: &str) -> RuleId {
    RuleId::new(text)
}

fn rule((name, metric, minutes): (&str, &str, u32)) -> Rule {
    Rule::new(id(name), Target::new(metric, minutes), 90)
}

#[track_caller]
fn policy_of(rules: &[(&str, &str, u32)]) -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for &each in rules {
        accepted(policy.add(rule(each)), &format!("adding {}", each.0));
    }
    policy
}

#[track_caller]
fn accepted(outcome: Result<(), PolicyError>, what: &str) {
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
}

fn names(rules: &[Rule]) -> Vec<String> {
    rules.iter().map(|rule| rule.id().to_string()).collect()
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
        let (id, target, threshold) = (rule.id(), rule.target(), rule.threshold());
        writeln!(text, "active: {id}, {target} > {threshold}").unwrap();
    }
    for old in policy.retired() {
        let (id, target, reason) = (old.rule().id(), old.rule().target(), old.reason());
        writeln!(text, "retired: {id}, {target}, because {reason}").unwrap();
    }
    for (name, metric, minutes) in ALL {
        let by_id = policy.find(&id(name)).map(|rule| rule.id().to_string());
        writeln!(text, "find {name}: {}", by_id.as_deref().unwrap_or("none")).unwrap();
        let target = Target::new(metric, minutes);
        let by_target = policy.watching(&target).map(|rule| rule.id().to_string());
        writeln!(
            text,
            "watching {target}: {}",
            by_target.as_deref().unwrap_or("none")
        )
        .unwrap();
    }
    for event in policy.events() {
        writeln!(text, "event: {event:?}").unwrap();
    }
    View(text)
}

/// INV-4: `call` is refused with `why`, and the policy looks as it did before.
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

// ---- add ----

#[test]
fn an_added_rule_is_active_and_both_indexes_find_it() {
    let policy = policy_of(&[CPU]);

    let active: Vec<&Rule> = policy.active().iter().collect();
    assert_eq!(
        active,
        [&rule(CPU)],
        "an added rule is active, as it was given"
    );
    assert_eq!(
        policy.find(&id("cpu-high")),
        Some(&rule(CPU)),
        "INV-3: an active rule is found by its id"
    );
    assert_eq!(
        policy.watching(&Target::new("cpu", 5)),
        Some(&rule(CPU)),
        "INV-3: an active rule is found by its target"
    );
}

#[test]
fn active_rules_keep_the_order_they_were_added_in() {
    let policy = policy_of(&[NET, CPU, QUEUE, DISK]);
    assert_eq!(
        names(policy.active()),
        ["net-slow", "cpu-high", "queue-long", "disk-full"],
        "a new rule goes to the end of the active rules"
    );
    for each in [NET, CPU, QUEUE, DISK] {
        assert_eq!(
            policy.find(&id(each.0)),
            Some(&rule(each)),
            "INV-3: {} was added, so its id finds it",
            each.0
        );
    }
}

#[test]
fn an_accepted_add_raises_the_version_by_one_and_adds_one_event() {
    let policy = policy_of(&[CPU, DISK]);
    assert_eq!(
        policy.version(),
        2,
        "INV-5: two rules were added, one version each"
    );
    let expected = [
        Event::RuleAdded {
            id: id("cpu-high"),
            version: 1,
        },
        Event::RuleAdded {
            id: id("disk-full"),
            version: 2,
        },
    ];
    assert_eq!(
        policy.events(),
        expected,
        "INV-5: one event for each added rule, oldest first"
    );
}

#[test]
fn a_new_policy_is_empty_and_at_version_zero() {
    let policy = MonitoringPolicy::new();
    assert_eq!(
        policy.version(),
        0,
        "a policy that has accepted no call is at version 0"
    );
    assert_eq!(
        names(policy.active()),
        [""; 0],
        "a new policy has no active rule"
    );
    assert_eq!(
        policy.retired().len(),
        0,
        "a new policy has no retired rule"
    );
    assert_eq!(policy.events(), [], "nothing has happened to a new policy");
}

#[rstest]
#[case::the_first(CPU)]
#[case::the_last(NET)]
fn an_id_in_use_is_refused_and_nothing_changes(#[case] taken: (&str, &str, u32)) {
    let mut policy = policy_of(&[CPU, DISK, NET]);
    let same_id = rule((taken.0, "memory", 30));
    refused(
        &mut policy,
        &format!("INV-1: adding a second {}", taken.0),
        PolicyError::DuplicateRuleId { id: id(taken.0) },
        |policy| policy.add(same_id),
    );
}

#[test]
fn the_id_of_a_retired_rule_is_refused_too() {
    let mut policy = policy_of(&[CPU, DISK, NET]);
    accepted(policy.retire(&id("cpu-high"), "noisy"), "retiring cpu-high");
    accepted(
        policy.retire(&id("disk-full"), "moved"),
        "retiring disk-full",
    );
    for used in ["cpu-high", "disk-full"] {
        refused(
            &mut policy,
            &format!("INV-1: adding {used} again, which is the id of a retired rule,"),
            PolicyError::DuplicateRuleId { id: id(used) },
            |policy| policy.add(rule((used, "memory", 30))),
        );
    }
}

#[test]
fn a_watched_target_is_refused_and_the_error_names_its_rule() {
    let mut policy = policy_of(&[CPU, DISK]);
    refused(
        &mut policy,
        "INV-2: adding a second rule for disk over 60 min",
        PolicyError::TargetTaken {
            target: Target::new("disk", 60),
            by: id("disk-full"),
        },
        |policy| policy.add(rule(("disk-fuller", "disk", 60))),
    );
}

#[test]
fn a_target_is_a_metric_and_a_window_together() {
    let mut policy = policy_of(&[CPU]);
    accepted(
        policy.add(rule(("cpu-hot", "cpu", 60))),
        "INV-2 is about metric and window together: adding a rule for cpu over 60 min beside cpu over 5 min",
    );
    accepted(
        policy.add(rule(("disk-hot", "disk", 5))),
        "INV-2 is about metric and window together: adding a rule for disk over 5 min beside cpu over 5 min",
    );
}

#[test]
fn a_used_id_is_reported_before_a_watched_target() {
    let mut policy = policy_of(&[CPU, DISK]);
    refused(
        &mut policy,
        "adding cpu-high again, for the target of disk-full,",
        PolicyError::DuplicateRuleId { id: id("cpu-high") },
        |policy| policy.add(rule(("cpu-high", "disk", 60))),
    );
}

// ---- retire ----

#[test]
fn a_retired_rule_moves_from_the_active_to_the_retired() {
    let mut policy = policy_of(&[CPU, DISK]);
    accepted(
        policy.retire(&id("cpu-high"), " too noisy\n"),
        "retiring cpu-high",
    );

    assert_eq!(
        names(policy.active()),
        ["disk-full"],
        "a retired rule is no longer active"
    );
    let retired: Vec<&Rule> = policy.retired().iter().map(|old| old.rule()).collect();
    assert_eq!(
        retired,
        [&rule(CPU)],
        "the rule stands among the retired, as it was"
    );
    assert_eq!(
        policy.retired()[0].reason().to_string(),
        "too noisy",
        "the reason is kept, without the white space around it"
    );
}

#[test]
fn retired_rules_stand_in_the_order_they_were_retired() {
    let mut policy = policy_of(&[CPU, DISK, NET]);
    for name in ["net-slow", "cpu-high", "disk-full"] {
        accepted(
            policy.retire(&id(name), "moved"),
            &format!("retiring {name}"),
        );
    }
    let retired: Vec<String> = policy
        .retired()
        .iter()
        .map(|old| old.rule().id().to_string())
        .collect();
    assert_eq!(
        retired,
        ["net-slow", "cpu-high", "disk-full"],
        "a retired rule goes to the end of the retired rules"
    );
    assert_eq!(
        names(policy.active()),
        [""; 0],
        "all three were retired, so none is active"
    );
}

#[test]
fn an_accepted_retire_raises_the_version_by_one_and_adds_one_event() {
    let mut policy = policy_of(&[CPU, DISK]);
    accepted(
        policy.retire(&id("disk-full"), "moved"),
        "retiring disk-full",
    );
    assert_eq!(
        policy.version(),
        3,
        "INV-5: two adds and one retire, one version each"
    );
    assert_eq!(
        policy.events()[2..],
        [Event::RuleRetired {
            id: id("disk-full"),
            version: 3
        }],
        "INV-5: retiring adds one event, after those of the adds"
    );
}

#[rstest]
#[case::the_first("cpu-high", ["disk-full", "net-slow", "queue-long"])]
#[case::the_second("disk-full", ["cpu-high", "net-slow", "queue-long"])]
#[case::the_third("net-slow", ["cpu-high", "disk-full", "queue-long"])]
#[case::the_last("queue-long", ["cpu-high", "disk-full", "net-slow"])]
fn the_rules_that_stay_keep_their_order(#[case] retired: &str, #[case] stay: [&str; 3]) {
    let mut policy = policy_of(&ALL);
    accepted(
        policy.retire(&id(retired), "moved"),
        &format!("retiring {retired}"),
    );
    assert_eq!(
        names(policy.active()),
        stay,
        "{retired} was retired, and the rules that stay keep their order"
    );
}

#[rstest]
#[case::the_first(CPU)]
#[case::the_second(DISK)]
#[case::the_third(NET)]
#[case::the_last(QUEUE)]
fn both_indexes_find_every_rule_that_stays_and_not_the_retired(#[case] retired: (&str, &str, u32)) {
    let mut policy = policy_of(&ALL);
    accepted(
        policy.retire(&id(retired.0), "moved"),
        &format!("retiring {}", retired.0),
    );
    for each in ALL {
        let expected = (each != retired).then(|| rule(each));
        let state = if each == retired {
            "was retired"
        } else {
            "is active"
        };
        assert_eq!(
            policy.find(&id(each.0)),
            expected.as_ref(),
            "INV-3: {} was retired; {} {state}, and the index by id must say so",
            retired.0,
            each.0
        );
        assert_eq!(
            policy.watching(rule(each).target()),
            expected.as_ref(),
            "INV-3: {} was retired; {} {state}, and the index by target must say so",
            retired.0,
            each.0
        );
    }
}

#[test]
fn the_indexes_stay_in_step_over_many_calls() {
    let mut policy = policy_of(&ALL);
    for name in ["disk-full", "cpu-high"] {
        accepted(
            policy.retire(&id(name), "moved"),
            &format!("retiring {name}"),
        );
    }
    accepted(
        policy.add(rule(("disk-2", "disk", 60))),
        "adding disk-2, for a target that is free again,",
    );
    accepted(policy.retire(&id("net-slow"), "moved"), "retiring net-slow");
    for (name, metric, minutes) in [QUEUE, ("disk-2", "disk", 60)] {
        let expected = rule((name, metric, minutes));
        assert_eq!(
            policy.find(&id(name)),
            Some(&expected),
            "INV-3: after four adds, two retires, an add and a retire, {name} is found by its id"
        );
        assert_eq!(
            policy.watching(expected.target()),
            Some(&expected),
            "INV-3: after four adds, two retires, an add and a retire, {name} is found by its target"
        );
    }
}

#[test]
fn a_target_is_free_again_once_its_rule_is_retired() {
    let mut policy = policy_of(&[CPU, DISK]);
    accepted(policy.retire(&id("cpu-high"), "noisy"), "retiring cpu-high");
    let successor = rule(("cpu-higher", "cpu", 5));
    accepted(
        policy.add(successor.clone()),
        "INV-2 is about active rules: adding a rule for the target of a retired one",
    );
    assert_eq!(
        policy.watching(&Target::new("cpu", 5)),
        Some(&successor),
        "INV-3: the target now finds the new rule"
    );
}

#[test]
fn an_unknown_rule_is_refused_and_nothing_changes() {
    let mut policy = policy_of(&[CPU, DISK]);
    refused(
        &mut policy,
        "retiring net-slow, which was never added,",
        PolicyError::RuleNotFound { id: id("net-slow") },
        |policy| policy.retire(&id("net-slow"), "moved"),
    );
}

#[test]
fn a_rule_is_retired_once() {
    let mut policy = policy_of(&[CPU, DISK]);
    accepted(policy.retire(&id("cpu-high"), "noisy"), "retiring cpu-high");
    refused(
        &mut policy,
        "retiring cpu-high a second time",
        PolicyError::RuleNotFound { id: id("cpu-high") },
        |policy| policy.retire(&id("cpu-high"), "still noisy"),
    );
}

#[rstest]
#[case::of_nothing("", "cpu-high")]
#[case::of_blanks("   ", "disk-full")]
#[case::of_line_ends("\n\t", "net-slow")]
fn an_empty_reason_is_refused_and_the_rule_stays(#[case] reason: &str, #[case] name: &str) {
    let mut policy = policy_of(&[CPU, DISK, NET]);
    refused(
        &mut policy,
        &format!("retiring {name} for the reason {reason:?}"),
        PolicyError::EmptyReason,
        |policy| policy.retire(&id(name), reason),
    );
}

#[test]
fn an_unknown_rule_is_reported_before_an_empty_reason() {
    let mut policy = policy_of(&[CPU]);
    refused(
        &mut policy,
        "retiring net-slow, which was never added, for no reason",
        PolicyError::RuleNotFound { id: id("net-slow") },
        |policy| policy.retire(&id("net-slow"), ""),
    );
}

#[test]
fn after_a_refusal_the_same_rule_can_be_retired_for_a_reason() {
    let mut policy = policy_of(&[CPU, DISK]);
    refused(
        &mut policy,
        "retiring cpu-high for no reason",
        PolicyError::EmptyReason,
        |policy| policy.retire(&id("cpu-high"), " "),
    );
    accepted(
        policy.retire(&id("cpu-high"), "noisy"),
        "retiring cpu-high after a refusal",
    );
    assert_eq!(
        names(policy.active()),
        ["disk-full"],
        "the second try retires the rule"
    );
    assert_eq!(policy.version(), 3, "INV-5: a refused call does not count");
}
