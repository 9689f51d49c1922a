//! `verify`: proves that the katas and the book are what they claim to be.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::meter::Meter;
use super::workbook::Workbook;
use super::{Failure, book, say};
use crate::catalogue::{Kata, KataLock, Kind, LOCK, Problem, Signature, Texts};
use crate::diagnosis::diagnose;
use crate::engine;
use crate::evidence::Ending;
use crate::files;
use crate::plan::{Assignment, CASES, Role, is_case, plan, variants, versions};
use crate::proof;
use crate::publish::lock_entry;
use crate::report::{count, style};
use crate::selection::select;
use crate::verdict::{Expectation, Judged, Verdict, expectation, meets};

pub(super) fn verify(selection: &[String]) -> Result<u8, Failure> {
    let workbook = Workbook::open()?;
    let katas = select(&workbook.catalogue, selection)?;
    let texts = workbook.texts(katas.iter().copied())?;
    let mut problems = proof::of_order(&workbook.catalogue);
    for kata in &katas {
        let page = kata
            .page()
            .map(|page| files::read_text(&workbook.root.join(page)))
            .transpose()?
            .flatten();
        problems.extend(proof::of_kata(kata, &texts, page.as_deref()));
    }

    let plan: Vec<Assignment<'_>> = katas
        .iter()
        .flat_map(|kata| versions(kata, &texts).into_iter().map(|role| plan(kata, role, &texts)))
        .collect();
    let mut troubles: Vec<String> = Vec::new();
    let meter = Meter::new();
    let findings = engine::judge_all(&workbook.shop(true)?, &plan, &|event| meter.hear(event))?;
    let judged: Vec<(&Assignment<'_>, &Judged)> =
        plan.iter().zip(findings.iter().map(|finding| &finding.judged)).collect();
    for (assignment, judged) in &judged {
        let of_version = of_version(assignment, judged);
        // What keeps one version of a kata from being judged keeps them all.
        problems.extend(of_version.into_iter().filter(|problem| {
            judged.verdict != Verdict::Unjudged || !troubles.contains(&problem.what)
        }));
        troubles.extend(judged.trouble.clone());
    }
    for kata in &katas {
        problems.extend(of_lock(kata, &texts, &judged));
        problems.extend(of_cases(kata, &judged));
    }
    let diagnoses = Diagnoses::of(&judged);
    problems.extend(diagnoses.problems());

    let mut text = String::new();
    for problem in &problems {
        let _ = writeln!(
            text,
            "{} {}: {}",
            style::bad("✗"),
            style::strong(&problem.file),
            problem.what
        );
    }
    let summary = [(katas.len(), "kata"), (plan.len(), "version"), (problems.len(), "problem")]
        .map(|(n, what)| count(n, what))
        .join(", ");
    let summary = if problems.is_empty() { style::good(summary) } else { style::bad(summary) };
    let Diagnoses { right, of, false_ones } = diagnoses;
    let _ = writeln!(
        text,
        "diagnosis: right first on {right} of {}, {} on code that is right or only begun",
        count(of, "wrong version"),
        count(false_ones.len(), "false one"),
    );
    let _ = writeln!(text, "{summary}");
    say(&text);

    let pages = if selection.is_empty() { book::book(&["test".to_owned()])? } else { 0 };
    Ok(if problems.is_empty() { pages } else { 1 })
}

fn file_of(assignment: &Assignment<'_>) -> String {
    let kata = assignment.kata;
    match &assignment.role {
        Role::Learner | Role::Starter => kata.exercise(),
        Role::Reference => kata.solution(),
        Role::Right(name) => format!("{}/right/{name}.rs", kata.solution()),
        Role::Wrong(name) => format!("{}/wrong/{name}.rs", kata.solution()),
    }
}

/// What is wrong with the verdict on one version.
fn of_version(assignment: &Assignment<'_>, judged: &Judged) -> Vec<Problem> {
    let file = file_of(assignment);
    let mut problems = Vec::new();
    let expected = expectation(&assignment.role);
    if !meets(judged.verdict, expected) {
        let (kept, of) = judged.score();
        let broken = judged.broken();
        let what = match (expected, judged.verdict) {
            (_, Verdict::DoesNotCompile) => {
                format!("it does not compile:\n{}", judged.errors.concat())
            }
            (_, Verdict::Unjudged) => judged.trouble.clone().unwrap_or_default(),
            (Expectation::Accepted, _) => {
                format!("it should pass and {} of {of} fail: {}", of - kept, broken.join(", "))
            }
            (Expectation::Refused, Verdict::Passed) => {
                format!("it should be refused and passes all {of}")
            }
            (Expectation::Refused, verdict) => {
                format!("it should fail a test and is {}", verdict.word())
            }
        };
        problems.push(Problem { file: file.clone(), what });
    }
    let gives_warnings = matches!(assignment.role, Role::Starter | Role::Reference);
    if gives_warnings && !judged.warnings.is_empty() {
        problems.push(Problem {
            file,
            what: format!("it compiles with warnings:\n{}", judged.warnings.concat()),
        });
    }
    problems
}

/// What the lock says of a kata and is no longer so.
fn of_lock(kata: &Kata, texts: &Texts, judged: &[(&Assignment<'_>, &Judged)]) -> Vec<Problem> {
    let of_role = |wanted: &Role| {
        let mut of_kata = judged.iter().filter(|(each, _)| each.kata.slug == kata.slug);
        of_kata.find(|(each, _)| each.role == *wanted).map(|(_, judged)| *judged)
    };
    let (Some(reference), Some(starter)) = (of_role(&Role::Reference), of_role(&Role::Starter))
    else {
        return Vec::new();
    };
    // Then there is nothing to compare, and the reason has been reported.
    if reference.verdict == Verdict::Unjudged {
        return Vec::new();
    }
    let wrong: Vec<(String, &Judged)> = variants(kata, texts)
        .1
        .into_iter()
        .filter_map(|name| Some((name.clone(), of_role(&Role::Wrong(name))?)))
        .collect();
    let KataLock { files, tests, red, wrong } = lock_entry(kata, texts, reference, starter, &wrong);
    let old = &kata.lock;
    let mut stale: Vec<String> = Vec::new();
    let named =
        files.iter().filter(|(file, id)| old.files.get(*file) != Some(id)).map(|(file, _)| file);
    let gone = old.files.keys().filter(|file| !files.contains_key(*file));
    stale.extend(named.chain(gone).map(|file| format!("{file} is not the one that is locked")));
    if tests != old.tests {
        stale.push("the tests have other names".to_owned());
    }
    if red != old.red {
        stale.push("other tests fail on the starter".to_owned());
    }
    // What a test says may differ from one toolchain to the next; which tests fail may not.
    let known = |wrong: &BTreeMap<String, Signature>| -> Vec<(String, String, Vec<String>)> {
        let facts = wrong.iter().map(|(name, Signature { belief, fails })| {
            (name.clone(), belief.clone(), fails.keys().cloned().collect())
        });
        facts.collect()
    };
    if known(&wrong) != known(&old.wrong) {
        stale.push("the wrong versions fail other tests or have other beliefs".to_owned());
    }
    let problem = |what| Problem {
        file: LOCK.to_owned(),
        what: format!("{}: {what}; run `cargo xtask lock` if that is meant", kata.slug),
    };
    // One that fails no test at all has been reported by now.
    let fails = |name: &str| {
        of_role(&Role::Wrong(name.to_owned())).is_some_and(|judged| !judged.broken().is_empty())
    };
    let unlucky = wrong.iter().filter(|(name, known)| known.fails.is_empty() && fails(name));
    let unlucky = unlucky.map(|(name, _)| Problem {
        file: format!("{}/wrong/{name}.rs", kata.solution()),
        what: "no test that doesn't race fails on it; add one that does".to_owned(),
    });
    let unlucky: Vec<Problem> = unlucky.collect();
    stale.into_iter().map(problem).chain(unlucky).collect()
}

/// What the runner would tell the authors of all versions that they believe.
#[derive(Debug, Default)]
struct Diagnoses {
    /// Wrong versions of which the own belief is told.
    right: usize,
    /// Wrong versions.
    of: usize,
    /// Files that are right or only begun, of which a belief is told.
    false_ones: Vec<String>,
}

impl Diagnoses {
    /// The least share of wrong versions of which the own belief is to be told, in percent. Two mistakes that no test can
    /// tell apart have one diagnosis.
    const RIGHT: usize = 95;

    /// The fewest versions of which a share says something.
    const MANY: usize = 200;

    fn of(judged: &[(&Assignment<'_>, &Judged)]) -> Self {
        let mut diagnoses = Self::default();
        // What is not judged as it should be has been reported.
        let code = judged.iter().filter(|(each, judged)| {
            each.kata.kind() != Kind::Tests && meets(judged.verdict, expectation(&each.role))
        });
        for (assignment, judged) in code {
            let told = diagnose(assignment.kata, &judged.tests);
            match &assignment.role {
                Role::Wrong(name) => {
                    diagnoses.of += 1;
                    diagnoses.right += usize::from(told.is_some_and(|told| told.id == name));
                }
                Role::Learner | Role::Starter | Role::Reference | Role::Right(_) => {
                    diagnoses.false_ones.extend(told.map(|_| file_of(assignment)));
                }
            }
        }
        diagnoses
    }

    fn problems(&self) -> Vec<Problem> {
        let Self { right, of, false_ones } = self;
        let problem = |file: &String| Problem {
            file: file.clone(),
            what: "it is right or only begun, and is told a wrong belief".to_owned(),
        };
        let mut problems: Vec<Problem> = false_ones.iter().map(problem).collect();
        if *of >= Self::MANY && right * 100 < of * Self::RIGHT {
            problems.push(Problem {
                file: LOCK.to_owned(),
                what: format!("of {of} wrong versions only {right} are told their own belief"),
            });
        }
        problems
    }
}

/// The programs that must not compile, and that compile on no version either: nobody knows whether they try what they say.
fn of_cases(kata: &Kata, judged: &[(&Assignment<'_>, &Judged)]) -> Vec<Problem> {
    let of_kata = || judged.iter().filter(|(each, _)| each.kata.slug == kata.slug);
    let compiles = |name: &str| {
        let mut tests = of_kata().flat_map(|(_, judged)| &judged.tests);
        tests.any(|test| test.name == name && test.ending == Ending::Compiles)
    };
    let reference = of_kata().find(|(each, _)| each.role == Role::Reference);
    let cases = reference.into_iter().flat_map(|(_, judged)| &judged.tests);
    let unproved = cases.filter(|test| is_case(&test.name) && !compiles(&test.name));
    let problem = |name: &str| Problem {
        file: format!("{}/{CASES}", kata.exercise()),
        what: format!(
            "{name} compiles on no version, so it shows nothing; add a wrong one on which it does"
        ),
    };
    unproved.map(|test| problem(&test.name)).collect()
}
