//! The answers are data: a table with a line for each failure, and a `BookingError` that carries its answer from the start.
//!
//! The price of the table is that the compiler does not see when a line is missing, so there has to be an answer for that
//! case as well.

mod answer;
mod book;
mod failure;
mod table;

use thiserror::Error;

pub use answer::{Answer, Class, Handler, Retry};
pub use book::book;
pub use failure::Failure;
pub use table::{Day, DayTable, DriverError, Meanwhile, Slot, SlotTaken};

/// INV-1
const REFUSED: Answer = Answer {
    class: Class::Domain,
    deterministic: true,
    retry: Retry::Never,
    handler: Handler::Caller,
};

/// INV-2
const STALE: Answer = Answer {
    class: Class::Conflict,
    deterministic: false,
    retry: Retry::DecideAgain,
    handler: Handler::Application,
};

/// INV-3, where the cause goes away by itself.
const PASSING: Answer = Answer {
    class: Class::Infrastructure,
    deterministic: false,
    retry: Retry::SameCall,
    handler: Handler::Application,
};

/// INV-3, where somebody has to put it right.
const LASTING: Answer = Answer { handler: Handler::Operator, ..PASSING };

/// INV-4
const UNKNOWN: Answer = Answer { retry: Retry::FindOutFirst, ..PASSING };

const TABLE: [(Failure, Answer); 16] = [
    (Failure::RuleIdInUse, REFUSED),
    (Failure::PolicyFileLocked, PASSING),
    (Failure::NoSpaceForPolicy, LASTING),
    (Failure::AccountFrozen, REFUSED),
    (Failure::SecondWithdrawal, STALE),
    (Failure::LedgerTimedOut, PASSING),
    (Failure::TransferUnanswered, UNKNOWN),
    (Failure::UnpaidOrder, REFUSED),
    (Failure::OrderFileLocked, STALE),
    (Failure::ChargeTimedOut, UNKNOWN),
    (Failure::CertificateExpired, LASTING),
    (Failure::EleventhAppointment, REFUSED),
    (Failure::SlotInUse, REFUSED),
    (Failure::SlotNotUnique, STALE),
    (Failure::DayAtNextVersion, STALE),
    (Failure::CardExpired, REFUSED),
];

/// The answers to the four questions about `failure`, by INV-1 to INV-4. Of a failure without a line, nobody knows
/// anything.
pub fn sort(failure: Failure) -> Answer {
    let line = TABLE.iter().find(|(known, _)| *known == failure);
    line.map_or(UNKNOWN, |(_, answer)| *answer)
}

/// Why a booking was not made (INV-5).
///
/// What it is made of is private: callers ask it what it is and what to do, so it can be rebuilt without them.
#[derive(Debug, Error)]
#[error("{said}")]
pub struct BookingError {
    said: String,
    answer: Answer,
}

impl BookingError {
    /// What kind of failure it is.
    pub fn class(&self) -> Class {
        self.answer.class
    }

    /// Whether the booking may be tried again, and how.
    pub fn retry(&self) -> Retry {
        self.answer.retry
    }

    /// Who acts next.
    pub fn handler(&self) -> Handler {
        self.answer.handler
    }
}

impl From<SlotTaken> for BookingError {
    fn from(refusal: SlotTaken) -> Self {
        Self { said: refusal.to_string(), answer: REFUSED }
    }
}

impl From<DriverError> for BookingError {
    fn from(error: DriverError) -> Self {
        let answer = match error {
            DriverError::Busy => PASSING,
            DriverError::DiskFull => LASTING,
            DriverError::NoAnswer => UNKNOWN,
        };
        Self { said: error.to_string(), answer }
    }
}

/// Writes `day` into the table, provided that the stored day is still at the version at which `day` was
/// loaded. That is one update, and no other statement.
///
/// # Errors
///
/// Then nothing was written, unless the outcome is unknown:
///
/// 1. A failure of the driver, when the update fails: infrastructure (INV-3, INV-4).
/// 2. A stale version, when the update has changed 0 rows: a conflict (INV-2).
pub fn save(table: &mut DayTable, day: &Day) -> Result<(), BookingError> {
    if table.update(day)? == 0 {
        let said = format!("version {} is no longer the stored one", day.version());
        return Err(BookingError { said, answer: STALE });
    }
    Ok(())
}
