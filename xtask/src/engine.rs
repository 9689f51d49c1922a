//! Builds, runs and judges a plan, and emits events on the way. Doesn't know who asked, or the terminal.

mod compile;

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use crate::build::{Pace, Trouble};
use crate::evidence::{Built, Evidence, TestEvidence};
use crate::files::{self, Turn};
use crate::plan::{Assignment, Package, Role, Trial, Work};
use crate::run::{self, Setting};
use crate::tree::Root;
use crate::verdict::{self, Judged, Memory};

use compile::Order;

/// Where the engine works and what its verdicts depend on besides the katas.
#[derive(Debug)]
pub struct Shop {
    /// The engine's own folder in cargo's target directory. All in it can be made again.
    pub folder: PathBuf,
    /// What the stage takes over from the workbook's manifest.
    pub root: Root,
    /// The compiler, as `rustc -vV` describes it.
    pub toolchain: String,
    /// Judge anew even what is remembered.
    pub fresh: bool,
}

/// What happens while a plan is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Another run has its turn.
    Waiting,
    /// A build begins; so many packages are to be judged.
    Building(usize),
    /// A crate was compiled.
    Compiled(String),
    /// So many more tests are to be run.
    Found(usize),
    /// Everything is built.
    Built,
    /// One of them has ended.
    Tested,
    /// Everything is judged.
    Done,
}

/// A verdict, and whether it was remembered rather than made now.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The verdict.
    pub judged: Judged,
    /// Nothing had changed since it was made.
    pub remembered: bool,
}

/// Judges every assignment, in their order. Verdicts that still hold are remembered and cost nothing.
///
/// # Errors
///
/// When cargo can't do its work, the shop's folder can't be written to, or the runner was asked to stop.
pub fn judge_all(
    shop: &Shop,
    assignments: &[Assignment<'_>],
    on_event: &(dyn Fn(Event) + Sync),
) -> Result<Vec<Finding>, Trouble> {
    let memory_file = shop.folder.join("verdicts.json");
    let recall =
        || Memory::read(&files::read_text(&memory_file).ok().flatten().unwrap_or_default());
    let environment = environment(shop);
    let hashes: Vec<String> =
        assignments.iter().map(|each| each.fingerprint(&environment)).collect();

    let memory = if shop.fresh { Memory::default() } else { recall() };
    let mut findings: Vec<Option<Finding>> = Vec::new();
    let mut open: Vec<(usize, &[Trial])> = Vec::new();
    for (at, assignment) in assignments.iter().enumerate() {
        let known = memory.recall(&assignment.key(), &hashes[at]).cloned();
        findings.push(match (&assignment.work, known) {
            (Work::Trials(_), Some(judged)) => Some(Finding { judged, remembered: true }),
            (Work::Trials(trials), None) => {
                open.push((at, trials));
                None
            }
            (Work::Untouched | Work::Changed(_) | Work::Unusable(_), _) => {
                Some(Finding { judged: verdict::judge(assignment, &[]), remembered: false })
            }
        });
    }
    if !open.is_empty() {
        let _turn = Turn::wait(&shop.folder.join("turn"), || on_event(Event::Waiting)).map_err(
            |error| match error.kind() {
                io::ErrorKind::Interrupted => Trouble::Interrupted,
                _ => cannot_write(shop, &error),
            },
        )?;
        let subjects: Vec<&[Trial]> = open.iter().map(|(_, trials)| *trials).collect();
        let is_learners = |(at, _): &(usize, _)| assignments[*at].role == Role::Learner;
        let pace = if open.iter().any(is_learners) { Pace::Again } else { Pace::Once };
        let mut evidence = gather(shop, &subjects, pace, on_event)?.into_iter();
        let mut memory = recall();
        for (at, trials) in open {
            let evidence: Vec<Evidence> = evidence.by_ref().take(trials.len()).collect();
            let judged = verdict::judge(&assignments[at], &evidence);
            memory.remember(assignments[at].key(), hashes[at].clone(), &judged);
            findings[at] = Some(Finding { judged, remembered: false });
        }
        files::write(&memory_file, memory.to_text().as_bytes())
            .map_err(|error| cannot_write(shop, &error))?;
    }
    on_event(Event::Done);
    Ok(findings.into_iter().flatten().collect())
}

/// Stages, builds and runs the trials of each subject: the evidence of each trial, in their order.
fn gather(
    shop: &Shop,
    subjects: &[&[Trial]],
    pace: Pace,
    on_event: &(dyn Fn(Event) + Sync),
) -> Result<Vec<Evidence>, Trouble> {
    let stage = shop.folder.join("stage");
    let secret = secret(&shop.folder).map_err(|error| cannot_write(shop, &error))?;
    let seals = shop.folder.join("seals");
    files::write(&seals.join("README"), b"Test processes leave a file here while they run.\n")
        .map_err(|error| cannot_write(shop, &error))?;

    let trials: Vec<&Trial> = subjects.iter().copied().flatten().collect();
    on_event(Event::Building(trials.len()));
    let order = Order { shop, stage: &stage, secret: &secret, subjects, pace, on_event };
    let setting = Setting { seals, secret: secret.clone(), stage: stage.clone() };
    let listener = run::Listener {
        on_found: &|tests| on_event(Event::Found(tests)),
        on_ended: &|| on_event(Event::Tested),
    };
    let (compiled, mut ran) = run::run_while(&setting, listener, |start| {
        let compiled = order.carry_out(start)?;
        on_event(Event::Built);
        Ok(compiled)
    })?;

    let evidence = trials.iter().enumerate().map(|(at, trial)| {
        let package = &trial.package;
        let shown = |said: &[String]| said.iter().map(|said| package.shown(said)).collect();
        let (build, tests) = match compiled.of(&package.folder) {
            (Built::Yes, _) => (Built::Yes, ran.remove(&at).unwrap_or_default()),
            (Built::Refused(errors), _) => (Built::Refused(shown(&errors)), vec![]),
        };
        let mut evidence =
            Evidence { build, warnings: shown(compiled.warnings(&package.folder)), tests };
        let cases = package.cases.iter().map(|case| {
            case.evidence(&package.folder, compiled.attempt(&package.folder, &case.target()))
        });
        evidence.tests.extend(cases);
        evidence.tests.iter_mut().for_each(|test| rename(test, package));
        evidence
    });
    Ok(evidence.collect())
}

/// The stage has names of its own for some paths; a reader wants those of the workbook.
fn rename(test: &mut TestEvidence, package: &Package) {
    if let Some(panic) = &mut test.panic {
        panic.location = package.shown(&panic.location);
        panic.message = package.shown(&panic.message);
    }
}

fn environment(shop: &Shop) -> String {
    let flags =
        ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"].map(std::env::var_os);
    format!("{}\n{flags:?}\n{}", shop.toolchain, shop.root.fingerprint())
}

/// A word that only the stage's test files know. It stays the same for a checkout, so that unchanged tests need no
/// build.
fn secret(folder: &Path) -> io::Result<String> {
    let file = folder.join("secret");
    if let Some(secret) = files::read_text(&file)?.filter(|secret| secret.len() == 32) {
        return Ok(secret);
    }
    // The standard library's only source of randomness: the keys of its hash maps.
    let [a, b] = [RandomState::new().hash_one(1), RandomState::new().hash_one(2)];
    let secret = format!("{a:016x}{b:016x}");
    files::write(&file, secret.as_bytes())?;
    Ok(secret)
}

fn cannot_write(shop: &Shop, error: &io::Error) -> Trouble {
    Trouble::Cargo(format!(
        "{}: {error}\nKatas are built there. Set CARGO_TARGET_DIR to a folder that can be written to, and try again.",
        shop.folder.display()
    ))
}
