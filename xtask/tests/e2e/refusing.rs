//! Programs that must not compile: they are tests like any other, and the compiler is their judge.

use snapbox::str;

use crate::katas::{WORDS, WORDS_SOLVED};
use crate::run::{Run, Started};
use crate::workbook::Workbook;

/// What `count-words` has besides: a tally, whose figure nobody but its author may set.
const TALLY: &str = "
/// The words of a text, counted.
pub struct Tally {
    words: usize,
}

impl Tally {
    /// Counts the words of `text`.
    pub fn of(text: &str) -> Self {
        Self { words: words(text) }
    }

    /// How many there were.
    pub fn words(&self) -> usize {
        self.words
    }
}
";

const CASE: &str = "//! INV-4: a tally can be set to anything.
//!
//! Refused with E0616: the field is private.

use count_words::Tally;

fn main() {
    let mut tally = Tally::of(\"one two\");
    tally.words = 9;
}
";

const CASE_FILE: &str = "tests/must-not-compile/set.rs";

/// The workbook with a promise that the compiler keeps, locked.
fn workbook() -> Workbook {
    let workbook = unlocked();
    lock(&workbook);
    workbook
}

#[track_caller]
fn lock(workbook: &Workbook) {
    let run = Started::new(workbook.shared(&["lock"])).finish(&workbook.root);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn unlocked() -> Workbook {
    let workbook = Workbook::unlocked("workbook");
    let open = TALLY.replace("    words: usize", "    /// How many.\n    pub words: usize");
    let add = |path: &str, more: &str| workbook.write(path, &(workbook.read(path) + more));
    add(&format!("exercises/{WORDS}/src/lib.rs"), &open);
    add(&format!("solutions/{WORDS}/src/lib.rs"), TALLY);
    for right in ["filtered", "one_by_one"] {
        add(&format!("solutions/{WORDS}/right/{right}.rs"), TALLY);
    }
    for wrong in ["bytes", "gaps", "never_none"] {
        add(&format!("solutions/{WORDS}/wrong/{wrong}.rs"), TALLY);
    }
    add(&format!("solutions/{WORDS}/wrong/spaces_only.rs"), &open);
    workbook.write_in(WORDS, CASE_FILE, CASE);
    workbook
}

/// Checks `count-words` with the tally as it is here.
#[track_caller]
fn checked(tally: &str) -> Run {
    let workbook = workbook();
    workbook.write_in(WORDS, "src/lib.rs", &format!("{WORDS_SOLVED}{tally}"));
    workbook.run_shared(&["check", "1", "--fresh"])
}

#[test]
fn what_is_refused_as_it_should_be_is_a_test_that_passes() {
    checked(TALLY).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 4 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
    );
}

#[test]
fn what_compiles_is_the_promise_that_broke() {
    checked(&TALLY.replace("    words: usize", "    pub words: usize")).gives(
        1,
        str![[r#"

  INV-4: a tally can be set to anything.
    This compiles, and it must be refused (E0616):

      use count_words::Tally;

      fn main() {
          let mut tally = Tally::of("one two");
          tally.words = 9;
      }

  at    exercises/1-counting/01-count-words/tests/must-not-compile/set.rs:5
  test  must_not_compile::set

✗  1 count-words  1 of 4 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn another_error_than_the_stated_one_is_no_pass() {
    checked(&TALLY.replace("fn of(", "fn counted(")).gives(1, str![[r#"

  Not tried: INV-4: a tally can be set to anything.
    The program that tries it is refused, but not for that reason: with E0599, not with E0616.
    It uses the names and types that the brief gives. Are they still the same?

      error[E0599]: no function or associated item named `of` found for struct `Tally` in the current scope
        --> exercises/1-counting/01-count-words/tests/must-not-compile/set.rs:8:28
         |
       8 |     let mut tally = Tally::of("one two");
         |                            ^^ function or associated item not found in `Tally`
         |
      note: if you're trying to build a new `Tally`, consider using `Tally::counted` which returns `Tally`
        --> exercises/1-counting/01-count-words/src/lib.rs:15:5
         |
      15 |     pub fn counted(text: &str) -> Self {
         |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

  at    exercises/1-counting/01-count-words/tests/must-not-compile/set.rs:8
  test  must_not_compile::set

✗  1 count-words  1 of 4 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]]);
}

#[test]
fn a_program_that_is_gone_or_edited_is_no_pass() {
    let workbook = workbook();
    workbook.write_in(WORDS, "src/lib.rs", &format!("{WORDS_SOLVED}{TALLY}"));
    workbook.write_in(WORDS, CASE_FILE, &CASE.replace("tally.words = 9", "tally.word = 9"));
    workbook.run_shared(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/tests/must-not-compile/set.rs was changed.

  A verdict needs the files as they were published. To get them back:
  copy it from a fresh download of the workbook

!  1 count-words  not judged: set.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
    workbook.delete(&format!("exercises/{WORDS}/{CASE_FILE}"));
    workbook.run_shared(&["check", "1"]).gives(
        1,
        str![[r#"

  exercises/1-counting/01-count-words/tests/must-not-compile/set.rs is missing.

  A verdict needs the files as they were published. To get them back:
  copy it from a fresh download of the workbook

!  1 count-words  not judged: set.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn a_sound_program_is_proved() {
    workbook().run_shared(&["verify", "1"]).gives(
        0,
        str![[r#"
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 0 problems

"#]],
    );
}

#[test]
fn a_program_that_compiles_nowhere_shows_nothing() {
    let workbook = unlocked();
    let misspelt = CASE.replace("tally.words", "tally.wrods").replace("E0616", "E0609");
    workbook.write_in(WORDS, CASE_FILE, &misspelt);
    lock(&workbook);
    workbook.run_shared(&["verify", "1"]).gives(1, str![[r#"
✗ exercises/1-counting/01-count-words/tests/must-not-compile/: must_not_compile::set compiles on no version, so it shows nothing; add a wrong one on which it does
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 1 problem

"#]]);
}

#[test]
fn a_program_without_a_head_is_for_its_author_to_mend() {
    let workbook = unlocked();
    workbook.write_in(WORDS, CASE_FILE, "fn main() {}\n");
    workbook.run_shared(&["verify", "1"]).gives(1, str![[r#"
✗ solutions/1-counting/01-count-words: exercises/1-counting/01-count-words/tests/must-not-compile/set.rs: a program that must not compile opens with `//!` and what it would show, an empty `//!`, and `//! Refused with E0000: why`
diagnosis: right first on 0 of 0 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 1 problem

"#]]);
}
