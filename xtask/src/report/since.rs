//! What a save has changed: the tests that were fixed, those that fail anew, and the next one to look at.

use std::fmt::Write;

use super::human::{self, Around};
use super::{Row, style};
use crate::catalogue::Kind;
use crate::evidence::{Ending, TestEvidence};
use crate::verdict::{Change, Judged};

/// How many names are shown of what was fixed.
const NAMES: usize = 6;

/// The change in a few words: `2 of 9 fixed, 1 new`.
pub fn headline(change: &Change) -> String {
    let Change { failed, fixed, new, still: _ } = change;
    let mut parts = Vec::new();
    if !fixed.is_empty() {
        parts.push(style::good(format!("{} of {failed} fixed", fixed.len())));
    }
    if !new.is_empty() {
        parts.push(style::bad(format!("{} new", new.len())));
    }
    match parts.is_empty() {
        true => style::faint("no change"),
        false => parts.join(", "),
    }
}

/// The report on a verdict that is no pass. After an earlier verdict only the change is told at length; without one,
/// everything is.
pub fn report(row: &Row<'_>, change: Option<&Change>, around: Around<'_>) -> String {
    let mut text = String::new();
    let Some(change) = change else {
        human::explain(&mut text, row, around);
        return text;
    };
    for name in change.fixed.iter().take(NAMES) {
        let _ = writeln!(text, "  {} {}", style::good("✓"), style::faint(name));
    }
    if let Some(more @ 1..) = change.fixed.len().checked_sub(NAMES) {
        let _ =
            writeln!(text, "  {} {}", style::good("✓"), style::faint(format!("and {more} more")));
    }
    let focus = focus(row, change);
    let told = |name: &String| {
        focus.tests.iter().any(|test| test.name == *name)
            || focus.promises.iter().any(|promise| promise.name == *name)
    };
    human::failures(&mut text, row.kata, &focus, around.names);
    human::belief(&mut text, row.kata, row.judged);
    human::promises(&mut text, &focus.promises);
    let others = match change.still.iter().filter(|name| !told(name)).count() {
        0 => return text,
        1 => "1 other still fails".to_owned(),
        others => format!("{others} others still fail"),
    };
    let _ = writeln!(text, "  {}", style::faint(others));
    text
}

/// The part of a verdict that is told at length: what fails anew or, where nothing does, the first that fails as before.
fn focus(row: &Row<'_>, change: &Change) -> Judged {
    let mut focus = row.judged.clone();
    focus.tests.retain(|test| test.ending != Ending::Passed);
    focus.promises.retain(|promise| promise.caught_by.is_empty());
    // There each wrong answer is a question of its own.
    if matches!(row.kata.kind(), Kind::Classify | Kind::Decide) {
        return focus;
    }
    if !change.new.is_empty() {
        focus.tests.retain(|test| change.new.contains(&test.name));
        focus.promises.retain(|promise| change.new.contains(&promise.name));
        return focus;
    }
    // As the report orders them.
    focus.tests.sort_by_key(TestEvidence::waits);
    focus.promises.sort_by(|a, b| a.text.cmp(&b.text));
    focus.promises.truncate(usize::from(focus.tests.is_empty()));
    focus.tests.truncate(1);
    focus
}
