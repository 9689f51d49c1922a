//! Facts about a trial: what the compiler said and how each test ended. Not what they mean.

mod panic;

use std::time::Duration;

pub use panic::{Comparison, Panic};

/// What is known of one trial after it was built and run.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// What building it gave.
    pub build: Built,
    /// What the compiler warned of, as it shows it.
    pub warnings: Vec<String>,
    /// The tests that were to be run, in the order of the lock, or of the file where the learner wrote it.
    pub tests: Vec<TestEvidence>,
}

/// How building a trial ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Built {
    /// There is a program to run.
    Yes,
    /// The compiler refused it; its errors as it shows them, colours included.
    Refused(Vec<String>),
}

/// What the compiler made of a program that must not compile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Attempt {
    /// It was not tried, because the library doesn't compile.
    #[default]
    None,
    /// It compiles.
    Compiles,
    /// It is refused, with these errors: at least one.
    Refused(Vec<Refusal>),
}

impl Attempt {
    /// Takes in one of the errors with which the program is refused.
    pub fn refuse(&mut self, refusal: Refusal) {
        match self {
            Self::Refused(refusals) => refusals.push(refusal),
            Self::None | Self::Compiles => *self = Self::Refused(vec![refusal]),
        }
    }
}

/// One error in a program that must not compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Its code, such as `E0616`. An error of syntax has none.
    pub code: Option<String>,
    /// The line of the program.
    pub line: Option<usize>,
    /// The error as the compiler shows it, without colours.
    pub shown: String,
}

/// How one test ended.
#[derive(Debug, Clone, PartialEq)]
pub struct TestEvidence {
    /// As the harness names it.
    pub name: String,
    /// How it ended.
    pub ending: Ending,
    /// What the test said when it failed.
    pub panic: Option<Panic>,
    /// What it printed, the harness's own lines left out.
    pub printed: String,
    /// How long it took.
    pub took: Duration,
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It reported success, and its process went on to the seal.
    Passed,
    /// It reported failure.
    Failed,
    /// It was killed when its time was up.
    TimedOut,
    /// Its process was ended by a signal.
    Signal(i32),
    /// Its process left with this code before the test was over.
    LeftEarly(i32),
    /// The program has no test of this name.
    Missing,
    /// The test is marked `#[ignore]`.
    Ignored,
    /// A program that must not compile does.
    Compiles,
    /// A program that must not compile is refused, but not with the error that shows what it should.
    RefusedOtherwise,
}

impl TestEvidence {
    /// A test that was not run.
    pub fn not_run(name: String, ending: Ending) -> Self {
        Self { name, ending, panic: None, printed: String::new(), took: Duration::ZERO }
    }

    /// Whether it met a body that is still to be written.
    pub fn waits(&self) -> bool {
        self.panic.as_ref().is_some_and(Panic::tells_of_todo)
    }
}

/// What a test process printed, without the lines that the harness adds for `name` and the seal.
pub fn printed(stdout: &str, name: &str) -> String {
    let mut text = String::new();
    let header = format!("test {name} ... ");
    for line in stdout.lines() {
        let line = line.strip_prefix(&header).unwrap_or(line);
        if line.starts_with("test ") && line.contains(SEAL) || line == "failures:" {
            break;
        }
        if line.starts_with("running ") && line.ends_with(" tests")
            || matches!(line, "ok" | "FAILED")
        {
            continue;
        }
        if !(line.is_empty() && text.is_empty()) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The test that sorts after every other and shows that the process came to its end: the last letter that an
/// identifier may start with, so that no test of a learner's sorts behind it.
pub const SEAL: &str = "\u{323AF}_sealed";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_test_printed_is_kept() {
        let stdout = format!(
            "\nrunning 2 tests\ntest a ... first\n\nsecond\nok\ntest {} ... ok\n\ntest result: ok.\n",
            SEAL
        );
        assert_eq!(printed(&stdout, "a"), "first\n\nsecond");
        let failed = format!("\nrunning 2 tests\ntest a ... FAILED\ntest {} ... ok\n", SEAL);
        assert_eq!(printed(&failed, "a"), "");
    }
}
