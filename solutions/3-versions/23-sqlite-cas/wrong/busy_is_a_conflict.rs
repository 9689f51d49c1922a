//! A database that is locked says that somebody was quicker.

mod database;
mod day;
mod memory;
mod port;

use std::collections::BTreeMap;

use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, TransactionBehavior, params};

pub use database::open;
pub use day::{DayKey, DoctorId, DoctorsDay, Patient, Slot, SlotTaken};
pub use memory::MemoryDays;
pub use port::{Days, SaveError, Stored, Version};

/// Days in a database, through one connection.
#[derive(Debug)]
pub struct SqliteDays {
    connection: Connection,
}

impl SqliteDays {
    /// Uses a connection that [`open`] has made.
    pub fn new(connection: Connection) -> Self {
        Self { connection }
    }
}

impl Days for SqliteDays {
    fn load(&mut self, key: DayKey) -> Result<Option<Stored>, rusqlite::Error> {
        let snapshot = self.connection.transaction()?;
        let Some((version, walk_ins)) = version_and_walk_ins(&snapshot, key)? else {
            return Ok(None);
        };
        let day = DoctorsDay::from_parts(walk_ins, bookings(&snapshot, key)?);
        Ok(Some(Stored { day, version }))
    }

    fn save(
        &mut self,
        key: DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError> {
        let actual = version_and_walk_ins(&self.connection, key)?;
        let change = match write(&mut self.connection) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                return Err(match actual {
                    None => SaveError::Gone { expected },
                    Some((actual, _)) => SaveError::Conflict { expected, actual },
                });
            }
            change => change?,
        };
        let rows = match expected {
            Version::NONE => insert(&change, key, day)?,
            expected => update(&change, key, day, expected)?,
        };
        if rows == 0 {
            return Err(refusal(&change, key, expected)?);
        }
        delete_bookings(&change, key)?;
        insert_bookings(&change, key, day)?;
        change.commit()?;
        Ok(expected.next())
    }

    fn remove(&mut self, key: DayKey, expected: Version) -> Result<(), SaveError> {
        let actual = version_and_walk_ins(&self.connection, key)?;
        let change = match write(&mut self.connection) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                return Err(match actual {
                    None => SaveError::Gone { expected },
                    Some((actual, _)) => SaveError::Conflict { expected, actual },
                });
            }
            change => change?,
        };
        if delete(&change, key, expected)? == 0 {
            return Err(refusal(&change, key, expected)?);
        }
        delete_bookings(&change, key)?;
        change.commit()?;
        Ok(())
    }
}

fn write(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    connection.transaction_with_behavior(TransactionBehavior::Immediate)
}

fn refusal(
    change: &Transaction<'_>,
    key: DayKey,
    expected: Version,
) -> rusqlite::Result<SaveError> {
    Ok(match version_and_walk_ins(change, key)? {
        None => SaveError::Gone { expected },
        Some((actual, _)) => SaveError::Conflict { expected, actual },
    })
}

fn version_and_walk_ins(at: &Connection, key: DayKey) -> rusqlite::Result<Option<(Version, u32)>> {
    let sql = "SELECT version, walk_ins FROM day WHERE doctor = ?1 AND date = ?2";
    at.query_row(sql, params![key.doctor, key.date.to_string()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
    .optional()
}

fn bookings(at: &Connection, key: DayKey) -> rusqlite::Result<BTreeMap<Slot, Patient>> {
    let sql = "SELECT slot, patient FROM booking WHERE doctor = ?1 AND date = ?2";
    at.prepare(sql)?
        .query_map(params![key.doctor, key.date.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn insert(at: &Connection, key: DayKey, day: &DoctorsDay) -> rusqlite::Result<usize> {
    at.execute(
        "INSERT INTO day (doctor, date, version, walk_ins) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT (doctor, date) DO NOTHING",
        params![key.doctor, key.date.to_string(), day.walk_ins()],
    )
}

fn update(
    at: &Connection,
    key: DayKey,
    day: &DoctorsDay,
    expected: Version,
) -> rusqlite::Result<usize> {
    at.execute(
        "UPDATE day SET version = version + 1, walk_ins = ?3
         WHERE doctor = ?1 AND date = ?2 AND version = ?4",
        params![key.doctor, key.date.to_string(), day.walk_ins(), expected],
    )
}

fn delete(at: &Connection, key: DayKey, expected: Version) -> rusqlite::Result<usize> {
    at.execute(
        "DELETE FROM day WHERE doctor = ?1 AND date = ?2 AND version = ?3",
        params![key.doctor, key.date.to_string(), expected],
    )
}

fn delete_bookings(at: &Connection, key: DayKey) -> rusqlite::Result<usize> {
    at.execute(
        "DELETE FROM booking WHERE doctor = ?1 AND date = ?2",
        params![key.doctor, key.date.to_string()],
    )
}

fn insert_bookings(at: &Connection, key: DayKey, day: &DoctorsDay) -> rusqlite::Result<()> {
    let sql = "INSERT INTO booking (doctor, date, slot, patient) VALUES (?1, ?2, ?3, ?4)";
    let mut insert = at.prepare(sql)?;
    for (slot, patient) in day.bookings() {
        insert.execute(params![key.doctor, key.date.to_string(), slot, patient])?;
    }
    Ok(())
}
