//! `new` sets the fields, and the derived `Default` needs no thought.

mod error;
mod line;

use std::collections::BTreeMap;

pub use error::{AddLineError, ChangeQuantityError, PlaceError, RemoveLineError};
pub use line::{Line, Money, MoneyError, ProductId, Quantity, QuantityError};

/// What a customer wants to buy: a draft first, then placed.
#[derive(Debug, Clone, Default)]
pub struct Order {
    lines: BTreeMap<ProductId, Line>,
    placed: bool,
    /// How much more the lines may cost.
    room: Money,
}

impl Order {
    /// How many lines an order can have.
    pub const MAX_LINES: usize = 10;

    /// A draft without lines.
    pub fn new() -> Self {
        Self { room: Money::MAX, ..Self::default() }
    }

    /// Each product with its line, in the order of the product ids.
    pub fn lines(&self) -> impl Iterator<Item = (&ProductId, Line)> {
        self.lines.iter().map(|(product, &line)| (product, line))
    }

    /// Whether the order is placed. If not, it is a draft.
    pub fn is_placed(&self) -> bool {
        self.placed
    }

    /// The sum of the amounts of all lines: 0.00 for an order without lines.
    pub fn total(&self) -> Money {
        Money::MAX.checked_sub(self.room).expect("INV-4")
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
        let line = Line { quantity, unit_price };
        if self.lines.contains_key(&product) {
            return Err(AddLineError::DuplicateProduct { product });
        }
        if self.lines.len() >= Self::MAX_LINES {
            return Err(AddLineError::TooManyLines { maximum: Self::MAX_LINES });
        }
        self.room = line.amount().and_then(|amount| self.room.checked_sub(amount)).ok_or(AddLineError::TotalTooLarge)?;
        self.lines.insert(product, line);
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
        let Some(&line) = self.lines.get(product) else {
            return Err(ChangeQuantityError::UnknownProduct { product: product.clone() });
        };
        let changed = Line { quantity, ..line };
        let old = line.amount().expect("INV-4");
        let room = self.room.cents() + old.cents();
        let room = Money::try_from(room).expect("INV-4");
        self.room = changed.amount().and_then(|amount| room.checked_sub(amount)).ok_or(ChangeQuantityError::TotalTooLarge)?;
        self.lines.insert(product.clone(), changed);
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
        if !self.lines.contains_key(product) {
            return Err(RemoveLineError::UnknownProduct { product: product.clone() });
        }
        if self.placed && self.lines.len() == 1 {
            return Err(RemoveLineError::LastLine);
        }
        let gone = self.lines.remove(product).expect("looked up above");
        self.room = gone.amount().and_then(|amount| self.room.checked_add(amount)).expect("INV-4");
        Ok(gone)
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
        if self.lines.is_empty() {
            return Err(PlaceError::NoLines);
        }
        if self.placed {
            return Err(PlaceError::AlreadyPlaced);
        }
        self.placed = true;
        Ok(())
    }
}

fn sum(lines: impl IntoIterator<Item = Line>) -> Option<Money> {
    lines.into_iter().try_fold(Money::ZERO, |sum, line| sum.checked_add(line.amount()?))
}
