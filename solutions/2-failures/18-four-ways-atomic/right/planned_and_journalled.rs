//! Validating makes a plan, undoing reads a journal, and the next order is built line by line from nothing.
//!
//! A plan can be shown to somebody before it is applied, and a journal can undo more than one kind of
//! change. The price is more code, and two lists that live as long as the call.

/// How much work a call was: what it copied and what it changed.
pub mod effort;
mod lines;

pub use lines::{Cents, Line, Lines, OrderError, Product};

/// A batch that can be added: nothing stands against it.
struct Plan {
    lines: Vec<Line>,
    total: Cents,
}

/// One change to an order, and all it takes to take it back.
struct Added {
    total_before: Cents,
}

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
        let plan = self.plan(&[line])?;
        self.apply(plan);
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
        let plan = self.plan(batch)?;
        self.apply(plan);
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
        let mut next = Self::new();
        for line in self.lines.iter().chain(batch) {
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
        match self.plan(batch) {
            Ok(plan) => {
                self.apply(plan);
                Ok(self)
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
        let mut journal: Vec<Added> = Vec::new();
        for line in batch {
            let entry = Added { total_before: self.total };
            match self.add(line.clone()) {
                Ok(()) => journal.push(entry),
                Err(why) => {
                    self.take_back(journal);
                    return Err(why);
                }
            }
        }
        Ok(())
    }

    fn plan(&self, batch: &[Line]) -> Result<Plan, OrderError> {
        let mut plan = Plan { lines: Vec::new(), total: self.total };
        for line in batch {
            let product = line.product();
            if self.lines.iter().chain(&plan.lines).any(|other| other.product() == product) {
                return Err(OrderError::DuplicateProduct { product: product.clone() });
            }
            if self.lines.len() + plan.lines.len() == Self::MAX_LINES {
                return Err(OrderError::TooManyLines { product: product.clone() });
            }
            plan.total = match plan.total.checked_add(line.price()) {
                Some(total) => total,
                None => return Err(OrderError::TotalTooLarge { product: product.clone() }),
            };
            plan.lines.push(line.clone());
        }
        Ok(plan)
    }

    fn apply(&mut self, plan: Plan) {
        plan.lines.into_iter().for_each(|line| self.lines.push(line));
        self.total = plan.total;
    }

    /// Newest first.
    fn take_back(&mut self, journal: Vec<Added>) {
        for Added { total_before } in journal.into_iter().rev() {
            self.lines.pop();
            self.total = total_before;
        }
    }
}
