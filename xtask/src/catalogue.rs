//! Manifest text and lock → the katas of the workbook. Reads no disk and starts nothing.

mod lock;
mod manifest;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

pub use lock::{KataLock, Lock, Signature};
pub use manifest::ManifestFacts;

/// The text of files by their path from the workbook's root, with `/` between the parts.
pub type Texts = BTreeMap<String, Vec<u8>>;

/// What a kata asks of the learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fill in bodies.
    Implement,
    /// Find and mend a planted bug.
    Repair,
    /// Change the shape of code that works.
    Refactor,
    /// Write the tests; they are put to right and to wrong implementations.
    Tests,
    /// Answer in typed data.
    Classify,
    /// Decide and give the figures.
    Decide,
}

impl Kind {
    const ALL: [Self; 6] =
        [Self::Implement, Self::Repair, Self::Refactor, Self::Tests, Self::Classify, Self::Decide];

    /// The word in manifests and on pages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Implement => "implement",
            Self::Repair => "repair",
            Self::Refactor => "refactor",
            Self::Tests => "tests",
            Self::Classify => "classify",
            Self::Decide => "decide",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One kata, as its folder and manifest describe it.
#[derive(Debug, Clone)]
pub struct Kata {
    /// The identity, in progress, JSON and results: the package name.
    pub slug: String,
    /// The place in the order of the workbook.
    pub number: u32,
    /// The folder that holds the part, such as `2-failures`.
    pub part: String,
    /// The manifest's content, or why it can't be used.
    pub facts: Result<ManifestFacts, String>,
    /// What the kata was published with. Empty until `lock` has run.
    pub lock: KataLock,
}

impl Kata {
    /// The folder under `exercises/` or `solutions/`, such as `2-failures/16-retire-rule`.
    pub fn folder(&self) -> String {
        format!("{}/{:02}-{}", self.part, self.number, self.slug)
    }

    /// Where the learner works.
    pub fn exercise(&self) -> String {
        format!("exercises/{}", self.folder())
    }

    /// Where the answers are.
    pub fn solution(&self) -> String {
        format!("solutions/{}", self.folder())
    }

    /// The part without its number, as a learner would type it: `failures`.
    pub fn part_name(&self) -> &str {
        part_name(&self.part)
    }

    /// The title, or the slug where the manifest is broken.
    pub fn title(&self) -> &str {
        self.facts.as_ref().map_or(&self.slug, |facts| &facts.title)
    }

    /// The kind; a kata with a broken manifest counts as one to implement.
    pub fn kind(&self) -> Kind {
        self.facts.as_ref().map_or(Kind::Implement, |facts| facts.kind)
    }

    /// The time limit of one test.
    pub fn limit(&self) -> Duration {
        self.facts.as_ref().map_or(manifest::DEFAULT_LIMIT, |facts| facts.limit)
    }

    /// The name of the library, as `use` wants it.
    pub fn crate_name(&self) -> String {
        self.slug.replace('-', "_")
    }

    /// Whether `file` (a path inside the exercise) is the learner's to change.
    pub fn is_editable(&self, file: &str) -> bool {
        let Ok(facts) = &self.facts else { return false };
        facts.editable.iter().any(|path| path == file)
            // A module that the learner split off is the learner's own.
            || (!self.lock.files.contains_key(file)
                && file.starts_with("src/")
                && facts.editable.iter().any(|path| path.starts_with("src/")))
            // Snapshots that the learner's tests have made.
            || (facts.kind == Kind::Tests && file.starts_with("tests/snapshots/"))
    }

    /// The learner's own files among `texts`, by their path inside the exercise.
    pub fn own_files(&self, texts: &Texts) -> Texts {
        let exercise = self.exercise();
        let own = |(path, content): (&String, &Vec<u8>)| {
            let file = path.strip_prefix(&exercise)?.strip_prefix('/')?;
            self.is_editable(file).then(|| (file.to_owned(), content.clone()))
        };
        texts.iter().filter_map(own).collect()
    }

    /// The files the learner works in, from the workbook's root.
    pub fn editable_files(&self) -> Vec<String> {
        let editable = self.facts.as_ref().map_or(&[][..], |facts| &facts.editable);
        editable.iter().map(|file| format!("{}/{file}", self.exercise())).collect()
    }

    /// The name of the test target, which is the stem of its file.
    pub fn test_target(&self) -> &'static str {
        match self.kind() {
            Kind::Tests => "mine",
            Kind::Implement | Kind::Repair | Kind::Refactor | Kind::Classify | Kind::Decide => {
                "kata"
            }
        }
    }

    /// The page of the book, from the workbook's root.
    pub fn page(&self) -> Option<String> {
        let facts = self.facts.as_ref().ok()?;
        Some(format!("book/src/{}.md", facts.chapter))
    }
}

/// The part's folder without its number.
pub fn part_name(part: &str) -> &str {
    part.split_once('-').map_or(part, |(_, name)| name)
}

/// All katas, in the order of the workbook.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Sorted by number.
    pub katas: Vec<Kata>,
    /// What is wrong with the workbook as a whole, if anything.
    pub problems: Vec<Problem>,
}

/// Something about a file that an author has to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, from the workbook's root.
    pub file: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

impl Catalogue {
    /// Reads the folder names and manifests `(folder, manifest)` of the exercises, such as
    /// `exercises/2-failures/16-retire-rule`, with the text of `exercises/katas.lock` where there is one.
    ///
    /// A kata with a broken manifest stays in the catalogue, so that it can be reported like any other.
    pub fn read(manifests: &[(String, String)], lock: Option<&str>) -> Self {
        let mut problems = Vec::new();
        let mut lock = match lock.map(Lock::parse) {
            Some(Ok(lock)) => lock,
            Some(Err(what)) => {
                problems.push(Problem { file: LOCK.to_owned(), what });
                Lock::default()
            }
            None => Lock::default(),
        };
        let mut katas = Vec::new();
        for (folder, text) in manifests {
            match manifest::folder_parts(folder) {
                Some((part, number, slug)) => katas.push(Kata {
                    facts: manifest::read(text, &slug),
                    lock: lock.katas.remove(&slug).unwrap_or_default(),
                    part,
                    number,
                    slug,
                }),
                // A folder without a manifest may be the learner's own.
                None if text.is_empty() => {}
                None => problems.push(Problem {
                    file: folder.clone(),
                    what: "a kata's folder is named NN-slug, in a part named N-name".to_owned(),
                }),
            }
        }
        if let Some(slug) = lock.katas.keys().next() {
            problems.push(Problem {
                file: LOCK.to_owned(),
                what: format!(
                    "the folder of {slug} is missing. Restore it with git, or run `cargo xtask lock` if it is meant to be gone."
                ),
            });
        }
        katas.sort_by(|a, b| (a.number, &a.slug).cmp(&(b.number, &b.slug)));
        Self { katas, problems }
    }
}

/// Where the lock is.
pub const LOCK: &str = "exercises/katas.lock";

/// The name that git gives to a file with this content: SHA-1 over a short header and the content.
pub fn blob_id(content: &[u8]) -> String {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(format!("blob {}\0", content.len()).as_bytes());
    hash.update(content);
    hash.digest().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_id_is_what_git_says() {
        // printf 'what is true now?\n' | git hash-object --stdin
        assert_eq!(blob_id(b""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(blob_id(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }

    #[test]
    fn katas_are_sorted_by_number_and_a_broken_one_stays() {
        let good = "[package]\nname = \"b\"\n[package.metadata.kata]\ntitle = \"B\"\nkind = \"repair\"\nchapter = \"01-x\"\nminutes = 5\neditable = [\"src/lib.rs\"]\n";
        let catalogue = Catalogue::read(
            &[
                ("exercises/1-x/12-b".to_owned(), good.to_owned()),
                ("exercises/1-x/03-a".to_owned(), "[package".to_owned()),
                ("exercises/1-x/oops".to_owned(), good.to_owned()),
                ("exercises/1-x/notes".to_owned(), String::new()),
            ],
            None,
        );
        let slugs: Vec<&str> = catalogue.katas.iter().map(|kata| kata.slug.as_str()).collect();
        assert_eq!(slugs, ["a", "b"]);
        assert!(catalogue.katas[0].facts.is_err());
        assert_eq!(catalogue.katas[1].title(), "B");
        assert_eq!(catalogue.problems.len(), 1);
    }
}
