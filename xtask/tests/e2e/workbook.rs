//! A small workbook in a temporary folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::katas;
use crate::run::{Run, Started};

/// Files by their path.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A workbook of its own, gone when it is dropped.
pub struct Workbook {
    /// Its folder.
    pub root: PathBuf,
    /// The temporary folder around it, for what does not belong inside.
    pub around: PathBuf,
}

impl Workbook {
    /// The workbook as it is published.
    pub fn new() -> Self {
        Self::named("workbook")
    }

    /// The same in a folder of this name.
    pub fn named(name: &str) -> Self {
        let workbook = Self::unlocked(name);
        workbook.write("exercises/katas.lock", lock());
        workbook
    }

    /// The workbook before its first `lock`.
    pub fn unlocked(name: &str) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // Outside of cargo's own folders: they lie in the repository, and a workbook is looked for upwards.
        let around =
            std::env::temp_dir().join(format!("kept-promises-e2e-{}-{number}", std::process::id()));
        let root = around.join(name);
        fs::create_dir_all(&root).expect("a temporary folder can be made");
        let root = root.canonicalize().expect("it was just made");
        let workbook = Self { root, around };
        for (path, text) in katas::files() {
            workbook.write(&path, &text);
        }
        workbook
    }

    /// The workbook with `count-words` solved.
    pub fn with_words_solved() -> Self {
        let workbook = Self::new();
        workbook.solve_words();
        workbook
    }

    pub fn solve_words(&self) {
        self.write_in(katas::WORDS, "src/lib.rs", katas::WORDS_SOLVED);
    }

    pub fn solve_lines(&self) {
        self.write_in(katas::LINES, "src/lib.rs", katas::LINES_SOLVED);
    }

    /// Gives a file of the workbook this text.
    #[track_caller]
    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    /// Gives a file of the workbook this content.
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    #[track_caller]
    pub fn write_bytes(&self, path: &str, content: &[u8]) {
        let file = self.root.join(path);
        let folder = file.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("a temporary folder can be written to");
        fs::write(file, content).expect("a temporary folder can be written to");
    }

    /// Gives a file of an exercise this text.
    #[track_caller]
    pub fn write_in(&self, kata: &str, path: &str, text: &str) {
        self.write(&format!("exercises/{kata}/{path}"), text);
    }

    /// The text of a file of the workbook.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Puts `new` in the place of `old`, which must be there.
    #[track_caller]
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} should hold {old:?}:\n{text}");
        self.write(path, &text.replace(old, new));
    }

    /// Deletes a file.
    #[track_caller]
    pub fn delete(&self, path: &str) {
        fs::remove_file(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// The files below a folder of the workbook.
    pub fn tree(&self, folder: &str) -> Tree {
        let mut tree = Tree::new();
        read_tree(&self.root.join(folder), &self.root, &mut tree);
        tree
    }

    /// The runner in this workbook, not started yet.
    pub fn xtask(&self, words: &[&str]) -> Command {
        let mut command = program(env!("CARGO_BIN_EXE_xtask"));
        command.args(words).current_dir(&self.root);
        command
    }

    /// The runner, building where all such runs do: what two workbooks have in common is built once, and the runs wait
    /// for each other. For commands that remember nothing.
    pub fn shared(&self, words: &[&str]) -> Command {
        let mut command = self.xtask(words);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shared");
        command.env("CARGO_TARGET_DIR", target);
        command
    }

    /// Runs the runner to its end where all such runs build. Whether it had to wait for another one is left out.
    #[track_caller]
    pub fn run_shared(&self, words: &[&str]) -> Run {
        let mut run = self.finish(self.shared(words));
        run.stderr = run.stderr.replace("another run is at it; waiting for its end\n", "");
        run
    }

    /// Runs the runner to its end.
    #[track_caller]
    pub fn run(&self, words: &[&str]) -> Run {
        self.finish(self.xtask(words))
    }

    /// Runs a prepared command to its end, and makes sure that the exercises stayed as they were.
    #[track_caller]
    pub fn finish(&self, command: Command) -> Run {
        let before = self.tree("exercises");
        let run = Started::new(command).finish(&self.root);
        assert_same(&before, &self.tree("exercises"));
        run
    }
}

impl Drop for Workbook {
    fn drop(&mut self) {
        // What is left over lies in the temporary folder and harms nobody.
        let _ = fs::remove_dir_all(&self.around);
    }
}

/// A command without what cargo and the caller's shell put into the environment of a test.
#[expect(clippy::disallowed_methods, reason = "tests start programs")]
pub fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    let kept = ["CARGO", "CARGO_HOME"];
    let others = [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "RUSTFLAGS",
        "RUSTDOCFLAGS",
        "LD_LIBRARY_PATH",
        "SNAPSHOTS",
    ];
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let is_cargos =
            ["CARGO_", "RUST_", "INSTA_", "GIT_"].iter().any(|prefix| name.starts_with(prefix));
        if !kept.contains(&name.as_str()) && (is_cargos || others.contains(&name.as_str())) {
            command.env_remove(name);
        }
    }
    command
}

#[track_caller]
fn assert_same(before: &Tree, after: &Tree) {
    let differ =
        before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
    let differ: Vec<_> = differ.collect();
    assert!(
        differ.is_empty(),
        "nothing below exercises/ is the runner's to change, and it changed {differ:?}"
    );
}

fn read_tree(folder: &Path, root: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_tree(&path, root, tree);
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            tree.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
}

/// The text of `katas.lock`, made once by the runner itself.
pub fn lock() -> &'static str {
    static LOCK: OnceLock<String> = OnceLock::new();
    LOCK.get_or_init(|| {
        let workbook = Workbook::unlocked("authors");
        let run = Started::new(workbook.shared(&["lock"])).finish(&workbook.root);
        assert_eq!(run.code, Some(0), "the workbook can be locked:\n{run}");
        workbook.read("exercises/katas.lock")
    })
}
