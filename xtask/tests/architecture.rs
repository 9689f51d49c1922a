//! Each module of the runner imports only modules that stand in an earlier group of `lib.rs`, or below itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The groups of `pub mod` lines in `lib.rs`, divided by blank lines: the rank of each module.
fn ranks(lib: &str) -> BTreeMap<String, usize> {
    let groups = lib.split("\n\n");
    let modules = |group: &str| -> Vec<String> {
        let names =
            group.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        names.map(str::to_owned).collect()
    };
    groups
        .enumerate()
        .flat_map(|(rank, group)| modules(group).into_iter().map(move |name| (name, rank)))
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the runner's sources can be read");
    entries
        .flat_map(|entry| {
            let path = entry.expect("as above").path();
            if path.is_dir() { sources(&path) } else { vec![path] }
        })
        .collect()
}

/// The modules that a text names as `crate::NAME`, its unit tests left out: they may look at anything.
fn named(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = lines.flat_map(|line| line.split("crate::").skip(1));
    after.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(src.join("lib.rs")).expect("as above");
    let ranks = ranks(&lib);
    assert!(ranks.len() > 10, "the modules are listed in lib.rs, and here are {ranks:?}");
    let mut wrong = Vec::new();
    for file in sources(&src) {
        let inside = file.strip_prefix(&src).expect("it was found there");
        let module =
            inside.components().next().expect("a file has a name").as_os_str().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        let Some(rank) = ranks.get(module) else {
            continue;
        };
        if inside.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("as above");
        for other in named(&text) {
            if other != module && ranks.get(other).is_none_or(|other| other >= rank) {
                wrong.push(format!(
                    "{} names crate::{other}, which does not stand above {module}",
                    inside.display()
                ));
            }
        }
    }
    assert_eq!(wrong, [""; 0], "each row of lib.rs imports only rows above it");
}
