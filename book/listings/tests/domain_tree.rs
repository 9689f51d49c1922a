//! What a domain crate depends on, as chapter 8 shows it.
//! `UPDATE=1 cargo test -p listings` writes the shown list anew.

use std::path::Path;
use std::process::Command;

// ANCHOR: test
/// All that a domain crate may depend on: no I/O, no clock, no runtime.
const ALLOWED: [&str; 6] = [
    "thiserror",
    "thiserror_impl",
    "proc_macro2",
    "quote",
    "syn",
    "unicode_ident",
];

#[test]
fn the_domain_crates_depend_on_no_io() {
    for (package, library) in DOMAIN_CRATES {
        for dependency in tree(package).lines() {
            let name = dependency.trim_end_matches(" (*)");
            assert!(
                name == library || ALLOWED.contains(&name),
                "{package} is a domain crate, and it depends on {name}"
            );
        }
    }
}
// ANCHOR_END: test

const DOMAIN_CRATES: [(&str, &str); 4] = [
    ("error-types", "error_types"),
    ("error-types-solution", "error_types_solution"),
    ("edge-translation", "edge_translation"),
    ("edge-translation-solution", "edge_translation_solution"),
];

#[test]
fn the_shown_tree_is_the_one_of_kata_20() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("output/domain-tree.txt");
    let text = tree("error-types");
    if std::env::var_os("UPDATE").is_some() {
        #[expect(
            clippy::disallowed_methods,
            reason = "only on request, and git keeps what was there"
        )]
        std::fs::write(&file, &text)
            .expect("the folder of the outputs can be written to");
    }
    let shown = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(shown, text, "{} is what cargo tree prints", file.display());
}

/// Every library that `package` is built from, one a line.
fn tree(package: &str) -> String {
    #[expect(
        clippy::disallowed_methods,
        reason = "the runner's door is for the runner"
    )]
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", package])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{lib}"])
        .output()
        .expect("cargo can be started");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree: {complaint}");
    String::from_utf8(output.stdout).expect("cargo prints text")
}
