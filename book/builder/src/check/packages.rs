//! The packages of the workspace, and their tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::{Table, Value};
use xtask::files;

/// The names of the packages, each with the names of its test targets.
pub(super) type Packages = BTreeMap<String, BTreeSet<String>>;

pub(super) fn read(root: &Path) -> Result<Packages, String> {
    let text = |path: &str| {
        files::read_text(&root.join(path)).map_err(|error| format!("{path} can't be read: {error}"))
    };
    let workspace = text("Cargo.toml")?.unwrap_or_default();
    let workspace: Table = workspace.parse().map_err(|error| format!("Cargo.toml: {error}"))?;
    let members = workspace
        .get("workspace")
        .and_then(|table| table.get("members"))
        .and_then(Value::as_array)
        .ok_or("Cargo.toml has no workspace.members; is this the workbook's?")?;
    let mut packages = Packages::new();
    for pattern in members.iter().filter_map(Value::as_str) {
        for folder in folders(root, pattern).map_err(|error| format!("{pattern}: {error}"))? {
            let Some(manifest) = text(&format!("{folder}/Cargo.toml"))? else {
                continue;
            };
            let tests = files::read_tree(root, &format!("{folder}/tests"))
                .map_err(|error| format!("{folder}/tests: {error}"))?;
            packages.extend(package(&manifest, tests.keys().map(String::as_str)));
        }
    }
    Ok(packages)
}

/// The folders that a member such as `solutions/*/*` stands for.
fn folders(root: &Path, pattern: &str) -> std::io::Result<Vec<String>> {
    let mut found = vec![String::new()];
    for part in pattern.split('/') {
        let mut next = Vec::new();
        for folder in found {
            let join = |name: &str| match folder.as_str() {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            match part {
                "*" => next.extend(files::folders(root, &folder)?.iter().map(|name| join(name))),
                part => next.push(join(part)),
            }
        }
        found = next;
    }
    Ok(found)
}

fn package<'a>(
    manifest: &str,
    tests: impl Iterator<Item = &'a str>,
) -> Option<(String, BTreeSet<String>)> {
    let manifest: Table = manifest.parse().ok()?;
    let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
    let mut targets: BTreeSet<String> =
        tests.filter_map(|file| Some(file.strip_suffix(".rs")?.to_owned())).collect();
    let named = manifest.get("test").and_then(Value::as_array).into_iter().flatten();
    targets.extend(named.filter_map(|test| Some(test.get("name")?.as_str()?.to_owned())));
    Some((name, targets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_the_tests_of_its_folder_and_of_its_manifest() {
        let found = package(
            "[package]\nname = \"a\"\n[[test]]\nname = \"shared\"\n",
            ["kata.rs", "data.txt"].into_iter(),
        );
        assert_eq!(found, Some(("a".to_owned(), ["kata".to_owned(), "shared".to_owned()].into())));
    }
}
