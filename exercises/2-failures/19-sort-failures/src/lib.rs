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

/// The answers to the four questions about `failure`, by INV-1 to INV-4.
pub fn sort(failure: Failure) -> Answer {
    match failure {
        Failure::RuleIdInUse => todo!("answer the four questions about RuleIdInUse"),
        Failure::PolicyFileLocked => todo!("answer the four questions about PolicyFileLocked"),
        Failure::NoSpaceForPolicy => todo!("answer the four questions about NoSpaceForPolicy"),
        Failure::AccountFrozen => todo!("answer the four questions about AccountFrozen"),
        Failure::SecondWithdrawal => todo!("answer the four questions about SecondWithdrawal"),
        Failure::LedgerTimedOut => todo!("answer the four questions about LedgerTimedOut"),
        Failure::TransferUnanswered => todo!("answer the four questions about TransferUnanswered"),
        Failure::UnpaidOrder => todo!("answer the four questions about UnpaidOrder"),
        Failure::OrderFileLocked => todo!("answer the four questions about OrderFileLocked"),
        Failure::ChargeTimedOut => todo!("answer the four questions about ChargeTimedOut"),
        Failure::CertificateExpired => todo!("answer the four questions about CertificateExpired"),
        Failure::EleventhAppointment => {
            todo!("answer the four questions about EleventhAppointment")
        }
        Failure::SlotInUse => todo!("answer the four questions about SlotInUse"),
        Failure::SlotNotUnique => todo!("answer the four questions about SlotNotUnique"),
        Failure::DayAtNextVersion => todo!("answer the four questions about DayAtNextVersion"),
        Failure::CardExpired => todo!("answer the four questions about CardExpired"),
    }
}

/// Why a booking was not made (INV-5).
///
/// What it is made of is private: callers ask it what it is and what to do, so it can be rebuilt without them.
/// It stays an error that any thread may have: `Error + Send + Sync + 'static`.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct BookingError(Kind);

#[derive(Debug, Error)]
enum Kind {
    /// The day refused the booking.
    #[error(transparent)]
    Refused(SlotTaken),
    /// The day could not be saved.
    #[error("the day was not saved")]
    Storage(#[source] StorageError),
}

#[derive(Debug, Error)]
enum StorageError {
    /// Somebody else has saved the day since it was loaded.
    #[error("version {version} is no longer the stored one")]
    Stale { version: u64 },
    /// The driver could not do what it was told.
    #[error(transparent)]
    Driver(DriverError),
}

impl BookingError {
    /// What kind of failure it is.
    pub fn class(&self) -> Class {
        match &self.0 {
            Kind::Refused(_) => Class::Domain,
            Kind::Storage(_) => Class::Infrastructure,
        }
    }

    /// Whether the booking may be tried again, and how.
    pub fn retry(&self) -> Retry {
        match &self.0 {
            Kind::Refused(_) => Retry::Never,
            Kind::Storage(StorageError::Driver(DriverError::NoAnswer)) => Retry::FindOutFirst,
            Kind::Storage(_) => Retry::SameCall,
        }
    }

    /// Who acts next.
    pub fn handler(&self) -> Handler {
        match &self.0 {
            Kind::Refused(_) => Handler::Caller,
            Kind::Storage(StorageError::Driver(DriverError::DiskFull)) => Handler::Operator,
            Kind::Storage(_) => Handler::Application,
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
        Ok(0) => Err(BookingError(Kind::Storage(StorageError::Stale { version: day.version() }))),
        Ok(_) => Ok(()),
        Err(error) => Err(BookingError(Kind::Storage(StorageError::Driver(error)))),
    }
}
