//! Every page is in the summary, and the summary names no page that is not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::markdown::Page;
use crate::problem::{Flaw, Problem};
use crate::workbook::{PAGES, SUMMARY};

pub(super) fn problems(summary: &str, pages: &BTreeMap<String, String>) -> Vec<Problem> {
    let file = format!("{PAGES}/{SUMMARY}");
    let mut problems = Vec::new();
    let mut listed = BTreeSet::new();
    for link in Page::read(summary).links {
        let path = link.to.trim_start_matches("./").to_owned();
        // An entry without a target is a page that is still to be written.
        if path.is_empty() {
            continue;
        }
        if !pages.contains_key(&path) {
            let what = format!("there is no page {PAGES}/{path}; write it, or take its line out");
            problems.push(Flaw::new(link.line, what).of(&file));
        } else if !listed.insert(path.clone()) {
            problems.push(
                Flaw::new(link.line, format!("{path} is listed twice; take one out")).of(&file),
            );
        }
    }
    for path in pages.keys().filter(|path| !listed.contains(*path)) {
        let what = format!("this page is not in {file}, so nobody can get to it; add a line there");
        problems.push(Flaw::new(1, what).of(&format!("{PAGES}/{path}")));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_summary_agree_or_it_is_said() {
        let pages = ["a.md", "b.md", "c.md"].map(|path| (path.to_owned(), String::new())).into();
        let found = problems(
            "# Summary\n\n[A](a.md)\n\n- [B](./b.md)\n- [D](d.md)\n- [Later]()\n- [A again](a.md)\n",
            &pages,
        );
        let said: Vec<String> = found.iter().map(Problem::to_string).collect();
        assert_eq!(
            said,
            [
                "book/src/SUMMARY.md:6: there is no page book/src/d.md; write it, or take its line out",
                "book/src/SUMMARY.md:8: a.md is listed twice; take one out",
                "book/src/c.md:1: this page is not in book/src/SUMMARY.md, so nobody can get to it; add a line there",
            ]
        );
    }
}
