//! Verdicts on an author's versions → what the kata is published with. Touches no disk.

use std::collections::BTreeMap;

use crate::catalogue::{Kata, KataLock, Kind, Signature, Texts, blob_id};
use crate::diagnosis::fingerprint;
use crate::evidence::Ending;
use crate::plan::opening;
use crate::verdict::Judged;

/// The lock entry of a kata: `reference` and `starter` as judged, and for a kata whose answers are code each wrong
/// version by name.
pub fn lock_entry(
    kata: &Kata,
    texts: &Texts,
    reference: &Judged,
    starter: &Judged,
    wrong: &[(String, &Judged)],
) -> KataLock {
    let prefix = format!("{}/", kata.exercise());
    let files =
        texts.iter().filter_map(|(path, content)| Some((path.strip_prefix(&prefix)?, content)));
    let files: BTreeMap<String, String> =
        files.map(|(path, content)| (path.to_owned(), blob_id(content))).collect();
    let (tests, wrong) = match kata.kind() {
        Kind::Tests => {
            let promises = &reference.promises;
            let names = promises.iter().map(|promise| promise.name.clone());
            let caught = promises.iter().map(|promise| {
                let fails = promise.caught_by.iter().map(|test| (test.clone(), String::new()));
                let belief = promise.text.clone();
                (promise.name.clone(), Signature { belief, fails: fails.collect() })
            });
            (names.collect(), caught.collect())
        }
        Kind::Implement | Kind::Repair | Kind::Refactor | Kind::Classify | Kind::Decide => {
            let tests =
                in_file_order(kata, texts, reference.tests.iter().map(|test| test.name.clone()));
            let racing = kata.facts.as_ref().map_or(&[][..], |facts| &facts.racing);
            let signature = |(name, judged): &(String, &Judged)| {
                let certain = judged
                    .tests
                    .iter()
                    .filter(|test| test.ending != Ending::Passed && !racing.contains(&test.name));
                let file = format!("{}/wrong/{name}.rs", kata.solution());
                let belief = texts.get(&file).map(|text| opening(text)).unwrap_or_default();
                let signature = Signature {
                    belief: belief.into_iter().next().unwrap_or_default(),
                    fails: certain.map(|test| (test.name.clone(), fingerprint(test))).collect(),
                };
                (name.clone(), signature)
            };
            let wrong = wrong.iter().map(signature).collect();
            (tests, wrong)
        }
    };
    let red = ordered(&tests, starter.broken());
    KataLock { files, tests, red, wrong }
}

/// Those of `names` that are among `all`, in the order of `all`.
fn ordered(all: &[String], names: Vec<String>) -> Vec<String> {
    all.iter().filter(|name| names.contains(name)).cloned().collect()
}

/// A harness lists tests by name; a reader meets them in the order of the file.
fn in_file_order(kata: &Kata, texts: &Texts, names: impl Iterator<Item = String>) -> Vec<String> {
    let file = format!("{}/tests/{}.rs", kata.exercise(), kata.test_target());
    let text = texts.get(&file).map(|text| String::from_utf8_lossy(text)).unwrap_or_default();
    let place = |name: &str| {
        let places = name.split("::").filter_map(|part| text.find(&format!("fn {part}(")));
        places.min().unwrap_or(usize::MAX)
    };
    let mut names: Vec<String> = names.collect();
    names.sort_by_cached_key(|name| (place(name), name.clone()));
    names
}
