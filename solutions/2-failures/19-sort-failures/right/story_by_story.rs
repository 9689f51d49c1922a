//! Each story gets its answer in full, in the order in which the stories are told. In `BookingError` the stale version and
//! the driver's failures are two kinds of *not saved*.
//!
//! The price is length, and that nobody sees at a glance which failures are alike.

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
        Failure::RuleIdInUse => Answer {
            class: Class::Domain,
            deterministic: true,
            retry: Retry::Never,
            handler: Handler::Caller,
        },
        Failure::PolicyFileLocked => Answer {
            class: Class::Infrastructure,
            deterministic: false,
            retry: Retry::SameCall,
            handler: Handler::Application,
        },
        Failure::NoSpaceForPolicy => Answer {
            class: Class::Infrastructure,
            deterministic: false,
            retry: Retry::SameCall,
            handler: Handler::Operator,
        },
        Failure::AccountFrozen => Answer {
            class: Class::Domain,
            deterministic: true,
            retry: Retry::Never,
            handler: Handler::Caller,
        },
        Failure::SecondWithdrawal => Answer {
            class: Class::Conflict,
            deterministic: false,
            retry: Retry::DecideAgain,
            handler: Handler::Application,
        },
        Failure::LedgerTimedOut => Answer {
            class: Class::Infrastructure,
            deterministic: false,
            retry: Retry::SameCall,
            handler: Handler::Application,
        },
        Failure::TransferUnanswered => Answer {
            class: Class::Infrastructure,
            deterministic: false,
            retry: Retry::FindOutFirst,
            handler: Handler::Application,
        },
        Failure::UnpaidOrder => Answer {
            class: Class::Domain,
            deterministic: true,
            retry: Retry::Never,
            handler: Handler::Caller,
        },
        Failure::OrderFileLocked => Answer {
            class: Class::Conflict,
            deterministic: false,
            retry: Retry::DecideAgain,
            handler: Handler::Application,
        },
        Failure::ChargeTimedOut => Answer {
            class: Class::Infrastructure,
            deterministic: false,
            retry: Retry::FindOutFirst,
            handler: Handler::Application,
        },
        Failure::CertificateExpired => Answer {
            class: Class::Infrastructure,
            deterministic: false,
            retry: Retry::SameCall,
            handler: Handler::Operator,
        },
        Failure::EleventhAppointment => Answer {
            class: Class::Domain,
            deterministic: true,
            retry: Retry::Never,
            handler: Handler::Caller,
        },
        Failure::SlotInUse => Answer {
            class: Class::Domain,
            deterministic: true,
            retry: Retry::Never,
            handler: Handler::Caller,
        },
        Failure::SlotNotUnique => Answer {
            class: Class::Conflict,
            deterministic: false,
            retry: Retry::DecideAgain,
            handler: Handler::Application,
        },
        Failure::DayAtNextVersion => Answer {
            class: Class::Conflict,
            deterministic: false,
            retry: Retry::DecideAgain,
            handler: Handler::Application,
        },
        Failure::CardExpired => Answer {
            class: Class::Domain,
            deterministic: true,
            retry: Retry::Never,
            handler: Handler::Caller,
        },
    }
}

/// Why a booking was not made (INV-5).
///
/// What it is made of is private: callers ask it what it is and what to do, so it can be rebuilt without them.
#[derive(Debug, Error)]
#[error(transparent)]
pub struct BookingError(Kind);

#[derive(Debug, Error)]
enum Kind {
    /// The day refused the booking.
    #[error(transparent)]
    Refused(SlotTaken),
    /// The day accepted the booking and is not saved.
    #[error("the day was not saved")]
    NotSaved(#[source] NotSaved),
}

#[derive(Debug, Error)]
enum NotSaved {
    /// Somebody else has saved the day since it was loaded.
    #[error("version {version} is no longer the stored one")]
    Stale { version: u64 },
    /// The driver could not do what it was told.
    #[error(transparent)]
    Storage(DriverError),
}

impl From<NotSaved> for BookingError {
    fn from(error: NotSaved) -> Self {
        Self(Kind::NotSaved(error))
    }
}

impl BookingError {
    /// What kind of failure it is.
    pub fn class(&self) -> Class {
        match &self.0 {
            Kind::Refused(_) => Class::Domain,
            Kind::NotSaved(NotSaved::Stale { .. }) => Class::Conflict,
            Kind::NotSaved(NotSaved::Storage(_)) => Class::Infrastructure,
        }
    }

    /// Whether the booking may be tried again, and how.
    pub fn retry(&self) -> Retry {
        match &self.0 {
            // INV-1
            Kind::Refused(_) => Retry::Never,
            // INV-2
            Kind::NotSaved(NotSaved::Stale { .. }) => Retry::DecideAgain,
            // INV-3
            Kind::NotSaved(NotSaved::Storage(DriverError::Busy | DriverError::DiskFull)) => {
                Retry::SameCall
            }
            // INV-4
            Kind::NotSaved(NotSaved::Storage(DriverError::NoAnswer)) => Retry::FindOutFirst,
        }
    }

    /// Who acts next.
    pub fn handler(&self) -> Handler {
        match &self.0 {
            // INV-1
            Kind::Refused(_) => Handler::Caller,
            // INV-2
            Kind::NotSaved(NotSaved::Stale { .. }) => Handler::Application,
            // INV-3, INV-4
            Kind::NotSaved(NotSaved::Storage(DriverError::Busy | DriverError::NoAnswer)) => {
                Handler::Application
            }
            // INV-3
            Kind::NotSaved(NotSaved::Storage(DriverError::DiskFull)) => Handler::Operator,
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
        Err(error) => Err(NotSaved::Storage(error).into()),
        // INV-2: the row is there, and no longer at that version.
        Ok(0) => Err(NotSaved::Stale { version: day.version() }.into()),
        Ok(_) => Ok(()),
    }
}
