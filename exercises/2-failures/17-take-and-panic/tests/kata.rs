//! The promises of kata 17. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. The deliberate panics print nothing.

use std::any::Any;
use std::cell::Cell;
use std::cmp::Ordering;
use std::convert::Infallible;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, Once};

use rstest::rstest;
use take_and_panic::{Event, MonitoringPolicy, PolicyError, RewriteError, Rule, RuleId, Target};

/// Name, metric, minutes and threshold of a rule.
type Facts = (&'static str, &'static str, u32, u64);

/// Not in the order of the names, of the targets or of the thresholds, which would hide a list that was sorted.
const ALL: [Facts; 5] = [
    ("queue-long", "queue", 15, 400),
    ("cpu-high", "cpu", 5, 90),
    ("net-slow", "net", 1, 250),
    ("disk-full", "disk", 60, 95),
    ("swap-used", "swap", 30, 50),
];

/// Never among the rules of `policy()`.
const NEW: Facts = ("memory-low", "memory", 10, 70);

/// What an edit may refuse with. It can't be cloned.
#[derive(Debug, PartialEq)]
struct Refusal(&'static str);

/// What a deliberate panic carries.
#[derive(Debug, PartialEq)]
struct Bang(&'static str);

/// Panics without a panic message, as no hook is called.
fn bang(text: &'static str) -> ! {
    panic::resume_unwind(Box::new(Bang(text)))
}

/// What `call` panics with, if it does. No panic message is printed meanwhile, not even of a panic that the policy makes:
/// the first that a report shows should be that of the broken promise.
fn payload<T>(call: impl FnOnce() -> T) -> Option<Box<dyn Any + Send>> {
    thread_local! {
        static QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });

    let before = QUIET.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(call));
    QUIET.set(before);
    outcome.err()
}

/// What `call` panics with, in words.
fn caught<T>(call: impl FnOnce() -> T) -> String {
    let Some(payload) = payload(call) else {
        return "no panic".to_owned();
    };
    if let Some(Bang(text)) = payload.downcast_ref() {
        return format!("the panic {text}");
    }
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or(payload.downcast_ref::<String>().map(String::as_str));
    text.map_or_else(|| "another panic".to_owned(), |text| format!("another panic: {text}"))
}

fn rule((name, metric, minutes, threshold): Facts) -> Rule {
    Rule::new(RuleId::new(name), Target::new(metric, minutes), threshold)
}

/// The rules of `ALL` at these places; place 5 is that of `NEW`.
fn rules_at(places: &[usize]) -> Vec<Rule> {
    places.iter().map(|&place| rule(*ALL.get(place).unwrap_or(&NEW))).collect()
}

fn all_rules() -> Vec<Rule> {
    rules_at(&[0, 1, 2, 3, 4])
}

#[track_caller]
fn policy_of(rules: Vec<Rule>) -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    for rule in rules {
        let what = format!("adding {} breaks no rule, so it is accepted", rule.id());
        assert_eq!(policy.add(rule), Ok(()), "{what}");
    }
    policy
}

/// The five rules of `ALL`, at version 5.
#[track_caller]
fn policy() -> MonitoringPolicy {
    policy_of(all_rules())
}

/// Fifty rules with five thresholds, in no order: more than the standard library sorts by mere insertion.
#[track_caller]
fn long_policy() -> MonitoringPolicy {
    let nth = |n: u64| {
        let number = n * 17 % 50;
        let target = Target::new(format!("metric {number:02}"), 5);
        Rule::new(RuleId::new(format!("r{number:02}")), target, number % 5)
    };
    policy_of((0..50).map(nth).collect())
}

/// Calls `rewrite`, whether the edit is given the rules or only lent them.
fn rewrite<E>(
    policy: &mut MonitoringPolicy,
    edit: impl FnOnce(Vec<Rule>) -> Result<Vec<Rule>, E>,
) -> Result<(), RewriteError<E>> {
    policy.rewrite(|rules| edit(rules.to_vec()))
}

fn by_threshold(one: &Rule, other: &Rule) -> Ordering {
    one.threshold().cmp(&other.threshold())
}

fn from_last_id(one: &Rule, other: &Rule) -> Ordering {
    other.id().cmp(one.id())
}

fn names(rules: &[Rule]) -> String {
    rules.iter().map(|rule| rule.id().to_string()).collect::<Vec<_>>().join(", ")
}

fn line(rule: &Rule) -> String {
    format!("{}, {} > {}", rule.id(), rule.target(), rule.threshold())
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
fn view(policy: &MonitoringPolicy) -> Vec<String> {
    let mut lines = vec![
        format!("version {}", policy.version()),
        format!("active: {}", names(policy.active())),
    ];
    lines.extend(policy.active().iter().map(|rule| format!("active {}", line(rule))));
    lines.extend(policy.events().iter().zip(1..).map(|(event, n)| format!("event {n}: {event:?}")));
    lines
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// INV-4: since `before` one call was accepted, `what`. It has left these rules, one more version and this event.
#[track_caller]
fn accepted(
    before: &MonitoringPolicy,
    policy: &MonitoringPolicy,
    what: &str,
    rules: &[Rule],
    event: impl FnOnce(u64) -> Event,
) {
    let (found, expected) = (names(policy.active()), names(rules));
    assert_eq!(found, expected, "{what} was accepted, so these are the rules now, in this order");
    assert_eq!(policy.active(), rules, "{what} was accepted, and the rules are as they were given");
    let version = before.version() + 1;
    assert_eq!(policy.version(), version, "INV-4: {what} was accepted, which is one version more");
    let mut events = before.events().to_vec();
    events.push(event(version));
    assert_eq!(policy.events(), events, "INV-4: {what} was accepted, which is one event more");
}

/// A failed call must not show later either: three more calls are accepted, and each counts once.
#[track_caller]
fn fit_for_use(policy: &MonitoringPolicy, after: &str) {
    let mut rules = policy.active().to_vec();
    let mut later = policy.clone();

    let (what, before) = (format!("a later add (after {after})"), later.clone());
    rules.push(rule(NEW));
    assert_eq!(later.add(rule(NEW)), Ok(()), "{what} breaks no rule, so it is accepted");
    let event = |version| Event::RuleAdded { id: RuleId::new(NEW.0), version };
    accepted(&before, &later, &what, &rules, event);

    let (what, before) = (format!("a later rewrite (after {after})"), later.clone());
    rules.remove(0);
    let outcome = rewrite(&mut later, without_the_first);
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
    accepted(&before, &later, &what, &rules, |version| Event::RulesRewritten { version });

    let (what, before) = (format!("a later sort (after {after})"), later.clone());
    rules.sort_by(from_last_id);
    later.sort_by(from_last_id);
    accepted(&before, &later, &what, &rules, |version| Event::RulesSorted { version });
}

/// INV-3: `edit` leads to `why`, and the policy looks as it did before.
#[track_caller]
fn refused(
    policy: &mut MonitoringPolicy,
    what: &str,
    why: RewriteError<Refusal>,
    edit: impl FnOnce(Vec<Rule>) -> Result<Vec<Rule>, Refusal>,
) {
    let before = view(policy);
    let outcome = rewrite(policy, edit);
    let changes = changes(&before, &view(policy));
    let rule = match &why {
        RewriteError::Edit(_) => "",
        RewriteError::Broken(PolicyError::DuplicateRuleId { .. }) => "INV-1: ",
        RewriteError::Broken(PolicyError::TargetTaken { .. }) => "INV-2: ",
    };
    assert_eq!(outcome, Err(why), "{rule}a rewrite by {what} is refused, and the error says why");
    assert!(
        changes.is_empty(),
        "INV-3: a rewrite by {what} was refused but changed this:{changes}"
    );
    fit_for_use(policy, &format!("a refused rewrite by {what}"));
}

/// INV-3: `call` panics with `Bang("of the caller's code")`, nobody stops that, and the policy looks as it did before.
#[track_caller]
fn panicked<T>(
    policy: &mut MonitoringPolicy,
    what: &str,
    call: impl FnOnce(&mut MonitoringPolicy) -> T,
) {
    let before = view(policy);
    let caught = caught(|| call(policy));
    panic_changed_nothing(&before, policy, what, &caught);
}

/// INV-3: a call has ended with `caught`, and the policy looks as it did `before`.
#[track_caller]
fn panic_changed_nothing(before: &[String], policy: &MonitoringPolicy, what: &str, caught: &str) {
    let changes = changes(before, &view(policy));
    assert_eq!(
        caught, "the panic of the caller's code",
        "{what}, and the caller gets that very panic"
    );
    assert!(changes.is_empty(), "INV-3: {what}, and that has changed this:{changes}");
}

fn edit_panics(policy: &mut MonitoringPolicy) {
    let _ = rewrite::<Refusal>(policy, |_| bang("of the caller's code"));
}

fn compare_panics(policy: &mut MonitoringPolicy) {
    policy.sort_by(|_, _| bang("of the caller's code"));
}

/// An edit that never panics, not even on an empty list.
fn without_the_first(rules: Vec<Rule>) -> Result<Vec<Rule>, Refusal> {
    Ok(rules.into_iter().skip(1).collect())
}

// ---- rewrite: the edit refuses ----

fn untouched(_: &mut Vec<Rule>) {}

fn turned_round(rules: &mut Vec<Rule>) {
    rules.remove(0);
    rules.reverse();
}

/// What an edit does to its own list before it fails is its own affair.
#[rstest]
#[case::at_once(untouched)]
#[case::after_it_has_changed_its_list(turned_round)]
#[case::when_its_list_is_empty(Vec::clear)]
fn an_edit_that_refuses_changes_nothing(#[case] first: fn(&mut Vec<Rule>)) {
    let why = RewriteError::Edit(Refusal("no"));
    refused(&mut policy(), "an edit that answers Err", why, |mut rules| {
        first(&mut rules);
        Err(Refusal("no"))
    });
}

#[test]
fn an_edit_that_refuses_may_do_so_with_any_type() {
    struct Opaque(u32);
    let outcome = rewrite(&mut policy(), |_| Err(Opaque(7)));
    assert!(
        matches!(outcome, Err(RewriteError::Edit(Opaque(7)))),
        "what the edit refuses with comes back as it is, whatever its type"
    );
}

// ---- rewrite: what the edit returns breaks an invariant ----

fn duplicate(id: &str) -> PolicyError {
    PolicyError::DuplicateRuleId { id: RuleId::new(id) }
}

fn taken(metric: &str, by: &str) -> PolicyError {
    PolicyError::TargetTaken { target: Target::new(metric, 5), by: RuleId::new(by) }
}

/// A rule for each `id/metric`. No two have the same threshold.
fn rules_of(texts: &[&str]) -> Vec<Rule> {
    let rule = |(text, threshold): (&&str, u64)| {
        let (id, metric) = text.split_once('/').expect("a test writes its rules as id/metric");
        Rule::new(RuleId::new(id), Target::new(metric, 5), threshold)
    };
    texts.iter().zip(100..).map(rule).collect()
}

/// The refusal is the first that adding the rules one after another to a new policy would meet.
#[rstest]
#[case::id_twice_side_by_side(&["net/net", "cpu/cpu", "cpu/disk"], duplicate("cpu"))]
#[case::id_twice_apart(
    &["net/net", "cpu/cpu", "disk/disk", "load/load", "fan/fan", "net/swap"],
    duplicate("net")
)]
#[case::target_twice_side_by_side(&["net/net", "cpu/cpu", "hot/cpu"], taken("cpu", "cpu"))]
#[case::target_twice_apart(
    &["net/net", "cpu/cpu", "disk/disk", "load/load", "fan/fan", "slow/net"],
    taken("net", "net")
)]
#[case::target_three_times(&["slow/net", "cpu/cpu", "net/net", "lost/net"], taken("net", "slow"))]
#[case::a_rule_twice(&["net/net", "cpu/cpu", "net/net"], duplicate("net"))]
#[case::id_of_one_and_target_of_another(&["net/net", "cpu/cpu", "cpu/net"], duplicate("cpu"))]
#[case::target_of_one_and_id_of_another(&["net/net", "cpu/cpu", "net/cpu"], duplicate("net"))]
#[case::id_before_target(&["net/net", "cpu/cpu", "net/swap", "hot/cpu"], duplicate("net"))]
#[case::target_before_id(&["net/net", "cpu/cpu", "hot/cpu", "net/swap"], taken("cpu", "cpu"))]
#[case::two_ids(&["net/net", "cpu/cpu", "net/swap", "cpu/disk"], duplicate("net"))]
#[case::two_ids_nested(&["cpu/cpu", "net/net", "net/swap", "cpu/disk"], duplicate("net"))]
#[case::two_targets(&["net/net", "cpu/cpu", "slow/net", "hot/cpu"], taken("net", "net"))]
#[case::two_targets_nested(&["cpu/cpu", "net/net", "slow/net", "hot/cpu"], taken("net", "net"))]
fn a_broken_list_is_refused_and_changes_nothing(#[case] list: &[&str], #[case] why: PolicyError) {
    let what = format!("an edit that returns {}", list.join(", "));
    refused(&mut policy(), &what, RewriteError::Broken(why), |_| Ok(rules_of(list)));
}

// ---- rewrite: the edit panics ----

#[rstest]
#[case::at_once(untouched)]
#[case::after_it_has_changed_its_list(turned_round)]
#[case::when_its_list_is_empty(Vec::clear)]
fn a_panic_of_the_edit_changes_nothing(#[case] first: fn(&mut Vec<Rule>)) {
    let mut policy = policy();
    panicked(&mut policy, "in a rewrite the edit panics", |policy| {
        rewrite::<Refusal>(policy, |mut rules| {
            first(&mut rules);
            bang("of the caller's code")
        })
    });
    fit_for_use(&policy, "a rewrite whose edit panicked");
}

// ---- rewrite: accepted ----

#[test]
fn the_edit_is_given_the_rules_in_their_order() {
    let mut seen = Vec::new();
    let outcome = rewrite(&mut policy(), |rules| {
        seen = rules;
        Err(Refusal("seen enough"))
    });
    assert_eq!(
        outcome,
        Err(RewriteError::Edit(Refusal("seen enough"))),
        "the edit is called, and what it answers comes back"
    );
    assert_eq!(seen, all_rules(), "the edit is given all active rules, in their order");
}

#[rstest]
#[case::in_another_order(&[4, 2, 0, 1, 3])]
#[case::the_first_left_out(&[1, 2, 3, 4])]
#[case::the_last_left_out(&[0, 1, 2, 3])]
#[case::one_more_in_front(&[5, 0, 1, 2, 3, 4])]
#[case::one_in_the_place_of_another(&[0, 1, 5, 3, 4])]
#[case::a_single_one(&[3])]
#[case::none(&[])]
#[case::the_same_again(&[0, 1, 2, 3, 4])]
fn what_the_edit_returns_takes_the_place_of_the_rules(#[case] places: &[usize]) {
    let (before, mut policy) = (policy(), policy());
    let expected = rules_at(places);
    let what = format!("an edit that returns [{}]", names(&expected));
    let outcome = rewrite(&mut policy, |_| Ok::<_, Infallible>(expected.clone()));
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
    accepted(&before, &policy, &what, &expected, |version| Event::RulesRewritten { version });
}

/// The rules that were there before have no say in what may stand in their place.
#[rstest]
#[case::another_threshold(("cpu-high", "cpu", 5, 99), ("net-slow", "net", 1, 260))]
#[case::another_name(("cpu-hot", "cpu", 5, 90), ("net-lame", "net", 1, 250))]
#[case::another_target(("cpu-high", "load", 5, 90), ("net-slow", "loss", 1, 250))]
#[case::names_exchanged(("net-slow", "cpu", 5, 90), ("cpu-high", "net", 1, 250))]
#[case::one_metric_over_two_windows(("cpu-high", "cpu", 5, 90), ("net-slow", "cpu", 1, 250))]
#[case::one_window_for_two_metrics(("cpu-high", "cpu", 5, 90), ("net-slow", "net", 5, 250))]
fn only_what_the_edit_returns_is_judged(#[case] second: Facts, #[case] third: Facts) {
    let (before, mut policy) = (policy(), policy());
    let mut expected = all_rules();
    expected[1] = rule(second);
    expected[2] = rule(third);
    let what = format!(
        "an edit that returns {}",
        expected.iter().map(line).collect::<Vec<_>>().join("; ")
    );
    let outcome = rewrite(&mut policy, |_| Ok::<_, Refusal>(expected.clone()));
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
    accepted(&before, &policy, &what, &expected, |version| Event::RulesRewritten { version });
}

#[test]
fn an_empty_policy_is_rewritten_like_any_other() {
    let mut policy = MonitoringPolicy::new();
    panicked(&mut policy, "in a rewrite of no rules the edit panics", edit_panics);
    let before = policy.clone();
    let what = "an edit that returns no rules for none";
    let outcome = rewrite(&mut policy, Ok::<_, Refusal>);
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
    accepted(&before, &policy, what, &[], |version| Event::RulesRewritten { version });

    let before = policy.clone();
    let what = "an edit that returns five rules for none";
    let outcome = rewrite(&mut policy, |_| Ok::<_, Refusal>(all_rules()));
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
    let event = |version| Event::RulesRewritten { version };
    accepted(&before, &policy, what, &all_rules(), event);
}

#[test]
fn a_rule_that_an_edit_left_out_can_be_added_again() {
    let mut policy = policy();
    let outcome = rewrite(&mut policy, |mut rules| {
        rules.remove(1);
        Ok::<_, Refusal>(rules)
    });
    assert_eq!(outcome, Ok(()), "leaving out cpu-high breaks no rule, so it is accepted");
    let before = policy.clone();
    let what = "adding cpu-high after an edit has left it out";
    assert_eq!(policy.add(rule(ALL[1])), Ok(()), "{what} breaks no rule, so it is accepted");
    let expected = rules_at(&[0, 2, 3, 4, 1]);
    let event = |version| Event::RuleAdded { id: RuleId::new("cpu-high"), version };
    accepted(&before, &policy, what, &expected, event);
}

// ---- sort_by ----

#[rstest]
#[case::of_five_rules(policy())]
#[case::of_fifty_rules(long_policy())]
fn a_panic_of_compare_changes_nothing(#[case] mut policy: MonitoringPolicy) {
    let rules = policy.active().len();
    let all = Cell::new(0);
    policy.clone().sort_by(|one, other| {
        all.set(all.get() + 1);
        by_threshold(one, other)
    });
    let all = all.get();
    assert!(all >= rules - 1, "no sort of {rules} rules gets by with {all} comparisons");

    for nth in 1..=all {
        let what = format!("in a sort of {rules} rules comparison {nth} of {all} panics");
        let (before, mut sorted) = (view(&policy), policy.clone());
        let mut calls = 0;
        let caught = caught(|| {
            sorted.sort_by(|one, other| {
                calls += 1;
                if calls == nth {
                    bang("of the caller's code")
                }
                by_threshold(one, other)
            });
        });
        // How often `compare` is called is not promised: this sort may have got by with fewer.
        if calls >= nth {
            panic_changed_nothing(&before, &sorted, &what, &caught);
            policy = sorted;
        }
    }
    fit_for_use(&policy, "sorts whose comparisons panicked");
}

#[test]
fn a_sort_puts_the_rules_into_the_order_of_compare() {
    let (before, mut policy) = (policy(), policy());
    policy.sort_by(by_threshold);
    let expected = rules_at(&[4, 1, 3, 2, 0]);
    let event = |version| Event::RulesSorted { version };
    accepted(&before, &policy, "a sort by threshold", &expected, event);

    let before = policy.clone();
    policy.sort_by(from_last_id);
    let expected = rules_at(&[4, 0, 2, 3, 1]);
    accepted(&before, &policy, "a sort by id, from the last to the first,", &expected, event);
}

#[test]
fn rules_that_compare_as_equal_keep_their_order() {
    let (before, mut policy) = (long_policy(), long_policy());
    policy.sort_by(by_threshold);
    let with = |threshold| before.active().iter().filter(move |rule| rule.threshold() == threshold);
    let expected: Vec<Rule> = (0..5).flat_map(with).cloned().collect();
    let (found, wanted) = (names(policy.active()), names(&expected));
    assert_eq!(found, wanted, "rules that compare as equal keep their order among themselves");
    let what = "a sort of fifty rules by five thresholds";
    accepted(&before, &policy, what, &expected, |version| Event::RulesSorted { version });
}

#[rstest]
#[case::no_rule(vec![])]
#[case::one_rule(vec![rule(ALL[0])])]
#[case::rules_in_order_already(vec![rule(ALL[4]), rule(ALL[1]), rule(ALL[3])])]
fn a_sort_counts_even_if_no_rule_moves(#[case] rules: Vec<Rule>) {
    let (before, mut policy) = (policy_of(rules.clone()), policy_of(rules.clone()));
    policy.sort_by(by_threshold);
    let what = format!("a sort by threshold of [{}]", names(&rules));
    accepted(&before, &policy, &what, &rules, |version| Event::RulesSorted { version });
}

/// Half of the answers are `Less` and half `Greater`, at random and always the same.
fn no_order(seed: u64) -> impl FnMut(&Rule, &Rule) -> Ordering {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    move |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        if state.is_multiple_of(2) { Ordering::Less } else { Ordering::Greater }
    }
}

/// A sort may panic at a `compare` that contradicts itself, or put the rules into any order.
#[test]
fn a_compare_that_is_no_order_loses_no_rule_and_leaves_nothing_half_done() {
    let unsorted = long_policy();
    for seed in 1..=20 {
        let (before, mut policy) = (unsorted.clone(), unsorted.clone());
        if payload(|| policy.sort_by(no_order(seed))).is_some() {
            let changes = changes(&view(&before), &view(&policy));
            assert!(
                changes.is_empty(),
                "INV-3: a sort by no order (number {seed}) panicked, and that has changed this:{changes}"
            );
            continue;
        }
        let by_id = |policy: &MonitoringPolicy| {
            let mut rules = policy.active().to_vec();
            rules.sort_by(from_last_id);
            names(&rules)
        };
        let (found, expected) = (by_id(&policy), by_id(&before));
        assert_eq!(
            found, expected,
            "a sort by no order (number {seed}) was accepted, and the rules are the same, in whatever order"
        );
        let rules = policy.active().to_vec();
        let what = format!("a sort by no order (number {seed})");
        accepted(&before, &policy, &what, &rules, |version| Event::RulesSorted { version });
    }
}

// ---- what a panic carries ----

/// The type of a payload is a part of it: a caller who looks for a `&str` doesn't find a `String`.
#[rstest]
#[case::of_the_edit("the edit", |policy: &mut MonitoringPolicy| {
    let _ = rewrite::<Refusal>(policy, |_| panic::resume_unwind(Box::new("a text")));
})]
#[case::of_compare("compare", |policy: &mut MonitoringPolicy| {
    policy.sort_by(|_, _| panic::resume_unwind(Box::new("a text")));
})]
fn a_panic_with_a_text_comes_as_it_is(
    #[case] whose: &str,
    #[case] call: fn(&mut MonitoringPolicy),
) {
    let payload = payload(|| call(&mut policy()));
    let text = payload.as_ref().and_then(|payload| payload.downcast_ref::<&str>());
    assert_eq!(
        text,
        Some(&"a text"),
        "{whose} panics with a &str, and the caller gets that payload, of that type"
    );
}

// ---- whoever meets the policy after a panic, or during one ----

#[rstest]
#[case::by_the_edit(edit_panics)]
#[case::by_compare(compare_panics)]
fn a_policy_behind_a_poisoned_lock_is_as_before(#[case] call: fn(&mut MonitoringPolicy)) {
    let shared = Mutex::new(policy());
    let caught = caught(|| {
        let mut policy = shared.lock().expect("nobody has panicked yet");
        call(&mut policy);
    });
    assert_eq!(
        caught, "the panic of the caller's code",
        "a panic of the caller's code leaves the call and the lock around it"
    );
    assert!(shared.is_poisoned(), "whoever holds a lock and panics poisons it");

    let found = shared.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    let changes = changes(&view(&policy()), &view(&found));
    assert!(
        changes.is_empty(),
        "INV-3: the call panicked and poisoned the lock, and the policy behind it has changed:{changes}"
    );
    fit_for_use(&found, "a panic that poisoned its lock");
}

/// Lets a `Drop` make `call` while a panic of somebody else is on its way. An assertion in `call` would
/// end the process.
#[track_caller]
fn during_another_panic(call: impl FnMut()) {
    struct Finally<F: FnMut()>(F);
    impl<F: FnMut()> Drop for Finally<F> {
        fn drop(&mut self) {
            (self.0)();
        }
    }

    let caught = caught(|| {
        let _cleanup = Finally(call);
        bang("of somebody else");
    });
    assert_eq!(caught, "the panic of somebody else", "a clean-up stops no panic");
}

#[test]
fn a_call_during_another_panic_is_accepted_as_ever() {
    let (before, mut rewritten, mut sorted) = (policy(), policy(), policy());
    let mut answer = None;
    during_another_panic(|| {
        answer = Some(rewrite(&mut rewritten, without_the_first));
        sorted.sort_by(by_threshold);
    });

    let what = "a rewrite without the first rule, made by a drop during another panic,";
    assert_eq!(answer, Some(Ok(())), "{what} breaks no rule, so it is accepted");
    let event = |version| Event::RulesRewritten { version };
    accepted(&before, &rewritten, what, &all_rules()[1..], event);

    let what = "a sort by threshold, made by a drop during another panic,";
    let expected = rules_at(&[4, 1, 3, 2, 0]);
    accepted(&before, &sorted, what, &expected, |version| Event::RulesSorted { version });
}

#[rstest]
#[case::of_an_edit_that_refuses(RewriteError::Edit(Refusal("no")), |_| Err(Refusal("no")))]
#[case::of_a_broken_list(
    RewriteError::Broken(duplicate("net")),
    |_| Ok(rules_of(&["net/net", "net/cpu"]))
)]
fn a_refusal_during_another_panic_changes_nothing(
    #[case] why: RewriteError<Refusal>,
    #[case] edit: fn(Vec<Rule>) -> Result<Vec<Rule>, Refusal>,
) {
    let mut policy = policy();
    let before = view(&policy);
    let mut answer = None;
    during_another_panic(|| answer = Some(rewrite(&mut policy, edit)));

    let what = "a rewrite made by a drop during another panic";
    let changes = changes(&before, &view(&policy));
    assert_eq!(answer, Some(Err(why)), "{what} is refused, and the error says why");
    assert!(changes.is_empty(), "INV-3: {what} was refused but changed this:{changes}");
    fit_for_use(&policy, "a refusal during another panic");
}

/// Four comparisons are the fewest that can sort five rules.
fn compare_panics_at_the_fourth_call(policy: &mut MonitoringPolicy) {
    let mut calls = 0;
    policy.sort_by(|one, other| {
        calls += 1;
        if calls == 4 {
            bang("of the caller's code")
        }
        by_threshold(one, other)
    });
}

/// Two panics are on their way then, and the second is stopped before it meets the first.
#[rstest]
#[case::of_the_edit("a rewrite whose edit panics", edit_panics)]
#[case::of_compare("a sort whose first comparison panics", compare_panics)]
#[case::of_compare_midway(
    "a sort whose fourth comparison panics",
    compare_panics_at_the_fourth_call
)]
fn a_panic_during_another_panic_changes_nothing(
    #[case] what: &str,
    #[case] call: fn(&mut MonitoringPolicy),
) {
    let mut policy = policy();
    let before = view(&policy);
    let mut ended = String::new();
    during_another_panic(|| ended = caught(|| call(&mut policy)));

    let what = format!("{what} was called by a drop during another panic");
    panic_changed_nothing(&before, &policy, &what, &ended);
    fit_for_use(&policy, "a panic during another panic");
}

/// What a failed call restores must be the latest state, whichever call has made it.
#[test]
fn a_failed_call_leaves_what_the_accepted_call_before_it_has_made() {
    let fail = |policy: &mut MonitoringPolicy, after: &str| {
        let what = format!("an edit that answers Err, after {after},");
        let why = RewriteError::Edit(Refusal("no"));
        refused(policy, &what, why, |_| Err(Refusal("no")));
        let what = format!("an edit that returns net twice, after {after},");
        let why = RewriteError::Broken(duplicate("net"));
        refused(policy, &what, why, |_| Ok(rules_of(&["net/net", "net/cpu"])));
        panicked(policy, &format!("after {after}, in a rewrite the edit panics"), edit_panics);
        panicked(policy, &format!("after {after}, in a sort compare panics"), compare_panics);
    };
    let mut policy = policy();
    fail(&mut policy, "five adds");

    let (what, before) = ("a sort by threshold after calls that failed", policy.clone());
    policy.sort_by(by_threshold);
    let event = |version| Event::RulesSorted { version };
    accepted(&before, &policy, what, &rules_at(&[4, 1, 3, 2, 0]), event);
    fail(&mut policy, "an accepted sort");

    let (what, before) = ("a rewrite after calls that failed", policy.clone());
    let outcome = rewrite(&mut policy, without_the_first);
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
    let event = |version| Event::RulesRewritten { version };
    accepted(&before, &policy, what, &rules_at(&[1, 3, 2, 0]), event);
    fail(&mut policy, "an accepted rewrite");

    let (what, before) = ("adding swap-used after calls that failed", policy.clone());
    assert_eq!(policy.add(rule(ALL[4])), Ok(()), "{what} breaks no rule, so it is accepted");
    let event = |version| Event::RuleAdded { id: RuleId::new("swap-used"), version };
    accepted(&before, &policy, what, &rules_at(&[1, 3, 2, 0, 4]), event);
    fail(&mut policy, "an accepted add");
}

// ---- add works already, and must go on working ----

#[test]
fn a_new_policy_is_empty_and_at_version_zero() {
    let policy = MonitoringPolicy::new();
    assert_eq!(
        view(&policy),
        ["version 0", "active: "],
        "a new policy has no rules and no events, and is at version 0"
    );
}

#[test]
fn an_accepted_add_goes_to_the_end_and_counts_once() {
    let mut policy = MonitoringPolicy::new();
    for (facts, n) in ALL.into_iter().zip(1..) {
        let before = policy.clone();
        let what = format!("adding {}", facts.0);
        assert_eq!(policy.add(rule(facts)), Ok(()), "{what} breaks no rule, so it is accepted");
        let event = |version| Event::RuleAdded { id: RuleId::new(facts.0), version };
        accepted(&before, &policy, &what, &all_rules()[..n], event);
    }
}

#[rstest]
#[case::id_of_the_first(("queue-long", "memory", 10, 70), duplicate("queue-long"))]
#[case::id_of_the_last(("swap-used", "memory", 10, 70), duplicate("swap-used"))]
#[case::target_of_another(
    ("memory-low", "disk", 60, 70),
    PolicyError::TargetTaken { target: Target::new("disk", 60), by: RuleId::new("disk-full") }
)]
#[case::id_before_target(("net-slow", "queue", 15, 70), duplicate("net-slow"))]
fn a_refused_add_changes_nothing(#[case] facts: Facts, #[case] why: PolicyError) {
    let mut policy = policy();
    let before = view(&policy);
    let what = format!("adding {}", line(&rule(facts)));
    let outcome = policy.add(rule(facts));
    let changes = changes(&before, &view(&policy));
    assert_eq!(outcome, Err(why), "{what} is refused, and the error says why");
    assert!(changes.is_empty(), "INV-3: {what} was refused but changed this:{changes}");
}
