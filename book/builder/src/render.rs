//! The whole book → HTML in a folder.

use std::fs;
use std::path::Path;

use mdbook_driver::MDBook;

use crate::preprocess::Katas;

/// Builds the book of the workbook in `root` into `dest`, whose content it replaces.
///
/// # Errors
///
/// Why it can't be built. `dest` is left alone if it holds anything but a book.
pub fn build(root: &Path, dest: &Path) -> Result<(), String> {
    if !is_ours(dest) {
        return Err(format!(
            "{} holds something that is no built book, and building would remove it; name an empty or a new folder",
            dest.display()
        ));
    }
    let mut book = MDBook::load(root.join("book")).map_err(|error| format!("{error:#}"))?;
    book.config.build.build_dir = dest.to_owned();
    // Takes the place of the command that book.toml has for mdbook's own program.
    book.with_preprocessor(Katas::new(root));
    book.build().map_err(|error| format!("{error:#}"))
}

fn is_ours(dest: &Path) -> bool {
    let is_empty =
        fs::read_dir(dest).map_or(!dest.exists(), |mut entries| entries.next().is_none());
    is_empty || (dest.join("print.html").is_file() && dest.join("index.html").is_file())
}
