//! Changed tests, manifests and given files: no verdict, and a word on how to get them back.

use std::fs;

use snapbox::str;

use crate::katas::{LINES, WORDS};
use crate::workbook::Workbook;

/// The workbook with `count-words` solved, inside a git repository as far as the runner looks.
fn with_git() -> Workbook {
    let workbook = Workbook::with_words_solved();
    fs::create_dir(workbook.root.join(".git")).expect("a temporary folder can be written to");
    workbook
}

fn tests_of(kata: &str) -> String {
    format!("exercises/{kata}/tests/kata.rs")
}

#[test]
fn a_deleted_test_is_named_with_the_command_that_restores_it() {
    let workbook = with_git();
    workbook.replace(
        &tests_of(WORDS),
        "#[test]
fn each_word_counts_once() {
    assert_eq!(words(\"one two\"), 2, \"INV-2: each word counts once\");
}
",
        "",
    );
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
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "tests-changed");
}

#[test]
fn without_git_the_way_back_is_a_download() {
    let workbook = Workbook::with_words_solved();
    workbook.replace(&tests_of(WORDS), "fn each_word_counts_once", "fn each_word");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/tests/kata.rs was changed.
  These tests are no longer in it: each_word_counts_once

  A verdict needs the files as they were published. To get them back:
  copy it from a fresh download of the workbook

!  1 count-words  not judged: kata.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_renamed_test_is_named() {
    let workbook = with_git();
    workbook.replace(&tests_of(WORDS), "fn each_word_counts_once", "fn each_word");
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
}

#[test]
fn an_ignored_test_is_named() {
    let workbook = with_git();
    workbook.replace(&tests_of(WORDS), "#[test]\nfn each_word", "#[test]\n#[ignore]\nfn each_word");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/tests/kata.rs was changed.
  It ignores tests that are expected to run.

  A verdict needs the files as they were published. To get them back:
  cargo xtask reset 1 --tests

!  1 count-words  not judged: kata.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_test_that_asks_for_less_is_no_pass() {
    let workbook = with_git();
    workbook.replace(&tests_of(WORDS), "words(\"one two\"), 2", "words(\"one two\"), 1");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/tests/kata.rs was changed.

  A verdict needs the files as they were published. To get them back:
  cargo xtask reset 1 --tests

!  1 count-words  not judged: kata.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_deleted_test_file_is_named_and_the_others_are_graded() {
    let workbook = with_git();
    workbook.delete(&tests_of(LINES));
    workbook.run(&["check"]).gives(
        1,
        str![[r#"
✓  1 count-words  passed: 3 tests
!  2 count-lines  not judged: kata.rs is not as published
·  3 notice-loss  untouched

2 count-lines

  exercises/1-counting/02-count-lines/tests/kata.rs is missing.

  A verdict needs the files as they were published. To get them back:
  cargo xtask reset 2 --tests


1 of 3 passed.
read  book/src/01-counting.md
next  cargo xtask check 2

"#]],
    );
}

#[test]
fn a_deleted_answer_is_named() {
    let workbook = with_git();
    workbook.delete(&format!("exercises/{WORDS}/src/lib.rs"));
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/src/lib.rs is missing.

  A verdict needs the files as they were published. To get them back:
  git restore exercises/1-counting/01-count-words/src/lib.rs

!  1 count-words  not judged: lib.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_changed_given_file_is_named() {
    let workbook = with_git();
    workbook.solve_lines();
    let ends = format!("exercises/{LINES}/src/ends.rs");
    workbook.replace(&ends, "c == '\\n'", "c == '\\n' || c == ';'");
    workbook.run(&["check", "2"]).gives(
        1,
        str![[r#"

  exercises/1-counting/02-count-lines/src/ends.rs was changed.

  A verdict needs the files as they were published. To get them back:
  cargo xtask reset 2 --tests

!  2 count-lines  not judged: ends.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 2

"#]],
    );
}

#[test]
fn a_changed_manifest_is_named() {
    let workbook = with_git();
    let manifest = format!("exercises/{WORDS}/Cargo.toml");
    workbook.replace(&manifest, "minutes = 5", "minutes = 5\nseconds = 1000");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/Cargo.toml was changed.

  A verdict needs the files as they were published. To get them back:
  git restore exercises/1-counting/01-count-words/Cargo.toml

!  1 count-words  not judged: Cargo.toml is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_manifest_that_makes_the_tests_editable_is_no_pass() {
    let workbook = with_git();
    let manifest = format!("exercises/{WORDS}/Cargo.toml");
    workbook.replace(
        &manifest,
        "editable = [\"src/lib.rs\"]",
        "editable = [\"src/lib.rs\", \"tests/kata.rs\", \"Cargo.toml\"]",
    );
    workbook.replace(&tests_of(WORDS), "words(\"one two\"), 2", "2, 2");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/Cargo.toml was changed.

  A verdict needs the files as they were published. To get them back:
  git restore exercises/1-counting/01-count-words/Cargo.toml

!  1 count-words  not judged: Cargo.toml is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_broken_manifest_is_named_and_the_others_are_graded() {
    let workbook = with_git();
    let manifest = format!("exercises/{LINES}/Cargo.toml");
    workbook.replace(&manifest, "[package]", "[package");
    workbook.run(&["check"]).gives(
        1,
        str![[r#"
✓  1 count-words  passed: 3 tests
!  2 count-lines  not judged: Cargo.toml is not as published
·  3 notice-loss  untouched

2 count-lines

  exercises/1-counting/02-count-lines/Cargo.toml was changed.
  It can't be read: TOML parse error at line 1, column 9
    |
  1 | [package
    |         ^
  unclosed table, expected `]`

  A verdict needs the files as they were published. To get them back:
  git restore exercises/1-counting/02-count-lines/Cargo.toml


1 of 3 passed.
next  cargo xtask check 2

"#]],
    );
}

#[test]
fn a_missing_manifest_is_named_and_the_others_are_graded() {
    let workbook = with_git();
    workbook.delete(&format!("exercises/{LINES}/Cargo.toml"));
    workbook.run(&["check"]).gives(
        1,
        str![[r#"
✓  1 count-words  passed: 3 tests
!  2 count-lines  not judged: Cargo.toml is not as published
·  3 notice-loss  untouched

2 count-lines

  exercises/1-counting/02-count-lines/Cargo.toml is missing.

  A verdict needs the files as they were published. To get them back:
  git restore exercises/1-counting/02-count-lines/Cargo.toml


1 of 3 passed.
next  cargo xtask check 2

"#]],
    );
}

#[test]
fn a_manifest_that_is_not_text_is_named_and_the_others_are_graded() {
    let workbook = with_git();
    workbook.write_bytes(&format!("exercises/{LINES}/Cargo.toml"), b"[package]\n# \xff\n");
    let run = workbook.run(&["check"]);
    assert_eq!(run.code, Some(1), "the others are graded:\n{run}");
    for part in [
        "✓  1 count-words  passed: 3 tests\n",
        "!  2 count-lines  not judged: Cargo.toml is not as published\n",
        "  exercises/1-counting/02-count-lines/Cargo.toml was changed.\n",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is said:\n{run}");
    }
}

#[test]
fn a_deleted_kata_is_missed() {
    let workbook = with_git();
    let folder = workbook.root.join(format!("exercises/{LINES}"));
    fs::remove_dir_all(folder).expect("it is ours");
    let run = workbook.run(&["check", "counting"]);
    assert_ne!(run.code, Some(0), "a kata of the lock was not judged:\n{run}");
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(said.contains("count-lines"), "the kata is named:\n{run}");
}

#[test]
fn a_folder_of_the_learners_own_harms_nothing() {
    let workbook = with_git();
    workbook.write("exercises/1-counting/notes/todo.txt", "read on\n");
    workbook.write("exercises/scratch/first/todo.txt", "read on\n");
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "passed");
}

#[test]
fn a_large_file_beside_an_answer_harms_nothing() {
    let workbook = with_git();
    workbook.write_bytes(&format!("exercises/{LINES}/notes.pdf"), &vec![b'x'; 2 << 20]);
    let run = workbook.run(&["check", "counting", "--format", "json"]);
    let verdicts: Vec<String> = run.verdicts().into_iter().map(|(_, word)| word).collect();
    assert_eq!(verdicts, ["passed", "untouched"], "both are judged:\n{run}");
}

#[test]
fn a_build_script_and_a_configuration_of_cargos_have_no_effect() {
    let workbook = with_git();
    workbook.write_in(WORDS, "src/lib.rs", "pub fn words(_: &str) -> usize { 99 }\n");
    workbook.write_in(WORDS, "build.rs", "fn main() { panic!(\"it is run\") }\n");
    workbook.write_in(WORDS, ".cargo/config.toml", "[target.'cfg(all())']\nrunner = \"true\"\n");
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "failed");
}

#[test]
fn a_learners_own_test_file_is_welcome() {
    let workbook = with_git();
    workbook.write_in(WORDS, "tests/mine.rs", "#[test]\nfn mine() {}\n");
    workbook.run(&["check", "1"]).gives(
        0,
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

#[test]
fn a_changed_brief_is_the_learners_own_matter() {
    let workbook = with_git();
    workbook.write_in(WORDS, "README.md", "my notes\n");
    workbook.run(&["check", "1"]).gives(
        0,
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

#[test]
fn without_a_lock_nothing_can_be_judged() {
    let workbook = with_git();
    workbook.delete("exercises/katas.lock");
    workbook.run(&["check", "1"]).gives(
        2,
        str![[r#"

exercises/katas.lock does not know count-words; an author runs `cargo xtask lock`

!  1 count-words  could not be judged

"#]],
    );
}

#[test]
fn a_broken_lock_is_named_with_its_remedy() {
    let workbook = with_git();
    workbook.write("exercises/katas.lock", "version = \n");
    workbook.run(&["check", "1"]).gives(2, str![]).aside(str![[r#"
error: exercises/katas.lock: TOML parse error at line 1, column 11
  |
1 | version = 
  |           ^
string values must be quoted, expected literal string

Restore the file with git, or make it anew with `cargo xtask lock`.

"#]]);
}
