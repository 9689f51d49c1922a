//! A batch as a package: one program, whose modules are the test files of other packages.
//!
//! The program's root file lies in the stage's own folder: from there a test file has the path that messages should name.
//! Its manifest gives the whole path of the root file, because with `..` in it messages would have that too.

use toml::Table;

use super::{manifest, program, table, write};
use crate::files::Edit;
use crate::plan::{Batch, Package};

/// What the names of tests begin with, for the `nth` member of a batch.
pub fn prefix(nth: usize) -> String {
    format!("{}::", module(nth))
}

/// The edits that make the folder `stage` hold the package.
pub(super) fn edits(batch: &Batch<'_>, stage: &str) -> Vec<Edit> {
    let root = format!("{}.rs", batch.name);
    let mut libraries: Table = batch.dependencies.clone();
    let mut text = String::new();
    for (nth, member) in batch.members.iter().enumerate() {
        let package = member.package;
        let library = [("package", &package.name), ("path", &format!("../../{}", package.folder))];
        libraries.insert(
            library_name(nth),
            table(library.map(|(key, value)| (key, value.as_str().into()))),
        );
        if member.silent {
            text += "#[allow(warnings)]\n";
        }
        text += &format!(
            "#[path = {:?}]\nmod {};\n",
            format!("{}/{}", package.folder, package.test_file()),
            module(nth)
        );
    }
    let mut manifest = manifest(&batch.name);
    let test = program(&batch.name, &format!("{stage}/{root}"));
    manifest.insert("test".to_owned(), vec![test].into());
    manifest.insert("dependencies".to_owned(), libraries.into());
    vec![write(&format!("{}/Cargo.toml", batch.folder()), &manifest), write(&root, &text)]
}

/// A test file says `use` of the library's own name. In a module that is another name for the one that is unlike all others.
pub(super) fn alias(package: &Package, nth: usize) -> String {
    format!("extern crate {} as {};\n", library_name(nth), package.crate_name)
}

fn library_name(nth: usize) -> String {
    format!("library_of_subject_{nth}")
}

fn module(nth: usize) -> String {
    format!("tests_of_subject_{nth}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::files::Edit;
    use crate::plan::{Batch, Member, Package};
    use crate::tree::{Root, alone, stage};

    fn package(name: &str) -> Package {
        Package {
            name: name.to_owned(),
            folder: format!("exercises/1-x/{name}"),
            crate_name: "a_b".to_owned(),
            test_target: "kata",
            like: "a-b".to_owned(),
            dependencies: Default::default(),
            files: BTreeMap::from([("tests/kata.rs".to_owned(), b"use a_b::C;".to_vec())]),
            cases: vec![],
            shown_as: vec![],
        }
    }

    fn text(edits: &[Edit], wanted: &str) -> String {
        let text = edits.iter().find_map(|edit| match edit {
            Edit::Write { path, content } if path == wanted => Some(content),
            Edit::Write { .. } | Edit::Only { .. } => None,
        });
        String::from_utf8_lossy(text.unwrap_or_else(|| panic!("{wanted} is written"))).into_owned()
    }

    #[test]
    fn a_batch_is_a_program_of_the_test_files_where_they_are() {
        let [first, second] = ["a-b", "a-b--wrong-c"].map(package);
        let batch = Batch {
            name: "batch-1".to_owned(),
            members: vec![
                Member { at: 0, package: &first, silent: false },
                Member { at: 1, package: &second, silent: true },
            ],
            dependencies: "rstest.workspace = true".parse().expect("it is TOML"),
        };
        let root = Root::read("", None).expect("it is TOML");
        let edits = stage(&root, "/stage", &[], &[batch], "secret");
        assert_eq!(
            text(&edits, "batch-1.rs"),
            "#[path = \"exercises/1-x/a-b/tests/kata.rs\"]\nmod tests_of_subject_0;\n#[allow(warnings)]\n#[path = \"exercises/1-x/a-b--wrong-c/tests/kata.rs\"]\nmod tests_of_subject_1;\n"
        );
        let manifest = text(&edits, "batches/batch-1/Cargo.toml");
        for part in [
            "path = \"/stage/batch-1.rs\"",
            "[dependencies.library_of_subject_1]\npackage = \"a-b--wrong-c\"\npath = \"../../exercises/1-x/a-b--wrong-c\"",
            "[dependencies.rstest]\nworkspace = true",
        ] {
            assert!(manifest.contains(part), "{part} is in:\n{manifest}");
        }
        assert!(text(&edits, "Cargo.toml").contains("\"batches/batch-1\""), "it is a member");
    }

    #[test]
    fn a_test_file_in_a_batch_knows_its_library_and_is_no_program() {
        let package = package("a-b");
        let member = Member { at: 0, package: &package, silent: false };
        let batch = Batch {
            name: "batch-1".to_owned(),
            members: vec![member],
            dependencies: Default::default(),
        };
        let root = Root::read("", None).expect("it is TOML");
        let together = stage(&root, "/stage", &[], &[batch], "secret");
        let alone = alone(&package, "secret");
        let [test, manifest] =
            ["tests/kata.rs", "Cargo.toml"].map(|file| format!("exercises/1-x/a-b/{file}"));
        assert_eq!(
            text(&together, &test),
            format!("{}extern crate library_of_subject_0 as a_b;\n", text(&alone, &test)),
            "all else stays, and on its line"
        );
        assert!(text(&alone, &manifest).contains("[[test]]"));
        assert!(!text(&together, &manifest).contains("[[test]]"));
    }
}
