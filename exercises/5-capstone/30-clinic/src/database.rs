// Given: the two databases, what is in them, and how values go into a column and out of a row. Nothing here needs to
// change.

use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};
use rusqlite::{Connection, Row};

use crate::model::{
    DayKey, DoctorId, Done, IdempotencyKey, Length, Message, MessageId, Month, Patient, Receipt,
    Slot, Task, Version, Visit,
};

// STRICT: a column takes its own type and no other.
//
// DEFERRABLE INITIALLY DEFERRED: that each booking has its day is checked when a transaction ends, so the statements in it
// may come in any order.
const CLINIC: &str = "
    -- One for each day that was ever saved.
    CREATE TABLE IF NOT EXISTS day (
        doctor  INTEGER NOT NULL,
        date    TEXT    NOT NULL,  -- 2026-03-02
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (doctor, date)
    ) STRICT, WITHOUT ROWID;

    -- One for each slot that is taken, so a double visit has two, which differ in nothing but `slot`.
    CREATE TABLE IF NOT EXISTS booking (
        doctor  INTEGER NOT NULL,
        date    TEXT    NOT NULL,
        slot    INTEGER NOT NULL CHECK (slot BETWEEN 0 AND 59),
        first   INTEGER NOT NULL,  -- the first slot of the visit
        length  INTEGER NOT NULL CHECK (length IN (1, 2)),
        patient TEXT    NOT NULL,
        PRIMARY KEY (doctor, date, slot),
        CHECK (slot BETWEEN first AND first + length - 1),
        FOREIGN KEY (doctor, date) REFERENCES day DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID;

    -- One for each request that was accepted.
    CREATE TABLE IF NOT EXISTS receipt (
        key     TEXT    NOT NULL PRIMARY KEY,
        done    TEXT    NOT NULL CHECK (done IN ('booked', 'cancelled')),
        doctor  INTEGER NOT NULL,
        date    TEXT    NOT NULL,
        first   INTEGER NOT NULL,
        length  INTEGER NOT NULL CHECK (length IN (1, 2)),
        patient TEXT    NOT NULL,
        version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One for each request that was accepted.
    CREATE TABLE IF NOT EXISTS outbox (
        id       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        key      TEXT    NOT NULL,
        done     TEXT    NOT NULL CHECK (done IN ('booked', 'cancelled')),
        doctor   INTEGER NOT NULL,
        date     TEXT    NOT NULL,
        first    INTEGER NOT NULL,
        length   INTEGER NOT NULL CHECK (length IN (1, 2)),
        patient  TEXT    NOT NULL,
        asked_on TEXT    NOT NULL,
        sent     INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1))
    ) STRICT;

    -- For the question: what is still to be told of one patient?
    CREATE INDEX IF NOT EXISTS outbox_by_patient ON outbox (sent, patient);
";

const DESK: &str = "
    -- The messages that were counted.
    CREATE TABLE IF NOT EXISTS received (
        message INTEGER NOT NULL PRIMARY KEY
    ) STRICT;

    -- How many slots of a month a patient has, as far as the desk has been told.
    CREATE TABLE IF NOT EXISTS total (
        patient TEXT    NOT NULL,
        month   TEXT    NOT NULL,  -- 2026-03
        slots   INTEGER NOT NULL,
        PRIMARY KEY (patient, month)
    ) STRICT, WITHOUT ROWID;

    -- Whom to phone. `done` is set by the person who has phoned.
    CREATE TABLE IF NOT EXISTS task (
        patient TEXT    NOT NULL,
        month   TEXT    NOT NULL,
        slots   INTEGER NOT NULL,
        done    INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
        PRIMARY KEY (patient, month)
    ) STRICT, WITHOUT ROWID;
";

/// Opens the practice's database at `path`, and makes it if it isn't there. Any number of connections
/// may be open to one file, in this process and in others.
///
/// # Errors
///
/// When the file can't be opened or is no database.
pub fn open_clinic(path: impl AsRef<Path>) -> Result<Connection, rusqlite::Error> {
    open(path.as_ref(), CLINIC)
}

/// Opens the database of the front desk at `path`, and makes it if it isn't there. It shares nothing with
/// that of the practice.
///
/// # Errors
///
/// When the file can't be opened or is no database.
pub fn open_desk(path: impl AsRef<Path>) -> Result<Connection, rusqlite::Error> {
    open(path.as_ref(), DESK)
}

fn open(path: &Path, schema: &str) -> Result<Connection, rusqlite::Error> {
    let connection = Connection::open(path)?;

    // There is one lock for writing, and one connection has it at a time. A statement that wants it waits this long for
    // it, and then fails with SQLITE_BUSY. A transaction that has read before it comes to write doesn't wait:
    // if somebody else is writing then, or has written since, it fails at once.
    connection.busy_timeout(Duration::from_secs(5))?;

    // Who reads doesn't wait for who writes, nor the other way round: a transaction that reads goes on seeing the
    // database as it was at its first SELECT. A SELECT without a transaction is one of its own.
    connection.pragma_update(None, "journal_mode", "WAL")?;

    // A program that dies loses nothing that it has committed. A computer that loses its power may lose the last commits.
    connection.pragma_update(None, "synchronous", "NORMAL")?;

    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.execute_batch(schema)?;
    Ok(connection)
}

/// All that the front desk has to do, and whether it is done, by patient and month.
///
/// # Errors
///
/// When the database fails.
pub fn tasks(desk: &Connection) -> Result<Vec<(Task, bool)>, rusqlite::Error> {
    desk.prepare("SELECT patient, month, slots, done FROM task ORDER BY patient, month")?
        .query_map((), |row| {
            let task = Task { patient: row.get(0)?, month: row.get(1)?, slots: row.get(2)? };
            Ok((task, row.get(3)?))
        })?
        .collect()
}

impl Visit {
    /// Reads a row of `booking`, for `query_row` and `query_map`: its columns by their names, in any
    /// order.
    ///
    /// # Errors
    ///
    /// When a column is missing or can't be read.
    pub fn from_row(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let (patient, first, length) = (row.get("patient")?, row.get("first")?, row.get("length")?);
        Ok(Self { patient, first, length })
    }
}

impl Receipt {
    /// Reads a row of `receipt`, as [`Visit::from_row`] does.
    ///
    /// # Errors
    ///
    /// When a column is missing or can't be read.
    pub fn from_row(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            key: row.get("key")?,
            done: row.get("done")?,
            day: DayKey { doctor: row.get("doctor")?, date: date(row, "date")? },
            visit: Visit::from_row(row)?,
            version: row.get("version")?,
        })
    }
}

impl Message {
    /// Reads a row of `outbox`, as [`Visit::from_row`] does.
    ///
    /// # Errors
    ///
    /// When a column is missing or can't be read.
    pub fn from_row(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            id: row.get("id")?,
            key: row.get("key")?,
            done: row.get("done")?,
            day: DayKey { doctor: row.get("doctor")?, date: date(row, "date")? },
            visit: Visit::from_row(row)?,
            asked_on: date(row, "asked_on")?,
        })
    }
}

fn date(row: &Row<'_>, column: &str) -> rusqlite::Result<Date> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error: jiff::Error| {
        let column = row.as_ref().column_index(column).unwrap_or_default();
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
    })
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

impl ToSql for Month {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Month {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let first = format!("{}-01", value.as_str()?);
        first.parse().map(Self::of).map_err(|_| FromSqlError::InvalidType)
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

impl ToSql for Length {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.slots().into())
    }
}

impl FromSql for Length {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match u8::column_result(value)? {
            1 => Ok(Self::Single),
            2 => Ok(Self::Double),
            other => Err(FromSqlError::OutOfRange(other.into())),
        }
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

impl ToSql for Done {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = match self {
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
        };
        Ok(text.into())
    }
}

impl FromSql for Done {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_str()? {
            "booked" => Ok(Self::Booked),
            "cancelled" => Ok(Self::Cancelled),
            _ => Err(FromSqlError::InvalidType),
        }
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
