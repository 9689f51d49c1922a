//! Colours where they are wanted and nowhere else.

use snapbox::Data;

use crate::katas::{LINES, WORDS};
use crate::run::same;
use crate::workbook::Workbook;

/// One kata passes, one does not compile, one is untouched.
fn workbook() -> Workbook {
    let workbook = Workbook::new();
    let words = "pub fn words(text: &str) -> usize { text.split(' ').count() }\n";
    workbook.write_in(WORDS, "src/lib.rs", words);
    let text = "compile_error!(\"not so\");\n";
    workbook.write_in(LINES, "src/lib.rs", text);
    workbook
}

#[test]
fn without_a_terminal_nothing_but_text_is_written() {
    let workbook = workbook();
    for words in [&["check"][..], &[], &["list"], &["next"], &["--help"], &["check", "zzz"]] {
        let run = workbook.run(words);
        let all = format!("{}{}", run.stdout, run.stderr);
        assert!(
            !all.contains(['\u{1b}', '\r']),
            "{words:?} writes no escape codes and moves no cursor: {all:?}"
        );
    }
}

#[test]
fn forced_colours_are_written_without_a_terminal() {
    let workbook = workbook();
    let mut command = workbook.xtask(&["check"]);
    command.env("CLICOLOR_FORCE", "1");
    let run = workbook.finish(command);
    assert_eq!(run.code, Some(1), "colours change no verdict:\n{run}");
    let picture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/check.term.svg");
    same(&run.stdout, Data::read_from(picture.as_ref(), None));
}

#[test]
fn a_file_gets_no_colours_even_if_they_are_forced() {
    let workbook = workbook();
    let mut command = workbook.xtask(&["check", "--output", "report.txt"]);
    command.env("CLICOLOR_FORCE", "1");
    workbook.finish(command).gives(1, "");
    let plain = workbook.run(&["check"]);
    assert_eq!(workbook.read("report.txt"), plain.stdout, "the file holds the plain report");
}

#[cfg(target_os = "linux")] // `script` has other words on other systems.
mod on_a_terminal {
    use snapbox::str;

    use super::*;
    use crate::run::Run;
    use crate::workbook::program;

    /// The sequences that set colours and weights.
    fn has_colours(text: &str) -> bool {
        text.split("\u{1b}[").skip(1).any(|rest| {
            let end = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            end.starts_with('m')
        })
    }

    /// Runs the runner on a terminal of its own; what it says on both streams comes back as one.
    fn run(workbook: &Workbook, words: &str, no_color: bool) -> Option<Run> {
        let mut command = program("script");
        let runner = env!("CARGO_BIN_EXE_xtask");
        command
            .args(["--quiet", "--return", "--command", &format!("'{runner}' {words}"), "/dev/null"])
            .current_dir(&workbook.root)
            .env("TERM", "xterm-256color");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        if program("script").arg("--version").output().is_err() {
            println!("skipped: there is no `script` to make a terminal with");
            return None;
        }
        Some(workbook.finish(command))
    }

    #[test]
    fn there_are_colours() {
        let workbook = workbook();
        let Some(run) = run(&workbook, "check", false) else {
            return;
        };
        assert_eq!(run.code, Some(1), "a terminal changes no verdict:\n{run}");
        assert!(has_colours(&run.stdout), "there should be colours: {:?}", run.stdout);
    }

    #[test]
    fn there_are_none_if_none_are_wanted() {
        let workbook = workbook();
        let Some(run) = run(&workbook, "check", true) else {
            return;
        };
        assert_eq!(run.code, Some(1), "a terminal changes no verdict:\n{run}");
        assert!(!has_colours(&run.stdout), "there should be no colours: {:?}", run.stdout);
    }

    #[test]
    fn the_bar_is_gone_in_the_end() {
        let workbook = Workbook::with_words_solved();
        let Some(run) = run(&workbook, "check 1", true) else {
            return;
        };
        let shown = run.stdout.rsplit("\u{1b}[2K").next().unwrap_or_default();
        let plain = shown.replace("\r\n", "\n").replace('\r', "");
        assert_eq!(run.code, Some(0), "a terminal changes no verdict:\n{run}");
        same(
            &plain,
            str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
        );
    }
}
