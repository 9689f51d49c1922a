//! Step 5: the front desk counts, and its policy says whom to phone.

use rusqlite::Connection;

use crate::error::ReceiveError;
use crate::fault::{Crash, Step};
use crate::model::{Message, Month, Patient, Received, Task};

/// How many slots of a calendar month a patient may have.
pub const MAXIMUM: u32 = 10;

/// The policy: a patient who has this many slots of a month is to be phoned if they are more than
/// [`MAXIMUM`].
pub fn over_the_maximum(patient: &Patient, month: Month, slots: u32) -> Option<Task> {
    todo!("a task for {patient:?} in {month} if {slots} slots are too many")
}

/// Counts the message: the slots of a visit that was booked are added to the patient's total of the month
/// in which the visit is, and those of a visit that was cancelled are taken off. If the policy wants a
/// task, it is stored, unless this patient and month have one already, done or not.
///
/// The message's id alone tells whether it has been counted. New messages come in the order of their ids,
/// because the relay sees to that, so a total is never below 0. Old ones may come again at any time.
///
/// A message that is counted reaches [`Step::BeforeCommit`], with all of it written and nothing
/// committed, and then [`Step::AfterCommit`]. One that has been counted before reaches neither. A [`Crash`]
/// is returned at once, with `?`.
///
/// # Errors
///
/// - [`ReceiveError::Storage`]: the database failed, in a look, in a write or in the commit, and nothing has
///   changed. That the same message is being received at the same time is no such failure.
/// - [`ReceiveError::Crashed`]: `at` has returned it.
pub fn receive(
    desk: &mut Connection,
    message: &Message,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Received, ReceiveError> {
    // This line only keeps the compiler quiet until you use it.
    let _ = at;
    todo!("count {message:?} in {desk:?}, once, and store the task that the policy wants")
}
