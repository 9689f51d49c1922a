//! The reports that programs read.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use snapbox::{Data, str};

use crate::katas::{LINES, SHELF, WORDS};
use crate::run::{Run, same};
use crate::schema::violations;
use crate::workbook::Workbook;

fn snapshot(name: &str) -> Data {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    Data::read_from(format!("{folder}/{name}").as_ref(), Some(snapbox::data::DataFormat::Text))
}

/// A kata that fails, one that does not compile, one that turns right code away and overlooks promises.
fn workbook() -> Workbook {
    let workbook = Workbook::new();
    let words = "pub fn words(text: &str) -> usize { text.split(' ').count() }\n";
    workbook.write_in(WORDS, "src/lib.rs", words);
    workbook.write_in(LINES, "src/lib.rs", "compile_error!(\"<not> so & so\");\n");
    let tests = "use notice_loss::Shelf;

#[test]
fn a_new_book_is_taken() {
    let mut shelf = Shelf::new();
    assert!(shelf.add(\"Emma\"), \"a new book is taken\");
    assert!(shelf.has(\"Emma\"), \"what was taken is there\");
}
";
    workbook.write_in(SHELF, "tests/mine.rs", tests);
    workbook
}

#[track_caller]
fn assert_valid(run: &Run) {
    let schema = include_str!("../../../book/src/check-v1.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let document = run.json();
    let found = violations(&schema, &schema, &document, "");
    assert!(found.is_empty(), "by the schema: {found:#?}\n{run}");
    let katas = document["katas"].as_array().expect("the schema says so");
    let passed = katas.iter().filter(|kata| kata["verdict"] == "passed").count();
    assert_eq!(document["total"], katas.len(), "the total is the number of katas");
    assert_eq!(document["passed"], passed, "the passed ones are counted");
}

/// Well-formed, and only of characters that XML 1.0 has.
#[track_caller]
fn assert_well_formed(xml: &str) {
    let odd = xml.chars().find(|&c| {
        c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
    });
    assert_eq!(odd, None, "XML 1.0 has no such character: {xml:?}");
    let mut reader = Reader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                names.push(start.name().as_ref().to_owned());
                for attribute in start.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{error}\n{xml}"));
                }
            }
            Ok(Event::End(_)) => drop(names.pop()),
            Ok(_) => {}
            Err(error) => panic!("it is not XML: {error}\n{xml}"),
        }
    }
    assert!(names.is_empty(), "{names:?} is left open:\n{xml}");
}

#[test]
fn json_is_one_document_that_its_schema_describes() {
    let workbook = workbook();
    let run = workbook.run(&["check", "--format", "json"]);
    run.gives(1, snapshot("check.json")).aside(str![[r#"
building and testing 9 packages

"#]]);
    assert_valid(&run);
}

#[test]
fn the_schema_describes_every_verdict() {
    let workbook = Workbook::with_words_solved();
    let answers = [
        ("failed", "pub fn words(_: &str) -> usize { 99 }\n"),
        ("crashed", "pub fn words(_: &str) -> usize { std::process::abort() }\n"),
        ("does-not-compile", "pub fn words(_: &str) -> usize { }\n"),
    ];
    let words = ["check", "1", "--format", "json"];
    assert_valid(workbook.run(&words).finds("count-words", "passed"));
    for (verdict, answer) in answers {
        workbook.write_in(WORDS, "src/lib.rs", answer);
        assert_valid(workbook.run(&words).finds("count-words", verdict));
    }
    workbook.delete(&format!("exercises/{WORDS}/tests/kata.rs"));
    assert_valid(workbook.run(&words).finds("count-words", "tests-changed"));
    workbook.delete("exercises/katas.lock");
    let run = workbook.run(&words);
    assert_valid(&run);
    assert_eq!(run.code, Some(2), "without a lock nothing is judged:\n{run}");
}

#[test]
fn junit_is_xml() {
    let workbook = workbook();
    let run = workbook.run(&["check", "--format", "junit"]);
    run.gives(1, snapshot("check.junit.xml")).aside(str![[r#"
building and testing 9 packages

"#]]);
    assert_well_formed(&run.stdout);
}

#[test]
fn whatever_a_test_says_the_reports_stay_well_formed() {
    let workbook = Workbook::new();
    let answer = "pub fn words(_: &str) -> usize { panic!(\"a\\u{0}\\u{1}\\u{1b}[31m]]>\\u{fffe}<b>&\\\"\") }\n";
    workbook.write_in(WORDS, "src/lib.rs", answer);
    let json = workbook.run(&["check", "1", "--format", "json"]);
    assert_valid(json.finds("count-words", "failed"));
    let junit = workbook.run(&["check", "1", "--format", "junit"]);
    assert_eq!(junit.code, Some(1), "the kata is not solved:\n{junit}");
    assert_well_formed(&junit.stdout);
}

#[test]
fn forced_colours_do_not_reach_the_reports_that_programs_read() {
    let workbook = Workbook::new();
    let answer = "pub fn words(_: &str) -> usize { panic!(\"a\\u{1}\\u{1b}[31mb\") }\n";
    workbook.write_in(WORDS, "src/lib.rs", answer);
    for format in ["json", "junit"] {
        let mut command = workbook.xtask(&["check", "1", "--format", format]);
        command.env("CLICOLOR_FORCE", "1");
        let run = workbook.finish(command);
        assert_eq!(run.code, Some(1), "the kata is not solved:\n{run}");
        match format {
            "json" => assert_valid(&run),
            _ => assert_well_formed(&run.stdout),
        }
    }
}

#[test]
fn a_test_can_not_move_the_cursor_of_the_report() {
    let workbook = Workbook::new();
    let answer = "pub fn words(_: &str) -> usize {
    println!(\"\\u{1b}[2J\\u{7}printed\");
    panic!(\"\\u{1b}[2Ksaid\\u{1b}]0;title\\u{7}\")
}
";
    workbook.write_in(WORDS, "src/lib.rs", answer);
    for forced in [false, true] {
        let mut command = workbook.xtask(&["check", "1"]);
        if forced {
            command.env("CLICOLOR_FORCE", "1");
        }
        let run = workbook.finish(command);
        assert_eq!(run.code, Some(1), "the kata is not solved:\n{run}");
        for sequence in ["\u{7}", "\u{1b}[2J", "\u{1b}[2K", "\u{1b}]"] {
            assert!(
                !run.stdout.contains(sequence),
                "with colours forced: {forced}, only text comes through: {:?}",
                run.stdout
            );
        }
    }
}

#[test]
fn a_file_is_written_and_nothing_is_said() {
    let workbook = Workbook::with_words_solved();
    let said = workbook.run(&["check", "1", "--format", "json"]);
    let words = ["check", "1", "--format", "json", "--output", "out/report.json"];
    workbook.run(&words).gives(0, "");
    let written: Value = serde_json::from_str(&workbook.read("out/report.json")).expect("JSON");
    let without_times = |mut document: Value| {
        for kata in document["katas"].as_array_mut().into_iter().flatten() {
            kata["millis"] = Value::Null;
            for test in kata["tests"].as_array_mut().into_iter().flatten() {
                test["millis"] = Value::Null;
            }
        }
        document["toolchain"] = Value::Null;
        document
    };
    let (said, written) = (without_times(said.json()), without_times(written));
    assert_eq!(written, said, "the file holds what would have been said");
}

#[test]
fn a_file_is_written_where_the_reader_stands() {
    let workbook = Workbook::with_words_solved();
    let mut command =
        workbook.xtask(&["check", "1", "--format", "junit", "--output", "report.xml"]);
    command.current_dir(workbook.root.join("book"));
    workbook.finish(command).gives(0, "");
    same(
        &workbook.read("book/report.xml").replace(|c: char| c.is_ascii_digit(), "0"),
        str![[r#"
<?xml version="0.0" encoding="UTF-0"?>
<testsuites name="kept-promises" tests="0" failures="0" errors="0">
    <testsuite name="count-words" tests="0" failures="0" errors="0" disabled="0">
        <testcase name="an_empty_text_has_no_words" classname="count-words" time="0.000"/>
        <testcase name="each_word_counts_once" classname="count-words" time="0.000"/>
        <testcase name="more_space_is_no_more_words" classname="count-words" time="0.000"/>
    </testsuite>
</testsuites>

"#]],
    );
}

#[test]
fn a_file_that_can_not_be_written_is_the_runners_trouble() {
    let workbook = Workbook::with_words_solved();
    let words = ["check", "1", "--output", "Cargo.toml/report.txt"];
    let run = workbook.run(&words);
    run.gives(2, "");
    assert!(run.stderr.contains("Cargo.toml/report.txt"), "the file is named:\n{run}");
}
