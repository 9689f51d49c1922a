//! Years are compared, then months, then days: the one `||` after the other.

mod state;

use jiff::civil::Date;

pub use state::{Command, Reason, Status, TransitionError};

#[derive(Debug, Clone, Copy)]
enum State {
    Draft,
    Placed,
    Paid { paid_on: Date },
    Shipped { on: Date },
    Cancelled { refund_due: bool },
}

/// What a customer wants to buy, from the draft to the parcel.
#[derive(Debug, Clone)]
pub struct Order {
    state: State,
}

impl Order {
    /// An order that was told nothing yet.
    pub fn draft() -> Self {
        Self { state: State::Draft }
    }

    /// Where the order stands.
    pub fn status(&self) -> Status {
        match self.state {
            State::Draft => Status::Draft,
            State::Placed => Status::Placed,
            State::Paid { .. } => Status::Paid,
            State::Shipped { .. } => Status::Shipped,
            State::Cancelled { .. } => Status::Cancelled,
        }
    }

    /// The date on which the order was shipped. `None` unless it is [`Status::Shipped`].
    pub fn shipped_on(&self) -> Option<Date> {
        if let State::Shipped { on } = self.state { Some(on) } else { None }
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
        self.state =
            next(self.state, command).map_err(|reason| TransitionError { from, to, reason })?;
        Ok(())
    }
}

fn next(state: State, command: Command) -> Result<State, Reason> {
    use Command::{Cancel, Pay, Place, Reopen, Ship};
    match (state, command) {
        (State::Draft, Reopen) => Err(Reason::AlreadyDraft),
        (State::Draft, Place) => Ok(State::Placed),
        (State::Draft, Pay { .. } | Ship { .. }) => Err(Reason::NotPlaced),
        (State::Draft | State::Placed, Cancel) => Ok(State::Cancelled { refund_due: false }),
        (State::Placed, Reopen) => Ok(State::Draft),
        (State::Placed | State::Paid { .. } | State::Shipped { .. }, Place) => {
            Err(Reason::AlreadyPlaced)
        }
        (State::Placed, Pay { on }) => Ok(State::Paid { paid_on: on }),
        (State::Placed, Ship { .. }) => Err(Reason::NotPaid),
        (State::Paid { .. }, Reopen | Pay { .. }) => Err(Reason::AlreadyPaid),
        (State::Paid { paid_on }, Ship { on }) if on.year() < paid_on.year()
                || (on.year() == paid_on.year() && on.month() < paid_on.month())
                || (on.month() == paid_on.month() && on.day() < paid_on.day()) => {
            Err(Reason::BeforePayment { paid_on })
        }
        (State::Paid { .. }, Ship { on }) => Ok(State::Shipped { on }),
        (State::Paid { .. }, Cancel) => Ok(State::Cancelled { refund_due: true }),
        (State::Shipped { .. }, Pay { .. }) => Err(Reason::AlreadyPaid),
        (State::Shipped { .. }, Reopen | Ship { .. } | Cancel) => Err(Reason::AlreadyShipped),
        (State::Cancelled { refund_due: true }, Reopen) => Err(Reason::RefundDue),
        (State::Cancelled { refund_due: false }, Reopen) => Ok(State::Draft),
        (State::Cancelled { .. }, Place | Pay { .. } | Ship { .. }) => Err(Reason::WasCancelled),
        (State::Cancelled { .. }, Cancel) => Err(Reason::AlreadyCancelled),
    }
}
