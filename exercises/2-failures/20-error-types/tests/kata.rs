//! The promises of kata 20. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. Money is in cents: 30_025 is 300.25.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use error_types::AccountType::{Premium, Standard};
use error_types::Role::{Owner, Signatory};
use error_types::{
    Account, AccountError, AccountId, AccountType, Amount, AmountError, Cents, Holder, HolderName,
    Role, TransferError, chain, transfer,
};
use rstest::rstest;

/// Not in the order of the alphabet, which would hide a list that was sorted.
const FOUR: [(&str, Role); 4] =
    [("Rosa", Owner), ("Emil", Signatory), ("Nora", Owner), ("Anna", Signatory)];

/// The only owner is neither the first nor the last.
const ONE_OWNER: [(&str, Role); 3] = [("Emil", Signatory), ("Rosa", Owner), ("Anna", Signatory)];

fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

fn name(name: &str) -> HolderName {
    HolderName::new(name)
}

fn id(id: &str) -> AccountId {
    AccountId::new(id)
}

fn account_held_by(
    number: &str,
    account_type: AccountType,
    balance: i64,
    credit_limit: i64,
    holders: &[(&str, Role)],
) -> Account {
    let holders = holders.iter().map(|&(who, role)| Holder::new(name(who), role)).collect();
    Account::restore(id(number), account_type, cents(balance), cents(credit_limit), holders)
}

fn account(account_type: AccountType, balance: i64, credit_limit: i64) -> Account {
    account_held_by("NL-17", account_type, balance, credit_limit, &FOUR)
}

fn held_by(holders: &[(&str, Role)]) -> Account {
    account_held_by("NL-17", Standard, 30_025, 50_000, holders)
}

#[track_caller]
fn amount(of: i64) -> Amount {
    Amount::try_from(of).unwrap_or_else(|error| {
        panic!("INV-1: {} is more than 0.00, so it is an amount: {error:?}", cents(of))
    })
}

#[track_caller]
fn accepted<E: fmt::Debug + PartialEq>(outcome: Result<(), E>, what: &str) {
    assert_eq!(outcome, Ok(()), "{what} breaks no rule, so it is accepted");
}

/// What "nothing has changed" is judged by: everything a caller can see, one line a fact.
fn view(account: &Account) -> Vec<String> {
    let names: Vec<String> =
        account.holders().iter().map(|holder| holder.name().to_string()).collect();
    let mut lines = vec![
        format!("{}, {}", account.id(), account.account_type()),
        format!("{}: balance {}", account.id(), account.balance()),
        format!("{}: credit limit {}", account.id(), account.credit_limit()),
        format!("{}: holders {}", account.id(), names.join(", ")),
    ];
    let role = |holder: &Holder| format!("{} is {:?}", holder.name(), holder.role());
    lines.extend(account.holders().iter().map(role));
    lines
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// The account looks as it should, in all that a caller can see.
#[track_caller]
fn looks_like(found: &Account, expected: &Account, after: &str) {
    let changes = changes(&view(expected), &view(found));
    assert!(
        changes.is_empty(),
        "after {after} the account looks otherwise (`-` is what should be, `+` what is):{changes}"
    );
}

/// INV-7: `call` is refused with `why`, and the account looks as it did before.
#[track_caller]
fn refused(
    account: &mut Account,
    what: &str,
    why: AccountError,
    call: impl FnOnce(&mut Account) -> Result<(), AccountError>,
) {
    let before = view(account);
    let outcome = call(account);
    let changes = changes(&before, &view(account));
    assert_eq!(outcome, Err(why), "{what} is refused, and the error says why, with its figures");
    assert!(changes.is_empty(), "INV-7: {what} was refused but changed this:{changes}");
}

// ---- Amount ----

#[test]
fn cents_above_zero_are_an_amount() {
    for of in [1, 1_250, i64::MAX] {
        assert_eq!(
            Amount::try_from(of).map(Amount::cents),
            Ok(cents(of)),
            "INV-1: {} is more than 0.00, so it is an amount",
            cents(of)
        );
    }
}

#[test]
fn cents_from_zero_down_are_refused_with_the_figure() {
    for (of, says) in [
        (0, "an amount must be more than 0.00, not 0.00"),
        (-1, "an amount must be more than 0.00, not -0.01"),
        (-1_250, "an amount must be more than 0.00, not -12.50"),
        (i64::MIN, "an amount must be more than 0.00, not -92233720368547758.08"),
    ] {
        let refusal = AmountError::NotPositive { requested: cents(of) };
        assert_eq!(
            Amount::try_from(of),
            Err(refusal.clone()),
            "INV-1: {} is not more than 0.00, so it is no amount",
            cents(of)
        );
        assert_eq!(refusal.to_string(), says, "the message of {refusal:?}, word for word");
    }
}

// ---- messages ----

#[rstest]
#[case::insufficient_funds(
    AccountError::InsufficientFunds { requested: cents(50_000), available: cents(12_050) },
    "a withdrawal of 500.00 exceeds the available 120.50"
)]
#[case::balance_too_high(
    AccountError::BalanceTooHigh {
        requested: cents(70_000), room: cents(25_050), account_type: Standard,
    },
    "a deposit of 700.00 exceeds the 250.50 that this standard account can take"
)]
#[case::credit_limit_too_high(
    AccountError::CreditLimitTooHigh {
        requested: cents(900_000), maximum: cents(800_000), account_type: Premium,
    },
    "a credit limit of 9000.00 exceeds the 8000.00 of a premium account"
)]
#[case::credit_limit_too_high_for_a_standard_account(
    AccountError::CreditLimitTooHigh {
        requested: cents(100_001), maximum: cents(100_000), account_type: Standard,
    },
    "a credit limit of 1000.01 exceeds the 1000.00 of a standard account"
)]
#[case::credit_limit_too_low(
    AccountError::CreditLimitTooLow { requested: cents(-1), minimum: cents(20_003) },
    "a credit limit of -0.01 is less than the 200.03 that this account needs"
)]
#[case::already_holder(
    AccountError::AlreadyHolder { holder: name("Anna") },
    "Anna is a holder of this account already"
)]
#[case::last_owner(
    AccountError::LastOwner { holder: name("Rosa") },
    "Rosa is the only owner, and an account needs one"
)]
#[case::another_last_owner(
    AccountError::LastOwner { holder: name("Nora") },
    "Nora is the only owner, and an account needs one"
)]
#[case::unknown_holder(
    AccountError::UnknownHolder { holder: name("Emil") },
    "Emil is not a holder of this account"
)]
#[case::another_unknown_holder(
    AccountError::UnknownHolder { holder: name("Otto") },
    "Otto is not a holder of this account"
)]
fn message_of_an_account_error_has_the_figures(#[case] error: AccountError, #[case] says: &str) {
    assert_eq!(error.to_string(), says, "the message of {error:?}, word for word");
}

#[test]
fn message_of_a_refused_leg_names_the_account_and_leaves_the_rest_to_its_source() {
    for refusal in [
        AccountError::InsufficientFunds { requested: cents(900), available: cents(80) },
        AccountError::UnknownHolder { holder: name("Emil") },
    ] {
        let withdrawal =
            TransferError::Withdrawal { account: id("NL-17"), refusal: refusal.clone() };
        let deposit = TransferError::Deposit { account: id("BE-42"), refusal: refusal.clone() };
        let other_withdrawal =
            TransferError::Withdrawal { account: id("DE-08"), refusal: refusal.clone() };
        let other_deposit = TransferError::Deposit { account: id("IT-56"), refusal };
        for (error, says) in [
            (withdrawal, "the paying account NL-17 refused the transfer"),
            (deposit, "the receiving account BE-42 refused the transfer"),
            (other_withdrawal, "the paying account DE-08 refused the transfer"),
            (other_deposit, "the receiving account IT-56 refused the transfer"),
        ] {
            assert_eq!(error.to_string(), says, "the message of {error:?}, word for word");
        }
    }
}

#[test]
fn message_of_a_refused_amount_is_that_of_the_amount_error() {
    for (of, says) in [
        (0, "an amount must be more than 0.00, not 0.00"),
        (-1_250, "an amount must be more than 0.00, not -12.50"),
    ] {
        let error = TransferError::Amount(AmountError::NotPositive { requested: cents(of) });
        assert_eq!(error.to_string(), says, "a transfer has nothing to add to {error:?}");
    }
}

// ---- withdraw ----

#[test]
fn withdraw_pays_up_to_balance_and_credit_limit_together() {
    for (balance, limit, withdrawn, left) in [
        (30_025, 50_000, 1, 30_024),
        (30_025, 50_000, 30_025, 0),
        (30_025, 50_000, 30_026, -1),
        (30_025, 50_000, 80_025, -50_000),
        (-12_050, 50_000, 37_950, -50_000),
        (7_007, 0, 7_007, 0),
    ] {
        let mut account = account(Standard, balance, limit);
        let what = format!(
            "withdrawing {} from {} with a credit limit of {}",
            cents(withdrawn),
            cents(balance),
            cents(limit)
        );
        accepted(account.withdraw(amount(withdrawn)), &what);
        looks_like(&account, &self::account(Standard, left, limit), &what);
    }
}

#[rstest]
#[case::one_cent_too_much(30_025, 50_000, 80_026, 80_025)]
#[case::in_debt(-12_050, 50_000, 37_951, 37_950)]
#[case::without_credit(7_007, 0, 7_008, 7_007)]
#[case::with_nothing_left(-50_000, 50_000, 1, 0)]
#[case::far_too_much(-12_050, 50_000, i64::MAX, 37_950)]
fn withdraw_refuses_more_and_says_what_is_available(
    #[case] balance: i64,
    #[case] limit: i64,
    #[case] requested: i64,
    #[case] available: i64,
) {
    let mut account = account(Standard, balance, limit);
    let what = format!(
        "INV-2: withdrawing {} from {} with a credit limit of {}",
        cents(requested),
        cents(balance),
        cents(limit)
    );
    let figures = (cents(requested), cents(available));
    refused(
        &mut account,
        &what,
        AccountError::InsufficientFunds { requested: figures.0, available: figures.1 },
        |account| account.withdraw(amount(requested)),
    );
    if available > 0 {
        let what = format!("{what} was refused; withdrawing the available {}", figures.1);
        accepted(account.withdraw(amount(available)), &what);
    }
}

#[test]
fn withdraw_pays_from_a_premium_account_all_that_is_available() {
    let mut account = account(Premium, 8_949_900, 700_000);
    let what = "withdrawing from 89499.00 with a credit limit of 7000.00";
    refused(
        &mut account,
        &format!("INV-2: {what} 96499.01"),
        AccountError::InsufficientFunds {
            requested: cents(9_649_901),
            available: cents(9_649_900),
        },
        |account| account.withdraw(amount(9_649_901)),
    );
    accepted(account.withdraw(amount(9_649_900)), &format!("{what} all of 96499.00"));
    looks_like(&account, &self::account(Premium, -700_000, 700_000), what);
}

// ---- deposit ----

#[test]
fn deposit_takes_up_to_the_maximum_of_the_type() {
    for (account_type, balance, deposited, after) in [
        (Standard, 0, 1, 1),
        (Standard, -12_050, 12_049, -1),
        (Standard, 474_950, 25_050, 500_000),
        (Standard, -12_050, 512_050, 500_000),
        (Premium, 500_000, 1, 500_001),
        (Premium, 30_025, 8_969_975, 9_000_000),
    ] {
        let mut account = account(account_type, balance, 50_000);
        let what = format!(
            "paying {} into a {account_type} account of {}",
            cents(deposited),
            cents(balance)
        );
        accepted(account.deposit(amount(deposited)), &what);
        looks_like(&account, &self::account(account_type, after, 50_000), &what);
    }
}

#[rstest]
#[case::one_cent_too_much(Standard, 474_950, 25_051, 25_050)]
#[case::in_debt(Standard, -12_050, 512_051, 512_050)]
#[case::with_no_room(Standard, 500_000, 1, 0)]
#[case::premium(Premium, 30_025, 8_969_976, 8_969_975)]
#[case::far_too_much(Standard, 474_950, i64::MAX, 25_050)]
fn deposit_refuses_more_and_says_how_much_room_there_is(
    #[case] account_type: AccountType,
    #[case] balance: i64,
    #[case] requested: i64,
    #[case] room: i64,
) {
    let mut account = account(account_type, balance, 50_000);
    let what = format!(
        "INV-4: paying {} into a {account_type} account of {}",
        cents(requested),
        cents(balance)
    );
    let figures = (cents(requested), cents(room));
    refused(
        &mut account,
        &what,
        AccountError::BalanceTooHigh { requested: figures.0, room: figures.1, account_type },
        |account| account.deposit(amount(requested)),
    );
    if room > 0 {
        let what = format!("{what} was refused; paying in {}, for which there is room,", figures.1);
        accepted(account.deposit(amount(room)), &what);
    }
}

// ---- set_credit_limit ----

#[test]
fn set_credit_limit_accepts_from_what_is_owed_to_the_maximum() {
    for (account_type, balance, limit) in [
        (Standard, 30_025, 50_001),
        (Standard, 30_025, 100_000),
        (Premium, 30_025, 100_001),
        (Premium, 30_025, 800_000),
        (Standard, 30_025, 50_000),
        (Standard, 30_025, 49_999),
        (Standard, 30_025, 0),
        (Standard, 0, 0),
        (Standard, -12_050, 12_050),
        (Standard, -12_050, 100_000),
    ] {
        let mut account = account(account_type, balance, 50_000);
        let what = format!(
            "setting the limit of a {account_type} account of {} from 500.00 to {}",
            cents(balance),
            cents(limit)
        );
        accepted(account.set_credit_limit(cents(limit)), &what);
        looks_like(&account, &self::account(account_type, balance, limit), &what);
    }
}

#[rstest]
#[case::one_cent_too_high(Standard, 30_025, 100_001, 100_000)]
#[case::in_debt(Standard, -12_050, 100_002, 100_000)]
#[case::premium(Premium, 30_025, 800_001, 800_000)]
#[case::far_too_high(Standard, 30_025, i64::MAX, 100_000)]
fn set_credit_limit_refuses_more_and_says_the_maximum(
    #[case] account_type: AccountType,
    #[case] balance: i64,
    #[case] requested: i64,
    #[case] maximum: i64,
) {
    let mut account = account(account_type, balance, 50_000);
    let what = format!(
        "INV-3: setting the limit of a {account_type} account of {} to {}",
        cents(balance),
        cents(requested)
    );
    let (requested, maximum) = (cents(requested), cents(maximum));
    refused(
        &mut account,
        &what,
        AccountError::CreditLimitTooHigh { requested, maximum, account_type },
        |account| account.set_credit_limit(requested),
    );
    let what = format!("{what} was refused; setting it to the maximum {maximum}");
    accepted(account.set_credit_limit(maximum), &what);
}

#[rstest]
#[case::one_cent_below_what_is_owed(-12_050, 12_049, 12_050)]
#[case::none_in_debt(-12_050, 0, 12_050)]
#[case::negative_in_debt(-12_050, -12_050, 12_050)]
#[case::with_all_of_the_credit_used(-50_000, 49_999, 50_000)]
#[case::negative_with_nothing_owed(0, -1, 0)]
#[case::negative_with_a_balance(30_025, -1, 0)]
#[case::far_too_low(30_025, i64::MIN, 0)]
#[case::far_too_low_in_debt(-12_050, i64::MIN, 12_050)]
fn set_credit_limit_refuses_less_and_says_the_minimum(
    #[case] balance: i64,
    #[case] requested: i64,
    #[case] minimum: i64,
) {
    let mut account = account(Standard, balance, 50_000);
    let what = format!(
        "INV-2 and INV-3: setting the limit of an account of {} to {}",
        cents(balance),
        cents(requested)
    );
    let (requested, minimum) = (cents(requested), cents(minimum));
    refused(
        &mut account,
        &what,
        AccountError::CreditLimitTooLow { requested, minimum },
        |account| account.set_credit_limit(requested),
    );
    let what = format!("{what} was refused; setting it to the minimum {minimum}");
    accepted(account.set_credit_limit(minimum), &what);
}

// ---- holders ----

#[test]
fn remove_holder_removes_that_one_and_the_others_keep_their_order() {
    for (position, (removed, _)) in FOUR.into_iter().enumerate() {
        let mut account = held_by(&FOUR);
        let mut stay = FOUR.to_vec();
        stay.remove(position);
        let what = format!("removing {removed}, with another owner there,");
        accepted(account.remove_holder(&name(removed)), &what);
        looks_like(&account, &held_by(&stay), &what);
        refused(
            &mut account,
            &format!("removing {removed} a second time"),
            AccountError::UnknownHolder { holder: name(removed) },
            |account| account.remove_holder(&name(removed)),
        );
    }
}

#[test]
fn remove_holder_removes_a_signatory_while_there_is_one_owner() {
    for (removed, stay) in [
        ("Emil", [("Rosa", Owner), ("Anna", Signatory)]),
        ("Anna", [("Emil", Signatory), ("Rosa", Owner)]),
    ] {
        let mut account = held_by(&ONE_OWNER);
        let what = format!("removing the signatory {removed}, with the only owner staying,");
        accepted(account.remove_holder(&name(removed)), &what);
        looks_like(&account, &held_by(&stay), &what);
    }
}

#[rstest]
#[case::alone(&[("Rosa", Owner)])]
#[case::among_signatories(&ONE_OWNER)]
#[case::before_a_signatory(&[("Rosa", Owner), ("Anna", Signatory)])]
fn remove_holder_refuses_the_last_owner_and_names_them(#[case] holders: &[(&str, Role)]) {
    refused(
        &mut held_by(holders),
        &format!("INV-6: removing Rosa, the only owner among {} holders,", holders.len()),
        AccountError::LastOwner { holder: name("Rosa") },
        |account| account.remove_holder(&name("Rosa")),
    );
}

#[test]
fn remove_holder_counts_the_owners_that_are_left() {
    for (goes, stays) in [("Rosa", "Nora"), ("Nora", "Rosa")] {
        let mut account = held_by(&FOUR);
        let what = format!("removing {goes}, one of two owners,");
        accepted(account.remove_holder(&name(goes)), &what);
        refused(
            &mut account,
            &format!("INV-6: removing {stays} after {goes}"),
            AccountError::LastOwner { holder: name(stays) },
            |account| account.remove_holder(&name(stays)),
        );
    }
}

#[rstest]
#[case::and_nobody_else(&[("Rosa", Owner), ("Nora", Owner)])]
#[case::and_a_signatory(&[("Rosa", Owner), ("Emil", Signatory), ("Nora", Owner)])]
fn remove_holder_removes_either_of_two_owners(#[case] holders: &[(&str, Role)]) {
    for goes in ["Rosa", "Nora"] {
        let mut account = held_by(holders);
        let stay: Vec<_> = holders.iter().copied().filter(|(who, _)| *who != goes).collect();
        let what = format!("removing {goes}, one of two owners among {} holders,", holders.len());
        accepted(account.remove_holder(&name(goes)), &what);
        looks_like(&account, &held_by(&stay), &what);
    }
}

#[rstest]
#[case::with_two_owners(&FOUR)]
#[case::with_one_owner(&ONE_OWNER)]
#[case::with_one_holder(&[("Rosa", Owner)])]
fn remove_holder_refuses_somebody_who_is_none_and_names_them(#[case] holders: &[(&str, Role)]) {
    refused(
        &mut held_by(holders),
        &format!("removing Otto, who is none of the {} holders,", holders.len()),
        AccountError::UnknownHolder { holder: name("Otto") },
        |account| account.remove_holder(&name("Otto")),
    );
}

#[test]
fn remove_holder_takes_a_name_as_it_is() {
    let holders = [("Anna-Lena", Owner), ("rosa", Signatory), ("Rosa", Owner), ("Emil", Signatory)];
    let mut account = held_by(&holders);
    for other in ["Anna", "Anna-Lena ", "Lena", "ROSA", "Em", ""] {
        refused(
            &mut account,
            &format!("removing {other:?}, a name that only resembles a holder's,"),
            AccountError::UnknownHolder { holder: name(other) },
            |account| account.remove_holder(&name(other)),
        );
    }
    let what = "removing Rosa, who stands after rosa,";
    accepted(account.remove_holder(&name("Rosa")), what);
    let stay = [("Anna-Lena", Owner), ("rosa", Signatory), ("Emil", Signatory)];
    looks_like(&account, &held_by(&stay), what);
}

#[test]
fn add_holder_puts_somebody_new_last() {
    let mut account = held_by(&[("Rosa", Owner), ("Emil", Signatory)]);
    accepted(account.add_holder(name("Carl"), Owner), "adding Carl");
    accepted(account.add_holder(name("Bert"), Signatory), "adding Bert");
    let all = [("Rosa", Owner), ("Emil", Signatory), ("Carl", Owner), ("Bert", Signatory)];
    looks_like(&account, &held_by(&all), "adding Carl as an owner and Bert as a signatory");
}

#[test]
fn add_holder_refuses_a_holder_whatever_the_role() {
    for (who, role) in [("Emil", Signatory), ("Anna", Owner)] {
        refused(
            &mut held_by(&FOUR),
            &format!("INV-5: adding {who} a second time"),
            AccountError::AlreadyHolder { holder: name(who) },
            |account| account.add_holder(name(who), role),
        );
    }
}

// ---- transfer ----

/// 800.25 are available.
fn payer() -> Account {
    account_held_by("NL-17", Standard, 30_025, 50_000, &FOUR)
}

/// 501.00 have room. Differs from the payer in everything.
fn payee() -> Account {
    account_held_by("BE-42", Premium, 8_949_900, 700_000, &ONE_OWNER)
}

#[track_caller]
fn transferred(from: (Account, Account), to: (Account, Account), of: i64) {
    let ((mut from, mut to), (from_then, to_then)) = ((from.0, to.0), (from.1, to.1));
    let what = format!("transferring {} from {} to {}", cents(of), from.id(), to.id());
    accepted(transfer(&mut from, &mut to, of), &what);
    looks_like(&from, &from_then, &what);
    looks_like(&to, &to_then, &what);
}

/// INV-7 for two accounts: the transfer is refused with `why`, and both look as they did before.
#[track_caller]
fn transfer_refused(from: &mut Account, to: &mut Account, of: i64, why: TransferError) {
    let what = format!("transferring {} from {} to {}", cents(of), from.id(), to.id());
    let before = [view(from), view(to)];
    let outcome = transfer(from, to, of);
    let paying = changes(&before[0], &view(from));
    let receiving = changes(&before[1], &view(to));
    assert_eq!(
        outcome,
        Err(why),
        "{what} is refused, and the error says which step refused and why"
    );
    assert!(paying.is_empty(), "INV-7: {what} was refused but changed the payer:{paying}");
    assert!(receiving.is_empty(), "INV-7: {what} was refused but changed the payee:{receiving}");
}

#[test]
fn transfer_moves_the_amount_and_nothing_else() {
    for (of, payer_then, payee_then) in [(1, 30_024, 8_949_901), (50_100, -20_075, 9_000_000)] {
        let from_then = account_held_by("NL-17", Standard, payer_then, 50_000, &FOUR);
        let to_then = account_held_by("BE-42", Premium, payee_then, 700_000, &ONE_OWNER);
        transferred((payer(), from_then), (payee(), to_then), of);
    }
}

#[test]
fn transfer_moves_all_that_is_available() {
    let from_then = account_held_by("NL-17", Standard, -50_000, 50_000, &FOUR);
    let to = |balance| account_held_by("DE-08", Standard, balance, 20_000, &ONE_OWNER);
    transferred((payer(), from_then), (to(-1_000), to(79_025)), 80_025);
}

#[test]
fn transfer_refuses_what_is_no_amount() {
    for of in [0, -1, -20_000, i64::MIN] {
        let refusal = AmountError::NotPositive { requested: cents(of) };
        transfer_refused(&mut payer(), &mut payee(), of, TransferError::Amount(refusal));
    }
}

#[rstest]
#[case::one_cent_too_much(80_026)]
#[case::far_too_much(499_999)]
fn transfer_says_that_the_paying_account_refused_and_why(#[case] of: i64) {
    let mut to = account_held_by("DE-08", Standard, 0, 20_000, &ONE_OWNER);
    let refusal =
        AccountError::InsufficientFunds { requested: cents(of), available: cents(80_025) };
    let why = TransferError::Withdrawal { account: id("NL-17"), refusal };
    transfer_refused(&mut payer(), &mut to, of, why);
}

#[rstest]
#[case::one_cent_too_much(50_101)]
#[case::all_that_the_payer_has(80_025)]
fn transfer_says_that_the_receiving_account_refused_and_why(#[case] of: i64) {
    let (mut from, mut to) = (payer(), payee());
    let refusal = AccountError::BalanceTooHigh {
        requested: cents(of),
        room: cents(50_100),
        account_type: Premium,
    };
    let why = TransferError::Deposit { account: id("BE-42"), refusal };
    transfer_refused(&mut from, &mut to, of, why);
    let retried = "transferring 501.00, for which there is room, after more was refused,";
    accepted(transfer(&mut from, &mut to, 50_100), retried);
}

#[test]
fn transfer_asks_the_type_of_the_receiving_account_for_its_maximum() {
    let mut from = account_held_by("BE-42", Premium, 8_949_900, 700_000, &FOUR);
    let mut to = account_held_by("NL-17", Standard, 30_025, 50_000, &ONE_OWNER);
    let refusal = AccountError::BalanceTooHigh {
        requested: cents(469_976),
        room: cents(469_975),
        account_type: Standard,
    };
    let why = TransferError::Deposit { account: id("NL-17"), refusal };
    transfer_refused(&mut from, &mut to, 469_976, why);
}

#[rstest]
#[case::one_cent_too_much_for_the_payer(80_026)]
#[case::far_too_much_for_both(i64::MAX)]
fn transfer_reports_the_paying_account_before_the_receiving_one(#[case] of: i64) {
    let refusal =
        AccountError::InsufficientFunds { requested: cents(of), available: cents(80_025) };
    let why = TransferError::Withdrawal { account: id("NL-17"), refusal };
    transfer_refused(&mut payer(), &mut payee(), of, why);
}

// ---- errors as values, and their sources ----

/// `io::Error` is neither `Clone` nor `Eq`, so none can sit in an error that passes this.
fn is_a_value<E: Error + Clone + Eq + Send + Sync + 'static>(one: &E, other: &E) {
    assert_eq!(one.clone(), *one, "an error equals its copy");
    assert_ne!(one, other, "errors with other figures are not equal");
}

#[test]
fn error_values_can_be_kept_and_compared() {
    let not_positive = |of| AmountError::NotPositive { requested: cents(of) };
    let funds =
        |of| AccountError::InsufficientFunds { requested: cents(900), available: cents(of) };
    let withdrawal = |of| TransferError::Withdrawal { account: id("NL-17"), refusal: funds(of) };
    is_a_value(&not_positive(0), &not_positive(-1));
    is_a_value(&funds(80), &funds(81));
    is_a_value(&withdrawal(80), &withdrawal(81));
}

#[test]
fn source_of_a_refused_leg_is_the_refusal_with_its_figures() {
    let refusal = AccountError::InsufficientFunds { requested: cents(900), available: cents(80) };
    let withdrawal = TransferError::Withdrawal { account: id("NL-17"), refusal: refusal.clone() };
    let deposit = TransferError::Deposit { account: id("BE-42"), refusal: refusal.clone() };
    for error in [withdrawal, deposit] {
        let source = error.source().and_then(|source| source.downcast_ref::<AccountError>());
        assert_eq!(
            source,
            Some(&refusal),
            "the source of {error:?} is the account's refusal, and its figures can be read there"
        );
    }
}

#[test]
fn source_is_absent_where_nothing_lies_below() {
    let amount = AmountError::NotPositive { requested: cents(-1_250) };
    let account = AccountError::LastOwner { holder: name("Rosa") };
    let errors: [Box<dyn Error>; 3] =
        [Box::new(amount.clone()), Box::new(account), Box::new(TransferError::Amount(amount))];
    for error in errors {
        let source = error.source().map(ToString::to_string);
        assert_eq!(source, None, "{error:?} has said all there is to say, so it has no source");
    }
}

/// Answers whether `?` turns a `T` into a `U`. Where it can, the first `by_question_mark` is called, and where it
/// can't, only the second one fits. So the tests compile either way.
struct Converts<T, U>(PhantomData<(T, U)>);

#[allow(dead_code, reason = "one of the two is called, which is the answer")]
impl<T, U: From<T>> Converts<T, U> {
    fn by_question_mark(&self) -> bool {
        true
    }
}

#[allow(dead_code, reason = "one of the two is called, which is the answer")]
trait Otherwise {
    fn by_question_mark(&self) -> bool {
        false
    }
}

impl<T, U> Otherwise for Converts<T, U> {}

#[test]
fn question_mark_turns_an_amount_error_into_a_refused_transfer() {
    let converts = Converts::<AmountError, TransferError>(PhantomData);
    assert!(
        converts.by_question_mark(),
        "a function that returns a TransferError can make an Amount with `?`"
    );
}

#[test]
fn question_mark_alone_turns_no_account_error_into_a_refused_transfer() {
    let converts = Converts::<AccountError, TransferError>(PhantomData);
    assert!(
        !converts.by_question_mark(),
        "an AccountError does not say which account refused, so `?` alone must not make a TransferError of it"
    );
}

// ---- chain ----

/// An error that is none of the kata's, with any number of others below it.
#[derive(Debug)]
struct Layer(&'static str, Option<Box<Layer>>);

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Layer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|below| below as &(dyn Error + 'static))
    }
}

#[test]
fn chain_has_one_line_for_each_error_outermost_first() {
    let cases: [&[&'static str]; 8] = [
        &["no such branch"],
        &["the order failed", "a branch is closed"],
        &["the morning failed", "the order failed", "a branch is closed", "strike"],
        &["refused", "refused"],
        &["refused", "a branch is closed", "refused"],
        &[
            "the week failed",
            "the morning failed",
            "the order failed",
            "a branch is closed",
            "strike",
        ],
        &["the order failed", "", "a branch is closed", ""],
        &["the order failed:\n- eggs\n- milk", " a branch is closed "],
    ];
    for words in cases {
        let wrap = |below, word: &&'static str| Some(Box::new(Layer(word, below)));
        let error = words.iter().rev().fold(None, wrap).expect("there is at least one word");
        assert_eq!(
            chain(&*error),
            words,
            "one element for each of {} errors, with its message as it is",
            words.len()
        );
    }
}

#[rstest]
#[case::by_the_payer(80_026, [
    "the paying account NL-17 refused the transfer",
    "a withdrawal of 800.26 exceeds the available 800.25",
])]
#[case::by_the_payee(50_101, [
    "the receiving account BE-42 refused the transfer",
    "a deposit of 501.01 exceeds the 501.00 that this premium account can take",
])]
fn chain_of_a_refused_leg_has_the_account_and_then_the_figures(
    #[case] of: i64,
    #[case] lines: [&str; 2],
) {
    assert_eq!(
        transfer(&mut payer(), &mut payee(), of).map_err(|error| chain(&error)),
        Err(lines.map(str::to_owned).to_vec()),
        "transferring {} is refused: by whom, then why, and each of it once",
        cents(of)
    );
}

#[test]
fn chain_of_a_refused_amount_says_it_once() {
    assert_eq!(
        transfer(&mut payer(), &mut payee(), -1_250).map_err(|error| chain(&error)),
        Err(vec!["an amount must be more than 0.00, not -12.50".to_owned()]),
        "transferring -12.50 is refused: the error and the one inside it are one line, not two"
    );
}
