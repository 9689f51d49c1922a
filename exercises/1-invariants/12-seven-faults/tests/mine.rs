//! Your tests of a bank account.
//!
//! They are run on several right accounts, which must pass all of them, and on seven wrong ones, each
//! of which must fail at least one.

use seven_faults::{Account, AccountType, Amount, Cents, Holder, HolderName, Role};

fn amount(cents: u32) -> Amount {
    Amount::new(cents).expect("an amount is more than 0.00")
}

fn holder(name: &str, role: Role) -> Holder {
    Holder::new(HolderName::new(name), role)
}

/// An account with so many cents. Rosa owns it, Emil may pay from it.
fn account(account_type: AccountType, cents: i64) -> Account {
    let holders = vec![holder("Rosa", Role::Owner), holder("Emil", Role::Signatory)];
    Account::restore(account_type, Cents::new(cents), holders)
}

#[test]
fn money_goes_in_and_out() {
    let mut account = account(AccountType::Standard, 30_000);
    account.deposit(amount(5_000));
    let outcome = account.withdraw(amount(2_000));
    assert_eq!(outcome, Ok(()), "350.00 are there, so 20.00 are paid out");
    assert_eq!(account.balance(), Cents::new(33_000), "300.00 + 50.00 - 20.00");
}

#[test]
fn too_much_is_refused() {
    let mut account = account(AccountType::Standard, 30_000);
    let outcome = account.withdraw(amount(40_000));
    assert!(outcome.is_err(), "300.00 are there, so 400.00 are refused");
}
