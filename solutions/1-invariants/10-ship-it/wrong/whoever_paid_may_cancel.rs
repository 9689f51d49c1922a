//! Whoever has paid may cancel and gets the money back.

mod state;

use jiff::civil::Date;

pub use state::{Command, Reason, Status, TransitionError};

/// What a customer wants to buy, from the draft to the parcel.
#[derive(Debug, Clone)]
pub struct Order {
    state: State,
}

/// The status, and what is known of an order in it.
#[derive(Debug, Clone, Copy)]
enum State {
    Draft,
    Placed,
    Paid { on: Date },
    Shipped { on: Date },
    Cancelled { refund_due: bool },
}

impl State {
    fn status(self) -> Status {
        match self {
            Self::Draft => Status::Draft,
            Self::Placed => Status::Placed,
            Self::Paid { .. } => Status::Paid,
            Self::Shipped { .. } => Status::Shipped,
            Self::Cancelled { .. } => Status::Cancelled,
        }
    }

    /// The table.
    fn next(self, command: Command) -> Result<Self, Reason> {
        match (self, command) {
            (Self::Draft, Command::Reopen) => Err(Reason::AlreadyDraft),
            (Self::Draft, Command::Place) => Ok(Self::Placed),
            (Self::Draft, Command::Pay { .. } | Command::Ship { .. }) => Err(Reason::NotPlaced),
            (Self::Draft, Command::Cancel) => Ok(Self::Cancelled { refund_due: false }),

            (Self::Placed, Command::Reopen) => Ok(Self::Draft),
            (Self::Placed, Command::Place) => Err(Reason::AlreadyPlaced),
            (Self::Placed, Command::Pay { on }) => Ok(Self::Paid { on }),
            (Self::Placed, Command::Ship { .. }) => Err(Reason::NotPaid),
            (Self::Placed, Command::Cancel) => Ok(Self::Cancelled { refund_due: false }),

            (Self::Paid { .. }, Command::Reopen | Command::Pay { .. }) => Err(Reason::AlreadyPaid),
            (Self::Paid { .. }, Command::Place) => Err(Reason::AlreadyPlaced),
            (Self::Paid { on: paid_on }, Command::Ship { on }) if on < paid_on => {
                Err(Reason::BeforePayment { paid_on })
            }
            (Self::Paid { .. }, Command::Ship { on }) => Ok(Self::Shipped { on }),
            (Self::Paid { .. }, Command::Cancel) => Ok(Self::Cancelled { refund_due: true }),

            (Self::Shipped { .. }, Command::Reopen | Command::Ship { .. }) => {
                Err(Reason::AlreadyShipped)
            }
            (Self::Shipped { .. }, Command::Cancel) => Ok(Self::Cancelled { refund_due: true }),
            (Self::Shipped { .. }, Command::Place) => Err(Reason::AlreadyPlaced),
            (Self::Shipped { .. }, Command::Pay { .. }) => Err(Reason::AlreadyPaid),

            (Self::Cancelled { refund_due: true }, Command::Reopen) => Err(Reason::RefundDue),
            (Self::Cancelled { refund_due: false }, Command::Reopen) => Ok(Self::Draft),
            (
                Self::Cancelled { .. },
                Command::Place | Command::Pay { .. } | Command::Ship { .. },
            ) => Err(Reason::WasCancelled),
            (Self::Cancelled { .. }, Command::Cancel) => Err(Reason::AlreadyCancelled),
        }
    }
}

impl Order {
    /// An order that was told nothing yet.
    pub fn draft() -> Self {
        Self { state: State::Draft }
    }

    /// Where the order stands.
    pub fn status(&self) -> Status {
        self.state.status()
    }

    /// The date on which the order was shipped. `None` unless it is [`Status::Shipped`].
    pub fn shipped_on(&self) -> Option<Date> {
        match self.state {
            State::Shipped { on } => Some(on),
            State::Draft | State::Placed | State::Paid { .. } | State::Cancelled { .. } => None,
        }
    }

    /// Whether the customer is to get the money back: the order is [`Status::Cancelled`] and was paid.
    pub fn refund_due(&self) -> bool {
        matches!(self.state, State::Cancelled { refund_due: true })
    }

    /// Does what `command` says: the status is then the [`target`](Command::target) of the command.
    ///
    /// # Errors
    ///
    /// [`TransitionError`] when the table says no to this command in the present status. Its reason is the one that
    /// stands in that cell, so there is never a choice between two. Nothing has changed then.
    pub fn handle(&mut self, command: Command) -> Result<(), TransitionError> {
        let (from, to) = (self.status(), command.target());
        let next =
            self.state.next(command).map_err(|reason| TransitionError { from, to, reason })?;

        self.state = next;
        Ok(())
    }
}
