//! Each question is answered by a function of its own, and what follows from the class is derived from it.
//!
//! The price is that a story is told in four places. What the definitions say is said once, though: only infrastructure
//! leaves two questions open.

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
    let class = class_of(failure);
    Answer {
        class,
        deterministic: class == Class::Domain,
        retry: retry_of(class, failure),
        handler: handler_of(class, failure),
    }
}

fn class_of(failure: Failure) -> Class {
    match failure {
        Failure::RuleIdInUse
        | Failure::AccountFrozen
        | Failure::UnpaidOrder
        | Failure::EleventhAppointment
        | Failure::SlotInUse
        | Failure::CardExpired => Class::Domain,
        Failure::SecondWithdrawal
        | Failure::OrderFileLocked
        | Failure::SlotNotUnique
        | Failure::DayAtNextVersion => Class::Conflict,
        Failure::PolicyFileLocked
        | Failure::NoSpaceForPolicy
        | Failure::LedgerTimedOut
        | Failure::TransferUnanswered
        | Failure::ChargeTimedOut
        | Failure::CertificateExpired => Class::Infrastructure,
    }
}

fn retry_of(class: Class, failure: Failure) -> Retry {
    match class {
        Class::Domain => Retry::Never,
        Class::Conflict => Retry::DecideAgain,
        Class::Infrastructure if outcome_is_unknown(failure) => Retry::FindOutFirst,
        Class::Infrastructure => Retry::SameCall,
    }
}

fn handler_of(class: Class, failure: Failure) -> Handler {
    match class {
        Class::Domain => Handler::Caller,
        Class::Infrastructure if stays_until_repaired(failure) => Handler::Operator,
        Class::Conflict | Class::Infrastructure => Handler::Application,
    }
}

fn outcome_is_unknown(failure: Failure) -> bool {
    matches!(failure, Failure::TransferUnanswered | Failure::ChargeTimedOut)
}

fn stays_until_repaired(failure: Failure) -> bool {
    matches!(failure, Failure::NoSpaceForPolicy | Failure::CertificateExpired)
}

/// Why a booking was not made (INV-5).
///
/// What it is made of is private: callers ask it what it is and what to do, so it can be rebuilt without them.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct BookingError(Kind);

/// One variant for each row of the answers.
#[derive(Debug, Error)]
enum Kind {
    /// The day refused the booking.
    #[error(transparent)]
    Refused(SlotTaken),
    /// Somebody else has saved the day since it was loaded.
    #[error("version {version} is no longer the stored one")]
    Stale { version: u64 },
    /// Nothing was written, and the cause goes away by itself.
    #[error("the day was not saved")]
    Passing(#[source] DriverError),
    /// Nothing was written, and the cause stays until somebody puts it right.
    #[error("the day was not saved, and will not be until somebody acts")]
    Lasting(#[source] DriverError),
    /// Nobody knows whether the day was written.
    #[error("the day may have been saved")]
    Unknown(#[source] DriverError),
}

impl BookingError {
    /// What kind of failure it is.
    pub fn class(&self) -> Class {
        match &self.0 {
            Kind::Refused(_) => Class::Domain,
            Kind::Stale { .. } => Class::Conflict,
            Kind::Passing(_) | Kind::Lasting(_) | Kind::Unknown(_) => Class::Infrastructure,
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
            Kind::Passing(_) | Kind::Lasting(_) => Retry::SameCall,
            // INV-4
            Kind::Unknown(_) => Retry::FindOutFirst,
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
            Kind::Passing(_) | Kind::Unknown(_) => Handler::Application,
            // INV-3
            Kind::Lasting(_) => Handler::Operator,
        }
    }
}

impl From<SlotTaken> for BookingError {
    fn from(refusal: SlotTaken) -> Self {
        Self(Kind::Refused(refusal))
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
    match table.update(day) {
        Err(error @ DriverError::Busy) => Err(BookingError(Kind::Passing(error))),
        Err(error @ DriverError::DiskFull) => Err(BookingError(Kind::Lasting(error))),
        Err(error @ DriverError::NoAnswer) => Err(BookingError(Kind::Unknown(error))),
        // INV-2: the row is there, and no longer at that version.
        Ok(0) => Err(BookingError(Kind::Stale { version: day.version() })),
        Ok(_) => Ok(()),
    }
}
