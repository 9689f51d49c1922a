//! What was attempted and what was solved ↔ text. Reads and writes no disk.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The version of the format.
const VERSION: u64 = 1;

/// Where the learner's files of a kata are kept as they were when it passed last, from the workbook's root.
pub fn last_pass(slug: &str) -> String {
    format!(".katas/passed/{slug}")
}

/// A learner's progress, by slug.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    katas: BTreeMap<String, Entry>,
}

/// What is known of one kata.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// How often it was checked after a change, up to its first pass.
    pub attempts: u64,
    /// When it first passed, in seconds since 1970.
    pub first_passed: Option<u64>,
    /// The last verdict, as JSON names it.
    pub last: String,
    /// How many of its hints were shown, apart from those for single tests.
    pub hints: u64,
    /// How many of the hints were shown that are for tests with this prefix.
    pub ladders: BTreeMap<String, u64>,
    /// The test that failed first at the last check.
    pub fails: Option<String>,
    /// Its solution was shown before it had passed.
    pub spoiled: bool,
}

impl Progress {
    /// Reads the text of a progress file.
    ///
    /// # Errors
    ///
    /// Why it can't be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match value.get("version").and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(other) => {
                return Err(format!(
                    "it has version {other} and this runner reads version {VERSION}"
                ));
            }
            None => return Err("it has no version".to_owned()),
        }
        let katas = value.get("katas").and_then(Value::as_object).into_iter().flatten();
        Ok(Self { katas: katas.map(|(slug, entry)| (slug.clone(), Entry::read(entry))).collect() })
    }

    /// The text of a progress file.
    pub fn to_text(&self) -> String {
        let katas: Map<String, Value> =
            self.katas.iter().map(|(slug, entry)| (slug.clone(), entry.to_value())).collect();
        format!("{:#}\n", json!({ "version": VERSION, "katas": katas }))
    }

    /// Notes that `slug` was checked at `now` (seconds since 1970) with this verdict. A verdict that was only
    /// remembered is no further try, unless there is no other.
    pub fn record(&mut self, slug: &str, verdict: &str, passed: bool, is_try: bool, now: u64) {
        let entry = self.katas.entry(slug.to_owned()).or_default();
        let counts = is_try && entry.first_passed.is_none() || entry.attempts == 0;
        entry.attempts += u64::from(counts);
        verdict.clone_into(&mut entry.last);
        if passed {
            entry.first_passed.get_or_insert(now);
        }
    }

    /// Notes which test of `slug` failed first at the last check, if any did.
    pub fn record_failing(&mut self, slug: &str, test: Option<&str>) {
        self.katas.entry(slug.to_owned()).or_default().fails = test.map(str::to_owned);
    }

    /// Notes that the hints of `slug` were shown up to this one, counted from 1; with a prefix those for tests that begin
    /// with it.
    pub fn record_hint(&mut self, slug: &str, prefix: Option<&str>, nth: u64) {
        let entry = self.katas.entry(slug.to_owned()).or_default();
        let shown = match prefix {
            Some(prefix) => entry.ladders.entry(prefix.to_owned()).or_default(),
            None => &mut entry.hints,
        };
        *shown = nth.max(*shown);
    }

    /// Notes that the solution of `slug` was shown before it had passed.
    pub fn record_spoiled(&mut self, slug: &str) {
        self.katas.entry(slug.to_owned()).or_default().spoiled = true;
    }

    /// Whether the last check of `slug` passed.
    pub fn passes(&self, slug: &str) -> bool {
        self.of(slug).is_some_and(Entry::passes)
    }

    /// What is known of `slug`.
    pub fn of(&self, slug: &str) -> Option<&Entry> {
        self.katas.get(slug)
    }
}

impl Entry {
    /// Whether the last check passed.
    pub fn passes(&self) -> bool {
        self.last == "passed"
    }

    /// How many hints were shown, those for tests with this prefix or those for all.
    pub fn hints_for(&self, prefix: Option<&str>) -> u64 {
        match prefix {
            Some(prefix) => self.ladders.get(prefix).copied().unwrap_or_default(),
            None => self.hints,
        }
    }

    /// How many hints were shown in all.
    pub fn all_hints(&self) -> u64 {
        self.hints + self.ladders.values().sum::<u64>()
    }

    fn read(value: &Value) -> Self {
        let ladders = value.get("ladders").and_then(Value::as_object).into_iter().flatten();
        let ladders = ladders.filter_map(|(prefix, shown)| Some((prefix.clone(), shown.as_u64()?)));
        Self {
            attempts: value.get("attempts").and_then(Value::as_u64).unwrap_or_default(),
            first_passed: value.get("first_passed").and_then(Value::as_u64),
            last: value.get("last").and_then(Value::as_str).unwrap_or_default().to_owned(),
            hints: value.get("hints").and_then(Value::as_u64).unwrap_or_default(),
            ladders: ladders.collect(),
            fails: value.get("fails").and_then(Value::as_str).map(str::to_owned),
            spoiled: value.get("spoiled").and_then(Value::as_bool).unwrap_or_default(),
        }
    }

    fn to_value(&self) -> Value {
        let Self { attempts, first_passed, last, hints, ladders, fails, spoiled } = self;
        json!({
            "attempts": attempts,
            "first_passed": first_passed,
            "last": last,
            "hints": hints,
            "ladders": ladders,
            "fails": fails,
            "spoiled": spoiled,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut progress = Progress::default();
        progress.record("a", "failed", false, true, 10);
        progress.record("a", "passed", true, true, 20);
        progress.record("a", "passed", true, true, 30);
        progress.record("b", "timed-out", false, true, 40);
        progress.record_hint("a", None, 2);
        progress.record_hint("a", None, 1);
        progress.record_hint("a", Some("step_2"), 1);
        progress.record_failing("a", Some("step_2_counts"));
        progress.record_spoiled("b");
        assert_eq!(Progress::read(&progress.to_text()), Ok(progress.clone()));
        let entry = progress.of("a").expect("recorded");
        assert_eq!((entry.attempts, entry.first_passed, entry.passes()), (2, Some(20), true));
        assert_eq!(entry.hints, 2, "a hint that was shown stays shown");
        assert_eq!((entry.hints_for(Some("step_2")), entry.all_hints()), (1, 3));
        assert_eq!(progress.of("c"), None);
    }

    #[test]
    fn what_is_not_progress_is_refused() {
        for text in ["", "{", "{}", "{\"version\": 2}"] {
            assert!(Progress::read(text).is_err(), "{text:?} is not a progress file");
        }
    }
}
