//! The edits that staging needs: a plan's packages as a cargo workspace of their own. Touches no disk.
//!
//! The stage keeps the learner's manifest, test files and build output out of the verdict. A learner's package has the
//! same path in it as in the workbook, so that messages name the learner's own files.

mod pruned;

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::evidence::SEAL;
use crate::files::Edit;
use crate::plan::Package;

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
        format!("{}\n{:?}", stage_manifest(self, &[]), self.cargo_lock)
    }
}

/// The edits that make the stage hold `packages`. `seal` is the secret that only the stage's test files know.
pub fn stage(root: &Root, packages: &[&Package], seal: &str) -> Vec<Edit> {
    let mut edits = vec![write("Cargo.toml", stage_manifest(root, packages))];
    if let Some(lock) = &root.cargo_lock {
        edits.push(write("Cargo.lock", pruned::cargo_lock(lock, packages)));
    }
    for package in packages {
        let mut names = vec!["Cargo.toml".to_owned()];
        edits.push(write(&format!("{}/Cargo.toml", package.folder), package_manifest(package)));
        for (path, content) in &package.files {
            let mut content = content.clone();
            if *path == format!("tests/{}.rs", package.test_target) {
                content.extend_from_slice(sealing_test(seal).as_bytes());
            }
            edits.push(Edit::Write { path: format!("{}/{path}", package.folder), content });
            names.push(path.clone());
        }
        edits.push(Edit::Only { folder: package.folder.clone(), files: names });
    }
    edits
}

/// The variable that tells a test process where to leave the seal.
pub const SEAL_FILE: &str = "KEPT_PROMISES_SEAL";

/// Every test process runs two tests on one thread: the wanted one and then this. No seal, no success: a process that
/// left early has not come here. It stands behind the last line, so no line of the file moves.
fn sealing_test(seal: &str) -> String {
    format!(
        "\n#[test]\nfn {SEAL}() {{\n    if let Some(file) = ::std::env::var_os(\"{SEAL_FILE}\") {{\n        ::std::fs::write(file, \"{seal}\").unwrap();\n    }}\n}}\n"
    )
}

fn write(path: &str, text: String) -> Edit {
    Edit::Write { path: path.to_owned(), content: text.into_bytes() }
}

fn stage_manifest(root: &Root, packages: &[&Package]) -> String {
    let members: BTreeSet<&str> = packages.iter().map(|package| package.folder.as_str()).collect();
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
    let manifest =
        document([("workspace", Value::Table(workspace)), ("profile", table([("dev", dev)]))]);
    manifest.to_string()
}

fn package_manifest(package: &Package) -> String {
    let target = package.test_target;
    let [dependencies, dev_dependencies] = package.dependencies.clone();
    let on_disk = table([("name", package.crate_name.as_str().into()), ("test", false.into())]);
    let mut tests =
        vec![table([("name", target.into()), ("path", format!("tests/{target}.rs").into())])];
    // A program without a harness, because it is to be refused as it stands.
    tests.extend(package.cases.iter().map(|case| {
        table([
            ("name", case.target().into()),
            ("path", case.file.as_str().into()),
            ("harness", false.into()),
        ])
    }));
    let manifest = document([
        (
            "package",
            table([
                ("name", package.name.as_str().into()),
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
        ("lib", on_disk),
        ("test", Value::Array(tests)),
        ("dependencies", Value::Table(dependencies)),
        ("dev-dependencies", Value::Table(dev_dependencies)),
    ]);
    manifest.to_string()
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Table(document(entries))
}

fn document<const N: usize>(entries: [(&str, Value); N]) -> Table {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
