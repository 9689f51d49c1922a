//! `watch`, on a terminal that tmux plays: the screen after each key and each save, and the terminal after the end.

use snapbox::str;

use crate::katas::{LINES, WORDS, WORDS_SOLVED};
use crate::limits::{endless_with_child, is_running};
use crate::reset::committed;
use crate::run::{Started, same, wait_until};
use crate::workbook::{Workbook, program};

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A terminal of its own, gone when it is dropped.
struct Screen {
    socket: String,
}

impl Screen {
    /// Starts `watch` with these words on a terminal of 80 × 24. Nothing where there is no tmux, which CI must have.
    #[track_caller]
    fn open(workbook: &Workbook, words: &str, environment: &str) -> Option<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        if program("tmux").arg("-V").output().is_err() {
            assert!(std::env::var_os("CI").is_none(), "tmux is needed to test `watch`");
            println!("skipped: there is no tmux to play the terminal");
            return None;
        }
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let screen = Self { socket: format!("kept-promises-{}-{number}", std::process::id()) };
        let runner = env!("CARGO_BIN_EXE_xtask");
        // The shell says how the runner has left the terminal.
        let script = format!(
            "{environment} '{runner}' watch {words}; echo \"left with $?\"; \
             stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo -e isig; exec sleep 1000"
        );
        let mut command =
            screen.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24"]);
        command.arg(script).current_dir(&workbook.root).env("SHELL", "/bin/sh");
        let output = command.output().expect("it was there");
        assert!(output.status.success(), "tmux: {}", String::from_utf8_lossy(&output.stderr));
        Some(screen)
    }

    fn tmux(&self, words: &[&str]) -> Command {
        let mut command = program("tmux");
        command.args(["-L", &self.socket]).args(words).env_remove("TMUX");
        command
    }

    fn press(&self, key: &str) {
        self.tmux(&["send-keys", key]).output().expect("tmux is there");
    }

    fn resize(&self, width: &str, height: &str) {
        self.tmux(&["resize-window", "-x", width, "-y", height]).output().expect("tmux is there");
    }

    /// The id of the runner's process.
    fn runner(&self) -> String {
        let shell = self.tmux(&["display-message", "-p", "#{pane_pid}"]).output();
        let shell = shell.expect("tmux is there").stdout;
        let shell = String::from_utf8_lossy(&shell);
        let child = program("pgrep").args(["-P", shell.trim()]).output().expect("pgrep is there");
        String::from_utf8_lossy(&child.stdout).trim().to_owned()
    }

    /// What stands on the screen now, its escape sequences included or not.
    fn text(&self, escapes: bool) -> String {
        let words: &[&str] =
            if escapes { &["capture-pane", "-p", "-e"] } else { &["capture-pane", "-p"] };
        let output = self.tmux(words).output().expect("tmux is there");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Waits until no check runs and all these words stand on the screen, and gives back the screen.
    #[track_caller]
    fn shows(&self, words: &[&str]) -> String {
        let mut text = String::new();
        let start = Instant::now();
        loop {
            let before = std::mem::replace(&mut text, self.text(false));
            let is_idle = !text.lines().nth(1).is_some_and(|line| line.starts_with(" …"));
            if is_idle && before == text && words.iter().all(|word| text.contains(word)) {
                return text;
            }
            assert!(start.elapsed() < Duration::from_secs(120), "no {words:?} in\n{text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the runner has left, and the terminal is as it was.
    #[track_caller]
    fn is_left(&self) -> String {
        let text = self.shows(&["left with"]);
        for mode in ["icanon", "echo", "isig"] {
            assert!(text.lines().any(|line| line == mode), "{mode} is off after the end:\n{text}");
        }
        text
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.tmux(&["kill-server"]).output();
    }
}

const GAPS: &str = "/// Words.\npub fn words(text: &str) -> usize {\n    text.split(char::is_whitespace).count()\n}\n";
const BYTES: &str = "/// Words.\npub fn words(text: &str) -> usize {\n    text.len()\n}\n";

#[test]
fn each_save_is_checked_and_the_change_is_told() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "", "") else { return };
    same(
        &screen.shows(&["untouched"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 · untouched
────────────────────────────────────────────────────────────────────────────────
  Untouched means red, and red is where you start.

  read  cargo xtask book serve in a browser, or book/src/01-counting.md
  do    exercises/1-counting/01-count-words/README.md
  edit  exercises/1-counting/01-count-words/src/lib.rs

  A save of that file is checked at once.













 h hint  n next  l list  d diff  s solution  r run  x reset  ? help  q quit

"#]],
    );
    workbook.write_in(WORDS, "src/lib.rs", GAPS);
    same(
        &screen.shows(&["2 of 3"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 ✗ 2 of 3 tests fail  (1 of 3 fixed)
────────────────────────────────────────────────────────────────────────────────
  INV-1: an empty text has no words

    expected 0
    found    1

  at    exercises/1-counting/01-count-words/tests/kata.rs:5:5
  test  an_empty_text_has_no_words
  and 1 more
        more_space_is_no_more_words

  Failures like these often come from a belief: “There is one word more than
  there are gaps.”
  What speaks against it stands in book/src/01-counting.md.







 h hint  n next  l list  d diff  s solution  r run  x reset  ? help  q quit

"#]],
    );
    workbook.write_in(WORDS, "src/lib.rs", BYTES);
    same(
        &screen.shows(&["1 of 2 fixed"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 ✗ 2 of 3 tests fail  (1 of 2 fixed, 1 new)
────────────────────────────────────────────────────────────────────────────────
  ✓ an_empty_text_has_no_words

  INV-2: each word counts once

    expected 2
    found    7

  at    exercises/1-counting/01-count-words/tests/kata.rs:10:5
  test  each_word_counts_once

  Failures like these often come from a belief: “Length and number are one.”
  What speaks against it stands in book/src/01-counting.md.

  1 other still fails






 h hint  n next  l list  d diff  s solution  r run  x reset  ? help  q quit

"#]],
    );
    workbook.write_in(WORDS, "src/lib.rs", "fn words( {\n");
    screen.shows(&["does not compile"]);
    workbook.write_in(WORDS, "src/lib.rs", BYTES);
    screen.shows(&["2 of 3 tests fail", "INV-2"]);
    workbook.write_in(WORDS, "src/lib.rs", &format!("{BYTES}// the same\n"));
    screen.shows(&["2 of 3 tests fail  (no change)"]);
    workbook.solve_words();
    same(
        &screen.shows(&["passed"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 ✓ passed: 3 tests  (2 of 2 fixed)
────────────────────────────────────────────────────────────────────────────────
  Every promise of this kata is kept.

  s  how yours differs from the solution, and the notes on it
  n  2 count-lines
















 h hint  n next  l list  d diff  s solution  r run  x reset  ? help  q quit

"#]],
    );
    screen.press("q");
    same(
        &screen.is_left(),
        str![[r#"
✓  1 count-words  passed: 3 tests
left with 0
isig
icanon
echo




















"#]],
    );
}

#[test]
fn an_editor_may_save_by_renaming() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["untouched"]);
    let file = workbook.root.join(format!("exercises/{WORDS}/src/lib.rs"));
    let (new, old) = (file.with_extension("rs.new"), file.with_extension("rs~"));
    workbook.write(&format!("exercises/{WORDS}/src/lib.rs.new"), WORDS_SOLVED);
    fs::rename(&file, &old).expect("it is ours");
    fs::rename(&new, &file).expect("it is ours");
    fs::remove_file(&old).expect("it is ours");
    screen.shows(&["passed: 3 tests"]);
}

#[test]
fn a_save_in_another_kata_goes_there() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "", "") else { return };
    screen.shows(&["count-words", "untouched"]);
    workbook.solve_lines();
    screen.shows(&["count-lines", "passed: 2 tests"]);
}

#[test]
fn hints_come_one_at_a_time_and_can_be_read_again() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["untouched"]);
    screen.press("h");
    let first = screen.shows(&["hint 1 of 3"]);
    assert!(!first.contains("hint 2"), "one at a time:\n{first}");
    screen.press("Escape");
    screen.shows(&["red is where you start"]);
    screen.press("h");
    let again = screen.shows(&["hint 1 of 3"]);
    assert!(!again.contains("hint 2"), "to read a hint again costs none:\n{again}");
    screen.press("h");
    screen.shows(&["hint 2 of 3"]);
    screen.press("h");
    same(
        &screen.shows(&["hint 3 of 3"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 · untouched
────────────────────────────────────────────────────────────────────────────────
  Where to look  hint 1 of 3

  There.

  What to do  hint 2 of 3

  This.

  Almost the code  hint 3 of 3

  Thus.

  read  book/src/01-counting.md: this was the last hint







 h next hint  Esc back

"#]],
    );
    let progress: serde_json::Value =
        serde_json::from_str(&workbook.read(".katas/progress.json")).expect("it is JSON");
    assert_eq!(progress["katas"]["count-words"]["hints"], 3, "what was shown is remembered");
}

#[test]
fn the_list_leads_to_any_kata() {
    let workbook = Workbook::with_words_solved();
    let Some(screen) = Screen::open(&workbook, "", "") else { return };
    screen.shows(&["passed: 3 tests"]);
    screen.press("l");
    same(
        &screen.shows(&["filter"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 ✓ passed: 3 tests  (3 of 3 fixed)
────────────────────────────────────────────────────────────────────────────────
  filter: █
  1-counting  1 of 2 solved
 ▸  1 count-words  passed within the hour, 1 try
    2 count-lines  untouched
  2-noticing  0 of 1 solved
    3 notice-loss  untouched














 Enter go  Esc back  ↑ ↓, type to filter

"#]],
    );
    for key in ["l", "o", "s"] {
        screen.press(key);
    }
    let filtered = screen.shows(&["filter: los", "notice-loss"]);
    assert!(!filtered.contains("count-lines"), "only what has these letters:\n{filtered}");
    screen.press("Enter");
    screen.shows(&["3 notice-loss", "untouched"]);
    screen.press("l");
    screen.shows(&["filter"]);
    screen.press("Up");
    screen.press("Enter");
    screen.shows(&["2 count-lines", "untouched"]);
    screen.press("n");
    screen.shows(&["3 notice-loss", "untouched"]);
    screen.press("?");
    same(
        &screen.shows(&["leave"]),
        str![[r#"
 3 notice-loss  Notice a loss                       2-noticing · tests · 15 min
 · untouched
────────────────────────────────────────────────────────────────────────────────
  A save starts a check; another save, or q, ends one that is running.

  h  hint      the hints you have seen; once more for the next
  n  next      to the next kata that is not solved
  l  list      all katas: type to filter, Enter to go there
  d  diff      what has changed since this kata passed last
  s  solution  how yours differs from the solution, and the notes on it
  r  run       check again from the start, and tell everything
  x  reset     the files as they were published; yours are kept
  ?  help      this page
  q  quit      leave; Esc and q close a page like this one first

  ↑ ↓ Page Up, Page Down, Space, Home and End move in a long report.







 Esc back

"#]],
    );
}

#[test]
fn a_difference_is_to_the_last_passing_version() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["untouched"]);
    screen.press("d");
    screen.shows(&["has not passed yet"]);
    workbook.solve_words();
    screen.shows(&["passed: 3 tests"]);
    workbook.write_in(WORDS, "src/lib.rs", GAPS);
    screen.shows(&["2 of 3 tests fail"]);
    screen.press("d");
    same(
        &screen.shows(&["as it passed"]),
        str![[r#"
 1 count-words  Count words                      1-counting · implement · 5 min
 ✗ 2 of 3 tests fail  (2 new)
────────────────────────────────────────────────────────────────────────────────
  - as it passed   + now

  src/lib.rs
  - //! Counting words.
  -
  - /// How many words `text` has. White space parts them.
  + /// Words.
    pub fn words(text: &str) -> usize {
  -     text.split_whitespace().count()
  +     text.split(char::is_whitespace).count()
    }









 Esc back

"#]],
    );
}

#[test]
fn a_solution_is_shown_after_a_yes() {
    let workbook = Workbook::new();
    workbook.write(&format!("solutions/{WORDS}/README.md"), "# Why it holds\n\nIt counts.\n");
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["untouched"]);
    screen.press("s");
    screen.shows(&["Show its solution all the same?"]);
    screen.press("n");
    screen.shows(&["red is where you start"]);
    screen.press("s");
    screen.shows(&["Show its solution all the same?"]);
    screen.press("y");
    screen.shows(&["+ reference", "It counts."]);
    assert!(workbook.read(".katas/progress.json").contains("\"spoiled\": true"));
}

#[test]
fn a_reset_asks_and_keeps_what_was_there() {
    let Some(workbook) = committed() else { return };
    workbook.write_in(WORDS, "src/lib.rs", GAPS);
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["2 of 3 tests fail"]);
    screen.press("x");
    screen.shows(&["Put this kata's files back"]);
    screen.press("q");
    screen.shows(&["INV-1"]);
    assert_eq!(workbook.read(&format!("exercises/{WORDS}/src/lib.rs")), GAPS);
    screen.press("x");
    screen.shows(&["Put this kata's files back"]);
    screen.press("y");
    screen.shows(&["untouched", "is as it was published again", "u undo"]);
    assert_eq!(workbook.read(".katas/backup/count-words/1/src/lib.rs"), GAPS);
    screen.press("u");
    screen.shows(&["2 of 3 tests fail", "is as it was before"]);
    assert_eq!(workbook.read(&format!("exercises/{WORDS}/src/lib.rs")), GAPS);
}

#[test]
fn tests_that_were_changed_go_back_and_the_answer_stays() {
    let Some(workbook) = committed() else { return };
    workbook.solve_words();
    workbook.replace(&format!("exercises/{WORDS}/tests/kata.rs"), "fn each_word", "fn no_word");
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["not judged"]);
    screen.press("x");
    screen.shows(&["t the tests, and not my files"]);
    screen.press("t");
    screen.shows(&["passed: 3 tests", "has its published files again"]);
    assert_eq!(workbook.read(&format!("exercises/{WORDS}/src/lib.rs")), WORDS_SOLVED);
}

#[test]
fn an_endless_loop_ends_with_a_save_and_with_q() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["untouched"]);
    let sign = workbook.around.join("child");
    let endless = || {
        let _ = fs::remove_file(&sign);
        workbook.write_in(WORDS, "src/lib.rs", &endless_with_child("words", &sign));
        wait_until("the loop runs", || fs::read_to_string(&sign).is_ok_and(|id| !id.is_empty()));
        fs::read_to_string(&sign).expect("it was just there")
    };
    let child = endless();
    workbook.solve_words();
    screen.shows(&["passed: 3 tests"]);
    wait_until("what the loop has started is gone", || !is_running(&child));

    let child = endless();
    let pressed = Instant::now();
    screen.press("q");
    let left = screen.is_left();
    assert!(left.contains("The check of what you saved last was stopped."), "{left}");
    let took = pressed.elapsed();
    assert!(took < Duration::from_secs(2), "it went on for {took:?}");
    wait_until("what the loop has started is gone", || !is_running(&child));
}

#[test]
fn a_small_terminal_and_a_larger_one() {
    let workbook = Workbook::new();
    workbook.write_in(WORDS, "src/lib.rs", GAPS);
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["2 of 3 tests fail"]);
    screen.resize("40", "12");
    same(
        &screen.shows(&["below"]),
        str![[r#"
 1 count-words  Count words
 ✗ 2 of 3 tests fail  (1 of 3 fixed)
────────────────────────────────────────
  INV-1: an empty text has no words

    expected 0
    found    1

  at    exercises/1-counting/01-count-wo
  rds/tests/kata.rs:5:5
↓ 9 lines below
 h hint  n next  l list  ? help  q quit

"#]],
    );
    screen.press("End");
    screen.shows(&["above"]);
    screen.resize("100", "40");
    let large = screen.shows(&["INV-1", "test "]);
    assert!(!large.contains("above"), "all of it has room:\n{large}");
}

#[test]
fn without_colour_it_reads_the_same() {
    let workbook = Workbook::new();
    workbook.write_in(WORDS, "src/lib.rs", GAPS);
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    let Some(plain) = Screen::open(&workbook, "1", "NO_COLOR=1") else { return };
    let [coloured, plain_text] =
        [&screen, &plain].map(|screen| screen.shows(&["2 of 3 tests fail"]));
    assert_eq!(coloured, plain_text, "colour only repeats what stands there");
    assert!(screen.text(true).contains("\u{1b}[31m"), "there is colour where it is wanted");
    assert!(!plain.text(true).contains('\u{1b}'), "and none where it isn't");
}

#[test]
fn whatever_ends_it_the_terminal_is_as_it_was() {
    for key in ["q", "C-c"] {
        let workbook = Workbook::new();
        let Some(screen) = Screen::open(&workbook, "1", "") else { return };
        screen.shows(&["untouched"]);
        screen.press(key);
        let left = screen.is_left();
        assert!(left.contains("left with 0"), "{key}:\n{left}");
    }
    for signal in ["-TERM", "-HUP"] {
        let workbook = Workbook::new();
        let Some(screen) = Screen::open(&workbook, "1", "") else { return };
        screen.shows(&["untouched"]);
        program("kill").args([signal, &screen.runner()]).output().expect("kill is there");
        screen.is_left();
    }
}

#[cfg(target_os = "linux")] // Elsewhere there is no `prlimit`.
#[test]
fn after_a_panic_the_terminal_is_as_it_was() {
    let workbook = Workbook::new();
    let Some(screen) = Screen::open(&workbook, "1", "") else { return };
    screen.shows(&["untouched"]);
    // Without memory for its stack no thread can be started, and the runner panics when it wants one.
    let mut prlimit = program("prlimit");
    prlimit.args(["--as=1000000", "--pid", &screen.runner()]);
    if !prlimit.output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no prlimit to bring about a panic with");
        return;
    }
    screen.press("r");
    let left = screen.is_left();
    assert!(left.contains("panicked at"), "the message is on the screen that stays:\n{left}");
}

#[test]
fn without_a_terminal_each_save_gets_a_whole_report() {
    let workbook = Workbook::new();
    let mut started = Started::new(workbook.xtask(&["watch", "1"]));
    let said = |started: &mut Started, what: &str| {
        wait_until(what, || {
            assert!(!started.has_ended(), "it should go on");
            started.said().contains(what)
        });
    };
    said(&mut started, "untouched");
    workbook.write_in(WORDS, "src/lib.rs", GAPS);
    said(&mut started, "2 of 3 tests fail");
    workbook.write_in(LINES, "src/lib.rs", "compile_error!(\"elsewhere\");");
    workbook.solve_words();
    said(&mut started, "passed: 3 tests");
    said(&mut started, "next  cargo xtask check 2");
    started.interrupt();
    let run = started.finish(&workbook.root);
    assert_eq!(run.code, Some(0), "{run}");
    assert!(!run.stdout.contains('\u{1b}'), "{run}");
}
