//! `next`, and the bare command: where you are and what to do now.

use std::fmt::Write;

use super::workbook::Workbook;
use super::{Failure, say};
use crate::catalogue::Kata;
use crate::report::{human, style};

/// The first kata that is not solved yet.
pub(super) fn next() -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let progress = workbook.progress();
    let solved = |kata: &&Kata| progress.passes(&kata.slug);
    let mut text = String::new();
    match workbook.catalogue.katas.iter().find(|kata| !solved(kata)) {
        Some(kata) => describe(&mut text, kata),
        None => text.push_str("Every kata is solved.\n"),
    }
    say(&text);
    Ok(0)
}

/// How much is solved in each part, and what is next.
pub(super) fn where_you_are() -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let progress = workbook.progress();
    let solved = |kata: &&Kata| progress.passes(&kata.slug);
    let katas = &workbook.catalogue.katas;
    let mut parts: Vec<&str> = katas.iter().map(|kata| kata.part.as_str()).collect();
    parts.dedup();

    let mut text = format!("{}\n\n", style::strong("Kept Promises"));
    for part in parts {
        let of_part = || katas.iter().filter(|kata| kata.part == part);
        let (done, all) = (of_part().filter(solved).count(), of_part().count());
        let count = format!("{done} of {all} solved");
        let count = if done == all { style::good(count) } else { count };
        let _ = writeln!(text, "  {part:16} {count}");
    }
    text.push('\n');
    match katas.iter().find(|kata| !solved(kata)) {
        Some(kata) => describe(&mut text, kata),
        None => text.push_str("Every kata is solved.\n"),
    }
    let _ = writeln!(
        text,
        "\n{}",
        style::faint("cargo xtask list shows all katas, cargo xtask --help all commands")
    );
    say(&text);
    Ok(0)
}

fn describe(text: &mut String, kata: &Kata) {
    let minutes = kata.facts.as_ref().map_or(0, |facts| facts.minutes);
    let title = style::strong(format!("{} {}", kata.number, kata.title()));
    let _ = writeln!(text, "{title}  ({}, about {minutes} minutes)\n", kata.kind().word());
    human::start(kata, &mut |what, value| {
        let _ = writeln!(text, "{}  {value}", style::faint(what));
    });
}
