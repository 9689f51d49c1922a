// Given: the aggregates, each of which refuses what would break its promise. Nothing here needs to change.

use std::num::NonZeroU16;

use super::{MAXIMUM, SLOTS};

/// A patient, by number from 1 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patient(NonZeroU16);

impl Patient {
    /// The patient at this place in a list of all patients.
    pub fn at(index: u16) -> Self {
        Self(NonZeroU16::MIN.saturating_add(index))
    }

    /// The place in a list of all patients.
    pub fn index(self) -> usize {
        usize::from(self.0.get()) - 1
    }
}

/// One slot of a day, or two adjacent ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    first: u8,
    double: bool,
}

impl Visit {
    /// A visit from slot `first` on, or none if the day ends before it does.
    pub fn new(first: u8, double: bool) -> Option<Self> {
        (first + u8::from(double) < SLOTS).then_some(Self { first, double })
    }

    /// The first slot, and the second one if there is one.
    pub fn slots(self) -> impl Iterator<Item = usize> {
        let first = usize::from(self.first);
        first..=first + usize::from(self.double)
    }

    pub fn first(self) -> usize {
        usize::from(self.first)
    }

    pub fn second(self) -> Option<usize> {
        self.double.then(|| self.first() + 1)
    }

    /// How many slots it takes.
    pub fn length(self) -> u32 {
        1 + u32::from(self.double)
    }
}

/// Why a booking is refused. Then nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    SlotTaken,
    OverMaximum,
}

/// The monthly maximum, for a patient who has `booked` slots and asks for `more`.
pub fn within_maximum(booked: u32, more: u32) -> Result<(), Refusal> {
    if booked + more > MAXIMUM { Err(Refusal::OverMaximum) } else { Ok(()) }
}

/// A slot is booked once.
#[derive(Debug, Clone, Default)]
pub struct Slot {
    patient: Option<Patient>,
}

impl Slot {
    pub fn book(&mut self, patient: Patient) -> Result<(), Refusal> {
        if self.patient.is_some() {
            return Err(Refusal::SlotTaken);
        }
        self.patient = Some(patient);
        Ok(())
    }

    pub fn release(&mut self) {
        self.patient = None;
    }

    pub fn patient(&self) -> Option<Patient> {
        self.patient
    }
}

/// 60 slots, each of which is booked once. A double visit is booked whole or not at all.
#[derive(Debug, Clone, Copy)]
pub struct DoctorsDay {
    slots: [Option<Patient>; SLOTS as usize],
}

impl DoctorsDay {
    pub const EMPTY: Self = Self { slots: [None; SLOTS as usize] };

    pub fn book(&mut self, visit: Visit, patient: Patient) -> Result<(), Refusal> {
        if visit.slots().any(|slot| self.slots[slot].is_some()) {
            return Err(Refusal::SlotTaken);
        }
        for slot in visit.slots() {
            self.slots[slot] = Some(patient);
        }
        Ok(())
    }

    pub fn slots(&self) -> &[Option<Patient>] {
        &self.slots
    }
}

/// Days of one doctor or of all of them, and how many slots each patient has on these days.
#[derive(Debug, Clone)]
pub struct Month {
    days: Vec<DoctorsDay>,
    slots_of: Vec<u32>,
    booked: u32,
}

impl Month {
    pub fn new(days: usize, patients: usize) -> Self {
        Self { days: vec![DoctorsDay::EMPTY; days], slots_of: vec![0; patients], booked: 0 }
    }

    /// Books `visit` on the day at the place `day`. `elsewhere` is what the patient has outside of
    /// this month, as far as the caller knows.
    pub fn book(
        &mut self,
        day: usize,
        visit: Visit,
        patient: Patient,
        elsewhere: u32,
    ) -> Result<(), Refusal> {
        let allowed = within_maximum(self.slots_of[patient.index()] + elsewhere, visit.length());
        let mut changed = self.days[day];
        changed.book(visit, patient)?;
        allowed?;
        self.days[day] = changed;
        self.slots_of[patient.index()] += visit.length();
        self.booked += visit.length();
        Ok(())
    }

    pub fn day(&self, day: usize) -> &DoctorsDay {
        &self.days[day]
    }

    pub fn days(&self) -> &[DoctorsDay] {
        &self.days
    }

    /// How many slots are booked, by all patients.
    pub fn booked(&self) -> u32 {
        self.booked
    }
}

/// What one patient has in the month. Never more than the maximum, reservations included.
#[derive(Debug, Clone, Default)]
pub struct PatientMonthQuota {
    booked: u32,
    reserved: u32,
}

impl PatientMonthQuota {
    pub fn reserve(&mut self, slots: u32) -> Result<(), Refusal> {
        within_maximum(self.booked + self.reserved, slots)?;
        self.reserved += slots;
        Ok(())
    }

    /// The slots that were reserved are booked now.
    pub fn confirm(&mut self, slots: u32) {
        self.reserved -= slots;
        self.booked += slots;
    }

    /// The slots that were reserved have not been booked.
    pub fn release(&mut self, slots: u32) {
        self.reserved -= slots;
    }
}
