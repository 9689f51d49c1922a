//! The `[package.metadata.kata]` table of an exercise's manifest.

use std::time::Duration;

use toml::{Table, Value};

use super::Kind;

/// How long one test may take where the manifest does not say.
pub(super) const DEFAULT_LIMIT: Duration = Duration::from_secs(10);

/// What a kata's manifest says.
#[derive(Debug, Clone, PartialEq)]
pub struct ManifestFacts {
    /// As a reader sees it.
    pub title: String,
    /// What it asks of the learner.
    pub kind: Kind,
    /// The stem of the page in `book/src`.
    pub chapter: String,
    /// How long it takes a reader, about.
    pub minutes: u32,
    /// The slugs of the katas to solve before it.
    pub needs: Vec<String>,
    /// The files that are the learner's to change, as paths inside the exercise.
    pub editable: Vec<String>,
    /// Tests whose threads race, so that a wrong answer may pass them by luck. They judge like any other, and what a
    /// wrong version makes of them is not recorded.
    pub racing: Vec<String>,
    /// How long one test may take: `seconds`, 10 where it is not given.
    pub limit: Duration,
    /// `[dependencies]` as written.
    pub dependencies: Table,
    /// `[dev-dependencies]` as written.
    pub dev_dependencies: Table,
}

/// `exercises/2-failures/16-retire-rule` → part, number, slug.
pub(super) fn folder_parts(folder: &str) -> Option<(String, u32, String)> {
    let mut from_the_end = folder.rsplit('/');
    let (number, slug) = from_the_end.next()?.split_once('-')?;
    let part = from_the_end.next()?;
    Some((part.to_owned(), number.parse().ok()?, slug.to_owned()))
}

pub(super) fn read(text: &str, slug: &str) -> Result<ManifestFacts, String> {
    let manifest: Table = text.parse().map_err(|error| format!("{error}").trim_end().to_owned())?;
    let package = table(&manifest, "package")?;
    let name = string(package, "package", "name")?;
    if name != slug {
        return Err(format!("the package is named {name:?} and its folder {slug:?}"));
    }
    let metadata = package.get("metadata").and_then(Value::as_table);
    let kata = metadata
        .and_then(|metadata| metadata.get("kata"))
        .and_then(Value::as_table)
        .ok_or("the table [package.metadata.kata] is missing")?;
    let known = ["title", "kind", "chapter", "minutes", "needs", "editable", "racing", "seconds"];
    if let Some(unknown) = kata.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("[package.metadata.kata] has no key {unknown:?}"));
    }
    let word = string(kata, "kata", "kind")?;
    let kind = Kind::parse(word).ok_or_else(|| format!("there is no kind of kata {word:?}"))?;
    let editable = strings(kata, "editable")?;
    if editable.is_empty() {
        return Err("`editable` names no file, so there is nothing to do".to_owned());
    }
    let seconds = match kata.get("seconds") {
        None => DEFAULT_LIMIT.as_secs(),
        Some(_) => number(kata, "seconds")?.into(),
    };
    Ok(ManifestFacts {
        title: string(kata, "kata", "title")?.to_owned(),
        kind,
        chapter: string(kata, "kata", "chapter")?.to_owned(),
        minutes: number(kata, "minutes")?,
        needs: strings(kata, "needs")?,
        editable,
        racing: strings(kata, "racing")?,
        limit: Duration::from_secs(seconds),
        dependencies: dependencies(&manifest, "dependencies"),
        dev_dependencies: dependencies(&manifest, "dev-dependencies"),
    })
}

fn table<'a>(within: &'a Table, key: &str) -> Result<&'a Table, String> {
    within.get(key).and_then(Value::as_table).ok_or_else(|| format!("the table [{key}] is missing"))
}

fn string<'a>(within: &'a Table, table: &str, key: &str) -> Result<&'a str, String> {
    within
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("`{key}` in the table of the {table} is missing or not a text"))
}

fn number(within: &Table, key: &str) -> Result<u32, String> {
    within
        .get(key)
        .and_then(Value::as_integer)
        .and_then(|number| u32::try_from(number).ok())
        .filter(|&number| number > 0)
        .ok_or_else(|| {
            format!("`{key}` in the table of the kata is missing or not a number above 0")
        })
}

fn strings(within: &Table, key: &str) -> Result<Vec<String>, String> {
    let Some(value) = within.get(key) else {
        return Ok(Vec::new());
    };
    let all = value.as_array().map(|values| {
        values.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
    });
    all.flatten().ok_or_else(|| format!("`{key}` in the table of the kata is not a list of texts"))
}

fn dependencies(manifest: &Table, key: &str) -> Table {
    manifest.get(key).and_then(Value::as_table).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [package]
        name = "x"
        [package.metadata.kata]
        title = "X"
        kind = "repair"
        chapter = "01-x"
        minutes = 5
        editable = ["src/lib.rs"]
    "#;

    #[test]
    fn a_manifest_is_read_and_what_may_be_missing_has_a_default() {
        let facts = read(GOOD, "x").expect("the manifest is complete");
        assert_eq!((facts.kind, facts.minutes, facts.limit), (Kind::Repair, 5, DEFAULT_LIMIT));
        assert!(facts.needs.is_empty() && facts.dependencies.is_empty());
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cases = [
            ("[package", "TOML parse error"),
            ("", "the table [package] is missing"),
            (&GOOD.replace("\"x\"", "\"y\""), "the package is named \"y\" and its folder \"x\""),
            (&GOOD.replace("repair", "mend"), "there is no kind of kata \"mend\""),
            (&GOOD.replace("minutes = 5", "minutes = 0"), "`minutes`"),
            (&GOOD.replace("title = \"X\"", "titel = \"X\""), "has no key \"titel\""),
            (&GOOD.replace("[\"src/lib.rs\"]", "[]"), "names no file"),
        ];
        for (text, expected) in cases {
            let why = read(text, "x").expect_err(expected);
            assert!(why.contains(expected), "{why:?} should contain {expected:?}");
        }
    }

    #[test]
    fn a_folder_has_a_part_a_number_and_a_slug() {
        let parts = folder_parts("exercises/2-failures/16-retire-rule");
        assert_eq!(parts, Some(("2-failures".to_owned(), 16, "retire-rule".to_owned())));
        assert_eq!(folder_parts("exercises/2-failures/retire"), None);
    }
}
