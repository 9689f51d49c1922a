// Given: the rows, as the storage hands them out and takes them. Nothing here needs to change.
//
// A row is only data: it can say anything. What it says was right once, or is corrupt.

use jiff::civil::Date;

use crate::PatientMonth;
use crate::visit::{Length, Month};

/// One stored month of one patient. Each row has a number of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The first representation. Nobody writes it any more.
    V1(RowV1),
    /// The present one.
    V2(RowV2),
    /// Any other. All that the storage can tell is which row it is and which version it names.
    Unknown {
        /// The row's number.
        number: u64,
        /// The version it names.
        version: u16,
    },
}

/// Who a visit in a v1 row is with. The practice had no other doctor then, and the rows name none.
pub const DOCTOR_OF_V1: &str = "Dr Lind";

/// A month as it was written first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowV1 {
    /// The row's number.
    pub number: u64,
    /// The patient.
    pub patient: String,
    /// The month.
    pub month: Month,
    /// The visits, in the order they were booked.
    pub visits: Vec<VisitV1>,
}

/// A visit as it was written first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitV1 {
    /// The day of the row's month, counted from 1.
    pub day: i8,
    /// The first slot, counted from 1: 1 is 08:00, 60 is 17:50.
    pub slot: u8,
    /// 10 is a single visit, 20 a double.
    pub minutes: u8,
}

/// A month as it is written now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowV2 {
    /// The row's number.
    pub number: u64,
    /// The patient.
    pub patient: String,
    /// The month.
    pub month: Month,
    /// The visits, in the order they were booked.
    pub visits: Vec<VisitV2>,
}

/// A visit as it is written now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitV2 {
    /// The day.
    pub date: Date,
    /// The first slot, counted from 0: 0 is 08:00, 59 is 17:50.
    pub slot: u8,
    /// Single or double.
    pub length: Length,
    /// Who sees the patient.
    pub doctor: String,
}

impl RowV2 {
    /// What is stored for `month` in row `number`: all of its visits, in their order.
    pub fn of(number: u64, month: &PatientMonth) -> Self {
        let visits = month.visits().iter().map(|visit| VisitV2 {
            date: visit.date(),
            slot: visit.slot().number(),
            length: visit.length(),
            doctor: visit.doctor().to_owned(),
        });
        Self {
            number,
            patient: month.patient().to_owned(),
            month: month.month(),
            visits: visits.collect(),
        }
    }
}
