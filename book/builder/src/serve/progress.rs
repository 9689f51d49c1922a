//! Where the reader is: how each kata stands, and how much of each part is solved. Reads, and never writes.

use std::collections::BTreeMap;
use std::path::{MAIN_SEPARATOR, Path};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use xtask::catalogue::{Catalogue, Kata, Texts};
use xtask::files;
use xtask::plan::{Role, Work, plan};
use xtask::progress::{Progress, last_pass};
use xtask::report::{Standing, state};

use super::state::Shown;
use crate::markdown::Page;
use crate::workbook::Workbook;

const FILE: &str = ".katas/progress.json";

/// How often the files are looked at. They are few and small, and the folder of the first may not be there yet, which
/// watchers of the system don't take well.
const EVERY: Duration = Duration::from_millis(200);

/// Tells open pages where the reader is, now and after each change, until the other end of `stop` is gone.
pub(super) fn follow(root: &Path, shown: &Shown, stop: &Receiver<()>) {
    let (mut before, mut learners) = (None, Vec::new());
    loop {
        // Taken before anything is read, so what changes in the meantime is seen the next time.
        let now = (shown.good().map(|(number, _)| number), traces(root, &learners));
        if before.as_ref() != Some(&now) {
            before = Some(now);
            // Where it can't be read, the build has said so.
            if let Ok(workbook) = Workbook::read(root) {
                shown.tell_progress(told(&workbook).to_string());
                learners = workbook.catalogue.katas.iter().flat_map(Kata::editable_files).collect();
            }
        }
        if stop.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
            return;
        }
    }
}

/// What changes with the progress, and with the files that are the learner's.
type Traces = (Option<Vec<u8>>, Vec<Option<(SystemTime, u64)>>);

fn traces(root: &Path, learners: &[String]) -> Traces {
    let trace = |file: &String| {
        let data = root.join(file).metadata().ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    (std::fs::read(root.join(FILE)).ok(), learners.iter().map(trace).collect())
}

/// What the pages are told. Without progress that can be read they learn only where the files are.
fn told(workbook: &Workbook) -> Value {
    let root = std::path::absolute(&workbook.root).unwrap_or_else(|_| workbook.root.clone());
    let root = root.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    let Some(progress) = progress(&workbook.root.join(FILE)) else {
        return json!({ "root": root });
    };
    let catalogue = &workbook.catalogue;
    let katas: BTreeMap<&str, Value> = catalogue
        .katas
        .iter()
        .map(|kata| {
            let entry = progress.of(&kata.slug);
            let texts = || texts(&workbook.root, kata);
            let is_untouched =
                || matches!(plan(kata, Role::Learner, &texts()).work, Work::Untouched);
            let is_as_it_passed = || {
                let kept = files::read_tree(&workbook.root, &last_pass(&kata.slug));
                kept.is_ok_and(|kept| kept.is_empty() || kept == kata.own_files(&texts()))
            };
            let (standing, words) = state(entry, is_untouched, is_as_it_passed, None);
            (kata.slug.as_str(), json!({ "is": word(standing), "words": words }))
        })
        .collect();
    let counted: Vec<Value> = parts(&workbook.summary, catalogue)
        .into_iter()
        .map(|(title, katas)| json!({ "title": title, "solved": solved(&katas, &progress) }))
        .collect();
    let all: Vec<&Kata> = catalogue.katas.iter().collect();
    json!({ "root": root, "katas": katas, "parts": counted, "solved": solved(&all, &progress) })
}

/// The progress in this file. No file is no progress yet; what can't be read is for the runner to mend.
fn progress(file: &Path) -> Option<Progress> {
    match files::read_text(file).ok()? {
        Some(text) => Progress::read(&text).ok(),
        None => Some(Progress::default()),
    }
}

/// The files of the exercise, from the workbook's root.
fn texts(root: &Path, kata: &Kata) -> Texts {
    let exercise = kata.exercise();
    let texts = files::read_tree(root, &exercise).unwrap_or_default();
    texts.into_iter().map(|(path, text)| (format!("{exercise}/{path}"), text)).collect()
}

/// The name of the shape, for the script.
fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Untouched => "untouched",
        Standing::Changed => "changed",
        Standing::Failed => "failed",
        Standing::PassedOnce => "passed-once",
        Standing::Passed => "passed",
    }
}

/// How many of these katas pass, as `cargo xtask` counts them, and how many there are.
fn solved(katas: &[&Kata], progress: &Progress) -> [usize; 2] {
    let passes = |kata: &&&Kata| progress.passes(&kata.slug);
    [katas.iter().filter(passes).count(), katas.len()]
}

/// The parts of the summary that have katas, by their titles.
fn parts<'a>(summary: &str, catalogue: &'a Catalogue) -> Vec<(String, Vec<&'a Kata>)> {
    let mut parts: Vec<(String, Vec<&Kata>)> = Vec::new();
    for line in summary.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            parts.push((title.trim().to_owned(), Vec::new()));
        }
        let Some((_, katas)) = parts.last_mut() else { continue };
        for link in Page::read(line).links {
            let stem = link.to.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
            katas.extend(
                catalogue
                    .katas
                    .iter()
                    .filter(|kata| kata.facts.as_ref().is_ok_and(|facts| facts.chapter == stem)),
            );
        }
    }
    parts.retain(|(_, katas)| !katas.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use xtask::catalogue::{KataLock, LOCK, Lock, blob_id};

    use super::*;

    /// Two katas in two parts, both untouched, and nothing checked.
    fn desk() -> tempfile::TempDir {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let mut lock = Lock::default();
        for (number, slug) in [(1, "one"), (2, "two")] {
            let manifest = format!(
                "[package]\nname = \"{slug}\"\n[package.metadata.kata]\ntitle = \"T\"\nkind = \"repair\"\nchapter = \"0{number}-x\"\nminutes = 20\nneeds = []\neditable = [\"src/lib.rs\"]\n"
            );
            let folder = format!("exercises/{number}-p/0{number}-{slug}");
            let mut files = BTreeMap::new();
            for (path, text) in [("Cargo.toml", manifest.as_str()), ("src/lib.rs", "// todo\n")] {
                write(desk.path(), &format!("{folder}/{path}"), text);
                files.insert(path.to_owned(), blob_id(text.as_bytes()));
            }
            let kata = KataLock { files, tests: vec!["t".to_owned()], ..KataLock::default() };
            lock.katas.insert(slug.to_owned(), kata);
        }
        write(desk.path(), LOCK, &lock.to_text());
        let summary = "# Summary\n\n[Start](index.md)\n\n# Part 1: A\n\n- [X](01-x.md)\n\n# Part 2: B\n\n- [Y](02-x.md)\n\n# Back\n";
        write(desk.path(), "book/src/SUMMARY.md", summary);
        desk
    }

    fn write(root: &Path, path: &str, text: &str) {
        files::write(&root.join(path), text.as_bytes())
            .expect("a temporary folder can be written to");
    }

    fn told_in(root: &Path) -> Value {
        told(&Workbook::read(root).expect("the workbook is readable"))
    }

    #[test]
    fn without_progress_the_files_alone_decide() {
        let desk = desk();
        let told = told_in(desk.path());
        assert_eq!(told["katas"]["one"], json!({ "is": "untouched", "words": "untouched" }));
        assert_eq!(told["solved"], json!([0, 2]));
        write(desk.path(), "exercises/1-p/01-one/src/lib.rs", "// mine\n");
        assert_eq!(told_in(desk.path())["katas"]["one"]["words"], "changed, not checked yet");
        assert!(!desk.path().join(".katas").exists(), "nothing is ever written");
    }

    #[test]
    fn states_and_counts_are_those_of_the_runner() {
        let desk = desk();
        let mut progress = Progress::default();
        progress.record("one", "failed", false, true, 1);
        progress.record("one", "failed", false, true, 2);
        progress.record("two", "passed", true, true, 3);
        write(desk.path(), FILE, &progress.to_text());
        let told = told_in(desk.path());
        assert_eq!(told["katas"]["one"], json!({ "is": "failed", "words": "failed, 2 tries" }));
        assert_eq!(told["katas"]["two"], json!({ "is": "passed", "words": "passed, 1 try" }));
        let parts = json!([
            { "title": "Part 1: A", "solved": [0, 1] },
            { "title": "Part 2: B", "solved": [1, 1] },
        ]);
        assert_eq!((&told["parts"], &told["solved"]), (&parts, &json!([1, 2])));

        progress.record("two", "timed-out", false, true, 4);
        write(desk.path(), FILE, &progress.to_text());
        let two = json!({ "is": "passed-once", "words": "passed once, now timed out, 1 try" });
        assert_eq!(told_in(desk.path())["katas"]["two"], two);
    }

    #[test]
    fn broken_progress_is_no_progress() {
        let desk = desk();
        for text in ["", "{\"version\": 1, \"kat", "{\"version\": 9}"] {
            write(desk.path(), FILE, text);
            let told = told_in(desk.path());
            assert!(told["root"].is_string() && told["katas"].is_null(), "{text:?}: {told}");
            let left = std::fs::read_to_string(desk.path().join(FILE));
            assert_eq!(left.ok().as_deref(), Some(text), "it is for the runner to set it aside");
        }
    }

    #[test]
    fn each_change_is_told_within_a_second() {
        let (desk, shown) = (&desk(), &Shown::default());
        let mut progress = Progress::default();
        let (going_on, ended) = channel();
        thread::scope(|scope| {
            scope.spawn(move || follow(desk.path(), shown, &ended));
            let told = |what: &str| {
                let found = (0..100).any(|_| {
                    thread::sleep(Duration::from_millis(10));
                    shown.progress().borrow().contains(what)
                });
                assert!(found, "not told within a second: {what}");
            };
            told("\"words\":\"untouched\"");
            // The folder comes with the file, which a rename puts there, each time anew.
            progress.record("one", "failed", false, true, 1);
            write(desk.path(), FILE, &progress.to_text());
            told("failed, 1 try");
            progress.record("one", "passed", true, true, 2);
            write(desk.path(), FILE, &progress.to_text());
            told("passed, 2 tries");
            std::fs::remove_dir_all(desk.path().join(".katas")).expect("it was made above");
            told("\"solved\":[0,2]");
            write(desk.path(), "exercises/2-p/02-two/src/lib.rs", "// mine\n");
            told("changed, not checked yet");
            drop(going_on);
        });
    }
}
