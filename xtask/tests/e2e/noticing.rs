//! A kata of kind *tests*: the learner's tests are put to right and to wrong code.

use snapbox::str;

use crate::katas::{SHELF, SHELF_SOLVED};
use crate::run::Run;
use crate::workbook::Workbook;

/// Judges this test file, for a person.
#[track_caller]
fn judged(tests: &str) -> Run {
    let workbook = Workbook::new();
    workbook.write_in(SHELF, "tests/mine.rs", &format!("use notice_loss::Shelf;\n{tests}"));
    workbook.run_shared(&["check", "3", "--fresh"])
}

#[test]
fn tests_that_notice_everything_pass() {
    let workbook = Workbook::new();
    workbook.write_in(SHELF, "tests/mine.rs", SHELF_SOLVED);
    workbook
        .run_shared(&["check", "3", "--fresh"])
        .gives(
            0,
            str![[r#"
✓  3 notice-loss  passed: all 4 broken promises were noticed
see   cargo xtask solution 3
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]],
        )
        .aside(str![[r#"
building and testing 7 packages

"#]]);
}

#[test]
fn the_promise_that_nobody_noticed_stands_first() {
    judged(
        "#[test]
fn a_second_copy_is_refused() {
    let mut shelf = Shelf::new();
    assert!(shelf.add(\"Emma\"));
    assert!(!shelf.add(\"Emma\"));
    assert!(shelf.has(\"Emma\"));
}
",
    )
    .gives(
        1,
        str![[r#"

  nobody noticed  A book is there once
  caught          A book that was taken is there
                  by a_second_copy_is_refused
  caught          A refusal is told
                  by a_second_copy_is_refused
  caught          A refused book changes nothing
                  by a_second_copy_is_refused

  Each line is a promise that one wrong version breaks.

✗  3 notice-loss  1 of 4 broken promises went unnoticed
read  book/src/02-noticing.md
hint  cargo xtask hint 3
next  cargo xtask check 3

"#]],
    );
}

#[test]
fn a_test_that_turns_right_code_away_is_told_so() {
    judged(
        "#[test]
fn the_oldest_book_comes_first() {
    let mut shelf = Shelf::new();
    assert!(shelf.add(\"Emma\"));
    assert!(shelf.add(\"Persuasion\"));
    assert_eq!(shelf.first(), Some(\"Emma\"), \"the oldest book comes first\");
}

#[test]
fn a_second_copy_is_refused() {
    let mut shelf = Shelf::new();
    assert!(shelf.add(\"Emma\"));
    assert!(!shelf.add(\"Emma\"));
    assert_eq!(shelf.len(), 1);
}
",
    )
    .gives(
        1,
        str![[r#"

  the oldest book comes first
    The given code passes this test. Other right code doesn't: it differs where nothing is promised.

    expected Some("Emma")
    found    Some("Persuasion")

  at    exercises/2-noticing/03-notice-loss/tests/mine.rs:7:5
  test  the_oldest_book_comes_first


  caught          A book is there once
                  by a_second_copy_is_refused
  caught          A book that was taken is there
                  by a_second_copy_is_refused
  caught          A refusal is told
                  by a_second_copy_is_refused
  caught          A refused book changes nothing
                  by a_second_copy_is_refused

  Each line is a promise that one wrong version breaks.

✗  3 notice-loss  right code is turned away
read  book/src/02-noticing.md
hint  cargo xtask hint 3
next  cargo xtask check 3

"#]],
    );
}

#[test]
fn a_test_that_fails_on_all_code_notices_nothing() {
    judged("#[test]\nfn no() {\n    assert_eq!(Shelf::new().len(), 1, \"a new shelf has a book\");\n}\n")
        .gives(1, str![[r#"

  a new shelf has a book

    expected 1
    found    0

  at    exercises/2-noticing/03-notice-loss/tests/mine.rs:4:5
  test  no


  nobody noticed  A book is there once
  nobody noticed  A book that was taken is there
  nobody noticed  A refusal is told
  nobody noticed  A refused book changes nothing

  Each line is a promise that one wrong version breaks.

✗  3 notice-loss  right code is turned away
read  book/src/02-noticing.md
hint  cargo xtask hint 3
next  cargo xtask check 3

"#]]);
}

#[test]
fn no_tests_at_all_are_no_pass() {
    judged("// Shelf\n").gives(
        1,
        str![[r#"

  nobody noticed  A book is there once
  nobody noticed  A book that was taken is there
  nobody noticed  A refusal is told
  nobody noticed  A refused book changes nothing

  Each line is a promise that one wrong version breaks.

!  3 notice-loss  no test was run
read  book/src/02-noticing.md
next  cargo xtask check 3

"#]],
    );
}

#[test]
fn an_ignored_test_is_no_pass() {
    let ignored = SHELF_SOLVED.replace("#[test]\nfn an_added", "#[test]\n#[ignore]\nfn an_added");
    let workbook = Workbook::new();
    workbook.write_in(SHELF, "tests/mine.rs", &ignored);
    workbook.run_shared(&["check", "3", "--fresh"]).gives(
        1,
        str![[r#"

  an added book is there
  It is marked `#[ignore]`, so it was not run.

  test  an_added_book_is_there


  caught          A book is there once
                  by a_second_copy_is_refused
  caught          A book that was taken is there
                  by a_second_copy_is_refused
  caught          A refusal is told
                  by a_second_copy_is_refused
  caught          A refused book changes nothing
                  by a_second_copy_is_refused

  Each line is a promise that one wrong version breaks.

!  3 notice-loss  1 test not run
read  book/src/02-noticing.md
next  cargo xtask check 3

"#]],
    );
}

#[test]
fn leaving_early_on_wrong_code_notices_nothing() {
    judged(
        "#[test]
fn it_leaves() {
    let mut shelf = Shelf::new();
    let right = shelf.add(\"Emma\") && !shelf.add(\"Emma\") && shelf.has(\"Emma\") && shelf.len() == 1;
    if !right {
        std::process::exit(0);
    }
}
",
    )
    .gives(1, str![[r#"

  nobody noticed  A book is there once
  nobody noticed  A book that was taken is there
  nobody noticed  A refusal is told
  nobody noticed  A refused book changes nothing

  Each line is a promise that one wrong version breaks.

✗  3 notice-loss  4 of 4 broken promises went unnoticed
read  book/src/02-noticing.md
hint  cargo xtask hint 3
next  cargo xtask check 3

"#]]);
}

#[test]
fn an_abort_on_wrong_code_is_noticed() {
    judged(
        "#[test]
fn it_aborts() {
    let mut shelf = Shelf::new();
    let right = shelf.add(\"Emma\") && !shelf.add(\"Emma\") && shelf.has(\"Emma\") && shelf.len() == 1;
    if !right {
        std::process::abort();
    }
}
",
    )
    .gives(0, str![[r#"
✓  3 notice-loss  passed: all 4 broken promises were noticed
see   cargo xtask solution 3
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]]);
}

#[test]
fn a_compile_error_in_the_tests_is_shown_once() {
    judged("compile_error!(\"not so\");\n").gives(
        1,
        str![[r#"

error: not so
 --> exercises/2-noticing/03-notice-loss/tests/mine.rs:2:1
  |
2 | compile_error!("not so");
  | ^^^^^^^^^^^^^^^^^^^^^^^^

✗  3 notice-loss  does not compile (1 error)
read  book/src/02-noticing.md
next  cargo xtask check 3

"#]],
    );
}
