//! Each kata has its page, and the page shows its katas.

use std::collections::BTreeMap;

use xtask::catalogue::{Catalogue, Kata};

use crate::directives::asks_for_katas;
use crate::problem::{Flaw, Problem, hint};
use crate::workbook::PAGES;

pub(super) fn problems(
    catalogue: &Catalogue,
    pages: &BTreeMap<String, String>,
    stems: &BTreeMap<String, String>,
    read: &dyn Fn(&str) -> Option<String>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for problem in &catalogue.problems {
        problems.push(Flaw::new(1, &problem.what).of(&problem.file));
    }
    for kata in &catalogue.katas {
        let manifest = format!("{}/Cargo.toml", kata.exercise());
        let facts = match &kata.facts {
            Ok(facts) => facts,
            Err(why) => {
                problems.push(Flaw::new(1, why.replace('\n', " ")).of(&manifest));
                continue;
            }
        };
        let Some(path) = stems.get(&facts.chapter) else {
            let what = format!(
                "there is no page {PAGES}/{}.md for this kata{}",
                facts.chapter,
                hint(&facts.chapter, stems.keys().map(String::as_str))
            );
            problems.push(
                Flaw::new(line_of_chapter(&read(&manifest).unwrap_or_default()), what)
                    .of(&manifest),
            );
            continue;
        };
        if !pages.get(path).is_some_and(|text| asks_for_katas(text)) {
            let what = format!(
                "{} belongs to this page, which does not show it; add `{{{{#katas}}}}` on a line of its own",
                called(kata)
            );
            problems.push(Flaw::new(1, what).of(&format!("{PAGES}/{path}")));
        }
    }
    problems
}

fn called(kata: &Kata) -> String {
    format!("kata {:02} ({})", kata.number, kata.slug)
}

fn line_of_chapter(manifest: &str) -> usize {
    manifest
        .lines()
        .position(|line| line.trim_start().starts_with("chapter"))
        .map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::tests::catalogue;

    #[test]
    fn a_kata_without_a_page_and_a_page_without_its_katas_are_said() {
        let pages = [("01-x.md".to_owned(), "# X\n".to_owned())].into();
        let stems = [("01-x".to_owned(), "01-x.md".to_owned())].into();
        let read =
            |_: &str| Some("[package]\n[package.metadata.kata]\nchapter = \"02-y\"\n".to_owned());
        let said: Vec<String> =
            problems(&catalogue(), &pages, &stems, &read).iter().map(Problem::to_string).collect();
        assert_eq!(
            said,
            [
                "book/src/01-x.md:1: kata 01 (one) belongs to this page, which does not show it; add `{{#katas}}` on a line of its own",
                "exercises/1-a/02-two/Cargo.toml:3: there is no page book/src/02-y.md for this kata",
            ]
        );
    }
}
