//! `lock`: makes `exercises/katas.lock` anew from the exercises and solutions as they stand.

use super::meter::Meter;
use super::workbook::Workbook;
use super::{Failure, say};
use crate::catalogue::{Kata, KataLock, LOCK, Lock, Texts};
use crate::engine::{self, Shop};
use crate::files;
use crate::plan::{Assignment, Role, plan, versions};
use crate::publish::lock_entry;
use crate::report::count;
use crate::selection::select;
use crate::verdict::{Judged, Verdict};

pub(super) fn lock(selection: &[String]) -> Result<u8, Failure> {
    let mut workbook = Workbook::open()?;
    if selection.is_empty() {
        // What is wrong with the lock is mended by making all of it anew.
        workbook.catalogue.problems.retain(|problem| problem.file != LOCK);
    }
    let workbook = workbook.sound()?;
    let selected = select(&workbook.catalogue, selection)?;
    // What the lock says now must not decide what it will say.
    let katas: Vec<Kata> = selected
        .into_iter()
        .map(|kata| Kata { lock: KataLock::default(), ..kata.clone() })
        .collect();
    let texts = workbook.texts(&katas)?;
    let meter = Meter::new();
    let mut lock = make(&workbook.shop(true)?, &katas, &texts, &|event| {
        meter.hear(event);
    })?;
    for kata in &workbook.catalogue.katas {
        if !kata.lock.files.is_empty() {
            lock.katas.entry(kata.slug.clone()).or_insert_with(|| kata.lock.clone());
        }
    }
    let text = lock.to_text();
    let file = workbook.root.join(LOCK);
    let before = files::read_text(&file).ok().flatten();
    files::write(&file, text.as_bytes())?;
    let changed = if before.as_deref() == Some(&text) { "was current" } else { "is made anew" };
    say(&format!("{LOCK} {changed}: {}", count(katas.len(), "kata")));
    Ok(0)
}

/// The lock for katas that are not locked yet.
pub(super) fn make(
    shop: &Shop,
    katas: &[Kata],
    texts: &Texts,
    on_event: &(dyn Fn(engine::Event) + Sync),
) -> Result<Lock, Failure> {
    let plan: Vec<Assignment<'_>> = katas
        .iter()
        .flat_map(|kata| roles(kata, texts).map(move |role| plan(kata, role, texts)))
        .collect();
    let findings = engine::judge_all(shop, &plan, on_event)?;
    let judged = |kata: &Kata, role: &Role| -> Result<&Judged, Failure> {
        let mut both = plan.iter().zip(&findings);
        let found = both.find(|(each, _)| each.kata.slug == kata.slug && each.role == *role);
        let judged = found.map(|(_, finding)| &finding.judged);
        match judged {
            Some(judged)
                if !matches!(judged.verdict, Verdict::DoesNotCompile | Verdict::Unjudged) =>
            {
                Ok(judged)
            }
            Some(judged) => Err(Failure(format!(
                "{}, {role}: it can't be locked before it compiles\n{}{}",
                kata.slug,
                judged.errors.concat(),
                judged.trouble.as_deref().unwrap_or_default()
            ))),
            None => Err(Failure(format!("{}, {role}: it was not judged", kata.slug))),
        }
    };
    let mut lock = Lock::default();
    for kata in katas {
        let mut wrong = Vec::new();
        for role in roles(kata, texts) {
            if let Role::Wrong(name) = &role {
                wrong.push((name.clone(), judged(kata, &role)?));
            }
        }
        let reference = judged(kata, &Role::Reference)?;
        if reference.verdict != Verdict::Passed {
            let broken = reference.broken().join(", ");
            return Err(Failure(format!(
                "{}: the solution does not pass: {broken}",
                kata.solution()
            )));
        }
        let entry = lock_entry(kata, texts, reference, judged(kata, &Role::Starter)?, &wrong);
        lock.katas.insert(kata.slug.clone(), entry);
    }
    Ok(lock)
}

/// What the lock records; that the right versions pass is for `verify` to show.
fn roles(kata: &Kata, texts: &Texts) -> impl Iterator<Item = Role> {
    versions(kata, texts).into_iter().filter(|role| !matches!(role, Role::Right(_)))
}
