//! Doctors' days in an SQLite database that several programs write to.
//!
//! # Invariants
//!
//! - INV-1: a day is saved or removed only if its stored version is the expected one.
//! - INV-2: an accepted save stores the whole day and raises the version by one, the first one to 1;
//!   an accepted removal leaves nothing of the day.
//! - INV-3: what is refused or fails changes nothing and holds no lock.
//! - INV-4: a refusal says what was stored at the one moment at which it refused.
//! - INV-5: a loaded day and its version are of one moment.
//! - INV-6: losing a race is `Conflict` or `Gone`, never `Storage`.

mod database;
mod day;
mod memory;
mod port;

use rusqlite::Connection;

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
        todo!(
            "read the day of {key} and its version, both of one moment, from {:?}",
            self.connection
        )
    }

    fn save(
        &mut self,
        key: DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError> {
        todo!("store {day:?} for {key} if version {expected} is stored, or say why not")
    }

    fn remove(&mut self, key: DayKey, expected: Version) -> Result<(), SaveError> {
        todo!("remove {key} with its bookings if version {expected} is stored, or say why not")
    }
}
