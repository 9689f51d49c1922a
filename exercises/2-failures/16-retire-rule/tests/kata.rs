//! The promises of kata 16. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use retire_rule::{Event, MonitoringPolicy, PolicyError, Rule, RuleId, Target};
use rstest::rstest;

/// Name, metric and minutes of a rule.
type Facts = (&'static str, &'static str, u32);

const QUEUE: Facts = ("queue-long", "queue", 15);
const CPU: Facts = ("cpu-high", "cpu", 5);
const NET: Facts = ("net-slow", "net", 1);
const DISK: Facts = ("disk-full", "disk", 60);

/// Not in the order of the alphabet, which would hide a list that was sorted.
const ALL: [Facts; 4] = [QUEUE, CPU, NET, DISK];

/// Never added, but asked for: no index may know it after a refusal.
const NEW: Facts = ("memory-low", "memory", 30);

fn id(name: &str) -> RuleId {
    RuleId::new(name)
}

fn target((_, metric, minutes): Facts) -> Target {
    Target::new(metric, minutes)
}

/// No two rules have the same threshold.
fn rule(facts: Facts) -> Rule {
    let threshold = facts.0.bytes().map(u64::from).sum();
    Rule::new(id(facts.0), target(facts), threshold)
}

#[track_caller]
fn accepted(outcome: Result<(), PolicyError>, what: &str) {
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
}

#[track_caller]
fn policy_of(rules: &[Facts]) -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for &each in rules {
        accepted(policy.add(rule(each)), &format!("adding {}", each.0));
    }
    policy
}

#[track_caller]
fn retire(policy: &mut MonitoringPolicy, names: &[&str]) {
    for name in names {
        accepted(policy.retire(&id(name), "moved"), &format!("retiring {name}"));
    }
}

fn active_names(policy: &MonitoringPolicy) -> Vec<String> {
    policy.active().iter().map(|rule| rule.id().to_string()).collect()
}

fn retired_names(policy: &MonitoringPolicy) -> Vec<String> {
    policy.retired().iter().map(|old| old.rule().id().to_string()).collect()
}

fn found(rule: Option<&Rule>) -> String {
    rule.map_or_else(|| "nothing".to_owned(), |rule| rule.id().to_string())
}

/// INV-5: what the indexes find is what the list of the active rules says.
#[track_caller]
fn in_step(policy: &MonitoringPolicy, after: &str) {
    for facts in ALL.into_iter().chain([NEW]) {
        let listed = policy.active().iter().find(|rule| *rule.id() == id(facts.0));
        let (answer, expected) = (found(policy.find(&id(facts.0))), found(listed));
        let asked = format!("find({})", facts.0);
        assert_eq!(
            answer, expected,
            "INV-5: after {after}, {asked} agrees with the list of the active rules"
        );

        let listed = policy.active().iter().find(|rule| *rule.target() == target(facts));
        let (answer, expected) = (found(policy.watching(&target(facts))), found(listed));
        let asked = format!("watching({})", target(facts));
        assert_eq!(
            answer, expected,
            "INV-5: after {after}, {asked} agrees with the list of the active rules"
        );
    }
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
fn view(policy: &MonitoringPolicy) -> Vec<String> {
    let line = |rule: &Rule| format!("{}, {} > {}", rule.id(), rule.target(), rule.threshold());
    let mut lines = vec![
        format!("version {}", policy.version()),
        format!("active: {}", active_names(policy).join(", ")),
        format!("retired: {}", retired_names(policy).join(", ")),
    ];
    lines.extend(policy.active().iter().map(|rule| format!("active {}", line(rule))));
    let retired = policy.retired().iter();
    lines.extend(
        retired.map(|old| format!("retired {}, because {}", line(old.rule()), old.reason())),
    );
    for facts in ALL.into_iter().chain([NEW]) {
        lines.push(format!("find({}) is {}", facts.0, found(policy.find(&id(facts.0)))));
        let target = target(facts);
        lines.push(format!("watching({target}) is {}", found(policy.watching(&target))));
    }
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
///
/// What a refused call left in an index may show only when the index is used again, so another rule is added after it.
#[track_caller]
fn refused(
    policy: &mut MonitoringPolicy,
    what: &str,
    why: PolicyError,
    call: impl FnOnce(&mut MonitoringPolicy) -> Result<(), PolicyError>,
) {
    in_step(policy, "the accepted calls before a refused one");
    let before = view(policy);
    let outcome = call(policy);
    let changes = changes(&before, &view(policy));
    assert_eq!(outcome, Err(why), "{what} is refused, and the error says why");
    assert!(changes.is_empty(), "INV-3: {what} was refused but changed this:{changes}");

    let mut later = policy.clone();
    let what = format!("{what} in vain, and then adding {}", NEW.0);
    accepted(later.add(rule(NEW)), &what);
    in_step(&later, &what);
}

// ---- add ----

#[test]
fn a_new_policy_is_empty_and_at_version_zero() {
    let policy = MonitoringPolicy::new();
    assert_eq!(policy.version(), 0, "a policy that has accepted no call is at version 0");
    assert_eq!(active_names(&policy), [""; 0], "a new policy has no active rule");
    assert_eq!(retired_names(&policy), [""; 0], "a new policy has no retired rule");
    assert_eq!(policy.events(), [], "nothing has happened to a new policy");
}

#[test]
fn an_added_rule_is_active_and_both_indexes_find_it() {
    let policy = policy_of(&[CPU]);
    assert_eq!(policy.active(), [rule(CPU)], "an added rule is active, as it was given");
    assert_eq!(
        policy.find(&id("cpu-high")),
        Some(&rule(CPU)),
        "INV-5: an active rule is found by its id"
    );
    assert_eq!(
        policy.watching(&Target::new("cpu", 5)),
        Some(&rule(CPU)),
        "INV-5: an active rule is found by its target"
    );
}

#[test]
fn added_rules_keep_the_order_they_were_added_in() {
    let policy = policy_of(&ALL);
    assert_eq!(
        active_names(&policy),
        ["queue-long", "cpu-high", "net-slow", "disk-full"],
        "an added rule goes to the end of the active rules"
    );
    in_step(&policy, "adding four rules");
}

#[test]
fn an_accepted_add_raises_the_version_by_one_and_adds_one_event() {
    let policy = policy_of(&[CPU, DISK]);
    assert_eq!(policy.version(), 2, "INV-4: two rules were added, one version each");
    let expected = [
        Event::RuleAdded { id: id("cpu-high"), version: 1 },
        Event::RuleAdded { id: id("disk-full"), version: 2 },
    ];
    assert_eq!(policy.events(), expected, "INV-4: one event for each added rule, oldest first");
}

#[rstest]
#[case::the_first("queue-long")]
#[case::the_last("disk-full")]
fn add_refuses_an_id_in_use(#[case] taken: &'static str) {
    refused(
        &mut policy_of(&ALL),
        &format!("INV-1: adding a second {taken}"),
        PolicyError::DuplicateRuleId { id: id(taken) },
        |policy| policy.add(rule((taken, NEW.1, NEW.2))),
    );
}

#[test]
fn add_refuses_a_watched_target_and_names_its_rule() {
    refused(
        &mut policy_of(&ALL),
        "INV-2: adding a second rule for disk over 60 min",
        PolicyError::TargetTaken { target: target(DISK), by: id("disk-full") },
        |policy| policy.add(rule((NEW.0, "disk", 60))),
    );
}

#[test]
fn add_reports_a_used_id_before_a_watched_target() {
    refused(
        &mut policy_of(&ALL),
        "adding cpu-high again, for the target of disk-full,",
        PolicyError::DuplicateRuleId { id: id("cpu-high") },
        |policy| policy.add(rule(("cpu-high", "disk", 60))),
    );
}

#[test]
fn add_takes_metric_and_window_together_for_the_target() {
    let mut policy = policy_of(&[CPU]);
    for beside in [("cpu-hot", "cpu", 60), ("disk-hot", "disk", 5)] {
        let what = format!(
            "INV-2 is about metric and window together: {} beside cpu over 5 min",
            target(beside)
        );
        accepted(policy.add(rule(beside)), &what);
    }
}

// ---- retire ----

#[test]
fn a_retired_rule_moves_from_the_active_to_the_retired() {
    let mut policy = policy_of(&[CPU, DISK]);
    accepted(policy.retire(&id("cpu-high"), " too noisy\n"), "retiring cpu-high");
    assert_eq!(active_names(&policy), ["disk-full"], "a retired rule is no longer active");
    let retired: Vec<(&Rule, String)> =
        policy.retired().iter().map(|old| (old.rule(), old.reason().to_string())).collect();
    assert_eq!(
        retired,
        [(&rule(CPU), "too noisy".to_owned())],
        "the rule stands among the retired as it was, with the reason, the white space around it left out"
    );
}

#[test]
fn retired_rules_stand_in_the_order_they_were_retired() {
    let mut policy = policy_of(&[CPU, DISK, NET]);
    retire(&mut policy, &["net-slow", "cpu-high", "disk-full"]);
    assert_eq!(
        retired_names(&policy),
        ["net-slow", "cpu-high", "disk-full"],
        "a retired rule goes to the end of the retired rules"
    );
    assert_eq!(active_names(&policy), [""; 0], "all three were retired, so none is active");
}

#[test]
fn an_accepted_retire_raises_the_version_by_one_and_adds_one_event() {
    let mut policy = policy_of(&[CPU, DISK]);
    retire(&mut policy, &["disk-full"]);
    assert_eq!(policy.version(), 3, "INV-4: two adds and one retire, one version each");
    let expected = [
        Event::RuleAdded { id: id("cpu-high"), version: 1 },
        Event::RuleAdded { id: id("disk-full"), version: 2 },
        Event::RuleRetired { id: id("disk-full"), version: 3 },
    ];
    assert_eq!(
        policy.events(),
        expected,
        "INV-4: retiring adds one event, after those of the adds"
    );
}

#[rstest]
#[case::the_first("queue-long", ["cpu-high", "net-slow", "disk-full"])]
#[case::the_second("cpu-high", ["queue-long", "net-slow", "disk-full"])]
#[case::the_third("net-slow", ["queue-long", "cpu-high", "disk-full"])]
#[case::the_last("disk-full", ["queue-long", "cpu-high", "net-slow"])]
fn the_rules_that_stay_keep_their_order(#[case] retired: &str, #[case] stay: [&str; 3]) {
    let mut policy = policy_of(&ALL);
    retire(&mut policy, &[retired]);
    assert_eq!(
        active_names(&policy),
        stay,
        "{retired} was retired, and the rules that stay keep their order"
    );
    accepted(policy.add(rule(NEW)), "adding memory-low after a retire");
    assert_eq!(
        active_names(&policy).last().map(String::as_str),
        Some("memory-low"),
        "{retired} was retired, and a rule that is added after it still goes to the end"
    );
}

#[rstest]
#[case::the_first("queue-long")]
#[case::the_second("cpu-high")]
#[case::the_third("net-slow")]
#[case::the_last("disk-full")]
fn both_indexes_follow_a_retire(#[case] retired: &str) {
    let mut policy = policy_of(&ALL);
    retire(&mut policy, &[retired]);
    in_step(&policy, &format!("retiring {retired}"));
}

#[test]
fn both_indexes_follow_many_calls() {
    let mut policy = policy_of(&ALL);
    retire(&mut policy, &["cpu-high", "queue-long"]);
    accepted(policy.add(rule(NEW)), "adding memory-low after two retires");
    retire(&mut policy, &["net-slow"]);
    in_step(&policy, "four adds, two retires, an add and a retire");
    assert_eq!(
        active_names(&policy),
        ["disk-full", "memory-low"],
        "of five rules three were retired, and the others keep their order"
    );
}

#[test]
fn a_target_is_free_again_once_its_rule_is_retired() {
    let mut policy = policy_of(&[CPU, DISK]);
    retire(&mut policy, &["cpu-high"]);
    let successor = rule(("cpu-higher", "cpu", 5));
    accepted(
        policy.add(successor.clone()),
        "INV-2 is about active rules: adding a rule for the target of a retired one",
    );
    assert_eq!(
        policy.watching(&target(CPU)),
        Some(&successor),
        "INV-5: the target now finds the new rule"
    );
}

#[test]
fn an_unknown_rule_is_not_found() {
    for reason in ["moved", ""] {
        refused(
            &mut policy_of(&[CPU, DISK]),
            &format!("retiring net-slow, which was never added, for the reason {reason:?}"),
            PolicyError::RuleNotFound { id: id("net-slow") },
            |policy| policy.retire(&id("net-slow"), reason),
        );
    }
}

#[test]
fn a_retired_rule_is_not_found() {
    let mut policy = policy_of(&[CPU, DISK]);
    retire(&mut policy, &["cpu-high"]);
    for reason in ["still moved", ""] {
        refused(
            &mut policy,
            &format!("retiring cpu-high a second time, for the reason {reason:?},"),
            PolicyError::RuleNotFound { id: id("cpu-high") },
            |policy| policy.retire(&id("cpu-high"), reason),
        );
    }
}

#[rstest]
#[case::of_nothing("", "queue-long")]
#[case::of_blanks("   ", "net-slow")]
#[case::of_line_ends("\n\t", "disk-full")]
fn an_empty_reason_is_refused_and_the_rule_stays(#[case] reason: &str, #[case] name: &str) {
    refused(
        &mut policy_of(&ALL),
        &format!("retiring {name} for the reason {reason:?}"),
        PolicyError::EmptyReason,
        |policy| policy.retire(&id(name), reason),
    );
}

#[test]
fn after_a_refusal_the_same_rule_can_be_retired_for_a_reason() {
    let mut policy = policy_of(&[CPU, DISK]);
    assert_eq!(
        policy.retire(&id("cpu-high"), " "),
        Err(PolicyError::EmptyReason),
        "retiring cpu-high for no reason is refused"
    );
    retire(&mut policy, &["cpu-high"]);
    assert_eq!(active_names(&policy), ["disk-full"], "the second try retires the rule");
    assert_eq!(policy.version(), 3, "INV-4: a refused call does not count");
}

// ---- both together ----

#[test]
fn add_refuses_the_id_of_a_retired_rule() {
    let mut policy = policy_of(&ALL);
    retire(&mut policy, &["cpu-high", "net-slow"]);
    for used in ["cpu-high", "net-slow"] {
        for (metric, minutes) in [(NEW.1, NEW.2), ("disk", 60)] {
            let target = Target::new(metric, minutes);
            refused(
                &mut policy,
                &format!("INV-1: adding {used}, the id of a retired rule, for {target}"),
                PolicyError::DuplicateRuleId { id: id(used) },
                |policy| policy.add(Rule::new(id(used), target.clone(), 90)),
            );
        }
    }
}
