//! One function says what is wrong with a list of lines, and each way asks it at another time.
//!
//! Undoing and swapping push the whole batch before they ask. The sum is made anew, in a wider type, so the
//! total is never touched before it is known. The price is a pass over all lines for each call.

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
        self.add_all_validated(std::slice::from_ref(&line))
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
        let lines: Vec<&Line> = self.lines.iter().chain(batch).collect();
        let total = check(&lines, self.lines.len())?;
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
        let mut next = self.clone();
        next.push_all(batch)?;
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
        let len = self.lines.len();
        match self.push_all(batch) {
            Ok(()) => Ok(self),
            Err(why) => {
                self.lines.truncate(len);
                Err((self, why))
            }
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
        let len = self.lines.len();
        let outcome = self.push_all(batch);
        if outcome.is_err() {
            self.lines.truncate(len);
        }
        outcome
    }

    /// Adds all of `batch` and looks afterwards whether the order may stay like that. When it may not, the
    /// lines are left for the caller to take back, and the total is the old one.
    fn push_all(&mut self, batch: &[Line]) -> Result<(), OrderError> {
        let before = self.lines.len();
        for line in batch {
            self.lines.push(line.clone());
        }
        let lines: Vec<&Line> = self.lines.iter().collect();
        self.total = check(&lines, before)?;
        Ok(())
    }
}

/// The sum of `lines`, or what the first line from `new` on is refused for.
fn check(lines: &[&Line], new: usize) -> Result<Cents, OrderError> {
    let mut sum: u64 = 0;
    for (place, line) in lines.iter().enumerate() {
        let product = line.product();
        sum += u64::from(line.price().get());
        if place < new {
            continue;
        }
        if lines[..place].iter().any(|other| other.product() == product) {
            return Err(OrderError::DuplicateProduct { product: product.clone() });
        }
        if place >= Order::MAX_LINES {
            return Err(OrderError::TooManyLines { product: product.clone() });
        }
        if sum > u64::from(Cents::MAX.get()) {
            return Err(OrderError::TotalTooLarge { product: product.clone() });
        }
    }
    Ok(u32::try_from(sum).map_or(Cents::MAX, Cents::new))
}
