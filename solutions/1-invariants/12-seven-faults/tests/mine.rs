//! Tests of a bank account: for each promise, the mistake that would break it.

use seven_faults::{
    Account, AccountError, AccountType, Amount, Cents, Event, Holder, HolderName, Role, Status,
};

fn amount(cents: u32) -> Amount {
    Amount::new(cents).expect("an amount is more than 0.00")
}

fn name(name: &str) -> HolderName {
    HolderName::new(name)
}

fn owner(who: &str) -> Holder {
    Holder::new(name(who), Role::Owner)
}

fn signatory(who: &str) -> Holder {
    Holder::new(name(who), Role::Signatory)
}

fn restore(account_type: AccountType, cents: i64) -> Account {
    Account::restore(account_type, Cents::new(cents), vec![owner("Rosa"), signatory("Emil")])
}

fn standard(cents: i64) -> Account {
    restore(AccountType::Standard, cents)
}

/// With a credit limit of 100.00.
fn credit(cents: i64) -> Account {
    restore(AccountType::Credit { limit: amount(10_000) }, cents)
}

fn insufficient_funds(requested: i64, available: i64) -> AccountError {
    let (requested, available) = (Cents::new(requested), Cents::new(available));
    AccountError::InsufficientFunds { requested, available }
}

fn credit_limit_exceeded(requested: i64, available: i64) -> AccountError {
    let (requested, available) = (Cents::new(requested), Cents::new(available));
    AccountError::CreditLimitExceeded { requested, available }
}

/// What a caller can see. The holders are sorted, because their order is not promised.
#[derive(Debug, Clone, PartialEq)]
struct View {
    account_type: AccountType,
    status: Status,
    balance: Cents,
    holders: Vec<Holder>,
    events: Vec<Event>,
}

fn view(account: &Account) -> View {
    let mut holders = account.holders();
    holders.sort();
    View {
        account_type: account.account_type(),
        status: account.status(),
        balance: account.balance(),
        holders,
        events: account.pending_events(),
    }
}

/// `call` is refused with `why`, and afterwards the account looks as it did before.
///
/// Before the call 1.00 is paid in: an event that waits to be told is something to lose.
#[track_caller]
fn refused(
    rule: &str,
    mut account: Account,
    call: impl FnOnce(&mut Account) -> Result<(), AccountError>,
    why: AccountError,
) {
    account.deposit(amount(100));
    let before = view(&account);
    assert_eq!(call(&mut account), Err(why), "{rule}");
    assert_eq!(view(&account), before, "INV-5: the call was refused, so it changes nothing");
}

/// `call` is accepted, and of all that a caller can see exactly this has changed.
#[track_caller]
fn accepted(
    rule: &str,
    mut account: Account,
    call: impl FnOnce(&mut Account) -> Result<(), AccountError>,
    change: impl FnOnce(&mut View),
) {
    account.deposit(amount(100));
    let mut expected = view(&account);
    change(&mut expected);
    assert_eq!(call(&mut account), Ok(()), "{rule}");
    assert_eq!(view(&account), expected, "INV-6: an accepted call does what it says, no more");
}

/// `cents` can be withdrawn, which leaves `left`. One cent more than `cents` is refused with `why`.
///
/// One function for both sides of the bound: neither is worth much without the other.
#[track_caller]
fn exactly(cents: u32, left: i64, account: Account, why: AccountError) {
    accepted(
        "INV-2: exactly what is available can be withdrawn",
        account.clone(),
        |account| account.withdraw(amount(cents)),
        |view| {
            view.balance = Cents::new(left);
            view.events.push(Event::Withdrawn { amount: amount(cents) });
        },
    );
    refused(
        "INV-2 and INV-4: one cent more than is available is refused, with the figures",
        account,
        |account| account.withdraw(amount(cents + 1)),
        why,
    );
}

#[test]
fn a_standard_account_pays_to_the_last_cent() {
    exactly(30_000, 0, standard(29_900), insufficient_funds(30_001, 30_000));
}

#[test]
fn a_credit_account_pays_to_the_last_cent_of_its_limit() {
    exactly(40_000, -10_000, credit(29_900), credit_limit_exceeded(40_001, 40_000));
}

#[test]
fn what_is_owed_counts_against_the_limit() {
    exactly(2_000, -10_000, credit(-8_100), credit_limit_exceeded(2_001, 2_000));
}

#[test]
fn a_frozen_account_pays_nothing_out() {
    let mut frozen = standard(29_900);
    frozen.freeze();
    refused(
        "INV-1: a frozen account pays nothing out, not even a cent",
        frozen,
        |account| account.withdraw(amount(1)),
        AccountError::AccountFrozen,
    );
}

#[test]
fn a_frozen_account_does_not_look_at_the_amount() {
    let mut frozen = standard(29_900);
    frozen.freeze();
    refused(
        "INV-4: where both refusals apply, the freeze comes first",
        frozen,
        |account| account.withdraw(amount(30_001)),
        AccountError::AccountFrozen,
    );
}

#[test]
fn an_unfrozen_account_pays_again() {
    let mut account = standard(29_900);
    account.freeze();
    account.unfreeze();
    exactly(30_000, 0, account, insufficient_funds(30_001, 30_000));
}

#[test]
fn the_last_owner_stays() {
    refused(
        "INV-3: without Rosa nobody would own the account, Emil only signs",
        standard(0),
        |account| account.remove_holder(&name("Rosa")),
        AccountError::LastOwner { holder: name("Rosa") },
    );
}

#[test]
fn a_stranger_cannot_be_removed() {
    refused(
        "INV-4: Ida holds nothing here, so there is nothing to remove",
        standard(0),
        |account| account.remove_holder(&name("Ida")),
        AccountError::UnknownHolder { holder: name("Ida") },
    );
}

#[test]
fn one_of_two_owners_can_go() {
    let holders = vec![owner("Rosa"), signatory("Emil"), owner("Ida")];
    let mut account = Account::restore(AccountType::Standard, Cents::ZERO, holders);
    account.freeze();
    accepted(
        "INV-3: Ida still owns the account, and a freeze is about money",
        account,
        |account| account.remove_holder(&name("Rosa")),
        |view| {
            view.holders = vec![signatory("Emil"), owner("Ida")];
            view.events.push(Event::HolderRemoved { holder: name("Rosa") });
        },
    );
}

#[test]
fn a_signatory_can_go() {
    let holders = vec![owner("Rosa"), signatory("Emil"), signatory("Ida")];
    accepted(
        "INV-3: Emil isn't an owner, so he can go although there is only one",
        Account::restore(AccountType::Standard, Cents::ZERO, holders),
        |account| account.remove_holder(&name("Emil")),
        |view| {
            view.holders = vec![signatory("Ida"), owner("Rosa")];
            view.events.push(Event::HolderRemoved { holder: name("Emil") });
        },
    );
}

#[test]
fn a_frozen_account_can_be_paid_into() {
    let mut account = credit(-8_000);
    account.deposit(amount(300));
    account.freeze();
    account.deposit(amount(500));
    let mut expected = View {
        account_type: AccountType::Credit { limit: amount(10_000) },
        status: Status::Frozen,
        balance: Cents::new(-7_200),
        holders: vec![signatory("Emil"), owner("Rosa")],
        events: vec![
            Event::Deposited { amount: amount(300) },
            Event::Deposited { amount: amount(500) },
        ],
    };
    assert_eq!(view(&account), expected, "INV-6: 3.00 and 5.00 were paid in, one event for each");

    account.unfreeze();
    expected.status = Status::Active;
    assert_eq!(view(&account), expected, "INV-1: to unfreeze an account changes nothing else");
}
