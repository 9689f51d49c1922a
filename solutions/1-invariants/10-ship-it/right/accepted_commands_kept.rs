//! The order keeps the commands that it has accepted, and everything else is worked out from them.
//!
//! A method for each command, so the table is written by columns. A new state then has to be looked for in five
//! places, and the compiler lists all five.

mod state;

use jiff::civil::Date;

pub use state::{Command, Reason, Status, TransitionError};

/// What a customer wants to buy, from the draft to the parcel.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it has accepted since it was last a draft, oldest first.
    accepted: Vec<Command>,
}

impl Order {
    /// An order that was told nothing yet.
    pub fn draft() -> Self {
        Self { accepted: Vec::new() }
    }

    /// Where the order stands.
    pub fn status(&self) -> Status {
        self.accepted.last().map_or(Status::Draft, |command| command.target())
    }

    /// The date on which the order was shipped. `None` unless it is [`Status::Shipped`].
    pub fn shipped_on(&self) -> Option<Date> {
        self.accepted.iter().find_map(|command| match command {
            Command::Ship { on } => Some(*on),
            _ => None,
        })
    }

    /// Whether the customer is to get the money back: the order is [`Status::Cancelled`] and was paid.
    pub fn refund_due(&self) -> bool {
        self.status() == Status::Cancelled && self.paid_on().is_some()
    }

    /// Does what `command` says: the status is then the [`target`](Command::target) of the command.
    ///
    /// # Errors
    ///
    /// [`TransitionError`] when the table says no to this command in the present status. Its reason is the one that
    /// stands in that cell, so there is never a choice between two. Nothing has changed then.
    pub fn handle(&mut self, command: Command) -> Result<(), TransitionError> {
        match command {
            Command::Reopen => self.reopen(),
            Command::Place => self.place(),
            Command::Pay { .. } => self.pay(),
            Command::Ship { on } => self.ship(on),
            Command::Cancel => self.cancel(),
        }
        .map_err(|reason| TransitionError {
            from: self.status(),
            to: command.target(),
            reason,
        })?;

        if command == Command::Reopen {
            self.accepted.clear();
        } else {
            self.accepted.push(command);
        }
        Ok(())
    }

    fn reopen(&self) -> Result<(), Reason> {
        match self.status() {
            Status::Draft => Err(Reason::AlreadyDraft),
            Status::Placed => Ok(()),
            Status::Paid => Err(Reason::AlreadyPaid),
            Status::Shipped => Err(Reason::AlreadyShipped),
            Status::Cancelled if self.refund_due() => Err(Reason::RefundDue),
            Status::Cancelled => Ok(()),
        }
    }

    fn place(&self) -> Result<(), Reason> {
        match self.status() {
            Status::Draft => Ok(()),
            Status::Placed | Status::Paid | Status::Shipped => Err(Reason::AlreadyPlaced),
            Status::Cancelled => Err(Reason::WasCancelled),
        }
    }

    fn pay(&self) -> Result<(), Reason> {
        match self.status() {
            Status::Draft => Err(Reason::NotPlaced),
            Status::Placed => Ok(()),
            Status::Paid | Status::Shipped => Err(Reason::AlreadyPaid),
            Status::Cancelled => Err(Reason::WasCancelled),
        }
    }

    fn ship(&self, on: Date) -> Result<(), Reason> {
        match self.status() {
            Status::Draft => Err(Reason::NotPlaced),
            Status::Placed => Err(Reason::NotPaid),
            Status::Paid => match self.paid_on() {
                Some(paid_on) if on < paid_on => Err(Reason::BeforePayment { paid_on }),
                _ => Ok(()),
            },
            Status::Shipped => Err(Reason::AlreadyShipped),
            Status::Cancelled => Err(Reason::WasCancelled),
        }
    }

    fn cancel(&self) -> Result<(), Reason> {
        match self.status() {
            Status::Draft | Status::Placed | Status::Paid => Ok(()),
            Status::Shipped => Err(Reason::AlreadyShipped),
            Status::Cancelled => Err(Reason::AlreadyCancelled),
        }
    }

    fn paid_on(&self) -> Option<Date> {
        self.accepted.iter().find_map(|command| match command {
            Command::Pay { on } => Some(*on),
            _ => None,
        })
    }
}
