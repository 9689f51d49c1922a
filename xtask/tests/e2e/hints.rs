//! Hints come one at a time, and are remembered.

use snapbox::str;

use crate::katas::{SHELF, WORDS};
use crate::workbook::Workbook;

#[test]
fn each_call_shows_the_next_step_and_the_last_one_names_the_page() {
    let workbook = Workbook::new();
    workbook
        .run(&["hint", "1"])
        .gives(
            0,
            str![[r#"

  Where to look  hint 1 of 3

  There.

more  cargo xtask hint 1, when you have tried this one
next  cargo xtask check 1

"#]],
        )
        .aside("");
    workbook.run(&["hint", "count-words"]).gives(
        0,
        str![[r#"

  What to do  hint 2 of 3

  This.

more  cargo xtask hint 1, when you have tried this one
next  cargo xtask check 1

"#]],
    );
    workbook.run(&["hint", "1"]).gives(
        0,
        str![[r#"

  Almost the code  hint 3 of 3

  Thus.

read  book/src/01-counting.md: this was the last hint
next  cargo xtask check 1

"#]],
    );
    workbook.run(&["hint", "1"]).gives(
        0,
        str![[r#"

  Almost the code  hint 3 of 3

  Thus.

read  book/src/01-counting.md: this was the last hint
next  cargo xtask check 1

"#]],
    );
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  untouched, 3 hints
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
}

#[test]
fn hints_survive_a_check_and_belong_to_one_kata() {
    let workbook = Workbook::new();
    workbook.run(&["hint", "1"]);
    workbook.write_in(WORDS, "src/lib.rs", "pub fn words(text: &str) -> usize { text.len() }\n");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  INV-2: each word counts once

    expected 2
    found    7

  at    exercises/1-counting/01-count-words/tests/kata.rs:10:5
  test  each_word_counts_once
  and 1 more
        more_space_is_no_more_words

  Failures like these often come from a belief: “Length and number are one.”
  What speaks against it stands in book/src/01-counting.md.

✗  1 count-words  2 of 3 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
    workbook.run(&["hint", "3"]).gives(
        0,
        str![[r#"

  Where to look  hint 1 of 3

  There.

more  cargo xtask hint 3, when you have tried this one
next  cargo xtask check 3

"#]],
    );
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  failed, 1 try, 1 hint
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched, 1 hint

"#]],
    );
}

#[test]
fn a_hint_is_for_one_kata() {
    let workbook = Workbook::new();
    workbook.run(&["hint", "counting"]).gives(2, "").aside(str![[r#"
error: "counting" is a part; name one of its katas, such as count-words

"#]]);
    workbook.run(&["hint", "cuont-words"]).gives(2, "").aside(str![[r#"
error: no kata or part is called "cuont-words"; did you mean count-words?

"#]]);
    workbook.run(&["hint"]).gives(2, "").aside(str![[r#"
error: the following required arguments were not provided:
  <SEL>

Usage: cargo xtask hint <SEL>

For more information, try '--help'.

"#]]);
}

#[test]
fn a_kata_whose_hints_are_gone_says_how_to_get_them_back() {
    let workbook = Workbook::new();
    workbook.write_in(SHELF, "hints.md", "gone\n");
    workbook.run(&["hint", "3"]).gives(2, "").aside(str![[r#"
error: there are no hints in exercises/2-noticing/03-notice-loss/hints.md; copy it from a fresh download of the workbook

"#]]);
    assert_eq!(workbook.tree(".katas").len(), 0, "no hint was shown, so none is remembered");
}

#[test]
fn a_hint_is_for_the_test_that_fails_first() {
    let workbook = Workbook::new();
    let hints = "## 1. Where to look

### `an_empty_text`

At nothing.

### `each_word` and `more_space`

At the gaps.

## 2. What to do

This.

## 3. Almost the code

### `each_word`

Split.
";
    workbook.write_in(WORDS, "hints.md", hints);
    let shows = |what: &str, place: &str| {
        let run = workbook.run(&["hint", "1"]);
        assert!(
            run.stdout.contains(what) && run.stdout.contains(place),
            "{what:?}, {place:?}:\n{run}"
        );
    };
    shows("At nothing.", "hint 1 of 3, for the tests an_empty_text…");

    // From here on an empty text has no words, and two words are seven.
    workbook.write_in(
        WORDS,
        "src/lib.rs",
        "pub fn words(text: &str) -> usize {\n    text.len()\n}\n",
    );
    workbook.run(&["check", "1"]);
    shows("At the gaps.", "hint 1 of 3, for the tests each_word…");
    shows("This.", "hint 2 of 3, for the tests each_word…");
    shows("Split.", "hint 3 of 3, for the tests each_word…");
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  failed, 1 try, 4 hints
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );

    // What was shown of the other ladder is remembered too.
    workbook.write_in(WORDS, "src/lib.rs", "pub fn words(_: &str) -> usize {\n    2\n}\n");
    workbook.run(&["check", "1"]);
    shows("This.", "hint 2 of 3, for the tests an_empty_text…");
}
