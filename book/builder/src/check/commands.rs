//! Commands that a page shows: a reader who types them gets what the page says.

use super::packages::Packages;
use crate::markdown::{Block, Page};
use crate::problem::{Flaw, hint};

/// Whether these words may stand after `cargo xtask`; if not, what is wrong.
pub type CheckWords<'a> = &'a dyn Fn(&[String]) -> Result<(), String>;

/// The subcommands that come with cargo.
const BUILT_IN: [&str; 33] = [
    "add",
    "b",
    "bench",
    "build",
    "c",
    "check",
    "clean",
    "d",
    "doc",
    "fetch",
    "fix",
    "generate-lockfile",
    "help",
    "info",
    "init",
    "install",
    "locate-project",
    "metadata",
    "new",
    "package",
    "pkgid",
    "publish",
    "r",
    "remove",
    "run",
    "rustc",
    "rustdoc",
    "search",
    "t",
    "test",
    "tree",
    "update",
    "version",
];

/// The subcommands that a reader is told to install.
const INSTALLED: [&str; 4] = ["clippy", "fmt", "insta", "mutants"];

/// The other programs that a page may use.
const PROGRAMS: [&str; 25] = [
    "cargo", "cat", "cd", "cp", "curl", "diff", "docker", "echo", "export", "git", "kill", "ls",
    "mdbook", "mkdir", "mv", "node", "npm", "python3", "rm", "rustc", "rustdoc", "rustup",
    "sqlite3", "tar", "unzip",
];

/// How many commands there are on a page, and what is wrong with them.
pub(super) fn flaws(
    page: &Page,
    packages: &Packages,
    check_words: CheckWords<'_>,
) -> (usize, Vec<Flaw>) {
    let mut shown: Vec<(usize, String)> = page.blocks.iter().flat_map(in_block).collect();
    let spans = page.spans.iter().filter(|span| span.code.starts_with("cargo "));
    shown.extend(spans.map(|span| (span.line, span.code.replace('\n', " "))));
    let mut flaws = Vec::new();
    for (line, command) in &shown {
        for words in split(command) {
            if let Err(what) = check(&words, packages, check_words) {
                flaws.push(Flaw::new(*line, format!("`{}`: {what}", command.trim())));
            }
        }
    }
    flaws.sort_by_key(|flaw| flaw.line);
    (shown.len(), flaws)
}

/// The commands of a block, those that go on over several lines put together.
fn in_block(block: &Block) -> Vec<(usize, String)> {
    let is_console = match block.language() {
        "console" => true,
        "sh" | "bash" => false,
        _ => return Vec::new(),
    };
    let mut commands: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (line, text) in block.lines() {
        let continued = goes_on;
        goes_on =
            text.trim_end().ends_with('\\') && (continued || !is_console || text.starts_with("$ "));
        let text = text.trim_end().trim_end_matches('\\');
        match text.strip_prefix("$ ") {
            _ if continued => {
                if let Some((_, command)) = commands.last_mut() {
                    command.push_str(text);
                }
            }
            Some(command) => commands.push((line, command.to_owned())),
            None if is_console || text.trim().is_empty() || text.trim_start().starts_with('#') => {}
            None => commands.push((line, text.to_owned())),
        }
    }
    commands
}

/// One line of a shell → the words of each command in it, without variables, redirections and remarks.
fn split(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![Vec::new()];
    // An apostrophe in a remark is no quote.
    let line = line.split_once(" # ").map_or(line, |(line, _)| line);
    let words =
        shlex::split(line).unwrap_or_else(|| line.split_whitespace().map(str::to_owned).collect());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let (word, ends) = match word.strip_suffix(';') {
            Some(word) => (word.to_owned(), true),
            None => (word, false),
        };
        match word.as_str() {
            "&&" | "||" | "|" | "&" => commands.push(Vec::new()),
            ">" | ">>" | "2>" | "<" => drop(words.next()),
            _ => {
                if let Some(command) = commands.last_mut()
                    && !word.is_empty()
                    && !(command.is_empty() && is_variable(&word))
                {
                    command.push(word);
                }
            }
        }
        if ends {
            commands.push(Vec::new());
        }
    }
    commands.retain(|command| !command.is_empty());
    commands
}

fn is_variable(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
    })
}

/// A word that the reader replaces: `SEL`, `SEL…`, `[SEL]`, `<slug>`.
fn is_placeholder(word: &str) -> bool {
    let bare = word.trim_matches(|c| matches!(c, '[' | ']' | '…' | '.'));
    word.starts_with('<')
        || (!bare.is_empty() && bare.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        || matches!(word, "…" | "...")
}

fn check(words: &[String], packages: &Packages, check_words: CheckWords<'_>) -> Result<(), String> {
    let Some((program, rest)) = words.split_first() else {
        return Ok(());
    };
    if program != "cargo" {
        return match PROGRAMS.contains(&program.as_str()) || is_placeholder(program) {
            true => Ok(()),
            false => Err(format!(
                "`{program}` is not a program that the book relies on{}",
                hint(program, PROGRAMS)
            )),
        };
    }
    let rest = match rest.split_first() {
        Some((toolchain, rest)) if toolchain.starts_with('+') => rest,
        _ => rest,
    };
    let Some((verb, rest)) = rest.split_first() else {
        return Ok(());
    };
    match verb.as_str() {
        "xtask" => check_words(rest),
        verb if verb.starts_with('-') || is_placeholder(verb) => Ok(()),
        verb if BUILT_IN.contains(&verb) || INSTALLED.contains(&verb) => options(rest, packages),
        verb => {
            let names = BUILT_IN
                .into_iter()
                .chain(INSTALLED)
                .chain(["xtask"])
                .filter(|name| name.len() > 1);
            Err(format!("cargo has no command `{verb}`{}", hint(verb, names)))
        }
    }
}

/// Whether the packages and tests that are named are there.
fn options(words: &[String], packages: &Packages) -> Result<(), String> {
    let (mut package, mut tests) = (None, Vec::new());
    let mut words = words.iter().take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value)),
            None => (word.as_str(), None),
        };
        let mut value = || {
            value.or_else(|| words.next().map(String::as_str)).filter(|name| !is_placeholder(name))
        };
        match option {
            "-p" | "--package" | "--exclude" => {
                let Some(name) = value() else { continue };
                if !packages.contains_key(name) {
                    return Err(format!(
                        "the workspace has no package `{name}`{}",
                        hint(name, packages.keys().map(String::as_str))
                    ));
                }
                package = Some(name);
            }
            "--test" => tests.extend(value()),
            _ => {}
        }
    }
    if let Some(package) = package
        && let Some(targets) = packages.get(package)
        && let Some(test) = tests.into_iter().find(|test| !targets.contains(*test))
    {
        return Err(format!(
            "`{package}` has no test file `{test}`{}",
            hint(test, targets.iter().map(String::as_str))
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the runner says stands in its own tests; here it is enough that it is asked.
    fn check_words(words: &[String]) -> Result<(), String> {
        match words.first().map(String::as_str) {
            Some("chekc") => Err("no such command".to_owned()),
            Some(_) | None => Ok(()),
        }
    }

    fn said(text: &str) -> (usize, Vec<(usize, String)>) {
        let packages = [
            ("retire-rule".to_owned(), ["kata".to_owned()].into()),
            ("xtask".to_owned(), [].into()),
        ]
        .into();
        let (count, flaws) = flaws(&Page::read(text), &packages, &check_words);
        (count, flaws.into_iter().map(|flaw| (flaw.line, flaw.what)).collect())
    }

    #[test]
    fn commands_that_exist_are_counted() {
        let text = "`cargo xtask check SEL…` `cargo test -p retire-rule --test kata a` `cargo +nightly fmt` `cargo` `cargo test -p SLUG`

```console
$ cargo xtask check 16
   Compiling whatever
$ RUST_LOG=x cargo test \\
    -p retire-rule > log && git status | cat; cd ..
```

```sh
# a remark
NO_COLOR=1 cargo xtask # that's all
mdbook build book
```

```text
$ not looked at
```
";
        assert_eq!(said(text), (8, vec![]));
    }

    #[test]
    fn commands_that_do_not_exist_are_said() {
        let one = |text: &str| {
            let flaws = said(text).1;
            assert_eq!(flaws.len(), 1, "{flaws:?}");
            (flaws[0].0, flaws[0].1.clone())
        };
        assert_eq!(
            one("a\n\n```console\n$ cargo xtsak check\n```\n"),
            (
                4,
                "`cargo xtsak check`: cargo has no command `xtsak`; did you mean `xtask`?"
                    .to_owned()
            )
        );
        assert_eq!(
            one("a\nb `cargo tset`\n"),
            (2, "`cargo tset`: cargo has no command `tset`; did you mean `test`?".to_owned())
        );
        assert_eq!(
            one("```sh\nls\ncargo xtask chekc 16\n```\n"),
            (3, "`cargo xtask chekc 16`: no such command".to_owned())
        );
        assert_eq!(
            one("`cargo test --package=retire-role`"),
            (1, "`cargo test --package=retire-role`: the workspace has no package `retire-role`; did you mean `retire-rule`?".to_owned())
        );
        assert_eq!(
            one("`cargo test -p retire-rule --test kat`"),
            (1, "`cargo test -p retire-rule --test kat`: `retire-rule` has no test file `kat`; did you mean `kata`?".to_owned())
        );
        assert_eq!(
            one("```console\n$ ls | mdbok build\n```\n"),
            (2, "`ls | mdbok build`: `mdbok` is not a program that the book relies on; did you mean `mdbook`?".to_owned())
        );
    }
}
