//! Only whoever prints the label needs a copy, so only a paid order has one.

mod error;
mod line;

use jiff::civil::Date;

pub use error::{BeforePayment, NoLines, Reason, WrongAmount};
pub use line::{Cents, Line, Lines};

/// The customer is still writing it.
pub type DraftOrder = Order<Draft>;
/// The customer wants it.
pub type PlacedOrder = Order<Placed>;
/// The customer has paid it.
pub type PaidOrder = Order<Paid>;
/// The parcel is on its way, and nobody can call it back.
pub type ShippedOrder = Order<Shipped>;
/// Nobody wants it any more.
pub type CancelledOrder = Order<Cancelled>;

/// What a customer wants to buy, in the state `S`.
// INV-2: no `Clone`. INV-3: no public field, and no `Default` but that of a draft.
#[derive(Debug)]
pub struct Order<S> {
    lines: Lines,
    state: S,
}

/// The state of a [`DraftOrder`].
#[derive(Debug)]
pub struct Draft;

/// The state of a [`PlacedOrder`].
#[derive(Debug)]
pub struct Placed;

/// The state of a [`PaidOrder`], and what is known in it.
#[derive(Debug)]
pub struct Paid {
    on: Date,
}

/// The state of a [`ShippedOrder`], and what is known in it.
#[derive(Debug)]
pub struct Shipped {
    paid_on: Date,
    on: Date,
}

/// The state of a [`CancelledOrder`], and what is known in it.
#[derive(Debug)]
pub struct Cancelled {
    refund_due: bool,
}

// INV-1: what stands here can be called in any state, and a method for some of them has its place further down.
impl<S> Order<S> {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    // INV-5: every transition goes through here, and the lines come along.
    fn into_state<T>(self, state: T) -> Order<T> {
        Order { lines: self.lines, state }
    }
}

impl DraftOrder {
    /// A draft without lines.
    pub fn new() -> Self {
        Self { lines: Lines::new(), state: Draft }
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
        Ok(self.into_state(Placed))
    }

    /// Calls it off. Nothing can stand in the way.
    pub fn cancel(self) -> CancelledOrder {
        self.into_state(Cancelled { refund_due: false })
    }
}

impl Default for DraftOrder {
    fn default() -> Self {
        Self::new()
    }
}

impl PlacedOrder {
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
        Ok(self.into_state(Paid { on }))
    }

    /// Calls it off. Nothing can stand in the way.
    pub fn cancel(self) -> CancelledOrder {
        self.into_state(Cancelled { refund_due: false })
    }
}

impl Clone for PaidOrder {
    fn clone(&self) -> Self {
        Self { lines: self.lines.clone(), state: Paid { on: self.state.on } }
    }
}

impl PaidOrder {
    /// The date on which it was paid.
    pub fn paid_on(&self) -> Date {
        self.state.on
    }

    /// Records that the parcel has left on this date.
    ///
    /// # Errors
    ///
    /// [`BeforePayment`], and the order as it was, when the date is before the one on which it was paid.
    pub fn ship(self, on: Date) -> Result<ShippedOrder, (Self, BeforePayment)> {
        let paid_on = self.state.on;
        // INV-4
        if on < paid_on {
            return Err((self, BeforePayment { paid_on }));
        }
        Ok(self.into_state(Shipped { paid_on, on }))
    }

    /// Calls it off. Nothing can stand in the way, and the customer gets the money back.
    pub fn cancel(self) -> CancelledOrder {
        self.into_state(Cancelled { refund_due: true })
    }
}

impl ShippedOrder {
    /// The date on which it was paid.
    pub fn paid_on(&self) -> Date {
        self.state.paid_on
    }

    /// The date on which it was shipped.
    pub fn shipped_on(&self) -> Date {
        self.state.on
    }
}

impl CancelledOrder {
    /// Whether the customer is to get the money back: the order was paid before.
    pub fn refund_due(&self) -> bool {
        self.state.refund_due
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
