//! Reads from the disk what the book is made of.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use xtask::catalogue::{Catalogue, LOCK};
use xtask::files;

use crate::cards::Shelf;
use crate::directives::Sources;

/// The list of pages.
pub const SUMMARY: &str = "SUMMARY.md";

/// Where the pages are, from the workbook's root.
pub const PAGES: &str = "book/src";

/// The texts that the book is made of.
#[derive(Debug)]
pub struct Workbook {
    /// The folder that holds everything.
    pub root: PathBuf,
    /// All katas.
    pub catalogue: Catalogue,
    /// The READMEs of the katas, by slug.
    pub briefs: BTreeMap<String, String>,
    /// The pages by their path from `book/src`, without the summary.
    pub pages: BTreeMap<String, String>,
    /// The paths of the pages by their stems.
    pub stems: BTreeMap<String, String>,
    /// The other files beside the pages, from `book/src`.
    pub files: Vec<String>,
    /// The list of pages.
    pub summary: String,
}

impl Workbook {
    /// Reads the workbook in this folder.
    ///
    /// # Errors
    ///
    /// The first file that can't be read.
    pub fn read(root: &Path) -> Result<Self, String> {
        read(root)
            .map_err(|error| format!("the workbook in {} can't be read: {error}", root.display()))
    }

    /// Where the directives of a page get what they ask for.
    pub fn sources<'a>(&'a self, exists: &'a dyn Fn(&str) -> bool) -> Sources<'a> {
        Sources {
            shelf: Shelf { catalogue: &self.catalogue, briefs: &self.briefs, pages: &self.stems },
            exists,
        }
    }

    /// Whether the repository has a file or folder with this path. A path may not leave the repository.
    pub fn has(&self, path: &str) -> bool {
        !path.starts_with('/')
            && path.split('/').all(|part| part != "..")
            && self.root.join(path).exists()
    }
}

fn read(root: &Path) -> io::Result<Workbook> {
    let mut manifests = Vec::new();
    let mut readmes = BTreeMap::new();
    for part in files::folders(root, "exercises")? {
        for kata in files::folders(root, &format!("exercises/{part}"))? {
            let folder = format!("exercises/{part}/{kata}");
            let text = |name: &str| files::read_text(&root.join(&folder).join(name));
            readmes.extend(text("README.md")?.map(|readme| (folder.clone(), readme)));
            let manifest = text("Cargo.toml")?.unwrap_or_default();
            manifests.push((folder, manifest));
        }
    }
    let lock = files::read_text(&root.join(LOCK))?;
    let catalogue = Catalogue::read(&manifests, lock.as_deref());
    let briefs = catalogue
        .katas
        .iter()
        .filter_map(|kata| Some((kata.slug.clone(), readmes.remove(&kata.exercise())?)))
        .collect();
    let (mut pages, mut others, mut summary) = (BTreeMap::new(), Vec::new(), String::new());
    for (path, content) in files::read_tree(root, PAGES)? {
        match path.ends_with(".md") {
            true if path == SUMMARY => summary = String::from_utf8_lossy(&content).into_owned(),
            true => {
                pages.insert(path, String::from_utf8_lossy(&content).into_owned());
            }
            false => others.push(path),
        }
    }
    let stems = pages
        .keys()
        .map(|path| {
            (
                path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md").to_owned(),
                path.clone(),
            )
        })
        .collect();
    Ok(Workbook { root: root.to_owned(), catalogue, briefs, pages, stems, files: others, summary })
}
