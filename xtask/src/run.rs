//! Test programs → how each test ended: one process a test, as many at once as there are cores. Knows no verdicts.

mod listing;
mod queue;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::build::Trouble;
use crate::evidence::{self, Ending, Panic, SEAL, TestEvidence};
use crate::files;
use crate::process::{self, End, Invocation, Outcome};
use crate::tree::SEAL_FILE;

use listing::Listing;
use queue::Queue;

/// A test program.
#[derive(Debug, Clone)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Whose tests it holds.
    pub suites: Vec<Suite>,
}

/// The tests of one subject and what is wanted of them.
#[derive(Debug, Clone)]
pub struct Suite {
    /// What their evidence is filed under.
    pub at: usize,
    /// What the program puts before their names.
    pub prefix: String,
    /// The folder they run in.
    pub dir: PathBuf,
    /// The tests to run, or all there are.
    pub wanted: Option<Vec<String>>,
    /// The time limit of one test.
    pub limit: Duration,
}

impl Suite {
    /// The name of a test as the program has it.
    fn full(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// What a program has said, with the names as the test file has them. The harness says them, and a thread that panics.
    fn without_prefix(&self, said: String) -> String {
        if self.prefix.is_empty() { said } else { said.replace(&self.prefix, "") }
    }
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
/// program is built. Returns what `feed` returns, and for each suite the evidence in the order in which the tests were
/// wanted.
///
/// # Errors
///
/// What `feed` fails with; or when a program can't be run at all, or the runner was asked to stop.
pub fn run_while<T>(
    setting: &Setting,
    listener: Listener<'_>,
    feed: impl FnOnce(&dyn Fn(Program)) -> Result<T, Trouble>,
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
        let fed = feed(&|program| queue.add([Job::List(program)]));
        queue.close(fed.is_err());
        fed
    })?;
    if process::interrupted() {
        return Err(Trouble::Interrupted);
    }
    let mut by_suite: BTreeMap<usize, Vec<(usize, TestEvidence)>> = BTreeMap::new();
    for Ended { at, place, outcome } in ended.into_inner().unwrap_or_default() {
        by_suite.entry(at).or_default().push((place, outcome?));
    }
    let in_order = |mut tests: Vec<(usize, TestEvidence)>| {
        tests.sort_by_key(|(place, _)| *place);
        tests.into_iter().map(|(_, test)| test).collect()
    };
    Ok((fed, by_suite.into_iter().map(|(at, tests)| (at, in_order(tests))).collect()))
}

/// Something for a worker to do.
enum Job {
    /// List the tests of a program, which makes a job of each.
    List(Program),
    /// Run one.
    Run { place: usize, name: String, program: Arc<Path>, suite: Arc<Suite> },
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
        Job::List(Program { path, suites }) => {
            let listing = match Listing::of(&path, &suites, setting) {
                Ok(listing) => listing,
                Err(trouble) => return end(0, 0, Err(trouble)),
            };
            let program: Arc<Path> = path.into();
            for suite in suites.into_iter().map(Arc::new) {
                let wanted = suite.wanted.clone().unwrap_or_else(|| listing.names(&suite));
                (listener.on_found)(wanted.len());
                let mut jobs = Vec::new();
                for (place, name) in wanted.into_iter().enumerate() {
                    if let Some(ending) = listing.obstacle(&suite, &name) {
                        end(suite.at, place, Ok(TestEvidence::not_run(name, ending)));
                        continue;
                    }
                    let (program, suite) = (Arc::clone(&program), Arc::clone(&suite));
                    jobs.push(Job::Run { place, name, program, suite });
                }
                queue.add(jobs);
            }
        }
        Job::Run { place, name, program, suite } => {
            let seal = format!("{}-{}-{place}", std::process::id(), suite.at);
            end(suite.at, place, run_test(&program, &suite, &name, setting, &seal));
        }
    }
}

fn run_test(
    program: &Path,
    suite: &Suite,
    name: &str,
    setting: &Setting,
    seal: &str,
) -> Result<TestEvidence, Trouble> {
    let seal = setting.seals.join(seal);
    let [test, last] = [name, SEAL].map(|name| suite.full(name));
    let args = ["--exact", &test, &last, "--test-threads=1", "--nocapture", "--color=never"];
    let invocation = invocation(program, &args, &suite.dir, suite.limit, setting, Some(&seal));
    let outcome = started(program, process::run(&invocation))?;
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
    let [stdout, stderr] =
        [&outcome.stdout, &outcome.stderr].map(|said| suite.without_prefix(plain(said)));
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

fn invocation(
    program: &Path,
    args: &[&str],
    dir: &Path,
    limit: Duration,
    setting: &Setting,
    seal: Option<&Path>,
) -> Invocation {
    Invocation {
        program: program.to_owned(),
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
        dir: dir.to_owned(),
        limit,
    }
}

fn started(program: &Path, outcome: io::Result<Outcome>) -> Result<Outcome, Trouble> {
    outcome
        .map_err(|error| Trouble::Cargo(format!("{} can't be started: {error}", program.display())))
}
