//! Links that stay inside the book lead to a page, and to an id on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::includes::resolve;
use crate::markdown::Link;
use crate::problem::{Flaw, hint};
use crate::tags;

/// Where a page is and what is around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The page, from `book/src`.
    pub(super) path: &'a str,
    /// The pages, from `book/src`.
    pub(super) pages: &'a BTreeMap<String, String>,
    /// The other files, from `book/src`.
    pub(super) files: &'a [String],
    /// The ids on each built page, unless the book can't be built.
    pub(super) ids: Option<&'a BTreeMap<String, BTreeSet<String>>>,
}

/// How many links there are to follow, and what is wrong with them.
pub(super) fn flaws(links: &[Link], place: &Place<'_>) -> (usize, Vec<Flaw>) {
    let inner: Vec<&Link> = links.iter().filter(|link| is_inner(&link.to)).collect();
    let flaws = inner
        .iter()
        .filter_map(|link| Some(Flaw::new(link.line, wrong(&link.to, place)?)))
        .collect();
    (inner.len(), flaws)
}

/// The same for a brief, which stands in the repository and in the book, so that no path is right in both.
pub(super) fn brief_flaws(links: &[Link]) -> (usize, Vec<Flaw>) {
    let flaws = links.iter().filter(|link| is_inner(&link.to)).map(|link| {
        let what = format!(
            "{} leads nowhere once the brief is in the book; name the file as code instead",
            link.to
        );
        Flaw::new(link.line, what)
    });
    (0, flaws.collect())
}

fn is_inner(to: &str) -> bool {
    let scheme = to.split(['/', '#', '?']).next().unwrap_or_default();
    !scheme.contains(':') && !to.starts_with("//")
}

fn wrong(to: &str, place: &Place<'_>) -> Option<String> {
    let (path, id) = to.split_once('#').map_or((to, None), |(path, id)| (path, Some(id)));
    let path = path.replace("%20", " ");
    let page = match path.as_str() {
        "" => place.path.to_owned(),
        path => {
            let Some(resolved) = resolve(place.path, path) else {
                return Some(format!(
                    "{to} leads out of the book, and breaks where the book is published; write `{{{{#repo PATH}}}}` to name a file of the repository"
                ));
            };
            let page = match resolved.strip_suffix(".html") {
                Some(stem) => format!("{stem}.md"),
                None => resolved,
            };
            if place.files.contains(&page) {
                return None;
            }
            if !place.pages.contains_key(&page) {
                let names = place.pages.keys().chain(place.files).map(String::as_str);
                return Some(format!("{path} is not in the book{}", hint(&page, names)));
            }
            page
        }
    };
    let id = id.filter(|id| !id.is_empty())?;
    let ids = place.ids?.get(&page)?;
    (!ids.contains(id)).then(|| {
        format!(
            "{page} has no heading with the id `{id}`{}",
            hint(id, ids.iter().map(String::as_str))
        )
    })
}

/// The file that mdbook makes of a page.
pub(super) fn built(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let stem = name.trim_end_matches(".md");
    let stem = if stem.eq_ignore_ascii_case("readme") { "index" } else { stem };
    match folder {
        "" => format!("{stem}.html"),
        folder => format!("{folder}/{stem}.html"),
    }
}

/// The ids in the part of a built page that mdbook has made of the text.
pub(super) fn ids(html: &str) -> BTreeSet<String> {
    let main = html.split_once("<main>").map_or(html, |(_, rest)| rest);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    tags::attributes(main)
        .into_iter()
        .filter(|found| found.name == "id")
        .map(|found| found.value.replace("&amp;", "&"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Page;

    fn said(text: &str) -> (usize, Vec<(usize, String)>) {
        let pages = ["01-x.md", "02-y.md"].map(|path| (path.to_owned(), String::new())).into();
        let ids = [
            ("02-y.md".to_owned(), ["the-idea".to_owned()].into()),
            ("01-x.md".to_owned(), BTreeSet::new()),
        ]
        .into();
        let place = Place {
            path: "01-x.md",
            pages: &pages,
            files: &["pic.svg".to_owned()],
            ids: Some(&ids),
        };
        let (count, flaws) = flaws(&Page::read(text).links, &place);
        (count, flaws.into_iter().map(|flaw| (flaw.line, flaw.what)).collect())
    }

    #[test]
    fn links_that_lead_somewhere_are_counted() {
        assert_eq!(
            said(
                "[a](02-y.md#the-idea) [b](./02-y.html) ![c](pic.svg) [d](https://example.org/x#y) <a@b.org>"
            ),
            (3, vec![])
        );
    }

    #[test]
    fn links_that_lead_nowhere_are_said() {
        assert_eq!(
            said("a\n\n[a](02-z.md)"),
            (1, vec![(3, "02-z.md is not in the book; did you mean `02-y.md`?".to_owned())])
        );
        assert_eq!(
            said("[a](02-y.md#the-idear)"),
            (
                1,
                vec![(
                    1,
                    "02-y.md has no heading with the id `the-idear`; did you mean `the-idea`?"
                        .to_owned()
                )]
            )
        );
        assert_eq!(
            said("[a](#x)"),
            (1, vec![(1, "01-x.md has no heading with the id `x`".to_owned())])
        );
        assert_eq!(
            said("a\n[a](../../xtask/src/lib.rs)"),
            (1, vec![(2, "../../xtask/src/lib.rs leads out of the book, and breaks where the book is published; write `{{#repo PATH}}` to name a file of the repository".to_owned())])
        );
    }

    #[test]
    fn a_brief_has_no_relative_links() {
        let page = Page::read("a\n\n[lib](src/lib.rs) [x](https://example.org)\n");
        let flaws = brief_flaws(&page.links).1;
        assert_eq!(
            flaws,
            [Flaw::new(
                3,
                "src/lib.rs leads nowhere once the brief is in the book; name the file as code instead"
            )]
        );
    }

    #[test]
    fn ids_come_from_the_text_of_the_page() {
        let html = "<nav id=\"no\"></nav><main><h2 id=\"a\"><a class=\"header\" href=\"#a\">A</a></h2></main><p id=\"no\">";
        assert_eq!(ids(html), ["a".to_owned()].into());
        assert_eq!([built("a.md"), built("x/README.md")], ["a.html", "x/index.html"]);
    }
}
