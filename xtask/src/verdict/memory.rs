//! Verdicts that still hold, by the hash of what they depend on ↔ text.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Judged, Promise, Verdict};
use crate::evidence::{Comparison, Ending, Panic, TestEvidence};

/// The version of the format, and of what the runner makes of evidence.
const VERSION: u64 = 1;

/// The last verdict on each subject, by its key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    known: BTreeMap<String, (String, Judged)>,
}

impl Memory {
    /// Reads the text of the memory. What can't be read is forgotten: it costs a build, no more.
    pub fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        if value.get("version").and_then(Value::as_u64) != Some(VERSION) {
            return Self::default();
        }
        let known = value.get("known").and_then(Value::as_object).into_iter().flatten();
        let known = known.filter_map(|(key, entry)| {
            let hash = entry.get("hash")?.as_str()?.to_owned();
            Some((key.clone(), (hash, judged(entry)?)))
        });
        Self { known: known.collect() }
    }

    /// The text of the memory.
    pub fn to_text(&self) -> String {
        let known: Map<String, Value> = self
            .known
            .iter()
            .map(|(key, (hash, judged))| (key.clone(), value(hash, judged)))
            .collect();
        json!({ "version": VERSION, "known": known }).to_string()
    }

    /// The verdict on `key`, if what it depends on still has this hash.
    pub fn recall(&self, key: &str, hash: &str) -> Option<&Judged> {
        self.known.get(key).filter(|(known, _)| known == hash).map(|(_, judged)| judged)
    }

    /// Remembers a verdict, unless another run may come to another one.
    pub fn remember(&mut self, key: String, hash: String, judged: &Judged) {
        match judged.is_fleeting() {
            true => self.known.remove(&key),
            false => self.known.insert(key, (hash, judged.clone())),
        };
    }
}

fn value(hash: &str, judged: &Judged) -> Value {
    let Judged { verdict, tests, promises, errors, warnings: _, changed: _, trouble: _, took } =
        judged;
    let tests: Vec<Value> = tests.iter().map(test_value).collect();
    let promises: Vec<Value> = promises
        .iter()
        .map(|Promise { name, text, caught_by }| json!([name, text, caught_by]))
        .collect();
    json!({
        "hash": hash,
        "verdict": verdict.word(),
        "tests": tests,
        "promises": promises,
        "errors": errors,
        "took": millis(*took),
    })
}

fn test_value(test: &TestEvidence) -> Value {
    let TestEvidence { name, ending, panic, printed, took } = test;
    let (word, code) = match *ending {
        Ending::Passed => ("passed", 0),
        Ending::Failed => ("failed", 0),
        Ending::TimedOut => ("timed-out", 0),
        Ending::Signal(signal) => ("signal", signal),
        Ending::LeftEarly(code) => ("left-early", code),
        Ending::Missing => ("missing", 0),
        Ending::Ignored => ("ignored", 0),
        Ending::Compiles => ("compiles", 0),
        Ending::RefusedOtherwise => ("refused-otherwise", 0),
    };
    let panic = panic.as_ref().map(|Panic { location, message, comparison }| {
        let sides = comparison
            .as_ref()
            .map(|Comparison { left, right, wants_equal }| json!([left, right, wants_equal]));
        json!([location, message, sides])
    });
    json!([name, word, code, panic, printed, millis(*took)])
}

fn judged(value: &Value) -> Option<Judged> {
    let word = value.get("verdict")?.as_str()?;
    let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == word)?;
    let tests = value.get("tests")?.as_array()?.iter().map(test).collect::<Option<Vec<_>>>()?;
    let promises =
        value.get("promises")?.as_array()?.iter().map(promise).collect::<Option<Vec<_>>>()?;
    Some(Judged {
        tests,
        promises,
        errors: texts(value.get("errors")?)?,
        took: Duration::from_millis(value.get("took")?.as_u64()?),
        ..Judged::bare(verdict)
    })
}

fn test(value: &Value) -> Option<TestEvidence> {
    let code = i32::try_from(value.get(2)?.as_i64()?).ok()?;
    let ending = match value.get(1)?.as_str()? {
        "passed" => Ending::Passed,
        "failed" => Ending::Failed,
        "timed-out" => Ending::TimedOut,
        "signal" => Ending::Signal(code),
        "left-early" => Ending::LeftEarly(code),
        "missing" => Ending::Missing,
        "ignored" => Ending::Ignored,
        "compiles" => Ending::Compiles,
        "refused-otherwise" => Ending::RefusedOtherwise,
        _ => return None,
    };
    let panic = match value.get(3)? {
        Value::Null => None,
        panic => Some(Panic {
            location: text(panic, 0)?,
            message: text(panic, 1)?,
            comparison: match panic.get(2)? {
                Value::Null => None,
                sides => Some(Comparison {
                    left: text(sides, 0)?,
                    right: text(sides, 1)?,
                    wants_equal: sides.get(2)?.as_bool()?,
                }),
            },
        }),
    };
    let took = Duration::from_millis(value.get(5)?.as_u64()?);
    Some(TestEvidence { name: text(value, 0)?, ending, panic, printed: text(value, 4)?, took })
}

fn promise(value: &Value) -> Option<Promise> {
    Some(Promise { name: text(value, 0)?, text: text(value, 1)?, caught_by: texts(value.get(2)?)? })
}

fn text(value: &Value, at: usize) -> Option<String> {
    Some(value.get(at)?.as_str()?.to_owned())
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> Judged {
        let comparison = Comparison { left: "1".into(), right: "2".into(), wants_equal: true };
        let panic =
            Panic { location: "a:1:1".into(), message: "m".into(), comparison: Some(comparison) };
        let test = |ending, panic| TestEvidence {
            name: "t".into(),
            ending,
            panic,
            printed: "p".into(),
            took: Duration::from_millis(3),
        };
        Judged {
            tests: vec![
                test(Ending::Failed, Some(panic)),
                test(Ending::Passed, None),
                test(Ending::Signal(6), None),
                test(Ending::LeftEarly(-1), None),
                test(Ending::TimedOut, None),
                test(Ending::Missing, None),
                test(Ending::Ignored, None),
            ],
            promises: vec![Promise {
                name: "n".into(),
                text: "p".into(),
                caught_by: vec!["t".into()],
            }],
            errors: vec!["e".into()],
            took: Duration::from_millis(9),
            ..Judged::bare(Verdict::Failed)
        }
    }

    #[test]
    fn a_verdict_is_recalled_as_it_was_and_only_for_its_hash() {
        let mut memory = Memory::default();
        memory.remember("k".to_owned(), "h1".to_owned(), &failed());
        let memory = Memory::read(&memory.to_text());
        assert_eq!(memory.recall("k", "h1"), Some(&failed()));
        assert_eq!(memory.recall("k", "h2"), None);
        assert_eq!(memory.recall("other", "h1"), None);
    }

    #[test]
    fn a_verdict_that_may_change_is_forgotten() {
        let mut memory = Memory::default();
        memory.remember("k".to_owned(), "h".to_owned(), &failed());
        memory.remember("k".to_owned(), "h".to_owned(), &Judged::bare(Verdict::TimedOut));
        assert_eq!(memory.recall("k", "h"), None);
    }

    #[test]
    fn what_cannot_be_read_is_nothing_known() {
        for text in
            ["", "{", "{\"version\":0}", "{\"version\":1,\"known\":{\"k\":{\"hash\":\"h\"}}}"]
        {
            assert_eq!(Memory::read(text), Memory::default(), "{text:?}");
        }
    }
}
