//! The report that continuous integration reads: JUnit XML as cargo-nextest writes it.

use super::Row;
use super::json::{message, status};
use crate::evidence::{Ending, TestEvidence};
use crate::verdict::{Judged, Verdict};

/// One case: its name, seconds, and where it was not kept the kind of failure and what was said.
struct Case {
    name: String,
    seconds: f64,
    failure: Option<(&'static str, String)>,
}

/// The document.
pub fn report(rows: &[Row<'_>]) -> String {
    let suites: Vec<(&str, Vec<Case>)> =
        rows.iter().map(|row| (row.kata.slug.as_str(), cases(row))).collect();
    let [tests, failures] = totals(suites.iter().flat_map(|(_, cases)| cases));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kept-promises\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    );
    for (slug, cases) in &suites {
        let [tests, failures] = totals(cases);
        let slug = escaped(slug);
        text += &format!(
            "    <testsuite name=\"{slug}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" disabled=\"0\">\n"
        );
        cases.iter().for_each(|case| text += &element(&slug, case));
        text += "    </testsuite>\n";
    }
    text + "</testsuites>\n"
}

fn totals<'a>(cases: impl IntoIterator<Item = &'a Case>) -> [usize; 2] {
    cases.into_iter().fold([0, 0], |[tests, failures], case| {
        [tests + 1, failures + usize::from(case.failure.is_some())]
    })
}

fn element(slug: &str, Case { name, seconds, failure }: &Case) -> String {
    let name = escaped(name);
    let head =
        format!("        <testcase name=\"{name}\" classname=\"{slug}\" time=\"{seconds:.3}\"");
    let Some((kind, said)) = failure else { return format!("{head}/>\n") };
    let first = escaped(said.lines().next().unwrap_or_default());
    let said = escaped(said);
    format!(
        "{head}>\n            <failure message=\"{first}\" type=\"{kind}\">{said}</failure>\n        </testcase>\n"
    )
}

/// Text for an attribute or the inside of an element. XML has no place for most control characters.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(letter),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            letter if letter.is_control() => safe.push('\u{fffd}'),
            letter => safe.push(letter),
        }
    }
    safe
}

/// The cases of one kata: its tests and promises, or one for the whole where there are none.
fn cases(row: &Row<'_>) -> Vec<Case> {
    let Judged { verdict, tests, promises, errors, trouble, .. } = row.judged;
    let mut cases: Vec<Case> = tests.iter().map(of_test).collect();
    cases.extend(promises.iter().map(|promise| Case {
        name: format!("notices::{}", promise.name),
        seconds: 0.0,
        failure: promise.caught_by.is_empty().then(|| {
            ("unnoticed", format!("nobody noticed that this is broken: {}", promise.text))
        }),
    }));
    if cases.is_empty() || *verdict == Verdict::DoesNotCompile {
        let mut said = vec![super::phrase(row)];
        said.extend(errors.iter().map(|error| anstream::adapter::strip_str(error).to_string()));
        said.extend(trouble.clone());
        let failure = (*verdict != Verdict::Passed).then(|| (verdict.word(), said.join("\n")));
        cases.push(Case { name: row.kata.slug.clone(), seconds: 0.0, failure });
    }
    cases
}

fn of_test(test: &TestEvidence) -> Case {
    let said = || test.panic.as_ref().map_or_else(|| status(test.ending).to_owned(), message);
    Case {
        name: test.name.clone(),
        seconds: test.took.as_secs_f64(),
        failure: (test.ending != Ending::Passed).then(|| (status(test.ending), said())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(
            escaped("a < b && \"c\" > d\u{1b}"),
            "a &lt; b &amp;&amp; &quot;c&quot; &gt; d\u{fffd}"
        );
    }
}
