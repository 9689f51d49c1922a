//! A page with directives → a page that mdbook understands.

use std::ops::Range;

use crate::cards::{Shelf, cards};
use crate::diagrams::figure;
use crate::markdown::{Lines, Page};
use crate::problem::{Flaw, hint};

/// What may stand behind `{{#`. The first four are mdbook's own.
const DIRECTIVES: [&str; 6] =
    ["include", "rustdoc_include", "playground", "title", "katas", "repo"];

/// Where a page gets what it asks for.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The texts for cards.
    pub shelf: Shelf<'a>,
    /// Whether the repository has a file or folder with this path.
    pub exists: &'a dyn Fn(&str) -> bool,
}

/// Expands the directives of a page. `path` is the page's, from `book/src`.
///
/// # Errors
///
/// Every directive and diagram that is wrong.
pub fn expand(text: &str, path: &str, sources: Sources<'_>) -> Result<String, Vec<Flaw>> {
    let lines = Lines::of(text);
    let mut flaws = Vec::new();
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let page = Page::read(text);
    for block in page.blocks.iter().filter(|block| block.language() == "mermaid") {
        match figure(&block.code) {
            Ok(figure) => edits.push((block.range.clone(), format!("{figure}\n"))),
            Err(what) => flaws.push(Flaw::new(block.line, what)),
        }
    }
    for (at, _) in text.match_indices("{{#") {
        if page.is_code(at) || text[..at].ends_with('\\') {
            continue;
        }
        let line = lines.number(at);
        let Some(length) =
            text[at..].find("}}").filter(|&length| !text[at..at + length].contains('\n'))
        else {
            flaws.push(Flaw::new(
                line,
                "a directive begins here and does not end on its line; close it with `}}`",
            ));
            continue;
        };
        let inside = &text[at + 3..at + length];
        let range = at..at + length + 2;
        let (name, rest) =
            inside.trim().split_once(char::is_whitespace).unwrap_or((inside.trim(), ""));
        let outcome = match name {
            "katas" => katas(text, &range, rest, path, sources.shelf),
            "repo" => repo(rest.trim(), sources.exists),
            name if DIRECTIVES.contains(&name) => continue,
            name => {
                Err(format!("there is no directive `{{{{#{name}}}}}`{}", hint(name, DIRECTIVES)))
            }
        };
        match outcome {
            Ok(with) => edits.push((range, with)),
            Err(what) => flaws.push(Flaw::new(line, what)),
        }
    }
    if !flaws.is_empty() {
        flaws.sort_by_key(|flaw| flaw.line);
        return Err(flaws);
    }
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut from) = (String::new(), 0);
    for (range, with) in edits {
        out.push_str(&text[from..range.start]);
        out.push_str(&with);
        from = range.end;
    }
    out.push_str(&text[from..]);
    Ok(out)
}

/// Whether the page asks for its katas.
pub fn asks_for_katas(text: &str) -> bool {
    let page = Page::read(text);
    text.match_indices("{{#katas}}").any(|(at, _)| !page.is_code(at))
}

fn katas(
    text: &str,
    range: &Range<usize>,
    rest: &str,
    path: &str,
    shelf: Shelf<'_>,
) -> Result<String, String> {
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    if !before.trim().is_empty() || !after.trim().is_empty() || !rest.is_empty() {
        return Err("`{{#katas}}` needs a line of its own, with nothing else on it".to_owned());
    }
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let to_top = "../".repeat(path.matches('/').count());
    cards(stem, &to_top, shelf).map(|cards| format!("\n{cards}\n"))
}

fn repo(path: &str, exists: &dyn Fn(&str) -> bool) -> Result<String, String> {
    match path {
        "" => Err("`{{#repo}}` needs a path, such as `{{#repo exercises/katas.lock}}`".to_owned()),
        path if exists(path) => Ok(format!("`{path}`")),
        path => Err(format!(
            "the repository has no {path}; correct the path, from the top of the repository"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::tests::{briefs, catalogue, pages};

    fn expanded(text: &str) -> Result<String, Vec<Flaw>> {
        let (catalogue, briefs, pages) = (catalogue(), briefs(), pages());
        let shelf = Shelf { catalogue: &catalogue, briefs: &briefs, pages: &pages };
        expand(text, "01-x.md", Sources { shelf, exists: &|path| path == "xtask/src" })
    }

    fn flaw(text: &str) -> (usize, String) {
        let flaws = expanded(text).expect_err("it is wrong");
        assert_eq!(flaws.len(), 1, "{flaws:?}");
        (flaws[0].line, flaws[0].what.clone())
    }

    #[test]
    fn a_page_without_directives_stays_as_it_is() {
        let text = "# A\n\n`{{#katas}}` and \\{{#repo x}}\n\n```md\n{{#katas}}\n```\n\n{{#include x.md}}\n";
        assert_eq!(expanded(text), Ok(text.to_owned()));
    }

    #[test]
    fn directives_are_replaced_where_they_stand() {
        let page =
            expanded("See {{#repo xtask/src}}.\n\n{{#katas}}\n\nEnd\n").expect("nothing is wrong");
        assert!(
            page.starts_with("See `xtask/src`.\n\n\n<section class=\"kata-card\" id=\"kata-01\"")
        );
        assert!(page.ends_with("</section>\n\n\nEnd\n"));
    }

    #[test]
    fn a_diagram_becomes_a_figure() {
        let page = expanded("a\n\n```mermaid\nflowchart LR\n accTitle: x\n a --> b\n```\n\nb\n")
            .expect("right");
        assert!(
            page.starts_with("a\n\n<figure class=\"diagram\"")
                && page.ends_with("</svg></figure>\n\n\nb\n"),
            "{page}"
        );
        assert_eq!(flaw("a\n\n```mermaid\nflowchart LR\n a --> b\n```\n").0, 3);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(
            flaw("a\n\n{{#kata}}\n"),
            (3, "there is no directive `{{#kata}}`; did you mean `katas`?".to_owned())
        );
        assert_eq!(
            flaw("a\nb {{#katas}}\n"),
            (2, "`{{#katas}}` needs a line of its own, with nothing else on it".to_owned())
        );
        assert_eq!(
            flaw("{{#repo xtask/scr}}\n"),
            (
                1,
                "the repository has no xtask/scr; correct the path, from the top of the repository"
                    .to_owned()
            )
        );
        assert_eq!(
            flaw("a\n{{#repo x\n}}\n"),
            (
                2,
                "a directive begins here and does not end on its line; close it with `}}`"
                    .to_owned()
            )
        );
    }

    #[test]
    fn only_a_directive_asks_for_katas() {
        assert!(asks_for_katas("a\n\n{{#katas}}\n"));
        assert!(!asks_for_katas("`{{#katas}}`\n"));
    }
}
