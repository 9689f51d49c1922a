//! `check`: grades the learner's work, or the solutions.

use super::meter::Meter;
use super::workbook::Workbook;
use super::{Failure, say};
use crate::catalogue::Kata;
use crate::cli::{Check, Format};
use crate::engine::{self, Event, Shop};
use crate::files;
use crate::plan::{Role, plan};
use crate::report::human::Around;
use crate::report::{self, Row, human, json, junit};
use crate::selection::select;
use crate::verdict::{Judged, Verdict};

pub(super) fn check(check: &Check) -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let katas = select(&workbook.catalogue, &check.selection)?;
    let role = if check.solutions { Role::Reference } else { Role::Learner };
    let shop = workbook.shop(check.fresh)?;
    let meter = Meter::new();
    let judged = judge(&workbook, &shop, &katas, &role, &|event| meter.hear(event))?;
    let rows: Vec<Row<'_>> =
        judged.iter().map(|(kata, judged)| Row { kata, role: &role, judged }).collect();

    let text = match check.format {
        Format::Human => {
            let next = (role == Role::Learner).then(|| next_unsolved(&workbook, &rows)).flatten();
            let (has_git, solutions) = (workbook.has_git(), check.solutions);
            let around = Around { next, has_git, solutions, names: human::NAMES };
            human::report(&rows, around)
        }
        Format::Json => format!(
            "{:#}\n",
            json::report(&rows, shop.toolchain.lines().next().unwrap_or_default())
        ),
        Format::Junit => junit::report(&rows),
    };
    match &check.output {
        Some(file) => {
            files::write(file, anstream::adapter::strip_str(&text).to_string().as_bytes())
                .map_err(|error| {
                    Failure(format!("{} can't be written: {error}", file.display()))
                })?;
        }
        None => say(&text),
    }
    Ok(report::exit_code(rows.iter().map(|row| row.judged.verdict)))
}

/// Judges `role`'s answers to the katas. What a learner has achieved is recorded.
pub(super) fn judge<'a>(
    workbook: &Workbook,
    shop: &Shop,
    katas: &[&'a Kata],
    role: &Role,
    on_event: &(dyn Fn(Event) + Sync),
) -> Result<Vec<(&'a Kata, Judged)>, Failure> {
    let texts = workbook.texts(katas.iter().copied())?;
    let plan: Vec<_> = katas.iter().map(|kata| plan(kata, role.clone(), &texts)).collect();
    let findings = engine::judge_all(shop, &plan, on_event)?;
    if *role == Role::Learner {
        // A remembered verdict is no further try, but progress may have lost sight of it meanwhile.
        let verdicts: Vec<(&str, &Judged, bool)> = katas
            .iter()
            .zip(&findings)
            .map(|(kata, finding)| {
                let is_try = !finding.remembered && finding.judged.verdict != Verdict::Untouched;
                (kata.slug.as_str(), &finding.judged, is_try)
            })
            .filter(|(_, judged, _)| judged.verdict != Verdict::Unjudged)
            .collect();
        // Where progress can't be written nothing can, and that has been said.
        let can_keep = workbook.record(&verdicts);
        for (kata, finding) in katas.iter().zip(&findings) {
            if can_keep && finding.judged.verdict == Verdict::Passed {
                workbook.keep_passing(kata, &texts);
            }
        }
    }
    Ok(katas.iter().copied().zip(findings.into_iter().map(|finding| finding.judged)).collect())
}

/// A kata that neither this run nor an earlier one has seen passing: one that was asked for, or the next one after it. Who
/// works in the middle of the book goes on there.
fn next_unsolved<'a>(workbook: &'a Workbook, rows: &[Row<'_>]) -> Option<&'a Kata> {
    let progress = workbook.progress();
    let row_of = |kata: &Kata| rows.iter().find(|row| row.kata.slug == kata.slug);
    let unsolved = |kata: &&Kata| match row_of(kata) {
        Some(row) => row.judged.verdict != Verdict::Passed,
        None => !progress.passes(&kata.slug),
    };
    let last = rows.iter().map(|row| row.kata.number).max().unwrap_or(0);
    let katas = || workbook.catalogue.katas.iter().filter(unsolved);
    let asked_for = katas().find(|kata| row_of(kata).is_some());
    asked_for.or_else(|| katas().find(|kata| kata.number > last)).or_else(|| katas().next())
}
