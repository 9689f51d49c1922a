//! Katas → the cards of a page.

use std::collections::BTreeMap;

use xtask::catalogue::{Catalogue, Kata, Kind};

use crate::brief;
use crate::tags::escape;

/// The texts that a page may take in.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// All katas.
    pub catalogue: &'a Catalogue,
    /// The READMEs of the katas, by slug.
    pub briefs: &'a BTreeMap<String, String>,
    /// The pages of the book, such as `07-atomic-in-meaning.md`, by their stems.
    pub pages: &'a BTreeMap<String, String>,
}

/// One card for each kata of the chapter with this stem. `to_top` leads from the page to the top of the book: nothing,
/// or some `../`.
///
/// # Errors
///
/// What keeps a card from being made, and what to do.
pub fn cards(chapter: &str, to_top: &str, shelf: Shelf<'_>) -> Result<String, String> {
    let katas: Vec<&Kata> =
        shelf.catalogue.katas.iter().filter(|kata| belongs(kata, chapter)).collect();
    if katas.is_empty() {
        return Err(format!(
            "{{{{#katas}}}} stands here and no kata has chapter = \"{chapter}\"; take it away, or set the chapter in a manifest"
        ));
    }
    let cards: Result<Vec<String>, String> =
        katas.into_iter().map(|kata| card(kata, to_top, shelf)).collect();
    Ok(cards?.join("\n\n"))
}

fn belongs(kata: &Kata, chapter: &str) -> bool {
    kata.facts.as_ref().is_ok_and(|facts| facts.chapter == chapter)
}

fn card(kata: &Kata, to_top: &str, shelf: Shelf<'_>) -> Result<String, String> {
    let exercise = kata.exercise();
    let facts = kata.facts.as_ref().map_err(|why| format!("{exercise}/Cargo.toml: {why}"))?;
    let brief = shelf.briefs.get(&kata.slug).ok_or_else(|| {
        format!("{exercise}/README.md is missing; write the brief of the kata there")
    })?;
    let (number, slug, title) = (kata.number, &kata.slug, &facts.title);
    let first = first(kata, &facts.needs, to_top, shelf)?;
    let edit: Vec<String> =
        kata.editable_files().iter().map(|file| format!("<code>{}</code>", escape(file))).collect();
    let brief = brief::embed(brief, &format!("kata-{number:02}"));
    let (word, meaning) = (facts.kind.word(), meaning(facts.kind));
    Ok(format!(
        "<section class=\"kata-card\" id=\"kata-{number:02}\" data-kata=\"{slug}\">\n\n\
         ### Kata {number:02}: {title} {{#kata-{number:02}-{slug}}}\n\n\
         <dl class=\"kata-facts\">\n\
         <div><dt>Kind</dt><dd><b>{word}</b>: {meaning}</dd></div>\n\
         <div><dt>Time</dt><dd>about {} minutes</dd></div>\n{first}\
         <div><dt>Edit</dt><dd>{}</dd></div>\n\
         </dl>\n\n\
         ```console\n$ cargo xtask check {number}\n```\n\n\
         <details class=\"kata-brief\">\n<summary>The brief</summary>\n\n{brief}\n\n</details>\n\n</section>",
        facts.minutes,
        edit.join("<br>"),
    ))
}

fn first(kata: &Kata, needs: &[String], to_top: &str, shelf: Shelf<'_>) -> Result<String, String> {
    let mut links = Vec::new();
    for slug in needs {
        let needed = shelf.catalogue.katas.iter().find(|kata| kata.slug == *slug);
        let needed = needed.ok_or_else(|| {
            format!(
                "{}/Cargo.toml: `needs` names {slug:?}, and there is no such kata",
                kata.exercise()
            )
        })?;
        let name = format!("kata {:02}, {}", needed.number, escape(needed.title()));
        let page = needed.facts.as_ref().ok().and_then(|facts| shelf.pages.get(&facts.chapter));
        links.push(match page {
            Some(page) => {
                format!("<a href=\"{to_top}{}#kata-{:02}\">{name}</a>", html(page), needed.number)
            }
            None => name,
        });
    }
    Ok(match links.is_empty() {
        true => String::new(),
        false => format!("<div><dt>First</dt><dd>{}</dd></div>\n", links.join(", ")),
    })
}

fn html(page: &str) -> String {
    page.strip_suffix(".md").map_or_else(|| page.to_owned(), |stem| format!("{stem}.html"))
}

fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Implement => "write the bodies that are missing",
        Kind::Repair => "find what breaks a promise, and mend it",
        Kind::Refactor => "it works; give it a better shape",
        Kind::Tests => "write the tests; right and wrong code will be put to them",
        Kind::Classify => "give your answers as data",
        Kind::Decide => "decide, and back it with figures",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Two katas; the second needs the first.
    pub(crate) fn catalogue() -> Catalogue {
        let manifest = |name: &str, title: &str, chapter: &str, needs: &str| {
            format!(
                "[package]\nname = \"{name}\"\n[package.metadata.kata]\ntitle = \"{title}\"\nkind = \"repair\"\nchapter = \"{chapter}\"\nminutes = 20\nneeds = [{needs}]\neditable = [\"src/lib.rs\"]\n"
            )
        };
        Catalogue::read(
            &[
                ("exercises/1-a/01-one".to_owned(), manifest("one", "The & first", "01-x", "")),
                (
                    "exercises/1-a/02-two".to_owned(),
                    manifest("two", "The second", "02-y", "\"one\""),
                ),
            ],
            None,
        )
    }

    pub(crate) fn briefs() -> BTreeMap<String, String> {
        ["one", "two"]
            .map(|slug| (slug.to_owned(), format!("# {slug}\n\n## Rules\n\nKeep them.\n")))
            .into()
    }

    pub(crate) fn pages() -> BTreeMap<String, String> {
        [("01-x", "01-x.md"), ("02-y", "02-y.md")]
            .map(|(stem, page)| (stem.to_owned(), page.to_owned()))
            .into()
    }

    #[test]
    fn a_card_says_everything_about_its_kata() {
        let (catalogue, briefs, pages) = (catalogue(), briefs(), pages());
        let shelf = Shelf { catalogue: &catalogue, briefs: &briefs, pages: &pages };
        let expected = "<section class=\"kata-card\" id=\"kata-02\" data-kata=\"two\">

### Kata 02: The second {#kata-02-two}

<dl class=\"kata-facts\">
<div><dt>Kind</dt><dd><b>repair</b>: find what breaks a promise, and mend it</dd></div>
<div><dt>Time</dt><dd>about 20 minutes</dd></div>
<div><dt>First</dt><dd><a href=\"01-x.html#kata-01\">kata 01, The &amp; first</a></dd></div>
<div><dt>Edit</dt><dd><code>exercises/1-a/02-two/src/lib.rs</code></dd></div>
</dl>

```console
$ cargo xtask check 2
```

<details class=\"kata-brief\">
<summary>The brief</summary>

<h4 id=\"kata-02-rules\">Rules</h4>


Keep them.

</details>

</section>";
        assert_eq!(cards("02-y", "", shelf), Ok(expected.to_owned()));
    }

    #[test]
    fn what_keeps_a_card_from_being_made_is_said() {
        let (catalogue, pages) = (catalogue(), pages());
        let briefs = BTreeMap::new();
        let shelf = Shelf { catalogue: &catalogue, briefs: &briefs, pages: &pages };
        assert_eq!(
            cards("01-x", "", shelf),
            Err("exercises/1-a/01-one/README.md is missing; write the brief of the kata there"
                .to_owned())
        );
        assert_eq!(
            cards("03-z", "", shelf),
            Err("{{#katas}} stands here and no kata has chapter = \"03-z\"; take it away, or set the chapter in a manifest".to_owned())
        );
    }
}
