//! If the sum does not fit there is no need to look at the lines.

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
        let total = self.total_with(&[], self.total, &line)?;
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
        let mut total = self.total;
        for line in batch {
            total = total
                .checked_add(line.price())
                .ok_or_else(|| OrderError::TotalTooLarge { product: line.product().clone() })?;
        }
        for (turn, line) in batch.iter().enumerate() {
            self.total_with(&batch[..turn], Cents::ZERO, line)?;
        }
        for line in batch {
            self.lines.push(line.clone());
        }
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
        // Only the copy is ever half done (INV-4).
        let mut next = self.clone();
        for line in batch {
            next.add(line.clone())?;
        }
        *self = next;
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
        // Nobody can see the order while it is half done. What is given back must be whole (INV-4).
        match self.add_all_undone(batch) {
            Ok(()) => Ok(self),
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
        // What the undo needs to know, noted before the first change.
        let (len, total) = (self.lines.len(), self.total);
        let outcome = batch.iter().try_for_each(|line| self.add(line.clone()));
        if outcome.is_err() {
            // All that `add` changes, taken back (INV-4).
            self.lines.truncate(len);
            self.total = total;
        }
        outcome
    }

    /// What `total` becomes with `line`, when the lines of `earlier` stand between this order's and it.
    fn total_with(&self, earlier: &[Line], total: Cents, line: &Line) -> Result<Cents, OrderError> {
        let product = || line.product().clone();
        // INV-1
        if self.lines.iter().chain(earlier).any(|other| other.product() == line.product()) {
            return Err(OrderError::DuplicateProduct { product: product() });
        }
        // INV-2
        if self.lines.len() + earlier.len() >= Self::MAX_LINES {
            return Err(OrderError::TooManyLines { product: product() });
        }
        // INV-3
        total
            .checked_add(line.price())
            .ok_or_else(|| OrderError::TotalTooLarge { product: product() })
    }
}
