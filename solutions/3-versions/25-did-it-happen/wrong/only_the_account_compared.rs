//! A key belongs to an account, and the amount is what was corrected the second time.

mod database;
mod error;
mod fault;
mod model;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

pub use database::{accounts, open_account, open_bank, open_bonus, outbox, points, receipts};
pub use error::{ConsumeError, DepositError, PublishError, RelayError};
pub use fault::{Crash, Step, never};
pub use model::{AccountId, Consumed, Deposit, IdempotencyKey, Message, MessageId, Money, Receipt};

/// Adds the amount to the account, stores a receipt under the key, and puts a message into the
/// outbox. If a deposit with the same content was made under this key before, it returns the receipt of
/// that time and changes nothing. Key and account are taken to the letter, and the account may be overdrawn.
///
/// A deposit that is made reaches [`Step::BeforeCommit`], with all of it written and nothing
/// committed, and then [`Step::AfterCommit`]. Whether a refused or a repeated one reaches them is left open. A
/// [`Crash`] is returned at once, with `?`.
///
/// # Errors
///
/// The first of these that applies, and up to the fifth nothing has changed:
///
/// 1. [`DepositError::NotPositive`]: the amount is zero or less. The key is not looked at.
/// 2. [`DepositError::KeyReused`]: a deposit was made under this key, to another account or of another
///    amount.
/// 3. [`DepositError::UnknownAccount`]: there is no such account.
/// 4. [`DepositError::TooLarge`]: the new balance would be larger than [`Money::MAX`].
/// 5. [`DepositError::Storage`]: the database failed, in a look, in a write or in the commit. That somebody
///    else is depositing at the same time, under this key or another, is no such failure.
/// 6. [`DepositError::Crashed`]: `at` has returned it.
pub fn deposit(
    bank: &mut Connection,
    request: &Deposit,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Receipt, DepositError> {
    let (key, account, amount) = (&request.key, &request.account, request.amount);
    if amount <= Money::ZERO {
        return Err(DepositError::NotPositive { amount });
    }

    let change = write(bank)?;
    if let Some(receipt) = receipt_of(&change, key)? {
        let same = receipt.account == *account;
        return if same { Ok(receipt) } else { Err(DepositError::KeyReused { key: key.clone() }) };
    }
    let Some(balance) = balance_of(&change, account)? else {
        return Err(DepositError::UnknownAccount { account: account.clone() });
    };
    let Some(balance) = balance.checked_add(amount) else {
        return Err(DepositError::TooLarge { account: account.clone() });
    };

    let receipt = Receipt { account: account.clone(), amount, balance };
    set_balance(&change, account, balance)?;
    store_receipt(&change, key, &receipt)?;
    store_message(&change, account, amount)?;
    at(Step::BeforeCommit)?;
    change.commit()?;
    at(Step::AfterCommit)?;
    Ok(receipt)
}

/// Publishes the messages that are not marked as sent, lowest id first, and marks each of them as soon as
/// it is published. Returns how many it has published and marked.
///
/// Each message reaches [`Step::BeforePublish`], is published, reaches [`Step::AfterPublish`], is marked, and
/// reaches [`Step::AfterMark`], with the mark committed. Then it is the next one's turn. While `publish`
/// and `at` run, the bank is not locked. All that are unsent at the beginning go out in this run, however many
/// they are. A message that comes in meanwhile goes out in this run or in the next. A [`Crash`] is returned
/// at once, with `?`.
///
/// # Errors
///
/// The first that is met. No later message has been published, and none is marked:
///
/// - [`RelayError::NotPublished`]: `publish` has refused this message. It is not marked.
/// - [`RelayError::Storage`]: the database failed. A message can't be read, say, or somebody keeps the bank
///   locked when one is to be marked. Other writers between the steps are no such failure, and another
///   relay that has marked the message first is none either.
/// - [`RelayError::Crashed`]: `at` has returned it.
pub fn relay(
    bank: &mut Connection,
    publish: &mut impl FnMut(&Message) -> Result<(), PublishError>,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<usize, RelayError> {
    let waiting = unsent(bank)?;
    for message in &waiting {
        at(Step::BeforePublish)?;
        publish(message).map_err(|source| RelayError::NotPublished { id: message.id, source })?;
        at(Step::AfterPublish)?;
        mark_as_sent(bank, message.id)?;
        at(Step::AfterMark)?;
    }
    Ok(waiting.len())
}

/// Gives the account one point for each cent, unless that was done for this message's id before.
/// The id alone tells: two messages that say the same are two. The account is taken to the letter.
///
/// Points that are given reach [`Step::BeforeCommit`], with all of it written and nothing committed,
/// and then [`Step::AfterCommit`]. Whether a message that was consumed before reaches them is left open.
/// A [`Crash`] is returned at once, with `?`.
///
/// # Errors
///
/// - [`ConsumeError::Storage`]: the database failed, in a look, in a write or in the commit, and nothing has
///   changed. That the same message is being consumed at the same time is no such failure.
/// - [`ConsumeError::Crashed`]: `at` has returned it.
pub fn consume(
    bonus: &mut Connection,
    message: &Message,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Consumed, ConsumeError> {
    let change = write(bonus)?;
    if !remember(&change, message.id)? {
        return Ok(Consumed::Already);
    }
    give_points(&change, &message.account, message.amount)?;
    at(Step::BeforeCommit)?;
    change.commit()?;
    at(Step::AfterCommit)?;
    Ok(Consumed::Now)
}

/// Has the lock for writing before its first statement, so nobody writes between two of them. When it is
/// dropped without a commit, it undoes all of them.
fn write(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

fn receipt_of(at: &Connection, key: &IdempotencyKey) -> rusqlite::Result<Option<Receipt>> {
    let sql = "SELECT account, amount, balance FROM receipt WHERE key = ?1";
    at.query_row(sql, [key], |row| {
        Ok(Receipt { account: row.get(0)?, amount: row.get(1)?, balance: row.get(2)? })
    })
    .optional()
}

fn balance_of(at: &Connection, account: &AccountId) -> rusqlite::Result<Option<Money>> {
    let sql = "SELECT balance FROM account WHERE id = ?1";
    at.query_row(sql, [account], |row| row.get(0)).optional()
}

fn set_balance(at: &Connection, account: &AccountId, balance: Money) -> rusqlite::Result<usize> {
    at.execute("UPDATE account SET balance = ?2 WHERE id = ?1", params![account, balance])
}

fn store_receipt(
    at: &Connection,
    key: &IdempotencyKey,
    receipt: &Receipt,
) -> rusqlite::Result<usize> {
    at.execute(
        "INSERT INTO receipt (key, account, amount, balance) VALUES (?1, ?2, ?3, ?4)",
        params![key, receipt.account, receipt.amount, receipt.balance],
    )
}

fn store_message(at: &Connection, account: &AccountId, amount: Money) -> rusqlite::Result<usize> {
    at.execute("INSERT INTO outbox (account, amount) VALUES (?1, ?2)", params![account, amount])
}

/// Read to the end, so that no SELECT is open while they are published.
fn unsent(at: &Connection) -> rusqlite::Result<Vec<Message>> {
    at.prepare("SELECT id, account, amount FROM outbox WHERE sent = 0 ORDER BY id")?
        .query_map((), |row| {
            Ok(Message { id: row.get(0)?, account: row.get(1)?, amount: row.get(2)? })
        })?
        .collect()
}

fn mark_as_sent(at: &Connection, id: MessageId) -> rusqlite::Result<usize> {
    at.execute("UPDATE outbox SET sent = 1 WHERE id = ?1", [id])
}

/// Whether the id is new.
fn remember(at: &Connection, id: MessageId) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO processed (message) VALUES (?1) ON CONFLICT DO NOTHING";
    Ok(at.execute(sql, [id])? == 1)
}

fn give_points(at: &Connection, account: &AccountId, amount: Money) -> rusqlite::Result<usize> {
    at.execute(
        "INSERT INTO points (account, points) VALUES (?1, ?2)
         ON CONFLICT (account) DO UPDATE SET points = points + excluded.points",
        params![account, amount],
    )
}
