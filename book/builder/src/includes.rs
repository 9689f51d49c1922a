//! Files that a page takes in: there, and with the anchor that is named.

use crate::markdown::Lines;
use crate::problem::{Flaw, hint};

/// The includes of a text that lead nowhere. `read` gives the text of a file of the repository.
pub fn flaws(
    text: &str,
    file: &str,
    is_page: bool,
    read: &dyn Fn(&str) -> Option<String>,
) -> Vec<Flaw> {
    let lines = Lines::of(text);
    let mut flaws = Vec::new();
    for (at, _) in text.match_indices("{{#") {
        if text[..at].ends_with('\\') {
            continue;
        }
        let Some((inside, _)) = text[at + 3..].split_once("}}") else {
            continue;
        };
        let Some((name, target)) = inside.trim().split_once(char::is_whitespace) else {
            continue;
        };
        if !matches!(name, "include" | "rustdoc_include" | "playground") {
            continue;
        }
        let what = match is_page {
            true => wrong(target.trim(), file, read),
            false => Some("a brief can't include a file; mdbook has done its including when the brief comes in".to_owned()),
        };
        flaws.extend(what.map(|what| Flaw::new(lines.number(at), what)));
    }
    flaws
}

/// The path that `target` means in `file`, from the root of the repository; none where it leaves it.
pub fn resolve(file: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn wrong(target: &str, file: &str, read: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let (path, part) =
        target.split_once(':').map_or((target, None), |(path, part)| (path, Some(part)));
    let Some(resolved) = resolve(file, path) else {
        return Some(format!(
            "{path} leads out of the repository; include a file of the repository"
        ));
    };
    let Some(text) = read(&resolved) else {
        return Some(format!(
            "there is no file {resolved} to include; correct the path, which counts from the page"
        ));
    };
    let part = part.filter(|part| !part.is_empty())?;
    let first = part.split(':').next().unwrap_or_default();
    if first.is_empty() || first.chars().all(|c| c.is_ascii_digit()) {
        let last = part
            .split(':')
            .filter_map(|number| number.parse::<usize>().ok())
            .max()
            .unwrap_or_default();
        let length = text.lines().count();
        return (last > length).then(|| format!("{resolved} has {length} lines, and line {last} is asked for; name an anchor instead"));
    }
    let anchors: Vec<&str> = text
        .match_indices("ANCHOR:")
        .filter_map(|(at, mark)| text[at + mark.len()..].split_whitespace().next())
        .collect();
    (!anchors.contains(&first)).then(|| {
        format!("{resolved} has no `ANCHOR: {first}`{}", hint(first, anchors.iter().copied()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(usize, String)> {
        let read = |path: &str| {
            (path == "xtask/a.rs")
                .then(|| "// ANCHOR: claim\nfn a() {}\n// ANCHOR_END: claim\n".to_owned())
        };
        flaws(text, "book/src/x.md", true, &read)
            .into_iter()
            .map(|flaw| (flaw.line, flaw.what))
            .collect()
    }

    #[test]
    fn what_is_there_can_be_included() {
        assert_eq!(
            said(
                "{{#include ../../xtask/a.rs}} {{#include ../../xtask/a.rs:claim}}\n\\{{#include no}}"
            ),
            []
        );
        assert_eq!(said("{{#rustdoc_include ../../xtask/a.rs:2:3}}"), []);
    }

    #[test]
    fn what_is_not_there_is_said() {
        assert_eq!(
            said("a\n{{#include a.rs}}"),
            [(2, "there is no file book/src/a.rs to include; correct the path, which counts from the page".to_owned())]
        );
        assert_eq!(
            said("{{#include ../../xtask/a.rs:clam}}"),
            [(1, "xtask/a.rs has no `ANCHOR: clam`; did you mean `claim`?".to_owned())]
        );
        assert_eq!(
            said("{{#include ../../xtask/a.rs:2:9}}"),
            [(
                1,
                "xtask/a.rs has 3 lines, and line 9 is asked for; name an anchor instead"
                    .to_owned()
            )]
        );
        assert_eq!(flaws("{{#include a}}", "exercises/README.md", false, &|_| None).len(), 1);
    }
}
