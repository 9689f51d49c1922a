//! Where the learner is: the bare command, `next` and `list`.

use snapbox::str;

use crate::katas::{LINES, LINES_SOLVED, SHELF, SHELF_SOLVED, WORDS};
use crate::workbook::Workbook;

#[test]
fn at_the_start_the_first_kata_is_next() {
    let workbook = Workbook::new();
    workbook
        .run(&[])
        .gives(
            0,
            str![[r#"
Kept Promises

  1-counting       0 of 2 solved
  2-noticing       0 of 1 solved

1 Count words  (implement, about 5 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

cargo xtask list shows all katas, cargo xtask --help all commands

"#]],
        )
        .aside("");
    workbook
        .run(&["next"])
        .gives(
            0,
            str![[r#"
1 Count words  (implement, about 5 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]],
        )
        .aside("");
    workbook
        .run(&["list"])
        .gives(
            0,
            str![[r#"
1-counting
 1 count-words  implement   5 min  untouched
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
        )
        .aside("");
    assert_eq!(workbook.tree(".katas").len(), 0, "looking writes nothing");
}

#[test]
fn after_a_pass_the_next_kata_is_next() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    workbook
        .run(&[])
        .gives(
            0,
            str![[r#"
Kept Promises

  1-counting       1 of 2 solved
  2-noticing       0 of 1 solved

2 Count lines  (repair, about 10 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

cargo xtask list shows all katas, cargo xtask --help all commands

"#]],
        )
        .aside("");
    workbook.run(&["next"]).gives(
        0,
        str![[r#"
2 Count lines  (repair, about 10 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
    );
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
fn a_later_edit_that_broke_a_pass_is_remembered_as_that() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    let source = format!("exercises/{WORDS}/src/lib.rs");
    workbook.replace(&source, "count()", "count() + 1");
    workbook.run(&["check", "1"]);
    workbook.run(&["next"]).gives(
        0,
        str![[r#"
1 Count words  (implement, about 5 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]],
    );
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  passed within the hour, now failed, 1 try
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
}

#[test]
fn a_kata_put_back_to_its_start_is_next_again() {
    let workbook = Workbook::new();
    let starter = workbook.read(&format!("exercises/{WORDS}/src/lib.rs"));
    workbook.solve_words();
    workbook.run(&["check", "1"]);
    workbook.write_in(WORDS, "src/lib.rs", &starter);
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "untouched");
    workbook.run(&["next"]).gives(
        0,
        str![[r#"
1 Count words  (implement, about 5 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]],
    );
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  passed within the hour, now untouched, 1 try
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
}

/// The last verdict on `count-words` that progress knows of.
fn last(workbook: &Workbook) -> serde_json::Value {
    let text = workbook.read(".katas/progress.json");
    let progress: serde_json::Value = serde_json::from_str(&text).expect("progress is JSON");
    progress["katas"]["count-words"]["last"].clone()
}

#[test]
fn a_remembered_pass_is_recorded_where_progress_was_lost() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    workbook.delete(".katas/progress.json");
    let words = ["check", "1", "--format", "json"];
    workbook.run(&words).finds("count-words", "passed");
    assert!(workbook.root.join(".katas/progress.json").is_file(), "the pass is recorded");
    assert_eq!(last(&workbook), "passed", "progress agrees with the verdict");
}

#[test]
fn an_answer_that_is_remembered_and_comes_back_is_solved_again() {
    let workbook = Workbook::with_words_solved();
    let tests = format!("exercises/{WORDS}/tests/kata.rs");
    let published = workbook.read(&tests);
    workbook.run(&["check", "1"]);
    // The verdict on changed tests is not remembered, so the earlier pass still is.
    workbook.replace(&tests, "2, \"INV-2", "1 + 1, \"INV-2");
    workbook.run(&["check", "1", "--format", "json"]).finds("count-words", "tests-changed");
    workbook.write(&tests, &published);
    workbook.run(&["check", "1", "--format", "json"]).finds("count-words", "passed");
    assert_eq!(last(&workbook), "passed", "progress agrees with the verdict");
}

#[test]
fn when_all_is_solved_it_says_so() {
    let workbook = Workbook::with_words_solved();
    workbook.write_in(LINES, "src/lib.rs", LINES_SOLVED);
    workbook.write_in(SHELF, "tests/mine.rs", SHELF_SOLVED);
    workbook.run(&["check"]).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 3 tests
✓  2 count-lines  passed: 2 tests
✓  3 notice-loss  passed: all 4 broken promises were noticed

3 of 3 passed.
next  every kata is solved

"#]],
    );
    workbook.run(&[]).gives(
        0,
        str![[r#"
Kept Promises

  1-counting       2 of 2 solved
  2-noticing       1 of 1 solved

Every kata is solved.

cargo xtask list shows all katas, cargo xtask --help all commands

"#]],
    );
    workbook.run(&["next"]).gives(
        0,
        str![[r#"
Every kata is solved.

"#]],
    );
}

#[test]
fn grading_the_solutions_leaves_progress_alone() {
    let workbook = Workbook::new();
    workbook
        .run_shared(&["check", "--solutions", "--fresh"])
        .gives(
            0,
            str![[r#"
✓  1 count-words  passed: 3 tests
✓  2 count-lines  passed: 2 tests
✓  3 notice-loss  passed: all 4 broken promises were noticed

3 of 3 passed.

"#]],
        )
        .aside(str![[r#"
building and testing 9 packages

"#]]);
    assert_eq!(workbook.tree(".katas").len(), 0, "it was not the learner who solved them");
}

#[test]
fn broken_progress_is_set_aside_once_and_reported() {
    let workbook = Workbook::with_words_solved();
    workbook.write(".katas/progress.json", "{ \"version\": 1, \"katas\": {");
    workbook.run(&["check", "1"]).gives(0, str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]]).aside(str![[r#"
building and testing
[ROOT]/.katas/progress.json is not a progress file: EOF while parsing an object at line 1 column 26. It is kept as [ROOT]/.katas/progress.broken-[NOW].json, and a new one is begun.

"#]]);
    workbook
        .run(&["list"])
        .gives(
            0,
            str![[r#"
1-counting
 1 count-words  implement   5 min  passed within the hour, 1 try
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
        )
        .aside("");
    let kept = workbook.tree(".katas").into_iter();
    let kept = kept.filter(|(path, _)| path.contains(".broken-"));
    let kept: Vec<Vec<u8>> = kept.map(|(_, content)| content).collect();
    assert_eq!(kept, [b"{ \"version\": 1, \"katas\": {"], "what it held is kept, once");
}

#[test]
fn broken_progress_is_set_aside_by_a_command_that_only_looks() {
    let workbook = Workbook::new();
    workbook.write(".katas/progress.json", "[]");
    workbook.run(&["next"]).gives(0, str![[r#"
1 Count words  (implement, about 5 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]]).aside(str![[r#"
[ROOT]/.katas/progress.json is not a progress file: it has no version. It is kept as [ROOT]/.katas/progress.broken-[NOW].json, and a new one is begun.

"#]]);
    workbook
        .run(&["next"])
        .gives(
            0,
            str![[r#"
1 Count words  (implement, about 5 minutes)

read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/01-count-words/README.md
edit  exercises/1-counting/01-count-words/src/lib.rs
next  cargo xtask check 1

"#]],
        )
        .aside("");
}

#[test]
fn what_was_changed_and_not_checked_is_listed_as_that() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["list"]).gives(
        0,
        str![[r#"
1-counting
 1 count-words  implement   5 min  changed, not checked yet
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
    );
}
