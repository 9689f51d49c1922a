//! Of an order over 0.00 there is nothing to give back.

mod error;
mod line;

use jiff::civil::Date;

pub use error::{BeforePayment, NoLines, Reason, WrongAmount};
pub use line::{Cents, Line, Lines};

/// The customer is still writing it.
#[derive(Debug, Default)]
pub struct DraftOrder {
    lines: Lines,
}

impl DraftOrder {
    /// A draft without lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Adds `line` at the end.
    pub fn add_line(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Makes it an order that counts.
    ///
    /// # Errors
    ///
    /// [`NoLines`], and the draft as it was, when it has no lines.
    pub fn place(self) -> Result<PlacedOrder, (Self, NoLines)> {
        // INV-4
        if self.lines.is_empty() {
            return Err((self, NoLines));
        }
        Ok(PlacedOrder { lines: self.lines })
    }

    /// Calls it off. Nothing can stand in the way.
    pub fn cancel(self) -> CancelledOrder {
        CancelledOrder { lines: self.lines, refund_due: false }
    }
}

/// The customer wants it.
#[derive(Debug)]
pub struct PlacedOrder {
    lines: Lines,
}

impl PlacedOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Records that the customer has paid `amount` on this date.
    ///
    /// # Errors
    ///
    /// [`WrongAmount`], and the order as it was, when `amount` is not its total.
    pub fn pay(self, amount: Cents, on: Date) -> Result<PaidOrder, (Self, WrongAmount)> {
        let due = self.lines.total();
        // INV-4
        if amount != due {
            return Err((self, WrongAmount { paid: amount, due }));
        }
        Ok(PaidOrder { lines: self.lines, paid_on: on })
    }

    /// Calls it off. Nothing can stand in the way.
    pub fn cancel(self) -> CancelledOrder {
        CancelledOrder { lines: self.lines, refund_due: false }
    }
}

/// The customer has paid it.
#[derive(Debug)]
pub struct PaidOrder {
    lines: Lines,
    paid_on: Date,
}

impl PaidOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The date on which it was paid.
    pub fn paid_on(&self) -> Date {
        self.paid_on
    }

    /// Records that the parcel has left on this date.
    ///
    /// # Errors
    ///
    /// [`BeforePayment`], and the order as it was, when the date is before the one on which it was paid.
    pub fn ship(self, on: Date) -> Result<ShippedOrder, (Self, BeforePayment)> {
        let paid_on = self.paid_on;
        // INV-4
        if on < paid_on {
            return Err((self, BeforePayment { paid_on }));
        }
        Ok(ShippedOrder { lines: self.lines, paid_on, shipped_on: on })
    }

    /// Calls it off. Nothing can stand in the way, and the customer gets the money back.
    pub fn cancel(self) -> CancelledOrder {
        let refund_due = self.lines.total() > Cents::new(0);
        CancelledOrder { lines: self.lines, refund_due }
    }
}

/// The parcel is on its way, and nobody can call it back.
#[derive(Debug)]
pub struct ShippedOrder {
    lines: Lines,
    paid_on: Date,
    shipped_on: Date,
}

impl ShippedOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The date on which it was paid.
    pub fn paid_on(&self) -> Date {
        self.paid_on
    }

    /// The date on which it was shipped.
    pub fn shipped_on(&self) -> Date {
        self.shipped_on
    }
}

/// Nobody wants it any more.
#[derive(Debug)]
pub struct CancelledOrder {
    lines: Lines,
    refund_due: bool,
}

impl CancelledOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Whether the customer is to get the money back: the order was paid before.
    pub fn refund_due(&self) -> bool {
        self.refund_due
    }
}

/// An order whose state is known at run time only, because it comes out of a list.
#[derive(Debug)]
pub enum AnyOrder {
    /// A draft.
    Draft(DraftOrder),
    /// A placed order.
    Placed(PlacedOrder),
    /// A paid order.
    Paid(PaidOrder),
    /// A shipped order.
    Shipped(ShippedOrder),
    /// A cancelled order.
    Cancelled(CancelledOrder),
}

impl AnyOrder {
    /// Ships the order if it is paid: then it is [`AnyOrder::Shipped`], with this date.
    ///
    /// # Errors
    ///
    /// The order as it was, in the variant in which it was, and the [`Reason`] of that variant. A variant has one reason
    /// only, so there is never a choice between two.
    pub fn ship(self, on: Date) -> Result<Self, (Self, Reason)> {
        // INV-4: every arm that refuses has the order, and hands it on.
        match self {
            Self::Draft(_) => Err((self, Reason::NotPlaced)),
            Self::Placed(_) => Err((self, Reason::NotPaid)),
            Self::Paid(order) => match order.ship(on) {
                Ok(shipped) => Ok(Self::Shipped(shipped)),
                Err((order, early)) => Err((Self::Paid(order), early.into())),
            },
            Self::Shipped(_) => Err((self, Reason::AlreadyShipped)),
            Self::Cancelled(_) => Err((self, Reason::WasCancelled)),
        }
    }
}
