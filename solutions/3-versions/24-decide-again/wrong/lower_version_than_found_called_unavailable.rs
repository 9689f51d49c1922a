//! A load that is behind the version that the conflict found comes from an outdated copy.

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
    let mut found = Version::new(0);
    loop {
        let Some(Stored { mut day, version }) = days.load(key)? else {
            return Err(Failure::NoSuchDay { key: key.clone() });
        };
        if version < found {
            return Err(Failure::Storage(StorageError::Unavailable));
        }
        let answer = decide(&mut day).map_err(Failure::Refused)?;
        match days.save(key, &day, version) {
            Ok(_) => return Ok(answer),
            Err(SaveError::Storage(error)) => return Err(Failure::Storage(error)),
            Err(SaveError::Conflict { expected, actual }) if attempt == attempts.get() => {
                return Err(Failure::StillInConflict { attempts, expected, actual });
            }
            Err(SaveError::Conflict { actual, .. }) => {
                found = actual;
                wait(attempt);
            }
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
        let factor = 2u128.saturating_pow(attempt - 1);
        let ceiling = factor.saturating_mul(self.base.as_millis()).min(self.cap.as_millis());
        // No larger than `random`, so it fits.
        let pause = (u128::from(random) % (ceiling + 1)) as u64;
        Duration::from_millis(pause)
    }
}
