//! What the book and the README show of the runner is what it prints. `UPDATE=1 cargo test -p xtask --test transcripts`
//! writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workbook that this test belongs to.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the runner is a folder of the workbook")
}

/// A copy of the workbook's katas, in which a learner has worked.
struct Desk(PathBuf);

impl Desk {
    /// The katas as they were published, whatever a reader has made of them in the meantime. Nothing where that is known to
    /// nobody: the reader has begun, and there is no git. `name` keeps the copies of tests that run at once apart.
    fn new(name: &str) -> Option<Self> {
        let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("transcripts/{name}"));
        let _ = fs::remove_dir_all(&desk);
        for folder in ["exercises", "solutions"] {
            copy(&root().join(folder), &desk.join(folder));
        }
        for file in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(root().join(file), desk.join(file)).expect("the workbook can be read");
        }
        let desk = Self(desk);
        let published =
            desk.command(&["reset", "--all"]).env("GIT_DIR", root().join(".git")).output();
        if !published.expect("cargo has built the runner").status.success() {
            println!("skipped: the katas are not as published, and there is no git that has them");
            return None;
        }
        let _ = fs::remove_dir_all(desk.0.join(".katas"));
        Some(desk)
    }

    /// The learner writes what the author of a variant thought a learner would write.
    fn writes(&self, variant: &str, file: &str) -> &Self {
        let text = fs::read_to_string(self.0.join(variant)).expect("the variant is there");
        let own: Vec<&str> = text.lines().skip_while(|line| line.starts_with("//!")).collect();
        put(&self.0.join(file), own.join("\n").trim_start());
        self
    }

    /// What the runner prints, colours included.
    fn runs(&self, words: &[&str]) -> String {
        let output = self.command(words).output().expect("cargo has built the runner");
        String::from_utf8(output.stdout).expect("the runner prints text")
    }

    fn command(&self, words: &[&str]) -> Command {
        #[expect(clippy::disallowed_methods, reason = "the runner's door is for the runner")]
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(words)
            .current_dir(&self.0)
            .env("CLICOLOR_FORCE", "1")
            .env_remove("NO_COLOR")
            // One for all desks, so that the dependencies are built once.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("transcripts-target"),
            );
        command
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder can be written to");
    for entry in fs::read_dir(from).expect("the workbook can be read") {
        let entry = entry.expect("as above");
        let there = to.join(entry.file_name());
        match entry.file_type().expect("as above").is_dir() {
            true => copy(&entry.path(), &there),
            false => drop(fs::copy(entry.path(), there).expect("as above")),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own files")]
fn put(file: &Path, text: &str) {
    fs::write(file, text).expect("the file can be written");
}

/// The file holds `text`, or is given it on request.
#[track_caller]
fn shown(file: &str, text: &str) {
    let file = root().join(file);
    if std::env::var_os("UPDATE").is_some() {
        put(&file, text);
    }
    let present = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(present, text, "{} is what the runner prints", file.display());
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_failing_kata() {
    let Some(desk) = Desk::new("failing") else { return };
    let said = desk
        .writes(
            "solutions/2-failures/16-retire-rule/wrong/put_back_at_the_end.rs",
            "exercises/2-failures/16-retire-rule/src/lib.rs",
        )
        .runs(&["check", "16"]);
    shown("book/listings/output/check-16.txt", &plain(&said));
    let picture = anstyle_svg::Term::new()
        .palette(anstyle_svg::WIN10_CONSOLE)
        .render_svg(&format!("$ cargo xtask check 16\n{said}"));
    shown("book/src/images/check-16.svg", &picture);
}

/// The page shows two of the tests, and times that are the same on every machine.
#[test]
fn a_report_for_scripts() {
    let Some(desk) = Desk::new("json") else { return };
    let said = desk
        .writes(
            "solutions/2-failures/16-retire-rule/wrong/put_back_at_the_end.rs",
            "exercises/2-failures/16-retire-rule/src/lib.rs",
        )
        .runs(&["check", "16", "--format", "json"]);
    let mut report: serde_json::Value = serde_json::from_str(&said).expect("the report is JSON");
    report["toolchain"] = "rustc 1.95.0 (59807616e 2026-04-14)".into();
    let kata = &mut report["katas"][0];
    kata["millis"] = 112.into();
    let tests = kata["tests"].as_array_mut().expect("a kata has tests");
    let failed = tests.iter().position(|test| test["status"] == "failed").expect("one fails");
    *tests = vec![tests[failed - 1].take(), tests[failed].take()];
    tests.iter_mut().for_each(|test| test["millis"] = 4.into());
    shown("book/listings/output/check-16.json", &format!("{report:#}\n"));
}

#[test]
fn an_untouched_workbook() {
    let Some(desk) = Desk::new("untouched") else { return };
    let said = desk.runs(&["check"]);
    shown("book/listings/output/check-untouched.txt", &plain(&said));
}

#[test]
fn tests_that_miss_something() {
    let Some(desk) = Desk::new("tests") else { return };
    let mine = desk.0.join("exercises/1-invariants/14-before-after/tests/mine.rs");
    let text = fs::read_to_string(&mine).expect("the starter is there");
    let finished = text.replace(
        "    // What must still be true now?\n",
        "    assert_eq!(policy.version(), 4, \"a refused call does not count\");\n",
    );
    assert_ne!(finished, text, "the starter has the line that the learner replaces");
    put(&mine, &finished);
    let said = desk.runs(&["check", "14"]);
    shown("book/listings/output/check-14.txt", &plain(&said));
}
