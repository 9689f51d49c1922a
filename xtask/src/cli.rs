//! Words → typed commands. Reads no files.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::catalogue::Catalogue;
use crate::selection::select;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Where you are and what is next.
    Where,
    /// Grade.
    Check(Check),
    /// The first unsolved kata.
    Next,
    /// Check on every save.
    Watch {
        /// Which katas; all where none is named.
        selection: Vec<String>,
    },
    /// All katas and their state.
    List,
    /// The next hint.
    Hint {
        /// Which kata.
        kata: String,
    },
    /// A kata's reference beside the learner's work, and its notes.
    Solution(Solution),
    /// The files of katas as they were published.
    Reset(Reset),
    /// Prove that the katas and the book are what they claim to be.
    Verify {
        /// Which katas; all, and the book, where none is named.
        selection: Vec<String>,
    },
    /// Make `katas.lock` anew.
    Lock {
        /// Which katas; all where none is named. The entries of the others stay as they are.
        selection: Vec<String>,
    },
    /// Build, serve or test the book.
    Book {
        /// The words for the book's own program.
        words: Vec<String>,
    },
    /// Print what a shell needs to complete these words, or the manual page.
    Completions {
        /// The shell, or `man`.
        of: String,
    },
    /// Run the boundary simulation of chapter 11.
    Lab {
        /// The words for the lab's own program.
        words: Vec<String>,
    },
}

/// What to grade and how to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which katas; all where none is named.
    pub selection: Vec<String>,
    /// Grade the solutions in place of the exercises.
    pub solutions: bool,
    /// Forget remembered verdicts.
    pub fresh: bool,
    /// How to say it.
    pub format: Format,
    /// Where to write it; standard output where it is not given.
    pub output: Option<PathBuf>,
}

/// What to show of a solution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Which kata.
    pub kata: String,
    /// Even before it has passed.
    pub spoil: bool,
}

/// What to put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// Which katas; all where none is named.
    pub selection: Vec<String>,
    /// Only what is not the learner's to change.
    pub tests: bool,
    /// What was there before a reset.
    pub undo: Option<Undo>,
    /// Nothing: only list what was kept.
    pub backups: bool,
}

/// Which of the versions that were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// The last one.
    Last,
    /// The one with this number.
    Backup(u64),
}

/// A form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    Human,
    /// For a script.
    Json,
    /// For continuous integration.
    Junit,
}

/// The command line as clap describes it.
pub fn command() -> clap::Command {
    let selection = Arg::new("SEL")
        .num_args(0..)
        .help("A number (16), a slug or the start of one (retire), a part (failures)");
    clap::Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about("The runner of Kept Promises. Without a command: where you are and what is next.")
        .after_help("Exit codes: 0 every selected kata passed, 1 some did not, 2 the runner could not do its work.")
        .disable_help_subcommand(true)
        .subcommand(
            clap::Command::new("check")
                .about("Grade katas (all when none is named)")
                .arg(selection.clone())
                .arg(flag("solutions", "Grade the solutions in place of your work"))
                .arg(flag("fresh", "Build and run even what has not changed since its last verdict"))
                .arg(
                    Arg::new("format")
                        .long("format")
                        .value_parser(["human", "json", "junit"])
                        .default_value("human")
                        .help("How to report"),
                )
                .arg(
                    Arg::new("output")
                        .long("output")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Write the report to a file"),
                ),
        )
        .subcommand(clap::Command::new("next").about("The first kata that is not solved yet"))
        .subcommand(
            clap::Command::new("watch")
                .about("Check a kata on every save, with a key for each next step")
                .arg(selection.clone()),
        )
        .subcommand(clap::Command::new("list").about("All katas and their state"))
        .subcommand(
            clap::Command::new("hint")
                .about("The next of a kata's three hints")
                .arg(selection.clone().num_args(1).required(true)),
        )
        .subcommand(
            clap::Command::new("solution")
                .about("How yours differs from the solution, and the notes on it")
                .arg(selection.clone().num_args(1).required(true))
                .arg(flag("spoil", "Show it though you haven't solved the kata")),
        )
        .subcommand(
            clap::Command::new("reset")
                .about("Put files back as they were published, and keep yours in .katas/backup")
                .arg(selection.clone().required_unless_present("all"))
                .arg(flag("all", "Reset every kata").conflicts_with("SEL"))
                .arg(flag("tests", "Put back the tests and given files only, and leave your answer"))
                .arg(
                    Arg::new("undo")
                        .long("undo")
                        .value_name("N")
                        .num_args(0..=1)
                        .require_equals(true)
                        .value_parser(value_parser!(u64))
                        .conflicts_with("tests")
                        .help("Bring back what was there before the last reset, or backup N"),
                )
                .arg(
                    flag("backups", "List what was kept, and change nothing")
                        .conflicts_with_all(["tests", "undo"]),
                ),
        )
        .subcommand(
            clap::Command::new("verify")
                .about("For authors: prove that the katas and the book are what they claim to be")
                .arg(selection.clone()),
        )
        .subcommand(
            clap::Command::new("lock")
                .about("For authors: make exercises/katas.lock anew")
                .arg(selection),
        )
        .subcommand(
            clap::Command::new("book")
                .about("Read the book in a browser, build it, or test its pages")
                .disable_help_flag(true)
                .arg(handed_over("serve (the default), build or test, and their options")),
        )
        .subcommand(
            clap::Command::new("lab")
                .about("Simulate a practice: what the size of an aggregate costs, and what it saves")
                .disable_help_flag(true)
                .arg(handed_over("Options of the lab; --help lists them")),
        )
        .subcommand(
            clap::Command::new("completions")
                .about("What a shell needs to complete these commands, or their manual page")
                .arg(
                    Arg::new("SHELL")
                        .required(true)
                        .value_parser(["bash", "zsh", "fish", "man"])
                        .help("The shell, or man for the manual page"),
                ),
        )
}

/// The words for another program.
fn handed_over(help: &'static str) -> Arg {
    Arg::new("WORDS").num_args(0..).allow_hyphen_values(true).trailing_var_arg(true).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// Reads the words after `cargo xtask`.
///
/// # Errors
///
/// What clap has to say, which is also how it prints its help.
pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Command, clap::Error> {
    let matches = command().try_get_matches_from(["cargo xtask"].into_iter().chain(words))?;
    let many = |matches: &ArgMatches, name: &str| -> Vec<String> {
        matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
    };
    Ok(match matches.subcommand() {
        None => Command::Where,
        Some(("check", matches)) => Command::Check(Check {
            selection: many(matches, "SEL"),
            solutions: matches.get_flag("solutions"),
            fresh: matches.get_flag("fresh"),
            format: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("junit") => Format::Junit,
                Some(_) | None => Format::Human,
            },
            output: matches.get_one("output").cloned(),
        }),
        Some(("next", _)) => Command::Next,
        Some(("watch", matches)) => Command::Watch { selection: many(matches, "SEL") },
        Some(("list", _)) => Command::List,
        Some(("hint", matches)) => {
            Command::Hint { kata: many(matches, "SEL").pop().unwrap_or_default() }
        }
        Some(("solution", matches)) => Command::Solution(Solution {
            kata: many(matches, "SEL").pop().unwrap_or_default(),
            spoil: matches.get_flag("spoil"),
        }),
        Some(("reset", matches)) => Command::Reset(Reset {
            selection: many(matches, "SEL"),
            tests: matches.get_flag("tests"),
            undo: matches.contains_id("undo").then(|| {
                matches.get_one::<u64>("undo").map_or(Undo::Last, |number| Undo::Backup(*number))
            }),
            backups: matches.get_flag("backups"),
        }),
        Some(("verify", matches)) => Command::Verify { selection: many(matches, "SEL") },
        Some(("lock", matches)) => Command::Lock { selection: many(matches, "SEL") },
        Some(("book", matches)) => Command::Book { words: many(matches, "WORDS") },
        Some(("completions", matches)) => {
            Command::Completions { of: many(matches, "SHELL").pop().unwrap_or_default() }
        }
        Some(("lab", matches)) => Command::Lab { words: many(matches, "WORDS") },
        Some((other, _)) => {
            let kind = clap::error::ErrorKind::InvalidSubcommand;
            return Err(command().error(kind, format!("there is no command {other:?}")));
        }
    })
}

/// Whether `words` may stand after `cargo xtask`, as a page or a script wants to know beforehand. What is written in
/// capitals (SEL, N) stands for something and is not looked up.
///
/// # Errors
///
/// What is wrong with the words, in one line, and what is near.
pub fn check_words(words: &[String], catalogue: &Catalogue) -> Result<(), String> {
    let command = parse(words.iter().map(String::as_str)).map_err(|error| {
        let text = error.to_string();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let said =
            lines.iter().filter(|line| line.starts_with("error: ") || line.starts_with("tip: "));
        said.copied().collect::<Vec<_>>().join("; ")
    })?;
    let selection = match command {
        Command::Check(check) => check.selection,
        Command::Watch { selection }
        | Command::Verify { selection }
        | Command::Lock { selection } => selection,
        Command::Hint { kata } => vec![kata],
        Command::Solution(solution) => vec![solution.kata],
        Command::Reset(reset) => reset.selection,
        Command::Where
        | Command::Next
        | Command::List
        | Command::Completions { .. }
        | Command::Book { .. }
        | Command::Lab { .. } => Vec::new(),
    };
    let stands_for_something =
        |word: &String| word.chars().all(|letter| letter.is_ascii_uppercase() || letter == '…');
    let named: Vec<String> =
        selection.into_iter().filter(|word| !stands_for_something(word)).collect();
    select(catalogue, &named).map(drop).map_err(|unknown| unknown.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn words_become_commands() {
        assert_eq!(parse([]).ok(), Some(Command::Where));
        let check = Check {
            selection: vec!["16".to_owned(), "failures".to_owned()],
            solutions: true,
            fresh: false,
            format: Format::Json,
            output: None,
        };
        let words = ["check", "16", "failures", "--solutions", "--format", "json"];
        assert_eq!(parse(words).ok(), Some(Command::Check(check)));
        let words = ["book", "serve", "--port", "1"];
        let book = Command::Book { words: ["serve", "--port", "1"].map(str::to_owned).into() };
        assert_eq!(parse(words).ok(), Some(book));
    }

    #[test]
    fn a_misspelt_command_is_an_error_with_what_is_near() {
        let error = parse(["chekc"]).expect_err("misspelt");
        assert!(error.to_string().contains("'check'"), "{error}");
        assert_eq!(error.exit_code(), 2);
    }

    #[test]
    fn words_on_a_page_are_checked_down_to_the_kata() {
        let folder = ("exercises/2-failures/16-retire-rule".to_owned(), String::new());
        let catalogue = Catalogue::read(&[folder], None);
        let check = |words: &str| {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            check_words(&words, &catalogue)
        };
        for good in
            ["", "check", "check 16", "check SEL", "check SEL… --fresh", "book serve --port N"]
        {
            assert_eq!(check(good), Ok(()), "{good:?}");
        }
        for (bad, near) in [
            ("chekc 16", "'check'"),
            ("check retire-role", "retire-rule"),
            ("check --frsh", "--fresh"),
        ] {
            let why = check(bad).expect_err(bad);
            assert!(
                why.contains(near) && !why.contains('\n'),
                "{bad:?} gives {why:?}, in one line with what is near"
            );
        }
    }
}
