//! One file a verb: what it lists and what it does with the verdicts. Here alone is anything printed.

mod book;
mod check;
mod completions;
mod handover;
mod hint;
mod lab;
mod list;
mod lock;
mod meter;
mod next;
mod reset;
mod solution;
mod verify;
mod watch;
mod workbook;

use std::fmt;
use std::io;
use std::sync::Mutex;

use crate::build::Trouble;
use crate::cli::{self, Command};
use crate::process;
use crate::report::style;
use crate::selection::Unknown;

/// Why the runner could not do its work: what happened, and what to do about it.
#[derive(Debug)]
struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Unknown> for Failure {
    fn from(unknown: Unknown) -> Self {
        Self(unknown.to_string())
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Cargo(said) => Self(said),
            Trouble::Interrupted => Self(
                "interrupted; what had been started was stopped, and nothing was lost".to_owned(),
            ),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Carries out the command that `words` stand for and returns the exit code.
pub fn main(words: &[String]) -> u8 {
    let command = match cli::parse(words.iter().map(String::as_str)) {
        Ok(command) => command,
        Err(error) => {
            // Help was asked for, or the words are wrong; clap prints both, each to the right stream.
            let _ = error.print();
            return u8::from(error.use_stderr()) * 2;
        }
    };
    process::catch_interrupts();
    let outcome = match command {
        Command::Where => next::where_you_are(),
        Command::Check(check) => check::check(&check),
        Command::Next => next::next(),
        Command::Watch { selection } => watch::watch(&selection),
        Command::List => list::list(),
        Command::Hint { kata } => hint::hint(&kata),
        Command::Solution(asked) => solution::solution(&asked),
        Command::Reset(asked) => reset::reset(&asked),
        Command::Verify { selection } => verify::verify(&selection),
        Command::Lock { selection } => lock::lock(&selection),
        Command::Book { words } => book::book(&words),
        Command::Completions { of } => completions::completions(&of),
        Command::Lab { words } => lab::lab(&words),
    };
    outcome.unwrap_or_else(|failure| {
        say_aside(&format!("{} {failure}", style::bad("error:")));
        2
    })
}

/// Prints to standard output.
fn say(text: &str) {
    use std::io::Write;
    // A reader that closed the pipe has heard enough.
    let _ = writeln!(anstream::stdout(), "{}", text.trim_end_matches('\n'));
}

/// What waits to be printed to standard error while a screen of the runner's own is shown.
static HELD: Mutex<Option<Vec<String>>> = Mutex::new(None);

/// From now on what is printed to standard error waits.
fn hold_asides() {
    if let Ok(mut held) = HELD.lock() {
        held.get_or_insert_default();
    }
}

/// Prints what has waited.
fn release_asides() {
    let held = HELD.lock().ok().and_then(|mut held| held.take());
    held.into_iter().flatten().for_each(|text| say_aside(&text));
}

/// Prints to standard error, which is for what is not the answer itself.
fn say_aside(text: &str) {
    use std::io::Write;
    if let Ok(mut held) = HELD.lock()
        && let Some(held) = held.as_mut()
    {
        held.push(text.to_owned());
        return;
    }
    let _ = writeln!(anstream::stderr(), "{text}");
}
