use super::*;
use crate::catalogue::Catalogue;

const FOLDER: &str = "exercises/2-failures/16-retire-rule";

fn manifest(kind: &str, editable: &str) -> String {
    format!(
        "[package]\nname = \"retire-rule\"\n[package.metadata.kata]\ntitle = \"R\"\nkind = \"{kind}\"\nchapter = \"07-x\"\nminutes = 5\neditable = [\"{editable}\"]\n"
    )
}

/// The workbook with one kata, locked as it stands.
fn workbook(kind: &str, editable: &str) -> (Kata, Texts) {
    let mut texts = Texts::new();
    let mut put = |path: &str, text: &str| texts.insert(path.to_owned(), text.as_bytes().to_vec());
    put(&format!("{FOLDER}/Cargo.toml"), &manifest(kind, editable));
    put(&format!("{FOLDER}/README.md"), "the brief");
    put(&format!("{FOLDER}/src/lib.rs"), "mod rule; todo");
    put(&format!("{FOLDER}/src/rule.rs"), "given");
    put(
        &format!("{FOLDER}/tests/kata.rs"),
        "#[test]\nfn it_holds() {}\n#[rstest]\nfn table() {}\n",
    );
    put(&format!("{FOLDER}/tests/mine.rs"), "#[test]\nfn mine() {}\n");
    let solution = "solutions/2-failures/16-retire-rule";
    put(&format!("{solution}/src/lib.rs"), "mod rule; solved");
    put(&format!("{solution}/src/rule.rs"), "include");
    put(&format!("{solution}/tests/mine.rs"), "#[test]\nfn model() {}\n");
    put(&format!("{solution}/right/other.rs"), "mod rule; other");
    put(
        &format!("{solution}/wrong/late.rs"),
        "//! Promise: it holds.\n//!\n//! Late is fine.\n\nmod rule; late",
    );

    let text = manifest(kind, editable);
    let mut catalogue = Catalogue::read(&[(FOLDER.to_owned(), text)], None);
    let mut kata = catalogue.katas.remove(0);
    for (path, content) in &texts {
        if let Some(inner) = path.strip_prefix(&format!("{FOLDER}/")) {
            kata.lock.files.insert(inner.to_owned(), blob_id(content));
        }
    }
    kata.lock.tests = vec!["it_holds".to_owned(), "table::case_1_of_none".to_owned()];
    (kata, texts)
}

fn trials(work: Work) -> Vec<Trial> {
    match work {
        Work::Trials(trials) => trials,
        other => panic!("there should be trials, not {other:?}"),
    }
}

fn text(trial: &Trial, path: &str) -> String {
    String::from_utf8_lossy(&trial.package.files[path]).into_owned()
}

#[test]
fn an_unchanged_exercise_is_untouched_even_if_its_brief_was_scribbled_on() {
    let (kata, mut texts) = workbook("implement", "src/lib.rs");
    texts.insert(format!("{FOLDER}/README.md"), b"my notes".to_vec());
    assert!(matches!(plan(&kata, Role::Learner, &texts).work, Work::Untouched));
}

#[test]
fn a_changed_exercise_is_built_where_the_learner_works() {
    let (kata, mut texts) = workbook("implement", "src/lib.rs");
    texts.insert(format!("{FOLDER}/src/lib.rs"), b"mod rule; mod more; mine".to_vec());
    texts.insert(format!("{FOLDER}/src/more.rs"), b"more".to_vec());
    texts.insert(format!("{FOLDER}/tests/own.rs"), b"own".to_vec());
    let trials = trials(plan(&kata, Role::Learner, &texts).work);
    assert_eq!(trials.len(), 1);
    assert_eq!(trials[0].package.folder, FOLDER);
    assert_eq!(trials[0].expected, Some(kata.lock.tests));
    let files: Vec<&str> = trials[0].package.files.keys().map(String::as_str).collect();
    assert_eq!(
        files,
        ["src/lib.rs", "src/more.rs", "src/rule.rs", "tests/kata.rs", "tests/mine.rs"],
        "a module that the learner split off is built, a test file of the learner's own is not"
    );
}

#[test]
fn changed_tests_are_named_with_what_they_lost() {
    let (kata, mut texts) = workbook("implement", "src/lib.rs");
    texts.insert(
        format!("{FOLDER}/tests/kata.rs"),
        b"#[test]\n#[ignore]\nfn it_holds() {}\nfn renamed() {}".to_vec(),
    );
    texts.remove(&format!("{FOLDER}/src/rule.rs"));
    let Work::Changed(changed) = plan(&kata, Role::Learner, &texts).work else {
        panic!("changed files are not built")
    };
    assert_eq!(changed.len(), 2);
    assert_eq!(
        (changed[0].how, changed[0].file.as_str()),
        (HowChanged::Missing, &*format!("{FOLDER}/src/rule.rs"))
    );
    assert_eq!((changed[1].how, changed[1].ignores), (HowChanged::Edited, true));
    assert_eq!(changed[1].lost, ["table"]);
}

#[test]
fn a_deleted_answer_is_missing_not_solved() {
    let (kata, mut texts) = workbook("implement", "src/lib.rs");
    texts.remove(&format!("{FOLDER}/src/lib.rs"));
    assert!(matches!(plan(&kata, Role::Learner, &texts).work, Work::Changed(_)));
}

#[test]
fn answers_are_built_with_the_given_parts_of_the_exercise() {
    let (kata, texts) = workbook("implement", "src/lib.rs");
    for (role, source) in [
        (Role::Reference, "mod rule; solved"),
        (Role::Right("other".to_owned()), "mod rule; other"),
        (Role::Starter, "mod rule; todo"),
    ] {
        let trials = trials(plan(&kata, role, &texts).work);
        assert_eq!(text(&trials[0], "src/lib.rs"), source);
        assert_eq!(text(&trials[0], "src/rule.rs"), "given", "never the solution's include");
    }
}

#[test]
fn what_a_variant_is_called_in_the_stage_is_not_shown() {
    let (kata, texts) = workbook("implement", "src/lib.rs");
    let trials = trials(plan(&kata, Role::Wrong("late".to_owned()), &texts).work);
    let package = &trials[0].package;
    let said = format!("{0}/src/lib.rs:1 {0}/tests/kata.rs:2", package.folder);
    assert_eq!(
        package.shown(&said),
        format!("solutions/2-failures/16-retire-rule/wrong/late.rs:1 {FOLDER}/tests/kata.rs:2")
    );
}

#[test]
fn a_test_file_is_put_to_every_implementation() {
    let (kata, mut texts) = workbook("tests", "tests/mine.rs");
    texts.insert(format!("{FOLDER}/tests/mine.rs"), b"mine".to_vec());
    let trials = trials(plan(&kata, Role::Learner, &texts).work);
    let stances: Vec<&Stance> = trials.iter().map(|trial| &trial.stance).collect();
    let wrong = Stance::Wrong { name: "late".to_owned(), promise: "it holds".to_owned() };
    assert_eq!(
        stances,
        [&Stance::Right("the given one".to_owned()), &Stance::Right("other".to_owned()), &wrong]
    );
    assert!(trials.iter().all(|trial| text(trial, "tests/mine.rs") == "mine"));
    assert_eq!(text(&trials[0], "src/lib.rs"), "mod rule; todo", "the given implementation");
    assert!(text(&trials[2], "src/lib.rs").contains("late"));
}

#[test]
fn the_fingerprint_follows_every_file_and_the_environment() {
    let (kata, mut texts) = workbook("implement", "src/lib.rs");
    let print = |texts: &Texts, environment: &str| {
        plan(&kata, Role::Starter, texts).fingerprint(environment)
    };
    let before = print(&texts, "rustc 1");
    assert_eq!(print(&texts, "rustc 1"), before);
    assert_ne!(print(&texts, "rustc 2"), before);
    texts.insert(format!("{FOLDER}/tests/kata.rs"), b"other tests".to_vec());
    assert_ne!(print(&texts, "rustc 1"), before);
}
