//! Test programs → how each test ended: one process a test, as many at once as there are cores. Knows no verdicts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::build::Trouble;
use crate::evidence::{self, Ending, Panic, SEAL, TestEvidence};
use crate::files;
use crate::process::{self, End, Invocation};
use crate::tree::SEAL_FILE;

/// How long a program may take to list its tests.
const LISTING: Duration = Duration::from_secs(10);

/// A test program and what is wanted of it.
#[derive(Debug, Clone)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// The folder its tests run in.
    pub dir: PathBuf,
    /// The tests to run, or all it has.
    pub wanted: Option<Vec<String>>,
    /// The time limit of one test.
    pub limit: Duration,
}

/// What all test processes of a run share.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Where the seals are left.
    pub seals: PathBuf,
    /// The secret that a seal must hold.
    pub secret: String,
    /// The stage, which insta would otherwise ask cargo for.
    pub stage: PathBuf,
}

/// Runs the tests of `programs`. The evidence has their order, and within one the order in which the tests were wanted.
/// `on_test` is called after each test.
///
/// # Errors
///
/// When a program can't be run at all, or the runner was asked to stop.
pub fn run(
    programs: &[Program],
    setting: &Setting,
    on_start: &dyn Fn(usize),
    on_test: &(dyn Fn() + Sync),
) -> Result<Vec<Vec<TestEvidence>>, Trouble> {
    let listed = in_parallel(programs, |_, program| list(program, setting))?;
    let tests: Vec<(usize, &str, Listed)> = programs
        .iter()
        .zip(&listed)
        .enumerate()
        .flat_map(|(at, (program, listed))| {
            let wanted = program.wanted.as_ref().unwrap_or(&listed.all);
            wanted.iter().map(move |name| (at, name.as_str(), listed.state(name)))
        })
        .collect();
    on_start(tests.len());
    let ended = in_parallel(&tests, |turn, &(at, name, state)| {
        let evidence = match state {
            Listed::Runs => run_test(&programs[at], name, setting, turn),
            Listed::Ignored => Ok(TestEvidence::not_run(name.to_owned(), Ending::Ignored)),
            Listed::Missing => Ok(TestEvidence::not_run(name.to_owned(), Ending::Missing)),
        };
        on_test();
        evidence
    })?;
    let mut by_program: Vec<Vec<TestEvidence>> = programs.iter().map(|_| Vec::new()).collect();
    for ((at, ..), evidence) in tests.iter().zip(ended) {
        by_program[*at].push(evidence);
    }
    Ok(by_program)
}

#[derive(Clone, Copy)]
enum Listed {
    Runs,
    Ignored,
    Missing,
}

struct Listing {
    /// In the program's order, the seal left out.
    all: Vec<String>,
    ignored: BTreeSet<String>,
}

impl Listing {
    fn state(&self, name: &str) -> Listed {
        match (self.ignored.contains(name), self.all.iter().any(|test| test == name)) {
            (true, _) => Listed::Ignored,
            (false, true) => Listed::Runs,
            (false, false) => Listed::Missing,
        }
    }
}

fn list(program: &Program, setting: &Setting) -> Result<Listing, Trouble> {
    let names = |filter: &[&str]| -> Result<Vec<String>, Trouble> {
        let args = [&["--list", "--format", "terse"], filter].concat();
        let outcome = start(program, &args, LISTING, setting, None)?;
        if outcome.end == End::Interrupted {
            return Err(Trouble::Interrupted);
        }
        let tests = outcome.stdout.lines().filter_map(|line| line.strip_suffix(": test"));
        Ok(tests.filter(|name| *name != SEAL).map(str::to_owned).collect())
    };
    Ok(Listing { all: names(&[])?, ignored: names(&["--ignored"])?.into_iter().collect() })
}

fn run_test(
    program: &Program,
    name: &str,
    setting: &Setting,
    turn: usize,
) -> Result<TestEvidence, Trouble> {
    let seal = setting.seals.join(format!("{}-{turn}", std::process::id()));
    let args = ["--exact", name, SEAL, "--test-threads=1", "--nocapture", "--color=never"];
    let outcome = start(program, &args, program.limit, setting, Some(&seal))?;
    let sealed = files::take(&seal).is_some_and(|text| text == setting.secret);
    let ending = match (outcome.end, sealed) {
        (End::Interrupted, _) => return Err(Trouble::Interrupted),
        (End::TimedOut, _) => Ending::TimedOut,
        (End::Signal(signal), _) => Ending::Signal(signal),
        (End::Exit(0), true) => Ending::Passed,
        (End::Exit(_), true) => Ending::Failed,
        (End::Exit(code), false) => Ending::LeftEarly(code),
    };
    // What a test writes may hold anything; a report holds no colours of its and moves no cursor.
    let [stdout, stderr] = [&outcome.stdout, &outcome.stderr].map(|said| plain(said));
    let panic = (ending != Ending::Passed).then(|| Panic::read(&stderr, name)).flatten();
    let mut printed = evidence::printed(&stdout, name);
    if matches!(ending, Ending::Signal(_)) {
        // The last words of a process that was ended stand on standard error: "has overflowed its stack".
        printed = format!("{printed}\n{}", stderr.trim()).trim().to_owned();
    }
    Ok(TestEvidence { printed, name: name.to_owned(), ending, panic, took: outcome.took })
}

/// Text without escape sequences and without characters that XML has no place for.
fn plain(said: &str) -> String {
    let text = anstream::adapter::strip_str(said).to_string();
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn start(
    program: &Program,
    args: &[&str],
    limit: Duration,
    setting: &Setting,
    seal: Option<&Path>,
) -> Result<process::Outcome, Trouble> {
    let invocation = Invocation {
        program: program.path.clone(),
        args: args.iter().map(Into::into).collect(),
        env: vec![
            (SEAL_FILE, seal.map(Into::into)),
            ("RUST_BACKTRACE", Some("0".into())),
            ("RUST_TEST_THREADS", None),
            ("RUST_TEST_NOCAPTURE", None),
            ("RUST_TEST_SHUFFLE", None),
            ("INSTA_UPDATE", Some("no".into())),
            ("INSTA_FORCE_PASS", None),
            ("INSTA_WORKSPACE_ROOT", Some(setting.stage.clone().into())),
        ],
        dir: program.dir.clone(),
        limit,
    };
    process::run(&invocation).map_err(|error| {
        Trouble::Cargo(format!("{} can't be started: {error}", program.path.display()))
    })
}

/// `work` on each of `items`, on as many threads as there are cores, in the items' order.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(usize, &T) -> Result<R, Trouble> + Sync,
) -> Result<Vec<R>, Trouble> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Result<R, Trouble>)>> =
        Mutex::new(Vec::with_capacity(items.len()));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores.min(items.len()) {
            scope.spawn(|| {
                while !process::interrupted() {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = work(at, item);
                    if let Ok(mut results) = results.lock() {
                        results.push((at, result));
                    }
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_default();
    if process::interrupted() || results.len() < items.len() {
        return Err(Trouble::Interrupted);
    }
    results.sort_by_key(|&(at, _)| at);
    results.into_iter().map(|(_, result)| result).collect()
}
