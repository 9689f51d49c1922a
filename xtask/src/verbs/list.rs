//! `list`: all katas and their state.

use std::fmt::Write;

use super::workbook::{Workbook, now};
use super::{Failure, say};
use crate::catalogue::Kata;
use crate::plan::{Role, Work, plan};
use crate::progress::Entry;
use crate::report::{count, style};

pub(super) fn list() -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let rows = rows(&workbook)?;
    let width = rows.iter().map(|row| row.kata.slug.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut part = "";
    for Row { kata, state, .. } in rows {
        if kata.part != part {
            part = &kata.part;
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{}", style::strong(part));
        }
        let minutes = kata.facts.as_ref().map_or(0, |facts| facts.minutes);
        let _ = writeln!(
            text,
            "{:>2} {:width$}  {:9} {minutes:>3} min  {state}",
            kata.number,
            kata.slug,
            kata.kind().word(),
        );
    }
    say(&text);
    Ok(0)
}

/// A kata and how it stands.
pub(super) struct Row<'a> {
    pub(super) kata: &'a Kata,
    /// Its last check passed.
    pub(super) passes: bool,
    /// Its state in words.
    pub(super) state: String,
}

/// All katas, in their order.
pub(super) fn rows(workbook: &Workbook) -> Result<Vec<Row<'_>>, Failure> {
    let progress = workbook.progress();
    let katas = &workbook.catalogue.katas;
    let unchecked = katas.iter().filter(|kata| !is_checked(progress.of(&kata.slug)));
    let texts = workbook.texts(unchecked)?;
    let rows = katas.iter().map(|kata| {
        let entry = progress.of(&kata.slug);
        let is_untouched = || matches!(plan(kata, Role::Learner, &texts).work, Work::Untouched);
        let passes = entry.is_some_and(Entry::passes);
        Row { kata, passes, state: state(entry, is_untouched, now()) }
    });
    Ok(rows.collect())
}

fn is_checked(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.attempts > 0)
}

/// The state in words at `now`, in seconds since 1970.
fn state(entry: Option<&Entry>, is_untouched: impl FnOnce() -> bool, now: u64) -> String {
    let hints = entry.map_or(0, |entry| entry.hints);
    let hints = match hints {
        0 => String::new(),
        _ => format!(", {}", count(usize::try_from(hints).unwrap_or(usize::MAX), "hint")),
    };
    let seen = if entry.is_some_and(|entry| entry.spoiled) { ", solution seen" } else { "" };
    let Some(entry) = entry.filter(|_| is_checked(entry)) else {
        let word = if is_untouched() { "untouched" } else { "changed, not checked yet" };
        return style::faint(format!("{word}{hints}{seen}"));
    };
    let tries = match entry.attempts {
        1 => format!("1 try{hints}{seen}"),
        tries => format!("{tries} tries{hints}{seen}"),
    };
    match (entry.passes(), entry.first_passed) {
        (true, None) => style::good(format!("passed, {tries}")),
        (true, Some(first)) => style::good(format!("passed {}, {tries}", ago(first, now))),
        (false, Some(first)) => {
            let ago = ago(first, now);
            style::odd(format!("passed {ago}, now {}, {tries}", entry.last))
        }
        (false, None) => style::bad(format!("{}, {tries}", entry.last)),
    }
}

/// How long ago something was, both in seconds since 1970. A clock that was set back makes it no longer than now.
fn ago(then: u64, now: u64) -> String {
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
