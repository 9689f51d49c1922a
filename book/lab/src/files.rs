//! The lab's one door to writing files.

use std::path::Path;
use std::{fs, io};

/// Gives the file this content, by way of a file beside it that takes its place. So there is never
/// half a file. The folder is made if it is missing.
///
/// # Errors
///
/// When the folder can't be made or written to.
#[expect(clippy::disallowed_methods, reason = "this module is the one door to writing files")]
pub fn write(path: &Path, content: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.{}", std::process::id()));
    fs::write(&temporary, content).and_then(|()| fs::rename(&temporary, path)).inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })
}
