//! Verdicts → text, JSON, JUnit and the exit code. Knows no disk, no processes and no clock.

pub mod difference;
pub mod human;
pub mod json;
pub mod junit;
pub mod prose;
pub mod since;
mod state;
pub mod style;
mod words;

use crate::catalogue::Kata;
use crate::plan::Role;
use crate::verdict::{Judged, Verdict};

pub use state::{Standing, ago, state};
pub use words::{count, phrase};

/// One verdict to report.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The kata.
    pub kata: &'a Kata,
    /// Whose answer was judged.
    pub role: &'a Role,
    /// The verdict.
    pub judged: &'a Judged,
}

/// The exit code of a run: 0 if every verdict is a pass, 1 if one is not, 2 if one could not be made.
pub fn exit_code(verdicts: impl IntoIterator<Item = Verdict>) -> u8 {
    let codes = verdicts.into_iter().map(|verdict| match verdict {
        Verdict::Passed => 0,
        Verdict::Untouched
        | Verdict::DoesNotCompile
        | Verdict::TestsChanged
        | Verdict::Incomplete
        | Verdict::Failed
        | Verdict::TimedOut
        | Verdict::Crashed => 1,
        Verdict::Unjudged => 2,
    });
    codes.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_verdict_decides_the_exit_code() {
        assert_eq!(exit_code([]), 0);
        assert_eq!(exit_code([Verdict::Passed, Verdict::Passed]), 0);
        for verdict in Verdict::ALL.into_iter().filter(|&verdict| verdict != Verdict::Passed) {
            let expected = if verdict == Verdict::Unjudged { 2 } else { 1 };
            assert_eq!(exit_code([Verdict::Passed, verdict]), expected, "{verdict:?}");
        }
        assert_eq!(exit_code([Verdict::Unjudged, Verdict::Failed]), 2);
    }
}
