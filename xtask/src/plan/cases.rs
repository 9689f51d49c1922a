//! Programs that must not compile: which ones a package has, and what the compiler's answer to one means.
//!
//! Some promises are kept by the compiler: nobody takes a holder out of an account's list, because the list is private.
//! A test that runs can't show that. So a kata has small programs that break such a promise, in
//! `tests/must-not-compile/`, and each says in its head what it would show and how it must be refused.

use std::collections::BTreeMap;
use std::time::Duration;

use super::opening;
use crate::evidence::{Attempt, Ending, Panic, Refusal, TestEvidence};

/// Where these programs are in a package.
pub const CASES: &str = "tests/must-not-compile/";

/// What their names begin with, among the tests of a kata.
const MODULE: &str = "must_not_compile::";

/// What the names of their targets begin with.
const TARGET: &str = "must-not-compile-";

/// How many lines of the compiler's answer a report shows.
const SHOWN: usize = 16;

/// A program that must not compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The stem of its file.
    pub name: String,
    /// Its path in the package.
    pub file: String,
    /// What it would show if it compiled: the promise that is broken then.
    pub breach: String,
    /// The codes of the compiler's errors, such as `E0616`. It is refused with one of these and no other.
    pub codes: Vec<String>,
    /// The program without its head, and the line on which that begins.
    body: (usize, String),
}

impl Case {
    /// The name of its target, unlike that of any other in the package.
    pub fn target(&self) -> String {
        format!("{TARGET}{}", self.name)
    }

    /// What the compiler's answer shows, as if a test had shown it. `folder` is the package's.
    pub fn evidence(&self, folder: &str, attempt: &Attempt) -> TestEvidence {
        let codes = self.codes.join(" or ");
        let (ending, line, message) = match attempt {
            Attempt::None => (Ending::Missing, None, None),
            Attempt::Refused(refusals) => match refusals.iter().find(|other| !self.wants(other)) {
                None => (Ending::Passed, None, None),
                Some(Refusal { code, line, shown }) => {
                    let code = code.as_deref().unwrap_or("an error without a code");
                    let head = format!(
                        "Not tried: {}\nThe program that tries it is refused, but not for that reason: with {code}, not with {codes}.\nIt uses the names and types that the brief gives. Are they still the same?\n",
                        self.breach
                    );
                    let shown = shown.lines().take(SHOWN).map(|line| format!("\n  {line}"));
                    (Ending::RefusedOtherwise, *line, Some(head + &shown.collect::<String>()))
                }
            },
            Attempt::Compiles => {
                let program = self.body.1.lines().map(|line| format!("\n  {line}"));
                let head =
                    format!("{}\nThis compiles, and it must be refused ({codes}):\n", self.breach);
                (Ending::Compiles, None, Some(head + &program.collect::<String>()))
            }
        };
        let panic = message.map(|message| Panic {
            location: format!("{folder}/{}:{}", self.file, line.unwrap_or(self.body.0)),
            message,
            comparison: None,
        });
        let name = format!("{MODULE}{}", self.name);
        TestEvidence { name, ending, panic, printed: String::new(), took: Duration::ZERO }
    }

    fn wants(&self, refusal: &Refusal) -> bool {
        refusal.code.as_ref().is_some_and(|code| self.codes.contains(code))
    }
}

/// Whether a target of this name is a program that must not compile.
pub fn is_case_target(target: &str) -> bool {
    target.starts_with(TARGET)
}

/// Whether a name among a kata's tests is that of a program that must not compile.
pub fn is_case(test: &str) -> bool {
    test.starts_with(MODULE)
}

/// The programs among a package's files, by name.
pub(super) fn cases(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Case>, String> {
    let programs = files.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(CASES)?.strip_suffix(".rs")?;
        Some(read(name, path, text))
    });
    programs.collect()
}

fn read(name: &str, path: &str, text: &[u8]) -> Result<Case, String> {
    let opening = opening(text);
    let codes = |said: &String| -> Vec<String> {
        let words = said.split(|c: char| !c.is_ascii_alphanumeric());
        words.filter(|word| is_code(word)).map(str::to_owned).collect()
    };
    let (breach, codes) = match opening.as_slice() {
        [breach, refused, ..] if refused.starts_with("Refused with ") => (breach, codes(refused)),
        _ => return Err(malformed(path)),
    };
    if codes.is_empty() {
        return Err(malformed(path));
    }
    let text = String::from_utf8_lossy(text);
    let head = text.lines().take_while(|line| line.starts_with("//!") || line.is_empty()).count();
    let body = text.lines().skip(head).collect::<Vec<_>>().join("\n");
    let [name, file] = [name, path].map(str::to_owned);
    Ok(Case { name, file, breach: breach.clone(), codes, body: (head + 1, body) })
}

fn is_code(word: &str) -> bool {
    word.strip_prefix('E')
        .is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn malformed(path: &str) -> String {
    format!(
        "{path}: a program that must not compile opens with `//!` and what it would show, an empty `//!`, and `//! Refused with E0000: why`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = "//! INV-1: a list can be emptied\n//! from outside.\n//!\n//! Refused with E0616 or E0609: private.\n\nfn main() {\n    list.clear();\n}\n";

    fn case() -> Case {
        read("emptied", "tests/must-not-compile/emptied.rs", PROGRAM.as_bytes()).expect("it is one")
    }

    fn refusal(code: &str) -> Refusal {
        Refusal { code: Some(code.to_owned()), line: Some(7), shown: format!("error[{code}]: no") }
    }

    #[test]
    fn a_head_says_what_is_shown_and_how_it_is_refused() {
        let case = case();
        assert_eq!(case.breach, "INV-1: a list can be emptied from outside.");
        assert_eq!(case.codes, ["E0616", "E0609"]);
        assert_eq!(case.body, (6, "fn main() {\n    list.clear();\n}".to_owned()));
        for text in ["", "//! What?\n\nfn main() {}\n", "//! What?\n//!\n//! Refused with E06.\n"] {
            assert!(read("x", "x.rs", text.as_bytes()).is_err(), "{text:?} has no proper head");
        }
    }

    #[test]
    fn only_a_refusal_with_a_stated_code_is_a_success() {
        let ending = |attempt: &Attempt| case().evidence("x", attempt).ending;
        assert_eq!(ending(&Attempt::Refused(vec![refusal("E0616")])), Ending::Passed);
        assert_eq!(ending(&Attempt::Refused(vec![refusal("E0609")])), Ending::Passed);
        let both = Attempt::Refused(vec![refusal("E0616"), refusal("E0433")]);
        assert_eq!(ending(&both), Ending::RefusedOtherwise);
        let bare = Refusal { code: None, ..refusal("E0616") };
        assert_eq!(ending(&Attempt::Refused(vec![bare])), Ending::RefusedOtherwise);
        assert_eq!(ending(&Attempt::Compiles), Ending::Compiles);
        assert_eq!(ending(&Attempt::None), Ending::Missing);
    }

    #[test]
    fn a_program_that_compiles_is_shown() {
        let panic = case().evidence("exercises/a", &Attempt::Compiles).panic.expect("it says so");
        assert_eq!(panic.location, "exercises/a/tests/must-not-compile/emptied.rs:6");
        assert_eq!(
            panic.message,
            "INV-1: a list can be emptied from outside.\nThis compiles, and it must be refused (E0616 or E0609):\n\n  fn main() {\n      list.clear();\n  }"
        );
    }
}
