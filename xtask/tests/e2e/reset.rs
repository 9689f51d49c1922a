//! A reset puts back what was published and loses nothing of the learner's.

use snapbox::str;

use crate::katas::{LINES, WORDS, WORDS_SOLVED};
use crate::run::{Run, Started};
use crate::workbook::{Workbook, program};

/// The workbook in a git repository, with one commit. Nothing where there is no git.
pub fn committed() -> Option<Workbook> {
    let workbook = Workbook::new();
    for words in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "-m", "As published"]] {
        git(&workbook, words)?;
    }
    Some(workbook)
}

fn git(workbook: &Workbook, words: &[&str]) -> Option<()> {
    let mut command = program("git");
    command.current_dir(&workbook.root).args(words);
    for (name, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_AUTHOR_NAME", "A"),
        ("GIT_AUTHOR_EMAIL", "a@example.org"),
        ("GIT_COMMITTER_NAME", "A"),
        ("GIT_COMMITTER_EMAIL", "a@example.org"),
    ] {
        command.env(name, value);
    }
    let output = command.output().ok()?;
    assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

/// Runs the runner, which may change the exercises here.
#[track_caller]
fn run(workbook: &Workbook, words: &[&str]) -> Run {
    Started::new(workbook.xtask(words)).finish(&workbook.root)
}

fn answer(kata: &str) -> String {
    format!("exercises/{kata}/src/lib.rs")
}

#[test]
fn an_answer_goes_and_can_be_had_back() {
    let Some(workbook) = committed() else { return };
    let starter = workbook.read(&answer(WORDS));
    workbook.solve_words();
    workbook.write_in(WORDS, "src/helper.rs", "// mine\n");
    // What the learner has committed makes no difference.
    git(&workbook, &["commit", "-q", "-a", "-m", "Solved"]);

    run(&workbook, &["reset", "1"])
        .gives(
            0,
            str![[r#"
1 count-words is as it was published again
      exercises/1-counting/01-count-words/src/lib.rs
      exercises/1-counting/01-count-words/src/helper.rs
kept  all that was there is in .katas/backup/count-words/1
back  cargo xtask reset 1 --undo

"#]],
        )
        .aside("");
    assert_eq!(workbook.read(&answer(WORDS)), starter, "it is as published");
    let tree = workbook.tree("exercises");
    assert!(
        !tree.keys().any(|path| path.ends_with("helper.rs")),
        "the module of one's own is gone"
    );

    run(&workbook, &["reset", "1", "--undo"])
        .gives(
            0,
            str![[r#"
1 count-words is as it was before
      exercises/1-counting/01-count-words/src/helper.rs
      exercises/1-counting/01-count-words/src/lib.rs
kept  all that was there is in .katas/backup/count-words/2
back  cargo xtask reset 1 --undo

"#]],
        )
        .aside("");
    assert_eq!(workbook.read(&answer(WORDS)), WORDS_SOLVED, "it is as it was");
    assert_eq!(workbook.read(&format!("exercises/{WORDS}/src/helper.rs")), "// mine\n");

    run(&workbook, &["reset", "1", "--undo"]).gives(
        0,
        str![[r#"
1 count-words is as it was before
      exercises/1-counting/01-count-words/src/lib.rs
      exercises/1-counting/01-count-words/src/helper.rs
kept  all that was there is in .katas/backup/count-words/3
back  cargo xtask reset 1 --undo

"#]],
    );
    assert_eq!(workbook.read(&answer(WORDS)), starter, "an undo can be undone");
    assert_eq!(workbook.tree("exercises"), tree, "with all that it brought back");
}

#[test]
fn the_tests_go_back_and_the_answer_stays() {
    let Some(workbook) = committed() else { return };
    workbook.solve_words();
    workbook.replace(&format!("exercises/{WORDS}/tests/kata.rs"), "fn each_word", "fn no_word");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/tests/kata.rs was changed.
  These tests are no longer in it: each_word_counts_once

  A verdict needs the files as they were published. To get them back:
  cargo xtask reset 1 --tests

!  1 count-words  not judged: kata.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
    run(&workbook, &["reset", "1", "--tests"]).gives(
        0,
        str![[r#"
1 count-words has its published files again, all but yours: exercises/1-counting/01-count-words/src/lib.rs
      exercises/1-counting/01-count-words/tests/kata.rs
kept  all that was there is in .katas/backup/count-words/1
back  cargo xtask reset 1 --undo

"#]],
    );
    assert_eq!(workbook.read(&answer(WORDS)), WORDS_SOLVED, "the answer is not touched");
    workbook.run(&["check", "1", "--format", "json"]).finds("count-words", "passed");
}

#[test]
fn all_katas_go_back_at_once() {
    let Some(workbook) = committed() else { return };
    let published = workbook.tree("exercises");
    workbook.solve_words();
    workbook.solve_lines();
    workbook.delete(&format!("exercises/{LINES}/src/ends.rs"));
    run(&workbook, &["reset", "--all"])
        .gives(
            0,
            str![[r#"
1 count-words is as it was published again
      exercises/1-counting/01-count-words/src/lib.rs
kept  all that was there is in .katas/backup/count-words/1
back  cargo xtask reset 1 --undo
2 count-lines is as it was published again
      exercises/1-counting/02-count-lines/src/ends.rs
      exercises/1-counting/02-count-lines/src/lib.rs
kept  all that was there is in .katas/backup/count-lines/1
back  cargo xtask reset 2 --undo
3 notice-loss was as it was published, and nothing is changed

"#]],
        )
        .aside("");
    assert_eq!(workbook.tree("exercises"), published);
}

#[test]
fn what_git_does_not_have_is_not_touched() {
    let workbook = Workbook::with_words_solved();
    let reset = run(&workbook, &["reset", "1"]);
    assert_eq!(reset.code, Some(2), "{}", reset.stderr);
    assert!(reset.stderr.contains("copy it from a fresh download"), "{}", reset.stderr);
    assert_eq!(workbook.read(&answer(WORDS)), WORDS_SOLVED, "nothing was changed");
}

#[test]
fn words_that_do_not_go_together_are_refused() {
    let workbook = Workbook::new();
    run(&workbook, &["reset"]).gives(2, "").aside(str![[r#"
error: the following required arguments were not provided:
  [SEL]...

Usage: cargo xtask reset [SEL]...

For more information, try '--help'.

"#]]);
    run(&workbook, &["reset", "1", "--all"]).gives(2, "").aside(str![[r#"
error: the argument '[SEL]...' cannot be used with '--all'

Usage: cargo xtask reset [SEL]...

For more information, try '--help'.

"#]]);
    run(&workbook, &["reset", "1", "--undo"]).gives(2, "").aside(str![[r#"
error: there is nothing to bring back: count-words was never reset

"#]]);
}

#[test]
fn what_was_kept_is_listed_and_each_can_be_had_back() {
    let Some(workbook) = committed() else { return };
    run(&workbook, &["reset", "1", "--backups"]).gives(
        0,
        str![[r#"
1 count-words
        nothing was kept: it was never reset

"#]],
    );
    let first = "//! The first try.\n";
    workbook.write_in(WORDS, "src/lib.rs", first);
    run(&workbook, &["reset", "1"]);
    workbook.solve_words();
    workbook.write_in(WORDS, "src/helper.rs", "// mine\n");
    run(&workbook, &["reset", "1"]);
    workbook.run(&["reset", "1", "--backups"]).gives(
        0,
        str![[r#"
1 count-words
     2  within the hour  src/helper.rs, src/lib.rs
     1  within the hour  src/lib.rs
back  cargo xtask reset 1 --undo=N

"#]],
    );

    run(&workbook, &["reset", "1", "--undo=1"]).gives(
        0,
        str![[r#"
1 count-words is as it was before
      exercises/1-counting/01-count-words/src/lib.rs
kept  all that was there is in .katas/backup/count-words/3
back  cargo xtask reset 1 --undo

"#]],
    );
    assert_eq!(workbook.read(&answer(WORDS)), first);
    run(&workbook, &["reset", "1", "--undo=2"]);
    assert_eq!(workbook.read(&answer(WORDS)), WORDS_SOLVED);
    run(&workbook, &["reset", "1", "--backups"]).gives(
        0,
        str![[r#"
1 count-words
     4  within the hour  src/lib.rs
     3  within the hour  as it was published
     2  within the hour  src/helper.rs, src/lib.rs
     1  within the hour  src/lib.rs
back  cargo xtask reset 1 --undo=N

"#]],
    );
    for (number, kept) in [("--undo=0", 0), ("--undo=5", 5)] {
        run(&workbook, &["reset", "1", number]).gives(2, "").aside(format!(
            "error: count-words has no backup {kept}; cargo xtask reset 1 --backups lists them\n"
        ));
    }
}
