//! Notices that a kata was saved. It looks at the files, a few times a second, instead of asking the system for events: a
//! look at ten files costs next to nothing, and it sees a save by rename, in a container and over a network alike.

use std::path::Path;

use crate::catalogue::Kata;
use crate::files;

/// How many looks at the kata at hand come to one at all the others.
const OTHERS: u32 = 16;

/// The last look at some katas.
pub(super) struct Saves {
    katas: Vec<Seen>,
    looks: u32,
}

struct Seen {
    slug: String,
    folder: String,
    stamp: u64,
    /// It was different at the last look, and may still be being written.
    unsettled: bool,
}

impl Saves {
    /// From now on, of these katas.
    pub(super) fn of(root: &Path, katas: &[&Kata]) -> Self {
        let seen = |kata: &&Kata| {
            let folder = kata.exercise();
            let stamp = files::stamp(root, &folder);
            Seen { slug: kata.slug.clone(), folder, stamp, unsettled: false }
        };
        Self { katas: katas.iter().map(seen).collect(), looks: 0 }
    }

    /// A kata that was saved since the last look and is settled by now; the one at hand if it is one of several.
    pub(super) fn look(&mut self, root: &Path, at_hand: &str) -> Option<String> {
        self.looks = (self.looks + 1) % OTHERS;
        let mut saved: Option<String> = None;
        for kata in &mut self.katas {
            if kata.slug != at_hand && self.looks != 0 && !kata.unsettled {
                continue;
            }
            let stamp = files::stamp(root, &kata.folder);
            let differs = stamp != kata.stamp;
            kata.stamp = stamp;
            // An editor may write in several steps: what is the same at two looks is whole.
            if std::mem::replace(&mut kata.unsettled, differs)
                && !differs
                && (saved.is_none() || kata.slug == at_hand)
            {
                saved = Some(kata.slug.clone());
            }
        }
        saved
    }

    /// What was changed up to now is no save: the runner did it.
    pub(super) fn forget(&mut self, root: &Path) {
        for kata in &mut self.katas {
            kata.stamp = files::stamp(root, &kata.folder);
            kata.unsettled = false;
        }
    }
}
