//! The promises of kata 09. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.
//!
//! Half of the kata isn't here. A test that runs can't call what must not be there, so the programs in `must-not-compile`
//! try it, and only `cargo xtask check 9` builds them.

use jiff::civil::{Date, date};
use leaky_root::{Event, MonitoringPolicy, PolicyError, Rule, RuleId, Target};
use rstest::rstest;

/// The active rules of `policy()`, in order. The order of the alphabet would hide a list that was sorted.
const ACTIVE: [&str; 4] = ["queue-long", "cpu-high", "net-slow", "disk-full"];

/// Its retired rules, in order.
const RETIRED: [&str; 2] = ["swap-used", "load-high"];

/// Never added, but asked for.
const UNKNOWN: &str = "memory-low";

/// Its version: each rule was added, and two were retired.
const VERSION: u64 = 8;

const MARCH: Date = date(2026, 3, 14);

fn id(name: &str) -> RuleId {
    RuleId::new(name)
}

/// No two rules watch the same target.
fn target(name: &str) -> Target {
    Target::new(format!("metric of {name}"), 5)
}

/// No two rules have the same threshold.
fn threshold(name: &str) -> u64 {
    name.bytes().map(u64::from).sum()
}

fn rule(name: &str) -> Rule {
    Rule::new(id(name), target(name), threshold(name))
}

/// Four active rules and two retired ones. None is silenced.
#[track_caller]
fn policy() -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for name in RETIRED.iter().chain(&ACTIVE) {
        assert_eq!(policy.add(rule(name)), Ok(()), "INV-4: adding {name} breaks no rule");
    }
    for name in RETIRED {
        assert_eq!(policy.retire(&id(name)), Ok(()), "INV-4: {name} is active and can be retired");
    }
    policy
}

/// How a rule is shown here.
fn shown(id: &RuleId, target: &Target, threshold: u64, silenced: Option<Date>) -> String {
    let silenced = silenced.map(|until| format!(", silenced until {until}")).unwrap_or_default();
    format!("{id}, {target} > {threshold}{silenced}")
}

fn line(rule: &Rule) -> String {
    shown(rule.id(), rule.target(), rule.threshold(), rule.silenced_until())
}

/// How a rule of `policy()` should be shown.
fn plain(name: &str) -> String {
    shown(&id(name), &target(name), threshold(name), None)
}

/// What "nothing has changed" is judged by: everything that a caller can see, one line a fact.
fn view(policy: &MonitoringPolicy) -> Vec<String> {
    let mut lines = vec![format!("version {}", policy.version())];
    let active = (1..).zip(policy.active());
    lines.extend(active.map(|(n, rule)| format!("active {n}: {}", line(rule))));
    let retired = (1..).zip(policy.retired());
    lines.extend(retired.map(|(n, rule)| format!("retired {n}: {}", line(rule))));
    for name in ACTIVE.iter().chain(&RETIRED).chain(&[UNKNOWN]) {
        let found = policy.find(&id(name)).map_or_else(|| "nothing".to_owned(), line);
        lines.push(format!("find({name}): {found}"));
    }
    for rule in policy.active() {
        lines.push(format!("policy[&{}]: {}", rule.id(), line(&policy[rule.id()])));
    }
    lines.extend((1..).zip(policy.events()).map(|(n, event)| format!("event {n}: {event:?}")));
    lines
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> Vec<String> {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
    lost.chain(new).collect()
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
    let changes = changes(&before, &view(policy)).join("\n");
    assert_eq!(outcome, Err(why), "{what} is refused, and the error says why");
    assert!(changes.is_empty(), "INV-3: {what} was refused but changed this:\n{changes}");
}

/// The policy looks as it did `before`, but for the lines that are swapped and the ones that are added.
#[track_caller]
fn looks_like(
    policy: &MonitoringPolicy,
    what: &str,
    before: &[String],
    swapped: &[(String, String)],
    added: &[String],
) {
    let swap = |line: &String| {
        let pair = swapped.iter().find(|(from, _)| from == line);
        pair.map_or(line, |(_, to)| to).clone()
    };
    let expected: Vec<String> = before.iter().map(swap).chain(added.iter().cloned()).collect();
    let differences = changes(&expected, &view(policy)).join("\n");
    assert!(
        differences.is_empty(),
        "INV-4: after {what} the policy looks otherwise than it should (`-` is what should be, `+` what is):\n{differences}"
    );
}

/// INV-4: `call` is accepted, makes `to` of the one active rule that is shown as `from`, counts and tells. All else stays.
#[track_caller]
fn accepted(
    policy: &mut MonitoringPolicy,
    what: &str,
    [from, to]: [&str; 2],
    event: impl FnOnce(u64) -> Event,
    call: impl FnOnce(&mut MonitoringPolicy) -> Result<(), PolicyError>,
) {
    let before = view(policy);
    let (version, told) = (policy.version(), policy.events().len());
    let Some(at) = policy.active().iter().position(|rule| line(rule) == from) else {
        panic!("INV-4: before {what} there is an active rule {from}:\n{}", before.join("\n"))
    };
    let id = policy.active()[at].id().clone();
    let outcome = call(policy);
    assert_eq!(outcome, Ok(()), "INV-4: {what} breaks no rule, so it is accepted");
    let swap = |fact: String| (format!("{fact}{from}"), format!("{fact}{to}"));
    looks_like(
        policy,
        what,
        &before,
        &[
            (format!("version {version}"), format!("version {}", version + 1)),
            swap(format!("active {}: ", at + 1)),
            swap(format!("find({id}): ")),
            swap(format!("policy[&{id}]: ")),
        ],
        &[format!("event {}: {:?}", told + 1, event(version + 1))],
    );
}

fn not_found(name: &str) -> PolicyError {
    PolicyError::RuleNotFound { id: id(name) }
}

fn taken(target: &Target, by: &str) -> PolicyError {
    PolicyError::TargetTaken { target: target.clone(), by: id(by) }
}

fn threshold_changed(name: &str, threshold: u64) -> impl FnOnce(u64) -> Event {
    let id = id(name);
    move |version| Event::ThresholdChanged { id, threshold, version }
}

fn retargeted(name: &str, target: &Target) -> impl FnOnce(u64) -> Event {
    let (id, target) = (id(name), target.clone());
    move |version| Event::RuleRetargeted { id, target, version }
}

fn silenced(name: &str, until: Date) -> impl FnOnce(u64) -> Event {
    let id = id(name);
    move |version| Event::RuleSilenced { id, until, version }
}

// ---- change_threshold ----

#[rstest]
#[case::the_first("queue-long", 90)]
#[case::one_between("cpu-high", 1)]
#[case::the_last("disk-full", u64::MAX)]
#[case::to_zero("net-slow", 0)]
#[case::to_that_of_another("net-slow", threshold("cpu-high"))]
#[case::to_what_it_is("net-slow", threshold("net-slow"))]
fn change_threshold_is_counted_and_told(#[case] name: &str, #[case] to: u64) {
    accepted(
        &mut policy(),
        &format!("changing the threshold of {name} to {to}"),
        [&plain(name), &shown(&id(name), &target(name), to, None)],
        threshold_changed(name, to),
        |policy| policy.change_threshold(&id(name), to),
    );
}

#[rstest]
#[case::never_added(UNKNOWN)]
#[case::retired("swap-used")]
#[case::retired_last("load-high")]
fn change_threshold_refuses_a_rule_that_is_not_active(#[case] name: &str) {
    refused(
        &mut policy(),
        &format!("changing the threshold of {name}, which is not active,"),
        not_found(name),
        |policy| policy.change_threshold(&id(name), 90),
    );
}

// ---- retarget ----

#[rstest]
#[case::the_first("queue-long", Target::new("queue", 15))]
#[case::one_between("cpu-high", Target::new("cpu", 15))]
#[case::the_last("disk-full", Target::new("disk", 15))]
#[case::to_another_window("net-slow", Target::new("metric of cpu-high", 6))]
#[case::to_what_it_is("net-slow", target("net-slow"))]
#[case::to_what_a_retired_rule_watched("net-slow", target("load-high"))]
fn retarget_to_a_free_target_is_counted_and_told(#[case] name: &str, #[case] to: Target) {
    accepted(
        &mut policy(),
        &format!("retargeting {name} to {to}, which no other active rule watches,"),
        [&plain(name), &shown(&id(name), &to, threshold(name), None)],
        retargeted(name, &to),
        |policy| policy.retarget(&id(name), to.clone()),
    );
}

#[rstest]
#[case::by_a_rule_before_it("net-slow", "queue-long")]
#[case::by_the_rule_after_it("net-slow", "disk-full")]
#[case::by_the_last("queue-long", "disk-full")]
#[case::by_the_first("disk-full", "queue-long")]
fn retarget_refuses_a_watched_target_and_names_its_rule(#[case] name: &str, #[case] by: &str) {
    let to = target(by);
    refused(
        &mut policy(),
        &format!("INV-2: retargeting {name} to {to}, which {by} watches,"),
        taken(&to, by),
        |policy| policy.retarget(&id(name), to.clone()),
    );
}

#[rstest]
#[case::never_added(UNKNOWN, "free")]
#[case::never_added_and_taken(UNKNOWN, "cpu-high")]
#[case::retired("load-high", "free")]
#[case::retired_and_taken("load-high", "disk-full")]
#[case::retired_to_what_it_watched("swap-used", "swap-used")]
fn retarget_refuses_a_rule_that_is_not_active(#[case] name: &str, #[case] to: &str) {
    refused(
        &mut policy(),
        &format!("retargeting {name}, which is not active, to {},", target(to)),
        not_found(name),
        |policy| policy.retarget(&id(name), target(to)),
    );
}

#[test]
fn retarget_gives_up_one_target_and_takes_another() {
    let mut policy = policy();
    let (old, new) = (target("cpu-high"), Target::new("cpu", 15));
    assert_eq!(
        policy.retarget(&id("cpu-high"), new.clone()),
        Ok(()),
        "INV-4: no rule watches {new}, so cpu-high can"
    );
    refused(
        &mut policy,
        &format!("INV-2: adding a rule for {new}, to which cpu-high was retargeted,"),
        taken(&new, "cpu-high"),
        |policy| policy.add(Rule::new(id(UNKNOWN), new.clone(), 90)),
    );
    accepted(
        &mut policy,
        &format!("retargeting net-slow to {old}, which cpu-high has given up,"),
        [&plain("net-slow"), &shown(&id("net-slow"), &old, threshold("net-slow"), None)],
        retargeted("net-slow", &old),
        |policy| policy.retarget(&id("net-slow"), old.clone()),
    );
    refused(
        &mut policy,
        &format!("INV-2: retargeting cpu-high back to {old}, which net-slow watches now,"),
        taken(&old, "net-slow"),
        |policy| policy.retarget(&id("cpu-high"), old.clone()),
    );
}

#[test]
fn retarget_to_what_it_is_keeps_the_target_taken() {
    let mut policy = policy();
    let own = target("net-slow");
    let outcome = policy.retarget(&id("net-slow"), own.clone());
    assert_eq!(outcome, Ok(()), "INV-4: net-slow watches {own}, so it can be retargeted to it");
    refused(
        &mut policy,
        &format!(
            "INV-2: retargeting cpu-high to {own}, which net-slow was retargeted to and watched before,"
        ),
        taken(&own, "net-slow"),
        |policy| policy.retarget(&id("cpu-high"), own.clone()),
    );
}

#[test]
fn retarget_and_retire_leave_both_targets_free() {
    let mut policy = policy();
    let (old, new) = (target("net-slow"), Target::new("net", 15));
    let outcome = policy.retarget(&id("net-slow"), new.clone());
    assert_eq!(outcome, Ok(()), "INV-4: no rule watches {new}, so net-slow can");
    assert_eq!(policy.retire(&id("net-slow")), Ok(()), "INV-4: net-slow is active");
    for (name, free) in [("memory-low", new), ("net-slower", old)] {
        let outcome = policy.add(Rule::new(id(name), free.clone(), 90));
        assert_eq!(
            outcome,
            Ok(()),
            "INV-2: net-slow was retargeted and then retired, so {free} is free for {name}"
        );
    }
}

// ---- silence ----

#[rstest]
#[case::the_first("queue-long", MARCH)]
#[case::one_between("cpu-high", date(1999, 12, 31))]
#[case::the_last("disk-full", date(2999, 1, 1))]
#[case::until_the_first_date_there_is("net-slow", Date::MIN)]
#[case::until_the_last_date_there_is("net-slow", Date::MAX)]
fn silence_is_counted_and_told(#[case] name: &str, #[case] until: Date) {
    let plain = plain(name);
    accepted(
        &mut policy(),
        &format!("silencing {name} until {until}"),
        [&plain, &format!("{plain}, silenced until {until}")],
        silenced(name, until),
        |policy| policy.silence(&id(name), until),
    );
}

#[rstest]
#[case::to_a_later_date(MARCH, date(2026, 3, 15))]
#[case::to_an_earlier_date(MARCH, date(2026, 3, 13))]
#[case::to_the_same_date(MARCH, MARCH)]
fn silence_goes_from_one_date_to_another(#[case] first: Date, #[case] second: Date) {
    let mut policy = policy();
    let plain = plain("cpu-high");
    for (was, until) in [(String::new(), first), (format!(", silenced until {first}"), second)] {
        accepted(
            &mut policy,
            &format!("silencing cpu-high, which was: {plain}{was}, until {until}"),
            [&format!("{plain}{was}"), &format!("{plain}, silenced until {until}")],
            silenced("cpu-high", until),
            |policy| policy.silence(&id("cpu-high"), until),
        );
    }
}

#[rstest]
#[case::never_added(UNKNOWN)]
#[case::retired("swap-used")]
#[case::retired_last("load-high")]
fn silence_refuses_a_rule_that_is_not_active(#[case] name: &str) {
    refused(
        &mut policy(),
        &format!("silencing {name}, which is not active,"),
        not_found(name),
        |policy| policy.silence(&id(name), MARCH),
    );
}

#[test]
fn silence_of_one_rule_leaves_the_others_silent() {
    let mut policy = policy();
    for name in ["cpu-high", "net-slow"] {
        assert_eq!(policy.silence(&id(name), MARCH), Ok(()), "INV-4: {name} is active");
    }
    let (plain, until) = (plain("disk-full"), date(2026, 4, 1));
    accepted(
        &mut policy,
        &format!("silencing disk-full until {until}, where two other rules are silent,"),
        [&plain, &format!("{plain}, silenced until {until}")],
        silenced("disk-full", until),
        |policy| policy.silence(&id("disk-full"), until),
    );
}

#[test]
fn silence_is_counted_and_told_while_a_caller_has_copies() {
    let mut policy = policy();
    let plain = plain("cpu-high");
    let mut copies = Vec::new();
    let mut was = plain.clone();
    for until in [MARCH, date(2026, 4, 1), date(2026, 2, 1)] {
        copies.extend(policy.find(&id("cpu-high")).cloned());
        let to = format!("{plain}, silenced until {until}");
        accepted(
            &mut policy,
            &format!("silencing cpu-high until {until} while a caller has a copy of it"),
            [&was, &to],
            silenced("cpu-high", until),
            |policy| policy.silence(&id("cpu-high"), until),
        );
        was = to;
    }
}

#[test]
fn silence_outlives_the_other_commands() {
    let mut policy = policy();
    let name = "net-slow";
    let to = Target::new("net", 15);
    let start = shown(&id(name), &target(name), threshold(name), Some(MARCH));
    let tuned = shown(&id(name), &target(name), 90, Some(MARCH));
    let moved = shown(&id(name), &to, 90, Some(MARCH));
    assert_eq!(policy.silence(&id(name), MARCH), Ok(()), "INV-4: {name} is active");
    accepted(
        &mut policy,
        "changing the threshold of a silenced rule",
        [&start, &tuned],
        threshold_changed(name, 90),
        |policy| policy.change_threshold(&id(name), 90),
    );
    accepted(
        &mut policy,
        "retargeting a silenced rule",
        [&tuned, &moved],
        retargeted(name, &to),
        |policy| policy.retarget(&id(name), to.clone()),
    );
    assert_eq!(policy.retire(&id(name)), Ok(()), "INV-4: {name} is active and can be retired");
    assert_eq!(
        policy.retired().last().map(line),
        Some(moved),
        "INV-4: a rule is retired as it was, with its silence"
    );
}

// ---- copies ----

const COMMANDS: [&str; 3] = ["change_threshold", "retarget", "silence"];

/// Gives one of the commands for a rule, so that each fact it changes is another than before.
#[track_caller]
fn give(policy: &mut MonitoringPolicy, command: &str, name: &str) {
    let id = id(name);
    let outcome = match command {
        "change_threshold" => policy.change_threshold(&id, 90),
        "retarget" => policy.retarget(&id, Target::new("memory", 15)),
        _ => policy.silence(&id, MARCH),
    };
    assert_eq!(outcome, Ok(()), "INV-4: {command} for {name}, which is active, is accepted");
}

/// INV-6: each of the commands is given to `policy`, and `others` look as before.
#[track_caller]
fn unmoved(policy: &mut MonitoringPolicy, what: &str, others: impl Fn() -> Vec<String>) {
    for command in COMMANDS {
        let before = others();
        give(policy, command, "cpu-high");
        let changes = changes(&before, &others()).join("\n");
        assert!(
            changes.is_empty(),
            "INV-6: {command} was given to a policy, for cpu-high, and it shows in {what}:\n{changes}"
        );
    }
}

#[test]
fn copy_of_an_active_rule_stays_as_it_was_taken() {
    let mut policy = policy();
    let copy = policy.find(&id("cpu-high")).cloned();
    unmoved(&mut policy, "a copy of the rule", || copy.iter().map(line).collect());

    // The rule is silenced now. Something that wasn't there before may be shared since.
    let silenced = policy.find(&id("cpu-high")).cloned();
    let later = date(2026, 4, 1);
    assert_eq!(policy.silence(&id("cpu-high"), later), Ok(()), "INV-4: cpu-high is active");
    assert_eq!(
        silenced.as_ref().and_then(Rule::silenced_until),
        Some(MARCH),
        "INV-6: a copy was taken of a rule that was silenced until {MARCH}, and then the rule was silenced until {later}"
    );
}

#[test]
fn copy_of_a_rule_stays_when_the_rule_is_added() {
    let own = rule("cpu-high");
    let mut one = MonitoringPolicy::new();
    let mut two = MonitoringPolicy::new();
    for policy in [&mut one, &mut two] {
        assert_eq!(policy.add(own.clone()), Ok(()), "INV-4: the first rule breaks no rule");
    }
    unmoved(
        &mut one,
        "the rule that the caller kept, or in another policy (a copy of that rule was added to each)",
        || [vec![line(&own)], view(&two)].concat(),
    );
}

#[test]
fn copy_of_a_policy_stays_as_it_was_taken() {
    let mut policy = policy();
    let copy = policy.clone();
    unmoved(&mut policy, "a copy of the policy", || view(&copy));
    let mut second = policy.clone();
    let later = date(2026, 4, 1);
    let before = view(&policy);
    assert_eq!(second.silence(&id("cpu-high"), later), Ok(()), "INV-4: cpu-high is active");
    assert_eq!(second.silence(&id("disk-full"), later), Ok(()), "INV-4: disk-full is active");
    let changes = changes(&before, &view(&policy)).join("\n");
    assert!(
        changes.is_empty(),
        "INV-6: silence was given to a copy of a policy, and it shows in the policy:\n{changes}"
    );
}

/// A policy in which something of everything has happened.
#[track_caller]
fn eventful() -> MonitoringPolicy {
    let mut policy = policy();
    for command in COMMANDS {
        give(&mut policy, command, "cpu-high");
    }
    for name in ["net-slow", "disk-full"] {
        assert_eq!(policy.silence(&id(name), MARCH), Ok(()), "INV-4: {name} is active");
    }
    assert_eq!(policy.retire(&id("net-slow")), Ok(()), "INV-4: net-slow is active");
    policy
}

#[test]
fn copy_of_a_policy_has_all_that_the_policy_has() {
    let policy = eventful();
    let differences = changes(&view(&policy), &view(&policy.clone())).join("\n");
    assert!(
        differences.is_empty(),
        "the derives stay, and a copy of a policy has all that the policy has (`-` is in the policy, `+` in the copy):\n{differences}"
    );
}

#[test]
fn copy_of_a_silenced_rule_is_added_with_its_silence() {
    let policy = eventful();
    for from in policy.active().iter().chain(policy.retired()) {
        let mut other = MonitoringPolicy::new();
        let outcome = other.add(from.clone());
        assert_eq!(outcome, Ok(()), "INV-4: the first rule breaks no rule");
        assert_eq!(
            other.find(from.id()).map(line),
            Some(line(from)),
            "INV-4: a copy of a rule was added to another policy, as it is"
        );
    }
}

/// What the crate may have, and need not. Rust takes these where a type has no such method of its own, or a private one.
/// Then there is nothing to try.
mod absent {
    #![allow(dead_code, reason = "a method that a type has of its own is not looked for here")]

    use super::{Date, MonitoringPolicy, RuleId, Target};

    pub struct Absent;

    pub trait Setters {
        fn set_target(&mut self, _: Target) {}
        fn set_threshold(&mut self, _: u64) {}
        fn silence(&mut self, _: Date) {}
    }

    impl<T> Setters for T {}

    pub trait Doors {
        fn find_mut(&mut self, _: &RuleId) -> Option<Absent> {
            None
        }
        fn active_mut(&mut self) -> Vec<Absent> {
            Vec::new()
        }
    }

    impl Doors for MonitoringPolicy {}
}

#[test]
#[allow(unused_mut, clippy::let_unit_value, reason = "depends on how the crate has the setters")]
fn copy_of_a_rule_belongs_to_whoever_took_it() {
    #[allow(unused_imports, reason = "not needed by a rule that has all three setters")]
    use absent::Setters;
    let policy = eventful();
    let before = view(&policy);
    for name in ["queue-long", "disk-full"] {
        let mut copy = policy[&id(name)].clone();
        let _ = copy.set_threshold(1);
        let _ = copy.set_target(Target::new("mine", 1));
        let _ = copy.silence(date(2030, 1, 1));
    }
    let changes = changes(&before, &view(&policy)).join("\n");
    assert!(
        changes.is_empty(),
        "INV-6: the setters of a copy of a rule were called, and it shows in the policy:\n{changes}"
    );
}

// ---- what else a policy gives away ----

/// A `&mut Rule` is a leak that the programs try. Here it is about all else that has setters.
#[test]
#[allow(unused_mut, clippy::let_unit_value, reason = "depends on what the crate lends")]
fn nothing_that_a_policy_lends_has_setters_that_reach_it() {
    #[allow(unused_imports, reason = "not needed by a policy that has both")]
    use absent::{Doors, Setters};
    use std::any::{type_name, type_name_of_val};
    let mut policy = eventful();
    let before = view(&policy);
    policy.find_mut(&id("cpu-high")).into_iter().for_each(|mut lent| {
        if type_name_of_val(&lent) != type_name::<&mut Rule>() {
            let _ = lent.set_target(target("disk-full"));
            let _ = lent.set_threshold(1);
            let _ = lent.silence(date(2030, 1, 1));
        }
    });
    for mut lent in policy.active_mut() {
        if type_name_of_val(&lent) != type_name::<&mut Rule>() {
            let _ = lent.set_target(target("disk-full"));
            let _ = lent.set_threshold(1);
            let _ = lent.silence(date(2030, 1, 1));
        }
    }
    let changes = changes(&before, &view(&policy)).join("\n");
    assert!(
        changes.is_empty(),
        "INV-5: the setters of what `find_mut` or `active_mut` lends were called, and it shows in the policy:\n{changes}"
    );
}

#[test]
fn brackets_lend_active_rules_only() {
    let policy = policy();
    for name in ["load-high", UNKNOWN] {
        let look = || line(&policy[&id(name)]);
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(look)).ok();
        assert_eq!(found, None, "`policy[&id]` of {name}, which is not active, panics as it did");
    }
}

#[test]
fn rules_are_equal_if_all_that_they_have_is() {
    fn derives<R: std::fmt::Debug + Clone + Eq, P: std::fmt::Debug + Clone + Default>() {}
    derives::<Rule, MonitoringPolicy>();
    let (name, policy) = ("disk-full", eventful());
    let own = rule(name);
    assert_eq!(own.clone(), own, "the derives stay: a copy of a rule is equal to it");
    let others = [
        ("id", Rule::new(id("disk-old"), target(name), threshold(name))),
        ("target", Rule::new(id(name), target("disk-old"), threshold(name))),
        ("threshold", Rule::new(id(name), target(name), threshold(name) + 1)),
        ("silence", policy[&id(name)].clone()),
    ];
    for (what, other) in others {
        assert_ne!(other, own, "the derives stay: a rule with another {what} isn't equal");
    }
}

// ---- add and retire work already, and must go on working ----

#[test]
fn a_refused_add_or_retire_changes_nothing() {
    for used in ["cpu-high", "load-high"] {
        refused(
            &mut policy(),
            &format!("INV-1: adding a second {used}"),
            PolicyError::DuplicateRuleId { id: id(used) },
            |policy| policy.add(Rule::new(id(used), target("disk-full"), 90)),
        );
    }
    refused(
        &mut policy(),
        "INV-2: adding a second rule for the target of disk-full",
        taken(&target("disk-full"), "disk-full"),
        |policy| policy.add(Rule::new(id(UNKNOWN), target("disk-full"), 90)),
    );
    for name in [UNKNOWN, "load-high"] {
        refused(&mut policy(), &format!("retiring {name}"), not_found(name), |policy| {
            policy.retire(&id(name))
        });
    }
}

#[test]
fn an_accepted_add_or_retire_counts_and_is_told() {
    let mut policy = policy();
    let before = view(&policy);
    let successor = Rule::new(id(UNKNOWN), target("load-high"), 90);
    assert_eq!(
        policy.add(successor),
        Ok(()),
        "INV-2 is about active rules, so the target of a retired one is free"
    );
    assert_eq!(policy.retire(&id(ACTIVE[3])), Ok(()), "INV-4: {} is active", ACTIVE[3]);
    let [old, new] = [plain(ACTIVE[3]), shown(&id(UNKNOWN), &target("load-high"), 90, None)];
    let added = Event::RuleAdded { id: id(UNKNOWN), version: VERSION + 1 };
    let retired = Event::RuleRetired { id: id(ACTIVE[3]), version: VERSION + 2 };
    looks_like(
        &policy,
        &format!("adding {UNKNOWN} and retiring {}", ACTIVE[3]),
        &before,
        &[
            (format!("version {VERSION}"), format!("version {}", VERSION + 2)),
            (format!("active 4: {old}"), format!("active 4: {new}")),
            (format!("find({}): {old}", ACTIVE[3]), format!("find({}): nothing", ACTIVE[3])),
            (format!("find({UNKNOWN}): nothing"), format!("find({UNKNOWN}): {new}")),
            (format!("policy[&{}]: {old}", ACTIVE[3]), format!("policy[&{UNKNOWN}]: {new}")),
        ],
        &[
            format!("retired 3: {old}"),
            format!("event {}: {added:?}", VERSION + 1),
            format!("event {}: {retired:?}", VERSION + 2),
        ],
    );
}
