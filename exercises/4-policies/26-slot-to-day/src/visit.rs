// Given: slots, patients and visits, and how a booking or a cancellation is refused. Nothing here needs to change.

use std::fmt;

use thiserror::Error;

/// Ten minutes of a day. There are 60 of them, the first at 08:00 and the last at 17:50.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u8);

impl Slot {
    /// How many slots a day has.
    pub const COUNT: usize = 60;

    const A_HOUR: u8 = 6;

    /// The slot with this number, counted from 0, or none from 60 on.
    pub fn new(number: u8) -> Option<Self> {
        (usize::from(number) < Self::COUNT).then_some(Self(number))
    }

    /// All slots, the earliest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).map_while(Self::new)
    }

    /// The slot's number, counted from 0.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// The slot that begins when this one ends. The last of the day has none.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
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

/// Names a patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient(String);

impl Patient {
    /// Takes `name` as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One patient's time with the doctor: one slot, or two slots side by side.
///
/// Two visits are equal if they have the same patient and the same slots. Two single visits of one
/// patient, side by side, are not a double visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    patient: Patient,
    first: Slot,
    second: Option<Slot>,
}

impl Visit {
    /// A visit of one slot.
    pub fn single(patient: Patient, slot: Slot) -> Self {
        Self { patient, first: slot, second: None }
    }

    /// A visit of two slots: `first` and the one after it.
    ///
    /// # Errors
    ///
    /// [`PastTheEnd`] when `first` is the last slot of the day.
    pub fn double(patient: Patient, first: Slot) -> Result<Self, PastTheEnd> {
        let second = first.next().ok_or(PastTheEnd)?;
        Ok(Self { patient, first, second: Some(second) })
    }

    /// Who comes.
    pub fn patient(&self) -> &Patient {
        &self.patient
    }

    /// The slot in which the visit begins.
    pub fn first(&self) -> Slot {
        self.first
    }

    /// The other slot of a double visit.
    pub fn second(&self) -> Option<Slot> {
        self.second
    }

    /// One slot or two, the earlier first.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        [Some(self.first), self.second].into_iter().flatten()
    }
}

/// A double visit can't begin in the last slot of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a double visit can't begin in the last slot of the day")]
pub struct PastTheEnd;

/// The rules say no. Asked again, they say the same, until somebody changes the day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A slot that the visit needs is booked already.
    #[error("the slot at {slot} is taken")]
    SlotTaken {
        /// The earliest slot of the visit that is booked already.
        slot: Slot,
    },
    /// The patient has no visit in the slot.
    #[error("the patient has no visit at {slot}")]
    NoSuchVisit {
        /// The slot that was asked for.
        slot: Slot,
    },
}
