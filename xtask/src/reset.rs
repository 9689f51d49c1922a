//! What a reset does to a kata's files. Touches no disk.

use std::collections::BTreeMap;

use crate::catalogue::{Kata, blob_id};

/// How much of a kata goes back to what was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Everything,
    /// What is not the learner's to change (the tests, the manifest, the given parts), and whatever is missing.
    Tests,
}

/// What has to be done. Paths are inside the exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reset {
    /// The files that get their published content, and the blob id of it.
    pub restored: Vec<(String, String)>,
    /// The files that go away: the learner's own modules and snapshots.
    pub removed: Vec<String>,
}

impl Reset {
    /// From the files that are `present` in the exercise to what was published.
    pub fn of(kata: &Kata, present: &BTreeMap<String, Vec<u8>>, extent: Extent) -> Self {
        Self::to(&kata.lock.files, kata, present, extent)
    }

    /// From the files that are `present` in the exercise to those that were kept of it.
    pub fn undo(
        kata: &Kata,
        present: &BTreeMap<String, Vec<u8>>,
        kept: &BTreeMap<String, Vec<u8>>,
    ) -> Self {
        let ids = kept.iter().map(|(path, content)| (path.clone(), blob_id(content)));
        Self::to(&ids.collect(), kata, present, Extent::Everything)
    }

    fn to(
        ids: &BTreeMap<String, String>,
        kata: &Kata,
        present: &BTreeMap<String, Vec<u8>>,
        extent: Extent,
    ) -> Self {
        let is_meant = |path: &str| match (extent, &kata.facts) {
            (Extent::Everything, _) => true,
            (Extent::Tests, _) if !present.contains_key(path) => true,
            (Extent::Tests, Ok(_)) => !kata.is_editable(path),
            // What is the learner's stands in the manifest. Until that can be read, nothing else is touched.
            (Extent::Tests, Err(_)) => path == "Cargo.toml",
        };
        let differs =
            |path: &str, id: &str| present.get(path).is_none_or(|text| blob_id(text) != id);
        let restored = ids.iter().filter(|(path, id)| is_meant(path) && differs(path, id));
        // What a learner has put beside the answer, and what no build reads, may stay.
        let removed = present.keys().filter(|path| {
            extent == Extent::Everything && !ids.contains_key(*path) && kata.is_editable(path)
        });
        Self {
            restored: restored.map(|(path, id)| (path.clone(), id.clone())).collect(),
            removed: removed.cloned().collect(),
        }
    }

    /// Whether there is nothing to do.
    pub fn is_nothing(&self) -> bool {
        self.restored.is_empty() && self.removed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    const MANIFEST: &str = "[package]\nname = \"a\"\n[package.metadata.kata]\ntitle = \"A\"\nkind = \"implement\"\nchapter = \"c\"\nminutes = 1\nneeds = []\neditable = [\"src/lib.rs\"]\n";

    fn kata(manifest: &str) -> Kata {
        let folder = ("exercises/1-x/01-a".to_owned(), manifest.to_owned());
        let mut kata = Catalogue::read(&[folder], None).katas.remove(0);
        for (path, content) in files() {
            kata.lock.files.insert(path, blob_id(&content));
        }
        kata
    }

    fn files() -> BTreeMap<String, Vec<u8>> {
        let files = [
            ("Cargo.toml", MANIFEST),
            ("src/lib.rs", "1"),
            ("src/given.rs", "2"),
            ("tests/kata.rs", "3"),
        ];
        files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into()
    }

    fn restored(reset: &Reset) -> Vec<&str> {
        reset.restored.iter().map(|(path, _)| path.as_str()).collect()
    }

    #[test]
    fn what_is_as_published_is_left_alone() {
        for extent in [Extent::Everything, Extent::Tests] {
            assert!(Reset::of(&kata(MANIFEST), &files(), extent).is_nothing());
        }
    }

    #[test]
    fn what_differs_is_restored_and_the_learners_own_modules_go() {
        let mut present = files();
        present.insert("src/lib.rs".to_owned(), b"mine".to_vec());
        present.insert("src/helper.rs".to_owned(), b"mine, too".to_vec());
        present.insert("notes.txt".to_owned(), b"no part of the answer".to_vec());
        present.remove("tests/kata.rs");

        let all = Reset::of(&kata(MANIFEST), &present, Extent::Everything);
        assert_eq!(restored(&all), ["src/lib.rs", "tests/kata.rs"]);
        assert_eq!(all.removed, ["src/helper.rs"]);

        let tests = Reset::of(&kata(MANIFEST), &present, Extent::Tests);
        assert_eq!(restored(&tests), ["tests/kata.rs"]);
        assert!(tests.removed.is_empty(), "the answer stays as it is");

        present.remove("src/lib.rs");
        let tests = Reset::of(&kata(MANIFEST), &present, Extent::Tests);
        assert_eq!(restored(&tests), ["src/lib.rs", "tests/kata.rs"], "what is gone can't be lost");
    }

    #[test]
    fn an_undo_goes_back_to_what_was_there_and_to_what_was_not() {
        let mut mine = files();
        mine.insert("src/lib.rs".to_owned(), b"mine".to_vec());
        mine.insert("src/helper.rs".to_owned(), b"mine, too".to_vec());
        let undo = Reset::undo(&kata(MANIFEST), &files(), &mine);
        assert_eq!(restored(&undo), ["src/helper.rs", "src/lib.rs"]);
        assert!(undo.removed.is_empty());

        let redo = Reset::undo(&kata(MANIFEST), &mine, &files());
        assert_eq!(restored(&redo), ["src/lib.rs"]);
        assert_eq!(redo.removed, ["src/helper.rs"]);
    }

    #[test]
    fn without_a_manifest_nobody_knows_what_is_the_learners() {
        let mut present = files();
        present.insert("Cargo.toml".to_owned(), b"[".to_vec());
        present.insert("src/lib.rs".to_owned(), b"mine".to_vec());
        let tests = Reset::of(&kata("["), &present, Extent::Tests);
        assert_eq!(restored(&tests), ["Cargo.toml"]);
    }
}
