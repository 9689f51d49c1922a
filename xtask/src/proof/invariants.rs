//! Each invariant that a solution documents: is it kept somewhere, and tested somewhere, by its name?

use std::collections::BTreeSet;

use crate::catalogue::{Kata, Kind, Problem, Texts};

/// What is documented, and not guarded or not tested.
pub(super) fn unkept(kata: &Kata, texts: &Texts) -> Vec<Problem> {
    if kata.kind() == Kind::Tests {
        return Vec::new();
    }
    let (exercise, solution) = (kata.exercise(), kata.solution());
    let below = |folder: String| -> Vec<String> {
        let files = texts.iter().filter(|(path, _)| path.starts_with(&folder));
        files.map(|(_, text)| String::from_utf8_lossy(text).into_owned()).collect()
    };
    let library = format!("{solution}/src/lib.rs");
    let text = texts.get(&library).map(|text| String::from_utf8_lossy(text)).unwrap_or_default();
    let documented = named(text.lines().filter(|line| !is_code(line)));
    let sources = [below(format!("{solution}/src/")), below(format!("{exercise}/src/"))].concat();
    let guarded = named(sources.iter().flat_map(|text| text.lines()).filter(|line| is_code(line)));
    let tests = below(format!("{exercise}/tests/"));
    let tested = named(tests.iter().flat_map(|text| text.lines()));

    let missing = |invariants: &BTreeSet<u32>, file: &str, what: &str| -> Vec<Problem> {
        let missing = documented.difference(invariants);
        missing
            .map(|n| Problem { file: file.to_owned(), what: format!("INV-{n} {what}") })
            .collect()
    };
    let mut problems = missing(
        &guarded,
        &library,
        "is documented, and no comment `// INV-n` in the code shows where it is kept",
    );
    let tests = format!("{exercise}/tests/kata.rs");
    problems.extend(missing(&tested, &tests, "is documented, and no test names it"));
    problems
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.starts_with("//!") && !line.starts_with("///")
}

/// The numbers of the invariants that these lines name, ranges such as `INV-1 to INV-4` included.
fn named<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    for line in lines {
        let mut last: Option<(u32, &str)> = None;
        for part in line.split("INV-").skip(1) {
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (digits, rest) = part.split_at(end);
            let Ok(number) = digits.parse::<u32>() else { continue };
            let from = match last {
                Some((first, between)) if between.trim() == "to" => first,
                Some(_) | None => number,
            };
            numbers.extend(from..=number);
            last = Some((number, rest));
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_range_names_all_that_is_in_it() {
        let found = |line: &'static str| named([line].into_iter()).into_iter().collect::<Vec<_>>();
        assert_eq!(found("INV-2: kept, as INV-12 says"), [2, 12]);
        assert_eq!(found("INV-1 to INV-4."), [1, 2, 3, 4]);
        assert_eq!(found("INV-1 and INV-4, INV-x"), [1, 4]);
        assert_eq!(found("nothing"), [0; 0]);
    }
}
