//! Runs one invocation under limits: a process group of its own, a time limit, capped output.
//!
//! This is the only door to other programs. It knows nothing of cargo or of katas.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

/// How much of a stream is kept: this many bytes from its start and as many from its end.
const KEPT: usize = 32 * 1024;

/// How often a waiting runner looks whether it was interrupted or the time is up.
const TICK: Duration = Duration::from_millis(10);

/// A program to run and the limits it runs under. Standard input is empty.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// The program: a path, or a name to look up.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Variables added to the environment, or taken out of it where there is no value.
    pub env: Vec<(&'static str, Option<OsString>)>,
    /// The folder it runs in.
    pub dir: PathBuf,
    /// How long it may take before it is killed, with all its children.
    pub limit: Duration,
}

/// How an invocation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It exited with this code.
    Exit(i32),
    /// A signal ended it.
    Signal(i32),
    /// It was killed because its time was up.
    TimedOut,
    /// It was killed because the runner was asked to stop.
    Interrupted,
}

/// What an invocation left behind.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How it ended.
    pub end: End,
    /// Standard output, the middle left out where it was long. Empty if its lines were read as they came.
    pub stdout: String,
    /// Standard error, the middle left out where it was long.
    pub stderr: String,
    /// From start to end.
    pub took: Duration,
}

/// Runs `invocation` to its end.
///
/// # Errors
///
/// When the program can't be started.
pub fn run(invocation: &Invocation) -> io::Result<Outcome> {
    supervise(invocation, None)
}

/// Runs `invocation` to its end and hands over each line of its standard output as it comes.
///
/// # Errors
///
/// When the program can't be started.
pub fn run_lines(invocation: &Invocation, on_line: &mut dyn FnMut(&str)) -> io::Result<Outcome> {
    supervise(invocation, Some(on_line))
}

/// Runs `invocation` with the runner's own terminal, and without a time limit of its own.
///
/// # Errors
///
/// When the program can't be started.
pub fn run_attached(invocation: &Invocation) -> io::Result<End> {
    command(invocation).stdin(Stdio::inherit()).status().map(end_of)
}

/// From now on Ctrl-C and a request to terminate no longer end the runner at once: what it has started is ended first.
pub fn catch_interrupts() {
    #[cfg(unix)]
    for signal in
        [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP]
    {
        // Where a handler can't be set the signal keeps its usual effect, which is no worse than before.
        let _ = signal_hook::flag::register(signal, Arc::clone(stop_flag()));
    }
}

/// Whether what runs is to stop: the runner was asked to, or [`cancel`] was called.
pub fn interrupted() -> bool {
    asked_to_stop() || CANCELLED.load(Ordering::Relaxed)
}

/// Whether the runner itself was asked to stop.
pub fn asked_to_stop() -> bool {
    stop_flag().load(Ordering::Relaxed)
}

/// Stops what runs as Ctrl-C would, but not the runner. When it has stopped, [`resume`] lets others run.
pub fn cancel() {
    CANCELLED.store(true, Ordering::Relaxed);
}

/// Ends what [`cancel`] began.
pub fn resume() {
    CANCELLED.store(false, Ordering::Relaxed);
}

static CANCELLED: AtomicBool = AtomicBool::new(false);

fn stop_flag() -> &'static Arc<AtomicBool> {
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    FLAG.get_or_init(Arc::default)
}

fn command(invocation: &Invocation) -> Command {
    #[expect(clippy::disallowed_methods, reason = "this module is the one door to processes")]
    let mut command = Command::new(&invocation.program);
    command.args(&invocation.args).current_dir(&invocation.dir);
    for (name, value) in &invocation.env {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

enum Heard {
    Line(String),
    Closed(Stream, String),
}

#[derive(PartialEq)]
enum Stream {
    Out,
    Err,
}

fn supervise(
    invocation: &Invocation,
    mut on_line: Option<&mut dyn FnMut(&str)>,
) -> io::Result<Outcome> {
    let mut command = command(invocation);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A group of its own, so that a test's children can be ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);

    let start = Instant::now();
    let mut child = command.spawn()?;
    let (send, heard) = channel();
    let by_line = on_line.is_some();
    if let Some(stdout) = child.stdout.take() {
        let send = send.clone();
        thread::spawn(move || {
            let rest = match by_line {
                true => {
                    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                        let _ = send.send(Heard::Line(line));
                    }
                    String::new()
                }
                false => read_capped(stdout),
            };
            let _ = send.send(Heard::Closed(Stream::Out, rest));
        });
    }
    if let Some(stderr) = child.stderr.take() {
        thread::spawn(move || {
            let _ = send.send(Heard::Closed(Stream::Err, read_capped(stderr)));
        });
    }

    let (mut stdout, mut stderr) = (None, None);
    let mut take = |heard: Heard| match heard {
        Heard::Line(line) => {
            if let Some(on_line) = on_line.as_deref_mut() {
                on_line(&line);
            }
        }
        Heard::Closed(Stream::Out, text) => stdout = Some(text),
        Heard::Closed(Stream::Err, text) => stderr = Some(text),
    };
    let end = wait(&mut child, invocation.limit, start, &heard, &mut take)?;
    // The child is gone, but a grandchild may hold the pipes open.
    kill_group(&mut child);
    while let Ok(last) = heard.recv_timeout(Duration::from_millis(500)) {
        take(last);
    }
    Ok(Outcome {
        end,
        stdout: stdout.unwrap_or_default(),
        stderr: stderr.unwrap_or_default(),
        took: start.elapsed(),
    })
}

/// Waits until the child has ended, one way or another, and takes what is heard meanwhile.
fn wait(
    child: &mut Child,
    limit: Duration,
    start: Instant,
    heard: &Receiver<Heard>,
    take: &mut dyn FnMut(Heard),
) -> io::Result<End> {
    // Once both streams are closed the end is a matter of microseconds, as a rule.
    let mut pause = Duration::from_micros(20);
    loop {
        match heard.recv_timeout(TICK) {
            Ok(something) => take(something),
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(pause);
                pause = TICK.min(pause * 2);
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(status) = child.try_wait()? {
            return Ok(end_of(status));
        }
        let forced = match (interrupted(), start.elapsed() > limit) {
            (true, _) => End::Interrupted,
            (false, true) => End::TimedOut,
            (false, false) => continue,
        };
        kill_group(child);
        child.wait()?;
        return Ok(forced);
    }
}

fn end_of(status: ExitStatus) -> End {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return End::Signal(signal);
    }
    match status.code() {
        // What Windows reports for a process that it ended itself (access violation, stack overflow, abort).
        Some(code) if cfg!(windows) && (code as u32) >= 0xC000_0000 => End::Signal(code),
        Some(code) => End::Exit(code),
        None => End::Signal(0),
    }
}

#[cfg(unix)]
fn kill_group(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // An error means that nobody is left in the group.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill_group(child: &mut Child) {
    if matches!(child.try_wait(), Ok(Some(_))) {
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "this module is the one door to processes")]
    let tree = Command::new("taskkill")
        .args(["/F", "/T", "/PID", &child.id().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !tree.is_ok_and(|status| status.success()) {
        let _ = child.kill();
    }
}

/// Reads to the end, however long that is, and keeps a bounded part.
fn read_capped(mut from: impl Read) -> String {
    let (mut head, mut tail, mut left_out) = (Vec::new(), Vec::new(), 0usize);
    let mut chunk = vec![0; 16 * 1024];
    while let Ok(n @ 1..) = from.read(&mut chunk) {
        let (to_head, to_tail) = chunk[..n].split_at(n.min(KEPT - head.len()));
        head.extend_from_slice(to_head);
        tail.extend_from_slice(to_tail);
        if tail.len() > 2 * KEPT {
            let old = tail.len() - KEPT;
            tail.drain(..old);
            left_out += old;
        }
    }
    if tail.len() > KEPT {
        let old = tail.len() - KEPT;
        tail.drain(..old);
        left_out += old;
    }
    if left_out > 0 {
        head.extend_from_slice(format!("\n[… {left_out} bytes left out …]\n").as_bytes());
    }
    head.extend_from_slice(&tail);
    String::from_utf8_lossy(&head).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_stream_is_kept_whole() {
        let text = "a".repeat(2 * KEPT);
        assert_eq!(read_capped(text.as_bytes()), text, "up to the cap nothing is left out");
    }

    #[test]
    fn a_long_stream_loses_its_middle() {
        let text = format!("start{}end", "x".repeat(10 * KEPT));
        let kept = read_capped(text.as_bytes());
        assert!(kept.starts_with("start"), "the start is kept");
        assert!(kept.ends_with("end"), "the end is kept");
        assert!(
            kept.contains(&format!("[… {} bytes left out …]", 8 * KEPT + 8)),
            "the gap is named"
        );
        assert!(kept.len() < 3 * KEPT, "what is kept is bounded");
    }
}
