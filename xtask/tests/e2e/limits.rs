//! Endless loops, children that stay behind, and a flood of output.

#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use snapbox::str;

use crate::katas::LINES;
#[cfg(unix)]
use crate::katas::WORDS;
#[cfg(target_os = "linux")]
use crate::run::Started;
#[cfg(unix)]
use crate::run::wait_until;
use crate::workbook::Workbook;

/// A function that starts a child, leaves its id in a file, and never comes back.
#[cfg(unix)]
pub fn endless_with_child(function: &str, id_file: &std::path::Path) -> String {
    format!(
        "pub fn {function}(_: &str) -> usize {{
    let child = std::process::Command::new(\"sleep\").arg(\"1000\").spawn().unwrap();
    std::fs::write({id_file:?}, child.id().to_string()).unwrap();
    loop {{
        std::hint::spin_loop();
    }}
}}
"
    )
}

/// Whether a process is there. One that has ended and waits for its parent to ask is not.
#[cfg(unix)]
pub fn is_running(id: &str) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let pid = id.trim().parse().ok().and_then(Pid::from_raw);
    let there = pid.is_some_and(|pid| test_kill_process(pid).is_ok());
    let state = std::fs::read_to_string(format!("/proc/{}/stat", id.trim())).unwrap_or_default();
    let ended = state.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']));
    there && !ended
}

#[test]
#[cfg(unix)] // The child is a program that Windows doesn't have.
fn an_endless_loop_is_stopped_with_its_children_and_the_others_are_graded() {
    let workbook = Workbook::with_words_solved();
    let id_file = workbook.around.join("child");
    let text = endless_with_child("lines", &id_file);
    workbook.write_in(LINES, "src/lib.rs", &text);

    let run = workbook.run(&["check"]);
    run.gives(
        1,
        str![[r#"
✓  1 count-words  passed: 3 tests
✗  2 count-lines  timed out
·  3 notice-loss  untouched

2 count-lines

  an ended line counts once
  It was still running after 2 s and was stopped. Is there a loop that does not end?

  test  an_ended_line_counts_once
  and 1 more
        a_last_line_needs_no_end


1 of 3 passed.
read  book/src/01-counting.md
hint  cargo xtask hint 2
next  cargo xtask check 2

"#]],
    );
    assert!(
        run.took < Duration::from_secs(2 + 20),
        "the limit is two seconds, and the run took {:?}",
        run.took
    );
    let child = std::fs::read_to_string(id_file).expect("the answer has left its child's id");
    wait_until("the child is gone", || !is_running(&child));
}

#[test]
fn an_endless_loop_is_called_timed_out() {
    let workbook = Workbook::new();
    let text = "mod ends;\npub use ends::is_end;\npub fn lines(_: &str) -> usize { loop {} }\n";
    workbook.write_in(LINES, "src/lib.rs", text);
    let run = workbook.run(&["check", "2", "--format", "json"]);
    run.finds("count-lines", "timed-out");
}

#[test]
#[cfg(unix)] // The child is a program that Windows doesn't have.
fn a_child_that_keeps_the_pipes_open_does_not_hold_up_the_verdict() {
    let workbook = Workbook::new();
    let text = "pub fn words(text: &str) -> usize {
    std::process::Command::new(\"sleep\").arg(\"1000\").spawn().unwrap();
    text.split_whitespace().count()
}
";
    workbook.write_in(WORDS, "src/lib.rs", text);
    let run = workbook.run(&["check", "1", "--format", "json"]);
    run.finds("count-words", "passed");
    assert!(
        run.took < Duration::from_secs(30),
        "nobody waits for a child that sleeps: {:?}",
        run.took
    );
}

#[test]
#[cfg(target_os = "linux")] // The peak of a process's memory is read from /proc.
fn a_gigabyte_of_output_takes_no_memory_and_little_room() {
    const LIMIT_KIB: u64 = 100 * 1024;
    let workbook = Workbook::new();
    let text = "use std::io::Write;
pub fn words(text: &str) -> usize {
    if text.is_empty() {
        let line = [b'x'; 1 << 16];
        let mut out = std::io::stdout().lock();
        for _ in 0..1 << 14 {
            out.write_all(&line).unwrap();
        }
        writeln!(out).unwrap();
        return 99;
    }
    text.split_whitespace().count()
}
";
    workbook.write_in(WORDS, "src/lib.rs", text);
    let before = workbook.tree("exercises");
    let mut started = Started::new(workbook.xtask(&["check", "1"]));
    let status = format!("/proc/{}/status", started.id());
    let mut peak = 0;
    wait_until("the run ends", || {
        let status = std::fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        started.has_ended()
    });
    let run = started.finish(&workbook.root);
    assert!(peak > 0, "the peak could be read:\n{run}");
    assert!(peak < LIMIT_KIB, "the runner took {peak} KiB of memory");
    assert_eq!(run.code, Some(1), "a wrong answer fails");
    assert!(
        run.stdout.contains("INV-1: an empty text has no words"),
        "the promise is not drowned: {}",
        &run.stdout[..run.stdout.len().min(2000)]
    );
    assert!(
        run.stdout.len() < 8 * 1024,
        "the report stays one that a person can read, and has {} bytes",
        run.stdout.len()
    );
    assert_eq!(before, workbook.tree("exercises"), "the exercises stay as they were");
}
