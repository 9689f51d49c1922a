// Given: the loop that books, and does what the error of a save advises. Your work is in `lib.rs`, and nothing here needs to change.

use std::num::NonZeroU32;

use crate::{BookingError, Day, DayTable, Handler, Retry, Slot, SlotTaken, save};

/// Books `slot` for `patient`: loads, decides, saves. When the save fails, [`BookingError::retry`] says
/// how to go on. There are at most `saves` saves.
///
/// # Errors
///
/// 1. The day's refusal, each time it is decided on.
/// 2. The error of a save, when it advises against another one, when it needs an operator, or when that was the last.
pub fn book(
    table: &mut DayTable,
    slot: Slot,
    patient: &str,
    saves: NonZeroU32,
) -> Result<(), BookingError> {
    let mut day = decide(table, slot, patient)?;
    let mut left = saves.get();
    while let Err(error) = save(table, &day) {
        left -= 1;
        // What an operator has to put right doesn't go away while the loop turns.
        if left == 0 || error.handler() == Handler::Operator {
            return Err(error);
        }
        match error.retry() {
            Retry::Never | Retry::FindOutFirst => return Err(error),
            Retry::SameCall => {}
            Retry::DecideAgain => day = decide(table, slot, patient)?,
        }
    }
    Ok(())
}

fn decide(table: &mut DayTable, slot: Slot, patient: &str) -> Result<Day, SlotTaken> {
    let mut day = table.load();
    day.book(slot, patient)?;
    Ok(day)
}
