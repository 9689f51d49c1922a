//! The blocks that must compile and run: all of them in one call of rustdoc.

use xtask::files;

use super::blocks::Inline;
use super::compiler;
use crate::problem::{Flaw, Problem};

/// The one file that rustdoc gets.
const TOGETHER: &str = "pages.md";

/// Where a line of the one file comes from: file and line.
type Origins<'a> = Vec<Option<(&'a str, usize)>>;

pub(super) fn problems(blocks: &[(String, Inline)]) -> Result<Vec<Problem>, String> {
    if blocks.is_empty() {
        return Ok(Vec::new());
    }
    let (text, origins) = together(blocks);
    let folder = compiler::folder()?;
    files::write(&folder.path().join(TOGETHER), text.as_bytes())
        .map_err(|error| format!("{TOGETHER}: {error}"))?;
    let outcome = compiler::call(
        "rustdoc",
        &["--test", "--edition", "2024", "--color", "never", TOGETHER],
        folder.path(),
    )?;
    let problems = read(&outcome.stdout, &origins);
    if problems.is_empty() && outcome.end != xtask::process::End::Exit(0) {
        return Err(format!(
            "rustdoc failed, and not because of a block:\n{}{}",
            outcome.stdout, outcome.stderr
        ));
    }
    Ok(problems)
}

/// All blocks as one page, and where each of its lines comes from.
fn together(blocks: &[(String, Inline)]) -> (String, Origins<'_>) {
    let mut text = String::new();
    let mut origins = Vec::new();
    for (file, block) in blocks {
        let longest = block.code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        text.push_str(&format!(
            "{fence}{}\n{}\n{fence}\n",
            block.info,
            block.code.trim_end_matches('\n')
        ));
        let length = block.code.trim_end_matches('\n').split('\n').count();
        origins.extend((0..=length).map(|offset| Some((file.as_str(), block.line + offset))));
        origins.push(None);
    }
    (text, origins)
}

/// The failures in rustdoc's report.
fn read(report: &str, origins: &Origins<'_>) -> Vec<Problem> {
    let origin = |line: usize| origins.get(line.checked_sub(1)?).copied().flatten();
    let mut problems = Vec::new();
    for section in report.split("\n---- ").skip(1) {
        let Some((name, said)) = section.split_once(" stdout ----\n") else {
            continue;
        };
        let Some(line) =
            name.rsplit_once("(line ").and_then(|(_, rest)| rest.split(')').next()?.parse().ok())
        else {
            continue;
        };
        let Some((file, block)) = origin(line) else {
            continue;
        };
        let error = said.lines().find(|line| line.starts_with("error"));
        let what = match error {
            Some(error) => {
                format!(
                    "this Rust block does not compile: {error}; mend it, or say that it must not: `compile_fail,E0xxx`"
                )
            }
            None if said.contains("did not panic as expected")
                || said.contains("marked `should_panic`") =>
            {
                "this Rust block should panic and does not; mend it".to_owned()
            }
            None => {
                let mut lines = said.lines().skip_while(|line| !line.contains("panicked at"));
                let why = lines.nth(1).unwrap_or("its process failed");
                format!(
                    "this Rust block compiles and then fails: {why}; mend it, or mark it `no_run` or `should_panic`"
                )
            }
        };
        // The line of the error is better than that of the fence.
        let exact = error.and_then(|_| {
            let place = said.split_once(&format!("--> {TOGETHER}:"))?.1;
            origin(place.split(':').next()?.parse().ok()?)
        });
        let shown = exact.filter(|&(exact, _)| exact == file).map_or(block, |(_, line)| line);
        problems.push((line, Flaw::new(shown, what).of(file)));
    }
    // rustdoc tells of a block when it is done with it, and that is not the order of the page.
    problems.sort_by_key(|(line, _)| *line);
    problems.into_iter().map(|(_, problem)| problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(line: usize, info: &str, code: &str) -> (String, Inline) {
        (
            format!("book/src/{line}.md"),
            Inline { line, info: info.to_owned(), code: code.to_owned(), refused: None },
        )
    }

    #[test]
    fn each_line_knows_where_it_comes_from() {
        let blocks = [block(10, "rust", "a\nb\n"), block(20, "rust,no_run", "````\n")];
        let (text, origins) = together(&blocks);
        assert_eq!(text, "```rust\na\nb\n```\n`````rust,no_run\n````\n`````\n");
        let lines: Vec<Option<usize>> =
            origins.iter().map(|origin| origin.map(|(_, line)| line)).collect();
        assert_eq!(lines, [Some(10), Some(11), Some(12), None, Some(20), Some(21), None]);
    }

    #[test]
    fn failures_are_told_in_the_lines_of_the_pages() {
        let blocks = [
            block(10, "rust", "let a = 1;\nlet x: u32 = \"a\";\n"),
            block(20, "rust", "assert_eq!(1, 2, \"one is not two\");\n"),
            block(30, "rust,should_panic", "let _ = 1;\n"),
            block(40, "rust,no_run", "loop {}\n"),
            block(50, "rust,should_panic", "panic!();\n"),
        ];
        let said: Vec<String> =
            problems(&blocks).expect("rustdoc is there").iter().map(Problem::to_string).collect();
        assert_eq!(
            said,
            [
                "book/src/10.md:12: this Rust block does not compile: error[E0308]: mismatched types; mend it, or say that it must not: `compile_fail,E0xxx`",
                "book/src/20.md:20: this Rust block compiles and then fails: assertion `left == right` failed: one is not two; mend it, or mark it `no_run` or `should_panic`",
                "book/src/30.md:30: this Rust block should panic and does not; mend it",
            ]
        );
    }
}
