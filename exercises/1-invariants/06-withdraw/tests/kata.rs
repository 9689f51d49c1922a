//! The promises of kata 06. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. Money is in cents: 30_007 is 300.07.

use jiff::civil::{Date, date};
use rstest::rstest;
use withdraw::AccountType::{Credit, Standard};
use withdraw::{Account, AccountType, Amount, Cents, Event, Status, WithdrawError};

use Bound::{Enough, Exactly, FarTooLittle, OneCentTooLittle};

/// In the past, so that a clock that somebody asks can't show it by chance.
const TODAY: Date = date(2026, 3, 14);

/// Two have the day of the month of `TODAY`, one its day of the year as well.
const OTHER_DATES: [Date; 6] = [
    date(2026, 3, 15),
    date(2026, 3, 13),
    date(2027, 3, 14),
    date(2026, 2, 14),
    date(2025, 3, 14),
    date(2031, 12, 31),
];

/// The daily maximum of the accounts here, unless a test says otherwise.
const MAXIMUM: i64 = 60_000;

/// The credit limit of the credit accounts here, unless a test says otherwise.
const LIMIT: i64 = 50_000;

fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

#[track_caller]
fn amount(of: i64) -> Amount {
    Amount::try_from(of).unwrap_or_else(|error| {
        panic!("{} is more than 0.00, so it is an amount: {error:?}", cents(of))
    })
}

/// `sum` was paid out on `TODAY`, and nothing if `sum` is zero.
fn today(sum: i64) -> Option<(Date, Cents)> {
    (sum > 0).then_some((TODAY, cents(sum)))
}

fn standard(balance: i64, withdrawn: Option<(Date, Cents)>) -> Account {
    Account::standard(cents(balance), cents(MAXIMUM), withdrawn)
}

fn credit(balance: i64, limit: i64, withdrawn: Option<(Date, Cents)>) -> Account {
    Account::credit(cents(balance), cents(limit), cents(MAXIMUM), withdrawn)
}

/// All that a caller can see of an account. `available` and `left_today` are worked out from it.
#[derive(Clone)]
struct View {
    status: Status,
    account_type: AccountType,
    balance: Cents,
    credit_limit: Cents,
    daily_maximum: Cents,
    withdrawn: Option<(Date, Cents)>,
    events: Vec<Event>,
}

fn view(account: &Account) -> View {
    View {
        status: account.status(),
        account_type: account.account_type(),
        balance: account.balance(),
        credit_limit: account.credit_limit(),
        daily_maximum: account.daily_maximum(),
        withdrawn: account.withdrawn(),
        events: account.events().to_vec(),
    }
}

impl View {
    /// One line a fact.
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("{} {} account", self.status, self.account_type),
            format!("balance {}", self.balance),
            format!("credit limit {}", self.credit_limit),
            format!("daily maximum {}", self.daily_maximum),
            match self.withdrawn {
                Some((on, sum)) => format!("paid out {sum} on {on}"),
                None => "nothing was paid out yet".to_owned(),
            },
        ];
        let event = |(event, n): (&Event, usize)| match event {
            Event::Withdrawn { amount, on } => {
                format!("event {n}: {} withdrawn on {on}", amount.cents())
            }
        };
        lines.extend(self.events.iter().zip(1..).map(event));
        lines
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

/// The withdrawal is refused with `why`, as `rule` demands, and the account looks as it did before.
#[track_caller]
fn refuses(account: &mut Account, requested: i64, on: Date, why: WithdrawError, rule: &str) {
    let before = view(account);
    let outcome = account.withdraw(amount(requested), on);
    let changes = changes(&before, &view(account));
    let what = format!("withdrawing {} on {on} from: {}", cents(requested), before.told());
    assert_eq!(outcome, Err(why), "{rule}, and the error says so, with its figures: {what}");
    assert!(
        changes.is_empty(),
        "INV-5: a refused withdrawal changes nothing. Refused, but it changed this: {what}{changes}"
    );
}

/// The withdrawal is accepted. What was paid out on its date is now `counted` altogether.
#[track_caller]
fn pays(account: &mut Account, requested: i64, on: Date, counted: i64) {
    let before = view(account);
    let mut expected = before.clone();
    expected.balance = before.balance - cents(requested);
    expected.withdrawn = Some((on, cents(counted)));
    expected.events.push(Event::Withdrawn { amount: amount(requested), on });

    let outcome = account.withdraw(amount(requested), on);
    let changes = changes(&expected, &view(account));
    let what = format!("withdrawing {} on {on} from: {}", cents(requested), before.told());
    assert_eq!(outcome, Ok(()), "no rule is broken, so this is accepted: {what}");
    assert!(
        changes.is_empty(),
        "INV-6: an accepted withdrawal changes the balance, the count of its date and the events, \
         and nothing else. Accepted, but then not all was as it should be \
         (`-` is what should be, `+` what is): {what}{changes}"
    );
}

#[track_caller]
fn pay_in(account: &mut Account, of: i64) {
    assert_eq!(
        account.deposit(amount(of)),
        Ok(()),
        "there is room for {}, so the deposit is accepted",
        cents(of)
    );
}

// ---- available ----

#[rstest]
#[case::something(30_025)]
#[case::one_cent(1)]
#[case::nothing(0)]
#[case::all_that_fits(i64::MAX)]
fn available_is_the_balance_of_a_standard_account(#[case] balance: i64) {
    let account = standard(balance, None);
    assert_eq!(
        account.available(),
        cents(balance),
        "INV-1: a standard account may go down to 0.00, so all of its balance is available"
    );
}

#[rstest]
#[case::something_on_it(30_025, 50_000, 80_025)]
#[case::nothing_on_it(0, 50_000, 50_000)]
#[case::in_debt(-12_050, 50_000, 37_950)]
#[case::one_cent_from_the_limit(-49_999, 50_000, 1)]
#[case::at_the_limit(-50_000, 50_000, 0)]
#[case::with_a_limit_of_zero(30_025, 0, 30_025)]
fn available_is_balance_and_credit_limit_of_a_credit_account(
    #[case] balance: i64,
    #[case] limit: i64,
    #[case] available: i64,
) {
    let account = credit(balance, limit, None);
    assert_eq!(
        account.available(),
        cents(available),
        "INV-2: a credit account of {} may go down to minus its limit of {}",
        cents(balance),
        cents(limit)
    );
}

#[test]
fn available_looks_neither_at_the_freeze_nor_at_the_day() {
    for (mut account, available) in [
        (standard(30_025, today(MAXIMUM)), 30_025),
        (standard(90_025, today(1)), 90_025),
        (credit(-12_050, LIMIT, today(MAXIMUM)), 37_950),
    ] {
        let told = view(&account).told();
        assert_eq!(
            account.available(),
            cents(available),
            "what is available does not depend on what is left of the daily maximum: {told}"
        );
        account.freeze();
        assert_eq!(
            account.available(),
            cents(available),
            "what is available does not depend on whether the account is frozen: {told}, and then frozen"
        );
    }
}

// ---- left_today ----

#[rstest]
#[case::one_cent_used(1, 59_999)]
#[case::some_used(24_050, 35_950)]
#[case::all_but_one_cent_used(59_999, 1)]
#[case::all_used(60_000, 0)]
fn left_today_is_what_the_same_date_has_not_used(#[case] used: i64, #[case] left: i64) {
    let account = standard(30_025, today(used));
    assert_eq!(
        account.left_today(TODAY),
        cents(left),
        "INV-4: {} of the daily maximum of {} was paid out on {TODAY}",
        cents(used),
        cents(MAXIMUM)
    );
}

#[test]
fn left_today_is_all_of_the_maximum_on_any_other_date() {
    let account = standard(30_025, None);
    assert_eq!(
        account.left_today(TODAY),
        cents(MAXIMUM),
        "INV-4: nothing was paid out yet, so all of the daily maximum is left"
    );
    for other in OTHER_DATES {
        for used in [24_050, MAXIMUM] {
            let account = standard(30_025, today(used));
            assert_eq!(
                account.left_today(other),
                cents(MAXIMUM),
                "INV-4: the last withdrawal was on {TODAY} and not on {other}, so all of the daily maximum is left"
            );
        }
    }
}

#[test]
fn left_today_looks_neither_at_the_freeze_nor_at_the_balance() {
    for mut account in [
        standard(1, today(24_050)),
        standard(90_025, today(24_050)),
        credit(-LIMIT, LIMIT, today(24_050)),
        credit(90_025, LIMIT, today(24_050)),
    ] {
        let told = view(&account).told();
        assert_eq!(
            account.left_today(TODAY),
            cents(35_950),
            "what is left of the day does not depend on what is available: {told}"
        );
        account.freeze();
        assert_eq!(
            account.left_today(TODAY),
            cents(35_950),
            "what is left of the day does not depend on whether the account is frozen: {told}, and then frozen"
        );
    }
}

// ---- withdraw: the whole table, for one amount ----

const REQUESTED: i64 = 30_007;

/// How a bound lies to the amount that is requested.
#[derive(Debug, Clone, Copy)]
enum Bound {
    Enough,
    Exactly,
    OneCentTooLittle,
    FarTooLittle,
}

/// An account of which so much is available, and so much left on `TODAY`. The credit account has to go below zero for
/// it, unless there is enough.
fn account(account_type: AccountType, funds: Bound, day: Bound) -> Account {
    let available = match funds {
        Enough => 71_113,
        Exactly => REQUESTED,
        OneCentTooLittle => REQUESTED - 1,
        FarTooLittle => 12_013,
    };
    let left = match day {
        Enough => 45_019,
        Exactly => REQUESTED,
        OneCentTooLittle => REQUESTED - 1,
        FarTooLittle => 10_009,
    };
    match account_type {
        Standard => standard(available, today(MAXIMUM - left)),
        Credit => credit(available - LIMIT, LIMIT, today(MAXIMUM - left)),
    }
}

#[rstest]
#[case::enough_of_both(Enough, Enough, 44_988)]
#[case::exactly_the_day(Enough, Exactly, 60_000)]
#[case::exactly_the_funds(Exactly, Enough, 44_988)]
#[case::exactly_both(Exactly, Exactly, 60_000)]
fn withdraw_pays_up_to_each_bound(
    #[case] funds: Bound,
    #[case] day: Bound,
    #[case] counted: i64,
    #[values(Standard, Credit)] account_type: AccountType,
) {
    pays(&mut account(account_type, funds, day), REQUESTED, TODAY, counted);
}

#[rstest]
#[case::one_cent_too_little(OneCentTooLittle, 30_006)]
#[case::far_too_little(FarTooLittle, 12_013)]
fn withdraw_refuses_more_than_the_funds_whatever_the_day(
    #[case] funds: Bound,
    #[case] available: i64,
    #[values(Enough, Exactly, OneCentTooLittle, FarTooLittle)] day: Bound,
    #[values(Standard, Credit)] account_type: AccountType,
) {
    let (requested, available) = (cents(REQUESTED), cents(available));
    let (why, rule) = match account_type {
        Standard => (
            WithdrawError::InsufficientFunds { requested, available },
            "INV-1: a standard account never goes below 0.00, and that is asked before the daily maximum",
        ),
        Credit => (
            WithdrawError::CreditLimitExceeded { requested, available },
            "INV-2: a credit account never goes below minus its limit, and that is asked before the daily maximum",
        ),
    };
    refuses(&mut account(account_type, funds, day), REQUESTED, TODAY, why, rule);
}

#[rstest]
#[case::one_cent_too_little(OneCentTooLittle, 30_006)]
#[case::far_too_little(FarTooLittle, 10_009)]
fn withdraw_refuses_more_than_the_day_has_left_if_the_funds_suffice(
    #[case] day: Bound,
    #[case] left: i64,
    #[values(Enough, Exactly)] funds: Bound,
    #[values(Standard, Credit)] account_type: AccountType,
) {
    refuses(
        &mut account(account_type, funds, day),
        REQUESTED,
        TODAY,
        WithdrawError::DailyMaximumExceeded { requested: cents(REQUESTED), left: cents(left) },
        "INV-4: what is paid out on one date is never more than the daily maximum",
    );
}

#[rstest]
fn withdraw_refuses_everything_of_a_frozen_account(
    #[values(Enough, Exactly, OneCentTooLittle)] funds: Bound,
    #[values(Enough, Exactly, OneCentTooLittle)] day: Bound,
    #[values(Standard, Credit)] account_type: AccountType,
) {
    let mut account = account(account_type, funds, day);
    account.freeze();
    let rule = "INV-3: a frozen account pays nothing out, and that comes before every other reason";
    refuses(&mut account, REQUESTED, TODAY, WithdrawError::AccountFrozen, rule);
}

// ---- withdraw: more refusals ----

#[test]
fn withdraw_refuses_a_credit_account_whose_limit_is_zero_as_a_credit_account() {
    let (requested, available) = (cents(30_026), cents(30_025));
    refuses(
        &mut credit(30_025, 0, None),
        30_026,
        TODAY,
        WithdrawError::CreditLimitExceeded { requested, available },
        "INV-2: a credit account is one whatever its limit, so it is the limit that is exceeded",
    );
}

#[test]
fn withdraw_refuses_one_cent_where_nothing_is_left() {
    for (mut account, why, rule) in [
        (
            standard(0, None),
            WithdrawError::InsufficientFunds { requested: cents(1), available: Cents::ZERO },
            "INV-1: of an empty standard account nothing is available",
        ),
        (
            credit(-LIMIT, LIMIT, None),
            WithdrawError::CreditLimitExceeded { requested: cents(1), available: Cents::ZERO },
            "INV-2: of a credit account at its limit nothing is available",
        ),
        (
            standard(30_025, today(MAXIMUM)),
            WithdrawError::DailyMaximumExceeded { requested: cents(1), left: Cents::ZERO },
            "INV-4: of a daily maximum that is used up nothing is left",
        ),
        (
            Account::standard(cents(30_025), Cents::ZERO, None),
            WithdrawError::DailyMaximumExceeded { requested: cents(1), left: Cents::ZERO },
            "INV-4: of a daily maximum of 0.00 nothing is left",
        ),
        (
            Account::credit(cents(30_025), cents(LIMIT), Cents::ZERO, None),
            WithdrawError::DailyMaximumExceeded { requested: cents(1), left: Cents::ZERO },
            "INV-4: of a daily maximum of 0.00 nothing is left, for a credit account either",
        ),
    ] {
        refuses(&mut account, 1, TODAY, why, rule);
    }
}

/// Nothing is available, and of the day something is left or nothing. The table has one order for all of it.
#[rstest]
#[case::nothing_paid_out_yet(None)]
#[case::some_of_the_day_used(today(24_050))]
#[case::all_of_the_day_used(today(MAXIMUM))]
#[case::some_of_the_day_before(Some((date(2026, 3, 13), cents(24_050))))]
fn withdraw_goes_by_the_order_of_the_table_where_nothing_is_left(
    #[case] withdrawn: Option<(Date, Cents)>,
    #[values(1, 60_001, i64::MAX)] requested: i64,
) {
    let exceeded =
        WithdrawError::CreditLimitExceeded { requested: cents(requested), available: Cents::ZERO };
    let insufficient =
        WithdrawError::InsufficientFunds { requested: cents(requested), available: Cents::ZERO };
    for (mut account, why) in [
        (standard(0, withdrawn), insufficient),
        (credit(-LIMIT, LIMIT, withdrawn), exceeded.clone()),
        (credit(0, 0, withdrawn), exceeded),
    ] {
        let rule = "INV-1, INV-2: nothing is available, and that is asked before the daily maximum";
        refuses(&mut account, requested, TODAY, why, rule);
        account.freeze();
        let rule =
            "INV-3: a frozen account pays nothing out, and that comes before every other reason";
        refuses(&mut account, requested, TODAY, WithdrawError::AccountFrozen, rule);
    }
}

#[rstest]
#[case::nothing_paid_out_yet(None)]
#[case::some_of_the_day_used(today(24_050))]
#[case::some_of_the_day_before(Some((date(2026, 3, 13), cents(24_050))))]
fn withdraw_refuses_any_amount_of_a_frozen_account(
    #[case] withdrawn: Option<(Date, Cents)>,
    #[values(1, 60_001, i64::MAX)] requested: i64,
) {
    for mut account in [
        Account::standard(Cents::MAX, Cents::MAX, withdrawn),
        Account::credit(cents(i64::MAX - LIMIT), cents(LIMIT), cents(MAXIMUM), withdrawn),
        credit(-12_050, LIMIT, withdrawn),
    ] {
        account.freeze();
        let rule = "INV-3: a frozen account pays nothing out, however much is asked for";
        refuses(&mut account, requested, TODAY, WithdrawError::AccountFrozen, rule);
    }
}

#[test]
fn withdraw_refuses_more_than_the_maximum_on_the_first_day() {
    for withdrawn in [None, Some((date(2026, 3, 13), cents(24_050)))] {
        let (requested, left) = (cents(60_001), cents(60_000));
        refuses(
            &mut standard(90_025, withdrawn),
            60_001,
            TODAY,
            WithdrawError::DailyMaximumExceeded { requested, left },
            "INV-4: nothing was paid out on this date, and one withdrawal alone may not exceed the daily maximum",
        );
    }
}

#[test]
fn withdraw_refuses_the_largest_amount_and_does_not_panic() {
    let requested = Cents::MAX;
    for (mut account, why, rule) in [
        (
            standard(30_025, today(24_050)),
            WithdrawError::InsufficientFunds { requested, available: cents(30_025) },
            "INV-1: no amount is too large to be refused",
        ),
        (
            credit(-12_050, LIMIT, today(24_050)),
            WithdrawError::CreditLimitExceeded { requested, available: cents(37_950) },
            "INV-2: no amount is too large to be refused",
        ),
        (
            standard(i64::MAX, today(24_050)),
            WithdrawError::DailyMaximumExceeded { requested, left: cents(35_950) },
            "INV-4: no amount is too large to be refused",
        ),
        (
            Account::standard(Cents::MAX, Cents::MAX, today(24_050)),
            WithdrawError::DailyMaximumExceeded { requested, left: Cents::MAX - cents(24_050) },
            "INV-4: no amount is too large to be refused",
        ),
        (
            Account::credit(cents(i64::MAX - LIMIT), cents(LIMIT), Cents::MAX, today(24_050)),
            WithdrawError::DailyMaximumExceeded { requested, left: Cents::MAX - cents(24_050) },
            "INV-4: no amount is too large to be refused",
        ),
    ] {
        refuses(&mut account, i64::MAX, TODAY, why, rule);
    }
}

// ---- withdraw: one call after another ----

#[test]
fn withdrawals_of_one_date_are_added_up() {
    for mut account in [standard(90_025, None), credit(30_025, LIMIT, None)] {
        pays(&mut account, 20_000, TODAY, 20_000);
        pays(&mut account, 1, TODAY, 20_001);
        refuses(
            &mut account,
            40_000,
            TODAY,
            WithdrawError::DailyMaximumExceeded { requested: cents(40_000), left: cents(39_999) },
            "INV-4: what was paid out on this date already counts",
        );
        pays(&mut account, 39_999, TODAY, 60_000);
    }
}

#[test]
fn the_same_amount_twice_on_one_date_is_two_withdrawals() {
    for mut account in [standard(90_025, None), credit(30_025, LIMIT, None)] {
        pays(&mut account, 25_000, TODAY, 25_000);
        pays(&mut account, 25_000, TODAY, 50_000);
        let why =
            WithdrawError::DailyMaximumExceeded { requested: cents(25_000), left: cents(10_000) };
        let rule = "INV-4: what was paid out on this date already counts, each time";
        refuses(&mut account, 25_000, TODAY, why, rule);
        account.freeze();
        let rule = "INV-3: a frozen account pays nothing out, not even what it has paid before";
        refuses(&mut account, 25_000, TODAY, WithdrawError::AccountFrozen, rule);
    }
}

#[rstest]
#[case::the_next_day(date(2026, 3, 15))]
#[case::the_day_before(date(2026, 3, 13))]
#[case::a_year_later(date(2027, 3, 14))]
#[case::a_month_before(date(2026, 2, 14))]
fn another_date_starts_at_zero(#[case] other: Date) {
    for mut account in [standard(190_025, None), credit(140_025, LIMIT, None)] {
        pays(&mut account, 24_050, TODAY, 24_050);
        pays(&mut account, 50_000, other, 50_000);
        refuses(
            &mut account,
            10_001,
            other,
            WithdrawError::DailyMaximumExceeded { requested: cents(10_001), left: cents(10_000) },
            "INV-4: the second date has its own count",
        );
        pays(&mut account, 10_000, other, 60_000);
        pays(&mut account, 60_000, TODAY, 60_000);
    }
}

#[test]
fn a_refusal_is_not_counted() {
    for (mut account, most, why) in [
        (
            standard(50_000, None),
            50_000,
            WithdrawError::InsufficientFunds { requested: cents(50_001), available: cents(50_000) },
        ),
        (
            credit(10_000, 40_000, None),
            50_000,
            WithdrawError::CreditLimitExceeded {
                requested: cents(50_001),
                available: cents(50_000),
            },
        ),
        (
            standard(90_025, None),
            60_000,
            WithdrawError::DailyMaximumExceeded { requested: cents(60_001), left: cents(60_000) },
        ),
    ] {
        pays(&mut account, 1, date(2026, 3, 13), 1);
        pay_in(&mut account, 1);
        let rule = format!("{} can be withdrawn, and no more", cents(most));
        refuses(&mut account, most + 1, TODAY, why, &rule);
        pays(&mut account, most, TODAY, most);
    }
}

/// The date of the call is not that of the last withdrawal, and the account still remembers the last one.
#[test]
fn a_refusal_on_another_date_begins_no_new_count() {
    let other = date(2026, 3, 15);
    let too_much = 90_026;
    for (mut account, why) in [
        (
            standard(90_025, today(24_050)),
            WithdrawError::InsufficientFunds {
                requested: cents(too_much),
                available: cents(90_025),
            },
        ),
        (
            credit(40_025, LIMIT, today(24_050)),
            WithdrawError::CreditLimitExceeded {
                requested: cents(too_much),
                available: cents(90_025),
            },
        ),
        (
            standard(190_025, today(24_050)),
            WithdrawError::DailyMaximumExceeded { requested: cents(too_much), left: cents(60_000) },
        ),
    ] {
        let rule = "900.26 is too much on the first day of a new count, too";
        refuses(&mut account, too_much, other, why, rule);
        account.freeze();
        let rule = "INV-3: a frozen account pays nothing out, whatever the date";
        refuses(&mut account, 1, other, WithdrawError::AccountFrozen, rule);
        account.unfreeze();
        pays(&mut account, 35_950, TODAY, 60_000);
    }
}

#[test]
fn a_refusal_leaves_the_earlier_events() {
    let mut account = standard(90_025, None);
    pays(&mut account, 20_000, date(2026, 3, 13), 20_000);
    pays(&mut account, 10_000, TODAY, 10_000);
    refuses(
        &mut account,
        60_026,
        TODAY,
        WithdrawError::InsufficientFunds { requested: cents(60_026), available: cents(60_025) },
        "INV-1: a standard account never goes below 0.00",
    );
    refuses(
        &mut account,
        50_001,
        TODAY,
        WithdrawError::DailyMaximumExceeded { requested: cents(50_001), left: cents(50_000) },
        "INV-4: what is paid out on one date is never more than the daily maximum",
    );
    account.freeze();
    let rule = "INV-3: a frozen account pays nothing out";
    refuses(&mut account, 1, TODAY, WithdrawError::AccountFrozen, rule);
}

#[test]
fn a_deposit_gives_nothing_back_of_the_day() {
    for mut account in [standard(30_025, None), credit(-19_975, LIMIT, None)] {
        pays(&mut account, 30_025, TODAY, 30_025);
        pay_in(&mut account, 90_000);
        assert_eq!(account.available(), cents(90_000), "what was paid in is available");
        refuses(
            &mut account,
            29_976,
            TODAY,
            WithdrawError::DailyMaximumExceeded { requested: cents(29_976), left: cents(29_975) },
            "INV-4: the count is one of withdrawals, and a deposit gives nothing back",
        );
        pays(&mut account, 29_975, TODAY, 60_000);
    }
}

#[test]
fn a_freeze_keeps_the_count_of_the_day() {
    for mut account in [standard(90_025, None), credit(40_025, LIMIT, None)] {
        pays(&mut account, 24_050, TODAY, 24_050);
        account.freeze();
        pay_in(&mut account, 7);
        let rule = "INV-3: a frozen account pays nothing out";
        refuses(&mut account, 1, TODAY, WithdrawError::AccountFrozen, rule);
        account.unfreeze();
        refuses(
            &mut account,
            35_951,
            TODAY,
            WithdrawError::DailyMaximumExceeded { requested: cents(35_951), left: cents(35_950) },
            "INV-4: what was paid out before the freeze still counts",
        );
        pays(&mut account, 35_950, TODAY, 60_000);
    }
}

#[test]
fn the_largest_amount_is_paid_where_every_bound_allows_it() {
    let mut account = Account::standard(Cents::MAX, Cents::MAX, None);
    pays(&mut account, i64::MAX, TODAY, i64::MAX);

    let yesterday = Some((date(2026, 3, 13), cents(1)));
    let mut account = Account::standard(Cents::MAX, Cents::MAX, yesterday);
    pays(&mut account, i64::MAX, TODAY, i64::MAX);

    let fits = cents(i64::MAX - LIMIT);
    let mut account = Account::credit(fits, cents(LIMIT), Cents::MAX, None);
    pays(&mut account, i64::MAX, TODAY, i64::MAX);
}
