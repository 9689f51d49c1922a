//! The solution is shown beside the learner's work: after a pass, and before it only on request.

use snapbox::str;

use crate::workbook::Workbook;

#[test]
fn before_a_pass_it_is_shown_only_on_request() {
    let workbook = Workbook::new();
    workbook.run(&["solution", "1"]).gives(2, str![]).aside(str![[r#"
error: 1 count-words has not passed yet; cargo xtask solution 1 --spoil shows the solution all the same

"#]]);
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  untouched
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
    workbook.run(&["solution", "1", "--spoil"]).gives(0, str![[r#"

  src/lib.rs
  - yours   + reference

  
    /// How many words `text` has. White space parts them.
    pub fn words(text: &str) -> usize {
  -     todo!("count what white space parts in {text:?}")
  +     text.split_whitespace().count()
    }

  Notes

  Why it holds

  It counts.

more  solutions/1-counting/01-count-words/README.md, and other right answers in solutions/1-counting/01-count-words/right

"#]]).aside("");
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  untouched, solution seen
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
}

#[test]
fn after_a_pass_it_is_shown_beside_yours() {
    let workbook = Workbook::with_words_solved();
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
    workbook.run(&["solution", "1"]).gives(0, str![[r#"

  src/lib.rs
  Yours is the reference, to the letter.

  Notes

  Why it holds

  It counts.

more  solutions/1-counting/01-count-words/README.md, and other right answers in solutions/1-counting/01-count-words/right

"#]]).aside("");
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  passed within the hour, 1 try
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
}

#[test]
fn a_kata_that_has_passed_once_counts_as_solved() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    workbook.write_in(crate::katas::WORDS, "src/lib.rs", "//! Away.\n");
    workbook.run(&["solution", "1"]).gives(0, str![[r#"

  src/lib.rs
  - yours   + reference

  - //! Away.
  + //! Counting words.
  + 
  + /// How many words `text` has. White space parts them.
  + pub fn words(text: &str) -> usize {
  +     text.split_whitespace().count()
  + }

  Notes

  Why it holds

  It counts.

more  solutions/1-counting/01-count-words/README.md, and other right answers in solutions/1-counting/01-count-words/right

"#]]).aside("");
}

#[test]
fn where_the_solutions_were_kept_that_is_said() {
    let workbook = Workbook::new();
    workbook.delete("solutions/1-counting/01-count-words/src/lib.rs");
    workbook.run(&["solution", "1", "--spoil"]).gives(2, str![]).aside(str![[r#"
error: there is no solutions/1-counting/01-count-words/src/lib.rs in this copy of the workbook; whoever gave it to you may have kept the solutions

"#]]);
}
