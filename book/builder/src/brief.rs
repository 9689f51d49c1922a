//! A kata's README → a part of a page.

use crate::markdown::Page;
use crate::tags;

/// The README without its title, ready to stand inside a card. Its headings are two levels deeper, their ids begin with
/// `prefix`, and they are HTML, so that they stay out of the page's table of contents.
pub fn embed(readme: &str, prefix: &str) -> String {
    let mut out = String::new();
    let mut from = 0;
    for heading in Page::read(readme).headings {
        out.push_str(&readme[from..heading.range.start]);
        from = heading.range.end;
        if heading.level == 1 {
            continue;
        }
        let level = (heading.level + 2).min(6);
        let id = tags::escape(&format!("{prefix}-{}", slug(&heading.text)));
        let html = &heading.html;
        out.push_str(&format!("<h{level} id=\"{id}\">{html}</h{level}>\n\n"));
    }
    out.push_str(&readme[from..]);
    out.trim().to_owned()
}

fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_goes_and_the_other_headings_sink() {
        let readme = "# Retire a rule\n\n## The situation\n\nText.\n\n```sh\n# no heading\n```\n\nYour `task`\n---\n\n1. one\n";
        assert_eq!(
            embed(readme, "kata-16"),
            "<h4 id=\"kata-16-the-situation\">The situation</h4>\n\n\nText.\n\n```sh\n# no heading\n```\n\n\
             <h4 id=\"kata-16-your-task\">Your <code>task</code></h4>\n\n\n1. one"
        );
    }
}
