//! Year, month and patient are three parts already, and a hyphen is enough.

mod action;
mod event;
mod model;
mod port;

pub use action::{Action, ActionId, Task};
pub use event::Event;
pub use model::{CardId, Declined, Money, Month, PatientId};
pub use port::{Delivery, Desk, NoAnswer, Outbox, Performed, StillToDo};

/// A card, and what was spent with it.
#[derive(Debug, Clone)]
pub struct Card {
    id: CardId,
    limit: Money,
    spent: Money,
    version: u64,
    events: Vec<Event>,
}

impl Card {
    /// A card with which nothing was spent, at version 0.
    pub fn new(id: CardId, limit: Money) -> Self {
        Self { id, limit, spent: Money::ZERO, version: 0, events: Vec::new() }
    }

    /// A purchase at a till that waits for the answer. It may reach the limit. The event is
    /// [`Event::Authorised`].
    ///
    /// # Errors
    ///
    /// [`Declined`] when it would go beyond the limit, however far, and then nothing has changed. It tells
    /// how much can still be spent. On a card that is beyond its limit already, that is nothing.
    pub fn authorise(&mut self, amount: Money) -> Result<(), Declined> {
        let spent = self.spent.saturating_add(amount);
        if spent > self.limit {
            return Err(Declined { available: self.limit.saturating_sub(self.spent) });
        }
        let version = self.version + 1;
        let event = Event::Authorised { card: self.id.clone(), version, amount };
        self.apply(spent, version, event);
        Ok(())
    }

    /// A purchase that was made out of reach of the bank. It is added in full, also beyond the limit. The
    /// event is [`Event::PostedOffline`]. Its `over` is the part of this one purchase that lies beyond the
    /// limit.
    pub fn post_offline(&mut self, amount: Money) {
        let spent = self.spent.saturating_add(amount);
        let over_before = self.spent.saturating_sub(self.limit);
        let over = spent.saturating_sub(self.limit).saturating_sub(over_before);
        let version = self.version + 1;
        let event = Event::PostedOffline { card: self.id.clone(), version, amount, over };
        self.apply(spent, version, event);
    }

    fn apply(&mut self, spent: Money, version: u64, event: Event) {
        self.spent = spent;
        self.version = version;
        self.events.push(event);
    }

    /// The card's name.
    pub fn id(&self) -> &CardId {
        &self.id
    }

    /// How much may be spent.
    pub fn limit(&self) -> Money {
        self.limit
    }

    /// What was spent so far.
    pub fn spent(&self) -> Money {
        self.spent
    }

    /// How many purchases were accepted.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happened so far, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

/// Interest for an offline purchase that went beyond the limit: 2 % of the part of it that lies beyond the
/// limit, rounded down to whole cents. When that comes to nothing, and after any other event, there is no
/// action. An id is the same for the same purchase, and for no other purchase and no other action.
pub fn over_limit_interest(event: &Event) -> Vec<Action> {
    let Event::PostedOffline { card, version, over, .. } = event else {
        return Vec::new();
    };
    let amount = Money::cents(over.get() * 2 / 100);
    if amount == Money::ZERO {
        return Vec::new();
    }
    vec![Action {
        id: ActionId::of(&[&"over-limit interest", card, version]),
        task: Task::ChargeInterest { card: card.clone(), amount },
    }]
}

/// A call when a patient has more than 10 slots in the month of the visit. From 13 on the proposal of a
/// referral, too. After any other event there is no action. The id of a call is the same for the same patient
/// and month, and for no other action. So is that of a referral.
pub fn monthly_limit(event: &Event) -> Vec<Action> {
    let Event::SlotsBooked { patient, visit, in_month, .. } = event else {
        return Vec::new();
    };
    let month = Month::of(*visit);
    let mut actions = Vec::new();
    if *in_month > 10 {
        actions.push(Action {
            id: ActionId::of(&[&"phone", &format!("{}-{}{patient}", visit.year(), visit.month())]),
            task: Task::Phone { patient: patient.clone(), month },
        });
    }
    if *in_month >= 13 {
        actions.push(Action {
            id: ActionId::of(&[&"refer", &format!("{}-{}{patient}", visit.year(), visit.month())]),
            task: Task::ProposeReferral { patient: patient.clone(), month },
        });
    }
    actions
}

/// Asks both policies about everything that waits at the beginning, lets the desk perform their actions, and
/// acknowledges each delivery when the desk has answered [`Ok`] for all of its actions, be it
/// [`Performed::Now`] or [`Performed::Already`]. A delivery without an action is acknowledged as well.
///
/// A delivery that has an action without an answer stays, and its other actions and all other deliveries
/// are dealt with all the same. In a run an action is tried once, or once for each delivery that asks for it,
/// and the next run is the next try.
///
/// Returns an entry for each try that the desk has not answered for.
pub fn run(outbox: &impl Outbox, desk: &impl Desk) -> Vec<StillToDo> {
    let mut still_to_do = Vec::new();
    for Delivery { number, event } in outbox.waiting() {
        let mut answered = true;
        for action in over_limit_interest(&event).into_iter().chain(monthly_limit(&event)) {
            if let Err(source) = desk.perform_once(&action) {
                still_to_do.push(StillToDo { id: action.id, source });
                answered = false;
            }
        }
        if answered {
            outbox.acknowledge(number);
        }
    }
    still_to_do
}
