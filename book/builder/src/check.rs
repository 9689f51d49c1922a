//! The pages and the briefs → what is wrong with them. Each check is a module of its own, and all but the two that ask
//! the compiler take text and give flaws.

mod blocks;
mod chapters;
mod commands;
mod compiler;
mod doctests;
mod links;
mod packages;
mod refused;
mod summary;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use xtask::files;

use crate::directives::expand;
use crate::includes;
use crate::markdown::Page;
use crate::problem::{Flaw, Problem};
use crate::render;
use crate::workbook::{PAGES, Workbook};

/// What a check of the whole book found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In order of file and line.
    pub problems: Vec<Problem>,
    /// How many pages there are.
    pub pages: usize,
    /// How many blocks of Rust were compiled or are included from compiled files.
    pub blocks: usize,
    /// How many commands were looked at.
    pub commands: usize,
    /// How many links were followed.
    pub links: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
        }
        match self.problems.len() {
            0 => write!(
                f,
                "{}, {}, {}, {} checked",
                counted(self.pages, "page"),
                counted(self.blocks, "Rust block"),
                counted(self.commands, "command"),
                counted(self.links, "link")
            ),
            many => write!(f, "{}", counted(many, "problem")),
        }
    }
}

fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A text that readers see: a page, or the brief of a kata.
struct Document<'a> {
    /// From the workbook's root.
    file: String,
    text: &'a str,
    page: Page,
    /// The path from `book/src`, if this is a page.
    path: Option<&'a str>,
}

/// Checks the book of the workbook in `root`.
///
/// # Errors
///
/// Why it can't be checked.
pub fn run(root: &Path) -> Result<Report, String> {
    let workbook = Workbook::read(root)?;
    let check_words = |words: &[String]| xtask::cli::check_words(words, &workbook.catalogue);
    let documents = documents(&workbook);
    let packages = packages::read(root)?;
    let ids = built_ids(&workbook);
    let exists = |path: &str| workbook.has(path);
    let read = |path: &str| files::read_text(&root.join(path)).ok().flatten();

    let mut report = Report { pages: workbook.pages.len(), ..Report::default() };
    report.problems.extend(summary::problems(&workbook.summary, &workbook.pages));
    report.problems.extend(chapters::problems(
        &workbook.catalogue,
        &workbook.pages,
        &workbook.stems,
        &read,
    ));
    let mut inline = Vec::new();
    for document in &documents {
        let mut flaws = Vec::new();
        if let Some(path) = document.path
            && let Err(wrong) = expand(document.text, path, workbook.sources(&exists))
        {
            flaws.extend(wrong);
        }
        flaws.extend(includes::flaws(
            document.text,
            &document.file,
            document.path.is_some(),
            &read,
        ));
        let sorted = blocks::sort(&document.page.blocks, &document.file);
        report.blocks += sorted.rust;
        flaws.extend(sorted.flaws);
        inline.extend(sorted.inline.into_iter().map(|block| (document.file.clone(), block)));
        let (count, wrong) = commands::flaws(&document.page, &packages, &check_words);
        report.commands += count;
        flaws.extend(wrong);
        let (count, wrong) = match document.path {
            Some(path) => {
                let place = links::Place {
                    path,
                    pages: &workbook.pages,
                    files: &workbook.files,
                    ids: ids.as_ref().ok(),
                };
                links::flaws(&document.page.links, &place)
            }
            None => links::brief_flaws(&document.page.links),
        };
        report.links += count;
        flaws.extend(wrong);
        report.problems.extend(flaws.into_iter().map(|flaw: Flaw| flaw.of(&document.file)));
    }
    let (refused, accepted): (Vec<_>, Vec<_>) =
        inline.into_iter().partition(|(_, block)| block.refused.is_some());
    report.problems.extend(doctests::problems(&accepted)?);
    report.problems.extend(refused::problems(&refused)?);
    if let Err(why) = ids
        && report.problems.is_empty()
    {
        return Err(format!("the book can't be built, so its links can't be checked: {why}"));
    }
    report.problems.sort();
    report.problems.dedup();
    Ok(report)
}

fn documents(workbook: &Workbook) -> Vec<Document<'_>> {
    let pages = workbook
        .pages
        .iter()
        .map(|(path, text)| (format!("{PAGES}/{path}"), text, Some(path.as_str())));
    let briefs = workbook.catalogue.katas.iter().filter_map(|kata| {
        Some((format!("{}/README.md", kata.exercise()), workbook.briefs.get(&kata.slug)?, None))
    });
    pages
        .chain(briefs)
        .map(|(file, text, path)| Document { file, text, page: Page::read(text), path })
        .collect()
}

/// The ids on each page, as mdbook has made them, by the page's path from `book/src`.
fn built_ids(workbook: &Workbook) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let dest = tempfile::tempdir()
        .map_err(|error| format!("there is no place for temporary files: {error}"))?;
    render::build(&workbook.root, dest.path())?;
    let mut ids = BTreeMap::new();
    for path in workbook.pages.keys() {
        let html = links::built(path);
        let html = files::read_text(&dest.path().join(html))
            .map_err(|error| format!("{path}: {error}"))?;
        ids.insert(path.clone(), links::ids(&html.unwrap_or_default()));
    }
    Ok(ids)
}
