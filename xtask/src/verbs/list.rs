//! `list`: all katas and their state.

use std::fmt::Write;

use super::workbook::Workbook;
use super::{Failure, say};
use crate::plan::{Role, Work, plan};
use crate::progress::Entry;
use crate::report::{count, style};

pub(super) fn list() -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let progress = workbook.progress();
    let katas = &workbook.catalogue.katas;
    let unchecked = katas.iter().filter(|kata| !is_checked(progress.of(&kata.slug)));
    let texts = workbook.texts(unchecked)?;
    let width = katas.iter().map(|kata| kata.slug.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut part = "";
    for kata in katas {
        if kata.part != part {
            part = &kata.part;
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{}", style::strong(part));
        }
        let minutes = kata.facts.as_ref().map_or(0, |facts| facts.minutes);
        let _ = writeln!(
            text,
            "{:>2} {:width$}  {:9} {minutes:>3} min  {}",
            kata.number,
            kata.slug,
            kata.kind().word(),
            state(progress.of(&kata.slug), || {
                matches!(plan(kata, Role::Learner, &texts).work, Work::Untouched)
            })
        );
    }
    say(&text);
    Ok(0)
}

fn is_checked(entry: Option<&Entry>) -> bool {
    entry.is_some_and(|entry| entry.attempts > 0)
}

fn state(entry: Option<&Entry>, is_untouched: impl FnOnce() -> bool) -> String {
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
        (true, _) => style::good(format!("passed, {tries}")),
        (false, Some(_)) => style::odd(format!("passed once, now {}, {tries}", entry.last)),
        (false, None) => style::bad(format!("{}, {tries}", entry.last)),
    }
}
