//! A patient's month, and a rule that has become stricter.
//!
//! # Invariants
//!
//! - INV-1: every visit of a month lies in that month, and no two of them take the same slot. A row
//!   that says otherwise is unreadable, not even in part.
//! - INV-2: no call leaves a month with more slots than the maximum *and* more than it had.
//! - INV-3: a row that can be true is read, with all its visits in their order, however many slots
//!   they take. `over_by` tells how many are too many.
//! - INV-4: a refused call changes nothing.
//! - INV-5: a v1 row means the same in v2.
//! - INV-6: a report names each month that is over the maximum and hadn't ended when the rule came
//!   into force, and each row that can't be read.

mod error;
mod report;
mod row;
mod visit;

use jiff::civil::Date;

pub use error::{Fault, Impossible, MonthError, UnreadableRow};
pub use report::{Breach, Report};
pub use row::{DOCTOR_OF_V1, Row, RowV1, RowV2, VisitV1, VisitV2};
pub use visit::{Length, Month, Slot, Visit};

/// The visits of one patient in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientMonth {
    patient: String,
    month: Month,
    /// In the order they were booked.
    visits: Vec<Visit>,
}

impl PatientMonth {
    /// How many slots a patient may book in a month, as the rule is now.
    pub const MAXIMUM: u32 = 10;

    /// A month without visits.
    pub fn new(patient: impl Into<String>, month: Month) -> Self {
        Self { patient: patient.into(), month, visits: Vec::new() }
    }

    /// The month that `row` holds, with all its visits in the row's order, however many slots they
    /// take. A v1 row is [`upcast`] first.
    ///
    /// # Errors
    ///
    /// [`UnreadableRow`], with the row's number, when the row can't be true: see [`Fault`]. One wrong
    /// visit is enough. Of several faults any one may be named.
    pub fn rehydrate(row: &Row) -> Result<Self, UnreadableRow> {
        todo!("the month that {row:?} holds, or why it can't be true")
    }

    /// Adds `visit`, as the last one.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`MonthError::Impossible`]: the visit lies in another month, or overlaps one of this month.
    /// 2. [`MonthError::OverMaximum`]: with it, the month would have more slots than the maximum.
    pub fn book(&mut self, visit: Visit) -> Result<(), MonthError> {
        todo!("add {visit}, if it can be and the maximum allows it")
    }

    /// Removes the visit that takes `slot` on `date`, as its first slot or as the second of a double,
    /// and returns it. The others keep their order. The month may be over the maximum before and after.
    ///
    /// # Errors
    ///
    /// [`MonthError::NoSuchVisit`]: no visit takes it. Then nothing has changed.
    pub fn cancel(&mut self, date: Date, slot: Slot) -> Result<Visit, MonthError> {
        todo!("remove and return the visit that takes {slot} on {date}")
    }

    /// Puts `visit` in the place of the one that takes `slot` on `date`, as its first slot or as the
    /// second of a double, and returns the one that was there. The others keep their places.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`MonthError::NoSuchVisit`]: no visit takes the slot.
    /// 2. [`MonthError::Impossible`]: the new visit lies in another month, or overlaps one of this month
    ///    other than the one that it replaces.
    /// 3. [`MonthError::OverMaximum`]: the month would have more slots than the maximum, and more than
    ///    it has.
    pub fn rebook(&mut self, date: Date, slot: Slot, visit: Visit) -> Result<Visit, MonthError> {
        todo!("put {visit} where the visit is that takes {slot} on {date}, and return that one")
    }

    /// By how many slots the month is over the maximum now, or `None` if it isn't. A month that has
    /// ended is no exception.
    pub fn over_by(&self) -> Option<u32> {
        todo!("how many of {} slots are too many, if any", self.slots())
    }

    /// Whose month it is.
    pub fn patient(&self) -> &str {
        &self.patient
    }

    /// The month.
    pub fn month(&self) -> Month {
        self.month
    }

    /// The visits, in the order they were booked.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// How many slots the visits take. A double takes two.
    pub fn slots(&self) -> u32 {
        self.visits.iter().map(Visit::slots).sum()
    }
}

/// The same month in the present representation: same number, same patient, same visits in the same
/// order, each of them with [`DOCTOR_OF_V1`].
///
/// # Errors
///
/// [`UnreadableRow`], with the row's number, for what v2 has no way to write: [`Fault::NoSuchDay`],
/// [`Fault::NoSuchLength`], and [`Fault::NoSuchSlot`] for slot 0. What v2 can write and what still
/// can't be, it may leave to `rehydrate`. Of several faults any one may be named.
pub fn upcast(row: &RowV1) -> Result<RowV2, UnreadableRow> {
    todo!("what {row:?} says, said in v2")
}

/// Whom to phone about the maximum that came into force on `in_force`, and which rows to mend.
///
/// Listed as over is each month that is over the maximum now, unless its last day is before `in_force`.
/// They stand in the order in which to phone: the earliest month first, in a month those who are over
/// by most, and after that by patient.
///
/// Every row that can't be read is listed too, whatever its month, in the order of the rows. Each row is
/// judged by itself, also where two are of one patient and month.
pub fn breaches(rows: &[Row], in_force: Date) -> Report {
    todo!(
        "who of {rows:?} is over, unless the month ended before {in_force}; and what is unreadable"
    )
}
