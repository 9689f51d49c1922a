//! The report that scripts read. Its schema is published in the book.

use serde_json::{Value, json};

use super::Row;
use crate::diagnosis::diagnose;
use crate::evidence::{Ending, Panic, TestEvidence};
use crate::verdict::{Promise, Verdict};

/// The name of the format; it changes when a reader would have to.
pub const SCHEMA: &str = "kept-promises/check/v1";

/// The document.
pub fn report(rows: &[Row<'_>], toolchain: &str) -> Value {
    let passed = rows.iter().filter(|row| row.judged.verdict == Verdict::Passed).count();
    json!({
        "schema": SCHEMA,
        "toolchain": toolchain,
        "katas": rows.iter().map(kata).collect::<Vec<_>>(),
        "passed": passed,
        "total": rows.len(),
    })
}

fn kata(row: &Row<'_>) -> Value {
    let tests = row.judged.tests.iter().map(test);
    let promises = row.judged.promises.iter().map(promise);
    json!({
        "id": row.kata.slug,
        "number": row.kata.number,
        "part": row.kata.part_name(),
        "kind": row.kata.kind().word(),
        "verdict": row.judged.verdict.word(),
        "tests": tests.chain(promises).collect::<Vec<_>>(),
        "diagnosis": diagnosis(row),
        "millis": millis(row.judged.took),
    })
}

fn diagnosis(row: &Row<'_>) -> Value {
    diagnose(row.kata, &row.judged.tests).map_or(Value::Null, |diagnosis| {
        json!({ "id": diagnosis.id, "text": diagnosis.belief, "read": row.kata.page() })
    })
}

fn test(test: &TestEvidence) -> Value {
    json!({
        "name": test.name,
        "status": status(test.ending),
        "message": test.panic.as_ref().map(message),
        "millis": millis(test.took),
    })
}

/// A promise counts as a test of the learner's tests.
fn promise(promise: &Promise) -> Value {
    let (status, message) = match promise.caught_by.as_slice() {
        [] => ("failed", format!("nobody noticed that this is broken: {}", promise.text)),
        _ => ("passed", format!("{}: caught by {}", promise.text, promise.caught_by.join(", "))),
    };
    json!({ "name": format!("notices::{}", promise.name), "status": status, "message": message, "millis": 0 })
}

/// How a test ended, in the words of the format.
pub(super) fn status(ending: Ending) -> &'static str {
    match ending {
        Ending::Passed => "passed",
        Ending::Failed | Ending::Compiles | Ending::RefusedOtherwise => "failed",
        Ending::TimedOut => "timed-out",
        Ending::Signal(_) | Ending::LeftEarly(_) => "crashed",
        Ending::Missing | Ending::Ignored => "not-run",
    }
}

/// The test's own words with both sides of a comparison.
pub(super) fn message(panic: &Panic) -> String {
    match &panic.comparison {
        None => panic.message.clone(),
        Some(sides) => {
            format!("{}\nexpected: {}\nfound: {}", panic.message, sides.right, sides.left)
        }
    }
}

fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
