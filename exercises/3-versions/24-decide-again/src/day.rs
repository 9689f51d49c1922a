// Given: a doctor's day, and what is booked in it. Nothing here needs to change.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// Which doctor, and which day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayKey {
    doctor: String,
    date: Date,
}

impl DayKey {
    /// The day of `doctor` on `date`.
    pub fn new(doctor: impl Into<String>, date: Date) -> Self {
        Self { doctor: doctor.into(), date }
    }
}

impl fmt::Display for DayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.doctor, self.date)
    }
}

/// Ten minutes of a day. There are 60 of them, the first at 08:00 and the last at 17:50.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u8);

impl Slot {
    const COUNT: u8 = 60;
    const A_HOUR: u8 = 6;

    /// The slot with this number, counted from 0, or none from 60 on.
    pub fn new(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// All slots, the earliest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).map(Self)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", 8 + self.0 / Self::A_HOUR, self.0 % Self::A_HOUR * 10)
    }
}

/// Like `Display`: a number tells a reader of a failed test nothing.
impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({self})")
    }
}

/// The slot is booked already.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the slot at {slot} is taken")]
pub struct SlotTaken {
    /// The slot that was asked for.
    pub slot: Slot,
}

/// The appointments of one day. A slot is booked once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoctorsDay {
    bookings: BTreeMap<Slot, String>,
}

impl DoctorsDay {
    /// A day without appointments.
    pub fn new() -> Self {
        Self::default()
    }

    /// Books `slot` for `patient`.
    ///
    /// # Errors
    ///
    /// [`SlotTaken`] when it is booked already. Then nothing has changed.
    pub fn book(&mut self, slot: Slot, patient: impl Into<String>) -> Result<(), SlotTaken> {
        if !self.is_free(slot) {
            return Err(SlotTaken { slot });
        }
        self.bookings.insert(slot, patient.into());
        Ok(())
    }

    /// Nobody has booked `slot`.
    pub fn is_free(&self, slot: Slot) -> bool {
        !self.bookings.contains_key(&slot)
    }

    /// The appointments and their patients, the earliest first.
    pub fn bookings(&self) -> impl Iterator<Item = (Slot, &str)> {
        self.bookings.iter().map(|(slot, patient)| (*slot, patient.as_str()))
    }
}
