// Given: a doctor's day, as it is in memory. The kata is about `lib.rs`; nothing here needs to change.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// Names a doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DoctorId(u32);

impl DoctorId {
    /// The doctor with this number.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The doctor's number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// Names one day of one doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayKey {
    /// Whose day.
    pub doctor: DoctorId,
    /// Which day.
    pub date: Date,
}

impl fmt::Display for DayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "doctor {} on {}", self.doctor.get(), self.date)
    }
}

/// Ten minutes of a day. The first slot is 0, the last one 59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u8);

impl Slot {
    /// How many slots a day has.
    pub const COUNT: u8 = 60;

    /// The slot with this number; `None` when a day doesn't have so many.
    pub fn new(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// The slot's number.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "slot {}", self.0)
    }
}

/// Names a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient(String);

impl Patient {
    /// Takes `name` as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The patient's name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// A slot is booked once, and this one was booked before.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{slot} is taken")]
pub struct SlotTaken {
    /// The slot that was asked for.
    pub slot: Slot,
}

/// Who comes to see a doctor on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoctorsDay {
    walk_ins: u32,
    bookings: BTreeMap<Slot, Patient>,
}

impl DoctorsDay {
    /// A day on which nobody comes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The day with this many walk-ins and these bookings. For whoever reads a day from where it is
    /// stored.
    pub fn from_parts(walk_ins: u32, bookings: BTreeMap<Slot, Patient>) -> Self {
        Self { walk_ins, bookings }
    }

    /// Gives `slot` to `patient`.
    ///
    /// # Errors
    ///
    /// [`SlotTaken`] when somebody has it, and then nothing has changed.
    pub fn book(&mut self, slot: Slot, patient: Patient) -> Result<(), SlotTaken> {
        if self.bookings.contains_key(&slot) {
            return Err(SlotTaken { slot });
        }
        self.bookings.insert(slot, patient);
        Ok(())
    }

    /// Counts one more patient who came without an appointment.
    pub fn walk_in(&mut self) {
        self.walk_ins += 1;
    }

    /// How many patients came without an appointment.
    pub fn walk_ins(&self) -> u32 {
        self.walk_ins
    }

    /// Who has which slot, earliest slot first.
    pub fn bookings(&self) -> impl Iterator<Item = (Slot, &Patient)> {
        self.bookings.iter().map(|(slot, patient)| (*slot, patient))
    }
}
