//! Attributes of HTML tags, without a parser: enough for HTML that was written by a program or inside Markdown.

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Where its value begins.
    pub at: usize,
    /// The name of its element.
    pub element: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its value, as written.
    pub value: &'a str,
}

/// The attributes with a quoted value, in order. Text between the tags is passed over, and so are comments.
pub fn attributes(html: &str) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = html[from..].find('<').map(|at| from + at) {
        from = open + 1;
        if let Some(comment) = html[open..].strip_prefix("<!--") {
            from = open + comment.find("-->").map_or(html.len() - open, |end| end + 4);
            continue;
        }
        let name_end = html[from..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let element = &html[from..name_end.map_or(html.len(), |end| from + end)];
        if !element.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        from += element.len();
        from = attributes_of(html, from, element, &mut found);
    }
    found
}

/// Reads the attributes of one tag from `at` on and says where the tag ends.
fn attributes_of<'a>(
    html: &'a str,
    mut at: usize,
    element: &'a str,
    found: &mut Vec<Attribute<'a>>,
) -> usize {
    loop {
        let rest = &html[at..];
        let skipped =
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        at += skipped;
        let rest = &html[at..];
        if rest.is_empty() || rest.starts_with('>') {
            return at;
        }
        let name_len = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'));
        let name = &rest[..name_len.unwrap_or(rest.len())];
        at += name.len().max(1);
        let Some(value) = html[at..].strip_prefix('=') else {
            continue;
        };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let value = &value[1..];
        let value = &value[..value.find(quote).unwrap_or(value.len())];
        found.push(Attribute { at: at + 2, element, name, value });
        at = (at + 2 + value.len() + 1).min(html.len());
    }
}

/// Text for an attribute or between tags.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_in_tags_only() {
        let html = "<p id=\"a\" hidden>x id=\"no\" <!-- <b id=\"no\"> --><img src='b.png' alt=\"1 > 0\"/></p>";
        let found: Vec<(&str, &str, &str)> = attributes(html)
            .into_iter()
            .map(|found| (found.element, found.name, found.value))
            .collect();
        assert_eq!(found, [("p", "id", "a"), ("img", "src", "b.png"), ("img", "alt", "1 > 0")]);
    }

    #[test]
    fn a_tag_that_never_ends_ends_with_the_text() {
        assert_eq!(attributes("<a href=\"x").len(), 1);
        assert!(attributes("1 < 2 <").is_empty());
        assert!(attributes("<é id=\"x\">").is_empty());
    }
}
