//! Verdicts and endings in words.

use std::time::Duration;

use super::Row;
use crate::catalogue::Kind;
use crate::evidence::{Ending, TestEvidence};
use crate::verdict::{Judged, Verdict};

/// What a verdict says, for a line of a list.
pub fn phrase(row: &Row<'_>) -> String {
    let Judged { verdict, tests, errors, changed, .. } = row.judged;
    let (kept, of) = row.judged.score();
    let is_tests = row.kata.kind() == Kind::Tests;
    let not_run =
        || tests.iter().filter(|test| matches!(test.ending, Ending::Missing | Ending::Ignored));
    match verdict {
        Verdict::Untouched => "untouched".to_owned(),
        Verdict::DoesNotCompile => format!("does not compile ({})", count(errors.len(), "error")),
        Verdict::TestsChanged => match changed.as_slice() {
            [one] => format!("not judged: {} is not as published", file_name(&one.file)),
            several => format!("not judged: {} are not as published", count(several.len(), "file")),
        },
        Verdict::Incomplete if tests.is_empty() => "no test was run".to_owned(),
        Verdict::Incomplete => format!("{} not run", count(not_run().count(), "test")),
        Verdict::Passed if is_tests => format!("passed: all {of} broken promises were noticed"),
        Verdict::Passed => format!("passed: {}", count(of, "test")),
        Verdict::Failed if is_tests && tests.iter().any(|test| test.ending == Ending::Failed) => {
            "right code is turned away".to_owned()
        }
        Verdict::Failed if is_tests => {
            format!("{} of {of} broken promises went unnoticed", of - kept)
        }
        Verdict::Failed => format!("{} of {} fail", of - kept, count(of, "test")),
        Verdict::TimedOut => "timed out".to_owned(),
        Verdict::Crashed => "crashed".to_owned(),
        Verdict::Unjudged => "could not be judged".to_owned(),
    }
}

/// How a test ended, as a sentence; nothing where the test's own words say it.
pub(super) fn ending(test: &TestEvidence, limit: Duration) -> Option<String> {
    match test.ending {
        Ending::Passed | Ending::Failed | Ending::Compiles | Ending::RefusedOtherwise => None,
        Ending::TimedOut => Some(format!(
            "It was still running after {} s and was stopped. Is there a loop that does not end?",
            limit.as_secs()
        )),
        Ending::Signal(_) if test.printed.contains("overflowed its stack") => Some(
            "It overflowed the stack. Is there a call that calls itself without end?".to_owned(),
        ),
        Ending::Signal(6) => Some("Its process was aborted (signal 6).".to_owned()),
        Ending::Signal(signal) => Some(format!("Its process was ended by signal {signal}.")),
        Ending::LeftEarly(code) => Some(format!(
            "Its process left with exit code {code} before the test was over. A test ends by returning."
        )),
        Ending::Missing => Some("It is expected and is not there.".to_owned()),
        Ending::Ignored => Some("It is marked `#[ignore]`, so it was not run.".to_owned()),
    }
}

/// `a_refused_retire::case_1_of_nothing` → `a refused retire (of nothing)`.
pub(super) fn test_title(name: &str) -> String {
    let words = |text: &str| text.replace('_', " ");
    let mut parts = name.rsplit("::");
    let last = parts.next().unwrap_or(name);
    let case = last
        .strip_prefix("case_")
        .map(|case| case.trim_start_matches(|c: char| c.is_ascii_digit()));
    match (case, parts.next()) {
        (Some(""), Some(table)) => format!("{} ({})", words(table), words(last)),
        (Some(case), Some(table)) => {
            format!("{} ({})", words(table), words(case.trim_start_matches('_')))
        }
        (Some(_) | None, _) => words(last),
    }
}

/// `1 test`, `2 tests`.
pub fn count(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tests_name_reads_as_a_sentence() {
        assert_eq!(test_title("a_rule_is_retired_once"), "a rule is retired once");
        assert_eq!(test_title("a_reason::case_1_of_nothing"), "a reason (of nothing)");
        assert_eq!(test_title("a_reason::case_12"), "a reason (case 12)");
        assert_eq!(test_title("inner::plain"), "plain");
    }
}
