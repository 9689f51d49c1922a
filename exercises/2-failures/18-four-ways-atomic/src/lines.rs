// Given: the parts an order is made of. The kata is about `lib.rs`; nothing here needs to change.

use std::{fmt, slice};

use thiserror::Error;

use crate::effort::Identity;

/// Names what is ordered. An order has a product at most once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Product(String);

impl Product {
    /// Takes `name` as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount of money, in whole cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(u32);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The largest amount there is.
    pub const MAX: Self = Self(u32::MAX);

    /// This many cents.
    pub const fn new(cents: u32) -> Self {
        Self(cents)
    }

    /// How many cents it is.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The sum, or `None` if it is more than [`Cents::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` if it is less than nothing.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// One line of an order: a product, and what is asked for it.
pub struct Line {
    product: Product,
    price: Cents,
    /// Given to it when it is put into a container. Callers don't see it.
    identity: Identity,
}

impl Line {
    /// A line that asks `price` for `product`.
    pub fn new(product: Product, price: Cents) -> Self {
        Self { product, price, identity: Identity::NONE }
    }

    /// What is ordered.
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// What is asked for it.
    pub fn price(&self) -> Cents {
        self.price
    }
}

/// By hand, because copies of lines are recorded.
impl Clone for Line {
    fn clone(&self) -> Self {
        self.identity.line_copied();
        Self::new(self.product.clone(), self.price)
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        (&self.product, self.price) == (&other.product, other.price)
    }
}

impl Eq for Line {}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.product, self.price)
    }
}

/// The lines of one order, in the order they were added.
///
/// It is a `Vec` that notes what is done to it in a record, which [`effort::watch`](crate::effort::watch)
/// reads. It knows no rule: those are the order's.
pub struct Lines {
    lines: Vec<Line>,
    identity: Identity,
}

impl Lines {
    /// No lines yet.
    pub fn new() -> Self {
        Self { lines: Vec::new(), identity: Identity::new() }
    }

    /// Adds `line` at the end.
    pub fn push(&mut self, mut line: Line) {
        // Without any capacity it has not held a line before.
        if self.lines.capacity() == 0 {
            self.identity.comes_to_hold_lines();
        }
        line.identity = Identity::new();
        self.lines.push(line);
        self.identity.added();
    }

    /// Takes the last line back, if there is one.
    pub fn pop(&mut self) -> Option<Line> {
        let line = self.lines.pop()?;
        self.identity.taken_back(1);
        Some(line)
    }

    /// Takes lines back, last one first, until no more than `len` are left.
    pub fn truncate(&mut self, len: usize) {
        let surplus = self.lines.len().saturating_sub(len);
        self.lines.truncate(len);
        self.identity.taken_back(surplus);
    }

    /// The lines, in the order they were added.
    pub fn iter(&self) -> slice::Iter<'_, Line> {
        self.lines.iter()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// By hand, because a copy and its lines have identities of their own.
impl Clone for Lines {
    fn clone(&self) -> Self {
        let mut copy = Self { lines: self.lines.clone(), identity: Identity::new() };
        if !copy.is_empty() {
            copy.identity.comes_to_hold_lines();
        }
        for line in &mut copy.lines {
            line.identity = Identity::new();
        }
        copy
    }
}

impl Default for Lines {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> IntoIterator for &'a Lines {
    type Item = &'a Line;
    type IntoIter = slice::Iter<'a, Line>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The lines alone: two copies of the same lines are equal.
impl PartialEq for Lines {
    fn eq(&self, other: &Self) -> bool {
        self.lines == other.lines
    }
}

impl Eq for Lines {}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// Why an order refused a line. Each names the product of the line that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OrderError {
    /// The order has this product already (INV-1).
    #[error("{product} is in the order already")]
    DuplicateProduct {
        /// The product that was to be added.
        product: Product,
    },
    /// The order has all the lines it can have (INV-2).
    #[error("the order is full, so there is no line for {product}")]
    TooManyLines {
        /// The product that was to be added.
        product: Product,
    },
    /// The total would be more than [`Cents::MAX`] (INV-3).
    #[error("with {product} the total would be too large")]
    TotalTooLarge {
        /// The product that was to be added.
        product: Product,
    },
}
