//! Reads files, and applies a list of edits so that a reader never sees half a file. Knows nothing of katas.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::process;

/// The largest file that is read from a folder of katas. A source file is a hundredth of it.
const LARGEST: u64 = 1024 * 1024;

/// A change to one file below some folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The file has this content afterwards.
    Write {
        /// Relative to the folder, with `/` between the parts.
        path: String,
        /// All of it.
        content: Vec<u8>,
    },
    /// The folder holds these files afterwards and, below it, no others.
    Only {
        /// Relative to the folder, with `/` between the parts.
        folder: String,
        /// The files that stay, relative to the inner folder.
        files: Vec<String>,
    },
}

/// The closest folder, from `start` upwards, that holds the workbook.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|folder| folder.join("exercises").is_dir() && folder.join("Cargo.toml").is_file())
        .map(Path::to_owned)
}

/// The names of the folders in `root/folder`, sorted; none where there is no such folder.
///
/// # Errors
///
/// When the folder is there and can't be read.
pub fn folders(root: &Path, folder: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    let entries = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(names),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names
                .extend(entry.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
        }
    }
    names.sort();
    Ok(names)
}

/// The plain files below `root/folder` by their path inside it; none where there is no such folder. Hidden files,
/// links, whatever is not a file, and large files that are no source are passed over.
///
/// # Errors
///
/// When something can't be read, or a file is too large to be a source file; the message names it.
pub fn read_tree(root: &Path, folder: &str) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![String::new()];
    let top = root.join(folder);
    while let Some(inner) = folders.pop() {
        let entries = match fs::read_dir(top.join(&inner)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if name.starts_with('.') || (inner.is_empty() && name == "target") {
                continue;
            }
            let path = match inner.as_str() {
                "" => name,
                inner => format!("{inner}/{name}"),
            };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let size = entry.metadata()?.len();
                if size > LARGEST && !path.ends_with(".rs") && !path.ends_with(".toml") {
                    // A picture or a paper that a learner has put beside an answer.
                    continue;
                }
                if size > LARGEST {
                    return Err(io::Error::other(format!(
                        "{folder}/{path} has {size} bytes; a file of a kata has at most {LARGEST}"
                    )));
                }
                let content = fs::read(entry.path()).map_err(|error| {
                    io::Error::new(error.kind(), format!("{folder}/{path}: {error}"))
                })?;
                files.insert(path, content);
            }
        }
    }
    Ok(files)
}

/// A number that changes whenever a file below `root/folder` is saved, whichever way: it depends on the names, sizes and times
/// of the files that [`read_tree`] reads.
pub fn stamp(root: &Path, folder: &str) -> u64 {
    let mut seen = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten().flatten() {
            let name = entry.file_name();
            // What is gone between two looks shows at the next one.
            let Ok(data) = entry.metadata() else { continue };
            if name.to_string_lossy().starts_with('.') || name == "target" {
                continue;
            }
            if data.is_dir() {
                folders.push(entry.path());
            } else {
                seen.push((entry.path(), data.len(), data.modified().ok()));
            }
        }
    }
    seen.sort();
    let mut hasher = DefaultHasher::new();
    seen.hash(&mut hasher);
    hasher.finish()
}

/// The text of a file, or nothing where there is none.
///
/// # Errors
///
/// When the file is there and can't be read as text.
pub fn read_text(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Applies `edits` below `root`. A file that has its content already is left alone, its time stamp too.
///
/// # Errors
///
/// The first that occurs, with the path; the edits before it have been applied, and no file is half written.
pub fn apply(root: &Path, edits: &[Edit]) -> io::Result<()> {
    for edit in edits {
        let (path, outcome) = match edit {
            Edit::Write { path, content } => (path, write(&root.join(path), content)),
            Edit::Only { folder, files } => (folder, keep_only(root, folder, files)),
        };
        outcome.map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", root.join(path).display()))
        })?;
    }
    Ok(())
}

/// Whether each file that `edits` write below `root` has its content already.
pub fn are_applied(root: &Path, edits: &[Edit]) -> bool {
    edits.iter().all(|edit| match edit {
        Edit::Write { path, content } => has_content(&root.join(path), content),
        Edit::Only { .. } => true,
    })
}

fn has_content(path: &Path, content: &[u8]) -> bool {
    fs::read(path).is_ok_and(|present| present == content)
}

/// Gives the file this content, by way of a temporary file beside it that takes its place.
///
/// # Errors
///
/// When the folder can't be made or written to.
#[expect(clippy::disallowed_methods, reason = "this module is the one door to writing files")]
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if has_content(path, content) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}", std::process::id()));
    fs::write(&temporary, content).and_then(|()| fs::rename(&temporary, path)).inspect_err(|_| {
        let _ = fs::remove_file(&temporary);
    })
}

/// Takes a file away, if it is there, and says what was in it.
pub fn take(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok();
    let _ = fs::remove_file(path);
    text
}

/// Removes a file.
///
/// # Errors
///
/// When it is there and can't be removed.
pub fn delete(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The names in a folder, the one that was changed last first; none where there is no such folder.
pub fn newest_first(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<(Option<SystemTime>, String)> = entries
        .filter_map(|entry| {
            let changed = entry.metadata().and_then(|data| data.modified()).ok();
            Some((changed, entry.file_name().into_string().ok()?))
        })
        .collect();
    entries.sort_by(|a, b| b.cmp(a));
    entries.into_iter().map(|(_, name)| name).collect()
}

/// When a file or folder was changed last, in seconds since 1970; 0 where that can't be told.
pub fn changed_at(path: &Path) -> u64 {
    let changed = path.metadata().and_then(|data| data.modified()).ok();
    let since = changed.and_then(|changed| changed.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_secs())
}

/// Removes the files and folders in a folder whose name `is_unwanted`, as far as that can be done: for what can be made
/// again and only takes space.
pub fn remove(folder: &Path, is_unwanted: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(&is_unwanted) {
            let path = entry.path();
            let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        }
    }
}

fn keep_only(root: &Path, folder: &str, keep: &[String]) -> io::Result<()> {
    for file in read_tree(root, folder)?.into_keys() {
        if !keep.contains(&file) {
            fs::remove_file(root.join(folder).join(file))?;
        }
    }
    Ok(())
}

/// One run's turn at something that two must not do at once. The turn ends when it is dropped, or with the process.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held for its lock")] File);

impl Turn {
    /// Waits for the turn. `on_wait` is called once if somebody else has it.
    ///
    /// # Errors
    ///
    /// When the lock file can't be made, or the runner was asked to stop.
    pub fn wait(path: &Path, on_wait: impl FnOnce()) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::options().create(true).append(true).open(path)?;
        let mut on_wait = Some(on_wait);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) => {}
            }
            if let Some(on_wait) = on_wait.take() {
                on_wait();
            }
            // A wait inside the system would not end for Ctrl-C, which only raises a flag.
            if process::interrupted() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Self(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_write_what_differs_and_remove_what_is_not_named() {
        let root = std::env::temp_dir().join(format!("katas-files-{}", std::process::id()));
        let write = |path: &str, content: &str| Edit::Write {
            path: path.to_owned(),
            content: content.into(),
        };
        apply(&root, &[write("a/b/c.rs", "1"), write("a/old.rs", "2"), write("d.rs", "3")])
            .expect("a temporary folder can be written to");
        let stamp = |path: &str| root.join(path).metadata().and_then(|data| data.modified()).ok();
        let before = stamp("a/b/c.rs");

        let only = Edit::Only { folder: "a".to_owned(), files: vec!["b/c.rs".to_owned()] };
        apply(&root, &[write("a/b/c.rs", "1"), only]).expect("as above");

        assert_eq!(stamp("a/b/c.rs"), before, "an unchanged file keeps its time stamp");
        let left: Vec<String> = read_tree(&root, "").expect("readable").into_keys().collect();
        assert_eq!(
            left,
            ["a/b/c.rs", "d.rs"],
            "only the named files stay, and only below the folder"
        );
        fs::remove_dir_all(&root).expect("as above");
    }

    // Elsewhere a folder's time is not to be set this way.
    #[cfg(unix)]
    #[test]
    fn what_is_old_can_be_found_and_removed() {
        let root = std::env::temp_dir().join(format!("katas-old-{}", std::process::id()));
        for (age, name) in ["new", "older", "oldest"].iter().enumerate() {
            let file = root.join(name).join("inner/file");
            write(&file, b"").expect("a temporary folder can be written to");
            let day = Duration::from_secs(24 * 60 * 60);
            let changed = SystemTime::now() - day * u32::try_from(age).expect("it is small");
            let folder = File::open(root.join(name)).expect("it was just made");
            folder.set_modified(changed).expect("it is ours");
        }
        assert_eq!(newest_first(&root), ["new", "older", "oldest"]);
        write(&root.join("old.txt"), b"").expect("as above");
        remove(&root, |name| name.starts_with("old"));
        assert_eq!(newest_first(&root), ["new"], "folders and files go, with all that is in them");
        remove(&root, |_| true);
        fs::remove_dir(&root).expect("nothing is left in it");
        assert!(newest_first(&root).is_empty(), "there is no such folder");
    }
}
