//! Verdicts are remembered as long as nothing that they rest on has changed.

use snapbox::str;

use crate::katas::WORDS;
use crate::run::Run;
use crate::workbook::Workbook;

/// A run that fails as soon as it wants to build anything.
#[track_caller]
fn without_cargo(workbook: &Workbook, words: &[&str]) -> Run {
    let mut command = workbook.xtask(words);
    command.env("CARGO", "there-is-no-cargo");
    workbook.finish(command)
}

fn source() -> String {
    format!("exercises/{WORDS}/src/lib.rs")
}

#[test]
fn a_second_run_builds_nothing_and_says_the_same() {
    let workbook = Workbook::with_words_solved();
    let text = "pub fn lines(text: &str) -> usize { text.len() + missing }\n";
    workbook.write_in(crate::katas::LINES, "src/lib.rs", text);
    let mine = "#[test]\nfn nothing() {}\n";
    workbook.write_in(crate::katas::SHELF, "tests/mine.rs", mine);
    for format in ["human", "json", "junit"] {
        let words = ["check", "--format", format];
        let first = workbook.run(&words);
        let second = without_cargo(&workbook, &words);
        assert_eq!(first.code, Some(1), "two katas are not solved:\n{first}");
        assert_eq!(second.code, first.code, "the exit code is the same:\n{second}");
        assert_eq!(second.stdout, first.stdout, "the report is the same");
        second.aside("");
    }
}

#[test]
fn a_remembered_verdict_is_no_further_try() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    let progress = workbook.read(".katas/progress.json");
    without_cargo(&workbook, &["check", "1"]);
    assert_eq!(workbook.read(".katas/progress.json"), progress, "nothing new was learned");
}

#[test]
fn fresh_forgets_and_builds() {
    let workbook = Workbook::with_words_solved();
    let first = workbook.run(&["check", "1"]);
    let run = without_cargo(&workbook, &["check", "1", "--fresh"]);
    run.gives(2, "");
    assert!(run.stderr.contains("cargo can't be started"), "it wanted to build:\n{run}");
    let again = workbook.run(&["check", "1", "--fresh"]);
    again.gives(0, &first.stdout).aside(str![[r#"
building and testing

"#]]);
}

#[test]
fn a_changed_answer_is_judged_anew_and_the_old_one_is_too() {
    let workbook = Workbook::with_words_solved();
    let words = ["check", "1", "--format", "json"];
    workbook.run(&words).finds("count-words", "passed");
    let solved = workbook.read(&source());
    workbook.replace(&source(), "count()", "count().max(1)");
    workbook.run(&words).finds("count-words", "failed");
    workbook.write(&source(), &solved);
    workbook.run(&words).finds("count-words", "passed");
}

#[test]
fn changed_tests_are_noticed_behind_a_remembered_pass() {
    let workbook = Workbook::with_words_solved();
    let words = ["check", "1", "--format", "json"];
    workbook.run(&words).finds("count-words", "passed");
    let tests = format!("exercises/{WORDS}/tests/kata.rs");
    workbook.replace(&tests, "2, \"INV-2", "1 + 1, \"INV-2");
    without_cargo(&workbook, &words).finds("count-words", "tests-changed");
}

#[test]
fn a_changed_lock_is_judged_anew_and_a_missing_test_is_no_pass() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    workbook.replace(
        "exercises/katas.lock",
        "    \"each_word_counts_once\",\n    \"more",
        "    \"each_word_counts_once\",\n    \"a_test_that_is_not_there\",\n    \"more",
    );
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  a test that is not there
  It is expected and is not there.

  test  a_test_that_is_not_there

!  1 count-words  1 test not run
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "incomplete");
}

#[test]
fn other_compiler_flags_are_judged_anew() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    let mut command = workbook.xtask(&["check", "1"]);
    command.env("CARGO", "there-is-no-cargo").env("RUSTFLAGS", "--cfg other");
    let run = workbook.finish(command);
    assert_eq!(run.code, Some(2), "it should have wanted to build:\n{run}");
}

#[test]
fn a_verdict_that_may_be_another_next_time_is_not_remembered() {
    let workbook = Workbook::new();
    workbook.write_in(
        WORDS,
        "src/lib.rs",
        "pub fn words(_: &str) -> usize { std::process::abort() }\n",
    );
    workbook.run(&["check", "1", "--format", "json"]).finds("count-words", "crashed");
    let run = without_cargo(&workbook, &["check", "1"]);
    assert_eq!(run.code, Some(2), "it should have wanted to build:\n{run}");
}

#[test]
fn a_broken_memory_costs_a_build_and_no_more() {
    let workbook = Workbook::with_words_solved();
    let first = workbook.run(&["check", "1"]);
    workbook
        .write("target/katas/verdicts.json", "{\"version\":1,\"known\":{\"count-words/learner\":");
    workbook.run(&["check", "1"]).gives(0, &first.stdout);
    let again = without_cargo(&workbook, &["check", "1"]);
    again.gives(0, &first.stdout);
}
