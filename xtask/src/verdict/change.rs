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
    /// From what failed before to a verdict. None where that has seen no test run: there is nothing to compare.
    pub fn since(before: &[String], after: &Judged) -> Option<Self> {
        if after.tests.is_empty() {
            return None;
        }
        let now = after.broken();
        let fixed = before.iter().filter(|name| !now.contains(name)).cloned().collect();
        let (still, new) = now.into_iter().partition(|name| before.contains(name));
        Some(Self { failed: before.len(), fixed, new, still })
    }

    /// Nothing became better and nothing worse.
    pub fn is_none(&self) -> bool {
        self.fixed.is_empty() && self.new.is_empty()
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
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let change = Change::since(&names(&["a", "b"]), &judged(&["b", "c"]));
        let expected =
            Change { failed: 2, fixed: names(&["a"]), new: names(&["c"]), still: names(&["b"]) };
        assert_eq!(change, Some(expected));
        let same = Change::since(&names(&["a", "b"]), &judged(&["b", "a"]));
        assert!(same.is_some_and(|change| change.is_none()), "the order is no change");
    }

    #[test]
    fn without_tests_there_is_nothing_to_compare() {
        let refused = Judged::bare(Verdict::DoesNotCompile);
        assert_eq!(Change::since(&["a".to_owned()], &refused), None);
    }
}
