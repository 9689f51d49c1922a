//! The files of one trial, as one package: which come from the exercise and which from the answer.

use std::collections::BTreeMap;

use toml::Table;

use super::cases::{Case, cases};
use crate::catalogue::{Kata, Texts, blob_id};

/// A package to be built: all that is needed, and nothing of the learner's manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Its name, unlike that of any other.
    pub name: String,
    /// Its folder in the stage. The learner's is the exercise's own path, so that what the compiler and the tests say
    /// names the learner's files.
    pub folder: String,
    /// The library's name, as `use` wants it.
    pub crate_name: String,
    /// The test target.
    pub test_target: &'static str,
    /// The package whose entry in `Cargo.lock` has the same dependencies.
    pub like: String,
    /// `[dependencies]`, then `[dev-dependencies]`.
    pub dependencies: [Table; 2],
    /// The content of each file by its path in the package.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The programs among the files that must not compile.
    pub cases: Vec<Case>,
    /// What a path in the stage is called in the workbook, as prefixes, most particular first.
    pub shown_as: Vec<(String, String)>,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Package {
    /// The exercise as it is.
    pub(super) fn of_learner(kata: &Kata, texts: &Texts, folder: &str) -> Result<Self, String> {
        let mut files = below(texts, &kata.exercise(), "src/");
        files.extend(tests(kata, texts)?);
        let name = folder_name(kata, folder);
        let shown_as = match folder == kata.exercise() {
            true => vec![],
            false => vec![(format!("{folder}/"), format!("{}/", kata.exercise()))],
        };
        Self::new(kata, name, folder.to_owned(), files, shown_as)
    }

    /// The solution's source with the exercise's given parts and tests.
    pub(super) fn of_reference(kata: &Kata, texts: &Texts) -> Result<Self, String> {
        let mut files = given(kata, texts);
        for (path, content) in below(texts, &kata.solution(), "src/") {
            // Where the solution has a file of a given part's name, it only includes the exercise's.
            files.entry(path).or_insert(content);
        }
        files.extend(tests(kata, texts)?);
        let name = format!("{}--solution", kata.slug);
        let to_tests =
            (format!("{}/tests/", kata.solution()), format!("{}/tests/", kata.exercise()));
        Self::new(kata, name, kata.solution(), files, vec![to_tests])
    }

    /// The exercise's given parts and tests with one other answer.
    pub(super) fn of_variant(
        kata: &Kata,
        texts: &Texts,
        kind: &str,
        name: &str,
    ) -> Result<Self, String> {
        let mut files = given(kata, texts);
        let answer = format!("{}/{kind}/{name}.rs", kata.solution());
        let subject = subject_file(kata)?;
        files.insert(
            subject.clone(),
            texts.get(&answer).cloned().ok_or(format!("{answer} is missing"))?,
        );
        files.extend(tests(kata, texts)?);
        let folder = format!("{kind}/{}/{name}", kata.slug);
        let shown_as = vec![
            (format!("{folder}/{subject}"), answer),
            (format!("{folder}/"), format!("{}/", kata.exercise())),
        ];
        Self::new(kata, format!("{}--{kind}-{name}", kata.slug), folder, files, shown_as)
    }

    /// The test file in `tests_from`, with the given implementation or one of the solution's.
    pub(super) fn of_tests(
        kata: &Kata,
        texts: &Texts,
        tests_from: &str,
        label: &str,
        implementation: Option<(&str, &str)>,
    ) -> Result<Self, String> {
        let mut files = below(texts, &kata.exercise(), "src/");
        let mine = format!("tests/{}.rs", kata.test_target());
        let text = texts.get(&format!("{tests_from}/{mine}"));
        files.insert(mine.clone(), text.cloned().ok_or(format!("{tests_from}/{mine} is missing"))?);
        files.extend(below(texts, tests_from, "tests/snapshots/"));

        let (folder, name, mut shown_as) = match implementation {
            None if label == "mine" => (kata.exercise(), kata.slug.clone(), vec![]),
            None => {
                (format!("{label}/{}/given", kata.slug), format!("{}--{label}", kata.slug), vec![])
            }
            Some((kind, name)) => {
                let answer = format!("{}/{kind}/{name}.rs", kata.solution());
                files.insert(
                    "src/lib.rs".to_owned(),
                    texts.get(&answer).cloned().ok_or(format!("{answer} is missing"))?,
                );
                let folder = format!("{label}/{}/{kind}/{name}", kata.slug);
                let to_answer = (format!("{folder}/src/lib.rs"), answer);
                (folder, format!("{}--{label}-{kind}-{name}", kata.slug), vec![to_answer])
            }
        };
        if folder != kata.exercise() {
            shown_as.push((format!("{folder}/tests/"), format!("{tests_from}/tests/")));
            shown_as.push((format!("{folder}/"), format!("{}/", kata.exercise())));
        }
        Self::new(kata, name, folder, files, shown_as)
    }

    fn new(
        kata: &Kata,
        name: String,
        folder: String,
        files: Files,
        shown_as: Vec<(String, String)>,
    ) -> Result<Self, String> {
        let facts = kata.facts.as_ref()?;
        Ok(Self {
            name,
            folder,
            crate_name: kata.crate_name(),
            test_target: kata.test_target(),
            like: kata.slug.clone(),
            dependencies: [facts.dependencies.clone(), facts.dev_dependencies.clone()],
            cases: cases(&files).map_err(|why| format!("{}/{why}", kata.exercise()))?,
            files,
            shown_as,
        })
    }

    /// Its test file's path in the package.
    pub fn test_file(&self) -> String {
        format!("tests/{}.rs", self.test_target)
    }

    /// Everything about the package that a verdict depends on, as text.
    pub(super) fn fingerprint(&self) -> String {
        let mut text = format!("{} {:?}\n", self.crate_name, self.dependencies);
        for (path, content) in &self.files {
            text += &format!("{path} {}\n", blob_id(content));
        }
        text
    }

    /// `text` with the workbook's names for the paths of this package.
    pub fn shown(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (here, there) in &self.shown_as {
            text = text.replace(here, there);
        }
        text
    }
}

fn folder_name(kata: &Kata, folder: &str) -> String {
    match folder.starts_with("starter/") {
        true => format!("{}--starter", kata.slug),
        false => kata.slug.clone(),
    }
}

/// The files below `folder/inner`, by their path in `folder`.
fn below(texts: &Texts, folder: &str, inner: &str) -> Files {
    let prefix = format!("{folder}/");
    texts
        .iter()
        .filter_map(|(path, content)| Some((path.strip_prefix(&prefix)?, content)))
        .filter(|(path, _)| path.starts_with(inner))
        .map(|(path, content)| (path.to_owned(), content.clone()))
        .collect()
}

/// The source files that the exercise gives and the learner does not change.
fn given(kata: &Kata, texts: &Texts) -> Files {
    let editable = kata.facts.as_ref().map_or(&[][..], |facts| &facts.editable);
    let mut files = below(texts, &kata.exercise(), "src/");
    files.retain(|path, _| !editable.contains(path));
    files
}

/// The published tests: `tests/kata.rs` and the modules beside it. A learner's own test files are not among them.
fn tests(kata: &Kata, texts: &Texts) -> Result<Files, String> {
    let mut files = below(texts, &kata.exercise(), "tests/");
    files.retain(|path, _| kata.lock.files.is_empty() || kata.lock.files.contains_key(path));
    match files.contains_key("tests/kata.rs") {
        true => Ok(files),
        false => Err(format!("{}/tests/kata.rs is missing", kata.exercise())),
    }
}

/// The file that a variant takes the place of: the first of the editable ones.
fn subject_file(kata: &Kata) -> Result<String, String> {
    let facts = kata.facts.as_ref()?;
    facts.editable.first().cloned().ok_or_else(|| "no file is editable".to_owned())
}
