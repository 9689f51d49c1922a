//! An order on its way from a draft to a parcel: five names, and one type behind them.
//!
//! # Invariants
//!
//! - INV-1: an order has the calls that make sense in its state, and no others.
//! - INV-2: no order is there twice. A transition uses the order up, and nobody can copy one.
//! - INV-3: every order began as a draft without lines. A transition is the only way into another state.
//! - INV-4: a refused transition gives the order back as it was, with the reason.
//! - INV-5: an accepted transition takes along what is known of the order.

mod error;
mod line;

use jiff::civil::Date;

pub use error::{BeforePayment, NoLines, Reason, WrongAmount};
pub use line::{Cents, Line, Lines};

/// The customer is still writing it.
pub type DraftOrder = Order;
/// The customer wants it.
pub type PlacedOrder = Order;
/// The customer has paid it.
pub type PaidOrder = Order;
/// The parcel is on its way, and nobody can call it back.
pub type ShippedOrder = Order;
/// Nobody wants it any more.
pub type CancelledOrder = Order;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Status {
    #[default]
    Draft,
    Placed,
    Paid,
    Shipped,
    Cancelled,
}

/// What a customer wants to buy, in any of the five states. Each method knows in which of them it makes sense, and panics
/// in the others.
#[derive(Debug, Clone, Default)]
pub struct Order {
    status: Status,
    lines: Lines,
    /// From the payment on.
    paid_on: Option<Date>,
    /// From the shipping on.
    shipped_on: Option<Date>,
}

impl Order {
    /// A draft without lines.
    pub fn new() -> DraftOrder {
        Self::default()
    }

    /// The lines, in the order they were added. Any order has them.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Adds `line` at the end of a draft. Two lines may be alike.
    pub fn add_line(&mut self, line: Line) {
        self.must_be(&[Status::Draft], "add_line");
        self.lines.push(line);
    }

    /// Makes a draft an order that counts.
    ///
    /// # Errors
    ///
    /// [`NoLines`], and the draft as it was, when it has no lines.
    pub fn place(mut self) -> Result<PlacedOrder, (DraftOrder, NoLines)> {
        self.must_be(&[Status::Draft], "place");
        if self.lines.is_empty() {
            return Err((self, NoLines));
        }
        self.status = Status::Placed;
        Ok(self)
    }

    /// Records that the customer has paid `amount` for a placed order, on this date.
    ///
    /// # Errors
    ///
    /// [`WrongAmount`], and the order as it was, when `amount` is not its total.
    pub fn pay(mut self, amount: Cents, on: Date) -> Result<PaidOrder, (PlacedOrder, WrongAmount)> {
        self.must_be(&[Status::Placed], "pay");
        let due = self.lines.total();
        if amount != due {
            return Err((self, WrongAmount { paid: amount, due }));
        }
        self.status = Status::Paid;
        self.paid_on = Some(on);
        Ok(self)
    }

    /// Records that the parcel of a paid order has left on this date.
    ///
    /// # Errors
    ///
    /// [`BeforePayment`], and the order as it was, when the date is before the one on which it was paid.
    pub fn ship(mut self, on: Date) -> Result<ShippedOrder, (PaidOrder, BeforePayment)> {
        self.must_be(&[Status::Paid], "ship");
        let paid_on = self.paid_on();
        if on < paid_on {
            return Err((self, BeforePayment { paid_on }));
        }
        self.status = Status::Shipped;
        self.shipped_on = Some(on);
        Ok(self)
    }

    /// Calls off a draft, a placed or a paid order. Nothing can stand in the way.
    pub fn cancel(mut self) -> CancelledOrder {
        self.must_be(&[Status::Draft, Status::Placed, Status::Paid], "cancel");
        self.status = Status::Cancelled;
        self
    }

    /// The date on which a paid or a shipped order was paid.
    pub fn paid_on(&self) -> Date {
        self.must_be(&[Status::Paid, Status::Shipped], "paid_on");
        self.paid_on.expect("it was paid, so there is a date")
    }

    /// The date on which a shipped order was shipped.
    pub fn shipped_on(&self) -> Date {
        self.must_be(&[Status::Shipped], "shipped_on");
        self.shipped_on.expect("it was shipped, so there is a date")
    }

    /// Whether the customer is to get the money back: a cancelled order was paid before.
    pub fn refund_due(&self) -> bool {
        self.must_be(&[Status::Cancelled], "refund_due");
        self.paid_on.is_some()
    }

    fn must_be(&self, allowed: &[Status], call: &str) {
        assert!(allowed.contains(&self.status), "{call}: the order is {:?}", self.status);
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
        todo!("ship this order on {on} if it is paid, or give it back with the reason")
    }
}
