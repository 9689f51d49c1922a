//! Steps 3 and 4: a request is decided on, again if need be, and done once.

use std::num::NonZeroU32;

use rusqlite::Connection;

use crate::error::AskError;
use crate::fault::{Crash, Step};
use crate::model::{Receipt, Request};

/// Does what is asked for, once for its key: day, receipt and message in one transaction. If the same was
/// done under this key before, it returns the receipt of that time and changes nothing. When it is
/// asked for, `asked_on`, is no part of what is the same.
///
/// An attempt loads the day, decides on it, and saves it with the version it was loaded with. After a
/// conflict all of this is done again: at most `attempts` attempts, the first included. `wait` is
/// called between two of them, with the number of the one that has just lost, counted from 1. No lock is
/// held then.
///
/// A decision that isn't a refusal reaches [`Step::Decided`], and then nobody is kept from writing. From
/// there, without a conflict, it goes on to [`Step::Saved`], [`Step::BeforeCommit`] and
/// [`Step::AfterCommit`]. Whether a repeated request reaches any step is left open. A [`Crash`] is
/// returned at once, with `?`.
///
/// # Errors
///
/// The first of these that applies, and up to the fourth nothing has changed:
///
/// 1. [`AskError::KeyReused`]: something else was done under this key.
/// 2. [`AskError::Refused`]: the day said no.
/// 3. [`AskError::StillInConflict`]: the last of the attempts was a conflict, too.
/// 4. [`AskError::Storage`]: the database failed, in a look, in a write or in the commit. That somebody
///    else asks at the same time, under this key or another, is no such failure.
/// 5. [`AskError::Crashed`]: `at` has returned it.
pub fn ask(
    clinic: &mut Connection,
    request: &Request,
    attempts: NonZeroU32,
    wait: &mut impl FnMut(u32),
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Receipt, AskError> {
    // This line only keeps the compiler quiet until you use both.
    let _ = (wait, at);
    todo!("do what {request:?} asks for in {clinic:?}, once, in {attempts} attempts at most")
}
