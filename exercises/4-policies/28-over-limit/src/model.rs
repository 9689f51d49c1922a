// Given: money, months, and who is spoken of. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use jiff::civil::Date;
use thiserror::Error;

/// Whole cents, never less than nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(u64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    pub const fn cents(cents: u64) -> Self {
        Self(cents)
    }

    /// How many cents.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The sum.
    pub const fn saturating_add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, or nothing if `other` is more.
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Names a card.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CardId(String);

impl CardId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a patient.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PatientId(String);

impl PatientId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for PatientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A calendar month of a certain year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month that `date` lies in.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// The purchase would go beyond the limit of the card, and the till can be told so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("declined: {available} can still be spent")]
pub struct Declined {
    /// The largest purchase that would be accepted, or nothing.
    pub available: Money,
}
