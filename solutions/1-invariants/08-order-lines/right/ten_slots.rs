//! Ten slots: an eleventh line has no place to go, whatever a check forgets.
//!
//! The shape now holds INV-2. What the map gave, each product once and in order, has to be seen to.

mod error;
mod line;

pub use error::{AddLineError, ChangeQuantityError, PlaceError, RemoveLineError};
pub use line::{Line, Money, MoneyError, ProductId, Quantity, QuantityError};

/// What a customer wants to buy: a draft first, then placed.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// Ten places, so there is none for an eleventh line.
    slots: [Option<(ProductId, Line)>; Self::MAX_LINES],
    placed: bool,
}

impl Order {
    /// How many lines an order can have.
    pub const MAX_LINES: usize = 10;

    /// A draft without lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// Each product with its line, in the order of the product ids.
    pub fn lines(&self) -> impl Iterator<Item = (&ProductId, Line)> {
        let mut lines: Vec<_> = self.taken().collect();
        lines.sort_unstable_by_key(|&(product, _)| product);
        lines.into_iter()
    }

    /// Whether the order is placed. If not, it is a draft.
    pub fn is_placed(&self) -> bool {
        self.placed
    }

    /// The sum of the amounts of all lines: 0.00 for an order without lines.
    pub fn total(&self) -> Money {
        sum(self.taken().map(|(_, line)| line)).expect("INV-4 is checked before a line changes")
    }

    /// Adds a line for `product`. Other lines and whether the order is placed stay as they are.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`AddLineError::DuplicateProduct`]: the order has a line for this product, whatever its
    ///    quantity and price.
    /// 2. [`AddLineError::TooManyLines`]: the order has [`MAX_LINES`](Self::MAX_LINES) lines.
    /// 3. [`AddLineError::TotalTooLarge`]: the new total would be more than [`Money::MAX`].
    pub fn add_line(
        &mut self,
        product: ProductId,
        quantity: Quantity,
        unit_price: Money,
    ) -> Result<(), AddLineError> {
        if self.taken().any(|(other, _)| *other == product) {
            return Err(AddLineError::DuplicateProduct { product });
        }
        let Some(free) = self.slots.iter().position(Option::is_none) else {
            return Err(AddLineError::TooManyLines { maximum: Self::MAX_LINES });
        };
        let line = Line { quantity, unit_price };
        if sum(self.taken().map(|(_, line)| line).chain([line])).is_none() {
            return Err(AddLineError::TotalTooLarge);
        }

        self.slots[free] = Some((product, line));
        Ok(())
    }

    /// Sets the quantity in the line of `product`. Its price, the other lines and whether the order
    /// is placed stay as they are. The quantity that the line has already is accepted.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`ChangeQuantityError::UnknownProduct`]: the order has no line for this product.
    /// 2. [`ChangeQuantityError::TotalTooLarge`]: the new total would be more than [`Money::MAX`].
    pub fn change_quantity(
        &mut self,
        product: &ProductId,
        quantity: Quantity,
    ) -> Result<(), ChangeQuantityError> {
        let others = self.taken().filter(|(other, _)| *other != product).map(|(_, line)| line);
        let Some(others) = sum(others) else {
            return Err(ChangeQuantityError::TotalTooLarge);
        };
        let line = self.slots.iter_mut().flatten().find(|(other, _)| other == product);
        let Some((_, line)) = line else {
            return Err(ChangeQuantityError::UnknownProduct { product: product.clone() });
        };
        let next = Line { quantity, ..*line };
        if next.amount().and_then(|amount| others.checked_add(amount)).is_none() {
            return Err(ChangeQuantityError::TotalTooLarge);
        }

        *line = next;
        Ok(())
    }

    /// Takes the line of `product` out of the order and returns it. The other lines and whether the
    /// order is placed stay as they are. A draft may lose its last line.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`RemoveLineError::UnknownProduct`]: the order has no line for this product.
    /// 2. [`RemoveLineError::LastLine`]: the order is placed and has no other line.
    pub fn remove_line(&mut self, product: &ProductId) -> Result<Line, RemoveLineError> {
        let is_last = self.placed && self.taken().count() == 1;
        let holds = |slot: &Option<(ProductId, Line)>| {
            slot.as_ref().is_some_and(|(other, _)| other == product)
        };
        let unknown = || RemoveLineError::UnknownProduct { product: product.clone() };
        let slot = self.slots.iter_mut().find(|slot| holds(slot)).ok_or_else(unknown)?;
        if is_last {
            return Err(RemoveLineError::LastLine);
        }

        slot.take().map(|(_, line)| line).ok_or_else(unknown)
    }

    /// Makes the draft a placed order, with the lines that it has.
    ///
    /// # Errors
    ///
    /// At most one of these applies, and then nothing has changed:
    ///
    /// - [`PlaceError::NoLines`]: the order has no lines.
    /// - [`PlaceError::AlreadyPlaced`]: the order is placed.
    pub fn place(&mut self) -> Result<(), PlaceError> {
        if self.taken().next().is_none() {
            return Err(PlaceError::NoLines);
        }
        if self.placed {
            return Err(PlaceError::AlreadyPlaced);
        }

        self.placed = true;
        Ok(())
    }

    /// The slots that have a line.
    fn taken(&self) -> impl Iterator<Item = (&ProductId, Line)> {
        self.slots.iter().flatten().map(|(product, line)| (product, *line))
    }
}

/// The sum of the amounts, or `None` if it is more than [`Money::MAX`].
fn sum(lines: impl IntoIterator<Item = Line>) -> Option<Money> {
    lines.into_iter().try_fold(Money::ZERO, |sum, line| sum.checked_add(line.amount()?))
}
