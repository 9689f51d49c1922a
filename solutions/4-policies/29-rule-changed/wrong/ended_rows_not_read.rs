//! Rows of months that have ended concern nobody, so they aren't read.

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
        match row {
            Row::V1(row) => Self::from_v2(&upcast(row)?),
            Row::V2(row) => Self::from_v2(row),
            Row::Unknown { number, version } => Err(UnreadableRow {
                row: *number,
                fault: Fault::UnknownVersion { version: *version },
            }),
        }
    }

    fn from_v2(row: &RowV2) -> Result<Self, UnreadableRow> {
        let unreadable = |fault| UnreadableRow { row: row.number, fault };
        let mut month = Self::new(&row.patient, row.month);
        for stored in &row.visits {
            let visit = visit(stored).map_err(unreadable)?;
            month.possible(&visit, None).map_err(|why| unreadable(why.into()))?;
            // INV-3: what can be true is taken as it is. The maximum is not asked.
            month.visits.push(visit);
        }
        Ok(month)
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
        self.possible(&visit, None)?;
        self.no_worse(self.slots() + visit.slots())?;
        // INV-4: nothing above this line has changed anything, and the line itself can't refuse.
        self.visits.push(visit);
        Ok(())
    }

    /// Removes the visit that takes `slot` on `date`, as its first slot or as the second of a double,
    /// and returns it. The others keep their order. The month may be over the maximum before and after.
    ///
    /// # Errors
    ///
    /// [`MonthError::NoSuchVisit`]: no visit takes it. Then nothing has changed.
    pub fn cancel(&mut self, date: Date, slot: Slot) -> Result<Visit, MonthError> {
        let position = self.position(date, slot)?;
        Ok(self.visits.remove(position))
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
        let position = self.position(date, slot)?;
        self.possible(&visit, Some(position))?;
        let old = self.visits[position].slots();
        self.no_worse(self.slots() - old + visit.slots())?;
        Ok(std::mem::replace(&mut self.visits[position], visit))
    }

    /// By how many slots the month is over the maximum now, or `None` if it isn't. A month that has
    /// ended is no exception.
    pub fn over_by(&self) -> Option<u32> {
        self.slots().checked_sub(Self::MAXIMUM).filter(|over_by| *over_by > 0)
    }

    // INV-1: asked by every way in, reading included.
    /// `visit` can stand beside the others, without the one that it is to replace.
    fn possible(&self, visit: &Visit, replaced: Option<usize>) -> Result<(), Impossible> {
        let date = visit.date();
        if !self.month.contains(date) {
            return Err(Impossible::OtherMonth { month: self.month, date });
        }
        let mut others =
            self.visits.iter().enumerate().filter(|(position, _)| Some(*position) != replaced);
        if others.any(|(_, other)| other.overlaps(visit)) {
            return Err(Impossible::Overlap { date });
        }
        Ok(())
    }

    // INV-2: asked by every call that adds slots, and never by reading.
    /// `after` slots are within the maximum, or no more than there are.
    fn no_worse(&self, after: u32) -> Result<(), MonthError> {
        let slots = self.slots();
        if after > Self::MAXIMUM && after > slots {
            return Err(MonthError::OverMaximum { slots, after, maximum: Self::MAXIMUM });
        }
        Ok(())
    }

    fn position(&self, date: Date, slot: Slot) -> Result<usize, MonthError> {
        self.visits
            .iter()
            .position(|visit| visit.takes(date, slot))
            .ok_or(MonthError::NoSuchVisit { date, slot })
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

fn visit(stored: &VisitV2) -> Result<Visit, Fault> {
    let VisitV2 { date, slot, length, doctor } = stored;
    let slot = Slot::new(*slot).ok_or(Fault::NoSuchSlot { date: *date })?;
    Visit::new(*date, slot, *length, doctor).ok_or(Fault::OffTheEnd { date: *date })
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
    let visits: Result<_, Fault> =
        row.visits.iter().map(|visit| upcast_visit(row.month, visit)).collect();
    Ok(RowV2 {
        number: row.number,
        patient: row.patient.clone(),
        month: row.month,
        visits: visits.map_err(|fault| UnreadableRow { row: row.number, fault })?,
    })
}

// INV-5
/// The same day, the same time, the same length, and the doctor that everybody had.
fn upcast_visit(month: Month, visit: &VisitV1) -> Result<VisitV2, Fault> {
    let date = month.day(visit.day).ok_or(Fault::NoSuchDay { day: visit.day })?;
    let slot = visit.slot.checked_sub(1).ok_or(Fault::NoSuchSlot { date })?;
    let length = match visit.minutes {
        10 => Length::Single,
        20 => Length::Double,
        minutes => return Err(Fault::NoSuchLength { date, minutes }),
    };
    Ok(VisitV2 { date, slot, length, doctor: DOCTOR_OF_V1.to_owned() })
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
    let mut report = Report::default();
    let ended = |row: &Row| match row {
        Row::V1(row) => row.month.last_day() < in_force,
        Row::V2(row) => row.month.last_day() < in_force,
        Row::Unknown { .. } => false,
    };
    for row in rows.iter().filter(|row| !ended(row)) {
        // INV-6: a row goes into one list, into the other, or is in order. None ends the loop.
        match PatientMonth::rehydrate(row) {
            Err(unreadable) => report.unreadable.push(unreadable),
            Ok(month) => report.over.extend(breach(&month)),
        }
    }
    report.over.sort_by(|a, b| {
        let most_first = b.over_by.cmp(&a.over_by);
        a.month.cmp(&b.month).then(most_first).then_with(|| a.patient.cmp(&b.patient))
    });
    report
}

fn breach(month: &PatientMonth) -> Option<Breach> {
    let over_by = month.over_by()?;
    Some(Breach {
        month: month.month,
        patient: month.patient.clone(),
        slots: month.slots(),
        over_by,
    })
}
