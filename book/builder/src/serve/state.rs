//! What the reader should see: the last good build, and what has happened to it since.

use std::path::PathBuf;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::watch;

/// Something that open pages are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Event {
    /// Nothing is built yet.
    #[default]
    Starting,
    /// This is the number of the build that is shown.
    Built(u64),
    /// The last build failed, for this reason.
    Broken(String),
}

/// What is shown, shared by the one who builds and the one who serves.
#[derive(Debug)]
pub(super) struct Shown {
    number: AtomicU64,
    good: RwLock<Option<(u64, PathBuf)>>,
    events: watch::Sender<Event>,
    progress: watch::Sender<String>,
}

impl Default for Shown {
    fn default() -> Self {
        // A page that was opened before a restart must not take the new server's first build for its own.
        let start = std::time::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs() * 1000);
        Self {
            number: AtomicU64::new(start),
            good: RwLock::default(),
            events: watch::Sender::default(),
            progress: watch::Sender::new("{}".to_owned()),
        }
    }
}

impl Shown {
    /// The number of the next build.
    pub(super) fn next(&self) -> u64 {
        self.number.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Shows the build in this folder and gives back the folder of the one before.
    pub(super) fn built(&self, folder: PathBuf) -> Option<PathBuf> {
        let number = self.number.load(Ordering::Relaxed);
        let mut good = self.good.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let old = good.replace((number, folder));
        drop(good);
        self.events.send_replace(Event::Built(number));
        old.map(|(_, folder)| folder)
    }

    /// Keeps the last good build and says why there is no newer one.
    pub(super) fn broken(&self, why: &str) {
        self.events.send_replace(Event::Broken(why.to_owned()));
    }

    /// The last good build: its number and its folder.
    pub(super) fn good(&self) -> Option<(u64, PathBuf)> {
        self.good.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Says where the reader is, as JSON, to all who don't know it yet.
    pub(super) fn tell_progress(&self, json: String) {
        self.progress.send_if_modified(|told| {
            let is_news = *told != json;
            *told = json;
            is_news
        });
    }

    /// The last event and all later ones.
    pub(super) fn events(&self) -> watch::Receiver<Event> {
        let mut events = self.events.subscribe();
        events.mark_changed();
        events
    }

    /// Where the reader is, and each change of that.
    pub(super) fn progress(&self) -> watch::Receiver<String> {
        let mut progress = self.progress.subscribe();
        progress.mark_changed();
        progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_build_leaves_the_last_good_one() {
        let shown = Shown::default();
        let first = shown.next();
        assert_eq!(shown.built("a".into()), None);
        shown.next();
        shown.broken("no");
        assert_eq!(shown.good(), Some((first, "a".into())));
        assert_eq!(*shown.events().borrow(), Event::Broken("no".to_owned()));
        let third = shown.next();
        assert_eq!(shown.built("b".into()), Some("a".into()));
        assert_eq!(*shown.events().borrow(), Event::Built(third));
    }
}
