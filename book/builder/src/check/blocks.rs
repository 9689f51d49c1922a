//! Which blocks of Rust have to be compiled here, and which blocks can't be checked at all.

use crate::includes::resolve;
use crate::markdown::Block;
use crate::problem::Flaw;

/// The folders whose Rust files are compiled by cargo.
pub(super) const COMPILED: [&str; 4] = ["book/listings/", "exercises/", "solutions/", "xtask/"];

/// A block that stands in the page itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inline {
    pub(super) line: usize,
    pub(super) info: String,
    pub(super) code: String,
    /// The code of the error that the compiler must give.
    pub(super) refused: Option<String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sorted {
    pub(super) rust: usize,
    pub(super) inline: Vec<Inline>,
    pub(super) flaws: Vec<Flaw>,
}

pub(super) fn sort(blocks: &[Block], file: &str) -> Sorted {
    let mut sorted = Sorted::default();
    for block in blocks {
        match (block.info.as_deref(), block.language()) {
            (None, _) => sorted.flaws.push(Flaw::new(
                block.line,
                "indented text is a block of code without a language; use a fence, or take the indentation away",
            )),
            (Some(_), "") => sorted.flaws.push(Flaw::new(
                block.line,
                "this block has no language; name one behind the fence (`rust`, `console`, `toml`, `text`)",
            )),
            (Some(_), "rs") => {
                sorted.flaws.push(Flaw::new(block.line, "this block says `rs`, which nobody compiles; write `rust`"));
            }
            (Some(info), "rust") => {
                sorted.rust += 1;
                match rust(block, info, file) {
                    Ok(inline) => sorted.inline.extend(inline),
                    Err(flaw) => sorted.flaws.push(flaw),
                }
            }
            (Some(_), _) => {}
        }
    }
    sorted
}

fn rust(block: &Block, info: &str, file: &str) -> Result<Option<Inline>, Flaw> {
    let flaw = |what: String| Err(Flaw::new(block.line, what));
    if let Some(word) = block.words().find(|word| word.starts_with("ignore")) {
        return flaw(format!(
            "`{word}` keeps the compiler from seeing this block; use `no_run` or `compile_fail,E0xxx`"
        ));
    }
    let included: Vec<(usize, &str)> =
        block.lines().filter_map(|(line, text)| Some((line, included(text)?))).collect();
    if !included.is_empty() {
        if block.code.lines().any(|text| !text.trim().is_empty() && self::included(text).is_none())
        {
            return flaw(
                "this block mixes an include with other code; move the code into the included file"
                    .to_owned(),
            );
        }
        for (line, target) in included {
            let path = resolve(file, target.split(':').next().unwrap_or(target));
            if !path
                .as_ref()
                .is_some_and(|path| COMPILED.iter().any(|folder| path.starts_with(folder)))
            {
                return Err(Flaw::new(
                    line,
                    format!(
                        "{target} is not below {}, so nothing compiles it; move it there",
                        COMPILED.join(", ")
                    ),
                ));
            }
        }
        return Ok(None);
    }
    let refused = if block.words().any(|word| word == "compile_fail") {
        match block.words().find(|word| is_code(word)) {
            Some(code) => Some(code.to_owned()),
            None => {
                return flaw(
                    "`compile_fail` must say which error is meant; write `compile_fail,E0xxx`"
                        .to_owned(),
                );
            }
        }
    } else {
        None
    };
    Ok(Some(Inline { line: block.line, info: info.to_owned(), code: block.code.clone(), refused }))
}

fn is_code(word: &str) -> bool {
    word.strip_prefix('E')
        .is_some_and(|digits| digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit()))
}

/// The target of a line that is an include and nothing else.
fn included(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix("{{#")?.strip_suffix("}}")?;
    let target = inside.strip_prefix("include ").or(inside.strip_prefix("rustdoc_include "))?;
    Some(target.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Page;

    fn sorted(text: &str) -> Sorted {
        sort(&Page::read(text).blocks, "book/src/x.md")
    }

    fn flaw(text: &str) -> (usize, String) {
        let flaws = sorted(text).flaws;
        assert_eq!(flaws.len(), 1, "{flaws:?}");
        (flaws[0].line, flaws[0].what.clone())
    }

    #[test]
    fn a_block_is_included_or_inline() {
        let included =
            sorted("a\n\n```rust\n{{#include ../../solutions/1-a/01-one/src/lib.rs:claim}}\n```\n");
        assert_eq!((included.rust, included.inline, included.flaws), (1, vec![], vec![]));
        let inline = sorted("```rust,compile_fail,E0382\nx\n```\n\n```toml\n```\n");
        assert_eq!(inline.rust, 1);
        assert_eq!(inline.inline[0].refused.as_deref(), Some("E0382"));
    }

    #[test]
    fn what_cannot_be_checked_is_a_flaw() {
        assert_eq!(
            flaw("a\n\n```\nx\n```\n"),
            (3, "this block has no language; name one behind the fence (`rust`, `console`, `toml`, `text`)".to_owned())
        );
        assert_eq!(
            flaw("a\n\n    x\n"),
            (3, "indented text is a block of code without a language; use a fence, or take the indentation away".to_owned())
        );
        assert_eq!(
            flaw("```rust,ignore\nx\n```\n"),
            (1, "`ignore` keeps the compiler from seeing this block; use `no_run` or `compile_fail,E0xxx`".to_owned())
        );
        assert_eq!(
            flaw("```rs\nx\n```\n"),
            (1, "this block says `rs`, which nobody compiles; write `rust`".to_owned())
        );
        assert_eq!(
            flaw("```rust,compile_fail\nx\n```\n"),
            (
                1,
                "`compile_fail` must say which error is meant; write `compile_fail,E0xxx`"
                    .to_owned()
            )
        );
        assert_eq!(
            flaw("```rust\n{{#include ../../xtask/src/lib.rs}}\nfn more() {}\n```\n"),
            (
                1,
                "this block mixes an include with other code; move the code into the included file"
                    .to_owned()
            )
        );
        assert_eq!(
            flaw("```rust\n\n{{#include x.rs}}\n```\n"),
            (3, "x.rs is not below book/listings/, exercises/, solutions/, xtask/, so nothing compiles it; move it there".to_owned())
        );
    }
}
