//! Test files that are compiled together: what is said of a subject is what is said of it alone.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use serde_json::Value;
use snapbox::str;

use crate::katas::{self, SHELF, WORDS, WORDS_SOLVED};
use crate::run::Started;
use crate::workbook::Workbook;

/// The workbook with so many more katas, each `count-words` under another name, and all of them solved.
fn with_more(katas: usize) -> Workbook {
    let workbook = Workbook::unlocked("workbook");
    let files = katas::files();
    let of_words = files.iter().filter(|(path, _)| path.contains(WORDS));
    for (path, text) in of_words.filter(|(path, _)| !path.contains("/right/")) {
        for nth in 0..katas {
            let named = |text: &str| {
                text.replace("01-count-words", &folder(nth))
                    .replace("\"count-words", &format!("\"count-words-{nth}"))
                    .replace("count_words", &format!("count_words_{nth}"))
            };
            workbook.write(&named(path), &named(text));
        }
    }
    let locked = Started::new(workbook.shared(&["lock"])).finish(&workbook.root);
    assert_eq!(locked.code, Some(0), "the workbook can be locked:\n{locked}");
    for nth in 0..katas {
        answer(&workbook, nth, WORDS_SOLVED);
    }
    workbook
}

fn folder(nth: usize) -> String {
    format!("{}-count-words-{nth}", 10 + nth)
}

/// Puts this text in the place of the answer to one of the added katas.
#[track_caller]
fn answer(workbook: &Workbook, nth: usize, text: &str) {
    workbook.write(&format!("exercises/1-counting/{}/src/lib.rs", folder(nth)), text);
}

/// The test programs in the build folder, and when each was made.
fn programs(workbook: &Workbook) -> BTreeMap<String, SystemTime> {
    let folder = workbook.root.join("target/katas/build/debug/deps");
    let entries = fs::read_dir(folder).expect("there was a build").flatten();
    let named = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let is_program = ["batch", "kata", "mine"].iter().any(|start| name.starts_with(start));
        let changed = entry.metadata().and_then(|data| data.modified()).expect("it has a time");
        (is_program && !name.contains('.')).then_some((name, changed))
    });
    named.collect()
}

#[track_caller]
fn assert_programs(workbook: &Workbook, together: usize, alone: usize) {
    let programs = programs(workbook);
    let batches = programs.keys().filter(|name| name.starts_with("batch")).count();
    assert_eq!((batches, programs.len() - batches), (together, alone), "{programs:?}");
}

fn katas_of(document: &Value) -> Vec<Value> {
    document["katas"].as_array().cloned().expect("a report has katas")
}

/// Checks the added katas together and then each alone: both say the same.
#[track_caller]
fn same_as_alone(workbook: &Workbook, katas: usize) -> Vec<String> {
    let slugs: Vec<String> = (0..katas).map(|nth| format!("count-words-{nth}")).collect();
    let words: Vec<&str> = slugs.iter().map(String::as_str).collect();
    let together = workbook.run(&[&["check", "--format", "json"], &*words].concat());
    let remembered = workbook.run(&[&["check"], &*words].concat()).stdout;
    for (slug, found) in slugs.iter().zip(katas_of(&together.json())) {
        let said = workbook.run(&["check", slug]).stdout;
        let alone = workbook.run(&["check", slug, "--fresh", "--format", "json"]);
        assert_eq!([found], &*katas_of(&alone.json()), "{slug} has the same report alone");
        let again = workbook.run(&["check", slug]).stdout;
        assert_eq!(said, again, "{slug} is shown as it is alone");
    }
    assert!(!remembered.contains("of_subject"), "no name of the runner's own is shown");
    together.verdicts().into_iter().map(|(_, verdict)| verdict).collect()
}

#[test]
fn what_a_test_does_is_seen_as_if_it_were_alone() {
    let workbook = with_more(8);
    let begin = "pub fn words(text: &str) -> usize {\n    ";
    let end = "\n    text.split_whitespace().count()\n}\n";
    let bodies = [
        "std::process::exit(0);",
        "println!(\"test each_word_counts_once ... ok\"); eprintln!(\"aside\");",
        "println!(\"a word before\"); panic!(\"no words\");",
        "std::thread::spawn(|| panic!(\"elsewhere\")).join().expect(\"a thread\");",
        "fn f(n: u64) -> u64 { if n == 0 { 0 } else { 1 + f(std::hint::black_box(n + 1)) } }\n    f(1);",
        "std::process::abort();",
        "if !text.is_empty() { return 7; }",
        "let not_used = 0;",
    ];
    for (nth, body) in bodies.iter().enumerate() {
        answer(&workbook, nth, &format!("{begin}{body}{end}"));
    }
    assert_eq!(
        same_as_alone(&workbook, bodies.len()),
        ["crashed", "passed", "failed", "failed", "crashed", "crashed", "failed", "passed"]
    );
    // Each is compiled alone only when it is asked for alone.
    assert_programs(&workbook, 1, bodies.len());
}

#[test]
fn what_does_not_compile_holds_up_no_other() {
    let workbook = with_more(5);
    answer(&workbook, 0, "pub fn words(text: &str) -> usize { text.len() + missing }\n");
    answer(&workbook, 1, "pub fn words(text: &str, _: u8) -> usize { text.len() }\n");
    answer(&workbook, 2, "#[deprecated]\npub fn words(text: &str) -> usize { text.len() }\n");
    let expected = ["does-not-compile", "does-not-compile", "failed", "passed", "passed"];
    assert_eq!(same_as_alone(&workbook, expected.len()), expected);
    assert_programs(&workbook, 0, 3);
}

#[test]
fn an_error_is_shown_with_the_learners_files() {
    let workbook = with_more(4);
    answer(&workbook, 3, "pub fn words(text: &str, _: u8) -> usize { text.len() }\n");
    let run = workbook.run(&["check"]);
    for part in [
        "✓ 10 count-words-0  passed: 3 tests\n",
        "✗ 13 count-words-3  does not compile (3 errors)\n",
        "exercises/1-counting/13-count-words-3/tests/kata.rs:5:16",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is said:\n{run}");
    }
}

#[test]
fn libraries_of_one_symbol_do_not_meet() {
    let workbook = with_more(6);
    let symbol = "#[unsafe(no_mangle)]\npub extern \"C\" fn the_same_name() {}\n";
    for nth in [1, 2] {
        answer(&workbook, nth, &format!("{WORDS_SOLVED}{symbol}"));
    }
    assert_eq!(same_as_alone(&workbook, 6), ["passed"; 6]);
    assert_programs(&workbook, 1, 6);
}

#[test]
fn nothing_is_compiled_again_that_has_not_changed() {
    let workbook = with_more(6);
    workbook.run(&["check"]);
    assert_programs(&workbook, 1, 0);
    let first = programs(&workbook);
    workbook.run(&["check", "--fresh"]);
    assert_eq!(programs(&workbook), first, "judged anew, but not built anew");

    answer(&workbook, 2, &format!("{WORDS_SOLVED}// a further thought\n"));
    workbook.run(&["check"]);
    let second = programs(&workbook);
    assert_eq!(second.len(), 2, "only what was changed is built, and alone: {second:?}");
    assert!(first.iter().all(|(name, made)| second.get(name) == Some(made)), "the others stay");
    workbook.run(&["check", "count-words-2", "--fresh"]);
    assert_eq!(programs(&workbook), second, "judged anew, but not built anew");
}

#[test]
fn what_was_compiled_alone_is_not_compiled_again_in_company() {
    let workbook = with_more(4);
    let slugs = ["count-words-0", "count-words-1", "count-words-2", "count-words-3"];
    for slug in slugs {
        workbook.run(&["check", slug]);
    }
    assert_programs(&workbook, 0, 4);
    let before = programs(&workbook);
    workbook.run(&[&["check", "--fresh"], &slugs[..]].concat());
    assert_eq!(programs(&workbook), before, "judged anew, but not built anew");
}

#[test]
fn one_answer_has_a_program_of_its_own() {
    let workbook = Workbook::with_words_solved();
    workbook.run(&["check", "1"]);
    assert_programs(&workbook, 0, 1);
    assert!(!workbook.root.join("target/katas/stage/batches").exists(), "there is no batch");
}

#[test]
fn many_versions_share_a_program() {
    let workbook = Workbook::new();
    let sound = str![[r#"
diagnosis: right first on 4 of 4 wrong versions, 0 false ones on code that is right or only begun
1 kata, 8 versions, 0 problems

"#]];
    workbook.run(&["verify", "count-words"]).gives(0, sound.clone());
    assert_programs(&workbook, 1, 0);
    let before = programs(&workbook);
    workbook.run(&["verify", "count-words"]).gives(0, sound);
    assert_eq!(programs(&workbook), before, "nothing is built again");
}

#[test]
fn a_version_that_does_not_fit_the_tests_is_found_among_many() {
    let workbook = Workbook::new();
    let other = "//! Words have lengths.\npub fn words(text: &str) -> Vec<usize> {\n    vec![text.len()]\n}\n";
    workbook.write(&format!("solutions/{WORDS}/wrong/gaps.rs"), other);
    let run = workbook.run(&["verify", "count-words"]);
    assert_eq!(run.code, Some(1), "a problem is found:\n{run}");
    let problems = run.stdout.lines().filter(|line| line.starts_with('✗'));
    let problems: Vec<&str> = problems.collect();
    assert_eq!(problems[0], format!("✗ solutions/{WORDS}/wrong/gaps.rs: it does not compile:"));
    assert!(run.stdout.ends_with("1 kata, 8 versions, 2 problems\n"), "no other version:\n{run}");
    assert_programs(&workbook, 0, 7);
}

#[test]
fn a_learners_tests_are_compiled_with_all_implementations_but_one_at_once() {
    let workbook = Workbook::new();
    workbook.write_in(SHELF, "tests/mine.rs", katas::SHELF_SOLVED);
    let words = ["check", "notice-loss", "--format", "json"];
    workbook.run(&words).finds("notice-loss", "passed");
    assert_programs(&workbook, 1, 1);
    // Modules of its own are nothing for a module: each implementation gets a program.
    let inner = katas::SHELF_SOLVED.replace("#[test]\nfn an_", "mod inner {}\n\n#[test]\nfn an_");
    workbook.write_in(SHELF, "tests/mine.rs", &inner);
    workbook.run(&words).finds("notice-loss", "passed");
    assert_programs(&workbook, 1, 7);
}

#[test]
fn tests_that_do_not_compile_are_compiled_once() {
    let workbook = Workbook::new();
    let text = "use notice_loss::Shelf;\n#[test]\nfn a() {\n    Shelf::old();\n}\n";
    workbook.write_in(SHELF, "tests/mine.rs", text);
    let run = workbook.run(&["check", "notice-loss"]);
    assert!(run.stdout.contains("does not compile (1 error)"), "it is told once:\n{run}");
    let manifest = "target/katas/stage/Cargo.toml";
    assert!(workbook.read(manifest).contains("\"batches/"), "there was no second build");
}
