//! The directives as a preprocessor of mdbook, in this process or as a command of its own.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors::{Error, Result};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext, parse_input};
use xtask::files::{find_root, read_text};

use crate::directives::expand;
use crate::includes;
use crate::problem::Problem;
use crate::workbook::{PAGES, Workbook};

/// The name in book.toml.
pub const NAME: &str = "katas";

/// Expands the directives of all pages.
#[derive(Debug, Clone)]
pub struct Katas {
    root: PathBuf,
}

impl Katas {
    /// For the workbook in this folder.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }
}

impl Preprocessor for Katas {
    fn name(&self) -> &str {
        NAME
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let workbook = Workbook::read(&self.root).map_err(Error::msg)?;
        let exists = |path: &str| workbook.has(path);
        let mut problems = missing(&workbook);
        book.for_each_chapter_mut(|chapter| {
            let Some(path) =
                chapter.source_path.as_ref().map(|path| path.to_string_lossy().replace('\\', "/"))
            else {
                return;
            };
            match expand(&chapter.content, &path, workbook.sources(&exists)) {
                Ok(content) => chapter.content = content,
                Err(flaws) => {
                    // Includes have moved the lines, so count in the page as it was written.
                    let written = workbook
                        .pages
                        .get(&path)
                        .map(|text| expand(text, &path, workbook.sources(&exists)));
                    let flaws = match written {
                        Some(Err(written)) => written,
                        _ => flaws,
                    };
                    problems
                        .extend(flaws.into_iter().map(|flaw| flaw.of(&format!("{PAGES}/{path}"))));
                }
            }
        });
        match problems.is_empty() {
            true => Ok(book),
            false => Err(Error::msg(listed(&problems))),
        }
    }
}

/// The includes that lead nowhere, which mdbook only writes to its log.
fn missing(workbook: &Workbook) -> Vec<Problem> {
    let read = |path: &str| read_text(&workbook.root.join(path)).ok().flatten();
    let mut problems = Vec::new();
    for (path, text) in &workbook.pages {
        let file = format!("{PAGES}/{path}");
        problems.extend(
            includes::flaws(text, &file, true, &read).into_iter().map(|flaw| flaw.of(&file)),
        );
    }
    problems
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}

/// Does what mdbook asks of a preprocessor's command: reads a book, and writes it with its directives expanded.
///
/// # Errors
///
/// Why there is no such book, and what to do.
pub fn external(input: impl Read, output: impl Write) -> std::result::Result<(), String> {
    let (context, book) = parse_input(input).map_err(|error| {
        format!(
            "what came in is not a book of mdbook {}; build with that version, or with `cargo xtask book build`: {error:#}",
            mdbook_preprocessor::MDBOOK_VERSION
        )
    })?;
    let root = find_root(&context.root).ok_or_else(|| {
        format!(
            "{} is not inside the workbook; build the book of the workbook",
            context.root.display()
        )
    })?;
    let book = Katas::new(&root).run(&context, book).map_err(|error| format!("{error:#}"))?;
    serde_json::to_writer(output, &book)
        .map_err(|error| format!("the book can't be handed back: {error}"))
}
