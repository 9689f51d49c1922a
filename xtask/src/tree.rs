//! The edits that staging needs: a plan's packages as a cargo workspace of their own. Touches no disk.
//!
//! The stage keeps the learner's manifest, test files and build output out of the verdict. A learner's package has the
//! same path in it as in the workbook, so that messages name the learner's own files.

mod batch;
mod pruned;

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::evidence::SEAL;
use crate::files::Edit;
use crate::plan::{Batch, Package};

pub use batch::prefix;

/// What of the workbook's own manifest and lock file the stage takes over.
#[derive(Debug, Clone)]
pub struct Root {
    manifest: Table,
    cargo_lock: Option<String>,
}

impl Root {
    /// Reads the text of the workbook's `Cargo.toml` and `Cargo.lock`.
    ///
    /// # Errors
    ///
    /// When the manifest is not TOML.
    pub fn read(manifest: &str, cargo_lock: Option<String>) -> Result<Self, String> {
        let manifest = manifest.parse().map_err(|error| format!("Cargo.toml: {error}"))?;
        Ok(Self { manifest, cargo_lock })
    }

    /// What every verdict depends on, as text.
    pub fn fingerprint(&self) -> String {
        format!("{}\n{:?}", stage_manifest(self, BTreeSet::new()), self.cargo_lock)
    }
}

/// The edits that make the stage, which is the folder `stage`, hold the packages in `alone` and those in `batches`. `seal`
/// is the secret that only the stage's test files know.
pub fn stage(
    root: &Root,
    stage: &str,
    alone: &[&Package],
    batches: &[Batch<'_>],
    seal: &str,
) -> Vec<Edit> {
    let in_batches = batches.iter().flat_map(|batch| batch.members.iter().enumerate());
    let packages: Vec<(&Package, Option<usize>)> = alone
        .iter()
        .map(|package| (*package, None))
        .chain(in_batches.map(|(nth, member)| (member.package, Some(nth))))
        .collect();
    let folders = packages.iter().map(|(package, _)| package.folder.clone());
    let members = folders.chain(batches.iter().map(Batch::folder)).collect();

    let mut edits = vec![write("Cargo.toml", &stage_manifest(root, members))];
    if let Some(lock) = &root.cargo_lock {
        let packages = packages.iter().map(|(package, _)| *package);
        edits.push(write("Cargo.lock", &pruned::cargo_lock(lock, packages, batches)));
    }
    edits.extend(packages.iter().flat_map(|(package, nth)| staged(package, *nth, seal)));
    edits.extend(batches.iter().flat_map(|batch| batch::edits(batch, stage)));
    edits
}

/// The edits for a package whose test file is a program.
pub fn alone(package: &Package, seal: &str) -> Vec<Edit> {
    staged(package, None, seal)
}

/// The edits for a package, the `nth` of a batch or none of any.
fn staged(package: &Package, nth: Option<usize>, seal: &str) -> Vec<Edit> {
    let folder = &package.folder;
    let manifest = package_manifest(package, nth.is_none());
    let mut edits = vec![write(&format!("{folder}/Cargo.toml"), &manifest)];
    let mut names = vec!["Cargo.toml".to_owned()];
    for (path, content) in &package.files {
        let mut content = content.clone();
        if *path == package.test_file() {
            // Behind the last line, so that no line of the file moves.
            content.extend_from_slice(sealing_test(seal).as_bytes());
            let alias = nth.map(|nth| batch::alias(package, nth)).unwrap_or_default();
            content.extend_from_slice(alias.as_bytes());
        }
        edits.push(Edit::Write { path: format!("{folder}/{path}"), content });
        names.push(path.clone());
    }
    edits.push(Edit::Only { folder: folder.clone(), files: names });
    edits
}

/// The variable that tells a test process where to leave the seal.
pub const SEAL_FILE: &str = "KEPT_PROMISES_SEAL";

/// Every test process runs two tests on one thread: the wanted one and then this. No seal, no success: a process that
/// left early has not come here.
fn sealing_test(seal: &str) -> String {
    format!(
        "\n#[test]\nfn {SEAL}() {{\n    if let Some(file) = ::std::env::var_os(\"{SEAL_FILE}\") {{\n        ::std::fs::write(file, \"{seal}\").unwrap();\n    }}\n}}\n"
    )
}

fn write(path: &str, text: &impl ToString) -> Edit {
    Edit::Write { path: path.to_owned(), content: text.to_string().into_bytes() }
}

fn stage_manifest(root: &Root, members: BTreeSet<String>) -> Table {
    let mut workspace = Table::new();
    workspace.insert("resolver".to_owned(), "3".into());
    workspace.insert("members".to_owned(), members.into_iter().collect::<Vec<_>>().into());
    let shared = root.manifest.get("workspace").and_then(|table| table.get("dependencies"));
    if let Some(shared) = shared {
        workspace.insert("dependencies".to_owned(), shared.clone());
    }
    // Nobody debugs a staged program, so it needs no debug information: linking is faster, the folder smaller.
    let dev = table([
        ("debug", false.into()),
        ("package", table([("*", table([("codegen-units", 1.into())]))])),
    ]);
    document([("workspace", Value::Table(workspace)), ("profile", table([("dev", dev)]))])
}

fn package_manifest(package: &Package, has_program: bool) -> Table {
    let [dependencies, dev_dependencies] = package.dependencies.clone();
    let library = table([("name", package.crate_name.as_str().into()), ("test", false.into())]);
    let mut tests = Vec::new();
    if has_program {
        tests.push(program(package.test_target, &package.test_file()));
    }
    // A program without a harness, because it is to be refused as it stands.
    tests.extend(package.cases.iter().map(|case| {
        table([
            ("name", case.target().into()),
            ("path", case.file.as_str().into()),
            ("harness", false.into()),
        ])
    }));
    let mut manifest = manifest(&package.name);
    manifest.insert("lib".to_owned(), library);
    manifest.insert("test".to_owned(), tests.into());
    manifest.insert("dependencies".to_owned(), dependencies.into());
    manifest.insert("dev-dependencies".to_owned(), dev_dependencies.into());
    manifest
}

/// What every manifest in the stage says.
fn manifest(name: &str) -> Table {
    document([
        (
            "package",
            table([
                ("name", name.into()),
                ("version", "0.0.0".into()),
                ("edition", "2024".into()),
                ("autobins", false.into()),
                ("autoexamples", false.into()),
                ("autotests", false.into()),
                ("autobenches", false.into()),
                ("build", false.into()),
            ]),
        ),
        // The seal's name is an uncommon one on purpose.
        ("lints", table([("rust", table([("uncommon_codepoints", "allow".into())]))])),
    ])
}

/// A test target.
fn program(name: &str, path: &str) -> Value {
    table([("name", name.into()), ("path", path.into())])
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Table(document(entries))
}

fn document<const N: usize>(entries: [(&str, Value); N]) -> Table {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
