//! What the program prints. `SNAPSHOTS=overwrite cargo test -p lab` writes the snapshots anew.

use std::path::{Path, PathBuf};
use std::process::Output;

use snapbox::{assert_data_eq, file};

/// The program with these words, away from the repository.
fn lab(words: &str) -> Output {
    #[expect(clippy::disallowed_methods, reason = "the runner's door is for the runner")]
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lab"));
    command
        .args(words.split_whitespace())
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("cargo has built the program")
}

#[track_caller]
fn printed(words: &str) -> String {
    let output = lab(words);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "lab {words}: {errors}");
    assert_eq!(errors, "", "nothing but the tables, off a terminal");
    String::from_utf8(output.stdout).expect("text")
}

fn own_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[track_caller]
fn fits(text: &str) {
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "longer than 80 columns: {line:?}");
        assert_eq!(line, line.trim_end(), "spaces at the end");
    }
}

#[test]
fn the_fixed_plan_with_two_seeds() {
    let text = printed("--seeds 2");
    fits(&text);
    assert_data_eq!(text, file!["snapshots/fixed.txt"]);
}

#[test]
fn a_plan_of_ones_own() {
    let text = printed("--boundary doctors-day,day-and-quota --window 1s,2min --seeds 3 --seed 27");
    fits(&text);
    assert_data_eq!(text, file!["snapshots/own.txt"]);
}

#[test]
fn one_run_has_no_interval_and_is_the_katas() {
    let text = printed("--boundary doctors-day --window 2min --seed 27 --seeds 1");
    assert!(!text.lines().skip(4).any(|line| line.contains('±')), "{text}");
    // 168 conflicts, 125 of them false, 166 retries, 2 given up, of 2,000 requests.
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(rows.contains(&vec!["doctor's", "day", "84", "63", "83", "1.0"]), "{text}");
}

#[test]
fn a_table_with_everything_varied_fits() {
    let words = "--boundary practices-month --window 200ms,5min --delay 0,2s --doctors 3,4 \
                 --calls-per-hour 60,3600 --doubles 0,100 --seeds 2";
    fits(&printed(words));
}

#[test]
fn csv_takes_the_place_of_the_tables_or_stands_beside_them() {
    let words = "--boundary slot,doctors-day --seeds 2";
    let csv = printed(&format!("{words} --csv -"));
    assert_data_eq!(csv.clone(), file!["snapshots/own.csv"]);
    let path = own_file("beside.csv");
    let text = printed(&format!("{words} --csv beside.csv"));
    assert!(text.starts_with("The boundary lab"), "{text}");
    assert_eq!(std::fs::read_to_string(path).expect("written"), csv);
    let one = printed(&format!("{words} --seeds 1 --csv -").replacen("--seeds 2", "", 1));
    assert!(one.lines().skip(1).all(|line| line.ends_with(",,1")), "no interval: {one}");
}

#[test]
fn bad_input_ends_with_2_and_says_what_to_do() {
    for (words, tip) in [
        ("--window 5m", "200ms, 2s, 5min"),
        ("--boundary day", "doctors-day"),
        ("--seeds 0", "1..=10000"),
        ("--figures x --seed 3", "cannot be used with"),
        ("--seeds 1 --boundary slot --csv .", "name another place"),
    ] {
        let output = lab(words);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words}: {errors}");
        assert!(errors.starts_with("error: ") && errors.contains(tip), "{words}: {errors}");
        assert!(output.stdout.is_empty(), "{words}");
    }
}

#[test]
fn help_names_the_csvs_columns() {
    let text = printed("--help");
    for column in lab::csv::HEADER.split(',') {
        assert!(text.contains(column), "{column}");
    }
}
