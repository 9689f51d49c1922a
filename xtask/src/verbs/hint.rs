//! `hint`: the next step of a kata's hints, one at a time.

use std::fmt::Write;

use super::workbook::Workbook;
use super::{Failure, say};
use crate::files;
use crate::hints::steps;
use crate::report::{prose, style};
use crate::selection::select_one;

pub(super) fn hint(word: &str) -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let kata = select_one(&workbook.catalogue, word)?;
    let file = format!("{}/hints.md", kata.exercise());
    let markdown = files::read_text(&workbook.root.join(&file))?.unwrap_or_default();
    let steps = steps(&markdown);
    let shown = workbook.progress().of(&kata.slug).map_or(0, |entry| entry.hints);
    let at = usize::try_from(shown).unwrap_or(usize::MAX).min(steps.len().saturating_sub(1));
    let Some(step) = steps.get(at) else {
        let restore = match workbook.has_git() {
            true => {
                let command = format!("cargo xtask reset {} --tests", kata.number);
                format!("get it back with {}", style::command(command))
            }
            false => "copy it from a fresh download of the workbook".to_owned(),
        };
        return Err(Failure(format!("there are no hints in {file}; {restore}")));
    };
    let nth = at + 1;
    workbook.record_hint(&kata.slug, nth as u64);

    let place = style::faint(format!("hint {nth} of {}", steps.len()));
    let mut text = format!("\n  {}  {place}\n\n", style::strong(step.title));
    for line in prose::lines(step.text) {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    if nth < steps.len() {
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
