//! Says when something was saved that the book is made of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// A save is over when nothing has happened for this long. Editors write in several steps.
const QUIET: Duration = Duration::from_millis(120);

const FOLDERS: [&str; 5] = ["book/src", "book/theme", "book/listings", "exercises", "solutions"];

pub(super) struct Watching {
    root: PathBuf,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    /// Watches for as long as it lives.
    _watcher: RecommendedWatcher,
}

enum Signal {
    Touched,
    Stop,
}

pub(super) fn start(root: &Path) -> Result<Watching, String> {
    let (sender, signals) = channel();
    let touched = sender.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // To look for changes is to read folders. If that counted, the watcher would keep itself busy for ever.
        if !event.is_ok_and(|event| event.kind.is_access()) {
            // Nobody listens any more when the server has ended.
            let _ = touched.send(Signal::Touched);
        }
    })
    .map_err(|error| format!("saves can't be watched: {error}"))?;
    for folder in
        FOLDERS.into_iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir())
    {
        watcher
            .watch(&folder, RecursiveMode::Recursive)
            .map_err(|error| format!("{} can't be watched: {error}", folder.display()))?;
    }
    watcher
        .watch(&root.join("book/book.toml"), RecursiveMode::NonRecursive)
        .map_err(|error| format!("book/book.toml can't be watched: {error}"))?;
    Ok(Watching { root: root.to_owned(), signals, sender, _watcher: watcher })
}

impl Watching {
    /// What ends [`Watching::on_each_save`].
    pub(super) fn stopper(&self) -> impl FnOnce() + use<> {
        let sender = self.sender.clone();
        move || drop(sender.send(Signal::Stop))
    }

    /// Calls `on_save` after each save, until the stopper is called.
    pub(super) fn on_each_save(self, mut on_save: impl FnMut()) {
        let mut before = stamps(&self.root);
        while let Ok(Signal::Touched) = self.signals.recv() {
            loop {
                match self.signals.recv_timeout(QUIET) {
                    Ok(Signal::Touched) => {}
                    Ok(Signal::Stop) => return,
                    Err(_) => break,
                }
            }
            // An event may come from a file that the book is not made of, or that was saved as it was.
            let now = stamps(&self.root);
            if now != before {
                before = now;
                on_save();
            }
        }
    }
}

type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

fn stamps(root: &Path) -> Stamps {
    let mut stamps = Stamps::new();
    let mut waiting: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    waiting.push(root.join("book/book.toml"));
    while let Some(path) = waiting.pop() {
        let Ok(data) = path.metadata() else { continue };
        if data.is_dir() {
            waiting.extend(
                std::fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()),
            );
        } else if matters(path.strip_prefix(root).unwrap_or(&path)) {
            stamps.insert(path, (data.modified().ok(), data.len()));
        }
    }
    stamps
}

/// Whether the book changes with this file.
fn matters(path: &Path) -> bool {
    let is_kata = path.starts_with("exercises") || path.starts_with("solutions");
    let name = path.file_name().unwrap_or_default();
    // Pages include the code of solutions.
    !is_kata
        || name == "README.md"
        || name == "Cargo.toml"
        || (path.starts_with("solutions") && path.extension().is_some_and(|end| end == "rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_learners_code_does_not_change_the_book() {
        let in_book = |path: &str| matters(Path::new(path));
        assert!(
            in_book("book/src/a.md")
                && in_book("exercises/1-a/01-b/README.md")
                && in_book("solutions/1-a/01-b/src/lib.rs")
        );
        assert!(!in_book("exercises/1-a/01-b/src/lib.rs"));
    }
}
