//! `solution`: how the learner's work differs from the reference, and the notes on it. Before the kata has passed, only on
//! request.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use super::workbook::Workbook;
use super::{Failure, say, say_aside};
use crate::catalogue::Kata;
use crate::cli;
use crate::files;
use crate::report::{difference, prose, style};
use crate::selection::select_one;

/// What the notes say for authors begins with this heading.
const FOR_AUTHORS: &str = "\n## How each wrong version is caught";

pub(super) fn solution(asked: &cli::Solution) -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let kata = select_one(&workbook.catalogue, &asked.kata)?;
    let has_passed =
        workbook.progress().of(&kata.slug).is_some_and(|entry| entry.first_passed.is_some());
    // What isn't there can't be spoiled.
    let text = differences(&workbook, kata)? + "\n" + &notes(&workbook, kata)?;
    if !has_passed {
        if !asked.spoil && !says_yes(kata)? {
            return Ok(0);
        }
        workbook.record_spoiled(&kata.slug);
    }
    say(&text);
    Ok(0)
}

/// How the learner's files differ from the reference.
pub(super) fn differences(workbook: &Workbook, kata: &Kata) -> Result<String, Failure> {
    let mut text = String::new();
    for yours in kata.editable_files() {
        let file = yours.strip_prefix(&kata.exercise()).unwrap_or(&yours);
        let theirs = format!("{}{file}", kata.solution());
        let reference = files::read_text(&workbook.root.join(&theirs))?.ok_or_else(|| {
            Failure(format!(
                "there is no {theirs} in this copy of the workbook; \
                 whoever gave it to you may have kept the solutions"
            ))
        })?;
        let work = files::read_text(&workbook.root.join(&yours))?.unwrap_or_default();
        let lines = difference::hunks(
            work.trim_end(),
            reference.trim_end(),
            difference::CODE_AROUND,
            style::bad,
            style::good,
        );
        let _ = writeln!(text, "\n  {}", style::strong(file.trim_start_matches('/')));
        if lines.is_empty() {
            text += "  Yours is the reference, to the letter.\n";
            continue;
        }
        let _ = writeln!(text, "  {}   {}\n", style::bad("- yours"), style::good("+ reference"));
        for line in lines {
            let _ = writeln!(text, "  {}", line.trim_end());
        }
    }
    Ok(text)
}

/// The notes on the reference, as far as they are for learners.
pub(super) fn notes(workbook: &Workbook, kata: &Kata) -> Result<String, Failure> {
    let mut text = String::new();
    let notes = format!("{}/README.md", kata.solution());
    let markdown = files::read_text(&workbook.root.join(&notes))?.unwrap_or_default();
    let for_learners = markdown.split(FOR_AUTHORS).next().unwrap_or_default();
    for line in prose::lines(for_learners) {
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(
        text,
        "\n{}  {notes}, and other right answers in {}/right",
        style::faint("more"),
        kata.solution()
    );
    Ok(text)
}

/// Asks at a terminal. Elsewhere nobody is there to answer.
fn says_yes(kata: &Kata) -> Result<bool, Failure> {
    let Kata { number, slug, .. } = kata;
    let command = style::command(format!("cargo xtask solution {number} --spoil"));
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure(format!(
            "{number} {slug} has not passed yet; {command} shows the solution all the same"
        )));
    }
    say_aside(&format!(
        "{number} {slug} has not passed yet. Show its solution all the same? [y/N]"
    ));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !yes {
        let hint = style::command(format!("cargo xtask hint {number}"));
        say_aside(&format!("{}  {hint}", style::faint("hint")));
    }
    Ok(yes)
}
