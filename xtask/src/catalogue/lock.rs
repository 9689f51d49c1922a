//! `exercises/katas.lock`: what each kata was published with.

use std::collections::BTreeMap;
use std::fmt::Write;

use toml::{Table, Value};

/// The version of the format.
const VERSION: i64 = 2;

/// The whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// By slug.
    pub katas: BTreeMap<String, KataLock>,
}

/// What one kata was published with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KataLock {
    /// The git blob id of each file, by its path inside the exercise.
    pub files: BTreeMap<String, String>,
    /// The tests that must report success, in the order in which they stand in the file. For a kata of kind *tests*:
    /// the promises to guard, by the name of the implementation that breaks them.
    pub tests: Vec<String>,
    /// Those of `tests` that fail on the starter.
    pub red: Vec<String>,
    /// What each wrong version is known by.
    pub wrong: BTreeMap<String, Signature>,
}

/// What a wrong version is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// The belief behind it, in a sentence. For a kata of kind *tests*: the promise that it breaks.
    pub belief: String,
    /// The tests that it fails, and the fingerprint of what each of them says.
    pub fails: BTreeMap<String, String>,
}

impl KataLock {
    /// The tests that fail on the starter, sorted by name.
    pub fn red_by_name(&self) -> impl Iterator<Item = &str> {
        let mut red: Vec<&str> = self.red.iter().map(String::as_str).collect();
        red.sort_unstable();
        red.into_iter()
    }
}

impl Lock {
    /// Reads the text of the file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and that `cargo xtask lock` makes it anew.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: Table = text.parse().map_err(|error| {
            format!("{error}\nRestore the file with git, or make it anew with `cargo xtask lock`.")
        })?;
        if table.get("version").and_then(Value::as_integer) != Some(VERSION) {
            return Err(format!(
                "this runner reads version {VERSION} of the file. Make it anew with `cargo xtask lock`."
            ));
        }
        let katas = table.get("kata").and_then(Value::as_table).into_iter().flatten();
        Ok(Self { katas: katas.map(|(slug, kata)| (slug.clone(), kata_lock(kata))).collect() })
    }

    /// The text of the file: the same for the same content, one fact a line.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "# Made by `cargo xtask lock`: what each kata was published with. Not for editing.\nversion = {VERSION}\n"
        );
        for (slug, kata) in &self.katas {
            let _ = write!(text, "\n[kata.{slug}]\n");
            list(&mut text, "tests", &kata.tests);
            list(&mut text, "red", &kata.red);
            let _ = write!(text, "\n[kata.{slug}.files]\n");
            for (file, id) in &kata.files {
                let _ = writeln!(text, "{} = {}", quoted(file), quoted(id));
            }
            for (name, Signature { belief, fails }) in &kata.wrong {
                let _ = write!(text, "\n[kata.{slug}.wrong.{name}]\n");
                let _ = writeln!(text, "belief = {}", quoted(belief));
                let fails: Vec<String> =
                    fails.iter().map(|(test, print)| format!("{test} {print}")).collect();
                list(&mut text, "fails", &fails);
            }
        }
        text
    }
}

fn kata_lock(value: &Value) -> KataLock {
    let texts = |value: Option<&Value>| -> Vec<String> {
        let items = value.and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let entries = |key: &str| value.get(key).and_then(Value::as_table).into_iter().flatten();
    KataLock {
        files: entries("files")
            .filter_map(|(file, id)| Some((file.clone(), id.as_str()?.to_owned())))
            .collect(),
        tests: texts(value.get("tests")),
        red: texts(value.get("red")),
        wrong: entries("wrong").map(|(name, of)| (name.clone(), signature(of, &texts))).collect(),
    }
}

fn signature(value: &Value, texts: &dyn Fn(Option<&Value>) -> Vec<String>) -> Signature {
    let split = |fail: String| {
        let (test, print) = fail.rsplit_once(' ').unwrap_or((&fail, ""));
        (test.to_owned(), print.to_owned())
    };
    Signature {
        belief: value.get("belief").and_then(Value::as_str).unwrap_or_default().to_owned(),
        fails: texts(value.get("fails")).into_iter().map(split).collect(),
    }
}

fn list(text: &mut String, key: &str, items: &[String]) {
    let _ = match items {
        [] => writeln!(text, "{key} = []"),
        items => {
            let lines: String =
                items.iter().map(|item| format!("    {},\n", quoted(item))).collect();
            writeln!(text, "{key} = [\n{lines}]")
        }
    };
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let kata = KataLock {
            files: [("src/lib.rs".to_owned(), "e69d".to_owned())].into(),
            tests: vec!["a".to_owned(), "table::case_1 \"ä\"".to_owned()],
            red: vec!["a".to_owned()],
            wrong: [
                (
                    "late".to_owned(),
                    Signature {
                        belief: "Late is \"fine\".".to_owned(),
                        fails: [("a".to_owned(), "0a1b2c3d".to_owned())].into(),
                    },
                ),
                ("no".to_owned(), Signature::default()),
            ]
            .into(),
        };
        let lock = Lock { katas: [("x-y".to_owned(), kata)].into() };
        assert_eq!(Lock::parse(&lock.to_text()), Ok(lock));
    }

    #[test]
    fn a_broken_or_newer_file_is_refused_with_the_remedy() {
        for text in ["version =", "version = 99", ""] {
            let why = Lock::parse(text).expect_err("not a lock");
            assert!(why.contains("cargo xtask lock"), "{why:?} names the remedy");
        }
    }
}
