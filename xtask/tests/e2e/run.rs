//! Runs a program to its end, or up to some point, and holds what it said against what it should say.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use snapbox::{Assert, IntoData};

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that has been started.
pub struct Started {
    child: Child,
    stdout: Stream,
    stderr: Stream,
    start: Instant,
}

/// What has been read of a stream, and who reads it.
struct Stream {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

/// What a program that has ended said.
pub struct Run {
    /// The exit code; nothing where a signal ended it.
    pub code: Option<i32>,
    /// Standard output; what differs from run to run is replaced.
    pub stdout: String,
    /// Standard error, likewise.
    pub stderr: String,
    /// From start to end.
    pub took: Duration,
}

impl Started {
    /// Starts the program without a terminal.
    #[track_caller]
    pub fn new(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let start = Instant::now();
        let mut child =
            command.spawn().unwrap_or_else(|error| panic!("{command:?} can't be started: {error}"));
        let stdout = child.stdout.take().map(Stream::of).expect("it is a pipe");
        let stderr = child.stderr.take().map(Stream::of).expect("it is a pipe");
        Self { child, stdout, stderr, start }
    }

    /// The process.
    #[cfg(unix)]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it has said on standard error so far.
    #[cfg(unix)]
    pub fn aside(&self) -> String {
        self.stderr.text()
    }

    /// What it has said on standard output so far.
    #[cfg(unix)]
    pub fn said(&self) -> String {
        self.stdout.text()
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Presses Ctrl-C for the runner alone: what it has started is its own to end.
    #[cfg(unix)]
    pub fn interrupt(&self) {
        use rustix::process::{Pid, Signal, kill_process};
        let pid = i32::try_from(self.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("it has an id"), Signal::INT).expect("the runner is there");
    }

    /// Waits for its end. `root` is the folder that differs from run to run.
    #[track_caller]
    pub fn finish(mut self, root: &Path) -> Run {
        wait_until("the program ends", || self.has_ended());
        let took = self.start.elapsed();
        let status = self.child.wait().expect("it has ended");
        Run {
            code: status.code(),
            stdout: redact(&self.stdout.whole(), root),
            stderr: redact(&self.stderr.whole(), root),
            took,
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // Only a test that has failed leaves it running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Run {
    /// It left with this code and said exactly this on standard output.
    #[track_caller]
    pub fn gives(&self, code: i32, stdout: impl IntoData) -> &Self {
        assert_eq!(self.code, Some(code), "the exit code is another:\n{self}");
        same(&self.stdout, stdout);
        self
    }

    /// It said exactly this on standard error.
    #[track_caller]
    pub fn aside(&self, stderr: impl IntoData) -> &Self {
        same(&self.stderr, stderr);
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("it is not JSON: {error}\n{self}"))
    }

    /// The verdict on each kata, from JSON.
    #[track_caller]
    pub fn verdicts(&self) -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let katas = self.json()["katas"].as_array().cloned().unwrap_or_default();
        katas.iter().map(|kata| (text(&kata["id"]), text(&kata["verdict"]))).collect()
    }

    /// It judged exactly this one kata, with this verdict, and left with the code that belongs to it.
    #[track_caller]
    pub fn finds(&self, kata: &str, verdict: &str) -> &Self {
        assert_eq!(
            self.verdicts(),
            [(kata.to_owned(), verdict.to_owned())],
            "the verdict is another:\n{self}"
        );
        let code = i32::from(verdict != "passed");
        assert_eq!(self.code, Some(code), "the exit code is another:\n{self}");
        self
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, stdout, stderr, took } = self;
        write!(
            f,
            "exit code {code:?} after {took:?}\n---- stdout\n{stdout}---- stderr\n{stderr}----"
        )
    }
}

/// The two texts are the same, to the letter. `SNAPSHOTS=overwrite` writes the new one.
#[track_caller]
pub fn same(found: &str, expected: impl IntoData) {
    Assert::new().action_env("SNAPSHOTS").eq(found, expected.into_data().raw());
}

/// Looks again and again until `done`, up to a deadline.
#[track_caller]
pub fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < PATIENCE, "{what}: not after {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl Stream {
    fn of(mut stream: impl Read + Send + 'static) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let store = Arc::clone(&bytes);
        let reader = std::thread::spawn(move || {
            let mut chunk = vec![0; 64 * 1024];
            while let Ok(n @ 1..) = stream.read(&mut chunk) {
                store.lock().expect("nobody panics with it").extend(&chunk[..n]);
            }
        });
        Self { bytes, reader: Some(reader) }
    }

    fn text(&self) -> String {
        let bytes = self.bytes.lock().expect("nobody panics with it");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn whole(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("reading does not panic");
        }
        self.text()
    }
}

/// Replaces what differs from run to run: the folder, the toolchain, durations, and the moment in a file's name.
fn redact(text: &str, root: &Path) -> String {
    let text = text.replace("\r\n", "\n").replace(&*root.to_string_lossy(), "[ROOT]");
    let text = number_after(&text, "\"millis\": ", "0");
    let text = number_after(&text, " time=\"", "0.000");
    let text = number_after(&text, ".broken-", "[NOW]");
    // The thread in the last words of a process that has overflowed its stack.
    let text = number_after(&text, "' (", "[ID]");
    match text.split_once("\"toolchain\": \"") {
        Some((before, after)) => {
            let after = after.split_once('"').map_or("", |(_, after)| after);
            format!("{before}\"toolchain\": \"[TOOLCHAIN]\"{after}")
        }
        None => text,
    }
}

/// Puts `instead` in the place of each number that stands behind `marker`.
fn number_after(text: &str, marker: &str, instead: &str) -> String {
    let mut parts = text.split(marker);
    let mut redacted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = &part[..part.len() - rest.len()];
        // A file's extension begins with a dot too.
        let dot = if number.ends_with('.') { "." } else { "" };
        let shown = if number.is_empty() { "" } else { instead };
        redacted += &format!("{marker}{shown}{dot}{rest}");
    }
    redacted
}
