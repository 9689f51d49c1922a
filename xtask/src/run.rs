//! Test programs → how each test ended: one process a test, as many at once as there are cores. Knows no verdicts.

mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::build::Trouble;
use crate::evidence::{self, Ending, Panic, SEAL, TestEvidence};
use crate::files;
use crate::process::{self, End, Invocation};
use crate::tree::SEAL_FILE;

use queue::Queue;

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

/// What is heard while programs run.
#[derive(Clone, Copy)]
pub struct Listener<'a> {
    /// So many more tests are to be run.
    pub on_found: &'a (dyn Fn(usize) + Sync),
    /// One has ended.
    pub on_ended: &'a (dyn Fn() + Sync),
}

/// Runs the tests of each program that `feed` hands over, while `feed` goes on: the first tests run before the last
/// program is built. Returns what `feed` returns, and for each program the evidence in the order in which the tests were
/// wanted.
///
/// # Errors
///
/// What `feed` fails with; or when a program can't be run at all, or the runner was asked to stop.
pub fn run_while<T>(
    setting: &Setting,
    listener: Listener<'_>,
    feed: impl FnOnce(&dyn Fn(usize, Program)) -> Result<T, Trouble>,
) -> Result<(T, BTreeMap<usize, Vec<TestEvidence>>), Trouble> {
    let queue = Queue::default();
    let ended: Mutex<Vec<Ended>> = Mutex::default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let fed = thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(job) = queue.next() {
                    work(job, setting, listener, &queue, &ended);
                    queue.done();
                }
            });
        }
        let fed = feed(&|at, program| queue.add([Job::List(at, Arc::new(program))]));
        queue.close(fed.is_err());
        fed
    })?;
    if process::interrupted() {
        return Err(Trouble::Interrupted);
    }
    let mut by_program: BTreeMap<usize, Vec<(usize, TestEvidence)>> = BTreeMap::new();
    for Ended { at, place, outcome } in ended.into_inner().unwrap_or_default() {
        by_program.entry(at).or_default().push((place, outcome?));
    }
    let in_order = |mut tests: Vec<(usize, TestEvidence)>| {
        tests.sort_by_key(|(place, _)| *place);
        tests.into_iter().map(|(_, test)| test).collect()
    };
    Ok((fed, by_program.into_iter().map(|(at, tests)| (at, in_order(tests))).collect()))
}

/// Something for a worker to do.
enum Job {
    /// List the tests of a program, which makes a job of each.
    List(usize, Arc<Program>),
    /// Run one.
    Run { at: usize, place: usize, name: String, program: Arc<Program> },
}

struct Ended {
    at: usize,
    place: usize,
    outcome: Result<TestEvidence, Trouble>,
}

fn work(
    job: Job,
    setting: &Setting,
    listener: Listener<'_>,
    queue: &Queue,
    ended: &Mutex<Vec<Ended>>,
) {
    let end = |at, place, outcome| {
        (listener.on_ended)();
        if let Ok(mut ended) = ended.lock() {
            ended.push(Ended { at, place, outcome });
        }
    };
    match job {
        Job::List(at, program) => match list(&program, setting) {
            Ok(listing) => {
                let wanted = program.wanted.clone().unwrap_or_else(|| listing.all.clone());
                (listener.on_found)(wanted.len());
                let mut jobs = Vec::new();
                for (place, name) in wanted.into_iter().enumerate() {
                    let not_run = |ending| Ok(TestEvidence::not_run(name.clone(), ending));
                    match listing.state(&name) {
                        Listed::Ignored => end(at, place, not_run(Ending::Ignored)),
                        Listed::Missing => end(at, place, not_run(Ending::Missing)),
                        Listed::Runs => {
                            jobs.push(Job::Run { at, place, name, program: Arc::clone(&program) });
                        }
                    }
                }
                queue.add(jobs);
            }
            Err(trouble) => end(at, 0, Err(trouble)),
        },
        Job::Run { at, place, name, program } => {
            let seal = format!("{}-{at}-{place}", std::process::id());
            end(at, place, run_test(&program, &name, setting, &seal));
        }
    }
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
    seal: &str,
) -> Result<TestEvidence, Trouble> {
    let seal = setting.seals.join(seal);
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
