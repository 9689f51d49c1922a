// Given: what a month refuses, and what a row can have wrong. Nothing here needs to change.

use jiff::civil::Date;
use thiserror::Error;

use crate::visit::{Month, Slot};

/// What was never right and never will be, whatever the practice decides (INV-1).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Impossible {
    /// A month has a visit of another one.
    #[error("a visit on {date} does not belong in {month}")]
    OtherMonth {
        /// The month.
        month: Month,
        /// The day of the visit.
        date: Date,
    },
    /// Two visits of one patient take the same slot.
    #[error("two visits on {date} take the same slot")]
    Overlap {
        /// The day of both.
        date: Date,
    },
}

/// Why a month refused a call. A refused call has changed nothing (INV-4).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MonthError {
    /// No visit takes the slot.
    #[error("there is no visit on {date} at {slot}")]
    NoSuchVisit {
        /// The day that was asked for.
        date: Date,
        /// The slot that was asked for.
        slot: Slot,
    },
    /// The month would say what can't be (INV-1).
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// The month would be over the maximum, and would have more slots than it has (INV-2).
    #[error("{after} slots would be too many: {slots} are taken, and the maximum is {maximum}")]
    OverMaximum {
        /// How many slots are taken.
        slots: u32,
        /// How many would be taken after the call.
        after: u32,
        /// The maximum that is in force.
        maximum: u32,
    },
}

/// A row that can't be made into a month.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("row {row}: {fault}")]
pub struct UnreadableRow {
    /// The row's own number, for whoever mends it.
    pub row: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is written in a representation that this program doesn't know.
    #[error("representation {version} is unknown")]
    UnknownVersion {
        /// The version it names.
        version: u16,
    },
    /// Its month has no day with this number. Only v1 counts days.
    #[error("its month has no day {day}")]
    NoSuchDay {
        /// The number, as it is in the row.
        day: i8,
    },
    /// A visit is neither ten minutes long nor twenty. Only v1 counts minutes.
    #[error("a visit on {date} takes {minutes} minutes")]
    NoSuchLength {
        /// The day of the visit.
        date: Date,
        /// How long it is in the row.
        minutes: u8,
    },
    /// A visit begins with a slot that no day has.
    #[error("a visit on {date} begins with a slot that no day has")]
    NoSuchSlot {
        /// The day of the visit.
        date: Date,
    },
    /// A double begins with the last slot of the day.
    #[error("a double on {date} ends after the last slot")]
    OffTheEnd {
        /// The day of the visit.
        date: Date,
    },
    /// It says what can't be (INV-1).
    #[error(transparent)]
    Impossible(#[from] Impossible),
}
