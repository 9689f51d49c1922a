//! An order, and four ways to add a batch of lines to it, all of them or none.
//!
//! # Invariants
//!
//! - INV-1: a product is in an order at most once.
//! - INV-2: an order has at most ten lines.
//! - INV-3: the total is the sum of the lines' prices, and it fits into [`Cents`].
//! - INV-4: a refused call changes nothing: no line, not their order, not the total.

/// How much work a call was: what it copied and what it changed.
pub mod effort;
mod lines;

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
        let product = || line.product().clone();
        // INV-1
        if self.lines.iter().any(|other| other.product() == line.product()) {
            return Err(OrderError::DuplicateProduct { product: product() });
        }
        // INV-2
        if self.lines.len() >= Self::MAX_LINES {
            return Err(OrderError::TooManyLines { product: product() });
        }
        // INV-3
        let Some(total) = self.total.checked_add(line.price()) else {
            return Err(OrderError::TotalTooLarge { product: product() });
        };

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
        self.add_all_backed_up(batch)
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
        self.add_all_backed_up(batch)
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
    pub fn with_all(self, batch: &[Line]) -> Result<Self, (Self, OrderError)> {
        let mut next = self.clone();
        for line in batch {
            if let Err(why) = next.add(line.clone()) {
                return Err((self, why));
            }
        }
        Ok(next)
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
        self.add_all_backed_up(batch)
    }

    /// Copies the whole order, adds line by line to the original, and puts the copy back when a line is
    /// refused.
    fn add_all_backed_up(&mut self, batch: &[Line]) -> Result<(), OrderError> {
        let backup = self.clone();
        for line in batch {
            if let Err(why) = self.add(line.clone()) {
                *self = backup;
                return Err(why);
            }
        }
        Ok(())
    }
}
