//! The promises of kata 21. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. Money is in cents: 30_025 is 300.25.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::io::ErrorKind::{Interrupted, NotFound, PermissionDenied, TimedOut, WouldBlock};
use std::io::{self, ErrorKind};

use edge_translation::Operation::{Load, Save};
use edge_translation::Standing::{Blocked, Open};
use edge_translation::{
    Account, AccountError, AccountId, Accounts, Amount, Cents, Operation, Receipt, Refusal, Reply,
    Standing, Status, StorageError, answer, balance, deposit, withdraw,
};
use rstest::rstest;

fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

fn id(id: &str) -> AccountId {
    AccountId::new(id)
}

fn account(number: &str, standing: Standing, balance: i64) -> Account {
    Account::restore(id(number), standing, cents(balance), cents(50_000))
}

#[track_caller]
fn amount(of: i64) -> Amount {
    Amount::try_from(of).unwrap_or_else(|error| {
        panic!("{} is more than 0.00, so it is an amount: {error:?}", cents(of))
    })
}

// ---- a storage that fails on request ----

/// What the disk says, at the bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DiskFailure;

impl fmt::Display for DiskFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("input/output error on /srv/bank/accounts.db")
    }
}

impl Error for DiskFailure {}

/// What the database says, above it. No two are equal, so a test can tell one from all others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    statement: usize,
    source: DiskFailure,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "statement {} on table account failed", self.statement)
    }
}

impl Error for Fault {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

/// Keeps accounts, writes down each call, and lets one call fail: the nth load or the nth save.
struct Bank {
    accounts: Vec<Account>,
    calls: RefCell<Vec<(Operation, String)>>,
    fails: Option<(Operation, usize)>,
    /// It fails because of an I/O error of this kind, and not because of a `Fault`.
    because: Option<ErrorKind>,
    /// Its error names this operation and this account, and not what it was asked to do.
    names: Option<(Operation, AccountId)>,
}

impl Bank {
    /// NL-17 can pay 800.25 and take 4,699.75, BE-42 is blocked, and IT-08 owes 120.50. There is no DE-99.
    fn new() -> Self {
        let accounts = vec![
            account("NL-17", Open, 30_025),
            account("BE-42", Blocked, 7_000),
            account("IT-08", Open, -12_050),
        ];
        Self { accounts, calls: RefCell::default(), fails: None, because: None, names: None }
    }

    /// The same, but its nth call of this kind fails. All others work.
    fn failing(operation: Operation, nth: usize) -> Self {
        Self { fails: Some((operation, nth)), ..Self::new() }
    }

    /// Writes the call down. The error's source has the number of the call, counted over all of them.
    fn call(&self, operation: Operation, id: &AccountId, what: String) -> Result<(), StorageError> {
        let mut calls = self.calls.borrow_mut();
        calls.push((operation, what));
        let nth = calls.iter().filter(|(other, _)| *other == operation).count();
        if self.fails == Some((operation, nth)) {
            let fault = Fault { statement: calls.len(), source: DiskFailure };
            let (operation, id) = self.names.clone().unwrap_or_else(|| (operation, id.clone()));
            return Err(match self.because {
                Some(kind) => StorageError::new(operation, id, io::Error::from(kind)),
                None => StorageError::new(operation, id, fault),
            });
        }
        Ok(())
    }

    fn calls(&self) -> Vec<String> {
        self.calls.borrow().iter().map(|(_, what)| what.clone()).collect()
    }

    /// Everything that is kept, one line an account.
    fn view(&self) -> Vec<String> {
        let line = |account: &Account| {
            let (id, standing) = (account.id(), account.standing());
            let (balance, limit) = (account.balance(), account.credit_limit());
            format!("{id}, {standing:?}: balance {balance}, credit limit {limit}")
        };
        self.accounts.iter().map(line).collect()
    }
}

impl Accounts for Bank {
    fn load(&self, id: &AccountId) -> Result<Option<Account>, StorageError> {
        self.call(Load, id, format!("load {id}"))?;
        Ok(self.accounts.iter().find(|account| account.id() == id).cloned())
    }

    fn save(&mut self, account: &Account) -> Result<(), StorageError> {
        let what = format!("save {} with {}", account.id(), account.balance());
        self.call(Save, account.id(), what)?;
        match self.accounts.iter_mut().find(|kept| kept.id() == account.id()) {
            Some(kept) => *kept = account.clone(),
            None => self.accounts.push(account.clone()),
        }
        Ok(())
    }
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

// ---- outcomes that can be compared ----

/// An outcome, and of a storage error all that tells it from another.
#[derive(Debug, Clone, PartialEq)]
enum Seen<T> {
    Accepted(T),
    Refused(Refusal),
    /// The error says so, and its source is the fault that the storage gave it.
    Failed(Operation, AccountId, Fault),
    /// A storage error whose source is something else: the messages from there on.
    FailedBecauseOf(Operation, AccountId, Vec<String>),
}

fn seen<T>(outcome: Result<Result<T, Refusal>, StorageError>) -> Seen<T> {
    let error = match outcome {
        Ok(Ok(value)) => return Seen::Accepted(value),
        Ok(Err(refusal)) => return Seen::Refused(refusal),
        Err(error) => error,
    };
    let (operation, id) = (error.operation(), error.id().clone());
    match error.source().and_then(|source| source.downcast_ref::<Fault>()) {
        Some(fault) => Seen::Failed(operation, id, fault.clone()),
        None => {
            let below = std::iter::successors(error.source(), |&error| error.source());
            Seen::FailedBecauseOf(operation, id, below.map(ToString::to_string).collect())
        }
    }
}

fn no_such_account<T>(number: &str) -> Seen<T> {
    Seen::Refused(Refusal::NoSuchAccount { id: id(number) })
}

fn account_refused<T>(error: AccountError) -> Seen<T> {
    Seen::Refused(Refusal::Account(error))
}

fn failed<T>(operation: Operation, number: &str, statement: usize) -> Seen<T> {
    Seen::Failed(operation, id(number), Fault { statement, source: DiskFailure })
}

// ---- checks that all use cases share ----

/// Makes one call and compares the outcome, what the storage was asked since, and what it keeps.
#[track_caller]
fn check<T: fmt::Debug + PartialEq>(
    bank: &mut Bank,
    what: &str,
    call: impl FnOnce(&mut Bank) -> Result<Result<T, Refusal>, StorageError>,
    expected: Seen<T>,
    asked: &[&str],
    kept: &[&str],
) {
    let before = bank.view();
    let earlier = bank.calls().len();
    let what = match bank.fails {
        Some((operation, _)) => format!("{what}, with a storage that fails once at {operation},"),
        None => what.to_owned(),
    };
    let outcome = seen(call(bank));
    let promise = match &expected {
        Seen::Accepted(_) => "breaks no rule, and this time the storage works, so it is accepted",
        Seen::Refused(_) => "is refused, and the refusal says why",
        Seen::Failed(..) | Seen::FailedBecauseOf(..) => {
            "hands its error on: the outer error is the storage's own (INV-1), and there is no \
             value and no receipt (INV-3)"
        }
    };
    assert_eq!(
        &bank.calls()[earlier..],
        asked,
        "INV-2 and INV-4: {what} asks the storage for this and nothing else"
    );
    assert_eq!(outcome, expected, "{what} {promise}");
    let changes = changes(&before, &bank.view());
    assert_eq!(
        changes.lines().skip(1).collect::<Vec<_>>(),
        kept,
        "{what} changes this in the storage (`-` before, `+` after) and nothing else"
    );
}

#[track_caller]
fn check_withdraw(
    bank: &mut Bank,
    (number, of): (&str, i64),
    expected: Seen<Receipt>,
    asked: &[&str],
    kept: &[&str],
) {
    let what = format!("withdrawing {} from {number}", cents(of));
    let call = |bank: &mut Bank| withdraw(bank, &id(number), amount(of));
    check(bank, &what, call, expected, asked, kept);
}

#[track_caller]
fn check_deposit(
    bank: &mut Bank,
    (number, of): (&str, i64),
    expected: Seen<Receipt>,
    asked: &[&str],
    kept: &[&str],
) {
    let what = format!("depositing {} into {number}", cents(of));
    let call = |bank: &mut Bank| deposit(bank, &id(number), amount(of));
    check(bank, &what, call, expected, asked, kept);
}

#[track_caller]
fn check_balance(bank: &mut Bank, number: &str, expected: Seen<Cents>) {
    let what = format!("asking for the balance of {number}");
    let asked = format!("load {number}");
    check(bank, &what, |bank| balance(bank, &id(number)), expected, &[&asked], &[]);
}

fn receipt(number: &str, change: i64, balance: i64) -> Seen<Receipt> {
    Seen::Accepted(Receipt { account: id(number), change: cents(change), balance: cents(balance) })
}

/// NL-17 as `Bank::new` has it, and with another balance.
const NL_17_BEFORE: &str = "- NL-17, Open: balance 300.25, credit limit 500.00";
const NL_17_WITH_280_25: &str = "+ NL-17, Open: balance 280.25, credit limit 500.00";
const NL_17_WITH_320_25: &str = "+ NL-17, Open: balance 320.25, credit limit 500.00";

// ---- balance ----

#[rstest]
#[case::of_an_account("NL-17", 30_025)]
#[case::of_a_debt("IT-08", -12_050)]
#[case::of_a_blocked_account("BE-42", 7_000)]
fn balance_is_what_the_account_says(#[case] number: &str, #[case] balance: i64) {
    check_balance(&mut Bank::new(), number, Seen::Accepted(cents(balance)));
}

#[test]
fn balance_of_no_account_is_refused() {
    check_balance(&mut Bank::new(), "DE-99", no_such_account("DE-99"));
}

#[rstest]
#[case::of_an_account("NL-17")]
#[case::of_a_debt("IT-08")]
#[case::of_a_blocked_account("BE-42")]
#[case::of_no_account("DE-99")]
fn balance_hands_on_the_error_of_a_failing_load(#[case] number: &str) {
    check_balance(&mut Bank::failing(Load, 1), number, failed(Load, number, 1));
}

#[test]
fn balance_is_there_again_when_the_storage_works_again() {
    let mut bank = Bank::failing(Load, 2);
    check_balance(&mut bank, "NL-17", Seen::Accepted(cents(30_025)));
    check_balance(&mut bank, "NL-17", failed(Load, "NL-17", 2));
    check_balance(&mut bank, "NL-17", Seen::Accepted(cents(30_025)));
}

// ---- deposit ----

#[rstest]
#[case::a_little(1, 30_026, "300.26")]
#[case::all_there_is_room_for(469_975, 500_000, "5000.00")]
fn deposit_saves_and_gives_the_receipt(
    #[case] of: i64,
    #[case] balance: i64,
    #[case] written: &str,
) {
    check_deposit(
        &mut Bank::new(),
        ("NL-17", of),
        receipt("NL-17", of, balance),
        &["load NL-17", &format!("save NL-17 with {written}")],
        &[NL_17_BEFORE, &format!("+ NL-17, Open: balance {written}, credit limit 500.00")],
    );
}

#[test]
fn deposit_saves_a_debt_that_is_paid_back() {
    check_deposit(
        &mut Bank::new(),
        ("IT-08", 12_050),
        receipt("IT-08", 12_050, 0),
        &["load IT-08", "save IT-08 with 0.00"],
        &[
            "- IT-08, Open: balance -120.50, credit limit 500.00",
            "+ IT-08, Open: balance 0.00, credit limit 500.00",
        ],
    );
}

fn too_much_to_take() -> AccountError {
    AccountError::BalanceTooHigh { requested: cents(469_976), room: cents(469_975) }
}

#[rstest]
#[case::too_much("NL-17", 469_976, account_refused(too_much_to_take()))]
#[case::blocked("BE-42", 2_000, account_refused(AccountError::Blocked))]
#[case::no_account("DE-99", 2_000, no_such_account("DE-99"))]
fn deposit_refused_saves_nothing(
    #[case] number: &str,
    #[case] of: i64,
    #[case] expected: Seen<Receipt>,
) {
    let asked = format!("load {number}");
    for mut bank in [Bank::new(), Bank::failing(Save, 1)] {
        check_deposit(&mut bank, (number, of), expected.clone(), &[&asked], &[]);
    }
}

#[rstest]
#[case::of_an_account("NL-17", 2_000)]
#[case::of_too_much("NL-17", 469_976)]
#[case::of_a_blocked_account("BE-42", 2_000)]
#[case::of_no_account("DE-99", 2_000)]
fn deposit_hands_on_the_error_of_a_failing_load(#[case] number: &str, #[case] of: i64) {
    check_deposit(
        &mut Bank::failing(Load, 1),
        (number, of),
        failed(Load, number, 1),
        &[&format!("load {number}")],
        &[],
    );
}

#[test]
fn deposit_hands_on_the_error_of_a_failing_save() {
    check_deposit(
        &mut Bank::failing(Save, 1),
        ("NL-17", 2_000),
        failed(Save, "NL-17", 2),
        &["load NL-17", "save NL-17 with 320.25"],
        &[],
    );
}

#[test]
fn deposit_after_a_failed_one_counts_once() {
    let mut bank = Bank::failing(Save, 1);
    let asked = ["load NL-17", "save NL-17 with 320.25"];
    check_deposit(&mut bank, ("NL-17", 2_000), failed(Save, "NL-17", 2), &asked, &[]);
    let kept = [NL_17_BEFORE, NL_17_WITH_320_25];
    check_deposit(&mut bank, ("NL-17", 2_000), receipt("NL-17", 2_000, 32_025), &asked, &kept);
}

// ---- withdraw ----

#[rstest]
#[case::a_little(1, 30_024, "300.24")]
#[case::the_whole_balance(30_025, 0, "0.00")]
#[case::all_that_is_available(80_025, -50_000, "-500.00")]
fn withdraw_saves_and_gives_the_receipt(
    #[case] of: i64,
    #[case] balance: i64,
    #[case] written: &str,
) {
    check_withdraw(
        &mut Bank::new(),
        ("NL-17", of),
        receipt("NL-17", -of, balance),
        &["load NL-17", &format!("save NL-17 with {written}")],
        &[NL_17_BEFORE, &format!("+ NL-17, Open: balance {written}, credit limit 500.00")],
    );
}

fn too_much_to_pay() -> AccountError {
    AccountError::InsufficientFunds { requested: cents(80_026), available: cents(80_025) }
}

#[rstest]
#[case::too_much("NL-17", 80_026, account_refused(too_much_to_pay()))]
#[case::blocked("BE-42", 2_000, account_refused(AccountError::Blocked))]
#[case::no_account("DE-99", 2_000, no_such_account("DE-99"))]
fn withdraw_refused_saves_nothing(
    #[case] number: &str,
    #[case] of: i64,
    #[case] expected: Seen<Receipt>,
) {
    let asked = format!("load {number}");
    for mut bank in [Bank::new(), Bank::failing(Save, 1)] {
        check_withdraw(&mut bank, (number, of), expected.clone(), &[&asked], &[]);
    }
}

#[rstest]
#[case::of_an_account("NL-17", 2_000)]
#[case::of_too_much("NL-17", 80_026)]
#[case::of_a_blocked_account("BE-42", 2_000)]
#[case::of_no_account("DE-99", 2_000)]
fn withdraw_hands_on_the_error_of_a_failing_load(#[case] number: &str, #[case] of: i64) {
    check_withdraw(
        &mut Bank::failing(Load, 1),
        (number, of),
        failed(Load, number, 1),
        &[&format!("load {number}")],
        &[],
    );
}

#[test]
fn withdraw_hands_on_the_error_of_a_failing_save() {
    check_withdraw(
        &mut Bank::failing(Save, 1),
        ("NL-17", 2_000),
        failed(Save, "NL-17", 2),
        &["load NL-17", "save NL-17 with 280.25"],
        &[],
    );
}

#[test]
fn withdraw_after_a_failed_one_counts_once() {
    let mut bank = Bank::failing(Save, 1);
    let asked = ["load NL-17", "save NL-17 with 280.25"];
    check_withdraw(&mut bank, ("NL-17", 2_000), failed(Save, "NL-17", 2), &asked, &[]);
    let kept = [NL_17_BEFORE, NL_17_WITH_280_25];
    check_withdraw(&mut bank, ("NL-17", 2_000), receipt("NL-17", -2_000, 28_025), &asked, &kept);
}

// ---- answer ----

/// A reply has this status, this text and this log line.
#[track_caller]
fn replies(found: &Reply, (status, text, log): (Status, &str, Option<&str>), what: &str) {
    assert_eq!(found.status, status, "{what}: this is the status");
    assert_eq!(found.text, text, "{what}: this is what the customer reads");
    assert_eq!(found.log.as_deref(), log, "{what}: this is what the log keeps");
}

#[test]
fn answer_to_what_was_accepted_is_the_value() {
    let receipt = Receipt { account: id("NL-17"), change: cents(-2_000), balance: cents(28_025) };
    replies(
        &answer(Ok(Ok(receipt))),
        (Status::Accepted, "NL-17: -20.00, the balance is 280.25", None),
        "a withdrawal was accepted: the customer reads the receipt, and nothing is logged",
    );
    replies(
        &answer(Ok(Ok(cents(-12_050)))),
        (Status::Accepted, "-120.50", None),
        "the balance was asked for: the customer reads it, and nothing is logged",
    );
}

/// Words that are a value.
struct Words(&'static str);

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { "another form" } else { self.0 })
    }
}

#[rstest]
fn answer_to_what_was_accepted_is_the_value_as_it_is(
    #[values("", " two spaces \n", "refused: no", "a\n\nb")] words: &'static str,
) {
    let what = format!("{words:?} was accepted: the customer reads it as `Display` writes it");
    replies(&answer(Ok(Ok(Words(words)))), (Status::Accepted, words, None), &what);
}

#[rstest]
#[case::too_much_to_pay(
    Refusal::Account(too_much_to_pay()),
    "refused: a withdrawal of 800.26 exceeds the available 800.25"
)]
#[case::too_much_to_take(
    Refusal::Account(too_much_to_take()),
    "refused: a deposit of 4699.76 exceeds the 4699.75 that this account can take"
)]
#[case::blocked(Refusal::Account(AccountError::Blocked), "refused: this account is blocked")]
#[case::no_account(
    Refusal::NoSuchAccount { id: id("DE-99") },
    "refused: there is no account DE-99"
)]
fn answer_to_a_refusal_is_its_message_and_no_log(#[case] refusal: Refusal, #[case] text: &str) {
    let what = format!(
        "{refusal:?} is an answer like any other: the customer reads it, and nothing is logged"
    );
    replies(&answer::<Cents>(Ok(Err(refusal))), (Status::Refused, text, None), &what);
}

/// An error with any number of others below it.
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

#[rstest]
#[case::one_source(&["connection refused"], "connection refused")]
#[case::two_sources(
    &["UPDATE account SET balance = ?2 failed", "accounts.db is read-only"],
    "UPDATE account SET balance = ?2 failed: accounts.db is read-only"
)]
#[case::many_sources(
    &["pool exhausted", "no route to 10.0.0.7", "interface eth0 is down", "cable unplugged"],
    "pool exhausted: no route to 10.0.0.7: interface eth0 is down: cable unplugged"
)]
#[case::sources_that_say_the_same_in_a_row(
    &["timed out", "timed out", "timed out", "refused"],
    "timed out: timed out: timed out: refused"
)]
#[case::a_source_that_stands_in_the_message_above(
    &["query failed: timed out", "timed out", "out"],
    "query failed: timed out: timed out: out"
)]
#[case::sources_that_say_the_same(&["timed out", "refused", "timed out"], "timed out: refused: timed out")]
#[case::sources_that_say_nothing(&["timed out", "", "refused", ""], "timed out: : refused: ")]
fn answer_to_a_failing_storage_logs_all_and_tells_nothing(
    #[case] words: &[&'static str],
    #[case] logged: &str,
) {
    for (operation, first) in
        [(Load, "loading account IT-08 failed"), (Save, "saving account IT-08 failed")]
    {
        let wrap = |below, word: &&'static str| Some(Box::new(Layer(word, below)));
        let source = words.iter().rev().fold(None, wrap).expect("there is at least one word");
        let outcome = Err(StorageError::new(operation, id("IT-08"), source));
        replies(
            &answer::<Cents>(outcome),
            (Status::Unavailable, Reply::UNAVAILABLE, Some(&format!("{first}: {logged}"))),
            &format!(
                "INV-5: {operation} failed: the customer reads that it can't be answered, and the log \
                 has the error and each source below it, outermost first"
            ),
        );
    }
}

// ---- from the storage to the customer ----

const LOGGED_LOAD: &str = "loading account NL-17 failed: statement 1 on table account failed: \
                           input/output error on /srv/bank/accounts.db";
const LOGGED_SAVE: &str = "saving account NL-17 failed: statement 2 on table account failed: \
                           input/output error on /srv/bank/accounts.db";

#[rstest]
#[case::of_a_load(Load, LOGGED_LOAD)]
#[case::of_a_save(Save, LOGGED_SAVE)]
fn whole_way_of_an_error_from_the_disk_to_the_log(
    #[case] operation: Operation,
    #[case] logged: &str,
) {
    let bank = || Bank::failing(operation, 1);
    let unavailable = |found: &Reply, what: &str| {
        let what = format!(
            "{what} with a disk that fails: nothing is lost on the way to the log, and nothing of it \
             reaches the customer"
        );
        replies(found, (Status::Unavailable, Reply::UNAVAILABLE, Some(logged)), &what);
    };
    unavailable(&answer(withdraw(&mut bank(), &id("NL-17"), amount(2_000))), "withdrawing");
    unavailable(&answer(deposit(&mut bank(), &id("NL-17"), amount(2_000))), "depositing");
    if operation == Load {
        unavailable(&answer(balance(&bank(), &id("NL-17"))), "asking for the balance");
    }
}

/// "Not found" is about a file here, not about an account.
#[rstest]
fn whole_way_of_an_io_error_is_the_same_whatever_its_kind(
    #[values(NotFound, PermissionDenied, Interrupted, WouldBlock, TimedOut)] kind: ErrorKind,
    #[values((Load, "loading", 1), (Save, "saving", 2))] (operation, verb, calls): (
        Operation,
        &str,
        usize,
    ),
) {
    let logged = format!("{verb} account NL-17 failed: {}", io::Error::from(kind));
    let way = |what: &str, call: &dyn Fn(&mut Bank) -> Reply| {
        let mut bank = Bank { because: Some(kind), ..Bank::failing(operation, 1) };
        let reply = call(&mut bank);
        let what = format!("{what}, {operation} failed because of {kind:?}");
        assert_eq!(bank.calls().len(), calls, "INV-4: {what}: the storage is asked so often");
        replies(
            &reply,
            (Status::Unavailable, Reply::UNAVAILABLE, Some(&logged)),
            &format!("INV-1: {what}, which is no answer about the account"),
        );
    };
    way("withdrawing", &|bank| answer(withdraw(bank, &id("NL-17"), amount(2_000))));
    way("depositing", &|bank| answer(deposit(bank, &id("NL-17"), amount(2_000))));
    if operation == Load {
        way("asking for the balance", &|bank| answer(balance(bank, &id("NL-17"))));
    }
}

/// A storage may do more than it is asked to: who loads may save something on the way, in another account.
#[rstest]
fn whole_way_of_an_error_that_names_another_operation_or_account(
    #[values(Load, Save)] operation: Operation,
    #[values(Load, Save)] named: Operation,
    #[values("NL-17", "BE-42")] number: &str,
) {
    let statement = if operation == Load { 1 } else { 2 };
    let bank = || Bank { names: Some((named, id(number))), ..Bank::failing(operation, 1) };
    let check = |outcome: Seen<Receipt>, what: &str| {
        assert_eq!(
            outcome,
            failed(named, number, statement),
            "INV-1: {what}, {operation} failed, and its error, which names {named} account {number}, is handed on as it is"
        );
    };
    check(seen(withdraw(&mut bank(), &id("NL-17"), amount(2_000))), "withdrawing from NL-17");
    check(seen(deposit(&mut bank(), &id("NL-17"), amount(2_000))), "depositing into NL-17");
    if operation == Load {
        assert_eq!(
            seen(balance(&bank(), &id("NL-17"))),
            failed(named, number, statement),
            "INV-1: asking for the balance of NL-17, an error that names {named} account {number} is handed on as it is"
        );
    }
}

/// What the storage says, if nobody puts it into words before `answer` does.
struct Unspoken;

impl fmt::Display for Unspoken {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("INV-5: a use case put the source of a storage error into words")
    }
}

impl fmt::Debug for Unspoken {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("INV-5: a use case put the source of a storage error into words")
    }
}

impl Error for Unspoken {}

/// Fails each load or each save, with a source that must not be put into words.
struct Unspeaking(Bank, Operation);

impl Unspeaking {
    fn fail(&self, operation: Operation, id: &AccountId) -> Result<(), StorageError> {
        if self.1 == operation {
            return Err(StorageError::new(operation, id.clone(), Unspoken));
        }
        Ok(())
    }
}

impl Accounts for Unspeaking {
    fn load(&self, id: &AccountId) -> Result<Option<Account>, StorageError> {
        self.fail(Load, id)?;
        self.0.load(id)
    }

    fn save(&mut self, account: &Account) -> Result<(), StorageError> {
        self.fail(Save, account.id())?;
        self.0.save(account)
    }
}

#[rstest]
fn whole_way_of_an_error_has_no_words_before_the_answer(
    #[values(Load, Save)] operation: Operation,
) {
    let bank = || Unspeaking(Bank::new(), operation);
    let handed_on = |is_error: bool, what: &str| {
        assert!(is_error, "INV-1: {what}, the error of {operation} is handed on, unread");
    };
    let number = id("NL-17");
    handed_on(withdraw(&mut bank(), &number, amount(2_000)).is_err(), "withdrawing");
    handed_on(deposit(&mut bank(), &number, amount(2_000)).is_err(), "depositing");
    if operation == Load {
        handed_on(balance(&bank(), &number).is_err(), "asking for the balance");
    }
}

#[test]
fn whole_way_of_a_refusal_from_the_account_to_the_customer() {
    replies(
        &answer(withdraw(&mut Bank::new(), &id("NL-17"), amount(80_026))),
        (Status::Refused, "refused: a withdrawal of 800.26 exceeds the available 800.25", None),
        "withdrawing 800.26 from NL-17 is refused: the customer reads the figures",
    );
}
