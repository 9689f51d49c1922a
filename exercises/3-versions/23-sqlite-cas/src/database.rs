// Given: how the database is opened, and how single values go into a column and out of it. The kata is about `lib.rs`;
// nothing here needs to change.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::day::{DoctorId, Patient, Slot};
use crate::port::Version;

// STRICT: a column takes its own type and no other.
//
// DEFERRABLE INITIALLY DEFERRED: that each booking has its day is checked when a transaction ends, so the statements in it
// may come in any order. There is no ON DELETE CASCADE: whoever removes a day says what becomes of its bookings.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS day (
        doctor   INTEGER NOT NULL,
        date     TEXT    NOT NULL,  -- 2026-03-02
        version  INTEGER NOT NULL CHECK (version > 0),
        walk_ins INTEGER NOT NULL,
        PRIMARY KEY (doctor, date)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE IF NOT EXISTS booking (
        doctor  INTEGER NOT NULL,
        date    TEXT    NOT NULL,
        slot    INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 59),
        patient TEXT    NOT NULL,
        PRIMARY KEY (doctor, date, slot),
        FOREIGN KEY (doctor, date) REFERENCES day DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;
";

/// Opens the database at `path`, and makes it if it isn't there. Any number of connections may be
/// open to one file, in this process and in others.
///
/// # Errors
///
/// When the file can't be opened or is no database.
pub fn open(path: impl AsRef<Path>) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;

    // There is one lock for writing, and one connection has it at a time. A statement that wants it waits this long for
    // it, and then fails with SQLITE_BUSY. A transaction that has read before it comes to write doesn't wait:
    // if somebody else is writing then, or has written since, it fails at once.
    connection.busy_timeout(Duration::from_secs(5))?;

    // A write-ahead log. Who reads doesn't wait for who writes, nor the other way round: a transaction that reads goes
    // on seeing the database as it was at its first SELECT. A SELECT without a transaction is one of its own.
    connection.pragma_update(None, "journal_mode", "WAL")?;

    // Don't wait for the disk at each commit. A program that crashes loses nothing by it. A computer that loses its power
    // may lose the last commits, each of them as a whole. FULL would keep them, at the price of one wait a commit.
    connection.pragma_update(None, "synchronous", "NORMAL")?;

    // SQLite checks REFERENCES only when it is asked to, by each connection anew.
    connection.pragma_update(None, "foreign_keys", "ON")?;

    connection.execute_batch(SCHEMA)?;
    Ok(connection)
}

impl ToSql for DoctorId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for DoctorId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        u32::column_result(value).map(Self::new)
    }
}

impl ToSql for Slot {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for Slot {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = u8::column_result(value)?;
        Self::new(number).ok_or(FromSqlError::OutOfRange(number.into()))
    }
}

impl ToSql for Patient {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Patient {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::new)
    }
}

impl ToSql for Version {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.get().into())
    }
}

impl FromSql for Version {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        u32::column_result(value).map(Self::new)
    }
}
