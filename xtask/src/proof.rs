//! What can be shown of a kata by reading its files: that it is complete and that its parts agree. Touches no disk.

mod invariants;

use crate::api;
use crate::catalogue::{Catalogue, Kata, Kind, Problem, Texts};
use crate::hints::{Step, begins, steps};
use crate::plan::{CASES, opening, variants};

/// The fewest other right answers of a kata.
const RIGHT: usize = 2;

/// The fewest wrong answers of a kata.
const WRONG: usize = 4;

/// How many hints there are.
const HINTS: usize = 3;

/// What is wrong with the order of the katas.
pub fn of_order(catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = catalogue.problems.clone();
    let katas = &catalogue.katas;
    for (at, kata) in katas.iter().enumerate() {
        let mut problem = |what: String| {
            problems.push(Problem { file: format!("{}/Cargo.toml", kata.exercise()), what });
        };
        if let Some(twin) =
            katas[..at].iter().find(|twin| twin.number == kata.number || twin.slug == kata.slug)
        {
            problem(format!("its number or slug is also that of {}", twin.exercise()));
        }
        match &kata.facts {
            Err(why) => problem(why.clone()),
            Ok(facts) => {
                for slug in &facts.needs {
                    match katas.iter().find(|other| other.slug == *slug) {
                        None => problem(format!("it needs {slug:?}, and there is no such kata")),
                        Some(other) if other.number >= kata.number => {
                            problem(format!("it needs {slug}, which comes later"));
                        }
                        Some(_) => {}
                    }
                }
            }
        }
    }
    problems
}

/// What is wrong with one kata's files. `page` is the text of its chapter.
pub fn of_kata(kata: &Kata, texts: &Texts, page: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut problem = |file: String, what: &str| {
        problems.push(Problem { file, what: what.to_owned() });
    };
    let (exercise, solution) = (kata.exercise(), kata.solution());
    let text = |file: &str| texts.get(file).map(|text| String::from_utf8_lossy(text).into_owned());

    let brief = format!("{exercise}/README.md");
    match text(&brief) {
        None => problem(brief, "the brief is missing"),
        Some(text) => {
            for heading in ["## The situation", "## The rules", "## Your task", "## Done when"] {
                if !text.lines().any(|line| line == heading) {
                    problem(brief.clone(), &format!("the brief has no heading {heading:?}"));
                }
            }
        }
    }
    let hints = format!("{exercise}/hints.md");
    let hint_text = text(&hints).unwrap_or_default();
    let steps = steps(&hint_text);
    let found = steps.len();
    for prefix in steps.iter().flat_map(Step::prefixes) {
        if !kata.lock.tests.iter().any(|test| begins(test, prefix)) {
            let what = format!("a part is for the tests {prefix}…, and there are none");
            problem(hints.clone(), &what);
        }
    }
    if found != HINTS {
        problem(
            hints,
            &format!(
                "there are {HINTS} hints, each below a heading `## 1. …` of its own, and here are {found}"
            ),
        );
    }
    match (kata.page(), page) {
        (Some(file), None) => problem(file, &format!("the chapter of {} is missing", kata.slug)),
        (Some(file), Some(page)) if !page.lines().any(|line| line.trim() == "{{#katas}}") => {
            problem(
                file,
                &format!(
                    "the chapter does not lead to {}: put a line {{{{#katas}}}} where its katas belong",
                    kata.slug
                ),
            );
        }
        (Some(_) | None, _) => {}
    }
    for file in kata.editable_files() {
        if !texts.contains_key(&file) {
            problem(file, "the manifest calls it editable, and it is missing");
        }
    }

    let notes = format!("{solution}/README.md");
    let said = text(&notes).unwrap_or_default();
    if said.is_empty() {
        problem(notes.clone(), "the notes are missing");
    }
    let (right, wrong) = variants(kata, texts);
    if right.len() < RIGHT {
        problem(
            format!("{solution}/right"),
            &format!(
                "there should be at least {RIGHT} other right versions, and here are {}",
                right.len()
            ),
        );
    }
    if wrong.len() < WRONG {
        problem(
            format!("{solution}/wrong"),
            &format!(
                "there should be at least {WRONG} wrong versions, and here are {}",
                wrong.len()
            ),
        );
    }
    for name in &wrong {
        let file = format!("{solution}/wrong/{name}.rs");
        if !said.contains(&format!("`{name}`")) {
            problem(notes.clone(), &format!("the notes do not say how `{name}` is caught"));
        }
        let opening = texts.get(&file).map(|text| opening(text)).unwrap_or_default();
        match (kata.kind(), opening.as_slice()) {
            (Kind::Tests, [promise, _belief, ..]) if promise.starts_with("Promise: ") => {}
            (Kind::Tests, _) => {
                problem(file, "it should open with `//! Promise: …` and then the belief behind it");
            }
            (_, []) => problem(file, "it should open with `//!` and the belief behind it"),
            (_, [_, ..]) => {}
        }
    }
    let harness = format!("{solution}/tests/kata.rs");
    match text(&harness) {
        None => problem(harness, "the solution is not tested"),
        Some(text)
            if kata.kind() != Kind::Tests
                && !text.contains(&format!("{exercise}/tests/kata.rs")) =>
        {
            problem(
                harness,
                "it should compile the exercise's own tests by their path, not a copy",
            );
        }
        Some(_) => {}
    }
    problems.extend(api_differences(kata, texts));
    problems.extend(invariants::unkept(kata, texts));
    problems
}

/// A learner fills in bodies: what is public in the starter is public in the reference, and nothing else.
fn api_differences(kata: &Kata, texts: &Texts) -> Vec<Problem> {
    if kata.kind() == Kind::Tests {
        return Vec::new();
    }
    let items = |folder: &str| {
        let files = texts.iter().filter(|(path, _)| path.starts_with(&format!("{folder}/src/")));
        let mut all = std::collections::BTreeSet::new();
        for (path, content) in files {
            let text = String::from_utf8_lossy(content);
            // A given part of the solution only includes the exercise's.
            if text.contains("include!(") {
                continue;
            }
            let given = folder == kata.exercise() && !kata.is_editable(&path[folder.len() + 1..]);
            if !given {
                all.extend(api::public_items(&text).map_err(|error| (path.clone(), error))?);
            }
        }
        Ok(all)
    };
    let (starter, reference) = match (items(&kata.exercise()), items(&kata.solution())) {
        (Ok(starter), Ok(reference)) => (starter, reference),
        (Err((file, error)), _) | (_, Err((file, error))) => {
            return vec![Problem { file, what: format!("it is not Rust: {error}") }];
        }
    };
    let only = |in_this: &std::collections::BTreeSet<String>,
                not_in: &std::collections::BTreeSet<String>,
                file: String,
                other: &str| {
        let extra: Vec<String> = in_this.difference(not_in).cloned().collect();
        extra
            .into_iter()
            .map(move |item| Problem {
                file: file.clone(),
                what: format!("`{item}` is public here and not in the {other}"),
            })
            .collect::<Vec<_>>()
    };
    // Where programs must not compile, what is public is the question: the starter has the leaks, and a new shape may
    // have new names.
    let closes = texts.keys().any(|path| path.starts_with(&format!("{}/{CASES}", kata.exercise())));
    let reshapes = closes && kata.kind() == Kind::Refactor;
    let mut problems = Vec::new();
    if !reshapes {
        let src = format!("{}/src", kata.solution());
        problems.extend(only(&reference, &starter, src, "starter"));
    }
    if !closes {
        let src = format!("{}/src", kata.exercise());
        problems.extend(only(&starter, &reference, src, "solution"));
    }
    problems
}
