//! `lock` and `verify`: what an author has to mend is found and named.

use snapbox::str;

use crate::katas::{LINES, SHELF, WORDS};
use crate::run::{Run, Started, same};
use crate::workbook::{Workbook, lock};

/// Verifies `count-words` after a change to the published workbook.
#[track_caller]
fn after(change: impl FnOnce(&Workbook)) -> Run {
    let workbook = Workbook::new();
    change(&workbook);
    workbook.run_shared(&["verify", "count-words"])
}

fn wrong(name: &str) -> String {
    format!("solutions/{WORDS}/wrong/{name}.rs")
}

#[test]
fn a_sound_workbook_is_proved() {
    let workbook = Workbook::new();
    workbook
        .run_shared(&["verify", "1", "2", "3"])
        .gives(
            0,
            str![[r#"
diagnosis: right first on 7 of 8 wrong versions, 0 false ones on code that is right or only begun
3 katas, 18 versions, 0 problems

"#]],
        )
        .aside(str![[r#"
building and testing 30 packages

"#]]);
}

#[test]
fn the_solutions_pass() {
    let workbook = Workbook::new();
    workbook.run_shared(&["check", "--solutions", "--fresh"]).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 3 tests
✓  2 count-lines  passed: 2 tests
✓  3 notice-loss  passed: all 4 broken promises were noticed

3 of 3 passed.

"#]],
    );
}

#[test]
fn a_lock_made_again_is_the_same() {
    let workbook = Workbook::unlocked("workbook");
    // `lock` alone writes below exercises/, and there only the lock.
    let before = workbook.tree("exercises");
    let locked = Started::new(workbook.shared(&["lock"])).finish(&workbook.root);
    locked.gives(
        0,
        str![[r#"
exercises/katas.lock is made anew: 3 katas

"#]],
    );
    let mut after = workbook.tree("exercises");
    let text = after.remove("exercises/katas.lock").expect("it was made");
    assert_eq!(before, after, "only the lock was written");
    assert_eq!(String::from_utf8_lossy(&text), lock(), "two workbooks alike have one lock");
    workbook.run_shared(&["lock"]).gives(
        0,
        str![[r#"
exercises/katas.lock was current: 3 katas

"#]],
    );
    assert_eq!(workbook.read("exercises/katas.lock").as_bytes(), text, "it is the same again");
}

#[test]
fn a_lock_holds_the_names_gits_ids_and_who_fails_what() {
    same(
        lock(),
        str![[r##"
# Made by `cargo xtask lock`: what each kata was published with. Not for editing.
version = 2

[kata.count-lines]
tests = [
    "an_ended_line_counts_once",
    "a_last_line_needs_no_end",
]
red = [
    "a_last_line_needs_no_end",
]

[kata.count-lines.files]
"Cargo.toml" = "b7dd5467922dc78d19c56edf1b1f30a552346850"
"README.md" = "f238c2f3da9bc5f36f56c724d60f3f0392f9a525"
"hints.md" = "29d9a9acacc472ecf3d924649288048c10e6e0a0"
"src/ends.rs" = "85f4d68657c5eaa958a53287aad56fd2bf18805c"
"src/lib.rs" = "9e4c3caf61837238e87c88be05131068bd443b06"
"tests/kata.rs" = "40d29acd885fe491445f1786f18f906c388a6ec8"

[kata.count-lines.wrong.always_two]
belief = "It was one in every example."
fails = [
    "a_last_line_needs_no_end b9d91b84",
    "an_ended_line_counts_once f0685699",
]

[kata.count-lines.wrong.bytes]
belief = "Length and number are one."
fails = [
    "a_last_line_needs_no_end 60ffc81e",
    "an_ended_line_counts_once 7560019c",
]

[kata.count-lines.wrong.no_end_no_line]
belief = "What has no end is no line."
fails = [
    "a_last_line_needs_no_end b9d91b84",
]

[kata.count-lines.wrong.one_more]
belief = "There is one line more than there are ends."
fails = [
    "an_ended_line_counts_once 9b43914c",
]

[kata.count-words]
tests = [
    "an_empty_text_has_no_words",
    "each_word_counts_once",
    "more_space_is_no_more_words",
]
red = [
    "an_empty_text_has_no_words",
    "each_word_counts_once",
    "more_space_is_no_more_words",
]

[kata.count-words.files]
"Cargo.toml" = "27266ca9fd4930757d1af811f0ba2ea4a8bbfe81"
"README.md" = "f238c2f3da9bc5f36f56c724d60f3f0392f9a525"
"hints.md" = "29d9a9acacc472ecf3d924649288048c10e6e0a0"
"src/lib.rs" = "fcaf09b3ba35e7f35eca503c9aad66b1a9963318"
"tests/kata.rs" = "59b55399d8e596f58f3c19444589829e1de60658"

[kata.count-words.wrong.bytes]
belief = "Length and number are one."
fails = [
    "each_word_counts_once 99feb5ad",
    "more_space_is_no_more_words 2f32ca13",
]

[kata.count-words.wrong.gaps]
belief = "There is one word more than there are gaps."
fails = [
    "an_empty_text_has_no_words 1ba88c00",
    "more_space_is_no_more_words 52293d75",
]

[kata.count-words.wrong.never_none]
belief = "A text has a word at least."
fails = [
    "an_empty_text_has_no_words 1ba88c00",
]

[kata.count-words.wrong.spaces_only]
belief = "Only spaces part words."
fails = [
    "more_space_is_no_more_words 141a77a2",
]

[kata.notice-loss]
tests = [
    "all_lost",
    "not_told",
    "nothing_kept",
    "taken_twice",
]
red = [
    "all_lost",
    "not_told",
    "nothing_kept",
    "taken_twice",
]

[kata.notice-loss.files]
"Cargo.toml" = "3b11b18a9ec0bd72c33b106e3144ce2a1f329e35"
"README.md" = "f238c2f3da9bc5f36f56c724d60f3f0392f9a525"
"hints.md" = "29d9a9acacc472ecf3d924649288048c10e6e0a0"
"src/lib.rs" = "1146c01a54e8cb2291043dabd44ad7f23b047b46"
"tests/mine.rs" = "581d9f180e8f4ef371c32d7e4cfc88358807e6dd"

[kata.notice-loss.wrong.all_lost]
belief = "A refused book changes nothing"
fails = [
    "a_second_copy_is_refused ",
]

[kata.notice-loss.wrong.not_told]
belief = "A refusal is told"
fails = [
    "a_second_copy_is_refused ",
]

[kata.notice-loss.wrong.nothing_kept]
belief = "A book that was taken is there"
fails = [
    "a_second_copy_is_refused ",
    "an_added_book_is_there ",
]

[kata.notice-loss.wrong.taken_twice]
belief = "A book is there once"
fails = [
    "a_second_copy_is_refused ",
]

"##]],
    );
}

#[test]
fn a_wrong_version_made_right_is_found() {
    after(|workbook| {
        let right = workbook.read(&format!("solutions/{WORDS}/right/filtered.rs"));
        workbook.write(&wrong("gaps"), &right);
    })
    .gives(1, str![[r#"
✗ solutions/1-counting/01-count-words/wrong/gaps.rs: it should be refused and passes all 3
✗ exercises/katas.lock: count-words: the wrong versions fail other tests or have other beliefs; run `cargo xtask lock` if that is meant
diagnosis: right first on 3 of 3 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 2 problems

"#]]);
}

#[test]
fn a_broken_right_version_is_found() {
    after(|workbook| {
        let file = format!("solutions/{WORDS}/right/filtered.rs");
        workbook.replace(&file, "!word.is_empty()", "true");
    })
    .gives(1, str![[r#"
✗ solutions/1-counting/01-count-words/right/filtered.rs: it should pass and 2 of 3 fail: an_empty_text_has_no_words, more_space_is_no_more_words
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 1 problem

"#]]);
}

#[test]
fn a_wrong_version_that_does_not_compile_is_found() {
    after(|workbook| workbook.write(&wrong("gaps"), "//! No.\ncompile_error!(\"not so\");\n"))
        .gives(1, str![[r#"
✗ solutions/1-counting/01-count-words/wrong/gaps.rs: it does not compile:
error: not so
 --> solutions/1-counting/01-count-words/wrong/gaps.rs:2:1
  |
2 | compile_error!("not so");
  | ^^^^^^^^^^^^^^^^^^^^^^^^


✗ exercises/katas.lock: count-words: the wrong versions fail other tests or have other beliefs; run `cargo xtask lock` if that is meant
diagnosis: right first on 3 of 3 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 2 problems

"#]]);
}

#[test]
fn a_broken_solution_is_found() {
    after(|workbook| {
        workbook.replace(&format!("solutions/{WORDS}/src/lib.rs"), "count()", "count().max(1)");
    })
    .gives(
        1,
        str![[r#"
✗ solutions/1-counting/01-count-words: it should pass and 1 of 3 fail: an_empty_text_has_no_words
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 1 problem

"#]],
    );
}

#[test]
fn a_solved_starter_is_found() {
    after(Workbook::solve_words).gives(1, str![[r#"
✗ exercises/1-counting/01-count-words: it should be refused and passes all 3
✗ exercises/katas.lock: count-words: src/lib.rs is not the one that is locked; run `cargo xtask lock` if that is meant
✗ exercises/katas.lock: count-words: other tests fail on the starter; run `cargo xtask lock` if that is meant
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 3 problems

"#]]);
}

#[test]
fn a_starter_with_a_warning_is_found() {
    let run = after(|workbook| {
        let file = format!("exercises/{WORDS}/src/lib.rs");
        workbook.replace(&file, "    todo!", "    let seen = 1;\n    todo!");
    });
    // The warning itself has other words in other toolchains.
    assert_eq!(run.code, Some(1), "a starter gives no warnings:\n{run}");
    for part in [
        "exercises/1-counting/01-count-words: it compiles with warnings",
        "unused variable: `seen`",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is said:\n{run}");
    }
}

#[test]
fn a_deleted_hint_is_found() {
    after(|workbook| {
        let file = format!("exercises/{WORDS}/hints.md");
        workbook.replace(&file, "## 3. Almost the code\n\nThus.\n", "");
    })
    .gives(1, str![[r#"
✗ exercises/1-counting/01-count-words/hints.md: there are 3 hints, each below a heading `## 1. …` of its own, and here are 2
✗ exercises/katas.lock: count-words: hints.md is not the one that is locked; run `cargo xtask lock` if that is meant
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 2 problems

"#]]);
}

#[test]
fn an_empty_hint_is_found() {
    after(|workbook| {
        let file = format!("exercises/{WORDS}/hints.md");
        workbook.replace(&file, "\nThus.\n", "");
    })
    .gives(1, str![[r#"
✗ exercises/1-counting/01-count-words/hints.md: there are 3 hints, each below a heading `## 1. …` of its own, and here are 2
✗ exercises/katas.lock: count-words: hints.md is not the one that is locked; run `cargo xtask lock` if that is meant
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 2 problems

"#]]);
}

#[test]
fn a_part_of_a_hint_for_tests_that_are_not_there_is_found() {
    after(|workbook| {
        let file = format!("exercises/{WORDS}/hints.md");
        let parts = "### `each_word`\n\nThere.\n\n### `each_wo`\n\nElsewhere.\n";
        workbook.replace(&file, "There.\n", parts);
    })
    .gives(1, str![[r#"
✗ exercises/1-counting/01-count-words/hints.md: a part is for the tests each_wo…, and there are none
✗ exercises/katas.lock: count-words: hints.md is not the one that is locked; run `cargo xtask lock` if that is meant
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 2 problems

"#]]);
}

#[test]
fn a_renamed_test_without_a_new_lock_is_found() {
    after(|workbook| {
        let file = format!("exercises/{WORDS}/tests/kata.rs");
        workbook.replace(&file, "fn each_word_counts_once", "fn each_word");
    })
    .gives(1, str![[r#"
✗ solutions/1-counting/01-count-words: it should pass and 1 of 3 fail: each_word_counts_once
✗ solutions/1-counting/01-count-words/right/filtered.rs: it should pass and 1 of 3 fail: each_word_counts_once
✗ solutions/1-counting/01-count-words/right/one_by_one.rs: it should pass and 1 of 3 fail: each_word_counts_once
✗ exercises/katas.lock: count-words: tests/kata.rs is not the one that is locked; run `cargo xtask lock` if that is meant
✗ exercises/katas.lock: count-words: the tests have other names; run `cargo xtask lock` if that is meant
✗ exercises/katas.lock: count-words: other tests fail on the starter; run `cargo xtask lock` if that is meant
✗ exercises/katas.lock: count-words: the wrong versions fail other tests or have other beliefs; run `cargo xtask lock` if that is meant
diagnosis: right first on 1 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 7 problems

"#]]);
}

#[test]
fn a_test_added_without_a_new_lock_is_found() {
    after(|workbook| {
        let file = format!("exercises/{WORDS}/tests/kata.rs");
        let text = workbook.read(&file);
        workbook.write(&file, &format!("{text}\n#[test]\nfn one_more() {{}}\n"));
    })
    .gives(1, str![[r#"
✗ exercises/katas.lock: count-words: tests/kata.rs is not the one that is locked; run `cargo xtask lock` if that is meant
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 1 problem

"#]]);
}

#[test]
fn a_public_function_of_the_solution_alone_is_found() {
    after(|workbook| {
        let file = format!("solutions/{WORDS}/src/lib.rs");
        let text = workbook.read(&file);
        workbook.write(&file, &format!("{text}\n/// More.\npub fn letters(text: &str) -> usize {{ text.chars().count() }}\n"));
    })
    .gives(1, str![[r#"
✗ solutions/1-counting/01-count-words/src: `fn letters (text : & str) -> usize` is public here and not in the starter
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 1 problem

"#]]);
}

#[test]
fn what_the_kata_is_missing_is_named() {
    after(|workbook| {
        workbook.delete(&format!("exercises/{WORDS}/README.md"));
        workbook.delete(&format!("solutions/{WORDS}/README.md"));
        workbook.delete(&format!("solutions/{WORDS}/tests/kata.rs"));
        workbook.delete(&format!("solutions/{WORDS}/right/one_by_one.rs"));
        workbook.delete("book/src/01-counting.md");
    })
    .gives(1, str![[r#"
✗ exercises/1-counting/01-count-words/README.md: the brief is missing
✗ book/src/01-counting.md: the chapter of count-words is missing
✗ solutions/1-counting/01-count-words/README.md: the notes are missing
✗ solutions/1-counting/01-count-words/right: there should be at least 2 other right versions, and here are 1
✗ solutions/1-counting/01-count-words/README.md: the notes do not say how `bytes` is caught
✗ solutions/1-counting/01-count-words/README.md: the notes do not say how `gaps` is caught
✗ solutions/1-counting/01-count-words/README.md: the notes do not say how `never_none` is caught
✗ solutions/1-counting/01-count-words/README.md: the notes do not say how `spaces_only` is caught
✗ solutions/1-counting/01-count-words/tests/kata.rs: the solution is not tested
✗ exercises/katas.lock: count-words: README.md is not the one that is locked; run `cargo xtask lock` if that is meant
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 7 versions, 10 problems

"#]]);
}

#[test]
fn a_promise_that_the_model_tests_overlook_is_found() {
    let workbook = Workbook::new();
    let file = format!("solutions/{SHELF}/tests/mine.rs");
    workbook.replace(&file, "assert_eq!(shelf.len(), 1, \"a refused book changes nothing\");", "");
    workbook.run_shared(&["verify", "3"]).gives(1, str![[r#"
✗ solutions/2-noticing/03-notice-loss: it should pass and 2 of 4 fail: all_lost, taken_twice
✗ exercises/katas.lock: notice-loss: the wrong versions fail other tests or have other beliefs; run `cargo xtask lock` if that is meant
diagnosis: right first on 0 of 0 wrong versions, 0 false ones on code that is right or only begun
1 kata, 2 versions, 2 problems

"#]]);
}

#[test]
fn a_broken_manifest_is_found_and_the_rest_is_verified() {
    let workbook = Workbook::new();
    let file = format!("exercises/{LINES}/Cargo.toml");
    workbook.replace(&file, "kind = \"repair\"", "kind = \"mend\"");
    workbook.run_shared(&["verify", "counting"]).gives(1, str![[r#"
✗ exercises/1-counting/02-count-lines/Cargo.toml: there is no kind of kata "mend"
✗ solutions/1-counting/02-count-lines/src: `fn lines (text : & str) -> usize` is public here and not in the starter
✗ solutions/1-counting/02-count-lines/src: `use ends :: is_end` is public here and not in the starter
✗ solutions/1-counting/02-count-lines: exercises/1-counting/02-count-lines/Cargo.toml: there is no kind of kata "mend"
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
2 katas, 16 versions, 4 problems

"#]]);
}

#[test]
fn two_katas_of_one_number_are_found() {
    let workbook = Workbook::new();
    let manifest = workbook.read(&format!("exercises/{WORDS}/Cargo.toml"));
    let manifest = manifest.replace("\"count-words\"", "\"count-more\"");
    workbook.write("exercises/2-noticing/01-count-more/Cargo.toml", &manifest);
    let run = workbook.run_shared(&["verify", "count-words"]);
    assert_eq!(run.code, Some(1), "two katas have the number 1:\n{run}");
    assert!(run.stdout.contains("01-count-more"), "they are named:\n{run}");
}

#[test]
fn a_solution_that_does_not_pass_can_not_be_locked() {
    let workbook = Workbook::new();
    workbook.replace(&format!("solutions/{WORDS}/src/lib.rs"), "count()", "count().max(1)");
    workbook.run_shared(&["lock"]).gives(2, "").aside(str![[r#"
building and testing 26 packages
error: solutions/1-counting/01-count-words: the solution does not pass: an_empty_text_has_no_words

"#]]);
    assert_eq!(workbook.read("exercises/katas.lock"), lock(), "the lock stays as it was");
}

#[test]
fn an_invariant_that_is_only_documented_is_found() {
    after(|workbook| {
        let library = format!("solutions/{WORDS}/src/lib.rs");
        let documented = "//! Counting words.\n//!\n//! # Invariants\n//!\n//! - INV-1 to INV-3: the count is right.\n//! - INV-7: nobody counts twice.\n";
        workbook.replace(&library, "//! Counting words.\n", documented);
        workbook.replace(&library, "    text.split_whitespace()", "    // INV-1 to INV-3\n    text.split_whitespace()");
    })
    .gives(1, str![[r#"
✗ solutions/1-counting/01-count-words/src/lib.rs: INV-7 is documented, and no comment `// INV-n` in the code shows where it is kept
✗ exercises/1-counting/01-count-words/tests/kata.rs: INV-7 is documented, and no test names it
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 2 problems

"#]]);
}

#[test]
fn one_kata_is_locked_and_the_others_stay_as_they_are() {
    let workbook = Workbook::new();
    workbook.write_in(WORDS, "hints.md", "No hints.\n");
    workbook.write_in(LINES, "hints.md", "No hints.\n");
    let run = Started::new(workbook.shared(&["lock", "1"])).finish(&workbook.root);
    run.gives(
        0,
        str![[r#"
exercises/katas.lock is made anew: 1 kata

"#]],
    );
    let changed: Vec<String> = workbook
        .read("exercises/katas.lock")
        .lines()
        .zip(lock().lines())
        .filter(|(now, before)| now != before)
        .map(|(now, _)| now.to_owned())
        .collect();
    assert_eq!(changed.len(), 1, "one hash of one kata is another: {changed:?}");
}
