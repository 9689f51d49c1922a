//! What was changed since the kata was published, judged by the blob ids of the lock.

use super::cases::{CASES, is_case};
use crate::catalogue::{Kata, Texts, blob_id};

/// A file that is not the learner's to change, or that must be there, and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// From the workbook's root.
    pub file: String,
    /// What happened.
    pub how: HowChanged,
    /// The expected tests that are no longer in it.
    pub lost: Vec<String>,
    /// It marks a test `#[ignore]`.
    pub ignores: bool,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowChanged {
    /// It is not there.
    Missing,
    /// Its content is another.
    Edited,
}

/// Pages that are only read: changing them changes nothing about a verdict.
fn is_page(file: &str) -> bool {
    file.ends_with(".md")
}

/// The files that differ from the lock and must not.
pub(super) fn changed(kata: &Kata, texts: &Texts) -> Vec<ChangedFile> {
    let exercise = kata.exercise();
    if kata.facts.is_err() {
        // What the learner may change stands in the manifest, so until that is mended there is nothing more to say.
        let file = format!("{exercise}/Cargo.toml");
        let how = match texts.contains_key(&file) {
            true => HowChanged::Edited,
            false => HowChanged::Missing,
        };
        return vec![ChangedFile { file, how, lost: vec![], ignores: false }];
    }
    let mut changed = Vec::new();
    for (path, id) in &kata.lock.files {
        if is_page(path) {
            continue;
        }
        let file = format!("{exercise}/{path}");
        let (how, content) = match texts.get(&file) {
            None => (HowChanged::Missing, &[][..]),
            // What the manifest calls editable is not for the manifest itself to say once it was edited.
            Some(_) if path != "Cargo.toml" && kata.is_editable(path) => continue,
            Some(content) if blob_id(content) == *id => continue,
            Some(content) => (HowChanged::Edited, content.as_slice()),
        };
        let text = String::from_utf8_lossy(content);
        let is_tests =
            path.starts_with("tests/") && !path.starts_with(CASES) && how == HowChanged::Edited;
        let lost = kata
            .lock
            .tests
            .iter()
            .filter(|test| is_tests && !is_case(test) && !defines(&text, test));
        let mut lost: Vec<String> = lost.map(|test| function(test).to_owned()).collect();
        lost.dedup();
        changed.push(ChangedFile {
            file,
            how,
            lost,
            ignores: is_tests && text.contains("#[ignore"),
        });
    }
    changed
}

/// Whether nothing that is the learner's differs from the lock.
pub(super) fn untouched(kata: &Kata, texts: &Texts) -> bool {
    let prefix = format!("{}/", kata.exercise());
    let own =
        texts.iter().filter_map(|(path, content)| Some((path.strip_prefix(&prefix)?, content)));
    let mut own = own.filter(|(path, _)| kata.is_editable(path) && !is_page(path));
    own.all(|(path, content)| kata.lock.files.get(path).is_some_and(|id| *id == blob_id(content)))
}

/// `a_table::case_1_of_nothing` → `a_table`: rstest makes a module of a table.
fn function(test: &str) -> &str {
    let mut parts = test.rsplit("::");
    let last = parts.next().unwrap_or(test);
    match parts.next() {
        Some(table) if last.starts_with("case_") => table,
        _ => last,
    }
}

fn defines(text: &str, test: &str) -> bool {
    text.contains(&format!("fn {}(", function(test)))
}
