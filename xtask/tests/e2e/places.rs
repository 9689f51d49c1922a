//! Workbooks in odd places: without git, read-only, below a folder with an odd name.

#[cfg(unix)]
use std::fs;
#[cfg(unix)]
use std::path::PathBuf;

use snapbox::str;

use crate::katas::WORDS;
use crate::workbook::Workbook;

#[test]
fn a_path_with_spaces_and_letters_of_all_kinds_is_a_path() {
    let workbook = Workbook::named("mein Übungs-Büchlein 練習");
    workbook.solve_words();
    workbook.run(&["check", "1"]).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
    );
    workbook.write_in(WORDS, "src/lib.rs", "compile_error!(\"not so\");\n");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

error: not so
 --> exercises/1-counting/01-count-words/src/lib.rs:1:1
  |
1 | compile_error!("not so");
  | ^^^^^^^^^^^^^^^^^^^^^^^^

✗  1 count-words  does not compile (1 error)
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
    );
    workbook.write_in(WORDS, "src/lib.rs", "pub fn words(_: &str) -> usize { panic!(\"no\") }\n");
    workbook.run(&["check", "1"]).gives(
        1,
        str![[r#"

  no

  at    exercises/1-counting/01-count-words/src/lib.rs:1:34
  test  an_empty_text_has_no_words
  and 2 more
        each_word_counts_once
        more_space_is_no_more_words

✗  1 count-words  3 of 3 tests fail
read  book/src/01-counting.md
hint  cargo xtask hint 1
next  cargo xtask check 1

"#]],
    );
}

#[test]
fn any_folder_of_the_workbook_will_do() {
    let workbook = Workbook::with_words_solved();
    let mut command = workbook.xtask(&["check", "1"]);
    command.current_dir(workbook.root.join(format!("exercises/{WORDS}/src")));
    workbook.finish(command).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
    );
    assert!(workbook.root.join(".katas/progress.json").is_file(), "progress is kept at the top");
}

#[test]
fn another_target_folder_is_used() {
    let workbook = Workbook::with_words_solved();
    let target = workbook.around.join("another target");
    let mut command = workbook.xtask(&["check", "1"]);
    command.env("CARGO_TARGET_DIR", &target);
    workbook.finish(command).gives(
        0,
        str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
    );
    assert!(target.join("katas").is_dir(), "it was built in {}", target.display());
    assert!(!workbook.root.join("target").exists(), "and nothing in the workbook's own");
}

/// The search path without git: folders that hold it are replaced by one with links to all else they hold.
#[cfg(unix)]
fn path_without_git(workbook: &Workbook) -> std::ffi::OsString {
    let path = std::env::var_os("PATH").expect("there is a search path");
    let folders = std::env::split_paths(&path).enumerate().map(|(at, folder)| {
        if !folder.join("git").exists() {
            return folder;
        }
        let links = workbook.around.join(format!("path-{at}"));
        fs::create_dir_all(&links).expect("a temporary folder can be made");
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if !entry.file_name().to_string_lossy().starts_with("git") {
                let link = links.join(entry.file_name());
                std::os::unix::fs::symlink(entry.path(), link).expect("a link can be made");
            }
        }
        links
    });
    std::env::join_paths(folders.collect::<Vec<PathBuf>>()).expect("they came from a path")
}

#[test]
#[cfg(unix)] // The search path is put together from links.
fn without_any_git_all_but_restoring_works() {
    let workbook = Workbook::with_words_solved();
    let path = path_without_git(&workbook);
    let run = |words: &[&str]| {
        let mut command = workbook.xtask(words);
        command.env("PATH", &path);
        workbook.finish(command)
    };
    run(&["check", "1"])
        .gives(
            0,
            str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
        )
        .aside(str![[r#"
building and testing

"#]]);
    workbook.delete(&format!("exercises/{WORDS}/tests/kata.rs"));
    run(&["check", "1"])
        .gives(
            1,
            str![[r#"

  exercises/1-counting/01-count-words/tests/kata.rs is missing.

  A verdict needs the files as they were published. To get them back:
  copy it from a fresh download of the workbook

!  1 count-words  not judged: kata.rs is not as published
read  book/src/01-counting.md
next  cargo xtask check 1

"#]],
        )
        .aside("");
}

#[cfg(target_os = "linux")] // A folder is made read-only, for root too, by a mount of the test's own.
mod read_only {
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    use super::*;
    use crate::run::Run;
    use crate::workbook::program;

    /// How to take away the right to write.
    enum Means {
        /// A mount that only the command sees.
        Mount,
        /// Permissions, which don't bind root.
        Permissions,
    }

    fn means(workbook: &Workbook) -> Option<Means> {
        if !rustix::process::geteuid().is_root() {
            return Some(Means::Permissions);
        }
        let mut attempt = mounted(workbook, "exit 0");
        let done = attempt.output().is_ok_and(|output| output.status.success());
        done.then_some(Means::Mount)
    }

    /// A shell in which the workbook can't be written to.
    fn mounted(workbook: &Workbook, then: &str) -> Command {
        let mut command = program("unshare");
        let script =
            format!("mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\" && {then}");
        command.args(["--mount", "sh", "-c", &script, "sh"]).current_dir(&workbook.root);
        command
    }

    /// Runs the runner in a workbook that can't be written to; nothing where that can't be had.
    #[track_caller]
    fn run(workbook: &Workbook, words: &[&str], target: Option<&PathBuf>) -> Option<Run> {
        let means = means(workbook);
        let mut command = match means {
            Some(Means::Mount) => {
                let mut command = mounted(workbook, "exec \"$@\"");
                command.arg(env!("CARGO_BIN_EXE_xtask")).args(words);
                command
            }
            Some(Means::Permissions) => workbook.xtask(words),
            None => {
                println!("skipped: root may write anywhere, and no mount can be made here");
                return None;
            }
        };
        if let Some(target) = target {
            command.env("CARGO_TARGET_DIR", target);
        }
        let mode = |mode| {
            if matches!(means, Some(Means::Permissions)) {
                let permissions = fs::Permissions::from_mode(mode);
                fs::set_permissions(&workbook.root, permissions).expect("the folder is ours");
            }
        };
        mode(0o555);
        let run = workbook.finish(command);
        mode(0o755);
        Some(run)
    }

    #[test]
    fn with_a_target_folder_elsewhere_it_is_graded_and_progress_is_not_saved() {
        let workbook = Workbook::with_words_solved();
        let target = workbook.around.join("target");
        if let Some(run) = run(&workbook, &["check", "1"], Some(&target)) {
            run.gives(
                0,
                str![[r#"
✓  1 count-words  passed: 3 tests
see   cargo xtask solution 1
read  cargo xtask book serve in a browser, or book/src/01-counting.md
do    exercises/1-counting/02-count-lines/README.md
edit  exercises/1-counting/02-count-lines/src/lib.rs
next  cargo xtask check 2

"#]],
            )
            .aside(str![[r#"
building and testing
progress is not saved: .katas: Read-only file system (os error 30)

"#]]);
        }
    }

    #[test]
    fn without_one_it_says_what_to_do() {
        let workbook = Workbook::with_words_solved();
        if let Some(run) = run(&workbook, &["check", "1"], None) {
            run.gives(2, str![]).aside(str![[r#"
error: [ROOT]/target/katas: Read-only file system (os error 30)
Katas are built there. Set CARGO_TARGET_DIR to a folder that can be written to, and try again.

"#]]);
        }
    }

    #[test]
    fn looking_needs_no_writing() {
        let workbook = Workbook::new();
        if let Some(run) = run(&workbook, &["list"], None) {
            run.gives(
                0,
                str![[r#"
1-counting
 1 count-words  implement   5 min  untouched
 2 count-lines  repair     10 min  untouched

2-noticing
 3 notice-loss  tests      15 min  untouched

"#]],
            )
            .aside("");
        }
    }
}
