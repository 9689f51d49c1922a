// Given: where events come from, and who performs actions. The kata is about `lib.rs`; nothing here needs to
// change.

use thiserror::Error;

use crate::action::{Action, ActionId};
use crate::event::Event;

/// An event that waits. If the same event comes again, it may come under another number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The number of this delivery. It says nothing about the event.
    pub number: u64,
    /// What has happened.
    pub event: Event,
}

/// Where events wait until they are acknowledged. It hands out each of them at least once, in any order,
/// and to every driver that asks.
pub trait Outbox {
    /// What waits now.
    fn waiting(&self) -> Vec<Delivery>;

    /// The delivery with this number need not come again. It may have been acknowledged before.
    fn acknowledge(&self, number: u64);
}

/// Performs actions, each id once, whoever asks for it.
pub trait Desk {
    /// Performs the action and records its id, in one transaction, if the id is new.
    ///
    /// # Errors
    ///
    /// [`NoAnswer`]: it was performed and recorded, or neither. To ask again does no harm.
    fn perform_once(&self, action: &Action) -> Result<Performed, NoAnswer>;
}

/// That an action has been performed, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Performed {
    /// By this call.
    Now,
    /// Earlier. This call has done nothing.
    Already,
}

/// The desk has not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the desk has not answered")]
pub struct NoAnswer;

/// An action that the desk has not answered for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{id} is still to be done")]
pub struct StillToDo {
    /// Which action.
    pub id: ActionId,
    /// What the desk has returned.
    pub source: NoAnswer,
}
