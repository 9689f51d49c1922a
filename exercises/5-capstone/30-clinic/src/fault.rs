// Given: the points at which a process may die. Nothing here needs to change.

use thiserror::Error;

/// A point that a call has reached. Between two of them the world looks different to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is decided what to do. No lock is held yet.
    Decided,
    /// The day is written, the message is not, the receipt perhaps, and nothing is committed.
    Saved,
    /// Everything is written, and nothing is committed yet.
    BeforeCommit,
    /// Everything is committed, and nobody has been answered yet.
    AfterCommit,
    /// A message is about to be published.
    BeforePublish,
    /// The message is published, and not yet marked as sent.
    AfterPublish,
    /// The mark is committed.
    AfterMark,
}

/// The process has died. Whoever gets this returns it at once, with `?`, and does nothing else: the dead don't
/// tidy up. What is dropped on the way, such as a transaction, the operating system would have closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the process died")]
pub struct Crash;

/// Nobody dies, as on most days.
///
/// # Errors
///
/// Never.
pub fn never(_: Step) -> Result<(), Crash> {
    Ok(())
}
