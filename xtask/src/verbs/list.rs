//! `list`: all katas and their state.

use std::fmt::Write;

use super::workbook::{Workbook, now};
use super::{Failure, say};
use crate::catalogue::Kata;
use crate::plan::{Role, Work, plan};
use crate::report::{self, Standing, style};

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
    let rows = workbook.catalogue.katas.iter().map(|kata| {
        let entry = progress.of(&kata.slug);
        let texts = || workbook.texts([kata]).unwrap_or_default();
        let is_untouched = || matches!(plan(kata, Role::Learner, &texts()).work, Work::Untouched);
        let is_as_it_passed = || workbook.is_as_it_passed(kata, &texts());
        let passes = progress.passes(&kata.slug);
        let (standing, words) = report::state(entry, is_untouched, is_as_it_passed, Some(now()));
        Row { kata, passes, state: coloured(standing, words) }
    });
    Ok(rows.collect())
}

fn coloured(standing: Standing, words: String) -> String {
    match standing {
        Standing::Untouched | Standing::Changed => style::faint(words),
        Standing::Failed => style::bad(words),
        Standing::PassedOnce => style::odd(words),
        Standing::Passed => style::good(words),
    }
}
