//! A transaction that writes first may begin deferred. A load is one SELECT, which is one moment by itself.

mod database;
mod day;
mod memory;
mod port;

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

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
        let sql = "SELECT version, walk_ins, slot, patient
                   FROM day LEFT JOIN booking USING (doctor, date)
                   WHERE doctor = ?1 AND date = ?2";
        let mut select = self.connection.prepare(sql)?;
        let mut rows = select.query(params![key.doctor, key.date.to_string()])?;
        let mut found: Option<(Version, u32, BTreeMap<Slot, Patient>)> = None;
        while let Some(row) = rows.next()? {
            let (version, walk_ins) = (row.get(0)?, row.get(1)?);
            let (_, _, bookings) = found.get_or_insert((version, walk_ins, BTreeMap::new()));
            if let Some(slot) = row.get(2)? {
                bookings.insert(slot, row.get(3)?);
            }
        }
        Ok(found.map(|(version, walk_ins, bookings)| Stored {
            day: DoctorsDay::from_parts(walk_ins, bookings),
            version,
        }))
    }

    fn save(
        &mut self,
        key: DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError> {
        let change = self.connection.transaction()?;
        let Some(version) = raise(&change, key, day, expected)? else {
            return Err(refusal(&change, key, expected)?);
        };
        delete_bookings(&change, key)?;
        insert_bookings(&change, key, day)?;
        change.commit()?;
        Ok(version)
    }

    fn remove(&mut self, key: DayKey, expected: Version) -> Result<(), SaveError> {
        let change = self.connection.transaction()?;
        if delete(&change, key, expected)? == 0 {
            return Err(refusal(&change, key, expected)?);
        }
        delete_bookings(&change, key)?;
        change.commit()?;
        Ok(())
    }
}

/// `WHERE` decides whether there is a row to insert, `ON CONFLICT` what becomes of one that is there.
fn raise(
    at: &Connection,
    key: DayKey,
    day: &DoctorsDay,
    expected: Version,
) -> rusqlite::Result<Option<Version>> {
    at.query_row(
        "INSERT INTO day (doctor, date, version, walk_ins)
         SELECT ?1, ?2, 1, ?3
         WHERE ?4 = 0 OR EXISTS (SELECT 1 FROM day WHERE doctor = ?1 AND date = ?2)
         ON CONFLICT (doctor, date)
         DO UPDATE SET version = version + 1, walk_ins = ?3 WHERE version = ?4
         RETURNING version",
        params![key.doctor, key.date.to_string(), day.walk_ins(), expected],
        |row| row.get(0),
    )
    .optional()
}

fn refusal(
    change: &Transaction<'_>,
    key: DayKey,
    expected: Version,
) -> rusqlite::Result<SaveError> {
    Ok(match stored_version(change, key)? {
        None => SaveError::Gone { expected },
        Some(actual) => SaveError::Conflict { expected, actual },
    })
}

fn stored_version(at: &Connection, key: DayKey) -> rusqlite::Result<Option<Version>> {
    let sql = "SELECT version FROM day WHERE doctor = ?1 AND date = ?2";
    at.query_row(sql, params![key.doctor, key.date.to_string()], |row| row.get(0)).optional()
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
