//! The blocks that must not compile, each for the reason it names. Stable rustdoc does not look at the reason.

use std::collections::BTreeSet;

use serde_json::Value;
use xtask::files;

use super::blocks::Inline;
use super::compiler;
use crate::problem::{Flaw, Problem};

pub(super) fn problems(blocks: &[(String, Inline)]) -> Result<Vec<Problem>, String> {
    let mut problems = Vec::new();
    for (file, block) in blocks {
        let Some(expected) = &block.refused else {
            continue;
        };
        let folder = compiler::folder()?;
        let source = folder.path().join("block.rs");
        files::write(&source, program(&block.code).as_bytes())
            .map_err(|error| format!("block.rs: {error}"))?;
        let args = [
            "--edition",
            "2024",
            "--crate-type",
            "bin",
            "--emit",
            "metadata",
            "--error-format",
            "json",
            "block.rs",
        ];
        let outcome = compiler::call("rustc", &args, folder.path())?;
        let codes = codes(&outcome.stderr);
        if codes.contains(expected) {
            continue;
        }
        let compiles = outcome.end == xtask::process::End::Exit(0);
        problems.push(Flaw::new(block.line, wrong(expected, &codes, compiles)).of(file));
    }
    Ok(problems)
}

fn wrong(expected: &str, codes: &BTreeSet<String>, compiles: bool) -> String {
    let found: Vec<&str> = codes.iter().map(String::as_str).collect();
    match found.as_slice() {
        _ if compiles => format!(
            "this Rust block must not compile ({expected}), and it does; mend it, or the claim"
        ),
        [] => format!(
            "this Rust block must fail with {expected}, and it fails with an error that has no code; is it a slip of the pen?"
        ),
        found => format!(
            "this Rust block must fail with {expected}, and it fails with {}; mend it, or the code behind the fence",
            found.join(", ")
        ),
    }
}

/// The codes of the errors, not of the warnings.
fn codes(output: &str) -> BTreeSet<String> {
    output
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["level"] == "error")
        .filter_map(|message| message["code"]["code"].as_str().map(str::to_owned))
        .collect()
}

/// What rustdoc would compile: hidden lines shown, and a `main` around it where there is none.
fn program(code: &str) -> String {
    let lines: Vec<&str> = code.lines().map(shown).collect();
    let code = lines.join("\n");
    if code.contains("fn main(") {
        return code;
    }
    let (attributes, rest): (Vec<&str>, Vec<&str>) =
        lines.iter().partition(|line| line.starts_with("#!["));
    format!("{}\nfn main() {{\n{}\n}}\n", attributes.join("\n"), rest.join("\n"))
}

fn shown(line: &str) -> &str {
    let text = line.trim_start();
    match text.strip_prefix('#') {
        Some("") => "",
        Some(rest) if rest.starts_with('#') => rest,
        Some(rest) => rest.strip_prefix(' ').unwrap_or(line),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_becomes_a_program() {
        assert_eq!(
            program("# let a = 1;\n#[inline]\nfn f() {}\n##x\n"),
            "\nfn main() {\nlet a = 1;\n#[inline]\nfn f() {}\n#x\n}\n"
        );
        assert_eq!(program("fn main() {}\n"), "fn main() {}");
    }

    #[test]
    fn the_code_must_be_the_one_that_is_named() {
        let block = |line: usize, code: &str, expected: &str| {
            let inline = Inline {
                line,
                info: String::new(),
                code: code.to_owned(),
                refused: Some(expected.to_owned()),
            };
            ("book/src/x.md".to_owned(), inline)
        };
        let moved = "let s = String::new();\ndrop(s);\nprintln!(\"{s}\");\n";
        let blocks = [
            block(1, moved, "E0382"),
            block(5, moved, "E0499"),
            block(9, "let s = 1;\n", "E0382"),
            block(13, "let s = ;\n", "E0382"),
        ];
        let said: Vec<String> =
            problems(&blocks).expect("rustc is there").iter().map(Problem::to_string).collect();
        assert_eq!(
            said,
            [
                "book/src/x.md:5: this Rust block must fail with E0499, and it fails with E0382; mend it, or the code behind the fence",
                "book/src/x.md:9: this Rust block must not compile (E0382), and it does; mend it, or the claim",
                "book/src/x.md:13: this Rust block must fail with E0382, and it fails with an error that has no code; is it a slip of the pen?",
            ]
        );
    }
}
