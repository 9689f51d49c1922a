//! Reads the workbook from the disk, for the verbs.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Failure, say_aside};
use crate::catalogue::{Catalogue, Kata, LOCK, Texts};
use crate::engine::Shop;
use crate::files::{self, Edit, Turn};
use crate::process::{self, End, Invocation};
use crate::progress::{Entry, Progress, last_pass};
use crate::report::style;
use crate::tree::Root;
use crate::verdict::{Judged, Verdict};

/// The workbook that the current folder belongs to.
#[derive(Debug)]
pub(super) struct Workbook {
    pub(super) root: PathBuf,
    pub(super) catalogue: Catalogue,
}

impl Workbook {
    pub(super) fn open() -> Result<Self, Failure> {
        let here = std::env::current_dir()?;
        let root = files::find_root(&here).ok_or_else(|| {
            Failure(format!(
                "{} is not inside the workbook; go to its folder and try again",
                here.display()
            ))
        })?;
        let mut manifests = Vec::new();
        for part in files::folders(&root, "exercises")? {
            for kata in files::folders(&root, &format!("exercises/{part}"))? {
                let folder = format!("exercises/{part}/{kata}");
                // What can't be read as text is no manifest: it is reported with its kata, and the others are judged.
                let manifest = files::read_text(&root.join(&folder).join("Cargo.toml"))
                    .unwrap_or_else(|error| Some(error.to_string()));
                manifests.push((folder, manifest.unwrap_or_default()));
            }
        }
        let lock = files::read_text(&root.join(LOCK))?;
        Ok(Self { catalogue: Catalogue::read(&manifests, lock.as_deref()), root })
    }

    /// Refuses to go on with a workbook that is broken as a whole.
    pub(super) fn sound(self) -> Result<Self, Failure> {
        match self.catalogue.problems.first() {
            Some(problem) => Err(Failure(problem.to_string())),
            None => Ok(self),
        }
    }

    /// The files of the katas' exercises and solutions, from the root.
    pub(super) fn texts<'a>(
        &self,
        katas: impl IntoIterator<Item = &'a Kata>,
    ) -> Result<Texts, Failure> {
        let mut texts = Texts::new();
        for kata in katas {
            for folder in [kata.exercise(), kata.solution()] {
                let tree = files::read_tree(&self.root, &folder)?;
                texts.extend(
                    tree.into_iter().map(|(path, content)| (format!("{folder}/{path}"), content)),
                );
            }
        }
        Ok(texts)
    }

    /// Where the engine works.
    pub(super) fn shop(&self, fresh: bool) -> Result<Shop, Failure> {
        let manifest = files::read_text(&self.root.join("Cargo.toml"))?.unwrap_or_default();
        let cargo_lock = files::read_text(&self.root.join("Cargo.lock"))?;
        let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        let folder = self.root.join(target).join("katas");
        Ok(Shop {
            root: Root::read(&manifest, cargo_lock).map_err(Failure)?,
            toolchain: toolchain(&self.root, &folder)?,
            folder,
            fresh,
        })
    }

    pub(super) fn has_git(&self) -> bool {
        self.root.ancestors().any(|folder| folder.join(".git").exists())
    }

    /// The learner's progress. A file that can't be read is set aside, never overwritten.
    pub(super) fn progress(&self) -> Progress {
        let file = self.progress_file();
        let text = match files::read_text(&file) {
            Ok(None) => return Progress::default(),
            Ok(Some(text)) => text,
            Err(error) => {
                say_aside(&format!(
                    "{} {}: {error}",
                    style::odd("progress can't be read:"),
                    file.display()
                ));
                return Progress::default();
            }
        };
        Progress::read(&text).unwrap_or_else(|why| {
            let aside = file.with_extension(format!("broken-{}.json", now()));
            let kept = match files::write(&aside, text.as_bytes()) {
                Ok(()) => {
                    // Out of the way, or the next command would report it again.
                    files::take(&file);
                    format!("It is kept as {}", aside.display())
                }
                Err(error) => format!("It could not be copied ({error})"),
            };
            say_aside(&format!(
                "{} {why}. {kept}, and a new one is begun.",
                style::odd(format!("{} is not a progress file:", file.display()))
            ));
            Progress::default()
        })
    }

    /// Adds verdicts `(slug, verdict, whether it is a new try)` to the progress as it is by now: another run may have
    /// added to it. Says whether that could be written.
    pub(super) fn record(&self, verdicts: &[(&str, &Judged, bool)]) -> bool {
        let known = self.progress();
        let failing = |judged: &Judged| judged.first_failing().map(|test| test.name.clone());
        let is_news = |&(slug, judged, is_try): &(&str, &Judged, bool)| {
            let is_other = |entry: &Entry| {
                entry.last != judged.verdict.word() || entry.fails != failing(judged)
            };
            is_try || known.of(slug).map_or(judged.verdict == Verdict::Passed, is_other)
        };
        if !verdicts.iter().any(is_news) {
            return true;
        }
        self.update(|progress| {
            for (slug, judged, is_try) in verdicts.iter().filter(|verdict| is_news(verdict)) {
                let passed = judged.verdict == Verdict::Passed;
                progress.record(slug, judged.verdict.word(), passed, *is_try, now());
                // What doesn't compile says nothing of the tests.
                if judged.verdict != Verdict::DoesNotCompile {
                    progress.record_failing(slug, failing(judged).as_deref());
                }
            }
        })
    }

    /// Remembers that the hints of a kata were shown up to this one, those for tests with this prefix or those for all.
    pub(super) fn record_hint(&self, slug: &str, prefix: Option<&str>, nth: u64) {
        if self.progress().of(slug).is_none_or(|entry| entry.hints_for(prefix) < nth) {
            self.update(|progress| progress.record_hint(slug, prefix, nth));
        }
    }

    /// Remembers that the solution of a kata was shown before it had passed.
    pub(super) fn record_spoiled(&self, slug: &str) {
        if self.progress().of(slug).is_none_or(|entry| !entry.spoiled) {
            self.update(|progress| progress.record_spoiled(slug));
        }
    }

    /// Keeps the learner's files of a kata that has just passed, in place of the last that did.
    pub(super) fn keep_passing(&self, kata: &Kata, texts: &Texts) {
        let files = kata.own_files(texts);
        let folder = last_pass(&kata.slug);
        let only = files.keys().cloned().collect();
        let mut edits: Vec<Edit> = files
            .into_iter()
            .map(|(file, content)| Edit::Write { path: format!("{folder}/{file}"), content })
            .collect();
        edits.push(Edit::Only { folder, files: only });
        if let Err(error) = files::apply(&self.root, &edits) {
            say_aside(&format!("{} {error}", style::odd("what passed is not kept:")));
        }
    }

    /// Whether the learner's files are those that have passed last, as far as they were kept.
    pub(super) fn is_as_it_passed(&self, kata: &Kata, texts: &Texts) -> bool {
        let kept = self.last_passing(kata).unwrap_or_default();
        kept.is_empty() || kept == kata.own_files(texts)
    }

    /// The learner's files as they were when the kata passed last; none if it never did.
    pub(super) fn last_passing(&self, kata: &Kata) -> Result<Texts, Failure> {
        Ok(files::read_tree(&self.root, &last_pass(&kata.slug))?)
    }

    /// Changes the progress as it is by now. Says whether that could be written.
    fn update(&self, change: impl FnOnce(&mut Progress)) -> bool {
        let saved = Turn::wait(&self.root.join(".katas/turn"), || ()).and_then(|_turn| {
            let mut progress = self.progress();
            change(&mut progress);
            files::write(&self.progress_file(), progress.to_text().as_bytes())
        });
        // Who has interrupted this run knows that it has no verdict.
        if let Err(error) = &saved
            && error.kind() != io::ErrorKind::Interrupted
        {
            say_aside(&format!("{} .katas: {error}", style::odd("progress is not saved:")));
        }
        saved.is_ok()
    }

    fn progress_file(&self) -> PathBuf {
        self.root.join(".katas/progress.json")
    }
}

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// What `rustc -vV` says. Asking takes as long as ten tests, so the answer is kept as long as the compiler's file is the
/// same.
fn toolchain(root: &Path, shop: &Path) -> Result<String, Failure> {
    // Beside the cargo that runs the runner is its compiler. What a name in PATH leads to may change with the folder.
    let beside_cargo =
        std::env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name("rustc"));
    let compiler = match std::env::var_os("RUSTC") {
        Some(program) => PathBuf::from(program),
        None => beside_cargo.filter(|path| path.is_file()).unwrap_or_else(|| "rustc".into()),
    };
    let file = shop.join("toolchain");
    let stamp = compiler
        .metadata()
        .ok()
        .map(|data| format!("{compiler:?} {} {:?}\n", data.len(), data.modified()));
    let kept = files::read_text(&file).ok().flatten();
    if let (Some(stamp), Some(kept)) = (&stamp, &kept)
        && let Some(said) = kept.strip_prefix(stamp)
    {
        return Ok(said.to_owned());
    }
    let invocation = Invocation {
        program: compiler,
        args: vec![OsString::from("-vV")],
        env: vec![],
        dir: root.to_owned(),
        limit: Duration::from_secs(60),
    };
    match process::run(&invocation) {
        Ok(outcome) if outcome.end == End::Exit(0) => {
            if let Some(stamp) = stamp {
                // Where it can't be kept it is asked again.
                let _ = files::write(&file, (stamp + &outcome.stdout).as_bytes());
            }
            Ok(outcome.stdout)
        }
        Ok(outcome) => Err(Failure(format!("rustc -vV failed: {}", outcome.stderr.trim()))),
        Err(error) => Err(Failure(format!(
            "rustc can't be started ({error}); install Rust from https://rustup.rs"
        ))),
    }
}
