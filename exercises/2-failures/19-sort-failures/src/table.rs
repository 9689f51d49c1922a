// Given: a doctor's day, and the table it is stored in. Your work is in `lib.rs`, and nothing here needs to change.

use std::collections::VecDeque;
use std::fmt;

use thiserror::Error;

/// One of the sixty slots of a day, each ten minutes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u8);

impl Slot {
    /// The slot with this number, counted from 0. There is none from 60 on.
    pub fn new(number: u8) -> Option<Self> {
        (number < 60).then_some(Self(number))
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The rule of a day: a slot is booked once.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("slot {slot} is taken")]
pub struct SlotTaken {
    /// The slot that was asked for.
    pub slot: Slot,
}

/// The bookings of one doctor on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The version it was loaded at.
    version: u64,
    bookings: Vec<(Slot, String)>,
}

impl Day {
    /// Gives `slot` to `patient`.
    ///
    /// # Errors
    ///
    /// [`SlotTaken`] when somebody has it already. Then nothing has changed.
    pub fn book(&mut self, slot: Slot, patient: &str) -> Result<(), SlotTaken> {
        if self.bookings.iter().any(|(taken, _)| *taken == slot) {
            return Err(SlotTaken { slot });
        }
        self.bookings.push((slot, patient.to_owned()));
        Ok(())
    }

    /// The version at which this day was loaded.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Who has which slot, in the order of booking.
    pub fn bookings(&self) -> &[(Slot, String)] {
        &self.bookings
    }
}

/// How a statement fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DriverError {
    /// Another process held the write lock for longer than the driver waits. Nothing was written. Such
    /// a lock goes away by itself.
    #[error("database is locked")]
    Busy,
    /// There is no room. Nothing was written. The disk stays full until somebody makes room.
    #[error("database or disk is full")]
    DiskFull,
    /// The statement was sent, and the connection broke before there was an answer. The database can be
    /// reached again, and asked for the day.
    #[error("no answer")]
    NoAnswer,
}

/// What comes between an update and its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meanwhile {
    /// Another connection is faster: it saves a booking, and raises the version by one.
    Booked(Slot, &'static str),
    /// The update fails, and nothing is written.
    Fails(DriverError),
    /// The update is carried out, and its answer is lost: [`DriverError::NoAnswer`].
    AnswerLost,
}

/// The table that holds the day, as a database on another machine would. It logs the statements.
#[derive(Debug, Clone)]
pub struct DayTable {
    row: Day,
    coming: VecDeque<Meanwhile>,
    log: Vec<String>,
}

impl DayTable {
    /// A table with a day that has no bookings and stands at `version`.
    pub fn at_version(version: u64) -> Self {
        let row = Day { version, bookings: Vec::new() };
        Self { row, coming: VecDeque::new(), log: Vec::new() }
    }

    /// Lets something come between an update and its row: the first for the first update, and so on.
    pub fn meanwhile(&mut self, what: Meanwhile) {
        self.coming.push_back(what);
    }

    /// `SELECT … FROM day`
    pub fn load(&mut self) -> Day {
        self.log.push(format!("load: version {}", self.row.version));
        self.row.clone()
    }

    /// `UPDATE day SET version = version + 1, … WHERE version = ?`, with the version that `day` was
    /// loaded at. Returns how many rows it has changed, 1 or 0: a day is never deleted.
    ///
    /// # Errors
    ///
    /// See [`DriverError`].
    pub fn update(&mut self, day: &Day) -> Result<usize, DriverError> {
        let answer = match self.coming.pop_front() {
            None => Ok(self.write(day)),
            Some(Meanwhile::Booked(slot, patient)) => {
                self.row.bookings.push((slot, patient.to_owned()));
                self.row.version += 1;
                Ok(self.write(day))
            }
            Some(Meanwhile::Fails(error)) => Err(error),
            Some(Meanwhile::AnswerLost) => {
                self.write(day);
                Err(DriverError::NoAnswer)
            }
        };
        let said = match answer {
            Ok(1) => "1 row".to_owned(),
            Ok(rows) => format!("{rows} rows"),
            Err(error) => error.to_string(),
        };
        self.log.push(format!("update where version = {}: {said}", day.version));
        answer
    }

    fn write(&mut self, day: &Day) -> usize {
        if day.version != self.row.version {
            return 0;
        }
        self.row = Day { version: day.version + 1, bookings: day.bookings.clone() };
        1
    }

    /// What is stored, as the tests see it. This is no statement: an application can't ask that way.
    pub fn stored(&self) -> &Day {
        &self.row
    }

    /// The statements so far, and how each went.
    pub fn log(&self) -> &[String] {
        &self.log
    }
}
