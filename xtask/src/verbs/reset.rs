//! `reset`: a kata's files as they were published. What they were before is kept, and can be had back.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

use super::workbook::{Workbook, now};
use super::{Failure, say};
use crate::catalogue::{Kata, blob_id};
use crate::cli;
use crate::files::{self, Edit, Turn};
use crate::process::{self, End, Invocation};
use crate::report::{ago, style};
use crate::reset::{Extent, Reset};
use crate::selection::select;

pub(super) fn reset(asked: &cli::Reset) -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let katas = select(&workbook.catalogue, &asked.selection)?;
    if asked.backups {
        for kata in katas {
            say(&backups_of(&workbook, kata)?);
        }
        return Ok(0);
    }
    let _turn = Turn::wait(&workbook.root.join(".katas/turn"), || ())?;
    // What is published is looked up for all of them before anything is changed.
    let changes = match asked.undo {
        Some(undo) => {
            let changed = |kata| undone(&workbook, kata, undo);
            katas.into_iter().map(changed).collect::<Result<Vec<_>, _>>()?
        }
        None => {
            let extent = if asked.tests { Extent::Tests } else { Extent::Everything };
            let changed = |kata| published(&workbook, kata, extent);
            katas.into_iter().map(changed).collect::<Result<Vec<_>, _>>()?
        }
    };
    for change in &changes {
        // Each is said when it is done: if the next one can't be, this one still was.
        say(&carry_out(&workbook, change)?);
    }
    Ok(0)
}

/// Puts files of one kata back as they were published, and says what was done.
pub(super) fn reset_one(
    workbook: &Workbook,
    kata: &Kata,
    extent: Extent,
) -> Result<String, Failure> {
    let _turn = Turn::wait(&workbook.root.join(".katas/turn"), || ())?;
    carry_out(workbook, &published(workbook, kata, extent)?)
}

/// Brings back what was there before the last reset of one kata, and says what was done.
pub(super) fn undo_one(workbook: &Workbook, kata: &Kata) -> Result<String, Failure> {
    let _turn = Turn::wait(&workbook.root.join(".katas/turn"), || ())?;
    carry_out(workbook, &undone(workbook, kata, cli::Undo::Last)?)
}

/// What is done to one kata. Paths are inside the exercise.
struct Change<'a> {
    kata: &'a Kata,
    /// What is said of it.
    done: String,
    /// All files as they are now.
    present: BTreeMap<String, Vec<u8>>,
    written: Vec<(String, Vec<u8>)>,
    removed: Vec<String>,
}

/// The change to what was published.
fn published<'a>(
    workbook: &Workbook,
    kata: &'a Kata,
    extent: Extent,
) -> Result<Change<'a>, Failure> {
    let present = files::read_tree(&workbook.root, &kata.exercise())?;
    let reset = Reset::of(kata, &present, extent);
    let done = match (reset.is_nothing(), extent) {
        (true, _) => "was as it was published, and nothing is changed".to_owned(),
        (false, Extent::Everything) => "is as it was published again".to_owned(),
        (false, Extent::Tests) => {
            let yours = kata.editable_files().join(" and ");
            format!("has its published files again, all but yours: {yours}")
        }
    };
    let blob = |(path, id): (String, String)| {
        let content = blob(workbook, kata, &path, &id)?;
        Ok((path, content))
    };
    let written = reset.restored.into_iter().map(blob).collect::<Result<_, Failure>>()?;
    Ok(Change { kata, done, present, written, removed: reset.removed })
}

/// The change that brings back what was kept.
fn undone<'a>(workbook: &Workbook, kata: &'a Kata, undo: cli::Undo) -> Result<Change<'a>, Failure> {
    let slug = &kata.slug;
    let last = last_backup(workbook, kata)?;
    if last == 0 {
        return Err(Failure(format!("there is nothing to bring back: {slug} was never reset")));
    }
    let number = match undo {
        cli::Undo::Last => last,
        cli::Undo::Backup(number) if (1..=last).contains(&number) => number,
        cli::Undo::Backup(number) => {
            let list = style::command(format!("cargo xtask reset {} --backups", kata.number));
            return Err(Failure(format!("{slug} has no backup {number}; {list} lists them")));
        }
    };
    let present = files::read_tree(&workbook.root, &kata.exercise())?;
    let mut kept = files::read_tree(&workbook.root, &format!("{}/{number}", backups(kata)))?;
    let undo = Reset::undo(kata, &present, &kept);
    let done = match undo.is_nothing() {
        true => "is as it was before already, and nothing is changed",
        false => "is as it was before",
    };
    let done = done.to_owned();
    let written = undo.restored.iter().filter_map(|(path, _)| kept.remove_entry(path)).collect();
    Ok(Change { kata, done, present, written, removed: undo.removed })
}

/// Keeps all of the exercise, and only then writes and removes.
fn carry_out(workbook: &Workbook, change: &Change<'_>) -> Result<String, Failure> {
    let Change { kata, done, present, written, removed } = change;
    let mut text = format!("{} {} {done}\n", kata.number, style::strong(&kata.slug));
    if written.is_empty() && removed.is_empty() {
        return Ok(text);
    }
    let below = |folder: &str, files: &mut dyn Iterator<Item = (&String, &Vec<u8>)>| {
        let edits = files.map(|(path, content)| Edit::Write {
            path: format!("{folder}/{path}"),
            content: content.clone(),
        });
        files::apply(&workbook.root, &edits.collect::<Vec<_>>())
    };
    let backup = format!("{}/{}", backups(kata), last_backup(workbook, kata)? + 1);
    below(&backup, &mut present.iter())?;
    let exercise = kata.exercise();
    below(&exercise, &mut written.iter().map(|(path, content)| (path, content)))?;
    for path in removed {
        files::delete(&workbook.root.join(&exercise).join(path))?;
    }
    for path in written.iter().map(|(path, _)| path).chain(removed) {
        let _ = writeln!(text, "      {exercise}/{path}");
    }
    let command = style::command(format!("cargo xtask reset {} --undo", kata.number));
    let _ = writeln!(text, "{}  all that was there is in {backup}", style::faint("kept"));
    let _ = writeln!(text, "{}  {command}", style::faint("back"));
    Ok(text)
}

/// What was kept of a kata, the last first: its number, when, and the files that were not as published.
fn backups_of(workbook: &Workbook, kata: &Kata) -> Result<String, Failure> {
    let mut text = format!("{} {}\n", kata.number, style::strong(&kata.slug));
    let last = last_backup(workbook, kata)?;
    for number in (1..=last).rev() {
        let folder = format!("{}/{number}", backups(kata));
        let kept = files::read_tree(&workbook.root, &folder)?;
        let differs = |(path, text): &(&String, &Vec<u8>)| {
            kata.lock.files.get(*path).is_none_or(|id| *id != blob_id(text))
        };
        let changed: Vec<&str> =
            kept.iter().filter(differs).map(|(path, _)| path.as_str()).collect();
        let changed = match changed.as_slice() {
            [] => "as it was published".to_owned(),
            changed => changed.join(", "),
        };
        let when = ago(files::changed_at(&workbook.root.join(&folder)), now());
        let _ = writeln!(text, "{number:>6}  {when}  {}", style::faint(changed));
    }
    match last {
        0 => text += "        nothing was kept: it was never reset\n",
        _ => {
            let command = format!("cargo xtask reset {} --undo=N", kata.number);
            let _ = writeln!(text, "{}  {}", style::faint("back"), style::command(command));
        }
    }
    Ok(text)
}

fn backups(kata: &Kata) -> String {
    format!(".katas/backup/{}", kata.slug)
}

/// The number of the last backup, 0 if there is none.
fn last_backup(workbook: &Workbook, kata: &Kata) -> Result<u64, Failure> {
    let numbers = files::folders(&workbook.root, &backups(kata))?;
    Ok(numbers.iter().filter_map(|number| number.parse().ok()).max().unwrap_or(0))
}

/// The published content, which git has by its name whatever was committed since.
fn blob(workbook: &Workbook, kata: &Kata, path: &str, id: &str) -> Result<Vec<u8>, Failure> {
    let mut lines = String::new();
    let invocation = Invocation {
        program: PathBuf::from("git"),
        args: ["cat-file", "blob", id].map(Into::into).into(),
        env: vec![],
        dir: workbook.root.clone(),
        limit: Duration::from_secs(60),
    };
    let outcome = process::run_lines(&invocation, &mut |line| {
        lines.push_str(line);
        lines.push('\n');
    });
    let is_read = outcome.as_ref().is_ok_and(|outcome| outcome.end == End::Exit(0));
    // A last line may have no end, and the name tells.
    let texts = [lines.as_str(), lines.trim_end_matches('\n')];
    let found = texts.into_iter().find(|text| is_read && blob_id(text.as_bytes()) == id);
    found.map(|text| text.as_bytes().to_vec()).ok_or_else(|| {
        let why = match outcome {
            Ok(outcome) => outcome.stderr.trim().to_owned(),
            Err(error) => format!("git can't be started: {error}"),
        };
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        Failure(format!(
            "git has no copy of {}/{path} as it was published{why}; copy it from a fresh download of the workbook. Nothing was changed.",
            kata.exercise()
        ))
    })
}
