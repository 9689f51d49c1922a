//! Words that the runner can't make sense of, and places where it has nothing to do.

use snapbox::str;

use crate::run::Started;
use crate::workbook::Workbook;

#[test]
fn a_misspelt_kata_is_answered_with_what_is_near() {
    let workbook = Workbook::new();
    workbook.run(&["check", "count-wrods"]).gives(2, str![]).aside(str![[r#"
error: no kata or part is called "count-wrods"; did you mean count-words or count-lines?

"#]]);
}

#[test]
fn a_number_that_is_not_there_is_answered_with_the_nearest() {
    let workbook = Workbook::new();
    workbook.run(&["check", "7"]).gives(2, str![]).aside(str![[r#"
error: no kata or part is called "7"; did you mean 3 (notice-loss)?

"#]]);
}

#[test]
fn a_name_like_no_other_is_answered_with_the_list() {
    let workbook = Workbook::new();
    workbook.run(&["check", "zzz"]).gives(2, str![]).aside(str![[r#"
error: no kata or part is called "zzz"; `cargo xtask list` shows them all

"#]]);
}

#[test]
fn a_prefix_of_two_katas_is_refused() {
    let workbook = Workbook::new();
    workbook.run(&["check", "count"]).gives(2, str![]).aside(str![[r#"
error: "count" could be count-words or count-lines; add a letter or two

"#]]);
}

#[test]
fn a_part_and_a_prefix_select_katas() {
    let workbook = Workbook::new();
    workbook
        .run(&["check", "noticing", "count-l"])
        .gives(
            1,
            str![[r#"
·  2 count-lines  untouched
·  3 notice-loss  untouched

0 of 2 passed.
Untouched means red, and red is where you start.
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
        )
        .aside(str![]);
}

#[test]
fn a_misspelt_command_is_answered_with_what_is_near() {
    let workbook = Workbook::new();
    workbook.run(&["chekc"]).gives(2, str![]).aside(str![[r#"
error: unrecognized subcommand 'chekc'

  tip: a similar subcommand exists: 'check'

Usage: cargo xtask [COMMAND]

For more information, try '--help'.

"#]]);
}

#[test]
fn an_unknown_flag_is_refused() {
    let workbook = Workbook::new();
    workbook.run(&["check", "--frehs"]).gives(2, str![]).aside(str![[r#"
error: unexpected argument '--frehs' found

  tip: a similar argument exists: '--fresh'

Usage: cargo xtask check --fresh [SEL]...

For more information, try '--help'.

"#]]);
}

#[test]
fn an_unknown_format_is_refused() {
    let workbook = Workbook::new();
    workbook.run(&["check", "--format", "yaml"]).gives(2, str![]).aside(str![[r#"
error: invalid value 'yaml' for '--format <format>'
  [possible values: human, json, junit]

For more information, try '--help'.

"#]]);
}

#[test]
fn outside_of_the_workbook_there_is_nothing_to_do() {
    let workbook = Workbook::new();
    for words in [&[][..], &["check"], &["list"], &["next"], &["verify"], &["lock"]] {
        let mut command = workbook.xtask(words);
        command.current_dir(&workbook.around);
        let around = workbook.around.canonicalize().expect("it is there");
        let run = Started::new(command).finish(&around);
        run.gives(2, str![]).aside(str![[r#"
error: [ROOT] is not inside the workbook; go to its folder and try again

"#]]);
    }
}

#[test]
fn help_is_an_answer() {
    let workbook = Workbook::new();
    workbook
        .run(&["--help"])
        .gives(
            0,
            str![[r#"
The runner of Kept Promises. Without a command: where you are and what is next.

Usage: cargo xtask [COMMAND]

Commands:
  check        Grade katas (all when none is named)
  next         The first kata that is not solved yet
  watch        Check a kata on every save, with a key for each next step
  list         All katas and their state
  hint         The next of a kata's three hints
  solution     How yours differs from the solution, and the notes on it
  reset        Put files back as they were published, and keep yours in .katas/backup
  verify       For authors: prove that the katas and the book are what they claim to be
  lock         For authors: make exercises/katas.lock anew
  book         Read the book in a browser, build it, or test its pages
  lab          Simulate a practice: what the size of an aggregate costs, and what it saves
  completions  What a shell needs to complete these commands, or their manual page

Options:
  -h, --help  Print help

Exit codes: 0 every selected kata passed, 1 some did not, 2 the runner could not do its work.

"#]],
        )
        .aside(str![]);
}

#[test]
fn completions_and_the_manual_page_are_printed_whole() {
    let workbook = Workbook::new();
    for (of, file) in [("bash", "bash"), ("zsh", "zsh"), ("fish", "fish"), ("man", "cargo-xtask.1")]
    {
        let path = format!("{}/completions/{file}", env!("CARGO_MANIFEST_DIR"));
        let kept = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        workbook.run(&["completions", of]).gives(0, kept.trim_end().to_owned() + "\n");
    }
    let run = workbook.run(&["completions", "cmd"]);
    assert_eq!(run.code, Some(2), "{run}");
    assert!(run.stderr.contains("bash, zsh, fish, man"), "what there is is named:\n{run}");
}
