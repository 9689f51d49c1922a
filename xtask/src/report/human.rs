//! The report that a person reads: first the promise that broke, last the one command to run next.

use std::fmt::Write;

use super::words;
use super::{Row, count, difference, phrase, prose, style};
use crate::catalogue::{Kata, Kind};
use crate::diagnosis::diagnose;
use crate::evidence::{Ending, TestEvidence};
use crate::plan::{ChangedFile, HowChanged};
use crate::verdict::{Judged, Promise, Verdict};

/// How many katas are explained at length in one report.
const EXPLAINED: usize = 3;

/// How many compile errors of one kata are shown.
const ERRORS: usize = 4;

/// How many further names follow the first failure, as a rule.
pub const NAMES: usize = 6;

/// How many lines of what a test printed are shown.
const PRINTED: usize = 10;

/// How much of a line that a test printed is shown.
const WIDTH: usize = 200;

/// What the report needs to know beyond the verdicts.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The first kata of the workbook that is not solved yet.
    pub next: Option<&'a Kata>,
    /// There is a git repository to restore files from.
    pub has_git: bool,
    /// The solutions were graded, not the learner's work.
    pub solutions: bool,
    /// How many further names follow the first failure.
    pub names: usize,
}

/// The whole report.
pub fn report(rows: &[Row<'_>], around: Around<'_>) -> String {
    let mut text = String::new();
    if let [row] = rows {
        explain(&mut text, row, around);
        let _ = writeln!(text, "{}", line(row, row.kata.slug.len()));
    } else {
        let width = rows.iter().map(|row| row.kata.slug.len()).max().unwrap_or(0);
        for row in rows {
            let _ = writeln!(text, "{}", line(row, width));
        }
        let failing = || rows.iter().filter(|row| needs_explaining(row.judged.verdict));
        for row in failing().take(EXPLAINED) {
            let _ = writeln!(
                text,
                "\n{}",
                style::strong(format!("{} {}", row.kata.number, row.kata.slug))
            );
            explain(&mut text, row, around);
        }
        if let Some(row) = failing().nth(EXPLAINED) {
            let more = count(failing().count() - EXPLAINED, "kata");
            let _ = writeln!(
                text,
                "\nThere is more to say of {more}: cargo xtask check {}",
                row.kata.slug
            );
        }
        let passed = rows.iter().filter(|row| row.judged.verdict == Verdict::Passed).count();
        let _ = writeln!(text, "\n{passed} of {} passed.", rows.len());
        if rows.iter().all(|row| row.judged.verdict == Verdict::Untouched) && !rows.is_empty() {
            let _ = writeln!(text, "Untouched means red, and red is where you start.");
        }
    }
    what_next(&mut text, rows, around);
    text
}

/// One kata on one line.
pub fn line(row: &Row<'_>, width: usize) -> String {
    let (mark, phrase) = verdict(row);
    format!("{mark} {:>2} {:width$}  {phrase}", row.kata.number, row.kata.slug)
}

/// The verdict as a mark and in words.
pub fn verdict(row: &Row<'_>) -> (String, String) {
    let phrase = phrase(row);
    match row.judged.verdict {
        Verdict::Passed => (style::good("✓"), style::good(phrase)),
        Verdict::Untouched => (style::faint("·"), style::faint(phrase)),
        Verdict::TestsChanged | Verdict::Incomplete | Verdict::Unjudged => {
            (style::odd("!"), style::odd(phrase))
        }
        Verdict::DoesNotCompile | Verdict::Failed | Verdict::TimedOut | Verdict::Crashed => {
            (style::bad("✗"), style::bad(phrase))
        }
    }
}

fn needs_explaining(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Passed | Verdict::Untouched)
}

/// All there is to say of a verdict that is no pass.
pub(super) fn explain(text: &mut String, row: &Row<'_>, around: Around<'_>) {
    let judged = row.judged;
    match judged.verdict {
        Verdict::Passed | Verdict::Untouched => {}
        Verdict::DoesNotCompile => errors(text, &judged.errors),
        Verdict::TestsChanged => changed(text, row.kata, &judged.changed, around),
        Verdict::Unjudged => {
            let _ =
                writeln!(text, "\n{}\n", judged.trouble.as_deref().unwrap_or("Nobody knows why."));
        }
        Verdict::Incomplete | Verdict::Failed | Verdict::TimedOut | Verdict::Crashed => {
            failures(text, row.kata, judged, around.names);
            belief(text, row.kata, judged);
            promises(text, &judged.promises);
        }
    }
}

fn errors(text: &mut String, errors: &[String]) {
    text.push('\n');
    for error in errors.iter().take(ERRORS) {
        let _ = writeln!(text, "{}\n", error.trim_end());
    }
    if let Some(more @ 1..) = errors.len().checked_sub(ERRORS) {
        let _ = writeln!(
            text,
            "… and {}. They often vanish with the first ones.\n",
            count(more, "more error")
        );
    }
}

fn changed(text: &mut String, kata: &Kata, changed: &[ChangedFile], around: Around<'_>) {
    text.push('\n');
    for ChangedFile { file, how, lost, ignores } in changed {
        let what = match how {
            HowChanged::Missing => "is missing",
            HowChanged::Edited => "was changed",
        };
        let _ = writeln!(text, "  {} {what}.", style::strong(file));
        if let (HowChanged::Edited, Err(why)) = (how, &kata.facts) {
            let _ = writeln!(text, "  It can't be read: {}", why.replace('\n', "\n  "));
        }
        if !lost.is_empty() {
            let _ = writeln!(text, "  These tests are no longer in it: {}", lost.join(", "));
        }
        if *ignores {
            let _ = writeln!(text, "  It ignores tests that are expected to run.");
        }
    }
    // A broken manifest or a library that is gone keep cargo from starting the runner.
    let stops_cargo = |changed: &ChangedFile| {
        let is_gone = matches!(changed.how, HowChanged::Missing);
        changed.file.ends_with("Cargo.toml") || is_gone && changed.file.ends_with("src/lib.rs")
    };
    let stops_cargo = changed.iter().any(stops_cargo);
    let restore = match around.has_git {
        true if !stops_cargo => {
            style::command(format!("cargo xtask reset {} --tests", kata.number))
        }
        true => {
            let files: Vec<&str> = changed.iter().map(|changed| changed.file.as_str()).collect();
            style::command(format!("git restore {}", files.join(" ")))
        }
        false => "copy it from a fresh download of the workbook".to_owned(),
    };
    let _ = writeln!(
        text,
        "\n  A verdict needs the files as they were published. To get them back:\n  {restore}\n"
    );
}

/// The first failure at length, the others by name. Where the tests ask for one answer each, every wrong answer at length.
pub(super) fn failures(text: &mut String, kata: &Kata, judged: &Judged, names: usize) {
    let mut failing: Vec<&TestEvidence> =
        judged.tests.iter().filter(|test| test.ending != Ending::Passed).collect();
    // A body that is still to be written has less to say than a promise that broke.
    failing.sort_by_key(|test| test.waits());
    let at_length = match kata.kind() {
        Kind::Classify | Kind::Decide => {
            failing.iter().filter(|test| !test.waits()).count().clamp(1, NAMES)
        }
        Kind::Implement | Kind::Repair | Kind::Refactor | Kind::Tests => 1,
    };
    let (shown, others) = failing.split_at(at_length.min(failing.len()));
    for test in shown {
        failure(text, kata, test);
    }
    if !others.is_empty() {
        let lines = by_table(others);
        let more = lines.len().saturating_sub(names);
        let names = lines.into_iter().take(names).map(|line| format!("        {line}\n"));
        let _ = write!(
            text,
            "  {}\n{}",
            style::faint(format!("and {} more", others.len())),
            names.collect::<String>()
        );
        if more > 0 {
            let _ = writeln!(text, "        …");
        }
    }
    if !failing.is_empty() {
        text.push('\n');
    }
}

/// The names of tests, those of one table's cases on one line.
fn by_table(tests: &[&TestEvidence]) -> Vec<String> {
    let table = |test: &&TestEvidence| {
        test.name.split_once("::case_").map_or(test.name.clone(), |(table, _)| table.to_owned())
    };
    let line = |cases: &[&TestEvidence]| match cases {
        [only] => only.name.clone(),
        cases => format!("{}, {} cases", table(&cases[0]), cases.len()),
    };
    tests.chunk_by(|one, next| table(one) == table(next)).map(line).collect()
}

/// What usually leads to these failures, where that is likely.
pub(super) fn belief(text: &mut String, kata: &Kata, judged: &Judged) {
    let Some(diagnosis) = diagnose(kata, &judged.tests) else { return };
    let quoted = format!("Failures like these often come from a belief: “{}”", diagnosis.belief);
    for line in prose::lines(&quoted) {
        let _ = writeln!(text, "{line}");
    }
    if let Some(page) = kata.page() {
        let _ = writeln!(text, "  What speaks against it stands in {page}.");
    }
    text.push('\n');
}

/// One failure: what it says, what it compared, what it printed, where it stands.
fn failure(text: &mut String, kata: &Kata, test: &TestEvidence) {
    let panic = test.panic.as_ref();
    let said = match panic {
        Some(panic) => match panic.todo() {
            Some("") => "A body is still to be written.".to_owned(),
            Some(todo) => format!("Still to be written: {todo}"),
            None => panic.message.clone(),
        },
        None => words::test_title(&test.name),
    };
    let (first_line, more) = said.trim().split_once('\n').unwrap_or((said.trim(), ""));
    let _ = writeln!(text, "\n  {}", style::strong(first_line));
    for line in more.lines() {
        let line = match line.as_bytes().first() {
            Some(b'-') => style::good(line),
            Some(b'+') => style::bad(line),
            Some(_) | None => line.to_owned(),
        };
        let _ = writeln!(text, "{}", format!("    {line}").trim_end());
    }
    if let Some(sentence) = words::ending(test, kata.limit()) {
        let _ = writeln!(text, "  {sentence}");
    }
    if let Some(comparison) = panic.and_then(|panic| panic.comparison.as_ref()) {
        let lines = difference::lines(comparison).join("\n    ");
        let _ = writeln!(text, "\n    {lines}");
    }
    let printed: Vec<&str> = test.printed.lines().collect();
    if !printed.is_empty() {
        let from = printed.len().saturating_sub(PRINTED);
        let _ = writeln!(text, "\n  {}", style::faint("it printed"));
        for line in &printed[from..] {
            let shown: String = line.chars().take(WIDTH).collect();
            let more = if shown.len() < line.len() { " …" } else { "" };
            let _ = writeln!(text, "    {shown}{more}");
        }
    }
    text.push('\n');
    // The tests of questions hold the reasons of all answers.
    let asks = matches!(kata.kind(), Kind::Classify);
    if let Some(panic) = panic.filter(|panic| !(asks && panic.location.contains("/tests/"))) {
        let _ = writeln!(text, "  {}  {}", style::faint("at  "), panic.location);
    }
    let _ = writeln!(text, "  {}  {}", style::faint("test"), test.name);
}

/// The table of a kata of kind *tests*: who noticed which broken promise, the unnoticed ones first.
pub(super) fn promises(text: &mut String, promises: &[Promise]) {
    if promises.is_empty() {
        return;
    }
    // Promises about the same call belong together, and their texts begin with the call.
    let mut promises: Vec<&Promise> = promises.iter().collect();
    promises.sort_by_key(|promise| &promise.text);
    let (caught, unnoticed): (Vec<&Promise>, Vec<&Promise>) =
        promises.into_iter().partition(|promise| !promise.caught_by.is_empty());
    text.push('\n');
    for promise in unnoticed {
        let _ =
            writeln!(text, "  {}  {}", style::bad("nobody noticed"), style::strong(&promise.text));
    }
    for promise in caught {
        let by = match promise.caught_by.as_slice() {
            [one] => one.clone(),
            [one, more @ ..] => format!("{one} and {} more", more.len()),
            [] => String::new(),
        };
        let _ = writeln!(
            text,
            "  {}  {}\n                  {}",
            style::good("caught        "),
            promise.text,
            style::faint(format!("by {by}"))
        );
    }
    let _ = writeln!(text, "\n  Each line is a promise that one wrong version breaks.\n");
}

/// Where to read and the one command to run.
fn what_next(text: &mut String, rows: &[Row<'_>], around: Around<'_>) {
    if around.solutions {
        return;
    }
    let broken = rows.iter().find(|row| needs_explaining(row.judged.verdict));
    let mut say = |what: &str, value: String| {
        let _ = writeln!(text, "{}  {value}", style::faint(what));
    };
    match broken {
        Some(row) if row.judged.verdict == Verdict::Unjudged => {}
        Some(row) => {
            if let Some(page) = row.kata.page() {
                say("read", page);
            }
            // What does not compile, or was changed by mistake, is no question of the kata.
            if matches!(row.judged.verdict, Verdict::Failed | Verdict::TimedOut | Verdict::Crashed)
            {
                say("hint", style::command(format!("cargo xtask hint {}", row.kata.number)));
            }
            say("next", style::command(format!("cargo xtask check {}", row.kata.number)));
        }
        None => {
            if let [Row { kata, judged: Judged { verdict: Verdict::Passed, .. }, .. }] = rows {
                say("see ", style::command(format!("cargo xtask solution {}", kata.number)));
            }
            match around.next {
                Some(kata) => start(kata, &mut say),
                None => say("next", "every kata is solved".to_owned()),
            }
        }
    }
}

/// How to begin a kata.
pub fn start(kata: &Kata, say: &mut dyn FnMut(&str, String)) {
    if let Some(page) = kata.page() {
        say(
            "read",
            format!("{} in a browser, or {page}", style::command("cargo xtask book serve")),
        );
    }
    say("do  ", format!("{}/README.md", kata.exercise()));
    say("edit", kata.editable_files().join(", "));
    say("next", style::command(format!("cargo xtask check {}", kata.number)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_one_table_are_one_line() {
        let names = ["a", "t::case_1_of_none", "t::case_2_of_one", "u::case_1", "t_too", "a::b"];
        let tests = names.map(|name| TestEvidence::not_run(name.to_owned(), Ending::Failed));
        let lines = by_table(&tests.iter().collect::<Vec<_>>());
        assert_eq!(lines, ["a", "t, 2 cases", "u::case_1", "t_too", "a::b"]);
    }
}
