//! Step 2: the day in the database, with a version. Both functions are parts of a transaction that the caller
//! has begun.

use rusqlite::{OptionalExtension, Transaction, params};

use crate::day::DoctorsDay;
use crate::error::SaveError;
use crate::model::{DayKey, Version, Visit};

/// A day as it was at one moment, and its version at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The day. It is the caller's own: nobody sees what is done to it until it is saved.
    pub day: DoctorsDay,
    /// To be handed back when the day is saved.
    pub version: Version,
}

/// The day `key` as the transaction sees it. A day that is not stored has no visits and
/// [`Version::NONE`].
///
/// # Errors
///
/// When the database fails, or what is stored can't be read.
pub fn load(at: &Transaction<'_>, key: DayKey) -> Result<Stored, rusqlite::Error> {
    // A double visit has two rows. One of them begins it.
    let sql = "SELECT * FROM booking WHERE doctor = ?1 AND date = ?2 AND slot = first";
    let visits: Vec<Visit> = at
        .prepare(sql)?
        .query_map(params![key.doctor, key.date.to_string()], Visit::from_row)?
        .collect::<Result<_, _>>()?;
    Ok(Stored { day: DoctorsDay::from_visits(visits), version: version(at, key)? })
}

/// Stores `day` as a whole, in the place of what was stored for `key`, if the stored version is
/// `expected`, and returns the version that it has now: one more. A day that equals the stored one is
/// saved and refused like any other. Whether it counts is up to the caller, who commits.
///
/// # Errors
///
/// The first of these that applies:
///
/// 1. [`SaveError::Conflict`]: another version is stored. Nothing was written.
/// 2. [`SaveError::Storage`]: the database failed.
pub fn save(
    change: &Transaction<'_>,
    key: DayKey,
    day: &DoctorsDay,
    expected: Version,
) -> Result<Version, SaveError> {
    let date = key.date.to_string();
    // INV-2: the statement that compares the version is the one that raises it.
    let rows = match expected {
        Version::NONE => change.execute(
            "INSERT INTO day (doctor, date, version) VALUES (?1, ?2, 1)
             ON CONFLICT (doctor, date) DO NOTHING",
            params![key.doctor, date],
        )?,
        expected => change.execute(
            "UPDATE day SET version = version + 1 WHERE doctor = ?1 AND date = ?2 AND version = ?3",
            params![key.doctor, date, expected],
        )?,
    };
    if rows == 0 {
        return Err(SaveError::Conflict { expected, actual: version(change, key)? });
    }
    let sql = "DELETE FROM booking WHERE doctor = ?1 AND date = ?2";
    change.execute(sql, params![key.doctor, date])?;
    let mut insert = change.prepare(
        "INSERT INTO booking (doctor, date, slot, first, length, patient)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for visit in day.visits() {
        // INV-1: a row for each slot, so that the key of the table sees both halves of a double.
        for slot in visit.slots().into_iter().flatten() {
            let Visit { patient, first, length } = visit;
            insert.execute(params![key.doctor, date, slot, first, length, patient])?;
        }
    }
    Ok(expected.next())
}

fn version(at: &Transaction<'_>, key: DayKey) -> Result<Version, rusqlite::Error> {
    let sql = "SELECT version FROM day WHERE doctor = ?1 AND date = ?2";
    let found = at
        .query_row(sql, params![key.doctor, key.date.to_string()], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or(Version::NONE))
}
