//! How a kata stands, from what is remembered of it.

use super::count;
use crate::progress::Entry;

/// How a kata stands, at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was done yet, or it was put back to its start.
    Untouched,
    /// The learner's files were changed and never checked.
    Changed,
    /// The last check did not pass.
    Failed,
    /// It passed once, and the last check did not, or the files have changed since.
    PassedOnce,
    /// The last check passed.
    Passed,
}

/// How a kata stands, and that in words. `is_untouched` is only asked of a kata that was never checked, and
/// `is_as_it_passed` of one whose last check passed. With `now`, in seconds since 1970, the words say how long ago it first
/// passed.
pub fn state(
    entry: Option<&Entry>,
    is_untouched: impl FnOnce() -> bool,
    is_as_it_passed: impl FnOnce() -> bool,
    now: Option<u64>,
) -> (Standing, String) {
    let hints = match entry.map_or(0, Entry::all_hints) {
        0 => String::new(),
        hints => format!(", {}", count(usize::try_from(hints).unwrap_or(usize::MAX), "hint")),
    };
    let seen = if entry.is_some_and(|entry| entry.spoiled) { ", solution seen" } else { "" };
    let Some(entry) = entry.filter(|entry| entry.attempts > 0) else {
        return match is_untouched() {
            true => (Standing::Untouched, format!("untouched{hints}{seen}")),
            false => (Standing::Changed, format!("changed, not checked yet{hints}{seen}")),
        };
    };
    let tries = match entry.attempts {
        1 => format!("1 try{hints}{seen}"),
        tries => format!("{tries} tries{hints}{seen}"),
    };
    // JSON's words are for scripts: `does-not-compile`.
    let last = entry.last.replace('-', " ");
    let when = entry.first_passed.zip(now).map(|(first, now)| ago(first, now));
    match (entry.passes(), entry.first_passed) {
        (true, _) => {
            let when = when.map(|when| format!(" {when}")).unwrap_or_default();
            match is_as_it_passed() {
                true => (Standing::Passed, format!("passed{when}, {tries}")),
                false => (Standing::PassedOnce, format!("passed{when}, changed since, {tries}")),
            }
        }
        (false, Some(_)) => {
            let when = when.as_deref().unwrap_or("once");
            (Standing::PassedOnce, format!("passed {when}, now {last}, {tries}"))
        }
        (false, None) if entry.last == "untouched" => {
            (Standing::Untouched, format!("untouched, {tries}"))
        }
        (false, None) => (Standing::Failed, format!("{last}, {tries}")),
    }
}

/// How long ago something was, both in seconds since 1970. A clock that was set back makes it no longer than now.
pub fn ago(then: u64, now: u64) -> String {
    const HOUR: u64 = 60 * 60;
    match now.saturating_sub(then) / HOUR {
        0 => "within the hour".to_owned(),
        1 => "an hour ago".to_owned(),
        hours @ ..48 => format!("{hours} hours ago"),
        hours => format!("{} days ago", hours / 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_check_decides_and_a_pass_is_remembered() {
        let entry = |attempts, last: &str, first_passed| Entry {
            attempts,
            first_passed,
            last: last.to_owned(),
            ..Entry::default()
        };
        for (entry, standing, words) in [
            (entry(0, "", None), Standing::Untouched, "untouched"),
            (entry(1, "failed", None), Standing::Failed, "failed, 1 try"),
            (entry(2, "untouched", None), Standing::Untouched, "untouched, 2 tries"),
            (entry(3, "passed", Some(1)), Standing::Passed, "passed, 3 tries"),
            (entry(4, "failed", Some(1)), Standing::PassedOnce, "passed once, now failed, 4 tries"),
        ] {
            let found = state(Some(&entry), || true, || true, None);
            assert_eq!(found, (standing, words.to_owned()));
        }
        let seen = Entry { hints: 1, spoiled: true, ..Entry::default() };
        let words = "changed, not checked yet, 1 hint, solution seen".to_owned();
        assert_eq!(state(Some(&seen), || false, || false, None), (Standing::Changed, words));
        let words = "passed, changed since, 3 tries".to_owned();
        let found = state(Some(&entry(3, "passed", Some(1))), || false, || false, None);
        assert_eq!(found, (Standing::PassedOnce, words));
    }

    #[test]
    fn a_moment_is_told_as_coarsely_as_one_remembers_it() {
        const HOUR: u64 = 60 * 60;
        for (passed, told) in [
            (0, "within the hour"),
            (HOUR - 1, "within the hour"),
            (HOUR, "an hour ago"),
            (2 * HOUR, "2 hours ago"),
            (48 * HOUR - 1, "47 hours ago"),
            (48 * HOUR, "2 days ago"),
            (240 * HOUR, "10 days ago"),
        ] {
            assert_eq!(ago(1_000_000, 1_000_000 + passed), told, "after {passed} seconds");
        }
        assert_eq!(ago(1_000_000, 0), "within the hour", "the clock was set back");
    }
}
