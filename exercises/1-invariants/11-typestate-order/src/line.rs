// Given: what an order consists of. The kata is about `lib.rs`; nothing here needs to change. Lines can be copied. Two
// lists of the same lines harm nobody, two orders do.

use std::fmt;
use std::iter::Sum;

/// An amount of money in whole cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(u64);

impl Cents {
    /// So many cents.
    pub const fn new(cents: u64) -> Self {
        Self(cents)
    }

    /// How many cents.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// For `lines.map(|line| line.price).sum()`.
impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        Self(all.map(Self::get).sum())
    }
}

/// `12.34`
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// One thing that is ordered, and its price. Any product goes with any price, so the fields are public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub product: String,
    /// What it costs. 0.00 is a gift.
    pub price: Cents,
}

impl Line {
    /// `product` at this price.
    pub fn new(product: impl Into<String>, price: Cents) -> Self {
        Self { product: product.into(), price }
    }
}

/// The lines of an order, in the order they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(Vec<Line>);

impl Lines {
    /// No lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `line` at the end.
    pub fn push(&mut self, line: Line) {
        self.0.push(line);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = &Line> {
        self.0.iter()
    }

    /// The sum of all prices.
    pub fn total(&self) -> Cents {
        self.iter().map(|line| line.price).sum()
    }
}
