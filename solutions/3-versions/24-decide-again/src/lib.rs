//! Changing a doctor's day that others change too.
//!
//! # Invariants
//!
//! - INV-1: an attempt loads the day, decides once, on what was loaded, and saves it with the
//!   version it was loaded with. Nothing of an earlier attempt is in a later one.
//! - INV-2: only a conflict leads to another attempt, and there are no more attempts than the
//!   caller allows.
//! - INV-3: a refusal is an answer: it is handed on at once, and nothing is saved.
//! - INV-4: a storage error is handed on at once, whether it comes from loading or from saving.
//! - INV-5: every accepted decision is saved, and the answer is that of the attempt that was saved.
//! - INV-6: `wait` is called between two attempts and at no other time.
//! - INV-7: a pause is a whole number of milliseconds from 0 up to and including its ceiling, and
//!   each of them can come up.

mod day;
mod failure;
mod port;

use std::num::NonZeroU32;
use std::time::Duration;

pub use day::{DayKey, DoctorsDay, Slot, SlotTaken};
pub use failure::Failure;
pub use port::{Days, SaveError, StorageError, Stored, Version};

/// Loads the day `key`, lets `decide` change it, and saves it. After a conflict all of this is
/// done again: at most `attempts` attempts, the first included.
///
/// `decide` runs once an attempt, on the day that was just loaded, and says `Ok` with an answer or
/// `Err` with a refusal. It may run several times before one of its decisions is saved, so it
/// should change the day that it is given and nothing else. A decision that changes nothing is
/// saved like any other: only the save tells whether it was about the present day.
///
/// `wait` is called between two attempts, with the number of the one that has just lost, counted
/// from 1. It is not called before the first attempt, and not when no attempt follows.
///
/// # Errors
///
/// Each attempt takes its steps in this order, and the first that fails is what is returned. The
/// last attempt is no exception.
///
/// 1. [`Failure::Storage`]: the load failed.
/// 2. [`Failure::NoSuchDay`]: there is no such day, or no longer.
/// 3. [`Failure::Refused`]: `decide` said no.
/// 4. [`Failure::Storage`]: the save failed, as far as is known.
/// 5. [`Failure::StillInConflict`]: the save was a conflict and no attempt is left. It tells how
///    many there were, and what the last save expected and found.
///
/// Unless the save timed out, nothing was saved.
pub fn decide_again<T, E>(
    days: &mut impl Days,
    key: &DayKey,
    attempts: NonZeroU32,
    mut wait: impl FnMut(u32),
    mut decide: impl FnMut(&mut DoctorsDay) -> Result<T, E>,
) -> Result<T, Failure<E>> {
    let mut attempt = 1;
    loop {
        // INV-1: nothing of an earlier attempt reaches this line. INV-4: `?` ends it.
        let Some(Stored { mut day, version }) = days.load(key)? else {
            return Err(Failure::NoSuchDay { key: key.clone() });
        };
        // INV-3
        let answer = decide(&mut day).map_err(Failure::Refused)?;
        match days.save(key, &day, version) {
            // INV-5
            Ok(_) => return Ok(answer),
            // INV-4
            Err(SaveError::Storage(error)) => return Err(Failure::Storage(error)),
            // INV-2
            Err(SaveError::Conflict { expected, actual }) if attempt == attempts.get() => {
                return Err(Failure::StillInConflict { attempts, expected, actual });
            }
            // INV-6
            Err(SaveError::Conflict { .. }) => wait(attempt),
        }
        attempt += 1;
    }
}

/// How long to wait after an attempt that has lost: up to a ceiling that doubles each time.
///
/// There is no clock in it and no randomness. Both are the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The ceiling after the first attempt. After each further one it is twice as high.
    pub base: Duration,
    /// No ceiling is higher than this.
    pub cap: Duration,
}

impl Backoff {
    /// The pause after attempt number `attempt`, counted from 1: `random % (ceiling + 1)`
    /// milliseconds, where the ceiling is `base` times 2 to the power of `attempt - 1`, or `cap` if
    /// that is less, in milliseconds.
    ///
    /// This holds for every `attempt` from 1 to [`u32::MAX`], every `random`, and every `base` and
    /// `cap` from [`Duration::ZERO`] to [`Duration::MAX`]: nothing overflows. Parts of a millisecond
    /// in `base` or `cap` may count or not.
    pub fn pause(&self, attempt: u32, random: u64) -> Duration {
        // INV-7: whatever doesn't fit into 128 bits is above every cap, so saturating is exact.
        let factor = 2u128.saturating_pow(attempt - 1);
        let ceiling = factor.saturating_mul(self.base.as_millis()).min(self.cap.as_millis());
        // No larger than `random`, so it fits.
        let pause = (u128::from(random) % (ceiling + 1)) as u64;
        Duration::from_millis(pause)
    }
}
