//! What is said of an answer, and that nothing but a solved kata passes.

use snapbox::str;

use crate::katas::{LINES, WORDS};
use crate::run::Started;
use crate::workbook::Workbook;

/// Judges this text in the place of the answer to `count-words`, as JSON.
#[track_caller]
fn judged(answer: &str) -> crate::run::Run {
    let workbook = Workbook::new();
    workbook.write_in(WORDS, "src/lib.rs", answer);
    workbook.run(&["check", "count-words", "--format", "json"])
}

#[test]
fn an_untouched_workbook_is_red_and_needs_no_build() {
    let workbook = Workbook::new();
    let mut command = workbook.xtask(&["check"]);
    command.env("CARGO", "there-is-no-cargo");
    workbook
        .finish(command)
        .gives(
            1,
            str![[r#"
·  1 count-words  untouched
·  2 count-lines  untouched
·  3 notice-loss  untouched

0 of 3 passed.
Untouched means red, and red is where you start.
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]],
        )
        .aside(str![]);
}

#[test]
fn a_solved_kata_passes_and_the_next_one_is_named() {
    let workbook = Workbook::with_words_solved();
    workbook
        .run(&["check", "1"])
        .gives(
            0,
            str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
        )
        .aside(str![[r#"
building and testing

"#]]);
}

#[test]
fn each_wrong_answer_of_a_classification_is_told_at_length() {
    let workbook = Workbook::unlocked("workbook");
    let manifest = format!("exercises/{WORDS}/Cargo.toml");
    workbook.write(&manifest, &workbook.read(&manifest).replace("implement", "classify"));
    let locked = Started::new(workbook.shared(&["lock"])).finish(&workbook.root);
    assert_eq!(locked.code, Some(0), "{}", locked.stderr);
    let text = "pub fn words(text: &str) -> usize {
        if text.is_empty() { todo!(\"count nothing\") } else { text.len() }
    }\n";
    workbook.write_in(WORDS, "src/lib.rs", text);
    workbook.run_shared(&["check", "1", "--fresh"]).gives(
        1,
        str![[r#"

  INV-2: each word counts once

    expected 2
    found    7

  test  each_word_counts_once

  INV-3: more space is no more words

    expected 2
    found    9

  test  more_space_is_no_more_words
  and 1 more
        an_empty_text_has_no_words

✗  1 count-words  3 of 3 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_broken_promise_is_told_in_the_words_of_the_test() {
    let workbook = Workbook::new();
    let text =
        "pub fn words(text: &str) -> usize { println!(\"asked\"); text.split(' ').count() }\n";
    workbook.write_in(WORDS, "src/lib.rs", text);
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  INV-1: an empty text has no words

    expected 0
    found    1

  it printed
    asked

  at    exercises/1-counting/01-count-words/tests/kata.rs:5:5
  test  an_empty_text_has_no_words
  and 1 more
        more_space_is_no_more_words

  Failures like these often come from a belief: “There is one word more than
  there are gaps.”
  What speaks against it stands in book/src/01-counting.md.

✗  1 count-words  2 of 3 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_body_still_to_be_written_says_what_to_do() {
    let workbook = Workbook::new();
    workbook.replace(
        &format!("exercises/{WORDS}/src/lib.rs"),
        "todo!",
        "assert_eq!(text.len(), text.trim().len());\n    todo!",
    );
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  Still to be written: count what white space parts in ""

  at    exercises/1-counting/01-count-words/src/lib.rs:6:5
  test  an_empty_text_has_no_words
  and 2 more
        each_word_counts_once
        more_space_is_no_more_words

✗  1 count-words  3 of 3 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_compile_error_is_shown_once_and_the_other_katas_are_graded() {
    let workbook = Workbook::with_words_solved();
    workbook.replace(
        &format!("exercises/{LINES}/src/lib.rs"),
        "mod ends;",
        "mod ends;\ncompile_error!(\"not so\");",
    );
    workbook.run(&["check"]).gives(
        1,
        str![[r#"
✓  1 count-words  passed: 3 tests
✗  2 count-lines  does not compile (1 error)
·  3 notice-loss  untouched

2 count-lines

error: not so
 --> exercises/1-counting/02-count-lines/src/lib.rs:4:1
  |
4 | compile_error!("not so");
  | ^^^^^^^^^^^^^^^^^^^^^^^^


1 of 3 passed.
read  book/src/01-counting.md
next  cargo xtask check 2

"#]],
    );
}

#[test]
fn a_file_that_is_not_utf8_is_a_compile_error_of_its_kata_alone() {
    let workbook = Workbook::with_words_solved();
    workbook.write_bytes(&format!("exercises/{LINES}/src/lib.rs"), b"// \xff\n");
    let run = workbook.run(&["check", "--format", "json"]);
    let verdicts: Vec<String> = run.verdicts().into_iter().map(|(_, word)| word).collect();
    assert_eq!(
        verdicts,
        ["passed", "does-not-compile", "untouched"],
        "only the kata with the odd file suffers:\n{run}"
    );
}

#[test]
#[cfg(unix)] // Elsewhere a code stands in the place of a signal.
fn a_stack_overflow_is_a_crash_and_the_other_katas_are_graded() {
    let workbook = Workbook::with_words_solved();
    let text = "mod ends;
pub use ends::is_end;
#[expect(unconditional_recursion, reason = \"it is what this is about\")]
pub fn lines(text: &str) -> usize {
    1 + lines(std::hint::black_box(text))
}
";
    workbook.write_in(LINES, "src/lib.rs", text);
    workbook.run(&["check"]).gives(
        1,
        str![[r#"
✓  1 count-words  passed: 3 tests
✗  2 count-lines  crashed
·  3 notice-loss  untouched

2 count-lines

  an ended line counts once
  It overflowed the stack. Is there a call that calls itself without end?

  it printed
    thread 'an_ended_line_counts_once' ([ID]) has overflowed its stack
    fatal runtime error: stack overflow, aborting

  test  an_ended_line_counts_once
  and 1 more
        a_last_line_needs_no_end


1 of 3 passed.
read  book/src/01-counting.md
hint  cargo xtask hint 2
next  cargo xtask check 2

"#]],
    );
    let run = workbook.run(&["check", "2", "--format", "json"]);
    run.finds("count-lines", "crashed");
}

#[test]
#[cfg(unix)] // Elsewhere a code stands in the place of a signal.
fn an_aborted_test_is_a_crash() {
    let workbook = Workbook::new();
    let text = "pub fn words(_: &str) -> usize { std::process::abort() }\n";
    workbook.write_in(WORDS, "src/lib.rs", text);
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  an empty text has no words
  Its process was aborted (signal 6).

  test  an_empty_text_has_no_words
  and 2 more
        each_word_counts_once
        more_space_is_no_more_words

✗  1 count-words  crashed
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "crashed");
}

#[test]
fn leaving_with_code_0_is_a_crash() {
    let workbook = Workbook::new();
    let text = "pub fn words(_: &str) -> usize { std::process::exit(0) }\n";
    workbook.write_in(WORDS, "src/lib.rs", text);
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  an empty text has no words
  Its process left with exit code 0 before the test was over. A test ends by returning.

  test  an_empty_text_has_no_words
  and 2 more
        each_word_counts_once
        more_space_is_no_more_words

✗  1 count-words  crashed
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "crashed");
}

#[test]
fn leaving_from_a_background_thread_is_a_crash() {
    judged(
        "pub fn words(_: &str) -> usize {
    std::thread::spawn(|| std::process::exit(0));
    loop {
        std::thread::park();
    }
}
",
    )
    .finds("count-words", "crashed");
}

#[test]
fn leaving_from_a_panic_hook_is_a_crash() {
    judged(
        "pub fn words(_: &str) -> usize {
    std::panic::set_hook(Box::new(|_| std::process::exit(0)));
    panic!(\"out\")
}
",
    )
    .finds("count-words", "crashed");
}

#[test]
fn leaving_from_a_drop_while_panicking_is_a_crash() {
    judged(
        "struct Door;
impl Drop for Door {
    fn drop(&mut self) {
        std::process::exit(0)
    }
}
pub fn words(_: &str) -> usize {
    let _door = Door;
    panic!(\"out\")
}
",
    )
    .finds("count-words", "crashed");
}

#[test]
fn leaving_when_the_threads_storage_is_dropped_is_no_pass() {
    // The test itself is over by then and has failed; only the process's own end is forged.
    let run = judged(
        "struct Door;
impl Drop for Door {
    fn drop(&mut self) {
        std::process::exit(0)
    }
}
thread_local!(static DOOR: Door = const { Door });
pub fn words(_: &str) -> usize {
    DOOR.with(|_| 99)
}
",
    );
    run.finds("count-words", "crashed");
}

#[test]
fn forged_lines_on_standard_output_are_no_pass() {
    let workbook = Workbook::new();
    let text = "use std::io::Write;
pub fn words(_: &str) -> usize {
    let names = [\"an_empty_text_has_no_words\", \"each_word_counts_once\", \"more_space_is_no_more_words\"];
    let mut out = std::io::stdout().lock();
    for name in names {
        let _ = writeln!(out, \"test {name} ... ok\");
        let _ = writeln!(out, r#\"{{ \"type\": \"test\", \"event\": \"ok\", \"name\": \"{name}\" }}\"#);
    }
    let _ = writeln!(out, \"test \\u{323AF}_sealed ... ok\\n\\ntest result: ok. 2 passed; 0 failed\");
    let _ = out.flush();
    std::process::exit(0)
}
";
    workbook.write_in(WORDS, "src/lib.rs", text);
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  an empty text has no words
  Its process left with exit code 0 before the test was over. A test ends by returning.

  it printed
    test an_empty_text_has_no_words ... ok
    { "type": "test", "event": "ok", "name": "an_empty_text_has_no_words" }
    test each_word_counts_once ... ok
    { "type": "test", "event": "ok", "name": "each_word_counts_once" }
    test more_space_is_no_more_words ... ok
    { "type": "test", "event": "ok", "name": "more_space_is_no_more_words" }

  test  an_empty_text_has_no_words
  and 2 more
        each_word_counts_once
        more_space_is_no_more_words

✗  1 count-words  crashed
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "crashed");
}

#[test]
fn forged_lines_and_a_wrong_answer_are_a_failure() {
    judged(
        "pub fn words(_: &str) -> usize {
    println!(\"test an_empty_text_has_no_words ... ok\\nok\\n\\ntest result: ok. 2 passed\");
    99
}
",
    )
    .finds("count-words", "failed");
}

#[test]
fn a_seal_left_by_hand_is_no_pass() {
    // The variable is no secret, but what has to stand in the file is.
    judged(
        "pub fn words(_: &str) -> usize {
    if let Some(file) = std::env::var_os(\"KEPT_PROMISES_SEAL\") {
        let _ = std::fs::write(file, \"0123456789abcdef0123456789abcdef\");
    }
    std::process::exit(0)
}
",
    )
    .finds("count-words", "crashed");
}

#[test]
fn a_warning_does_not_stand_in_the_way_of_a_pass() {
    let workbook = Workbook::with_words_solved();
    workbook.replace(
        &format!("exercises/{WORDS}/src/lib.rs"),
        "    text.split",
        "    let unused = 1;\n    text.split",
    );
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
