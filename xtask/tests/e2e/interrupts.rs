//! Ctrl-C, and two runs at once.

use snapbox::str;

use crate::katas::{LINES, LINES_SOLVED};
use crate::run::Started;
use crate::workbook::Workbook;

#[cfg(unix)] // Elsewhere a test can't press Ctrl-C for one process alone.
mod ctrl_c {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::katas::WORDS;
    use crate::limits::{endless_with_child, is_running};
    use crate::run::{Run, wait_until};

    /// What the runner keeps between runs.
    const KEPT: [&str; 2] = [".katas/progress.json", "target/katas/verdicts.json"];

    /// Interrupts the runner when the file `sign` has appeared. It has to be gone within two seconds, with code 2 and a
    /// word on standard error, and what it had kept from an earlier run is still there.
    #[track_caller]
    fn interrupted(
        workbook: &Workbook,
        sign: &Path,
        words: &[&str],
        wrapper: Option<&Path>,
    ) -> Run {
        let kept = KEPT.map(|file| workbook.read(file));
        let exercises = workbook.tree("exercises");
        let mut command = workbook.xtask(words);
        if let Some(wrapper) = wrapper {
            command.env("RUSTC_WRAPPER", wrapper);
        }
        let mut started = Started::new(command);
        wait_until("the work has begun", || {
            let there = fs::read_to_string(sign).is_ok_and(|text| !text.is_empty());
            assert!(there || !started.has_ended(), "it ended too early: {}", started.aside());
            there
        });
        started.interrupt();
        let pressed = Instant::now();
        let run = started.finish(&workbook.root);
        let took = pressed.elapsed();
        assert!(took < Duration::from_secs(2), "it went on for {took:?}:\n{run}");

        let child = fs::read_to_string(sign).expect("it was just there");
        wait_until("the child is gone", || !is_running(&child));
        for (file, before) in KEPT.iter().zip(kept) {
            let text = workbook.read(file);
            let value: Result<serde_json::Value, _> = serde_json::from_str(&text);
            assert!(value.is_ok(), "{file} is still JSON: {text}");
            assert_eq!(text, before, "{file} still says what it said before the interrupted run");
        }
        assert_eq!(exercises, workbook.tree("exercises"), "the exercises stay as they were");
        run
    }

    #[test]
    fn in_a_test_ends_the_runner_and_the_tests_children() {
        let workbook = Workbook::with_words_solved();
        workbook.run(&["check", "1", "--format", "json"]).finds("count-words", "passed");
        let sign = workbook.around.join("child");
        let text = endless_with_child("words", &sign);
        workbook.write_in(WORDS, "src/lib.rs", &text);
        let run = interrupted(&workbook, &sign, &["check", "1"], None);
        run.gives(2, str![]).aside(str![[r#"
building and testing
error: interrupted; what had been started was stopped, and nothing was lost

"#]]);
    }

    #[test]
    fn in_a_build_ends_the_runner_and_the_compiler() {
        let workbook = Workbook::with_words_solved();
        workbook.run(&["check", "1", "--format", "json"]).finds("count-words", "passed");
        // Stands in for a compiler that takes its time.
        let (sign, wrapper) = (workbook.around.join("child"), workbook.around.join("slow"));
        let script = format!("#!/bin/sh\necho $$ > '{}'\nexec sleep 1000\n", sign.display());
        workbook.write("../slow", &script);
        fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).expect("it is ours");
        let words = ["check", "1", "--fresh"];
        let run = interrupted(&workbook, &sign, &words, Some(&wrapper));
        run.gives(2, str![]).aside(str![[r#"
building and testing
error: interrupted; what had been started was stopped, and nothing was lost

"#]]);
    }

    #[test]
    fn while_another_run_has_its_turn_ends_the_wait() {
        let workbook = Workbook::with_words_solved();
        workbook.write("target/katas/turn", "");
        let turn = fs::File::open(workbook.root.join("target/katas/turn")).expect("it is there");
        turn.lock().expect("nobody else has it");
        let mut started = Started::new(workbook.xtask(&["check", "1"]));
        wait_until("it waits", || {
            assert!(!started.has_ended(), "it should wait: {}", started.aside());
            started.aside().contains("waiting")
        });
        started.interrupt();
        let pressed = Instant::now();
        while !started.has_ended() && pressed.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let took = pressed.elapsed();
        drop(turn);
        let run = started.finish(&workbook.root);
        assert!(took < Duration::from_secs(2), "it went on waiting for {took:?}");
        run.gives(2, str![]).aside(str![[r#"
another run is at it; waiting for its end
error: interrupted; what had been started was stopped, and nothing was lost

"#]]);
    }
}

#[test]
fn two_runs_at_once_both_judge_and_both_are_recorded() {
    let workbook = Workbook::with_words_solved();
    workbook.write_in(LINES, "src/lib.rs", LINES_SOLVED);
    let runs =
        ["1", "2"].map(|kata| Started::new(workbook.xtask(&["check", kata, "--format", "json"])));
    let [one, two] = runs.map(|run| run.finish(&workbook.root));
    one.finds("count-words", "passed");
    two.finds("count-lines", "passed");

    let progress: serde_json::Value =
        serde_json::from_str(&workbook.read(".katas/progress.json")).expect("progress is JSON");
    for kata in ["count-words", "count-lines"] {
        assert_eq!(progress["katas"][kata]["last"], "passed", "{kata} is recorded: {progress}");
    }
    let mut command = workbook.xtask(&["check", "counting"]);
    command.env("CARGO", "there-is-no-cargo");
    workbook.finish(command).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 3 tests
✓  2 count-lines  passed: 2 tests

2 of 2 passed.
read  cargo xtask book serve in a browser, or book/src/02-noticing.md
do    exercises/2-noticing/03-notice-loss/README.md
edit  exercises/2-noticing/03-notice-loss/tests/mine.rs
next  cargo xtask check 3

"#]],
    );
}

#[test]
fn two_runs_of_one_kata_agree() {
    let workbook = Workbook::with_words_solved();
    let words = ["check", "1", "--fresh", "--format", "json"];
    let runs = [(); 3].map(|()| Started::new(workbook.xtask(&words)));
    for run in runs.map(|run| run.finish(&workbook.root)) {
        run.finds("count-words", "passed");
    }
    let left: Vec<_> = workbook.tree(".katas").into_keys().collect();
    let kept = [".katas/passed/count-words/src/lib.rs", ".katas/progress.json", ".katas/turn"];
    assert_eq!(left, kept, "no temporary file is left");
}
