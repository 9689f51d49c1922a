//! The promises of kata 22. Every message says which rule broke, what was done and what was found.
//!
//! Ines and Tom are two people who work on the same policies. There are no threads here: who loads and
//! who saves first is written down in each test. In each comparison what was found stands first and
//! what was expected second.

use std::cell::{Cell, RefCell};

use rstest::rstest;
use version_and_save::{
    ChangeError, ConcurrencyConflict, MonitoringPolicy, Policies, PolicyError, PolicyId,
    PolicyRepository, Rule, RuleId, Target, change,
};

/// The policies that tests ask for; the last is in no repository until a test saves it.
const POLICIES: [&str; 4] = ["payments", "search", "accounts", "mail"];

fn id(name: &str) -> PolicyId {
    PolicyId::new(name)
}

fn rule_id(name: &str) -> RuleId {
    RuleId::new(name)
}

/// No two rules watch the same target or have the same threshold.
fn rule(name: &str) -> Rule {
    let threshold = name.bytes().map(u64::from).sum();
    Rule::new(rule_id(name), Target::new(format!("metric of {name}"), 5), threshold)
}

/// Adds a rule, or retires one: a `-` stands before its name.
#[track_caller]
fn act(policy: &mut MonitoringPolicy, calls: &[&str]) {
    for call in calls {
        let outcome = match call.strip_prefix('-') {
            Some(name) => policy.retire(&rule_id(name), &format!("{name} was moved")),
            None => policy.add(rule(call)),
        };
        assert_eq!(
            outcome,
            Ok(()),
            "nobody else has changed the policy at hand, so it accepts to {}",
            said(&[call])
        );
    }
}

/// The calls in words, for messages.
fn said(calls: &[&str]) -> String {
    let words: Vec<String> = calls
        .iter()
        .map(|call| match call.strip_prefix('-') {
            Some(name) => format!("retire {name}"),
            None => format!("add {call}"),
        })
        .collect();
    if words.is_empty() { "change nothing".to_owned() } else { words.join(", ") }
}

#[track_caller]
fn policy_of(calls: &[&str]) -> MonitoringPolicy {
    let mut policy = MonitoringPolicy::new();
    act(&mut policy, calls);
    policy
}

/// Version 7: three active rules, two retired ones, and no list in the order of the alphabet.
#[track_caller]
fn payments() -> MonitoringPolicy {
    policy_of(&[
        "queue-long",
        "swap-used",
        "-swap-used",
        "cpu-high",
        "load-high",
        "-load-high",
        "net-slow",
    ])
}

/// Version 3.
#[track_caller]
fn search() -> MonitoringPolicy {
    policy_of(&["index-old", "hits-few", "-index-old"])
}

/// Version 2.
#[track_caller]
fn accounts() -> MonitoringPolicy {
    policy_of(&["logins-many", "locks-many"])
}

/// What Ines changes, one call after another. Each starts from version 7.
const INES: [&str; 3] = ["disk-full", "-net-slow", "-queue-long"];

/// What Tom changes. Nothing of it contradicts what Ines does.
const TOM: [&str; 3] = ["tls-expired", "-cpu-high", "fan-loud"];

/// Payments at version 7, search at 3, accounts at 2.
#[track_caller]
fn repository() -> PolicyRepository {
    let mut repository = PolicyRepository::new();
    save(&mut repository, "payments", &payments(), 0);
    save(&mut repository, "search", &search(), 0);
    save(&mut repository, "accounts", &accounts(), 0);
    repository
}

/// INV-1: the save is accepted.
#[track_caller]
fn save(repository: &mut PolicyRepository, name: &str, policy: &MonitoringPolicy, expected: u64) {
    assert_eq!(
        repository.save(&id(name), policy, expected),
        Ok(()),
        "INV-1: saving {name}, which is kept at version {expected}, with expected {expected} is accepted"
    );
}

#[track_caller]
fn load(repository: &PolicyRepository, name: &str) -> MonitoringPolicy {
    let Some(policy) = repository.load(&id(name)) else {
        panic!("{name} was saved, so load finds it, however often it is asked for");
    };
    policy
}

/// Everything that a caller can see of one policy, one line a fact.
fn lines(name: &str, policy: Option<&MonitoringPolicy>) -> Vec<String> {
    let Some(policy) = policy else {
        return vec![format!("{name}: not kept")];
    };
    let line = |rule: &Rule| format!("{}, {} > {}", rule.id(), rule.target(), rule.threshold());
    let active: Vec<String> = policy.active().iter().map(|rule| rule.id().to_string()).collect();
    let retired: Vec<String> =
        policy.retired().iter().map(|old| old.rule().id().to_string()).collect();
    let mut lines = vec![
        format!("version {}", policy.version()),
        format!("active: {}", active.join(", ")),
        format!("retired: {}", retired.join(", ")),
    ];
    lines.extend(policy.active().iter().map(|rule| format!("active {}", line(rule))));
    let retired = policy.retired().iter();
    lines.extend(
        retired.map(|old| format!("retired {}, because {}", line(old.rule()), old.reason())),
    );
    lines.extend(policy.events().iter().zip(1..).map(|(event, n)| format!("event {n}: {event:?}")));
    lines.iter().map(|line| format!("{name}: {line}")).collect()
}

/// What "nothing has changed" is judged by: all policies, one line a fact.
fn view(repository: &PolicyRepository) -> Vec<String> {
    let all = POLICIES.iter();
    all.flat_map(|name| lines(name, repository.load(&id(name)).as_ref())).collect()
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// INV-3: `name` is kept exactly as `policy`.
#[track_caller]
fn kept(repository: &PolicyRepository, name: &str, policy: &MonitoringPolicy, why: &str) {
    let found = lines(name, repository.load(&id(name)).as_ref());
    let differs = changes(&lines(name, Some(policy)), &found);
    assert!(
        differs.is_empty(),
        "{why}. What is kept differs (- as it should be, + as it is):{differs}"
    );
}

/// INV-1 and INV-2: the save is refused with these figures, however often it is tried, and nothing has changed.
#[track_caller]
fn conflict(
    repository: &mut PolicyRepository,
    (name, policy): (&str, &MonitoringPolicy),
    (expected, actual): (u64, u64),
    what: &str,
) {
    let before = view(repository);
    let since = match repository.load(&id(name)) {
        Some(_) => format!("version {actual} is kept"),
        None => "a policy that is not kept is at version 0".to_owned(),
    };
    for again in ["", " again"] {
        let outcome = repository.save(&id(name), policy, expected);
        let changes = changes(&before, &view(repository));
        assert_eq!(
            outcome,
            Err(ConcurrencyConflict { expected, actual }),
            "INV-1: {what}: saving {name} with expected {expected}{again} is refused, since {since}"
        );
        assert!(
            changes.is_empty(),
            "INV-2: {what}: saving {name} with expected {expected}{again} was refused but changed this:{changes}"
        );
    }
}

// ---- load, and saves that are accepted ----

#[test]
fn a_new_repository_keeps_no_policy() {
    let repository = PolicyRepository::new();
    for name in POLICIES {
        let found = repository.load(&id(name)).map(|policy| policy.version());
        assert_eq!(found, None, "nothing was saved, so load finds no {name}");
    }
}

#[test]
fn a_saved_policy_is_loaded_as_it_was_saved() {
    let mut repository = PolicyRepository::new();
    save(&mut repository, "payments", &payments(), 0);
    kept(&repository, "payments", &payments(), "INV-3: a policy is kept whole");
    let other = repository.load(&id("mail")).map(|policy| policy.version());
    assert_eq!(other, None, "payments was saved, and that is no reason to find mail");
}

#[test]
fn a_saved_policy_is_replaced_whole_by_the_next_save() {
    let mut repository = repository();
    let mut ines = load(&repository, "payments");
    act(&mut ines, &INES);
    save(&mut repository, "payments", &ines, 7);
    kept(&repository, "payments", &ines, "INV-3: a save from version 7 replaces what was kept");

    let mut tom = load(&repository, "payments");
    act(&mut tom, &TOM[..2]);
    save(&mut repository, "payments", &tom, 10);
    kept(&repository, "payments", &tom, "INV-3: a save from version 10 replaces what was kept");
}

#[test]
fn a_saved_policy_stays_as_it_is_while_the_caller_goes_on() {
    let mut repository = PolicyRepository::new();
    let mut mine = payments();
    save(&mut repository, "payments", &mine, 0);
    act(&mut mine, &INES);
    kept(
        &repository,
        "payments",
        &payments(),
        "INV-4: the caller changed the policy after the save, and did not save again",
    );
}

#[test]
fn a_snapshot_is_its_callers_own() {
    let repository = repository();
    let mut ines = load(&repository, "payments");
    let tom = load(&repository, "payments");
    act(&mut ines, &INES);
    kept(
        &repository,
        "payments",
        &payments(),
        "INV-4: Ines changed her snapshot and saved nothing",
    );
    let differs = changes(&lines("payments", Some(&payments())), &lines("payments", Some(&tom)));
    assert!(
        differs.is_empty(),
        "INV-4: Ines changed her snapshot, and Tom's differs (- as it should be, + as it is):{differs}"
    );
}

#[test]
fn each_policy_has_a_version_of_its_own() {
    let mut repository = repository();
    let (mut ines, mut tom) = (load(&repository, "payments"), load(&repository, "search"));
    act(&mut tom, &["search-slow"]);
    save(&mut repository, "search", &tom, 3);
    act(&mut tom, &["shards-few", "-search-slow"]);
    save(&mut repository, "search", &tom, 4);
    save(&mut repository, "mail", &policy_of(&["spool-full"]), 0);

    act(&mut ines, &INES);
    save(&mut repository, "payments", &ines, 7);
    for (name, policy) in [
        ("payments", &ines),
        ("search", &tom),
        ("accounts", &accounts()),
        ("mail", &policy_of(&["spool-full"])),
    ] {
        kept(
            &repository,
            name,
            policy,
            "INV-3: each save replaces the policy that it names and no other",
        );
    }
}

#[test]
fn an_unchanged_policy_may_be_saved() {
    let mut repository = repository();
    let before = view(&repository);
    let unchanged = load(&repository, "payments");
    save(&mut repository, "payments", &unchanged, 7);
    let changes = changes(&before, &view(&repository));
    assert!(changes.is_empty(), "an unchanged payments was saved, but it changed this:{changes}");
}

/// The repository takes the caller's word for it: what was decided may be to begin again.
#[rstest]
#[case::a_lower_one(&["fan-loud", "tls-expired"])]
#[case::the_same(&["fan-loud", "tls-expired", "-fan-loud", "disk-full", "ping-lost", "-disk-full", "ram-full"])]
#[case::zero(&[])]
fn a_saved_policy_may_have_any_version_of_its_own(#[case] calls: &[&str]) {
    let mut repository = repository();
    let afresh = policy_of(calls);
    let version = afresh.version();
    save(&mut repository, "payments", &afresh, 7);
    let why = format!(
        "INV-1 and INV-3: payments was kept at version 7, and a save with expected 7 replaces it with what is at {version}"
    );
    kept(&repository, "payments", &afresh, &why);

    let mut next = load(&repository, "payments");
    act(&mut next, &["swap-used"]);
    save(&mut repository, "payments", &next, version);
    kept(&repository, "payments", &next, "INV-3: the next save replaces that one in its turn");
}

/// An event says which rule it was, and not what the rule was like or why it went.
#[rstest]
#[case::another_threshold("queue", 90, "moved")]
#[case::another_target("queue of mail", 80, "moved")]
#[case::another_reason("queue", 80, "noisy")]
fn a_saved_policy_may_have_the_same_events(
    #[case] metric: &str,
    #[case] threshold: u64,
    #[case] reason: &str,
) {
    let policy = |metric: &str, threshold, reason: &str| {
        let mut policy = policy_of(&["swap-used"]);
        let long = Rule::new(rule_id("queue-long"), Target::new(metric, 5), threshold);
        assert_eq!(policy.add(long), Ok(()), "swap-used is something else than queue-long");
        let swap = policy.retire(&rule_id("swap-used"), reason);
        assert_eq!(swap, Ok(()), "swap-used is active");
        policy
    };
    let mut repository = repository();
    let other = policy(metric, threshold, reason);
    save(&mut repository, "mail", &policy("queue", 80, "moved"), 0);
    save(&mut repository, "mail", &other, 3);
    let why = "INV-3: mail was saved again, with the same events, and a save replaces the whole";
    kept(&repository, "mail", &other, why);
}

#[test]
fn a_saved_policy_is_found_by_its_id_as_it_is() {
    let mut repository = repository();
    for other in ["Payments", "PAYMENTS", "payment", "payments ", "payments-eu", ""] {
        let found = repository.load(&id(other)).map(|policy| policy.version());
        assert_eq!(found, None, "payments is kept, and that is no reason to find {other:?}");
        save(&mut repository, other, &policy_of(&["fan-loud"]), 0);
        let why = format!("INV-3: {other:?} was saved, and that touches no other policy");
        kept(&repository, "payments", &payments(), &why);
        kept(&repository, other, &policy_of(&["fan-loud"]), "INV-3: a policy is kept whole");
    }
}

/// Version 0 is the version of a policy that is not kept, and that of a policy without a past.
#[test]
fn an_empty_policy_is_kept_at_version_zero() {
    let mut repository = repository();
    save(&mut repository, "mail", &MonitoringPolicy::new(), 0);
    let why = "INV-3: a policy without rules is a policy, and it was saved";
    kept(&repository, "mail", &MonitoringPolicy::new(), why);
    // Nobody can tell whether somebody else has saved it: expected is 0 either way.
    save(&mut repository, "mail", &MonitoringPolicy::new(), 0);
    let what = "an empty mail is kept, at version 0";
    conflict(&mut repository, ("mail", &policy_of(&["relay-down"])), (1, 0), what);

    let mut mail = load(&repository, "mail");
    act(&mut mail, &["spool-full", "bounces-many"]);
    save(&mut repository, "mail", &mail, 0);
    kept(&repository, "mail", &mail, "INV-3: mail was loaded at version 0, changed and saved");
}

// ---- saves that are refused ----

/// Both load version 7, both change it, Ines saves first.
#[rstest]
#[case::one_change_each(1, 1)]
#[case::ines_changed_more(3, 1)]
#[case::tom_changed_more(1, 3)]
#[case::as_many(2, 2)]
#[case::tom_changed_nothing(2, 0)]
fn the_second_of_two_saves_is_a_conflict(#[case] by_ines: usize, #[case] by_tom: usize) {
    let mut repository = repository();
    let (mut ines, mut tom) = (load(&repository, "payments"), load(&repository, "payments"));
    act(&mut ines, &INES[..by_ines]);
    act(&mut tom, &TOM[..by_tom]);
    save(&mut repository, "payments", &ines, 7);

    let what = format!(
        "both loaded version 7, Ines saved {by_ines} changes, Tom comes second with {by_tom}"
    );
    let actual = 7 + by_ines as u64;
    conflict(&mut repository, ("payments", &tom), (7, actual), &what);
    kept(&repository, "payments", &ines, "INV-2: Ines saved first, so hers is kept, whole");
}

#[test]
fn a_save_after_several_saves_is_a_conflict() {
    let mut repository = repository();
    let (mut ines, mut tom) = (load(&repository, "payments"), load(&repository, "payments"));
    for (call, expected) in INES.iter().zip(7..) {
        act(&mut ines, &[call]);
        save(&mut repository, "payments", &ines, expected);
    }
    act(&mut tom, &TOM[..1]);
    let what = "both loaded version 7, Ines saved three times, Tom comes after that";
    conflict(&mut repository, ("payments", &tom), (7, 10), what);
}

/// The policy that is saved is at version 9, so 9 is one of the numbers to get wrong.
#[rstest]
fn any_other_version_than_the_one_kept_is_a_conflict(
    #[values(0, 1, 6, 8, 9, 10, 7 + (1 << 32), u64::MAX)] expected: u64,
) {
    let mut repository = repository();
    let mut ines = load(&repository, "payments");
    act(&mut ines, &INES[..2]);
    let what = "payments was changed from 7 to 9";
    conflict(&mut repository, ("payments", &ines), (expected, 7), what);
    save(&mut repository, "payments", &ines, 7);
}

#[rstest]
#[case::a_smaller_policy(&["spool-full"])]
#[case::one_of_the_same_version(&["spool-full", "bounces-many", "-spool-full"])]
#[case::a_larger_policy(&["spool-full", "relay-down", "bounces-many", "greylist-long"])]
#[case::an_empty_policy(&[])]
fn the_second_of_two_first_saves_is_a_conflict(#[case] by_tom: &[&str]) {
    let mut repository = repository();
    let ines = policy_of(&["queue-full", "bounces-many", "relay-down"]);
    save(&mut repository, "mail", &ines, 0);
    let what = "neither found a policy, Ines saved one at version 3, Tom comes second";
    conflict(&mut repository, ("mail", &policy_of(by_tom)), (0, 3), what);
    kept(&repository, "mail", &ines, "INV-2: Ines saved first, so hers is kept, whole");
}

/// It may have been there once: the version that is expected must have come from somewhere.
#[rstest]
fn a_version_of_a_policy_that_is_not_kept_is_a_conflict(#[values(1, 2, 3, 4)] expected: u64) {
    let mut repository = repository();
    let mail = policy_of(&["spool-full", "bounces-many", "-spool-full"]);
    let what = "no mail is kept, and Tom saves one at version 3";
    conflict(&mut repository, ("mail", &mail), (expected, 0), what);
    save(&mut repository, "mail", &mail, 0);
}

#[test]
fn after_a_conflict_who_loads_and_decides_again_can_save() {
    let mut repository = repository();
    let (mut ines, mut tom) = (load(&repository, "payments"), load(&repository, "payments"));
    act(&mut ines, &INES);
    act(&mut tom, &TOM);
    save(&mut repository, "payments", &ines, 7);
    let what = "both loaded version 7 and made three changes, Ines saved first";
    conflict(&mut repository, ("payments", &tom), (7, 10), what);

    let mut tom = load(&repository, "payments");
    act(&mut tom, &TOM);
    save(&mut repository, "payments", &tom, 10);
    let mut both = payments();
    act(&mut both, &INES);
    act(&mut both, &TOM);
    kept(
        &repository,
        "payments",
        &both,
        "Tom loaded again, so both changes are there, Ines's first",
    );
}

// ---- change ----

/// Somebody else's work on the same repository.
type SecondWriter = Box<dyn FnOnce(&mut PolicyRepository)>;

/// A repository that others write to as well: the second writer has a turn right after the first load. Each call is
/// written down.
struct Shared {
    repository: RefCell<PolicyRepository>,
    second_writer: Cell<Option<SecondWriter>>,
    calls: RefCell<Vec<String>>,
}

impl Shared {
    #[track_caller]
    fn with(second_writer: impl FnOnce(&mut PolicyRepository) + 'static) -> Self {
        Self {
            repository: RefCell::new(repository()),
            second_writer: Cell::new(Some(Box::new(second_writer))),
            calls: RefCell::default(),
        }
    }

    #[track_caller]
    fn with_nobody_else() -> Self {
        Self::with(|_| {})
    }
}

impl Policies for Shared {
    fn load(&self, id: &PolicyId) -> Option<MonitoringPolicy> {
        self.calls.borrow_mut().push(format!("load {id}"));
        let loaded = self.repository.borrow().load(id);
        if let Some(write) = self.second_writer.take() {
            write(&mut self.repository.borrow_mut());
        }
        loaded
    }

    fn save(
        &mut self,
        id: &PolicyId,
        policy: &MonitoringPolicy,
        expected: u64,
    ) -> Result<(), ConcurrencyConflict> {
        let version = policy.version();
        self.calls.get_mut().push(format!("save {id} at {version}, expected {expected}"));
        self.repository.get_mut().save(id, policy, expected)
    }
}

/// INV-5: these were the calls, and no others.
#[track_caller]
fn called(shared: &Shared, expected: &[&str], what: &str) {
    assert_eq!(
        *shared.calls.borrow(),
        expected,
        "INV-5: {what}: these and no others are the calls of load and save"
    );
}

fn decide(
    calls: &'static [&'static str],
) -> impl Fn(&mut MonitoringPolicy) -> Result<usize, PolicyError> {
    |policy| {
        act(policy, calls);
        Ok(policy.active().len())
    }
}

/// Ines makes the first `count` of her changes and saves.
fn ines_saves(count: usize) -> impl FnOnce(&mut PolicyRepository) {
    move |repository| {
        let mut ines = load(repository, "payments");
        act(&mut ines, &INES[..count]);
        save(repository, "payments", &ines, 7);
    }
}

#[test]
fn change_saves_what_was_decided_and_returns_the_answer() {
    let mut repository = repository();
    assert_eq!(
        change(&mut repository, &id("payments"), decide(&TOM)),
        Ok(4),
        "version 7 was loaded and nobody else saves, so a save with expected 7 is accepted, and the decision's answer is that four rules are active"
    );
    let mut expected = payments();
    act(&mut expected, &TOM);
    kept(&repository, "payments", &expected, "INV-5: what was decided is saved");
    for (name, policy) in [("search", search()), ("accounts", accounts())] {
        kept(&repository, name, &policy, "INV-3: payments was changed, and no other policy");
    }
}

#[rstest]
#[case::of_nothing(&[], 3, "save payments at 7, expected 7")]
#[case::of_one_call(&TOM[..1], 4, "save payments at 8, expected 7")]
#[case::of_three_calls(&TOM, 4, "save payments at 10, expected 7")]
fn change_loads_once_and_saves_once(
    #[case] decision: &'static [&'static str],
    #[case] answer: usize,
    #[case] saved: &str,
) {
    let mut shared = Shared::with_nobody_else();
    let outcome = change(&mut shared, &id("payments"), decide(decision));
    let what = format!(
        "payments was loaded at version 7, so expected is 7, and the decision is to {}",
        said(decision)
    );
    called(&shared, &["load payments", saved], &what);
    assert_eq!(
        outcome,
        Ok(answer),
        "nobody else saves, so the decision to {} is accepted",
        said(decision)
    );
}

/// The version falls from 7 to 2, and what is expected is still what was loaded.
#[test]
fn change_saves_a_decision_to_begin_again() {
    let mut shared = Shared::with_nobody_else();
    let outcome = change(&mut shared, &id("payments"), |policy| {
        *policy = accounts();
        Ok("begun again")
    });
    let what = "payments was loaded at version 7, so expected is 7, and the decision is to put another policy in its place";
    called(&shared, &["load payments", "save payments at 2, expected 7"], what);
    assert_eq!(outcome, Ok("begun again"), "nobody else saves, so that decision is accepted");
    kept(&shared.repository.borrow(), "payments", &accounts(), "INV-5: what was decided is saved");
}

/// It is kept, so it can be changed: version 0 alone does not mean that there is none.
#[test]
fn change_finds_a_policy_at_version_zero() {
    let mut shared = Shared::with_nobody_else();
    save(shared.repository.get_mut(), "mail", &MonitoringPolicy::new(), 0);
    assert_eq!(
        change(&mut shared, &id("mail"), decide(&["spool-full", "bounces-many"])),
        Ok(2),
        "an empty mail is kept and nobody else saves, so changing it is accepted"
    );
    let mail = policy_of(&["spool-full", "bounces-many"]);
    kept(&shared.repository.borrow(), "mail", &mail, "INV-5: what was decided is saved");
    called(&shared, &["load mail", "save mail at 2, expected 0"], "an empty mail is kept");
}

#[rstest]
#[case::ines_changed_more(3, &TOM[..1], 10)]
#[case::tom_changed_more(1, &TOM, 8)]
#[case::as_many(2, &TOM[..2], 9)]
#[case::tom_changed_nothing(1, &[], 8)]
fn change_that_comes_second_is_refused(
    #[case] by_ines: usize,
    #[case] by_tom: &'static [&'static str],
    #[case] actual: u64,
) {
    let mut shared = Shared::with(ines_saves(by_ines));
    let tom = said(by_tom);
    let what = format!("Tom loaded version 7, Ines saved version {actual}, Tom decided to {tom}");
    assert_eq!(
        change(&mut shared, &id("payments"), decide(by_tom)),
        Err(ChangeError::Conflict(ConcurrencyConflict { expected: 7, actual })),
        "INV-1: {what}, so his change is a conflict"
    );
    let mut ines = payments();
    act(&mut ines, &INES[..by_ines]);
    let why = format!("INV-2: {what}, so hers is kept, whole");
    kept(&shared.repository.borrow(), "payments", &ines, &why);
    let saved = format!("save payments at {}, expected 7", 7 + by_tom.len());
    called(&shared, &["load payments", &saved], &what);
}

#[test]
fn change_that_is_made_again_decides_on_what_is_kept_now() {
    let mut shared = Shared::with(ines_saves(3));
    let first = change(&mut shared, &id("payments"), decide(&TOM));
    assert_eq!(
        first,
        Err(ChangeError::Conflict(ConcurrencyConflict { expected: 7, actual: 10 })),
        "Ines saved between Tom's load and his save"
    );
    assert_eq!(
        change(&mut shared, &id("payments"), decide(&TOM)),
        Ok(3),
        "Tom changes it again and nobody gets between, so it is accepted"
    );
    let mut both = payments();
    act(&mut both, &INES);
    act(&mut both, &TOM);
    let why = "Tom's second change was decided on what Ines had saved, so both are there";
    kept(&shared.repository.borrow(), "payments", &both, why);
}

#[test]
fn change_does_not_revive_a_policy_that_was_removed_meanwhile() {
    let mut shared = Shared::with(|repository| *repository = PolicyRepository::new());
    assert_eq!(
        change(&mut shared, &id("payments"), decide(&TOM)),
        Err(ChangeError::Conflict(ConcurrencyConflict { expected: 7, actual: 0 })),
        "INV-1: payments was loaded at version 7, and by the time of the save it was no longer kept"
    );
    let found = shared.repository.borrow().load(&id("payments")).map(|policy| policy.version());
    assert_eq!(found, None, "INV-2: the save of a policy that is gone was refused");
}

#[rstest]
#[case::that_would_be_accepted(Ok(()))]
#[case::that_would_be_refused(Err(PolicyError::EmptyReason))]
fn change_of_a_policy_that_is_not_kept_is_not_found(#[case] decision: Result<(), PolicyError>) {
    let mut shared = Shared::with_nobody_else();
    let before = view(&shared.repository.borrow());
    let mut asked = false;
    let outcome = change(&mut shared, &id("mail"), |policy| {
        asked = true;
        act(policy, &["spool-full"]);
        decision
    });
    assert_eq!(
        outcome,
        Err(ChangeError::NotFound { id: id("mail") }),
        "no mail is kept, so there is nothing to change"
    );
    assert!(!asked, "INV-5: no mail is kept, so there was nothing to decide on");
    let changes = changes(&before, &view(&shared.repository.borrow()));
    assert!(changes.is_empty(), "INV-5: mail was not found, but this changed:{changes}");
    called(&shared, &["load mail"], "no mail is kept");
}

#[test]
fn change_of_a_policy_that_somebody_creates_meanwhile_is_not_found() {
    let mail = policy_of(&["spool-full", "bounces-many"]);
    let first = mail.clone();
    let mut shared = Shared::with(move |repository| save(repository, "mail", &first, 0));
    assert_eq!(
        change(&mut shared, &id("mail"), decide(&["relay-down"])),
        Err(ChangeError::NotFound { id: id("mail") }),
        "no mail was kept when it was loaded"
    );
    kept(&shared.repository.borrow(), "mail", &mail, "INV-5: the change saved nothing");
    called(&shared, &["load mail"], "no mail was kept when it was loaded");
}

/// The second call of each decision is refused, or the first.
#[rstest]
#[case::at_once(&[], "swap-used", "moved", PolicyError::RuleNotFound { id: rule_id("swap-used") })]
#[case::midway(&TOM[..1], "net-slow", " ", PolicyError::EmptyReason)]
#[case::after_two_calls(&TOM[..2], "cpu-high", "", PolicyError::RuleNotFound { id: rule_id("cpu-high") })]
fn change_saves_nothing_of_a_refused_decision(
    #[case] accepted: &[&str],
    #[case] retired: &str,
    #[case] reason: &str,
    #[case] why: PolicyError,
) {
    let mut shared = Shared::with_nobody_else();
    let before = view(&shared.repository.borrow());
    let outcome = change(&mut shared, &id("payments"), |policy| {
        act(policy, accepted);
        policy.retire(&rule_id(retired), reason)
    });
    let first = match accepted {
        [] => "only".to_owned(),
        calls => format!("to {}, and then", said(calls)),
    };
    let what = format!("the decision was {first} to retire {retired} for the reason {reason:?}");
    assert_eq!(
        outcome,
        Err(ChangeError::Refused(why)),
        "{what}: the last call is refused, and so is the change"
    );
    let changes = changes(&before, &view(&shared.repository.borrow()));
    assert!(changes.is_empty(), "INV-5: {what}, which was refused, but this changed:{changes}");
    called(&shared, &["load payments"], &what);
}

#[test]
fn change_that_is_refused_is_no_conflict() {
    let mut shared = Shared::with(ines_saves(2));
    let outcome = change(&mut shared, &id("payments"), |policy| {
        act(policy, &TOM[..1]);
        policy.retire(&rule_id("net-slow"), "")
    });
    assert_eq!(
        outcome,
        Err(ChangeError::Refused(PolicyError::EmptyReason)),
        "Ines saved meanwhile, but the decision was refused before there was anything to save"
    );
    let mut ines = payments();
    act(&mut ines, &INES[..2]);
    kept(&shared.repository.borrow(), "payments", &ines, "INV-5: only Ines has saved");
    called(&shared, &["load payments"], "the decision was refused");
}
