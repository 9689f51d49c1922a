//! Failures, each sorted into its class.
//!
//! # Invariants
//!
//! - INV-1, domain: a rule says no. The same command on the same state fails in the same way, so it is not
//!   tried again, and the caller gets the answer.
//! - INV-2, conflict: the command was legal, and the state it was decided on is stale. The application
//!   decides again on the present one.
//! - INV-3, infrastructure: the environment failed, and nothing was done. The same call may be made again:
//!   by the application if the cause goes away by itself, otherwise once an operator has put it right.
//! - INV-4, unknown outcome: a write that got no answer is infrastructure too. The application finds out
//!   whether it was done before it does anything else.
//! - INV-5: a `BookingError` answers by INV-1 to INV-4, like any other failure.

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

/// The answers to the four questions about `failure`, by INV-1 to INV-4.
pub fn sort(failure: Failure) -> Answer {
    match failure {
        Failure::RuleIdInUse
        | Failure::AccountFrozen
        | Failure::UnpaidOrder
        | Failure::EleventhAppointment
        | Failure::SlotInUse
        | Failure::CardExpired => REFUSED,

        Failure::SecondWithdrawal
        | Failure::OrderFileLocked
        | Failure::SlotNotUnique
        | Failure::DayAtNextVersion => STALE,

        Failure::PolicyFileLocked | Failure::LedgerTimedOut => PASSING,
        Failure::NoSpaceForPolicy | Failure::CertificateExpired => LASTING,
        Failure::TransferUnanswered | Failure::ChargeTimedOut => UNKNOWN,
    }
}

/// Why a booking was not made (INV-5).
///
/// What it is made of is private: callers ask it what it is and what to do, so it can be rebuilt without them.
/// It stays an error that any thread may have: `Error + Send + Sync + 'static`.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct BookingError(Kind);

/// One variant for each class.
#[derive(Debug, Error)]
enum Kind {
    /// The day refused the booking.
    #[error(transparent)]
    Refused(SlotTaken),
    /// Somebody else has saved the day since it was loaded.
    #[error("version {version} is no longer the stored one")]
    Stale { version: u64 },
    /// The driver could not do what it was told.
    #[error("the day was not saved")]
    Storage(#[source] DriverError),
}

// INV-5: each answer says by which invariant.
impl BookingError {
    /// What kind of failure it is.
    pub fn class(&self) -> Class {
        match &self.0 {
            Kind::Refused(_) => Class::Domain,
            Kind::Stale { .. } => Class::Conflict,
            Kind::Storage(_) => Class::Infrastructure,
        }
    }

    /// Whether the booking may be tried again, and how.
    pub fn retry(&self) -> Retry {
        match &self.0 {
            // INV-1
            Kind::Refused(_) => Retry::Never,
            // INV-2
            Kind::Stale { .. } => Retry::DecideAgain,
            // INV-3
            Kind::Storage(DriverError::Busy | DriverError::DiskFull) => Retry::SameCall,
            // INV-4
            Kind::Storage(DriverError::NoAnswer) => Retry::FindOutFirst,
        }
    }

    /// Who acts next.
    pub fn handler(&self) -> Handler {
        match &self.0 {
            // INV-1
            Kind::Refused(_) => Handler::Caller,
            // INV-2
            Kind::Stale { .. } => Handler::Application,
            // INV-3, INV-4
            Kind::Storage(DriverError::Busy | DriverError::NoAnswer) => Handler::Application,
            // INV-3
            Kind::Storage(DriverError::DiskFull) => Handler::Operator,
        }
    }
}

impl From<SlotTaken> for BookingError {
    fn from(refusal: SlotTaken) -> Self {
        Self(Kind::Refused(refusal))
    }
}

/// Writes `day` into the table, provided that the stored day is still at the version at which `day` was
/// loaded. That is one update, and no other statement. Its answer alone decides how the save has ended.
///
/// # Errors
///
/// Then nothing was written, unless the outcome is unknown:
///
/// 1. A failure of the driver, when the update fails: infrastructure (INV-3, INV-4), whatever version is
///    stored by then.
/// 2. A stale version, when the update has changed 0 rows: a conflict (INV-2).
pub fn save(table: &mut DayTable, day: &Day) -> Result<(), BookingError> {
    match table.update(day) {
        Err(error) => Err(BookingError(Kind::Storage(error))),
        // INV-2: the row is there, and no longer at that version.
        Ok(0) => Err(BookingError(Kind::Stale { version: day.version() })),
        Ok(_) => Ok(()),
    }
}
