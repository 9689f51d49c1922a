//! Step 5: the front desk counts, and its policy says whom to phone.

use rusqlite::{Connection, TransactionBehavior, params};

use crate::error::ReceiveError;
use crate::fault::{Crash, Step};
use crate::model::{Done, Message, Month, Patient, Received, Task};

/// How many slots of a calendar month a patient may have.
pub const MAXIMUM: u32 = 10;

/// The policy: a patient who has this many slots of a month is to be phoned if they are more than
/// [`MAXIMUM`].
pub fn over_the_maximum(patient: &Patient, month: Month, slots: u32) -> Option<Task> {
    (slots > MAXIMUM).then(|| Task { patient: patient.clone(), month, slots })
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
    let change = desk.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // INV-7: the id, the total and the task, in one transaction.
    let sql = "INSERT INTO received (message) VALUES (?1) ON CONFLICT DO NOTHING";
    if change.execute(sql, [message.id])? == 0 {
        return Ok(Received::Already);
    }
    let (patient, month) = (&message.visit.patient, Month::of(message.day.date));
    let slots = i64::from(message.visit.length.slots());
    let more = match message.done {
        Done::Booked => slots,
        Done::Cancelled => -slots,
    };
    let total: u32 = change.query_row(
        "INSERT INTO total (patient, month, slots) VALUES (?1, ?2, ?3)
         ON CONFLICT (patient, month) DO UPDATE SET slots = slots + excluded.slots
         RETURNING slots",
        params![patient, month, more],
        |row| row.get(0),
    )?;
    if let Some(Task { patient, month, slots }) = over_the_maximum(patient, month, total) {
        change.execute(
            "INSERT INTO task (patient, month, slots) VALUES (?1, ?2, ?3)
             ON CONFLICT (patient, month) DO NOTHING",
            params![patient, month, slots],
        )?;
    }
    at(Step::BeforeCommit)?;
    change.commit()?;
    at(Step::AfterCommit)?;
    Ok(Received::Now)
}
