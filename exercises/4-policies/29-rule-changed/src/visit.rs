// Given: a visit, and the values it is made of. None of them can hold what can't be. Nothing here needs to change.

use std::fmt;

use jiff::civil::Date;

/// A calendar month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first_day: Date,
}

impl Month {
    /// The month that `date` lies in.
    pub fn of(date: Date) -> Self {
        Self { first_day: date.first_of_month() }
    }

    /// The day with this number, counted from 1, or `None` if the month has no such day.
    pub fn day(self, number: i8) -> Option<Date> {
        Date::new(self.first_day.year(), self.first_day.month(), number).ok()
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.first_day.last_of_month()
    }

    /// `date` is one of its days.
    pub fn contains(self, date: Date) -> bool {
        Self::of(date) == self
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first_day.year(), self.first_day.month())
    }
}

/// Like `Display`.
impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Month({self})")
    }
}

/// Ten minutes of a day. There are 60 of them, the first at 08:00 and the last at 17:50.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u8);

impl Slot {
    const COUNT: u8 = 60;
    const AN_HOUR: u8 = 6;

    /// The slot with this number, counted from 0, or `None` from 60 on.
    pub fn new(number: u8) -> Option<Self> {
        (number < Self::COUNT).then_some(Self(number))
    }

    /// Its number, counted from 0.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", 8 + self.0 / Self::AN_HOUR, self.0 % Self::AN_HOUR * 10)
    }
}

/// Like `Display`: a number tells a reader of a failed test nothing.
impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({self})")
    }
}

/// How long a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// One slot: ten minutes.
    Single,
    /// Two slots, one after the other: twenty minutes.
    Double,
}

impl Length {
    fn slots(self) -> u8 {
        match self {
            Self::Single => 1,
            Self::Double => 2,
        }
    }
}

/// One visit of a patient. It ends with the day, or before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    date: Date,
    slot: Slot,
    length: Length,
    doctor: String,
}

impl Visit {
    /// A visit to `doctor` on `date` that begins with `slot`, or `None` if it would end after the last
    /// slot of the day.
    pub fn new(date: Date, slot: Slot, length: Length, doctor: impl Into<String>) -> Option<Self> {
        let last = slot.0 + length.slots() - 1;
        (last < Slot::COUNT).then(|| Self { date, slot, length, doctor: doctor.into() })
    }

    /// The day.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The first slot, or the only one.
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// Single or double.
    pub fn length(&self) -> Length {
        self.length
    }

    /// Who sees the patient.
    pub fn doctor(&self) -> &str {
        &self.doctor
    }

    /// How many slots it takes: 1 or 2.
    pub fn slots(&self) -> u32 {
        self.length.slots().into()
    }

    /// It takes `slot` on `date`: as its first slot, or as the second of a double.
    pub fn takes(&self, date: Date, slot: Slot) -> bool {
        self.date == date && (self.slot.0..self.slot.0 + self.length.slots()).contains(&slot.0)
    }

    /// There is a slot that both take. Nobody is in two places at once, so the doctors don't matter.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.takes(other.date, other.slot) || other.takes(self.date, self.slot)
    }
}

impl fmt::Display for Visit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}, {:?}, {}", self.date, self.slot, self.length, self.doctor)
    }
}
