//! Whether a refund is due is seen from the status when `Cancel` comes.

mod state;

use jiff::civil::Date;

pub use state::{Command, Reason, Status, TransitionError};

/// What a customer wants to buy, from the draft to the parcel.
#[derive(Debug, Clone)]
pub struct Order {
    status: Status,
    /// Stays when the order is shipped or cancelled.
    paid_on: Option<Date>,
    shipped_on: Option<Date>,
    refund_due: bool,
}

impl Order {
    /// An order that was told nothing yet.
    pub fn draft() -> Self {
        Self { status: Status::Draft, paid_on: None, shipped_on: None, refund_due: false }
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
        self.refund_due
    }

    /// Does what `command` says: the status is then the [`target`](Command::target) of the command.
    ///
    /// # Errors
    ///
    /// [`TransitionError`] when the table says no to this command in the present status. Its reason is the one that
    /// stands in that cell, so there is never a choice between two. Nothing has changed then.
    pub fn handle(&mut self, command: Command) -> Result<(), TransitionError> {
        let (from, to) = (self.status, command.target());
        if command == Command::Cancel {
            self.refund_due = self.status == Status::Paid;
        }
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
        match self.status {
            Status::Draft => match command {
                Command::Reopen => Some(Reason::AlreadyDraft),
                Command::Pay { .. } | Command::Ship { .. } => Some(Reason::NotPlaced),
                Command::Place | Command::Cancel => None,
            },
            Status::Placed => match command {
                Command::Place => Some(Reason::AlreadyPlaced),
                Command::Ship { .. } => Some(Reason::NotPaid),
                Command::Reopen | Command::Pay { .. } | Command::Cancel => None,
            },
            Status::Paid => match command {
                Command::Place => Some(Reason::AlreadyPlaced),
                Command::Reopen | Command::Pay { .. } => Some(Reason::AlreadyPaid),
                Command::Ship { on } => self
                    .paid_on
                    .filter(|&paid_on| on < paid_on)
                    .map(|paid_on| Reason::BeforePayment { paid_on }),
                Command::Cancel => None,
            },
            Status::Shipped => match command {
                Command::Place => Some(Reason::AlreadyPlaced),
                Command::Pay { .. } => Some(Reason::AlreadyPaid),
                Command::Reopen | Command::Ship { .. } | Command::Cancel => {
                    Some(Reason::AlreadyShipped)
                }
            },
            Status::Cancelled => match command {
                Command::Reopen => self.refund_due().then_some(Reason::RefundDue),
                Command::Place | Command::Pay { .. } | Command::Ship { .. } => {
                    Some(Reason::WasCancelled)
                }
                Command::Cancel => Some(Reason::AlreadyCancelled),
            },
        }
    }
}
