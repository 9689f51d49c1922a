//! `Deref` and `DerefMut` save writing `lines` five times.

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
        if self.lines.is_empty() { Err((self, NoLines)) } else { Ok(PlacedOrder(self)) }
    }

    /// Calls it off. Nothing can stand in the way.
    pub fn cancel(self) -> CancelledOrder {
        CancelledOrder(WasBefore::Unpaid(self))
    }
}

/// The customer wants it.
#[derive(Debug)]
pub struct PlacedOrder(DraftOrder);

impl PlacedOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        self.0.lines()
    }

    /// Records that the customer has paid `amount` on this date.
    ///
    /// # Errors
    ///
    /// [`WrongAmount`], and the order as it was, when `amount` is not its total.
    pub fn pay(self, amount: Cents, on: Date) -> Result<PaidOrder, (Self, WrongAmount)> {
        let due = self.lines().total();
        // INV-4
        if amount == due {
            Ok(PaidOrder { placed: self, on })
        } else {
            Err((self, WrongAmount { paid: amount, due }))
        }
    }

    /// Calls it off. Nothing can stand in the way.
    pub fn cancel(self) -> CancelledOrder {
        self.0.cancel()
    }
}

/// What a draft can be asked, a placed order can be asked, too.
impl std::ops::Deref for PlacedOrder {
    type Target = DraftOrder;

    fn deref(&self) -> &DraftOrder {
        &self.0
    }
}

impl std::ops::DerefMut for PlacedOrder {
    fn deref_mut(&mut self) -> &mut DraftOrder {
        &mut self.0
    }
}

/// The customer has paid it.
#[derive(Debug)]
pub struct PaidOrder {
    placed: PlacedOrder,
    on: Date,
}

impl PaidOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        self.placed.lines()
    }

    /// The date on which it was paid.
    pub fn paid_on(&self) -> Date {
        self.on
    }

    /// Records that the parcel has left on this date.
    ///
    /// # Errors
    ///
    /// [`BeforePayment`], and the order as it was, when the date is before the one on which it was paid.
    pub fn ship(self, on: Date) -> Result<ShippedOrder, (Self, BeforePayment)> {
        let paid_on = self.on;
        // INV-4
        if on >= paid_on {
            Ok(ShippedOrder { paid: self, on })
        } else {
            Err((self, BeforePayment { paid_on }))
        }
    }

    /// Calls it off. Nothing can stand in the way, and the customer gets the money back.
    pub fn cancel(self) -> CancelledOrder {
        CancelledOrder(WasBefore::Paid(self))
    }
}

/// The parcel is on its way, and nobody can call it back.
#[derive(Debug)]
pub struct ShippedOrder {
    paid: PaidOrder,
    on: Date,
}

impl ShippedOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        self.paid.lines()
    }

    /// The date on which it was paid.
    pub fn paid_on(&self) -> Date {
        self.paid.paid_on()
    }

    /// The date on which it was shipped.
    pub fn shipped_on(&self) -> Date {
        self.on
    }
}

/// Nobody wants it any more.
#[derive(Debug)]
pub struct CancelledOrder(WasBefore);

#[derive(Debug)]
enum WasBefore {
    Unpaid(DraftOrder),
    Paid(PaidOrder),
}

impl CancelledOrder {
    /// The lines, in the order they were added.
    pub fn lines(&self) -> &Lines {
        match &self.0 {
            WasBefore::Unpaid(order) => order.lines(),
            WasBefore::Paid(order) => order.lines(),
        }
    }

    /// Whether the customer is to get the money back: the order was paid before.
    pub fn refund_due(&self) -> bool {
        matches!(self.0, WasBefore::Paid(_))
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
