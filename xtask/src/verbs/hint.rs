//! `hint`: the next step of a kata's hints, one at a time.

use std::fmt::Write;

use super::workbook::Workbook;
use super::{Failure, say};
use crate::catalogue::Kata;
use crate::files;
use crate::hints::{self, Step, steps};
use crate::report::{prose, style};
use crate::selection::select_one;

/// What is shown of a kata's hints.
struct Hint {
    /// Its title and its text.
    lines: Vec<String>,
    /// There is another one after it.
    has_more: bool,
}

pub(super) fn hint(word: &str) -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let kata = select_one(&workbook.catalogue, word)?;
    let Hint { lines, has_more } = next(&workbook, kata)?;
    let mut text = format!("\n{}\n\n", lines.join("\n"));
    if has_more {
        let command = style::command(format!("cargo xtask hint {}", kata.number));
        let _ = writeln!(text, "{}  {command}, when you have tried this one", style::faint("more"));
    } else if let Some(page) = kata.page() {
        let _ = writeln!(text, "{}  {page}: this was the last hint", style::faint("read"));
    }
    let command = style::command(format!("cargo xtask check {}", kata.number));
    let _ = writeln!(text, "{}  {command}", style::faint("next"));
    say(&text);
    Ok(0)
}

/// The next hint, which counts as shown from now on.
fn next(workbook: &Workbook, kata: &Kata) -> Result<Hint, Failure> {
    show(workbook, kata, |shown| shown + 1).map(|mut hints| hints.swap_remove(hints.len() - 1))
}

/// All hints that were shown before and, if `further` or if there were none, the next one. The lines of all of them, and
/// where the last begins.
pub(super) fn ladder(
    workbook: &Workbook,
    kata: &Kata,
    further: bool,
) -> Result<(Vec<String>, usize), Failure> {
    let hints = show(workbook, kata, |shown| shown.max(1) + usize::from(further && shown > 0))?;
    let (mut lines, mut top, mut has_more) = (Vec::new(), 0, false);
    for hint in hints {
        top = lines.len();
        lines.extend(hint.lines);
        lines.push(String::new());
        has_more = hint.has_more;
    }
    if let (false, Some(page)) = (has_more, kata.page()) {
        lines.push(format!("  {}  {page}: this was the last hint", style::faint("read")));
    }
    Ok((lines, top))
}

/// The hints up to the one that `upto` makes of the number of those shown before. They count as shown from now on.
fn show(
    workbook: &Workbook,
    kata: &Kata,
    upto: impl Fn(usize) -> usize,
) -> Result<Vec<Hint>, Failure> {
    let file = format!("{}/hints.md", kata.exercise());
    let markdown = files::read_text(&workbook.root.join(&file))?.unwrap_or_default();
    let steps = steps(&markdown);
    if steps.is_empty() {
        let restore = match workbook.has_git() {
            true => {
                let command = format!("cargo xtask reset {} --tests", kata.number);
                format!("get it back with {}", style::command(command))
            }
            false => "copy it from a fresh download of the workbook".to_owned(),
        };
        return Err(Failure(format!("there are no hints in {file}; {restore}")));
    }
    let progress = workbook.progress();
    let entry = progress.of(&kata.slug);
    // Who has not checked yet begins at the first test.
    let first = kata.lock.tests.first().map(String::as_str);
    let test = entry.and_then(|entry| entry.fails.as_deref()).or(first);
    let prefix = test.and_then(|test| hints::ladder(&steps, test));
    let shown = entry.map_or(0, |entry| entry.hints_for(prefix));
    let last = upto(usize::try_from(shown).unwrap_or(usize::MAX - 1)).min(steps.len());
    workbook.record_hint(&kata.slug, prefix, last as u64);
    let whose = prefix.map(|prefix| format!(", for the tests {prefix}…")).unwrap_or_default();
    let hint = |(at, step): (usize, &Step<'_>)| {
        let place = style::faint(format!("hint {} of {}{whose}", at + 1, steps.len()));
        let mut lines = vec![format!("  {}  {place}", style::strong(step.title)), String::new()];
        lines.extend(prose::lines(&step.told_to(prefix.unwrap_or_default())));
        Hint { lines, has_more: at + 1 < steps.len() }
    };
    Ok(steps.iter().take(last).enumerate().map(hint).collect())
}
