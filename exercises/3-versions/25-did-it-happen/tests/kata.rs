//! The promises of kata 25. Every message says which rule broke, what was done and what was found.
//!
//! Nothing here depends on time. Who dies is told so at a step, a restart is a new connection to the same file, and when two
//! calls overlap, the first goes on as soon as the second waits for the lock. In each comparison what was found stands
//! first and what was expected second.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use did_it_happen::{
    AccountId, ConsumeError, Consumed, Crash, Deposit, DepositError, IdempotencyKey, Message,
    MessageId, Money, PublishError, Receipt, RelayError, Step, accounts, consume, deposit, never,
    open_account, open_bank, open_bonus, outbox, points, receipts, relay,
};
use rstest::rstest;
use rusqlite::{Connection, ErrorCode};
use tempfile::TempDir;

/// Four deposits, in cents. Neither their keys nor their accounts are in the order of the alphabet, and the first and the third
/// differ in nothing but the key.
const DEPOSITS: [(&str, &str, i64); 4] = [
    ("k-7", "mira", 25_000),
    ("k-3", "jonas", 8_000),
    ("k-5", "mira", 25_000),
    ("k-1", "anna", 500),
];

fn account(name: &str) -> AccountId {
    AccountId::new(name)
}

fn asked((key, to, cents): (&str, &str, i64)) -> Deposit {
    Deposit { key: IdempotencyKey::new(key), account: account(to), amount: Money::cents(cents) }
}

fn receipt(to: &str, cents: i64, balance: i64) -> Receipt {
    Receipt { account: account(to), amount: Money::cents(cents), balance: Money::cents(balance) }
}

fn message(id: i64, to: &str, cents: i64) -> Message {
    Message { id: MessageId::new(id), account: account(to), amount: Money::cents(cents) }
}

/// The request in words, for messages.
fn said(request: &Deposit) -> String {
    format!("depositing {} to {} under {}", request.amount, request.account, request.key)
}

/// What the tests themselves do to a database, not what is tested.
#[track_caller]
fn done<T>(outcome: rusqlite::Result<T>) -> T {
    match outcome {
        Ok(value) => value,
        Err(error) => panic!("the test itself could not use the database: {error}"),
    }
}

#[track_caller]
fn directory() -> TempDir {
    match tempfile::tempdir() {
        Ok(directory) => directory,
        Err(error) => panic!("the test could not make a directory: {error}"),
    }
}

/// A bank with three accounts, or the bonus programme.
struct Place {
    directory: TempDir,
    /// What is tested works on this one.
    db: Connection,
    /// What the tests see of it they see from outside.
    witness: Connection,
    open: fn(&Path) -> rusqlite::Result<Connection>,
}

impl Place {
    #[track_caller]
    fn new(open: fn(&Path) -> rusqlite::Result<Connection>) -> Self {
        let directory = directory();
        let file = directory.path().join("db");
        let (db, witness) = (done(open(&file)), done(open(&file)));
        Self { directory, db, witness, open }
    }

    #[track_caller]
    fn connect(&self) -> Connection {
        done((self.open)(&self.directory.path().join("db")))
    }

    /// A connection that tells the test when it waits for the lock.
    #[track_caller]
    fn connect_telling(&self) -> Connection {
        let mut connection = self.connect();
        done(connection.busy_handler(Some(tell_and_wait)));
        connection
    }

    /// A connection that doesn't wait for the lock at all.
    #[track_caller]
    fn connect_impatient(&self) -> Connection {
        let connection = self.connect();
        done(connection.busy_timeout(Duration::ZERO));
        connection
    }

    /// The process ends, and another one begins. The operating system closes what the first one had open.
    #[track_caller]
    fn restart(&mut self) {
        self.db = done(Connection::open_in_memory());
        self.db = self.connect();
    }

    /// From now on no row of `table` can be written.
    #[track_caller]
    fn make_unwritable(&self, table: &str) {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            done(self.witness.execute_batch(&format!(
                "CREATE TRIGGER no_{verb} BEFORE {verb} ON {table}
                 BEGIN SELECT RAISE(ABORT, 'no space left'); END"
            )));
        }
    }

    #[track_caller]
    fn make_writable(&self) {
        for verb in ["INSERT", "UPDATE", "DELETE"] {
            done(self.witness.execute_batch(&format!("DROP TRIGGER no_{verb}")));
        }
    }

    /// From now on `table` can't be read.
    #[track_caller]
    fn make_unreadable(&self, table: &str) {
        done(self.witness.execute_batch(&format!("ALTER TABLE {table} RENAME TO lost")));
    }

    #[track_caller]
    fn make_readable(&self, table: &str) {
        done(self.witness.execute_batch(&format!("ALTER TABLE lost RENAME TO {table}")));
    }

    /// From now on a row of `table` can be written, and then the commit fails and leaves the transaction open.
    #[track_caller]
    fn make_uncommittable(&self, table: &str) {
        done(self.db.pragma_update(None, "foreign_keys", true));
        done(self.witness.execute_batch(&format!(
            "CREATE TABLE seal (id INTEGER PRIMARY KEY);
             CREATE TABLE sealed (id INTEGER REFERENCES seal DEFERRABLE INITIALLY DEFERRED);
             CREATE TRIGGER no_commit AFTER INSERT ON {table}
             BEGIN INSERT INTO sealed VALUES (1); END"
        )));
    }

    #[track_caller]
    fn make_committable(&self) {
        done(self.witness.execute_batch("DROP TRIGGER no_commit"));
    }
}

/// Mira has 1000.00, Jonas 20.00, and Anna nothing. Forty messages were sent and cleared away, so an id is no place.
#[track_caller]
fn bank() -> Place {
    let bank = Place::new(|path| open_bank(path));
    for (name, cents) in [("mira", 100_000), ("jonas", 2_000), ("anna", 0)] {
        done(open_account(&bank.witness, &account(name), Money::cents(cents)));
    }
    done(bank.witness.execute_batch(
        "INSERT INTO outbox (id, account, amount) VALUES (40, 'mira', 1); DELETE FROM outbox",
    ));
    bank
}

#[track_caller]
fn bonus() -> Place {
    Place::new(|path| open_bonus(path))
}

/// The bank after the four deposits.
#[track_caller]
fn bank_with_messages() -> Place {
    let mut bank = bank();
    for request in DEPOSITS.map(asked) {
        let outcome = deposit(&mut bank.db, &request, &mut never);
        assert!(
            outcome.is_ok(),
            "nothing stands against {}, but the answer is {outcome:?}",
            said(&request)
        );
    }
    bank
}

/// Everything that a caller can see of the bank, one line a fact.
#[track_caller]
fn bank_view(at: &Connection) -> Vec<String> {
    let accounts = done(accounts(at)).into_iter();
    let receipts = done(receipts(at)).into_iter();
    let messages = done(outbox(at)).into_iter();
    accounts
        .map(|(id, balance)| format!("account {id}: {balance}"))
        .chain(receipts.map(|(key, Receipt { account, amount, balance })| {
            format!("receipt {key}: {amount} to {account}, balance {balance}")
        }))
        .chain(messages.zip(1..).map(|((Message { account, amount, .. }, sent), n)| {
            let sent = if sent { "sent" } else { "unsent" };
            format!("message #{n}: {amount} to {account}, {sent}")
        }))
        .collect()
}

#[track_caller]
fn bonus_view(at: &Connection) -> Vec<String> {
    done(points(at)).iter().map(|(account, points)| format!("{account}: {points} points")).collect()
}

/// The lines that only one of two views has: `-` before, `+` after.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// The view has exactly these lines.
#[track_caller]
fn sees(found: &[String], expected: &[&str], why: &str) {
    let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    let differs = changes(&expected, found);
    assert!(
        differs.is_empty(),
        "{why}. What is stored differs (- as it should be, + as it is):{differs}"
    );
}

/// An answer that may be a failure of the database.
trait Answer {
    fn storage(&self) -> Option<&rusqlite::Error>;
}

impl<T> Answer for Result<T, DepositError> {
    fn storage(&self) -> Option<&rusqlite::Error> {
        match self {
            Err(DepositError::Storage(error)) => Some(error),
            _ => None,
        }
    }
}

impl<T> Answer for Result<T, ConsumeError> {
    fn storage(&self) -> Option<&rusqlite::Error> {
        match self {
            Err(ConsumeError::Storage(error)) => Some(error),
            _ => None,
        }
    }
}

/// A call that came while another had the lock has not given up.
#[track_caller]
fn waited(outcome: &impl Answer, what: &str) {
    let busy = outcome.storage().and_then(rusqlite::Error::sqlite_error_code);
    assert!(
        busy != Some(ErrorCode::DatabaseBusy),
        "{what} must wait until the other call is over, but it failed without waiting: the database is locked"
    );
}

/// No transaction is left behind on the connection.
#[track_caller]
fn let_go(at: &Connection, what: &str) {
    assert!(at.is_autocommit(), "{what} is over, but its transaction is still open");
}

/// The deposit is answered with this receipt.
#[track_caller]
fn answered(bank: &mut Place, request: &Deposit, expected: Receipt, why: &str) {
    let outcome = deposit(&mut bank.db, request, &mut never);
    assert_eq!(outcome, Ok(expected), "{why}: {} is answered with this receipt", said(request));
    let_go(&bank.db, &said(request));
}

/// INV-3 and INV-4: the deposit is refused, however often it is asked for, and nothing has changed.
#[track_caller]
fn refused(bank: &mut Place, request: &Deposit, why: impl Fn() -> DepositError, what: &str) {
    let before = bank_view(&bank.witness);
    for again in ["", " again"] {
        let outcome = deposit(&mut bank.db, request, &mut never);
        let changes = changes(&before, &bank_view(&bank.witness));
        assert_eq!(outcome, Err(why()), "{what}: {}{again} is refused", said(request));
        assert!(
            changes.is_empty(),
            "INV-4: {what}: {}{again} was refused but changed this:{changes}",
            said(request)
        );
        let_go(&bank.db, &said(request));
    }
}

/// Dies the `nth` time that `last` is reached.
fn dies(last: Step, nth: usize) -> impl FnMut(Step) -> Result<(), Crash> {
    let mut reached = 0;
    move |step| {
        reached += usize::from(step == last);
        if step == last && reached == nth { Err(Crash) } else { Ok(()) }
    }
}

/// Whether somebody else could write now.
fn free(impatient: &Connection) -> bool {
    impatient.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_ok()
}

// ---- a deposit that is asked for once ----

#[test]
fn a_first_deposit_is_added_to_its_account() {
    let mut bank = bank();
    answered(&mut bank, &asked(DEPOSITS[0]), receipt("mira", 25_000, 125_000), "Mira had 1000.00");
    let found = done(accounts(&bank.witness));
    let expected = [("anna", 0), ("jonas", 2_000), ("mira", 125_000)]
        .map(|(name, cents)| (account(name), Money::cents(cents)));
    assert_eq!(found, expected, "250.00 was deposited to mira, and to nobody else");
}

#[test]
fn a_first_deposit_leaves_a_receipt_and_a_message() {
    let mut bank = bank();
    answered(&mut bank, &asked(DEPOSITS[0]), receipt("mira", 25_000, 125_000), "Mira had 1000.00");
    answered(&mut bank, &asked(DEPOSITS[1]), receipt("jonas", 8_000, 10_000), "Jonas had 20.00");
    sees(
        &bank_view(&bank.witness),
        &[
            "account anna: 0.00",
            "account jonas: 100.00",
            "account mira: 1250.00",
            "receipt k-3: 80.00 to jonas, balance 100.00",
            "receipt k-7: 250.00 to mira, balance 1250.00",
            "message #1: 250.00 to mira, unsent",
            "message #2: 80.00 to jonas, unsent",
        ],
        "INV-1: a deposit stores a balance, a receipt and a message",
    );
}

#[test]
fn a_first_deposit_reaches_both_steps() {
    let mut bank = bank();
    let impatient = bank.connect_impatient();
    let before = bank_view(&bank.witness);
    let mut steps = Vec::new();
    let outcome = deposit(&mut bank.db, &asked(DEPOSITS[0]), &mut |step| {
        steps.push((step, changes(&before, &bank_view(&bank.witness)), free(&impatient)));
        Ok(())
    });
    assert_eq!(outcome, Ok(receipt("mira", 25_000, 125_000)), "nobody dies, so it is answered");

    let reached: Vec<Step> = steps.iter().map(|(step, ..)| *step).collect();
    assert_eq!(
        reached,
        [Step::BeforeCommit, Step::AfterCommit],
        "a deposit that is made reaches both steps once, in this order"
    );
    let (_, seen, free) = &steps[0];
    assert!(seen.is_empty(), "BeforeCommit: nothing is committed, but others see this:{seen}");
    assert!(
        !free,
        "BeforeCommit: everything is written, so the lock is taken, but others can write"
    );
    let (_, seen_after, free_after) = &steps[1];
    let all = changes(&before, &bank_view(&bank.witness));
    assert_eq!(
        (seen_after, *free_after),
        (&all, true),
        "AfterCommit: everybody sees all of it, and the lock is free"
    );
}

// ---- a deposit that is asked for again ----

#[test]
fn a_repeated_deposit_gets_the_first_receipt_and_changes_nothing() {
    let mut bank = bank();
    let first = asked(DEPOSITS[0]);
    answered(&mut bank, &first, receipt("mira", 25_000, 125_000), "Mira had 1000.00");
    let before = bank_view(&bank.witness);
    for what in ["INV-2: asked a second time", "INV-2: asked a third time"] {
        answered(&mut bank, &first, receipt("mira", 25_000, 125_000), what);
        let changes = changes(&before, &bank_view(&bank.witness));
        assert!(changes.is_empty(), "{what}, it changed this:{changes}");
    }
}

#[test]
fn a_repeated_deposit_gets_the_balance_of_the_first_time() {
    let mut bank = bank_with_messages();
    let before = bank_view(&bank.witness);
    let balances = [125_000, 10_000, 150_000, 500];
    for ((key, to, cents), balance) in DEPOSITS.into_iter().zip(balances) {
        bank.restart();
        answered(
            &mut bank,
            &asked((key, to, cents)),
            receipt(to, cents, balance),
            "INV-2: one of four deposits, asked for again after a restart",
        );
    }
    let changes = changes(&before, &bank_view(&bank.witness));
    assert!(changes.is_empty(), "INV-2: four repeated deposits changed this:{changes}");
}

#[test]
fn a_repeated_deposit_is_not_judged_again() {
    let mut bank = bank();
    let first = asked(DEPOSITS[0]);
    answered(&mut bank, &first, receipt("mira", 25_000, 125_000), "Mira had 1000.00");
    let rest = i64::MAX - 125_000;
    let all = asked(("k-9", "mira", rest));
    answered(
        &mut bank,
        &all,
        receipt("mira", rest, i64::MAX),
        "the balance is the largest there is",
    );
    answered(
        &mut bank,
        &first,
        receipt("mira", 25_000, 125_000),
        "INV-2: no cent more would fit into the account now, but the first deposit was made when it did",
    );
}

#[test]
fn a_repeated_deposit_whose_message_was_sent_sends_no_other() {
    let mut bank = bank_with_messages();
    let sent = relay(&mut bank.db, &mut |_| Ok(()), &mut never);
    assert_eq!(sent, Ok(4), "INV-5: four messages were unsent, and each was published");
    let before = bank_view(&bank.witness);
    answered(
        &mut bank,
        &asked(DEPOSITS[0]),
        receipt("mira", 25_000, 125_000),
        "INV-2: the message was sent meanwhile",
    );
    let changes = changes(&before, &bank_view(&bank.witness));
    assert!(changes.is_empty(), "INV-2: a repeated deposit changed this:{changes}");
}

#[test]
fn an_equal_deposit_under_another_key_is_another_deposit() {
    let mut bank = bank();
    for (key, balance) in [("k-7", 125_000), ("k-5", 150_000), ("K-7", 175_000)] {
        answered(
            &mut bank,
            &asked((key, "mira", 25_000)),
            receipt("mira", 25_000, balance),
            "INV-2 is about the key: three intentions that look alike are three deposits",
        );
    }
    let found = done(outbox(&bank.witness)).len();
    assert_eq!(found, 3, "INV-1: three deposits leave three messages");
}

/// What a key or an account looks like is nobody's business but the caller's.
#[rstest]
#[case::with_a_quote("k'7", "O'Brien")]
#[case::with_capitals("K-7", "Mira")]
#[case::with_spaces(" k-7 ", " mira ")]
#[case::with_wildcards("k%", "m_ra")]
fn a_deposit_takes_key_and_account_to_the_letter(#[case] key: &str, #[case] to: &str) {
    let mut bank = bank();
    done(open_account(&bank.witness, &account(to), Money::cents(70)));
    answered(&mut bank, &asked(DEPOSITS[0]), receipt("mira", 25_000, 125_000), "Mira had 1000.00");
    for why in ["a key and an account of other letters", "INV-2: the same letters again"] {
        answered(&mut bank, &asked((key, to, 8_000)), receipt(to, 8_000, 8_070), why);
    }
    sees(
        &bank_view(&bank.witness),
        &[
            "account anna: 0.00",
            "account jonas: 20.00",
            "account mira: 1250.00",
            &format!("account {to}: 80.70"),
            "receipt k-7: 250.00 to mira, balance 1250.00",
            &format!("receipt {key}: 80.00 to {to}, balance 80.70"),
            "message #1: 250.00 to mira, unsent",
            &format!("message #2: 80.00 to {to}, unsent"),
        ],
        "INV-1: keys and accounts are stored to the letter",
    );
}

#[test]
fn a_deposit_to_an_overdrawn_account_is_added() {
    let mut bank = bank();
    done(open_account(&bank.witness, &account("debt"), Money::cents(-500)));
    for (key, cents, balance) in [("k-7", 100, -400), ("k-3", 400, 0), ("k-5", 1, 1)] {
        answered(
            &mut bank,
            &asked((key, "debt", cents)),
            receipt("debt", cents, balance),
            "the account was overdrawn by 5.00",
        );
    }
}

#[test]
fn a_deposit_takes_no_id_that_a_message_has_had() {
    let mut bank = bank();
    let mut highest = MessageId::new(40);
    for request in DEPOSITS.map(asked) {
        let outcome = deposit(&mut bank.db, &request, &mut never);
        assert!(outcome.is_ok(), "nothing stands against {}: {outcome:?}", said(&request));
        let Some((newest, _)) = done(outbox(&bank.witness)).pop() else {
            panic!("INV-1: {} leaves a message", said(&request));
        };
        assert!(
            newest.id > highest,
            "INV-5: messages up to id {highest} were sent and cleared away, and a new one has id {}: \
             who knows messages by their ids takes it for an old one",
            newest.id
        );
        highest = newest.id;
        done(bank.witness.execute_batch("UPDATE outbox SET sent = 1; DELETE FROM outbox"));
    }
}

// ---- deposits that are refused ----

#[rstest]
#[case::a_smaller_amount("mira", 24_999)]
#[case::a_larger_amount("mira", 25_001)]
#[case::another_account("jonas", 25_000)]
#[case::both("jonas", 8_000)]
#[case::an_unknown_account("nobody", 25_000)]
#[case::an_amount_that_would_be_refused("mira", i64::MAX)]
fn a_deposit_under_a_reused_key_is_refused(#[case] to: &str, #[case] cents: i64) {
    let mut bank = bank_with_messages();
    let key = IdempotencyKey::new("k-7");
    refused(
        &mut bank,
        &asked(("k-7", to, cents)),
        || DepositError::KeyReused { key: key.clone() },
        "INV-3: 250.00 was deposited to mira under k-7",
    );
    answered(
        &mut bank,
        &asked(DEPOSITS[0]),
        receipt("mira", 25_000, 125_000),
        "INV-3: the refusal has left the first receipt as it was",
    );
}

#[rstest]
fn a_deposit_that_is_not_positive_is_refused(
    #[values(0, -1, -25_000, i64::MIN)] cents: i64,
    #[values("k-7", "k-9")] key: &str,
    #[values("mira", "nobody")] to: &str,
) {
    refused(
        &mut bank_with_messages(),
        &asked((key, to, cents)),
        || DepositError::NotPositive { amount: Money::cents(cents) },
        "zero or less is never deposited, whatever the key and the account are",
    );
}

#[test]
fn the_smallest_deposit_is_one_cent() {
    let mut bank = bank();
    answered(&mut bank, &asked(("k-9", "anna", 1)), receipt("anna", 1, 1), "Anna had nothing");
}

#[rstest]
fn a_deposit_to_an_unknown_account_is_refused(#[values(1, 25_000, i64::MAX)] cents: i64) {
    refused(
        &mut bank_with_messages(),
        &asked(("k-9", "nobody", cents)),
        || DepositError::UnknownAccount { account: account("nobody") },
        "there is no such account",
    );
}

#[test]
fn a_deposit_that_would_be_too_large_is_refused() {
    let mut bank = bank_with_messages();
    done(open_account(&bank.witness, &account("vault"), Money::cents(i64::MAX - 100)));
    for cents in [101, i64::MAX] {
        refused(
            &mut bank,
            &asked(("k-9", "vault", cents)),
            || DepositError::TooLarge { account: account("vault") },
            "the vault has room for one more euro",
        );
    }
    let last = asked(("k-9", "vault", 100));
    answered(
        &mut bank,
        &last,
        receipt("vault", 100, i64::MAX),
        "the vault has room for one more euro",
    );
    let more = asked(("k-8", "vault", 1));
    let too_large = || DepositError::TooLarge { account: account("vault") };
    refused(&mut bank, &more, too_large, "the vault is full");
}

#[test]
fn a_refused_deposit_uses_up_no_key_for_itself() {
    let mut bank = bank();
    let early = asked(("k-9", "late", 25_000));
    let unknown = || DepositError::UnknownAccount { account: account("late") };
    refused(&mut bank, &early, unknown, "the account is not open yet");
    done(open_account(&bank.witness, &account("late"), Money::cents(1_000)));
    answered(
        &mut bank,
        &early,
        receipt("late", 25_000, 26_000),
        "INV-4: the account was opened after the refusal, and the key was not used up",
    );
}

#[rstest]
#[case::an_amount(("k-9", "mira", 0))]
#[case::an_account(("k-9", "nobody", 25_000))]
#[case::a_balance(("k-9", "mira", i64::MAX))]
fn a_refused_deposit_uses_up_no_key_for_another(#[case] bad: (&str, &str, i64)) {
    let mut bank = bank();
    let outcome = deposit(&mut bank.db, &asked(bad), &mut never);
    assert!(outcome.is_err(), "{} is refused, but the answer is {outcome:?}", said(&asked(bad)));
    answered(
        &mut bank,
        &asked(("k-9", "jonas", 8_000)),
        receipt("jonas", 8_000, 10_000),
        "INV-4: nothing was made under k-9, so any deposit may have it",
    );
}

// ---- deposits that die, fail or meet ----

#[test]
fn a_deposit_that_dies_before_the_commit_has_not_happened() {
    let mut bank = bank();
    let before = bank_view(&bank.witness);
    let first = asked(DEPOSITS[0]);
    let outcome = deposit(&mut bank.db, &first, &mut dies(Step::BeforeCommit, 1));
    assert_eq!(outcome, Err(DepositError::Crashed(Crash)), "who dies gives no other answer");
    bank.restart();
    let changes = changes(&before, &bank_view(&bank.witness));
    assert!(changes.is_empty(), "INV-1: it died before the commit, but this changed:{changes}");

    answered(
        &mut bank,
        &asked(DEPOSITS[2]),
        receipt("mira", 25_000, 125_000),
        "it died before the commit, and another deposit comes between",
    );
    answered(
        &mut bank,
        &first,
        receipt("mira", 25_000, 150_000),
        "INV-1: it died before the commit, and is asked for again",
    );
    let found = done(outbox(&bank.witness)).len();
    assert_eq!(found, 2, "INV-1: two deposits were made, and each has left one message");
}

#[test]
fn a_deposit_that_dies_after_the_commit_has_happened() {
    let mut bank = bank();
    let first = asked(DEPOSITS[0]);
    let outcome = deposit(&mut bank.db, &first, &mut dies(Step::AfterCommit, 1));
    assert_eq!(outcome, Err(DepositError::Crashed(Crash)), "who dies gives no other answer");
    bank.restart();
    sees(
        &bank_view(&bank.witness),
        &[
            "account anna: 0.00",
            "account jonas: 20.00",
            "account mira: 1250.00",
            "receipt k-7: 250.00 to mira, balance 1250.00",
            "message #1: 250.00 to mira, unsent",
        ],
        "INV-1: it died after the commit, so all of it is there",
    );

    let other = asked(DEPOSITS[2]);
    answered(&mut bank, &other, receipt("mira", 25_000, 150_000), "another deposit comes between");
    let before = bank_view(&bank.witness);
    answered(
        &mut bank,
        &first,
        receipt("mira", 25_000, 125_000),
        "INV-2: it died after the commit, and is asked for again",
    );
    let changes = changes(&before, &bank_view(&bank.witness));
    assert!(changes.is_empty(), "INV-2: it had happened, and asking again changed this:{changes}");
}

#[rstest]
fn a_deposit_that_cannot_write_has_not_happened(
    #[values("account", "receipt", "outbox")] table: &str,
) {
    let mut bank = bank();
    let first = asked(DEPOSITS[0]);
    bank.make_unwritable(table);
    let before = bank_view(&bank.witness);
    for again in ["", " again"] {
        let mut reached = Vec::new();
        let outcome = deposit(&mut bank.db, &first, &mut |step| {
            reached.push(step);
            Ok(())
        });
        assert!(
            matches!(outcome, Err(DepositError::Storage(_))),
            "{table} can't be written, so {}{again} is a storage error, but it is {outcome:?}",
            said(&first)
        );
        let changes = changes(&before, &bank_view(&bank.witness));
        assert!(
            changes.is_empty(),
            "INV-1: {table} could not be written, but {}{again} changed this:{changes}",
            said(&first)
        );
        assert_eq!(
            reached,
            [],
            "{table} could not be written, and BeforeCommit comes when everything is written"
        );
        let_go(&bank.db, &said(&first));
    }
    bank.make_writable();
    answered(&mut bank, &first, receipt("mira", 25_000, 125_000), "INV-1: it can be written again");
    let found = done(outbox(&bank.witness)).len();
    assert_eq!(found, 1, "INV-1: one deposit was made, and it has left one message");
}

/// What can't be read is not a thing that isn't there.
#[rstest]
fn a_deposit_that_cannot_read_has_not_happened(
    #[values("account", "receipt", "outbox")] table: &str,
) {
    let mut bank = bank_with_messages();
    let before = bank_view(&bank.witness);
    let new = asked(("k-9", "jonas", 8_000));
    bank.make_unreadable(table);
    let outcome = deposit(&mut bank.db, &new, &mut never);
    let_go(&bank.db, &said(&new));
    bank.make_readable(table);
    assert!(
        matches!(outcome, Err(DepositError::Storage(_))),
        "{table} can't be read, and that says nothing about what is in it: {} is a storage error, but it is {outcome:?}",
        said(&new)
    );
    let changes = changes(&before, &bank_view(&bank.witness));
    assert!(changes.is_empty(), "INV-1: {table} could not be read, but this changed:{changes}");
    answered(&mut bank, &new, receipt("jonas", 8_000, 18_000), "INV-1: it can be read again");
}

#[test]
fn a_deposit_that_cannot_be_committed_has_not_happened() {
    let mut bank = bank();
    let (first, before) = (asked(DEPOSITS[0]), bank_view(&bank.witness));
    bank.make_uncommittable("outbox");
    for again in ["", " again"] {
        let mut reached = Vec::new();
        let outcome = deposit(&mut bank.db, &first, &mut |step| {
            reached.push(step);
            Ok(())
        });
        assert!(
            matches!(outcome, Err(DepositError::Storage(_))),
            "the commit fails, so {}{again} is a storage error, but it is {outcome:?}",
            said(&first)
        );
        assert_eq!(reached, [Step::BeforeCommit], "the commit fails, so AfterCommit never comes");
        let changes = changes(&before, &bank_view(&bank.witness));
        assert!(changes.is_empty(), "INV-1: the commit failed, but this changed:{changes}");
        let_go(&bank.db, &said(&first));
    }
    bank.make_committable();
    answered(&mut bank, &first, receipt("mira", 25_000, 125_000), "INV-1: commits work again");
    let found = done(outbox(&bank.witness)).len();
    assert_eq!(found, 1, "INV-1: one deposit was made, and it has left one message");
}

thread_local! {
    /// Of a thread whose call is to overlap with another: where it tells that it waits, and what it waits for then.
    static OVERLAP: RefCell<Option<(Sender<()>, Receiver<()>)>> = const { RefCell::new(None) };
}

/// The longest that a test waits for something that should come at once.
const LIMIT: Duration = Duration::from_secs(5);

/// SQLite calls this when the lock is taken, and tries again if the answer is `true`.
fn tell_and_wait(times: i32) -> bool {
    OVERLAP.with_borrow(|ends| {
        if let Some((waits, go_on)) = ends {
            // Both ends may be gone by now, and then there is nothing to wait for.
            let _ = waits.send(());
            let _ = go_on.recv_timeout(LIMIT);
        }
    });
    thread::yield_now();
    times < 10_000
}

/// Starts `second` when `first` has come to `BeforeCommit`. `first` goes on, or dies, as soon as `second` waits for the lock
/// or has returned.
#[track_caller]
fn overlap<A, B: Send>(
    first: impl FnOnce(&mut dyn FnMut(Step) -> Result<(), Crash>) -> A,
    end: Result<(), Crash>,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    let (waits, waiting) = channel();
    let (go_on, going_on) = channel();
    thread::scope(|scope| {
        let mut second = Some(move || {
            OVERLAP.set(Some((waits, going_on)));
            second()
        });
        let mut running = None;
        let one = first(&mut |step| {
            let (Step::BeforeCommit, Some(second)) = (step, second.take()) else {
                return Ok(());
            };
            running = Some(scope.spawn(second));
            // When the other has returned, its end is gone, and that is an answer, too.
            let _ = waiting.recv_timeout(LIMIT);
            end
        });
        drop::<Sender<()>>(go_on);
        let Some(running) = running else {
            panic!("the first call has something to commit, so it reaches BeforeCommit");
        };
        match running.join() {
            Ok(other) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The second call comes while the first has written everything and committed nothing.
#[rstest]
#[case::same_key(
    "INV-2: the same deposit",
    ("k-7", "mira", 25_000),
    Ok(receipt("mira", 25_000, 125_000)),
    125_000,
    1
)]
#[case::same_key_other_amount(
    "INV-3: another amount under the same key",
    ("k-7", "mira", 8_000),
    Err(DepositError::KeyReused { key: IdempotencyKey::new("k-7") }),
    125_000,
    1
)]
#[case::other_key(
    "INV-1: another key, so another deposit",
    ("k-5", "mira", 25_000),
    Ok(receipt("mira", 25_000, 150_000)),
    150_000,
    2
)]
#[case::other_key_and_no_room_left(
    "INV-4: it fits into the old balance and not into the new one",
    ("k-5", "mira", i64::MAX - 100_000),
    Err(DepositError::TooLarge { account: account("mira") }),
    125_000,
    1
)]
fn a_deposit_during_a_deposit_waits_for_it(
    #[case] why: &str,
    #[case] second: (&str, &str, i64),
    #[case] expected: Result<Receipt, DepositError>,
    #[case] balance: i64,
    #[case] messages: usize,
) {
    let mut bank = bank();
    let mut other = bank.connect_telling();
    let second = asked(second);
    let (one, two) = overlap(
        |mut at| deposit(&mut bank.db, &asked(DEPOSITS[0]), &mut at),
        Ok(()),
        || deposit(&mut other, &second, &mut never),
    );
    let why = format!("{why}: during 250.00 to mira under k-7, {}", said(&second));
    assert_eq!(one, Ok(receipt("mira", 25_000, 125_000)), "{why} must not disturb the first");
    waited(&two, &why);
    assert_eq!(two, expected, "{why} waits, and then has this answer");
    let found = done(accounts(&bank.witness)).pop();
    let balance = Some((account("mira"), Money::cents(balance)));
    assert_eq!(found, balance, "{why} leaves this balance");
    let found = done(outbox(&bank.witness)).len();
    assert_eq!(found, messages, "{why} leaves one message for each deposit that was made");
}

#[test]
fn a_deposit_during_one_that_dies_is_made() {
    let bank = bank();
    let (dying, mut other) = (bank.connect(), bank.connect_telling());
    let first = asked(DEPOSITS[0]);
    let (one, two) = overlap(
        |mut at| {
            // The connection goes when the process does, whatever is open on it.
            let mut mortal = dying;
            deposit(&mut mortal, &first, &mut at)
        },
        Err(Crash),
        || deposit(&mut other, &first, &mut never),
    );
    assert_eq!(one, Err(DepositError::Crashed(Crash)), "the first one dies before the commit");
    let why = "INV-1: during the same deposit, which dies before its commit, a deposit";
    waited(&two, why);
    assert_eq!(two, Ok(receipt("mira", 25_000, 125_000)), "{why} waits, and then is made");
    let found = (done(outbox(&bank.witness)).len(), done(receipts(&bank.witness)).len());
    assert_eq!(found, (1, 1), "INV-1: one deposit was made: one message, one receipt");
}

// ---- relay ----

/// What happened in a run: the steps and the messages that were published, by their places in the outbox.
struct Run {
    outcome: Result<usize, RelayError>,
    trace: Vec<String>,
}

/// Lets a relay run, and writes down what it does.
#[track_caller]
fn run(
    bank: &mut Place,
    mut publish: impl FnMut(usize) -> Result<(), PublishError>,
    mut at: impl FnMut(Step) -> Result<(), Crash>,
) -> Run {
    let trace = RefCell::new(Vec::new());
    let witness = &bank.witness;
    let outcome = relay(
        &mut bank.db,
        &mut |message| {
            let stored = done(outbox(witness));
            let Some(place) = stored.iter().position(|(stored, _)| stored == message) else {
                panic!("INV-5: {} was published and is not in the outbox", named(message));
            };
            trace.borrow_mut().push(format!("publish #{}", place + 1));
            publish(place + 1)
        },
        &mut |step| {
            trace.borrow_mut().push(format!("{step:?}"));
            at(step)
        },
    );
    let_go(&bank.db, "the relay's run");
    Run { outcome, trace: trace.into_inner() }
}

/// The message in words, for messages.
fn named(message: &Message) -> String {
    format!("message {} ({} to {})", message.id, message.amount, message.account)
}

/// The run has done this, and nothing else. Says where it has left the path.
#[track_caller]
fn went(found: &[String], expected: &[String], why: &str) {
    let same = found.iter().zip(expected).take_while(|(found, expected)| found == expected).count();
    let [end, begin] = ["(the end)", "(the beginning)"];
    let at = |path: &[String]| path.get(same).cloned().unwrap_or_else(|| end.to_owned());
    assert_eq!(
        at(found),
        at(expected),
        "{why}. The run was as it should be up to `{}`, and this came then",
        same.checked_sub(1).map_or(begin, |last| &found[last])
    );
}

/// What a run does that publishes these messages, and no others.
fn trace(messages: impl Iterator<Item = usize>) -> Vec<String> {
    messages
        .flat_map(|n| {
            let publish = format!("publish #{n}");
            ["BeforePublish".to_owned(), publish, "AfterPublish".to_owned(), "AfterMark".to_owned()]
        })
        .collect()
}

/// The places of the messages that are marked as sent.
#[track_caller]
fn marked(bank: &Place) -> Vec<usize> {
    let messages = done(outbox(&bank.witness)).into_iter().zip(1..);
    messages.filter(|((_, sent), _)| *sent).map(|(_, n)| n).collect()
}

/// INV-5: a run that nothing disturbs publishes `from` and all that come after it.
#[track_caller]
fn goes_on(bank: &mut Place, from: usize, what: &str) {
    let next = run(bank, |_| Ok(()), never);
    let why = format!("INV-5: {what}: the next run publishes #{from} and all after it");
    went(&next.trace, &trace(from..=4), &why);
    assert_eq!(next.outcome, Ok(5 - from), "{what}: the next run says how many it has published");
    assert_eq!(marked(bank), [1, 2, 3, 4], "INV-5: {what}: after the next run all are marked");
}

#[test]
fn relay_publishes_in_order_and_marks_each() {
    let mut bank = bank_with_messages();
    let before = bank_view(&bank.witness);
    goes_on(&mut bank, 1, "four messages are unsent, and nothing was run before");
    let kept: Vec<String> = before.iter().map(|line| line.replace("unsent", "sent")).collect();
    let changes = changes(&kept, &bank_view(&bank.witness));
    assert!(changes.is_empty(), "a relay marks messages as sent, but it changed this:{changes}");
}

#[test]
fn relay_publishes_no_message_twice_when_nobody_dies() {
    let mut bank = bank();
    let nothing = run(&mut bank, |_| Ok(()), never);
    assert_eq!(nothing.outcome, Ok(0), "the outbox is empty, and that is no error");
    went(&nothing.trace, &[], "INV-5: the outbox is empty, so there is nothing to do");

    let mut bank = bank_with_messages();
    goes_on(&mut bank, 1, "four messages are unsent");
    let again = run(&mut bank, |_| Ok(()), never);
    assert_eq!(again.outcome, Ok(0), "all messages were sent by the run before");
    went(&again.trace, &[], "INV-5: all messages were sent by the run before");

    let fifth = asked(("k-9", "jonas", 8_000));
    answered(&mut bank, &fifth, receipt("jonas", 8_000, 18_000), "Jonas had 100.00");
    let last = run(&mut bank, |_| Ok(()), never);
    went(&last.trace, &trace(5..=5), "INV-5: one message came after the last run");
    assert_eq!(last.outcome, Ok(1), "one message came after the last run");
}

#[rstest]
fn relay_stops_at_a_message_that_cannot_be_published(#[values(1, 2, 3, 4)] bad: usize) {
    let mut bank = bank_with_messages();
    let (id, what) = (done(outbox(&bank.witness))[bad - 1].0.id, format!("#{bad} was not taken"));
    let answer = |n| if n == bad { Err(PublishError) } else { Ok(()) };
    for again in ["", " again"] {
        let Run { outcome, trace: found } = run(&mut bank, answer, never);
        assert_eq!(
            outcome,
            Err(RelayError::NotPublished { id, source: PublishError }),
            "{what}{again}, and the relay says so"
        );
        // The second run begins where the first one has stopped.
        let first = if again.is_empty() { 1 } else { bad };
        let mut expected = trace(first..=bad);
        expected.truncate(expected.len() - 2);
        went(&found, &expected, &format!("INV-5: {what}{again}, and nothing comes after it"));
        let before: Vec<usize> = (1..bad).collect();
        assert_eq!(
            marked(&bank),
            before,
            "INV-5: {what}{again}, so only those before it are marked"
        );
    }
    goes_on(&mut bank, bad, &what);
}

#[rstest]
fn relay_that_dies_goes_on_where_it_was(
    #[values(Step::BeforePublish, Step::AfterPublish, Step::AfterMark)] step: Step,
    #[values(1, 2, 3, 4)] nth: usize,
) {
    let mut bank = bank_with_messages();
    let what = format!("the relay died at {step:?} of #{nth}");
    let Run { outcome, trace: found } = run(&mut bank, |_| Ok(()), dies(step, nth));
    assert_eq!(
        outcome,
        Err(RelayError::Crashed(Crash)),
        "{what}, and who dies gives no other answer"
    );
    let mut expected = trace(1..=nth);
    while expected.last() != Some(&format!("{step:?}")) {
        expected.pop();
    }
    went(&found, &expected, &format!("INV-5: {what}"));

    bank.restart();
    let sent = if step == Step::AfterMark { nth } else { nth - 1 };
    let expected: Vec<usize> = (1..=sent).collect();
    assert_eq!(marked(&bank), expected, "INV-5: {what}, and these are marked by then");
    if sent < 4 {
        goes_on(&mut bank, sent + 1, &what);
    }
}

#[test]
fn relay_that_cannot_mark_a_message_stops() {
    let mut bank = bank_with_messages();
    bank.make_unwritable("outbox");
    let Run { outcome, trace: found } = run(&mut bank, |_| Ok(()), never);
    assert!(
        matches!(outcome, Err(RelayError::Storage(_))),
        "no message can be marked, so the run ends with a storage error, but it is {outcome:?}"
    );
    let mut expected = trace(1..=1);
    expected.pop();
    went(&found, &expected, "INV-5: #1 can't be marked, and nothing comes after it");
    bank.make_writable();
    goes_on(&mut bank, 1, "#1 was published and could not be marked");
}

/// A mark that has to wait longer than the connection is willing to is a mark that can't be made.
#[test]
fn relay_that_finds_the_bank_locked_when_it_marks_stops() {
    let mut bank = bank_with_messages();
    let other = bank.connect();
    bank.db = bank.connect_impatient();
    let Run { outcome, trace: found } = run(
        &mut bank,
        |_| {
            // Also when another message is published, which must not be.
            let _ = other.execute_batch("BEGIN IMMEDIATE");
            Ok(())
        },
        never,
    );
    assert!(
        matches!(outcome, Err(RelayError::Storage(_))),
        "somebody else has the lock when #1 is to be marked, so the run ends with a storage error, but it is {outcome:?}"
    );
    let mut expected = trace(1..=1);
    expected.pop();
    went(&found, &expected, "INV-5: #1 can't be marked, and nothing comes after it");
    done(other.execute_batch("ROLLBACK"));
    goes_on(&mut bank, 1, "#1 was published, and the bank was locked when it was to be marked");
}

#[test]
fn relay_that_cannot_read_the_outbox_says_so() {
    let mut bank = bank_with_messages();
    bank.make_unreadable("outbox");
    let Run { outcome, trace: found } = run(&mut bank, |_| Ok(()), never);
    bank.make_readable("outbox");
    assert!(
        matches!(outcome, Err(RelayError::Storage(_))),
        "the outbox can't be read, and that doesn't mean that it is empty: it is a storage error, but it is {outcome:?}"
    );
    went(&found, &[], "INV-5: the outbox can't be read");
    goes_on(&mut bank, 1, "the outbox can be read again");
}

/// Whether it reads all of them first or one after the other.
#[rstest]
fn relay_publishes_nothing_behind_a_message_that_cannot_be_read(#[values(1, 2, 3, 4)] bad: usize) {
    let mut bank = bank_with_messages();
    let stored = done(outbox(&bank.witness));
    let id = stored[bad - 1].0.id;
    // No account's name: these bytes are no text.
    let sql = "UPDATE outbox SET account = CAST(x'FF' AS TEXT) WHERE id = ?1";
    done(bank.witness.execute(sql, [id]));
    let mut published = Vec::new();
    let outcome = relay(
        &mut bank.db,
        &mut |message| {
            published.push(message.id);
            Ok(())
        },
        &mut never,
    );
    assert!(
        matches!(outcome, Err(RelayError::Storage(_))),
        "#{bad} can't be read, so the run ends with a storage error, but it is {outcome:?}"
    );
    let behind: Vec<&MessageId> = published.iter().filter(|published| **published >= id).collect();
    assert!(
        behind.is_empty(),
        "INV-5: #{bad} has id {id} and can't be read, but these were published: {behind:?}"
    );
}

/// More than anybody would take for one batch.
#[test]
fn relay_publishes_all_that_is_unsent() {
    let mut bank = bank();
    done(bank.witness.execute_batch(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1025)
         INSERT INTO outbox (account, amount) SELECT 'mira', n FROM n",
    ));
    let mut published = 0;
    let outcome = relay(
        &mut bank.db,
        &mut |_| {
            published += 1;
            Ok(())
        },
        &mut never,
    );
    let unsent = done(outbox(&bank.witness)).iter().filter(|(_, sent)| !sent).count();
    assert_eq!(
        (outcome, published, unsent),
        (Ok(1025), 1025, 0),
        "INV-5: 1025 messages were unsent, and one run publishes and marks all of them (answer, published, unsent)"
    );
}

#[test]
fn relay_publishes_again_what_has_lost_its_mark() {
    let mut bank = bank_with_messages();
    goes_on(&mut bank, 1, "four messages are unsent");
    let second = done(outbox(&bank.witness))[1].0.id;
    done(bank.witness.execute("UPDATE outbox SET sent = 0 WHERE id = ?1", [second]));
    let next = run(&mut bank, |_| Ok(()), never);
    let why = "INV-5: the mark alone says what was sent, and somebody has taken it from #2";
    went(&next.trace, &trace(2..=2), why);
    assert_eq!(next.outcome, Ok(1), "{why}");
    assert_eq!(marked(&bank), [1, 2, 3, 4], "{why}");
}

/// Two relays at once do no harm, as far as marks go.
#[test]
fn relay_marks_no_other_message_when_another_relay_was_first() {
    let mut bank = bank_with_messages();
    let (other, witness) = (bank.connect(), bank.connect());
    let ids: Vec<MessageId> =
        done(outbox(&witness)).into_iter().map(|(message, _)| message.id).collect();
    let mut place = 0;
    let Run { outcome, trace: found } = run(
        &mut bank,
        |n| {
            let sql = "UPDATE outbox SET sent = 1 WHERE id = ?1";
            done(other.execute(sql, [ids[n - 1]]));
            Ok(())
        },
        |step| {
            place += usize::from(step == Step::AfterMark);
            let sent = done(outbox(&witness)).iter().filter(|(_, sent)| *sent).count();
            assert!(
                step != Step::AfterMark || sent == place,
                "INV-5: #{place} was published, and marked by another relay first, but now {sent} are marked"
            );
            Ok(())
        },
    );
    let why = "INV-5: another relay marks each message while this one publishes it";
    assert!(outcome.is_ok(), "{why}, and that is no failure, but it is {outcome:?}");
    went(&found, &trace(1..=4), why);
}

#[test]
fn relay_locks_nobody_out() {
    let mut bank = bank_with_messages();
    let mut impatient = bank.connect_impatient();
    let probe = bank.connect_impatient();
    let published = RefCell::new(Vec::new());
    let mut refused = Vec::new();
    let outcome = run(
        &mut bank,
        |n| {
            published.borrow_mut().push(n);
            if n <= 4 {
                let more = asked((&format!("more-{n}"), "jonas", 100));
                if let Err(error) = deposit(&mut impatient, &more, &mut never) {
                    refused.push(format!("{}: {error:?}", said(&more)));
                }
            }
            Ok(())
        },
        |step| {
            assert!(free(&probe), "INV-6: at {step:?} the relay has no reason to hold the lock");
            Ok(())
        },
    )
    .outcome;
    assert!(
        refused.is_empty(),
        "INV-6: while a message is being published nobody has to wait, but on a connection that doesn't wait \
         these failed: {refused:?}"
    );
    assert!(
        matches!(outcome, Ok(4..=8)),
        "INV-6: four messages were unsent, four came in meanwhile, and nothing failed, but the run is {outcome:?}"
    );
    let last = run(
        &mut bank,
        |n| {
            published.borrow_mut().push(n);
            Ok(())
        },
        never,
    );
    assert!(last.outcome.is_ok(), "nothing disturbs the last run, but it is {:?}", last.outcome);
    assert_eq!(
        published.into_inner(),
        [1, 2, 3, 4, 5, 6, 7, 8],
        "INV-5: four messages came in while four others were published: each is published once, in order"
    );
    assert_eq!(marked(&bank), [1, 2, 3, 4, 5, 6, 7, 8], "INV-5: each is marked");
}

// ---- consume ----

/// The message is consumed with this outcome, and these are the points then.
#[track_caller]
fn consumed(bonus: &mut Place, message: &Message, expected: Consumed, view: &[&str], why: &str) {
    let outcome = consume(&mut bonus.db, message, &mut never);
    assert_eq!(outcome, Ok(expected), "INV-7: {why}: this becomes of {}", named(message));
    sees(&bonus_view(&bonus.witness), view, &format!("INV-7: {why}"));
    let_go(&bonus.db, "consuming a message");
}

#[test]
fn consume_gives_a_point_for_each_cent() {
    let mut bonus = bonus();
    let (now, mira) = (Consumed::Now, "mira: 25000 points");
    consumed(&mut bonus, &message(1, "mira", 25_000), now, &[mira], "the first message");
    let both = ["jonas: 8000 points", mira];
    consumed(&mut bonus, &message(2, "jonas", 8_000), now, &both, "another account");
    let more = ["jonas: 8000 points", "mira: 25001 points"];
    consumed(&mut bonus, &message(3, "mira", 1), now, &more, "one cent more for mira");
}

#[test]
fn consume_acts_once_on_a_message_that_comes_again() {
    let mut bonus = bonus();
    let (first, second) = (message(1, "mira", 25_000), message(2, "mira", 8_000));
    consumed(&mut bonus, &first, Consumed::Now, &["mira: 25000 points"], "delivered first");
    for why in ["delivered again", "delivered a third time"] {
        consumed(&mut bonus, &first, Consumed::Already, &["mira: 25000 points"], why);
        bonus.restart();
    }
    consumed(&mut bonus, &second, Consumed::Now, &["mira: 33000 points"], "the next message");
    let why = "delivered again after another one";
    consumed(&mut bonus, &first, Consumed::Already, &["mira: 33000 points"], why);
    consumed(&mut bonus, &second, Consumed::Already, &["mira: 33000 points"], why);
}

#[test]
fn consume_knows_a_message_by_its_id_alone() {
    let mut bonus = bonus();
    for (id, view) in
        [(1, "mira: 25000 points"), (2, "mira: 50000 points"), (3, "mira: 75000 points")]
    {
        let why = "messages that say the same under other ids are others";
        consumed(&mut bonus, &message(id, "mira", 25_000), Consumed::Now, &[view], why);
    }
}

#[test]
fn consume_takes_messages_in_any_order() {
    let mut bonus = bonus();
    let (now, already) = (Consumed::Now, Consumed::Already);
    for (id, cents, expected, view) in [
        (5, 5, now, "anna: 5 points"),
        (2, 20, now, "anna: 25 points"),
        (i64::MAX, 300, now, "anna: 325 points"),
        (5, 5, already, "anna: 325 points"),
        (2, 20, already, "anna: 325 points"),
        (3, 4000, now, "anna: 4325 points"),
    ] {
        let why = "the order was 5, 2, the highest id there is, 5, 2, 3";
        consumed(&mut bonus, &message(id, "anna", cents), expected, &[view], why);
    }
}

#[test]
fn consume_reaches_both_steps() {
    let mut bonus = bonus();
    let impatient = bonus.connect_impatient();
    let mut steps = Vec::new();
    let outcome = consume(&mut bonus.db, &message(1, "mira", 25_000), &mut |step| {
        steps.push((step, bonus_view(&bonus.witness).join(", "), free(&impatient)));
        Ok(())
    });
    assert_eq!(outcome, Ok(Consumed::Now), "INV-7: nobody dies, and the message is new");
    let reached: Vec<Step> = steps.iter().map(|(step, ..)| *step).collect();
    assert_eq!(
        reached,
        [Step::BeforeCommit, Step::AfterCommit],
        "points that are given reach both steps once, in this order"
    );
    for ((step, seen, free), expected) in
        steps.into_iter().zip([("", false), ("mira: 25000 points", true)])
    {
        assert_eq!(
            (seen.as_str(), free),
            expected,
            "INV-7: at {step:?} this is what others see, and whether they can write"
        );
    }
}

#[rstest]
#[case::before_the_commit(Step::BeforeCommit, &[], Consumed::Now)]
#[case::after_the_commit(Step::AfterCommit, &["mira: 25000 points"], Consumed::Already)]
fn consume_that_dies_is_done_once(
    #[case] step: Step,
    #[case] left: &[&str],
    #[case] again: Consumed,
) {
    let mut bonus = bonus();
    let first = message(1, "mira", 25_000);
    let outcome = consume(&mut bonus.db, &first, &mut dies(step, 1));
    assert_eq!(outcome, Err(ConsumeError::Crashed(Crash)), "who dies gives no other answer");
    bonus.restart();
    let why = format!("the consumer died at {step:?}");
    sees(&bonus_view(&bonus.witness), left, &format!("INV-7: {why}"));
    let why = format!("{why}, and the message is delivered again");
    consumed(&mut bonus, &first, again, &["mira: 25000 points"], &why);
}

#[rstest]
fn consume_that_cannot_write_has_not_happened(#[values("points", "processed")] table: &str) {
    let mut bonus = bonus();
    let first = message(1, "mira", 25_000);
    bonus.make_unwritable(table);
    for _ in 0..2 {
        let mut reached = Vec::new();
        let outcome = consume(&mut bonus.db, &first, &mut |step| {
            reached.push(step);
            Ok(())
        });
        assert!(
            matches!(outcome, Err(ConsumeError::Storage(_))),
            "{table} can't be written, so it is a storage error, but it is {outcome:?}"
        );
        let why = format!("INV-7: {table} could not be written");
        sees(&bonus_view(&bonus.witness), &[], &why);
        assert_eq!(
            reached,
            [],
            "{table} could not be written, and BeforeCommit comes when everything is written"
        );
        let_go(&bonus.db, "consuming a message");
    }
    bonus.make_writable();
    let why = format!("{table} could not be written, and now it can");
    consumed(&mut bonus, &first, Consumed::Now, &["mira: 25000 points"], &why);
}

#[test]
fn consume_that_cannot_be_committed_has_not_happened() {
    let mut bonus = bonus();
    let first = message(1, "mira", 25_000);
    bonus.make_uncommittable("points");
    for _ in 0..2 {
        let mut reached = Vec::new();
        let outcome = consume(&mut bonus.db, &first, &mut |step| {
            reached.push(step);
            Ok(())
        });
        assert!(
            matches!(outcome, Err(ConsumeError::Storage(_))),
            "the commit fails, so it is a storage error, but it is {outcome:?}"
        );
        assert_eq!(reached, [Step::BeforeCommit], "the commit fails, so AfterCommit never comes");
        sees(&bonus_view(&bonus.witness), &[], "INV-7: the commit failed");
        let_go(&bonus.db, "consuming a message");
    }
    bonus.make_committable();
    let why = "the commit failed, and now it can be made";
    consumed(&mut bonus, &first, Consumed::Now, &["mira: 25000 points"], why);
}

#[rstest]
fn consume_takes_the_account_to_the_letter(
    #[values("O'Brien", "Mira", " mira ", "m_ra")] to: &str,
) {
    let mut bonus = bonus();
    let mira = "mira: 25000 points";
    consumed(&mut bonus, &message(1, "mira", 25_000), Consumed::Now, &[mira], "the first message");
    let why = "an account of other letters";
    let both = [mira, &format!("{to}: 5 points")];
    consumed(&mut bonus, &message(2, to, 5), Consumed::Now, &both, why);
}

#[rstest]
#[case::the_same_message("the same message", 1, Consumed::Already, "mira: 25000 points")]
#[case::another_message(
    "another message that says the same",
    2,
    Consumed::Now,
    "mira: 50000 points"
)]
fn consume_during_a_consume_waits_for_it(
    #[case] why: &str,
    #[case] id: i64,
    #[case] expected: Consumed,
    #[case] points: &str,
) {
    let mut bonus = bonus();
    let mut other = bonus.connect_telling();
    let (one, two) = overlap(
        |mut at| consume(&mut bonus.db, &message(1, "mira", 25_000), &mut at),
        Ok(()),
        || consume(&mut other, &message(id, "mira", 25_000), &mut never),
    );
    let why = format!("INV-7: while message 1 is not committed, {why} (id {id})");
    assert_eq!(one, Ok(Consumed::Now), "{why} must not disturb the first");
    waited(&two, &why);
    assert_eq!(two, Ok(expected), "{why} waits, and then has this answer");
    sees(&bonus_view(&bonus.witness), &[points], &why);
}

// ---- all three together ----

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Bank,
    Relay,
    Bonus,
}

/// Four deposits, each asked for until it is answered, and a relay that runs until the outbox has nothing for it. `at` says who
/// dies, and each time that somebody does, the test lets them begin again. In the end all must be as if nobody had died.
#[track_caller]
fn ends_well(at: impl FnMut(Who, Step) -> Result<(), Crash>, what: &str) {
    let (mut bank, mut bonus) = (bank(), bonus());
    let at = RefCell::new(at);
    for request in DEPOSITS.map(asked) {
        ask_until_answered(&mut bank, &request, &at, what);
    }
    let emptied = (0..500).any(|_| {
        let outcome = relay(
            &mut bank.db,
            &mut |message| {
                let outcome =
                    consume(&mut bonus.db, message, &mut |step| at.borrow_mut()(Who::Bonus, step));
                outcome.map(|_| ()).map_err(|error| {
                    assert_eq!(error, ConsumeError::Crashed(Crash), "{what}: nothing else fails");
                    bonus.restart();
                    PublishError
                })
            },
            &mut |step| at.borrow_mut()(Who::Relay, step),
        );
        bank.restart();
        assert!(
            !matches!(outcome, Err(RelayError::Storage(_))),
            "{what}: nothing else fails, but the run ended with {outcome:?}"
        );
        outcome == Ok(0)
    });
    assert!(
        emptied,
        "{what}: the relay ran 500 times, and there was always something left to send"
    );

    sees(
        &bank_view(&bank.witness),
        &[
            "account anna: 5.00",
            "account jonas: 100.00",
            "account mira: 1500.00",
            "receipt k-1: 5.00 to anna, balance 5.00",
            "receipt k-3: 80.00 to jonas, balance 100.00",
            "receipt k-5: 250.00 to mira, balance 1500.00",
            "receipt k-7: 250.00 to mira, balance 1250.00",
            "message #1: 250.00 to mira, sent",
            "message #2: 80.00 to jonas, sent",
            "message #3: 250.00 to mira, sent",
            "message #4: 5.00 to anna, sent",
        ],
        &format!("{what}, and in the end the bank is as if nobody had"),
    );
    sees(
        &bonus_view(&bonus.witness),
        &["anna: 500 points", "jonas: 8000 points", "mira: 50000 points"],
        &format!("{what}, and in the end the points are as if nobody had"),
    );
}

#[track_caller]
fn ask_until_answered(
    bank: &mut Place,
    request: &Deposit,
    at: &RefCell<impl FnMut(Who, Step) -> Result<(), Crash>>,
    what: &str,
) {
    for _ in 0..10 {
        let outcome = deposit(&mut bank.db, request, &mut |step| at.borrow_mut()(Who::Bank, step));
        match outcome {
            Ok(_) => return,
            Err(DepositError::Crashed(Crash)) => bank.restart(),
            Err(error) => panic!("{what}: {} was answered with {error:?}", said(request)),
        }
    }
    panic!("{what}: {} was asked for ten times without an answer", said(request));
}

#[rstest]
#[case::bank_before_commit(Who::Bank, Step::BeforeCommit)]
#[case::bank_after_commit(Who::Bank, Step::AfterCommit)]
#[case::before_publish(Who::Relay, Step::BeforePublish)]
#[case::after_publish(Who::Relay, Step::AfterPublish)]
#[case::after_mark(Who::Relay, Step::AfterMark)]
#[case::bonus_before_commit(Who::Bonus, Step::BeforeCommit)]
#[case::bonus_after_commit(Who::Bonus, Step::AfterCommit)]
fn all_ends_well_wherever_somebody_dies(
    #[case] who: Who,
    #[case] step: Step,
    #[values(1, 2, 3, 4)] nth: usize,
) {
    let mut reached = 0;
    let what = format!("{who:?} died at {step:?} when it came there for time {nth}");
    ends_well(
        |now_who, now_step| {
            let here = (now_who, now_step) == (who, step);
            reached += usize::from(here);
            if here && reached == nth { Err(Crash) } else { Ok(()) }
        },
        &what,
    );
    assert!(
        reached >= nth,
        "{who:?} reaches {step:?} for each of four deposits, and it did {reached} times"
    );
}

#[test]
fn all_ends_well_when_everybody_dies_every_second_time() {
    let mut reached: BTreeMap<(Who, String), usize> = BTreeMap::new();
    ends_well(
        |who, step| {
            let times = reached.entry((who, format!("{step:?}"))).or_default();
            *times += 1;
            if *times % 2 == 1 { Err(Crash) } else { Ok(()) }
        },
        "everybody died every second time, at each step",
    );
}

#[test]
fn all_ends_well_when_nobody_dies() {
    ends_well(|_, _| Ok(()), "nobody died");
}
