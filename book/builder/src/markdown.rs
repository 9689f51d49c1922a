//! What a page consists of, and in which line. Markdown is read just as mdbook reads it.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use crate::tags;

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The line where it begins: the fence, or the first line of an indented block.
    pub line: usize,
    /// The words behind the fence, or nothing where the block is indented.
    pub info: Option<String>,
    /// The code.
    pub code: String,
    /// Where it is in the text, fences included.
    pub range: Range<usize>,
}

impl Block {
    /// The first word behind the fence: `rust` of `rust,should_panic`.
    pub fn language(&self) -> &str {
        self.words().next().unwrap_or_default()
    }

    /// The words behind the fence.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let info = self.info.as_deref().unwrap_or_default();
        info.split([',', ' ', '\t']).filter(|word| !word.is_empty())
    }

    /// The lines of the code with their numbers in the page.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let first = self.line + usize::from(self.info.is_some());
        self.code.lines().enumerate().map(move |(index, line)| (first + index, line))
    }
}

/// Code in a line of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The line where it begins.
    pub line: usize,
    /// The code.
    pub code: String,
    /// Where it is in the text, backticks included.
    pub range: Range<usize>,
}

/// A link or an image, in Markdown or in HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The line where it begins.
    pub line: usize,
    /// Where it leads, as written.
    pub to: String,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// What it says, as HTML.
    pub html: String,
    /// What it says, without any marks.
    pub text: String,
    /// Where it is in the text.
    pub range: Range<usize>,
}

/// Everything on a page that has to be checked or replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Blocks of code.
    pub blocks: Vec<Block>,
    /// Code in prose.
    pub spans: Vec<Span>,
    /// Links and images.
    pub links: Vec<Link>,
    /// Headings.
    pub headings: Vec<Heading>,
}

impl Page {
    /// Reads a page.
    pub fn read(text: &str) -> Self {
        let lines = Lines::of(text);
        let mut page = Self::default();
        let (mut block, mut heading): (Option<Block>, Option<(Heading, Vec<Event<'_>>)>) =
            (None, None);
        for (event, range) in new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter()
        {
            let line = lines.number(range.start);
            if let Some((heading, events)) = &mut heading
                && !matches!(event, Event::End(TagEnd::Heading(_)))
            {
                if let Event::Text(text) | Event::Code(text) = &event {
                    heading.text.push_str(text);
                }
                events.push(event.clone());
            }
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let info = match kind {
                        CodeBlockKind::Fenced(info) => Some(info.into_string()),
                        CodeBlockKind::Indented => None,
                    };
                    block = Some(Block { line, info, code: String::new(), range });
                }
                Event::Text(text) => {
                    if let Some(block) = &mut block {
                        block.code.push_str(&text);
                    }
                }
                Event::End(TagEnd::CodeBlock) => page.blocks.extend(block.take()),
                Event::Code(code) => {
                    page.spans.push(Span { line, code: code.into_string(), range });
                }
                // `<a@b.org>` comes without its scheme.
                Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push(Link { line, to: dest_url.into_string() });
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    for found in tags::attributes(&html) {
                        if matches!((found.element, found.name), ("a", "href") | ("img", "src")) {
                            let line = lines.number(range.start + found.at);
                            page.links.push(Link { line, to: found.value.to_owned() });
                        }
                    }
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    let begun = Heading {
                        level: level as u8,
                        html: String::new(),
                        text: String::new(),
                        range,
                    };
                    heading = Some((begun, Vec::new()));
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((mut heading, events)) = heading.take() {
                        mdbook_markdown::pulldown_cmark::html::push_html(
                            &mut heading.html,
                            events.into_iter(),
                        );
                        page.headings.push(heading);
                    }
                }
                _ => {}
            }
        }
        page
    }

    /// Whether this place in the text is code.
    pub fn is_code(&self, at: usize) -> bool {
        let blocks = self.blocks.iter().map(|block| &block.range);
        blocks.chain(self.spans.iter().map(|span| &span.range)).any(|range| range.contains(&at))
    }
}

/// Places in a text → numbers of lines.
#[derive(Debug, Clone)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of this text.
    pub fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The number of the line that holds this place, counted from 1.
    pub fn number(&self, at: usize) -> usize {
        self.0.partition_point(|&start| start <= at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart_with_its_lines() {
        let page = Page::read(
            "# A `b` c\n\ntext `cargo x` and [l](a.md#b)\n\n```rust,no_run\nfn a() {}\n```\n\n- in a list\n\n  ```sh\n  $ ls\n  ```\n\n<p>\n<a href=\"c.md\">c</a>\n</p>\n\n![i](d.png)\n",
        );
        let blocks: Vec<(usize, &str, &str)> = page
            .blocks
            .iter()
            .map(|block| (block.line, block.language(), block.code.as_str()))
            .collect();
        assert_eq!(blocks, [(5, "rust", "fn a() {}\n"), (11, "sh", "$ ls\n")]);
        assert_eq!(page.blocks[1].lines().collect::<Vec<_>>(), [(12, "$ ls")]);
        assert_eq!(page.blocks[0].words().collect::<Vec<_>>(), ["rust", "no_run"]);
        let links: Vec<(usize, &str)> =
            page.links.iter().map(|link| (link.line, link.to.as_str())).collect();
        assert_eq!(links, [(3, "a.md#b"), (16, "c.md"), (19, "d.png")]);
        assert_eq!(page.spans[1].code, "cargo x");
        assert_eq!((page.headings[0].level, page.headings[0].text.as_str()), (1, "A b c"));
        assert_eq!(page.headings[0].html, "A <code>b</code> c");
    }

    #[test]
    fn an_indented_block_has_no_words() {
        let page = Page::read("a\n\n    let x = 1;\n");
        assert_eq!(page.blocks[0].info, None);
        assert_eq!(page.blocks[0].line, 3);
    }
}
