//! Subjects → trials: which files are built together and which tests must then succeed. Knows neither cargo's flags
//! nor the disk.

mod batch;
mod cases;
mod changes;
mod package;

use std::fmt;
use std::time::Duration;

use crate::catalogue::{Kata, Kind, Texts, blob_id};

pub use batch::{BATCHES, Batch, Member, batches};
pub use cases::{CASES, Case, is_case, is_case_target};
pub use changes::{ChangedFile, HowChanged};
pub use package::Package;

/// Whose code is put to a kata's tests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What is in the exercise's folder, provided that only what is the learner's was changed.
    Learner,
    /// What is in the exercise's folder, as an author publishes it.
    Starter,
    /// The solution.
    Reference,
    /// Another right answer, by name.
    Right(String),
    /// A plausible wrong answer, by name.
    Wrong(String),
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Learner => f.write_str("learner"),
            Self::Starter => f.write_str("starter"),
            Self::Reference => f.write_str("solution"),
            Self::Right(name) => write!(f, "right/{name}"),
            Self::Wrong(name) => write!(f, "wrong/{name}"),
        }
    }
}

/// One subject and what is to be done to judge it.
#[derive(Debug, Clone)]
pub struct Assignment<'a> {
    /// The kata it answers.
    pub kata: &'a Kata,
    /// Whose answer it is.
    pub role: Role,
    /// What is to be done.
    pub work: Work,
}

/// What is to be done to judge a subject.
#[derive(Debug, Clone)]
pub enum Work {
    /// Nothing: the files are those of the lock.
    Untouched,
    /// Nothing: files that are not the learner's to change were changed.
    Changed(Vec<ChangedFile>),
    /// Nothing can be done, and this is why.
    Unusable(String),
    /// Build and run these.
    Trials(Vec<Trial>),
}

/// An implementation and the tests it is put to.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// What the tests should find.
    pub stance: Stance,
    /// The files, as one package.
    pub package: Package,
    /// The tests that must succeed. Nothing where the subject is a test file, and whatever it holds is run.
    pub expected: Option<Vec<String>>,
    /// The time limit of one test.
    pub limit: Duration,
}

/// What the tests of a trial should find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stance {
    /// The implementation is the subject; the tests decide.
    Judged,
    /// The tests are the subject, and this implementation is right.
    Right(String),
    /// The tests are the subject, and this implementation breaks a promise.
    Wrong {
        /// The name of the implementation.
        name: String,
        /// The promise.
        promise: String,
    },
}

impl Assignment<'_> {
    /// A name of its own for each subject.
    pub fn key(&self) -> String {
        format!("{}/{}", self.kata.slug, self.role)
    }

    /// What the verdict depends on, `environment` (toolchain and the like) included, as a hash.
    pub fn fingerprint(&self, environment: &str) -> String {
        let mut text = format!("{environment}\n");
        if let Work::Trials(trials) = &self.work {
            for Trial { stance, package, expected, limit } in trials {
                text += &format!("{stance:?} {expected:?} {limit:?}\n{}", package.fingerprint());
            }
        }
        blob_id(text.as_bytes())
    }
}

/// Plans how to judge `role`'s answer to `kata`. `texts` are the files of its exercise and its solution.
pub fn plan<'a>(kata: &'a Kata, role: Role, texts: &Texts) -> Assignment<'a> {
    let work = work(kata, &role, texts).unwrap_or_else(Work::Unusable);
    Assignment { kata, role, work }
}

/// The names of the other right answers and of the wrong ones.
pub fn variants(kata: &Kata, texts: &Texts) -> (Vec<String>, Vec<String>) {
    let solution = kata.solution();
    let names = |folder: &str| -> Vec<String> {
        let prefix = format!("{solution}/{folder}/");
        let files = texts.keys().filter_map(|path| path.strip_prefix(&prefix)?.strip_suffix(".rs"));
        files.map(str::to_owned).collect()
    };
    (names("right"), names("wrong"))
}

/// The versions that an author has written of a kata's answer.
pub fn versions(kata: &Kata, texts: &Texts) -> Vec<Role> {
    let mut roles = vec![Role::Reference, Role::Starter];
    // The variants of a kata of kind *tests* are implementations, to which these two are put.
    if kata.kind() != Kind::Tests {
        let (right, wrong) = variants(kata, texts);
        roles.extend(right.into_iter().map(Role::Right));
        roles.extend(wrong.into_iter().map(Role::Wrong));
    }
    roles
}

/// The paragraphs of the text that opens a variant: its promise or the belief behind it.
pub fn opening(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let text: Vec<&str> = lines.map(str::trim).collect();
    text.split(|line| line.is_empty())
        .map(|paragraph| paragraph.join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

fn work(kata: &Kata, role: &Role, texts: &Texts) -> Result<Work, String> {
    let (exercise, solution) = (kata.exercise(), kata.solution());
    if *role == Role::Learner {
        if kata.lock.files.is_empty() {
            return Err(format!(
                "exercises/katas.lock does not know {}; an author runs `cargo xtask lock`",
                kata.slug
            ));
        }
        let changed = changes::changed(kata, texts);
        if !changed.is_empty() {
            return Ok(Work::Changed(changed));
        }
        if changes::untouched(kata, texts) {
            return Ok(Work::Untouched);
        }
    }
    let facts = kata.facts.as_ref().map_err(|why| format!("{exercise}/Cargo.toml: {why}"))?;
    let trial = |stance, package, expected| Trial { stance, package, expected, limit: facts.limit };

    if kata.kind() != Kind::Tests {
        let package = match role {
            Role::Learner => Package::of_learner(kata, texts, &exercise),
            Role::Starter => {
                Package::of_learner(kata, texts, &format!("starter/{}", kata.folder()))
            }
            Role::Reference => Package::of_reference(kata, texts),
            Role::Right(name) => Package::of_variant(kata, texts, "right", name),
            Role::Wrong(name) => Package::of_variant(kata, texts, "wrong", name),
        };
        // Before the first lock there is nothing to expect: then the file says what there is.
        let tests = kata.lock.tests.iter().filter(|test| !is_case(test)).cloned();
        let expected = Some(tests.collect::<Vec<_>>()).filter(|tests| !tests.is_empty());
        return Ok(Work::Trials(vec![trial(Stance::Judged, package?, expected)]));
    }

    let (tests_from, label) = match role {
        Role::Learner => (exercise, "mine"),
        Role::Starter => (exercise, "starter"),
        Role::Reference => (solution.clone(), "solution"),
        Role::Right(_) | Role::Wrong(_) => {
            return Err(
                "a kata of kind tests has implementations as variants, not answers".to_owned()
            );
        }
    };
    let (rights, wrongs) = variants(kata, texts);
    if wrongs.is_empty() {
        return Err(format!(
            "{solution}/wrong is missing, and this kata is judged by it; restore it with git or download the workbook again"
        ));
    }
    let mut trials = vec![trial(
        Stance::Right("the given one".to_owned()),
        Package::of_tests(kata, texts, &tests_from, label, None)?,
        None,
    )];
    for (folder, names) in [("right", rights), ("wrong", wrongs)] {
        for name in names {
            let text =
                texts.get(&format!("{solution}/{folder}/{name}.rs")).map_or(&[][..], Vec::as_slice);
            let stance = match folder {
                "right" => Stance::Right(name.clone()),
                _ => Stance::Wrong { promise: promise(&name, text), name: name.clone() },
            };
            let package =
                Package::of_tests(kata, texts, &tests_from, label, Some((folder, &name)))?;
            trials.push(trial(stance, package, None));
        }
    }
    Ok(Work::Trials(trials))
}

fn promise(name: &str, text: &[u8]) -> String {
    let first = opening(text).into_iter().next().unwrap_or_default();
    match first.strip_prefix("Promise: ") {
        Some(promise) => promise.trim_end_matches('.').to_owned(),
        None => name.replace('_', " "),
    }
}

#[cfg(test)]
mod tests;
