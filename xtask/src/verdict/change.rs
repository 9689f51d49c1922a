//! Two verdicts on the same kata, one after the other → what became better and what worse.

use super::Judged;

/// What a save has changed, by the names of tests, or of promises where the learner writes the tests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// They failed before.
    pub failed: usize,
    /// They fail no longer.
    pub fixed: Vec<String>,
    /// They fail, and did not before.
    pub new: Vec<String>,
    /// They fail as before.
    pub still: Vec<String>,
}

impl Change {
    /// From one verdict to the next. None where one of them has seen no test run: there is nothing to compare.
    pub fn between(before: &Judged, after: &Judged) -> Option<Self> {
        if before.tests.is_empty() || after.tests.is_empty() {
            return None;
        }
        let (old, now) = (before.broken(), after.broken());
        let (still, new) = now.iter().cloned().partition(|name| old.contains(name));
        let failed = old.len();
        let fixed = old.into_iter().filter(|name| !now.contains(name)).collect();
        Some(Self { failed, fixed, new, still })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Ending, TestEvidence};
    use crate::verdict::Verdict;

    fn judged(failing: &[&str]) -> Judged {
        let tests = ["a", "b", "c"].map(|name| TestEvidence {
            ending: if failing.contains(&name) { Ending::Failed } else { Ending::Passed },
            ..TestEvidence::not_run(name.to_owned(), Ending::Passed)
        });
        Judged { tests: tests.into(), ..Judged::bare(Verdict::Failed) }
    }

    #[test]
    fn what_is_fixed_what_is_new_and_what_stays() {
        let change = Change::between(&judged(&["a", "b"]), &judged(&["b", "c"]));
        let names = |name: &str| vec![name.to_owned()];
        let expected = Change { failed: 2, fixed: names("a"), new: names("c"), still: names("b") };
        assert_eq!(change, Some(expected));
    }

    #[test]
    fn without_tests_there_is_nothing_to_compare() {
        let refused = Judged::bare(Verdict::DoesNotCompile);
        assert_eq!(Change::between(&refused, &judged(&["a"])), None);
        assert_eq!(Change::between(&judged(&["a"]), &refused), None);
    }
}
