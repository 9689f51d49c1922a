// Given: the two databases, what is in them, and how single values go into a column and out of it. The kata is about
// `lib.rs`; nothing here needs to change.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params};

use crate::model::{AccountId, IdempotencyKey, Message, MessageId, Money, Receipt};

// STRICT: a column takes its own type and no other. A sum that doesn't fit into an INTEGER becomes a REAL in SQLite, and
// is refused here as a failure of the database.
const BANK: &str = "
    CREATE TABLE IF NOT EXISTS account (
        id      TEXT    NOT NULL PRIMARY KEY,
        balance INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One for each deposit that was made: what was asked for under the key, and the balance right after it.
    CREATE TABLE IF NOT EXISTS receipt (
        key     TEXT    NOT NULL PRIMARY KEY,
        account TEXT    NOT NULL,
        amount  INTEGER NOT NULL,
        balance INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One for each deposit that was made. A message that comes later has a higher id, and AUTOINCREMENT sees to that
    -- even when those before it were cleared away.
    CREATE TABLE IF NOT EXISTS outbox (
        id      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        account TEXT    NOT NULL,
        amount  INTEGER NOT NULL,
        sent    INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1))
    ) STRICT;

    -- For the counter: what is still to be told of one account?
    CREATE INDEX IF NOT EXISTS outbox_by_account ON outbox (sent, account, amount);
";

const BONUS: &str = "
    -- One point for each cent.
    CREATE TABLE IF NOT EXISTS points (
        account TEXT    NOT NULL PRIMARY KEY,
        points  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The messages that points were given for.
    CREATE TABLE IF NOT EXISTS processed (
        message INTEGER NOT NULL PRIMARY KEY
    ) STRICT;
";

/// Opens the bank's database at `path`, and makes it if it isn't there. Any number of connections
/// may be open to one file, in this process and in others.
///
/// # Errors
///
/// When the file can't be opened or is no database.
pub fn open_bank(path: impl AsRef<Path>) -> Result<Connection, rusqlite::Error> {
    open(path.as_ref(), BANK)
}

/// Opens the database of the bonus programme at `path`, and makes it if it isn't there. It shares
/// nothing with that of the bank.
///
/// # Errors
///
/// When the file can't be opened or is no database.
pub fn open_bonus(path: impl AsRef<Path>) -> Result<Connection, rusqlite::Error> {
    open(path.as_ref(), BONUS)
}

fn open(path: &Path, schema: &str) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;

    // There is one lock for writing, and one connection has it at a time. A statement that wants it waits this long for
    // it, and then fails with SQLITE_BUSY. A transaction that has read before it comes to write doesn't wait:
    // if somebody else is writing then, or has written since, it fails at once.
    connection.busy_timeout(Duration::from_secs(5))?;

    // Who reads doesn't wait for who writes, nor the other way round: a transaction that reads, or a SELECT that is not
    // finished, goes on seeing the database as it was at its beginning.
    connection.pragma_update(None, "journal_mode", "WAL")?;

    // A program that dies loses nothing that it has committed. A computer that loses its power may lose the last commits,
    // and a bank would say FULL here.
    connection.pragma_update(None, "synchronous", "NORMAL")?;

    connection.execute_batch(schema)?;
    Ok(connection)
}

/// Makes an account.
///
/// # Errors
///
/// When it is there already, or the database fails.
pub fn open_account(
    bank: &Connection,
    account: &AccountId,
    balance: Money,
) -> Result<(), rusqlite::Error> {
    let sql = "INSERT INTO account (id, balance) VALUES (?1, ?2)";
    bank.execute(sql, params![account, balance]).map(|_| ())
}

/// All accounts and their balances, in the order of their ids.
///
/// # Errors
///
/// When the database fails.
pub fn accounts(bank: &Connection) -> Result<Vec<(AccountId, Money)>, rusqlite::Error> {
    bank.prepare("SELECT id, balance FROM account ORDER BY id")?
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// All receipts, in the order of their keys.
///
/// # Errors
///
/// When the database fails.
pub fn receipts(bank: &Connection) -> Result<Vec<(IdempotencyKey, Receipt)>, rusqlite::Error> {
    bank.prepare("SELECT key, account, amount, balance FROM receipt ORDER BY key")?
        .query_map((), |row| {
            let receipt =
                Receipt { account: row.get(1)?, amount: row.get(2)?, balance: row.get(3)? };
            Ok((row.get(0)?, receipt))
        })?
        .collect()
}

/// All messages, oldest first, and whether each is marked as sent.
///
/// # Errors
///
/// When the database fails.
pub fn outbox(bank: &Connection) -> Result<Vec<(Message, bool)>, rusqlite::Error> {
    bank.prepare("SELECT id, account, amount, sent FROM outbox ORDER BY id")?
        .query_map((), |row| {
            let message = Message { id: row.get(0)?, account: row.get(1)?, amount: row.get(2)? };
            Ok((message, row.get(3)?))
        })?
        .collect()
}

/// All accounts that have been given points, in the order of their ids.
///
/// # Errors
///
/// When the database fails.
pub fn points(bonus: &Connection) -> Result<Vec<(AccountId, i64)>, rusqlite::Error> {
    bonus
        .prepare("SELECT account, points FROM points ORDER BY account")?
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

impl ToSql for Money {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for Money {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self::cents)
    }
}

impl ToSql for MessageId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for MessageId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self::new)
    }
}

impl ToSql for AccountId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for AccountId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::new)
    }
}

impl ToSql for IdempotencyKey {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl FromSql for IdempotencyKey {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::new)
    }
}
