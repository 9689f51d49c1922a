use super::*;
use crate::catalogue::{Catalogue, Kata};
use crate::plan::{HowChanged, Package};

fn kata(kind: &str) -> Kata {
    let manifest = format!(
        "[package]\nname = \"x\"\n[package.metadata.kata]\ntitle = \"X\"\nkind = \"{kind}\"\nchapter = \"01\"\nminutes = 5\neditable = [\"src/lib.rs\"]\n"
    );
    Catalogue::read(&[("exercises/1-p/01-x".to_owned(), manifest)], None).katas.remove(0)
}

fn trial(stance: Stance) -> Trial {
    let package = Package {
        name: "x".to_owned(),
        folder: "x".to_owned(),
        crate_name: "x".to_owned(),
        test_target: "kata",
        like: "x".to_owned(),
        dependencies: Default::default(),
        files: Default::default(),
        shown_as: vec![],
        cases: vec![],
    };
    Trial { stance, package, expected: None, limit: Duration::from_secs(1) }
}

fn evidence(endings: &[(&str, Ending)]) -> Evidence {
    let tests =
        endings.iter().map(|&(name, ending)| TestEvidence::not_run(name.to_owned(), ending));
    Evidence { build: Built::Yes, warnings: vec![], tests: tests.collect() }
}

fn judge_with(kind: &str, trials: Vec<Stance>, evidence: &[Evidence]) -> Judged {
    let kata = kata(kind);
    let work = Work::Trials(trials.into_iter().map(trial).collect());
    judge(&Assignment { kata: &kata, role: Role::Learner, work }, evidence)
}

fn of_endings(endings: &[(&str, Ending)]) -> Verdict {
    judge_with("implement", vec![Stance::Judged], &[evidence(endings)]).verdict
}

#[test]
fn only_a_success_of_every_test_is_a_pass() {
    assert_eq!(of_endings(&[("a", Ending::Passed), ("b", Ending::Passed)]), Verdict::Passed);
    for (ending, verdict) in [
        (Ending::Failed, Verdict::Failed),
        (Ending::TimedOut, Verdict::TimedOut),
        (Ending::Signal(11), Verdict::Crashed),
        (Ending::LeftEarly(0), Verdict::Crashed),
        (Ending::Missing, Verdict::Incomplete),
        (Ending::Ignored, Verdict::Incomplete),
    ] {
        assert_eq!(of_endings(&[("a", Ending::Passed), ("b", ending)]), verdict, "{ending:?}");
    }
    assert_eq!(of_endings(&[]), Verdict::Incomplete, "no test is no proof");
}

#[test]
fn what_was_not_built_has_no_tests_to_speak_of() {
    let refused = Evidence {
        build: Built::Refused(vec!["error".to_owned()]),
        warnings: vec![],
        tests: vec![],
    };
    let judged = judge_with("implement", vec![Stance::Judged], &[refused]);
    assert_eq!((judged.verdict, judged.errors.len()), (Verdict::DoesNotCompile, 1));
}

#[test]
fn changed_files_and_untouched_ones_need_no_evidence() {
    let kata = kata("implement");
    let judged = |work| judge(&Assignment { kata: &kata, role: Role::Learner, work }, &[]).verdict;
    let changed =
        ChangedFile { file: "f".to_owned(), how: HowChanged::Edited, lost: vec![], ignores: false };
    assert_eq!(judged(Work::Untouched), Verdict::Untouched);
    assert_eq!(judged(Work::Changed(vec![changed])), Verdict::TestsChanged);
    assert_eq!(judged(Work::Unusable("why".to_owned())), Verdict::Unjudged);
    assert_eq!(judged(Work::Trials(vec![trial(Stance::Judged)])), Verdict::Unjudged);
}

fn stances() -> Vec<Stance> {
    let wrong =
        |name: &str| Stance::Wrong { name: name.to_owned(), promise: format!("{name} holds") };
    vec![
        Stance::Right("given".to_owned()),
        Stance::Right("other".to_owned()),
        wrong("p"),
        wrong("q"),
    ]
}

#[test]
fn tests_must_pass_on_what_is_right_and_notice_what_is_wrong() {
    let pass = evidence(&[("a", Ending::Passed), ("b", Ending::Passed)]);
    let caught = |name: &'static str| {
        let end = |test: &str| {
            if test == name { Ending::Failed } else { Ending::Passed }
        };
        evidence(&[("a", end("a")), ("b", end("b"))])
    };
    let all =
        judge_with("tests", stances(), &[pass.clone(), pass.clone(), caught("a"), caught("b")]);
    assert_eq!((all.verdict, all.score()), (Verdict::Passed, (2, 2)));
    assert_eq!(all.promises[1].caught_by, ["b"]);

    let unnoticed =
        judge_with("tests", stances(), &[pass.clone(), pass.clone(), caught("a"), pass.clone()]);
    assert_eq!((unnoticed.verdict, unnoticed.score()), (Verdict::Failed, (1, 2)));
    assert_eq!(unnoticed.broken(), ["q"]);

    let picky = judge_with("tests", stances(), &[pass, caught("b"), caught("a"), caught("b")]);
    assert_eq!(picky.verdict, Verdict::Failed, "a test that turns right code away is no answer");
    assert_eq!(picky.tests[1].ending, Ending::Failed);
}

#[test]
fn tests_that_leave_early_have_noticed_nothing() {
    let pass = evidence(&[("a", Ending::Passed)]);
    let left = evidence(&[("a", Ending::LeftEarly(0))]);
    let judged = judge_with("tests", stances(), &[pass.clone(), pass, left.clone(), left]);
    assert_eq!((judged.verdict, judged.score()), (Verdict::Failed, (0, 2)));
}

#[test]
fn no_tests_at_all_are_incomplete() {
    let none = evidence(&[]);
    let judged = judge_with("tests", stances(), &[none.clone(), none.clone(), none.clone(), none]);
    assert_eq!(judged.verdict, Verdict::Incomplete);
}

#[test]
fn a_variant_that_does_not_compile_is_not_the_learners_fault() {
    let pass = evidence(&[("a", Ending::Passed)]);
    let refused = Evidence {
        build: Built::Refused(vec!["error".to_owned()]),
        warnings: vec![],
        tests: vec![],
    };
    let judged = judge_with("tests", stances(), &[pass.clone(), pass.clone(), refused, pass]);
    assert_eq!(judged.verdict, Verdict::Unjudged);
}

#[test]
fn an_author_expects_answers_to_pass_and_mistakes_to_be_caught() {
    assert!(meets(Verdict::Passed, expectation(&Role::Right("r".to_owned()))));
    assert!(!meets(Verdict::Failed, expectation(&Role::Reference)));
    assert!(meets(Verdict::Failed, expectation(&Role::Starter)));
    assert!(!meets(Verdict::Passed, expectation(&Role::Wrong("w".to_owned()))));
    assert!(!meets(Verdict::DoesNotCompile, expectation(&Role::Wrong("w".to_owned()))));
}
