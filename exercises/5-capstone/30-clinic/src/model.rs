// Given: what is asked for, what is answered and what is told. Nothing here needs to change.

use std::fmt;

use jiff::civil::Date;

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

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month that `date` is in.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }
}

/// As it is stored: `2026-03`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
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

    /// The slot after this one; `None` after the last of the day.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "slot {}", self.0)
    }
}

/// How long a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// One slot.
    Single,
    /// Two slots, one after the other.
    Double,
}

impl Length {
    /// How many slots it takes.
    pub fn slots(self) -> u8 {
        match self {
            Self::Single => 1,
            Self::Double => 2,
        }
    }
}

/// Names a patient.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// Who comes, from when on and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who comes.
    pub patient: Patient,
    /// The first slot.
    pub first: Slot,
    /// One slot or two.
    pub length: Length,
}

impl Visit {
    /// The slots that it takes, the earlier one first. `None` when it would last beyond the end of the
    /// day.
    pub fn slots(&self) -> Option<Vec<Slot>> {
        match self.length {
            Length::Single => Some(vec![self.first]),
            Length::Double => Some(vec![self.first, self.first.next()?]),
        }
    }
}

/// How many times a day has been saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u32);

impl Version {
    /// The version of a day that is not stored. No stored day has it.
    pub const NONE: Self = Self(0);

    /// The version with this number.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The version's number.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The version after this one.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Names one intention. A desk makes it up once, and sends it each time that it asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Takes `key` as it is.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a desk wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// A visit of this length.
    Book(Length),
    /// The patient's visit, whatever its length, is to be cancelled.
    Cancel,
}

/// What is asked for, once for each `key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The intention behind it.
    pub key: IdempotencyKey,
    /// Which doctor, and on which day the visit is.
    pub day: DayKey,
    /// Whose visit.
    pub patient: Patient,
    /// The slot with which the visit begins.
    pub first: Slot,
    /// To book it or to cancel it.
    pub wish: Wish,
    /// The day on which it is asked for.
    pub asked_on: Date,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A visit was booked.
    Booked,
    /// A visit was cancelled.
    Cancelled,
}

/// What is answered: this was done, and the day had this version right after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The request's key.
    pub key: IdempotencyKey,
    /// What was done.
    pub done: Done,
    /// On which day.
    pub day: DayKey,
    /// The visit that was booked or cancelled.
    pub visit: Visit,
    /// The day's version right after it.
    pub version: Version,
}

impl Receipt {
    /// Whether `request` asks for what this is the receipt of. When it is asked doesn't matter.
    pub fn answers(&self, request: &Request) -> bool {
        let same_wish = match (self.done, request.wish) {
            (Done::Booked, Wish::Book(length)) => self.visit.length == length,
            (Done::Cancelled, Wish::Cancel) => true,
            (Done::Booked, Wish::Cancel) | (Done::Cancelled, Wish::Book(_)) => false,
        };
        same_wish
            && self.key == request.key
            && self.day == request.day
            && self.visit.patient == request.patient
            && self.visit.first == request.first
    }
}

/// Names one message. A later message has a higher id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MessageId(i64);

impl MessageId {
    /// The id with this number.
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The id's number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the front desk is told of each request that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// By which the message is known when it is delivered again.
    pub id: MessageId,
    /// The request's key.
    pub key: IdempotencyKey,
    /// What was done.
    pub done: Done,
    /// On which day.
    pub day: DayKey,
    /// The visit that was booked or cancelled.
    pub visit: Visit,
    /// The day on which it was asked for.
    pub asked_on: Date,
}

/// What became of a message that was delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// This call has counted it.
    Now,
    /// An earlier delivery has counted it, and this one has changed nothing.
    Already,
}

/// Something for a person to do: phone the patient, who has booked more slots of a month than are
/// allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Whom to phone.
    pub patient: Patient,
    /// Which month's visits to talk about.
    pub month: Month,
    /// How many slots there were when the task was made.
    pub slots: u32,
}
