//! The promises of kata 07. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use std::fmt;

use last_owner::Role::{Owner, Signatory};
use last_owner::{
    Account, AddHolderError, ChangeRoleError, Event, Holder, HolderName, OpenError,
    RemoveHolderError, Role,
};
use rstest::rstest;

use Call::{Add, ChangeRole, Remove};

/// A name and a role. No list here is in the order of the alphabet: a list that somebody sorted would look right.
type Facts = (&'static str, Role);

fn holder((name, role): Facts) -> Holder {
    Holder::new(HolderName::new(name), role)
}

fn listed(holders: &[Facts]) -> Vec<Holder> {
    holders.iter().copied().map(holder).collect()
}

// ---- a call and its answer ----

/// Something that is asked of an account.
#[derive(Debug, Clone, Copy)]
enum Call {
    Add(&'static str, Role),
    Remove(&'static str),
    ChangeRole(&'static str, Role),
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Add(name, role) => write!(f, "adding {name:?} as {role}"),
            Remove(name) => write!(f, "removing {name:?}"),
            ChangeRole(name, role) => write!(f, "changing the role of {name:?} to {role}"),
        }
    }
}

/// The error that an account answers, of whichever call.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    Add(AddHolderError),
    Remove(RemoveHolderError),
    ChangeRole(ChangeRoleError),
}

impl Call {
    fn on(self, account: &mut Account) -> Result<(), Refusal> {
        match self {
            Add(name, role) => account.add_holder(holder((name, role))).map_err(Refusal::Add),
            Remove(name) => account.remove_holder(&HolderName::new(name)).map_err(Refusal::Remove),
            ChangeRole(name, role) => {
                account.change_role(&HolderName::new(name), role).map_err(Refusal::ChangeRole)
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Add(name, _) | Remove(name) | ChangeRole(name, _) => name,
        }
    }

    fn event(self) -> Event {
        let holder = HolderName::new(self.name());
        match self {
            Add(_, role) => Event::HolderAdded { holder, role },
            Remove(_) => Event::HolderRemoved { holder },
            ChangeRole(_, role) => Event::RoleChanged { holder, role },
        }
    }

    /// The refusal of a call that names nobody who is there, or somebody who may not be added again.
    fn wrong_name(self) -> Refusal {
        let holder = HolderName::new(self.name());
        match self {
            Add(..) => Refusal::Add(AddHolderError::AlreadyHolder { holder }),
            Remove(_) => Refusal::Remove(RemoveHolderError::UnknownHolder { holder }),
            ChangeRole(..) => Refusal::ChangeRole(ChangeRoleError::UnknownHolder { holder }),
        }
    }

    /// The refusal of a call after which nobody would own the account. Adding is never refused for that.
    fn last_owner(self) -> Refusal {
        let holder = HolderName::new(self.name());
        match self {
            Add(..) => Refusal::Add(AddHolderError::AlreadyHolder { holder }),
            Remove(_) => Refusal::Remove(RemoveHolderError::LastOwner { holder }),
            ChangeRole(..) => Refusal::ChangeRole(ChangeRoleError::LastOwner { holder }),
        }
    }
}

// ---- what can be seen ----

/// All that a caller can see of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
struct View {
    holders: Vec<Holder>,
    version: u64,
    events: Vec<Event>,
}

fn view(account: &Account) -> View {
    View {
        holders: account.holders().to_vec(),
        version: account.version(),
        events: account.events().to_vec(),
    }
}

impl View {
    /// `Rosa (owner), Emil (signatory)`
    fn told(&self) -> String {
        let told =
            self.holders.iter().map(|holder| format!("{} ({})", holder.name(), holder.role()));
        told.collect::<Vec<_>>().join(", ")
    }

    /// One line a fact.
    fn lines(&self) -> Vec<String> {
        let mut lines =
            vec![format!("holders: {}", self.told()), format!("version {}", self.version)];
        lines.extend(self.events.iter().zip(1..).map(|(event, n)| format!("event {n}: {event:?}")));
        lines
    }

    /// The holders after `call`, if it is accepted.
    fn after(&self, call: Call) -> Vec<Holder> {
        let mut after = self.holders.clone();
        let name = HolderName::new(call.name());
        match call {
            Add(name, role) => after.push(holder((name, role))),
            Remove(_) => after.retain(|holder| *holder.name() != name),
            ChangeRole(_, role) => {
                let of_name = after.iter_mut().filter(|holder| *holder.name() == name);
                of_name.for_each(|holder| *holder = Holder::new(name.clone(), role));
            }
        }
        after
    }

    fn owners(&self) -> usize {
        self.holders.iter().filter(|holder| holder.role() == Owner).count()
    }

    fn role_of(&self, name: &str) -> Option<Role> {
        let name = HolderName::new(name);
        self.holders.iter().find(|holder| *holder.name() == name).map(Holder::role)
    }
}

/// The lines that only one of two views has: `-` for the first, `+` for the second.
fn changes(first: &View, second: &View) -> String {
    let (first, second) = (first.lines(), second.lines());
    let lost = first.iter().filter(|line| !second.contains(line)).map(|line| format!("\n- {line}"));
    let new = second.iter().filter(|line| !first.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

// ---- assertions ----

/// An account with these holders, in this order. At least one of them is an owner.
#[track_caller]
fn account(holders: &[Facts]) -> Account {
    let (first, role) = holders[0];
    let mut account = Account::open(holder((first, Owner))).unwrap_or_else(|error| {
        panic!("INV-1: {first} is an owner and may open an account: {error}")
    });
    for &(name, role) in &holders[1..] {
        let outcome = Add(name, role).on(&mut account);
        assert_eq!(outcome, Ok(()), "INV-2: {name} is no holder yet, so adding them is accepted");
    }
    if role == Signatory {
        let outcome = ChangeRole(first, role).on(&mut account);
        assert_eq!(
            outcome,
            Ok(()),
            "INV-1: there is another owner, so changing the role of {first} to signatory is accepted"
        );
    }
    assert_eq!(
        account.holders(),
        listed(holders),
        "INV-4: holders stand in the order they were added, each in their role"
    );
    account
}

/// `call` is refused with `why`, as `rule` demands, and the account looks as it did before.
#[track_caller]
fn refuses(account: &mut Account, call: Call, why: Refusal, rule: &str) {
    let before = view(account);
    let outcome = call.on(account);
    let changes = changes(&before, &view(account));
    let told = before.told();
    assert_eq!(outcome, Err(why), "{rule}: {call}, where the holders are {told}, is refused");
    assert!(
        changes.is_empty(),
        "INV-3: a refused call changes nothing. {call}, where the holders are {told}, was refused, \
         and this has changed:{changes}"
    );
}

/// `call` is accepted. The holders are `left` then, and nothing else has changed but for version and events.
#[track_caller]
fn accepts(account: &mut Account, call: Call, left: &[Holder], rule: &str) {
    let before = view(account);
    let mut expected = before.clone();
    expected.holders = left.to_vec();
    expected.version += 1;
    expected.events.push(call.event());

    let outcome = call.on(account);
    let changes = changes(&expected, &view(account));
    let told = before.told();
    assert_eq!(outcome, Ok(()), "{rule}: {call}, where the holders are {told}, is accepted");
    assert!(
        changes.is_empty(),
        "INV-4: an accepted call changes one holder, raises the version by one and adds one event, and no more. \
         {call}, where the holders were {told}, was accepted, and then not all was as it should be \
         (`-` is what should be, `+` what is):{changes}"
    );
}

/// `call` gives somebody the role that they have. It is accepted, and the account looks as it did before.
#[track_caller]
fn changes_nothing(account: &mut Account, call: Call) {
    let before = view(account);
    let outcome = call.on(account);
    let changes = changes(&before, &view(account));
    let told = before.told();
    let rule = "INV-4: giving somebody the role that they have is accepted and changes nothing";
    assert_eq!(outcome, Ok(()), "{rule}: {call}, where the holders are {told}, is accepted");
    assert!(
        changes.is_empty(),
        "{rule}. {call}, where the holders are {told}, was accepted, and this has changed:{changes}"
    );
}

const NOT_THERE: &str =
    "INV-4: an accepted call changes exactly one holder, and nobody has this name";
const TWICE: &str = "INV-2: nobody is a holder of an account twice, in whatever role";
const NO_OWNER: &str = "INV-1: an account has at least one owner, and this is the last";
const ANOTHER_OWNER: &str = "INV-1: an account has at least one owner, and there is another";
const NOT_AN_OWNER: &str = "INV-1: an account has at least one owner, and this isn't one";
const NO_RULE: &str = "INV-1 and INV-2 are kept";

/// Accounts with one owner, who stands first, last or between, and with more.
const ALONE: &[Facts] = &[("Rosa", Owner)];
const FIRST: &[Facts] = &[("Rosa", Owner), ("Emil", Signatory), ("Ida", Signatory)];
const BETWEEN: &[Facts] = &[("Tom", Signatory), ("Rosa", Owner), ("Emil", Signatory)];
const LAST: &[Facts] = &[("Tom", Signatory), ("Emil", Signatory), ("Rosa", Owner)];
const TWO: &[Facts] = &[("Rosa", Owner), ("Emil", Signatory), ("Ida", Owner)];
const THREE: &[Facts] = &[("Rosa", Owner), ("Ida", Owner), ("Ben", Owner)];

/// Nobody has one of these names, however much some of them look like it.
const NOBODY: [&str; 7] = ["Emli", "Emilia", "Ro", "rosa", "Rosa ", " Rosa", ""];

// ---- remove_holder ----

#[rstest]
fn removing_nobody_who_is_there_is_refused(
    #[values(ALONE, FIRST, BETWEEN, LAST, TWO, THREE)] holders: &[Facts],
) {
    for call in NOBODY.map(Remove) {
        refuses(&mut account(holders), call, call.wrong_name(), NOT_THERE);
    }
}

#[test]
fn removing_somebody_for_the_second_time_is_refused() {
    let mut account = account(TWO);
    accepts(
        &mut account,
        Remove("Emil"),
        &listed(&[("Rosa", Owner), ("Ida", Owner)]),
        NOT_AN_OWNER,
    );
    refuses(&mut account, Remove("Emil"), Remove("Emil").wrong_name(), NOT_THERE);
    accepts(&mut account, Remove("Ida"), &listed(ALONE), ANOTHER_OWNER);
    refuses(&mut account, Remove("Ida"), Remove("Ida").wrong_name(), NOT_THERE);
}

#[rstest]
fn removing_the_last_owner_is_refused(#[values(ALONE, FIRST, BETWEEN, LAST)] holders: &[Facts]) {
    let call = Remove("Rosa");
    refuses(&mut account(holders), call, call.last_owner(), NO_OWNER);
}

#[rstest]
#[case::first_of_two(TWO, "Rosa", &[("Emil", Signatory), ("Ida", Owner)])]
#[case::second_of_two(TWO, "Ida", &[("Rosa", Owner), ("Emil", Signatory)])]
#[case::first_of_three(THREE, "Rosa", &[("Ida", Owner), ("Ben", Owner)])]
#[case::second_of_three(THREE, "Ida", &[("Rosa", Owner), ("Ben", Owner)])]
#[case::third_of_three(THREE, "Ben", &[("Rosa", Owner), ("Ida", Owner)])]
fn removing_one_of_several_owners_is_accepted(
    #[case] holders: &[Facts],
    #[case] name: &'static str,
    #[case] left: &[Facts],
) {
    accepts(&mut account(holders), Remove(name), &listed(left), ANOTHER_OWNER);
}

#[test]
fn removing_one_owner_after_another_ends_at_the_last() {
    let mut account = account(THREE);
    let left = [("Rosa", Owner), ("Ben", Owner)];
    accepts(&mut account, Remove("Ida"), &listed(&left), ANOTHER_OWNER);
    accepts(&mut account, Remove("Rosa"), &listed(&left[1..]), ANOTHER_OWNER);
    refuses(&mut account, Remove("Ben"), Remove("Ben").last_owner(), NO_OWNER);
}

#[rstest]
#[case::first(BETWEEN, "Tom", &[("Rosa", Owner), ("Emil", Signatory)])]
#[case::between(FIRST, "Emil", &[("Rosa", Owner), ("Ida", Signatory)])]
#[case::last(FIRST, "Ida", &[("Rosa", Owner), ("Emil", Signatory)])]
#[case::beside_two_owners(TWO, "Emil", &[("Rosa", Owner), ("Ida", Owner)])]
#[case::the_only_one(&[("Rosa", Owner), ("Emil", Signatory)], "Emil", ALONE)]
fn removing_a_signatory_is_accepted(
    #[case] holders: &[Facts],
    #[case] name: &'static str,
    #[case] left: &[Facts],
) {
    accepts(&mut account(holders), Remove(name), &listed(left), NOT_AN_OWNER);
}

#[test]
fn removing_goes_by_the_whole_name() {
    let similar =
        [("Ann", Owner), ("Anna", Owner), ("ann", Signatory), ("An", Signatory), ("Ann ", Owner)];
    for (place, (name, _)) in similar.into_iter().enumerate() {
        let mut left = similar.to_vec();
        left.remove(place);
        accepts(&mut account(&similar), Remove(name), &listed(&left), ANOTHER_OWNER);
    }
}

/// Each is another owner, however much their names are alike.
#[rstest]
fn removing_one_of_two_owners_with_similar_names_is_accepted(
    #[values("rosa", "Rosa ", " Rosa", "Ros", "")] other: &'static str,
) {
    let both = [("Rosa", Owner), (other, Owner)];
    for (place, (name, _)) in both.into_iter().enumerate() {
        let mut left = both.to_vec();
        left.remove(place);
        accepts(&mut account(&both), Remove(name), &listed(&left), ANOTHER_OWNER);

        let mut after = both.to_vec();
        after[place].1 = Signatory;
        let step_down = ChangeRole(name, Signatory);
        accepts(&mut account(&both), step_down, &listed(&after), ANOTHER_OWNER);
    }
}

#[test]
fn removing_seven_owners_one_by_one_ends_at_the_last() {
    let names = ["Rosa", "Ida", "Ben", "Zoe", "Carl", "Mia", "Ann"];
    let mut left = names.map(|name| (name, Owner)).to_vec();
    let mut account = account(&left);
    while left.len() > 1 {
        let (name, _) = left.remove(left.len() / 2);
        accepts(&mut account, Remove(name), &listed(&left), ANOTHER_OWNER);
    }
    let call = Remove(left[0].0);
    refuses(&mut account, call, call.last_owner(), NO_OWNER);
}

// ---- change_role ----

#[rstest]
fn changing_the_role_of_nobody_who_is_there_is_refused(
    #[values(ALONE, FIRST, BETWEEN, LAST, TWO, THREE)] holders: &[Facts],
    #[values(Owner, Signatory)] role: Role,
) {
    for call in NOBODY.map(|name| ChangeRole(name, role)) {
        refuses(&mut account(holders), call, call.wrong_name(), NOT_THERE);
    }
}

#[rstest]
fn changing_the_last_owner_to_a_signatory_is_refused(
    #[values(ALONE, FIRST, BETWEEN, LAST)] holders: &[Facts],
) {
    let call = ChangeRole("Rosa", Signatory);
    refuses(&mut account(holders), call, call.last_owner(), NO_OWNER);
}

#[rstest]
#[case::first_of_two(TWO, "Rosa", &[("Rosa", Signatory), ("Emil", Signatory), ("Ida", Owner)])]
#[case::second_of_two(TWO, "Ida", &[("Rosa", Owner), ("Emil", Signatory), ("Ida", Signatory)])]
#[case::first_of_three(THREE, "Rosa", &[("Rosa", Signatory), ("Ida", Owner), ("Ben", Owner)])]
#[case::second_of_three(THREE, "Ida", &[("Rosa", Owner), ("Ida", Signatory), ("Ben", Owner)])]
#[case::third_of_three(THREE, "Ben", &[("Rosa", Owner), ("Ida", Owner), ("Ben", Signatory)])]
fn changing_one_of_several_owners_to_a_signatory_is_accepted(
    #[case] holders: &[Facts],
    #[case] name: &'static str,
    #[case] after: &[Facts],
) {
    accepts(&mut account(holders), ChangeRole(name, Signatory), &listed(after), ANOTHER_OWNER);
}

#[rstest]
#[case::first(BETWEEN, "Tom", &[("Tom", Owner), ("Rosa", Owner), ("Emil", Signatory)])]
#[case::between(FIRST, "Emil", &[("Rosa", Owner), ("Emil", Owner), ("Ida", Signatory)])]
#[case::last(FIRST, "Ida", &[("Rosa", Owner), ("Emil", Signatory), ("Ida", Owner)])]
#[case::beside_two_owners(TWO, "Emil", &[("Rosa", Owner), ("Emil", Owner), ("Ida", Owner)])]
fn changing_a_signatory_to_an_owner_is_accepted(
    #[case] holders: &[Facts],
    #[case] name: &'static str,
    #[case] after: &[Facts],
) {
    let rule = "INV-1: an account has at least one owner, and may have more";
    accepts(&mut account(holders), ChangeRole(name, Owner), &listed(after), rule);
}

#[rstest]
#[case::the_only_holder(ALONE, ChangeRole("Rosa", Owner))]
#[case::the_last_owner(FIRST, ChangeRole("Rosa", Owner))]
#[case::one_of_two_owners(TWO, ChangeRole("Ida", Owner))]
#[case::a_signatory(TWO, ChangeRole("Emil", Signatory))]
#[case::a_signatory_beside_the_last_owner(LAST, ChangeRole("Tom", Signatory))]
fn changing_a_role_to_what_it_is_changes_nothing(#[case] holders: &[Facts], #[case] call: Call) {
    changes_nothing(&mut account(holders), call);
}

// ---- several calls ----

#[test]
fn handing_an_account_over_from_the_wrong_end_is_refused() {
    let mut account = account(FIRST);
    let step_down = ChangeRole("Rosa", Signatory);
    refuses(&mut account, step_down, step_down.last_owner(), NO_OWNER);
    let both = [("Rosa", Owner), ("Emil", Signatory), ("Ida", Owner)];
    accepts(
        &mut account,
        ChangeRole("Ida", Owner),
        &listed(&both),
        "INV-1: there may be two owners",
    );
    let after = [("Rosa", Signatory), ("Emil", Signatory), ("Ida", Owner)];
    accepts(&mut account, step_down, &listed(&after), ANOTHER_OWNER);

    for call in [Remove("Ida"), ChangeRole("Ida", Signatory)] {
        refuses(&mut account, call, call.last_owner(), NO_OWNER);
    }
    accepts(&mut account, Remove("Rosa"), &listed(&after[1..]), NOT_AN_OWNER);
    let again = [("Emil", Signatory), ("Ida", Owner), ("Rosa", Signatory)];
    accepts(
        &mut account,
        Add("Rosa", Signatory),
        &listed(&again),
        "INV-2: Rosa is a holder no longer",
    );
}

/// All that can be asked with three names, three calls deep. The answer depends on the holders as they are, and not
/// on how they came to be so.
#[rstest]
fn whatever_came_before_a_call_keeps_the_rules(#[values(ALONE, FIRST, TWO)] holders: &[Facts]) {
    let mut calls = Vec::new();
    for name in ["Rosa", "Emil", "Ida"] {
        calls.push(Remove(name));
        for role in [Owner, Signatory] {
            calls.extend([Add(name, role), ChangeRole(name, role)]);
        }
    }
    let mut accounts = vec![(account(holders), Vec::new())];
    for _ in 0..3 {
        let mut next = Vec::new();
        for (account, earlier) in &accounts {
            for &call in &calls {
                let mut account = account.clone();
                keeps_the_rules(&mut account, call, earlier);
                next.push((account, [&earlier[..], &[call]].concat()));
            }
        }
        accounts = next;
    }
}

#[track_caller]
fn keeps_the_rules(account: &mut Account, call: Call, earlier: &[Call]) {
    let earlier: String = earlier.iter().map(|call| format!(", after {call}")).collect();
    let told = |rule| format!("{rule}{earlier}");
    let before = view(account);
    match (call, before.role_of(call.name())) {
        (Add(..), Some(_)) => refuses(account, call, call.wrong_name(), &told(TWICE)),
        (Remove(_) | ChangeRole(..), None) => {
            refuses(account, call, call.wrong_name(), &told(NOT_THERE));
        }
        (ChangeRole(_, role), Some(present)) if role == present => changes_nothing(account, call),
        (Remove(_) | ChangeRole(..), Some(Owner)) if before.owners() == 1 => {
            refuses(account, call, call.last_owner(), &told(NO_OWNER));
        }
        _ => accepts(account, call, &before.after(call), &told(NO_RULE)),
    }
}

// ---- open and add_holder work already, and must go on working ----

#[test]
fn opening_takes_an_owner() {
    let found = Account::open(holder(("Rosa", Owner))).map(|account| view(&account));
    let expected = View { holders: vec![holder(("Rosa", Owner))], version: 0, events: vec![] };
    assert_eq!(
        found,
        Ok(expected),
        "INV-1: an account is opened by an owner, at version 0 and without events"
    );
    assert_eq!(
        Account::open(holder(("Emil", Signatory))),
        Err(OpenError::FirstHolderMustBeOwner { holder: HolderName::new("Emil") }),
        "INV-1: an account has at least one owner, so opening one for Emil, a signatory, is refused"
    );
}

#[rstest]
fn adding_somebody_twice_is_refused(
    #[values("Rosa", "Emil", "Ida")] name: &'static str,
    #[values(Owner, Signatory)] role: Role,
) {
    let call = Add(name, role);
    refuses(&mut account(FIRST), call, call.wrong_name(), TWICE);
}

#[rstest]
fn adding_somebody_new_is_accepted(
    #[values("Ben", "rosa", "Emi")] name: &'static str,
    #[values(Owner, Signatory)] role: Role,
) {
    let after = [FIRST, &[(name, role)]].concat();
    let rule = "INV-2: nobody of this name is a holder";
    accepts(&mut account(FIRST), Add(name, role), &listed(&after), rule);
}
