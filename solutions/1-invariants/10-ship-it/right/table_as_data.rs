//! The table is a constant that looks like the one in the brief.
//!
//! The compiler sees that no cell is missing. That each stands in the right row and column depends on the order of the
//! variants of `Status`, which it doesn't see.

mod state;

use jiff::civil::Date;

pub use state::{Command, Reason, Status, TransitionError};

use Cell::{IfUnpaid, No, NotBeforePayment, Yes};
use Reason::{
    AlreadyCancelled, AlreadyDraft, AlreadyPaid, AlreadyPlaced, AlreadyShipped, NotPaid, NotPlaced,
    WasCancelled,
};

/// What a customer wants to buy, from the draft to the parcel.
#[derive(Debug, Clone)]
pub struct Order {
    status: Status,
    /// Stays when the order is shipped or cancelled.
    paid_on: Option<Date>,
    shipped_on: Option<Date>,
}

impl Order {
    /// An order that was told nothing yet.
    pub fn draft() -> Self {
        Self { status: Status::Draft, paid_on: None, shipped_on: None }
    }

    /// Where the order stands.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The date on which the order was shipped. `None` unless it is [`Status::Shipped`].
    pub fn shipped_on(&self) -> Option<Date> {
        self.shipped_on
    }

    /// Whether the customer is to get the money back: the order is [`Status::Cancelled`] and was paid.
    pub fn refund_due(&self) -> bool {
        self.status == Status::Cancelled && self.paid_on.is_some()
    }

    /// Does what `command` says: the status is then the [`target`](Command::target) of the command.
    ///
    /// # Errors
    ///
    /// [`TransitionError`] when the table says no to this command in the present status. Its reason is the one that
    /// stands in that cell, so there is never a choice between two. Nothing has changed then.
    pub fn handle(&mut self, command: Command) -> Result<(), TransitionError> {
        let (from, to) = (self.status, command.target());
        if let Some(reason) = self.refusal(command) {
            return Err(TransitionError { from, to, reason });
        }

        match command {
            Command::Pay { on } => self.paid_on = Some(on),
            Command::Ship { on } => self.shipped_on = Some(on),
            Command::Reopen | Command::Place | Command::Cancel => {}
        }
        self.status = to;
        Ok(())
    }

    /// Why the table says no, if it does.
    fn refusal(&self, command: Command) -> Option<Reason> {
        // Rows and columns stand in the order of `Status`.
        match (TABLE[self.status as usize][command.target() as usize], command, self.paid_on) {
            (No(reason), ..) => Some(reason),
            (NotBeforePayment, Command::Ship { on }, Some(paid_on)) if on < paid_on => {
                Some(Reason::BeforePayment { paid_on })
            }
            (IfUnpaid, _, Some(_)) => Some(Reason::RefundDue),
            (Yes | NotBeforePayment | IfUnpaid, ..) => None,
        }
    }
}

/// What stands in a cell of the table.
#[derive(Clone, Copy)]
enum Cell {
    Yes,
    No(Reason),
    NotBeforePayment,
    IfUnpaid,
}

#[rustfmt::skip]
const TABLE: [[Cell; 5]; 5] = [
    [No(AlreadyDraft),   Yes,               No(NotPlaced),    No(NotPlaced),      Yes],
    [Yes,                No(AlreadyPlaced), Yes,              No(NotPaid),        Yes],
    [No(AlreadyPaid),    No(AlreadyPlaced), No(AlreadyPaid),  NotBeforePayment,   Yes],
    [No(AlreadyShipped), No(AlreadyPlaced), No(AlreadyPaid),  No(AlreadyShipped), No(AlreadyShipped)],
    [IfUnpaid,           No(WasCancelled),  No(WasCancelled), No(WasCancelled),   No(AlreadyCancelled)],
];
