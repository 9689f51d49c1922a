//! The promises of kata 05. Every message says which rule broke, what was done and what was found.
//!
//! A test's name begins with a cell of the table: the rule, then the method. In each comparison what was found stands
//! first and what was expected second. Money is in cents: 30_025 is 300.25.

use documented_not_enforced::AccountType::{Basic, Premium, Standard};
use documented_not_enforced::{Account, AccountError, AccountType, Cents, CreditLimit, Status};

use Call::{ChangeType, ChargeFee, Deposit, SetCreditLimit, Withdraw};

const TYPES: [AccountType; 3] = [Basic, Standard, Premium];

fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

fn limit(cents: u32) -> CreditLimit {
    CreditLimit::new(cents)
}

/// A call that can be refused.
#[derive(Clone, Copy)]
enum Call {
    Deposit(i64),
    Withdraw(i64),
    ChargeFee(i64),
    SetCreditLimit(u32),
    ChangeType(AccountType),
}

impl Call {
    fn on(self, account: &mut Account) -> Result<(), AccountError> {
        match self {
            Deposit(amount) => account.deposit(cents(amount)),
            Withdraw(amount) => account.withdraw(cents(amount)),
            ChargeFee(fee) => account.charge_fee(cents(fee)),
            SetCreditLimit(new) => account.set_credit_limit(limit(new)),
            ChangeType(new) => account.change_type(new),
        }
    }

    fn told(self) -> String {
        match self {
            Deposit(amount) => format!("deposit({})", cents(amount)),
            Withdraw(amount) => format!("withdraw({})", cents(amount)),
            ChargeFee(fee) => format!("charge_fee({})", cents(fee)),
            SetCreditLimit(new) => format!("set_credit_limit({})", limit(new)),
            ChangeType(new) => format!("change_type({new})"),
        }
    }

    /// What is to be seen after the call, if it is accepted.
    fn accepted(self, before: &View) -> View {
        let mut after = before.clone();
        match self {
            Deposit(amount) => after.balance = before.balance + cents(amount),
            Withdraw(amount) => after.balance = before.balance - cents(amount),
            ChargeFee(fee) => {
                after.balance = before.balance - cents(fee);
                after.fees = before.fees + cents(fee);
            }
            SetCreditLimit(new) => after.credit_limit = limit(new),
            ChangeType(new) => after.account_type = new,
        }
        after.available = after.balance + after.credit_limit.cents();
        after
    }
}

/// All that a caller can see of an account.
#[derive(Clone)]
struct View {
    account_type: AccountType,
    status: Status,
    balance: Cents,
    credit_limit: CreditLimit,
    available: Cents,
    fees: Cents,
}

fn view(account: &Account) -> View {
    View {
        account_type: account.account_type(),
        status: account.status(),
        balance: account.balance(),
        credit_limit: account.credit_limit(),
        available: account.available(),
        fees: account.fees(),
    }
}

impl View {
    /// One line a fact.
    fn lines(&self) -> Vec<String> {
        vec![
            format!("{} account", self.account_type),
            format!("{}", self.status),
            format!("balance {}", self.balance),
            format!("credit limit {}", self.credit_limit),
            format!("available {}", self.available),
            format!("fees {}", self.fees),
        ]
    }

    /// All of it in one line.
    fn told(&self) -> String {
        self.lines().join(", ")
    }
}

/// The lines that only one of two views has: `-` for the first, `+` for the second.
fn changes(first: &View, second: &View) -> String {
    let (first, second) = (first.lines(), second.lines());
    let lost = first.iter().filter(|line| !second.contains(line)).map(|line| format!("\n- {line}"));
    let new = second.iter().filter(|line| !first.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// The call is refused with `why`, as `rule` demands, and the account looks as it did before.
#[track_caller]
fn refuses(account: &mut Account, call: Call, why: AccountError, rule: &str) {
    let before = view(account);
    let outcome = call.on(account);
    let changes = changes(&before, &view(account));
    let what = format!("{} on: {}", call.told(), before.told());
    assert_eq!(
        outcome,
        Err(why),
        "{rule}. This must be refused, and the error must say why: {what}"
    );
    assert!(
        changes.is_empty(),
        "INV-6: a refused call changes nothing. Refused, but it changed this: {what}{changes}"
    );
}

/// The call is accepted, because of `reason`, and changes what it says and nothing else.
#[track_caller]
fn accepts(account: &mut Account, call: Call, reason: &str) {
    let before = view(account);
    let outcome = call.on(account);
    let changes = changes(&call.accepted(&before), &view(account));
    let what = format!("{} on: {}", call.told(), before.told());
    assert_eq!(outcome, Ok(()), "{reason}. This must be accepted: {what}");
    assert!(
        changes.is_empty(),
        "an accepted call does what was asked and nothing else. Accepted, but then not all was as it should be \
         (`-` is what should be, `+` what is): {what}{changes}"
    );
}

/// An active account that has paid 1.25 of fees already. Made in steps that each method accepts, the starter's too.
#[track_caller]
fn account(account_type: AccountType, credit_limit: u32, balance: i64) -> Account {
    let mut account = Account::open(account_type);
    let amount = "While an account is made ready for the test. INV-1: the amount is more than 0.00";
    let available = "While an account is made ready for the test. INV-3: so much is available";
    accepts(&mut account, Deposit(125), amount);
    accepts(&mut account, ChargeFee(125), available);
    if credit_limit > 0 {
        let reason = "While an account is made ready for the test. INV-5: the limit is within the maximum of the type";
        accepts(&mut account, SetCreditLimit(credit_limit), reason);
    }
    if balance > 0 {
        accepts(&mut account, Deposit(balance), amount);
    }
    if balance < 0 {
        accepts(&mut account, Withdraw(-balance), available);
    }
    account
}

/// The same account, frozen. Everything else is as it was.
#[track_caller]
fn frozen(mut account: Account) -> Account {
    let mut expected = view(&account);
    expected.status = Status::Frozen;
    account.freeze();
    let changes = changes(&expected, &view(&account));
    assert!(
        changes.is_empty(),
        "INV-2: freeze changes the status and nothing else (`-` is what should be, `+` what is):{changes}"
    );
    account
}

/// Accounts with and without credit, with money, without, and in debt. At least 100.00 are available.
#[track_caller]
fn accounts() -> Vec<Account> {
    vec![
        account(Basic, 0, 30_025),
        account(Standard, 50_000, 30_025),
        account(Standard, 50_000, 0),
        account(Standard, 60_000, -20_025),
        account(Premium, 300_000, -290_000),
        account(Premium, 700_000, 30_025),
    ]
}

#[track_caller]
fn accounts_and_frozen_ones() -> Vec<Account> {
    let mut all = accounts();
    all.extend(accounts().into_iter().map(frozen));
    all
}

// ---- INV-1: an amount is more than 0.00 ----

/// Frozen or not: INV-1 comes first.
#[track_caller]
fn refuses_what_is_no_amount(call: fn(i64) -> Call) {
    for amount in [-2_500, -900_000, -100, -99, -1, 0] {
        for mut account in accounts_and_frozen_ones() {
            refuses(
                &mut account,
                call(amount),
                AccountError::NotPositive { requested: cents(amount) },
                "INV-1: an amount is more than 0.00, and that comes before every other rule",
            );
        }
    }
}

#[track_caller]
fn takes_any_amount(call: fn(i64) -> Call, accounts: impl Fn() -> Vec<Account>) {
    let reason = "INV-1: an amount is more than 0.00, and no rule asks for more than that";
    for amount in [1, 50, 99, 100, 101, 9_999, 10_000] {
        for mut account in accounts() {
            accepts(&mut account, call(amount), reason);
        }
    }
    let much = 123_456_789_012;
    accepts(&mut account(Basic, 0, much), call(much), reason);
}

#[test]
fn inv_1_deposit_refuses_what_is_no_amount() {
    refuses_what_is_no_amount(Deposit);
}

#[test]
fn inv_1_deposit_takes_any_amount() {
    takes_any_amount(Deposit, accounts_and_frozen_ones);
}

#[test]
fn inv_1_withdraw_refuses_what_is_no_amount() {
    refuses_what_is_no_amount(Withdraw);
}

#[test]
fn inv_1_withdraw_takes_any_amount() {
    takes_any_amount(Withdraw, accounts);
}

#[test]
fn inv_1_charge_fee_refuses_what_is_no_amount() {
    refuses_what_is_no_amount(ChargeFee);
}

#[test]
fn inv_1_charge_fee_takes_any_amount() {
    takes_any_amount(ChargeFee, accounts);
}

// ---- INV-2: a frozen account gives no money away ----

/// As much as there is, and more: INV-2 comes before INV-3.
#[track_caller]
fn refuses_when_frozen(call: fn(i64) -> Call) {
    let rule = "INV-2: a frozen account gives no money away, and that comes before INV-3";
    for available in [10_000, 30_025, 80_025] {
        for amount in [500, 1, available, available + 1, 900_000] {
            for account in [
                account(Basic, 0, available),
                account(Standard, 90_000, available - 90_000),
                account(Premium, 7_500, available - 7_500),
            ] {
                let mut account = frozen(account);
                refuses(&mut account, call(amount), AccountError::AccountFrozen, rule);
                account.unfreeze();
                let reason = "INV-2: an account that was unfrozen is no longer frozen";
                accepts(&mut account, call(available), reason);
            }
        }
    }
}

#[test]
fn inv_2_withdraw_takes_nothing_from_a_frozen_account() {
    refuses_when_frozen(Withdraw);
}

#[test]
fn inv_2_charge_fee_takes_nothing_from_a_frozen_account() {
    refuses_when_frozen(ChargeFee);
}

#[test]
fn inv_2_deposit_and_the_terms_are_free_when_frozen() {
    let reason = "INV-2: a freeze keeps money from leaving, and this takes none out";
    let mut account = frozen(account(Premium, 80_000, -20_025));
    for call in [
        Deposit(100),
        SetCreditLimit(90_000),
        SetCreditLimit(30_000),
        ChangeType(Standard),
        Deposit(90_000),
        SetCreditLimit(0),
        ChangeType(Basic),
    ] {
        accepts(&mut account, call, reason);
        let mut expected = view(&account);
        expected.status = Status::Active;
        account.unfreeze();
        let changes = changes(&expected, &view(&account));
        assert!(
            changes.is_empty(),
            "INV-2: to unfreeze an account takes nothing back of what was done in between, such as {} \
             (`-` is what should be, `+` what is):{changes}",
            call.told()
        );
        account = frozen(account);
    }
}

#[test]
fn inv_2_unfreeze_leaves_nothing_of_a_freeze_behind() {
    for account in accounts() {
        let before = view(&account);
        let mut account = frozen(frozen(account));
        let rule = "INV-2: a frozen account gives no money away";
        refuses(&mut account, Withdraw(500), AccountError::AccountFrozen, rule);
        for _ in 0..2 {
            account.unfreeze();
            let changes = changes(&before, &view(&account));
            assert!(
                changes.is_empty(),
                "INV-2: a freeze that is taken back leaves nothing behind, and neither does a call that it refused \
                 (`-` is what should be, `+` what is):{changes}"
            );
        }
        let rule = "INV-2: a frozen account gives no money away, each time that it is frozen";
        refuses(&mut frozen(account), Withdraw(500), AccountError::AccountFrozen, rule);
    }
}

// ---- INV-3: the balance is never below minus the credit limit ----

/// All that is available is accepted, one cent more is refused, and then nothing is left.
#[track_caller]
fn goes_down_to_the_limit(call: fn(i64) -> Call) {
    for (mut account, available) in [
        (account(Basic, 0, 30_025), 30_025),
        (account(Standard, 0, 30_025), 30_025),
        (account(Standard, 50_000, 30_025), 80_025),
        (account(Standard, 50_000, -20_025), 29_975),
        (account(Premium, 700_000, -699_999), 1),
        (account(Premium, 700_000, 0), 700_000),
    ] {
        let why = |requested: i64, available: i64| AccountError::InsufficientFunds {
            requested: cents(requested),
            available: cents(available),
        };
        let rule = "INV-3: the balance is never below minus the credit limit";
        refuses(&mut account, call(available + 1), why(available + 1, available), rule);
        refuses(&mut account, call(900_000), why(900_000, available), rule);
        accepts(&mut account, call(available), "INV-3: exactly minus the credit limit is allowed");
        refuses(&mut account, call(1), why(1, 0), rule);
    }
}

#[test]
fn inv_3_withdraw_goes_down_to_the_limit() {
    goes_down_to_the_limit(Withdraw);
}

#[test]
fn inv_3_charge_fee_goes_down_to_the_limit() {
    goes_down_to_the_limit(ChargeFee);
}

#[test]
fn inv_3_set_credit_limit_covers_what_is_owed() {
    for (account_type, owed) in
        [(Standard, 50_000), (Standard, 20_025), (Premium, 1), (Premium, 800_000)]
    {
        let present = owed.max(50_000);
        let account = account(account_type, present, -i64::from(owed));
        for mut account in [account.clone(), frozen(account)] {
            for low in [owed - 1, 0] {
                let why = AccountError::CreditLimitTooLow {
                    requested: limit(low),
                    owed: limit(owed).cents(),
                };
                let rule = "INV-3: the balance is never below minus the credit limit, and a lower limit can break that";
                refuses(&mut account, SetCreditLimit(low), why, rule);
            }
            let reason = "INV-3: exactly what is owed is covered";
            accepts(&mut account, SetCreditLimit(owed), reason);
        }
    }
}

#[test]
fn inv_3_set_credit_limit_counts_a_fee_among_what_is_owed() {
    let mut account = account(Standard, 50_000, 500);
    accepts(&mut account, ChargeFee(2_525), "INV-3: a fee may be paid out of the credit");
    refuses(
        &mut account,
        SetCreditLimit(2_024),
        AccountError::CreditLimitTooLow { requested: limit(2_024), owed: cents(2_025) },
        "INV-3: the balance is never below minus the credit limit, whatever brought it there",
    );
    accepts(&mut account, SetCreditLimit(2_025), "INV-3: exactly what is owed is covered");
}

// ---- INV-4: a credit limit is never below 0.00 ----

#[test]
fn inv_4_set_credit_limit_takes_zero_where_nothing_is_owed() {
    for (account_type, present, balance) in [
        (Basic, 0, 0),
        (Basic, 0, 30_025),
        (Standard, 50_000, 0),
        (Standard, 50_000, 30_025),
        (Premium, 700_000, 0),
    ] {
        let reason = "INV-4: a credit limit may be 0.00, and nothing is owed";
        let account = account(account_type, present, balance);
        for mut account in [account.clone(), frozen(account)] {
            accepts(&mut account, SetCreditLimit(0), reason);
        }
    }
}

// ---- INV-5: a credit limit is never above the maximum of the account's type ----

#[test]
fn inv_5_open_gives_no_credit() {
    for account_type in TYPES {
        let account = Account::open(account_type);
        assert_eq!(
            view(&account).told(),
            format!(
                "{account_type} account, active, balance 0.00, credit limit 0.00, available 0.00, fees 0.00"
            ),
            "INV-5: a new account has no credit, whatever its type, and nothing in it: open({account_type})"
        );
    }
}

const TOO_HIGH: &str = "INV-5: a credit limit is never above the maximum of the account's type";

fn too_high(of: u32, maximum: u32) -> AccountError {
    AccountError::CreditLimitTooHigh { limit: limit(of), maximum: limit(maximum) }
}

/// With money, without, and with all of the credit used. Each active and frozen.
#[track_caller]
fn with_any_balance(account_type: AccountType, credit_limit: u32) -> Vec<Account> {
    let mut all = Vec::new();
    for balance in [900_000, 0, -i64::from(credit_limit)] {
        let account = account(account_type, credit_limit, balance);
        all.extend([account.clone(), frozen(account)]);
    }
    all
}

#[test]
fn inv_5_set_credit_limit_goes_up_to_the_maximum() {
    for (account_type, maximum) in [(Standard, 100_000), (Basic, 0), (Premium, 800_000)] {
        for mut account in with_any_balance(account_type, 0) {
            for over in [maximum + 50_000, maximum + 1, u32::MAX] {
                refuses(&mut account, SetCreditLimit(over), too_high(over, maximum), TOO_HIGH);
            }
            let reason = "INV-5: exactly the maximum is allowed";
            accepts(&mut account, SetCreditLimit(maximum), reason);
            let over = maximum + 1;
            refuses(&mut account, SetCreditLimit(over), too_high(over, maximum), TOO_HIGH);
        }
    }
}

#[test]
fn inv_5_set_credit_limit_goes_by_the_present_type() {
    let allowed = "INV-5: the limit is within the maximum of the type";
    let mut account = account(Standard, 100_000, -100_000);
    refuses(&mut account, SetCreditLimit(100_001), too_high(100_001, 100_000), TOO_HIGH);
    accepts(&mut account, ChangeType(Premium), allowed);
    refuses(&mut account, SetCreditLimit(800_001), too_high(800_001, 800_000), TOO_HIGH);
    accepts(&mut account, SetCreditLimit(100_001), allowed);
    accepts(&mut account, SetCreditLimit(100_000), allowed);
    accepts(&mut account, ChangeType(Standard), allowed);
    refuses(&mut account, SetCreditLimit(100_001), too_high(100_001, 100_000), TOO_HIGH);
}

#[test]
fn inv_5_change_type_refuses_a_type_that_does_not_allow_the_limit() {
    for (from, present, to, maximum) in [
        (Premium, 150_000, Standard, 100_000),
        (Premium, 800_000, Standard, 100_000),
        (Premium, 100_001, Standard, 100_000),
        (Standard, 100_000, Basic, 0),
        (Standard, 1, Basic, 0),
        (Premium, 50_000, Basic, 0),
        (Premium, 1, Basic, 0),
    ] {
        let rule = "INV-5: a credit limit is never above the maximum of the account's type, whatever the balance, \
                    and another type has another maximum";
        for mut account in with_any_balance(from, present) {
            refuses(&mut account, ChangeType(to), too_high(present, maximum), rule);
        }
    }
}

#[test]
fn inv_5_change_type_accepts_a_type_that_allows_the_limit() {
    for (from, present, to) in [
        (Premium, 100_000, Standard),
        (Premium, 50_000, Standard),
        (Premium, 0, Basic),
        (Standard, 0, Basic),
        (Basic, 0, Standard),
        (Basic, 0, Premium),
        (Standard, 100_000, Premium),
        (Premium, 800_000, Premium),
        (Standard, 100_000, Standard),
        (Basic, 0, Basic),
    ] {
        let reason = "INV-5: the credit limit is not above the maximum of the new type";
        for mut account in with_any_balance(from, present) {
            accepts(&mut account, ChangeType(to), reason);
        }
    }
}

#[test]
fn inv_5_change_type_is_accepted_once_the_limit_is_lowered() {
    let mut account = account(Premium, 150_000, -20_025);
    refuses(&mut account, ChangeType(Standard), too_high(150_000, 100_000), TOO_HIGH);
    let reason = "INV-5: the refused change has left the account a premium one";
    accepts(&mut account, SetCreditLimit(800_000), reason);
    accepts(&mut account, Withdraw(60_000), "INV-3: so much is available");
    let reason = "INV-3: the new limit covers what is owed";
    accepts(&mut account, SetCreditLimit(100_000), reason);
    let reason = "INV-5: the limit is exactly the maximum of the new type";
    accepts(&mut account, ChangeType(Standard), reason);
}

// ---- INV-6: a refused call changes nothing. `refuses` looks at it every time, here several in a row ----

#[test]
fn inv_6_a_refused_call_leaves_nothing_for_the_next_one() {
    let mut account = account(Standard, 50_000, 30_000);
    let funds = |requested| AccountError::InsufficientFunds {
        requested: cents(requested),
        available: cents(80_000),
    };
    let not_positive = |requested| AccountError::NotPositive { requested: cents(requested) };
    let amount = "INV-1: an amount is more than 0.00";
    let balance = "INV-3: the balance is never below minus the credit limit";
    for _ in 0..2 {
        refuses(&mut account, ChargeFee(-25), not_positive(-25), amount);
        refuses(&mut account, ChargeFee(80_001), funds(80_001), balance);
        refuses(&mut account, Deposit(-80_001), not_positive(-80_001), amount);
        refuses(&mut account, Withdraw(80_001), funds(80_001), balance);
        refuses(&mut account, SetCreditLimit(100_001), too_high(100_001, 100_000), TOO_HIGH);
        refuses(&mut account, ChangeType(Basic), too_high(50_000, 0), TOO_HIGH);
    }
    let left = "INV-6: the refused calls have changed nothing, and 800.00 are available";
    accepts(&mut account, ChargeFee(1_975), left);
    accepts(&mut account, Withdraw(78_025), left);
    assert_eq!(
        account.fees(),
        cents(2_100),
        "INV-6: refused fees are not counted, and the two that were charged are 1.25 and 19.75"
    );
}

#[test]
fn inv_6_what_was_refused_is_not_made_up_for_later() {
    let mut account = frozen(account(Premium, 50_000, 30_025));
    let rule = "INV-2: a frozen account gives no money away";
    refuses(&mut account, ChargeFee(500), AccountError::AccountFrozen, rule);
    account.unfreeze();
    for call in [ChargeFee(80_026), Withdraw(80_026)] {
        let why =
            AccountError::InsufficientFunds { requested: cents(80_026), available: cents(80_025) };
        let rule = "INV-3: the balance is never below minus the credit limit";
        refuses(&mut account, call, why, rule);
    }
    let reason = "INV-6: a refused call changes nothing, and takes nothing later either";
    for call in [
        Deposit(2_500),
        Withdraw(1_000),
        SetCreditLimit(60_000),
        ChangeType(Standard),
        ChargeFee(725),
    ] {
        accepts(&mut account, call, reason);
    }
}
