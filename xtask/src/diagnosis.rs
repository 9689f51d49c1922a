//! Failing tests → the belief that they usually come from, if one is likely. The lock knows which tests each wrong version
//! fails, and what they say of it.

use std::collections::BTreeMap;

use crate::catalogue::{Kata, Kind, Signature, blob_id};
use crate::evidence::{Ending, TestEvidence};

/// How much two sets of failures must have in common, in percent: a belief that is only half of what went wrong would lead
/// astray.
const LIKELY: usize = 75;

/// What a learner probably thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Diagnosis<'a> {
    /// The name of the wrong version that fails in the same way.
    pub id: &'a str,
    /// The belief behind it, in a sentence.
    pub belief: &'a str,
}

/// The belief that the failures of a kata's tests usually come from. None where it isn't likely, and none for work that is
/// only begun: where a body is still to be written, or the tests fail that fail on the starter.
pub fn diagnose<'a>(kata: &'a Kata, tests: &[TestEvidence]) -> Option<Diagnosis<'a>> {
    // There the learner's tests are judged, and the report says which promise they don't guard.
    if kata.kind() == Kind::Tests {
        return None;
    }
    let racing = kata.facts.as_ref().map_or(&[][..], |facts| &facts.racing);
    let failing: BTreeMap<&str, String> = tests
        .iter()
        .filter(|test| test.ending != Ending::Passed && !racing.contains(&test.name))
        .map(|test| (test.name.as_str(), fingerprint(test)))
        .collect();
    let is_begun = tests.iter().any(TestEvidence::waits);
    let is_starter = failing.keys().copied().eq(kata.lock.red_by_name());
    if failing.is_empty() || is_begun || is_starter {
        return None;
    }
    let likeness = |signature: &Signature| {
        let same = |(test, print): &(&String, &String)| failing.get(test.as_str()) == Some(print);
        let shared = signature.fails.keys().filter(|test| failing.contains_key(test.as_str()));
        let alike = shared.count() + signature.fails.iter().filter(same).count();
        alike * 100 / (failing.len() + signature.fails.len())
    };
    let mut best: Option<(usize, Diagnosis<'_>)> = None;
    for (id, signature) in &kata.lock.wrong {
        let likeness = likeness(signature);
        if likeness >= LIKELY && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, Diagnosis { id, belief: &signature.belief }));
        }
    }
    best.map(|(_, diagnosis)| diagnosis)
}

/// What a failed test says, as a short hash. The same wrong answer gets the same one, wherever it stands in the file.
pub fn fingerprint(test: &TestEvidence) -> String {
    let word = match test.ending {
        Ending::Passed => "passed",
        Ending::Failed => "failed",
        Ending::TimedOut => "timed-out",
        Ending::Signal(_) => "signal",
        Ending::LeftEarly(_) => "left-early",
        Ending::Missing => "missing",
        Ending::Ignored => "ignored",
        Ending::Compiles => "compiles",
        // What the compiler says differs from one release to the next.
        Ending::RefusedOtherwise => return "refused".to_owned(),
    };
    let mut said = word.to_owned();
    if let Some(panic) = &test.panic {
        said += &panic.message;
        if let Some(comparison) = &panic.comparison {
            said += &comparison.left;
            said += &comparison.right;
        }
    }
    let mut hash = blob_id(said.as_bytes());
    hash.truncate(8);
    hash
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::catalogue::{Catalogue, KataLock};
    use crate::evidence::Panic;

    fn failed(name: &str, said: &str) -> TestEvidence {
        TestEvidence {
            name: name.to_owned(),
            ending: Ending::Failed,
            panic: Some(Panic {
                location: "t.rs:1:1".to_owned(),
                message: said.to_owned(),
                comparison: None,
            }),
            printed: String::new(),
            took: Duration::ZERO,
        }
    }

    fn passed(name: &str) -> TestEvidence {
        TestEvidence { ending: Ending::Passed, panic: None, ..failed(name, "") }
    }

    /// A kata with a signature for each of the names: tests, each with what it says.
    fn kata(red: &[&str], wrong: &[(&str, &[(&str, &str)])]) -> Kata {
        let signature = |fails: &[(&str, &str)]| Signature {
            belief: "It is so.".to_owned(),
            fails: fails
                .iter()
                .map(|(test, said)| ((*test).to_owned(), fingerprint(&failed(test, said))))
                .collect(),
        };
        let lock = KataLock {
            red: red.iter().map(|&test| test.to_owned()).collect(),
            wrong: wrong
                .iter()
                .map(|(name, fails)| ((*name).to_owned(), signature(fails)))
                .collect(),
            ..KataLock::default()
        };
        let folder = ("exercises/1-x/01-a".to_owned(), String::new());
        Kata { lock, ..Catalogue::read(&[folder], None).katas.remove(0) }
    }

    #[track_caller]
    fn diagnosed(kata: &Kata, tests: &[TestEvidence]) -> Option<String> {
        diagnose(kata, tests).map(|diagnosis| diagnosis.id.to_owned())
    }

    #[test]
    fn of_two_that_fail_the_same_tests_the_one_that_says_the_same_is_meant() {
        let kata =
            kata(&["x"], &[("early", &[("a", "too early")]), ("late", &[("a", "too late")])]);
        let found = diagnosed(&kata, &[failed("a", "too late"), passed("b")]);
        assert_eq!(found.as_deref(), Some("late"));
    }

    #[test]
    fn what_is_only_half_alike_is_not_told() {
        let kata = kata(&["x"], &[("late", &[("a", "1"), ("b", "2"), ("c", "3")])]);
        assert_eq!(diagnosed(&kata, &[failed("a", "1")]), None, "one of three");
        assert_eq!(diagnosed(&kata, &[failed("a", "9")]), None, "and it says something else");
        let two = [failed("a", "1"), failed("b", "2")];
        assert_eq!(diagnosed(&kata, &two).as_deref(), Some("late"), "two of three, word for word");
    }

    #[test]
    fn work_that_is_only_begun_is_not_diagnosed() {
        let kata = kata(&["a"], &[("late", &[("a", "1"), ("b", "2")]), ("none", &[("a", "1")])]);
        assert_eq!(diagnosed(&kata, &[failed("a", "1")]), None, "these tests fail on the starter");
        let todo = [failed("a", "1"), failed("b", "2"), failed("c", "not yet implemented: later")];
        assert_eq!(diagnosed(&kata, &todo), None, "a body is still to be written");
        assert_eq!(diagnosed(&kata, &[passed("a"), passed("b")]), None, "nothing fails");
    }
}
