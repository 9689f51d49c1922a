//! The products are gathered in a set, and each line of the batch joins it.
//!
//! No line is compared with every other. The set holds references: no name is copied. Undoing counts lines
//! and takes back that many.

/// How much work a call was: what it copied and what it changed.
pub mod effort;
mod lines;

use std::collections::BTreeSet;
use std::mem;

pub use lines::{Cents, Line, Lines, OrderError, Product};

/// What somebody wants to buy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    lines: Lines,
    total: Cents,
}

impl Order {
    /// How many lines an order can have.
    pub const MAX_LINES: usize = 10;

    /// An order without lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The sum of all prices.
    pub fn total(&self) -> Cents {
        self.total
    }

    /// Adds `line` at the end.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`OrderError::DuplicateProduct`]: the order has a line for this product.
    /// 2. [`OrderError::TooManyLines`]: the order has [`MAX_LINES`](Self::MAX_LINES) lines.
    /// 3. [`OrderError::TotalTooLarge`]: the total would be more than [`Cents::MAX`].
    pub fn add(&mut self, line: Line) -> Result<(), OrderError> {
        let total = admit(&mut self.products(), self.total, &line)?;
        self.lines.push(line);
        self.total = total;
        Ok(())
    }

    /// Adds the lines of `batch` at the end, in their order: all of them or none.
    ///
    /// The way: **validate first**. All that can refuse comes before the first change: a refused call
    /// adds no line, not even for a moment. An accepted one adds each line once. Nothing is copied but
    /// lines of the batch.
    ///
    /// # Errors
    ///
    /// The first that [adding](Self::add) the lines one after another would meet; then nothing has
    /// changed. An empty batch is accepted.
    pub fn add_all_validated(&mut self, batch: &[Line]) -> Result<(), OrderError> {
        let total = self.total_after(batch)?;
        batch.iter().for_each(|line| self.lines.push(line.clone()));
        self.total = total;
        Ok(())
    }

    /// Adds the lines of `batch` at the end, in their order: all of them or none.
    ///
    /// The way: **build and swap**. The next order is a copy of this one with the batch added, and takes
    /// the place of `self` when the whole batch is accepted, not before. After a refusal `self` has its
    /// own lines, not others that look like them.
    ///
    /// Each call makes one copy and clones each line of the order once, for it. It does so if the first
    /// line is refused, and for an empty order too. Only for an empty batch it may do without.
    ///
    /// # Errors
    ///
    /// The first that [adding](Self::add) the lines one after another would meet; then nothing has
    /// changed. An empty batch is accepted.
    pub fn add_all_swapped(&mut self, batch: &[Line]) -> Result<(), OrderError> {
        let mut next = self.clone();
        batch.iter().cloned().try_for_each(|line| next.add(line))?;
        mem::swap(self, &mut next);
        Ok(())
    }

    /// The order with the lines of `batch` at the end, in their order: all of them or none.
    ///
    /// The way: **consume and give back**. Meanwhile nobody else has the order. An accepted call
    /// copies nothing but lines of the batch.
    ///
    /// # Errors
    ///
    /// The first that [adding](Self::add) the lines one after another would meet, and with it the order
    /// as it was handed in. An empty batch is accepted.
    pub fn with_all(mut self, batch: &[Line]) -> Result<Self, (Self, OrderError)> {
        match self.total_after(batch) {
            Ok(total) => {
                batch.iter().for_each(|line| self.lines.push(line.clone()));
                Ok(Self { total, ..self })
            }
            Err(why) => Err((self, why)),
        }
    }

    /// Adds the lines of `batch` at the end, in their order: all of them or none.
    ///
    /// The way: **undo**. The lines are added in place without looking ahead: when one is refused, all
    /// before it have been added. Then as many lines are taken back as were added, and no others. Whether
    /// the refused line itself was among them is not asked. An accepted call adds each line once and takes
    /// none back. Nothing is copied but lines of the batch.
    ///
    /// # Errors
    ///
    /// The first that [adding](Self::add) the lines one after another would meet; then nothing has
    /// changed. An empty batch is accepted.
    pub fn add_all_undone(&mut self, batch: &[Line]) -> Result<(), OrderError> {
        let before = self.total;
        for (added, line) in batch.iter().enumerate() {
            if let Err(why) = self.add(line.clone()) {
                for _ in 0..added {
                    self.lines.pop();
                }
                self.total = before;
                return Err(why);
            }
        }
        Ok(())
    }

    fn products(&self) -> BTreeSet<&Product> {
        self.lines.iter().map(Line::product).collect()
    }

    /// The total with all of `batch`, or the first reason against it. Changes nothing.
    fn total_after(&self, batch: &[Line]) -> Result<Cents, OrderError> {
        let mut seen = self.products();
        batch.iter().try_fold(self.total, |total, line| admit(&mut seen, total, line))
    }
}

/// The total with `line`, which is now one of the products `seen`, or why it is refused.
fn admit<'a>(
    seen: &mut BTreeSet<&'a Product>,
    total: Cents,
    line: &'a Line,
) -> Result<Cents, OrderError> {
    let product = line.product();
    let full = seen.len() >= Order::MAX_LINES;
    if !seen.insert(product) {
        return Err(OrderError::DuplicateProduct { product: product.clone() });
    }
    if full {
        return Err(OrderError::TooManyLines { product: product.clone() });
    }
    total
        .checked_add(line.price())
        .ok_or_else(|| OrderError::TotalTooLarge { product: product.clone() })
}
