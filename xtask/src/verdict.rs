//! `judge(assignment, evidence)` → a verdict; `audit(verdict, expectation)` → what an author has to mend. No I/O and no
//! wording.

mod change;
mod memory;

use std::time::Duration;

use crate::catalogue::Kind;
use crate::evidence::{Built, Ending, Evidence, TestEvidence};
use crate::plan::{Assignment, ChangedFile, Role, Stance, Trial, Work};

pub use change::Change;
pub use memory::Memory;

/// What is said of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was changed since the kata was published.
    Untouched,
    /// The compiler refuses the subject.
    DoesNotCompile,
    /// A file that is not the learner's to change was changed.
    TestsChanged,
    /// No test failed, but not all that are expected reported success.
    Incomplete,
    /// A test failed, or a broken promise went unnoticed by the learner's tests.
    Failed,
    /// Every expected test reported success.
    Passed,
    /// A test was stopped because its time was up.
    TimedOut,
    /// A test's process was ended by a signal, or left before the test was over.
    Crashed,
    /// It could not be judged, and that is not the subject's fault.
    Unjudged,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Untouched,
        Self::DoesNotCompile,
        Self::TestsChanged,
        Self::Incomplete,
        Self::Failed,
        Self::Passed,
        Self::TimedOut,
        Self::Crashed,
        Self::Unjudged,
    ];

    /// The word in JSON and in the progress file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::DoesNotCompile => "does-not-compile",
            Self::TestsChanged => "tests-changed",
            Self::Incomplete => "incomplete",
            Self::Failed => "failed",
            Self::Passed => "passed",
            Self::TimedOut => "timed-out",
            Self::Crashed => "crashed",
            Self::Unjudged => "unjudged",
        }
    }
}

/// A verdict and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// How each test ended. Where the subject is a test file: how it ended on the right implementations.
    pub tests: Vec<TestEvidence>,
    /// Where the subject is a test file: the broken promises and who noticed.
    pub promises: Vec<Promise>,
    /// The compiler's errors, as it shows them.
    pub errors: Vec<String>,
    /// What the compiler warned of in the subject, as it shows it.
    pub warnings: Vec<String>,
    /// Files that are not the learner's to change and were changed.
    pub changed: Vec<ChangedFile>,
    /// Why it could not be judged.
    pub trouble: Option<String>,
    /// The sum of what its tests took.
    pub took: Duration,
}

/// A promise that one of the wrong implementations breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The name of the wrong implementation.
    pub name: String,
    /// The promise.
    pub text: String,
    /// The subject's tests that failed on it; nobody noticed where there is none.
    pub caught_by: Vec<String>,
}

impl Judged {
    /// A verdict that rests on nothing further.
    fn bare(verdict: Verdict) -> Self {
        Self {
            verdict,
            tests: vec![],
            promises: vec![],
            errors: vec![],
            warnings: vec![],
            changed: vec![],
            trouble: None,
            took: Duration::ZERO,
        }
    }

    /// The subject could not be judged.
    pub fn unjudged(why: String) -> Self {
        Self { trouble: Some(why), ..Self::bare(Verdict::Unjudged) }
    }

    /// How many of the expected tests succeeded or of the promises are guarded, and how many there are.
    pub fn score(&self) -> (usize, usize) {
        match self.promises.as_slice() {
            [] => {
                let passed = self.tests.iter().filter(|test| test.ending == Ending::Passed);
                (passed.count(), self.tests.len())
            }
            promises => {
                let guarded = promises.iter().filter(|promise| !promise.caught_by.is_empty());
                (guarded.count(), promises.len())
            }
        }
    }

    /// The failing test that a report tells of first: a body that is still to be written has less to say than a promise
    /// that broke.
    pub fn first_failing(&self) -> Option<&TestEvidence> {
        let failing = self.tests.iter().filter(|test| test.ending != Ending::Passed);
        failing.min_by_key(|test| test.waits())
    }

    /// The tests or promises that were not kept, by name.
    pub fn broken(&self) -> Vec<String> {
        let tests = self.tests.iter().filter(|test| test.ending != Ending::Passed);
        let unnoticed = self.promises.iter().filter(|promise| promise.caught_by.is_empty());
        tests
            .map(|test| test.name.clone())
            .chain(unnoticed.map(|promise| promise.name.clone()))
            .collect()
    }

    /// Whether another run may come to another verdict: then it is not remembered.
    pub fn is_fleeting(&self) -> bool {
        match self.verdict {
            Verdict::TimedOut | Verdict::Crashed | Verdict::Unjudged => true,
            Verdict::Untouched
            | Verdict::DoesNotCompile
            | Verdict::TestsChanged
            | Verdict::Incomplete
            | Verdict::Failed
            | Verdict::Passed => false,
        }
    }
}

/// Judges a subject by the evidence of its trials, in their order; none where there was nothing to build.
pub fn judge(assignment: &Assignment<'_>, evidence: &[Evidence]) -> Judged {
    match &assignment.work {
        Work::Untouched => Judged::bare(Verdict::Untouched),
        Work::Changed(changed) => {
            Judged { changed: changed.clone(), ..Judged::bare(Verdict::TestsChanged) }
        }
        Work::Unusable(why) => Judged::unjudged(why.clone()),
        Work::Trials(trials) => match assignment.kata.kind() {
            Kind::Tests => judge_tests(trials, evidence),
            Kind::Implement | Kind::Repair | Kind::Refactor | Kind::Classify | Kind::Decide => {
                judge_code(evidence)
            }
        },
    }
}

/// The subject is an implementation, and every expected test must report success.
fn judge_code(evidence: &[Evidence]) -> Judged {
    let [evidence] = evidence else {
        return Judged::unjudged("it was not built".to_owned());
    };
    if let Built::Refused(errors) = &evidence.build {
        return Judged { errors: errors.clone(), ..Judged::bare(Verdict::DoesNotCompile) };
    }
    Judged {
        took: evidence.tests.iter().map(|test| test.took).sum(),
        tests: evidence.tests.clone(),
        warnings: evidence.warnings.clone(),
        ..Judged::bare(of_tests(&evidence.tests))
    }
}

/// The worst of the endings decides; no test at all is not a success.
fn of_tests(tests: &[TestEvidence]) -> Verdict {
    let any = |test: fn(Ending) -> bool| tests.iter().any(|evidence| test(evidence.ending));
    if any(|ending| ending == Ending::TimedOut) {
        Verdict::TimedOut
    } else if any(|ending| matches!(ending, Ending::Signal(_) | Ending::LeftEarly(_))) {
        Verdict::Crashed
    } else if any(|ending| {
        matches!(ending, Ending::Failed | Ending::Compiles | Ending::RefusedOtherwise)
    }) {
        Verdict::Failed
    } else if tests.is_empty() || any(|ending| matches!(ending, Ending::Missing | Ending::Ignored))
    {
        Verdict::Incomplete
    } else {
        Verdict::Passed
    }
}

/// The subject is a test file: it must pass on every right implementation and notice every wrong one.
fn judge_tests(trials: &[Trial], evidence: &[Evidence]) -> Judged {
    let Some(Evidence { build, warnings, .. }) = evidence.first() else {
        return Judged::unjudged("it was not built".to_owned());
    };
    // The first implementation is the given one: what doesn't compile with it doesn't compile for the learner.
    if let Built::Refused(errors) = build {
        return Judged { errors: errors.clone(), ..Judged::bare(Verdict::DoesNotCompile) };
    }
    let mut tests: Vec<TestEvidence> = Vec::new();
    let mut promises = Vec::new();
    for (trial, evidence) in trials.iter().zip(evidence) {
        if let Built::Refused(errors) = &evidence.build {
            let said = errors.concat();
            return Judged::unjudged(format!("{} does not compile:\n{said}", trial.package.folder));
        }
        match &trial.stance {
            Stance::Judged => {}
            Stance::Right(_) => merge(&mut tests, &evidence.tests),
            Stance::Wrong { name, promise } => promises.push(Promise {
                name: name.clone(),
                text: promise.clone(),
                caught_by: caught_by(&evidence.tests),
            }),
        }
    }
    // A test that fails on right code says nothing about wrong code.
    let passes = |name: &String| {
        let test = tests.iter().find(|test| test.name == *name);
        test.is_some_and(|test| test.ending == Ending::Passed)
    };
    for promise in &mut promises {
        promise.caught_by.retain(passes);
    }
    let on_right = of_tests(&tests);
    let verdict = match on_right {
        Verdict::Passed if promises.iter().any(|promise| promise.caught_by.is_empty()) => {
            Verdict::Failed
        }
        verdict => verdict,
    };
    let took = evidence.iter().flat_map(|evidence| &evidence.tests).map(|test| test.took).sum();
    Judged { tests, promises, took, warnings: warnings.clone(), ..Judged::bare(verdict) }
}

/// Of each test, the first right implementation on which it did not pass counts. The given one comes first, and the learner
/// has seen the test pass on it: that another one differs has to be said.
fn merge(tests: &mut Vec<TestEvidence>, more: &[TestEvidence]) {
    for test in more {
        match tests.iter_mut().find(|known| known.name == test.name) {
            None => tests.push(test.clone()),
            Some(known) if known.ending == Ending::Passed => {
                *known = test.clone();
                if let Some(panic) = &mut known.panic {
                    panic.message += "\nThe given code passes this test. Other right code doesn't: it differs where nothing is promised.";
                }
            }
            Some(_) => {}
        }
    }
}

fn caught_by(tests: &[TestEvidence]) -> Vec<String> {
    let caught = tests.iter().filter(|test| match test.ending {
        Ending::Failed | Ending::TimedOut | Ending::Signal(_) => true,
        // Leaving early is the test's own doing, whatever the implementation.
        Ending::Passed | Ending::LeftEarly(_) | Ending::Missing | Ending::Ignored => false,
        // These are about implementations, and here the tests are judged.
        Ending::Compiles | Ending::RefusedOtherwise => false,
    });
    caught.map(|test| test.name.clone()).collect()
}

/// What an author expects of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// It passes.
    Accepted,
    /// It is refused because tests fail, and it compiles.
    Refused,
}

/// What an author expects of the answers in each role.
pub fn expectation(role: &Role) -> Expectation {
    match role {
        Role::Learner | Role::Reference | Role::Right(_) => Expectation::Accepted,
        Role::Starter | Role::Wrong(_) => Expectation::Refused,
    }
}

/// Whether a verdict is what its author expects.
pub fn meets(verdict: Verdict, expectation: Expectation) -> bool {
    match (expectation, verdict) {
        (Expectation::Accepted, Verdict::Passed) => true,
        // A wrong version may well loop or overflow the stack; what doesn't compile shows nothing.
        (Expectation::Refused, Verdict::Failed | Verdict::TimedOut | Verdict::Crashed) => true,
        (Expectation::Accepted | Expectation::Refused, _) => false,
    }
}

#[cfg(test)]
mod tests;
