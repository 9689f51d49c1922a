//! The report that continuous integration reads: JUnit XML as cargo-nextest writes it.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

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
///
/// # Errors
///
/// None that a writer to memory has.
pub fn report(rows: &[Row<'_>]) -> io::Result<String> {
    let suites: Vec<(&str, Vec<Case>)> =
        rows.iter().map(|row| (row.kata.slug.as_str(), cases(row))).collect();
    let all: Vec<&Case> = suites.iter().flat_map(|(_, cases)| cases).collect();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 4);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let totals = totals(&all);
    writer
        .create_element("testsuites")
        .with_attributes([
            ("name", "kept-promises"),
            ("tests", &totals[0]),
            ("failures", &totals[1]),
            ("errors", "0"),
        ])
        .write_inner_content(|writer| {
            suites.iter().try_for_each(|(slug, cases)| suite(writer, slug, cases))
        })?;
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    Ok(text)
}

fn totals(cases: &[&Case]) -> [String; 2] {
    let failures = cases.iter().filter(|case| case.failure.is_some()).count();
    [cases.len().to_string(), failures.to_string()]
}

fn suite(writer: &mut Writer<impl Write>, slug: &str, cases: &[Case]) -> io::Result<()> {
    let [tests, failures] = totals(&cases.iter().collect::<Vec<_>>());
    let attributes = [
        ("name", slug),
        ("tests", &tests),
        ("failures", &failures),
        ("errors", "0"),
        ("disabled", "0"),
    ];
    writer
        .create_element("testsuite")
        .with_attributes(attributes)
        .write_inner_content(|writer| cases.iter().try_for_each(|each| case(writer, slug, each)))?;
    Ok(())
}

fn case(writer: &mut Writer<impl Write>, slug: &str, case: &Case) -> io::Result<()> {
    let seconds = format!("{:.3}", case.seconds);
    let element = writer.create_element("testcase").with_attributes([
        ("name", case.name.as_str()),
        ("classname", slug),
        ("time", &seconds),
    ]);
    match &case.failure {
        None => element.write_empty()?,
        Some((kind, said)) => element.write_inner_content(|writer| {
            let first = said.lines().next().unwrap_or_default();
            writer
                .create_element("failure")
                .with_attributes([("message", first), ("type", kind)])
                .write_text_content(BytesText::new(said))?;
            Ok(())
        })?,
    };
    Ok(())
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
