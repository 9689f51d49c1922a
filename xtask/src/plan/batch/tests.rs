use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::plan::Stance;

/// A trial of a kata that is named as the package up to `--`.
fn trial(package: &str, tests: &str) -> Trial {
    let kata = package.split("--").next().unwrap_or(package);
    let dev = "rstest.workspace = true\nother-lib = { version = \"1\", features = [\"x\"] }\n";
    let files = [("src/lib.rs", "mod given;\nuse crate::given;\n"), ("tests/kata.rs", tests)];
    let package = Package {
        name: package.to_owned(),
        folder: format!("right/{package}"),
        crate_name: kata.replace('-', "_"),
        test_target: "kata",
        like: kata.to_owned(),
        dependencies: [Table::new(), dev.parse().expect("it is TOML")],
        files: BTreeMap::from(files.map(|(path, text)| (path.to_owned(), text.into()))),
        cases: vec![],
        shown_as: vec![],
    };
    Trial { stance: Stance::Judged, package, expected: None, limit: Duration::from_secs(1) }
}

/// One subject of each of so many katas.
fn katas(numbers: impl Iterator<Item = usize>) -> Vec<Trial> {
    numbers.map(|number| trial(&format!("kata-{number:02}"), "#[test]\nfn it_holds() {}")).collect()
}

/// The places of the members of each batch, where each trial is a subject.
fn places(trials: &[Trial]) -> Vec<Vec<usize>> {
    let subjects: Vec<&[Trial]> = trials.iter().map(std::slice::from_ref).collect();
    places_of(&batches(&subjects, |_| false))
}

fn places_of(batches: &[Batch<'_>]) -> Vec<Vec<usize>> {
    let members = batches.iter().map(|batch| &batch.members);
    members.map(|members| members.iter().map(|member| member.at).collect()).collect()
}

#[test]
fn a_few_are_compiled_alone_and_many_share_programs_alike_in_size() {
    for few in 1..FEWEST {
        assert_eq!(places(&katas(0..few)), [[0; 0]; 0], "{few} are no gain");
    }
    assert_eq!(places(&katas(0..4)), [[0, 1, 2, 3]]);
    let sizes = |n| places(&katas(0..n)).iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes(8), [8]);
    assert_eq!(sizes(9), [5, 4]);
    assert_eq!(sizes(30), [8, 8, 8, 6]);
}

#[test]
fn a_kata_with_many_versions_keeps_to_itself() {
    let versions = || (0..5).map(|n| trial(&format!("many--wrong-{n}"), "fn a() {}"));
    let alone: Vec<Trial> = versions().collect();
    let mut trials = katas(0..3);
    trials.extend(versions());
    trials.extend(katas(3..5));
    assert_eq!(places(&trials), [vec![3, 4, 5, 6, 7], vec![0, 1, 2, 8, 9]]);
    let name = |trials: &[Trial]| {
        let subjects: Vec<&[Trial]> = trials.iter().map(std::slice::from_ref).collect();
        batches(&subjects, |_| false)[0].name.clone()
    };
    assert_eq!(name(&trials), name(&alone), "what else is judged does not matter");
    assert_ne!(name(&alone), name(&alone[1..]), "other members, another program");
}

#[test]
fn the_first_of_a_learners_trials_is_compiled_alone_and_the_others_are_silent() {
    let given = trial("shelf", "fn a() {}");
    let others = (0..5).map(|n| trial(&format!("shelf--mine-{n}"), "fn a() {}"));
    let subject: Vec<Trial> = [given].into_iter().chain(others).collect();
    let batches = batches(&[&subject], |_| false);
    assert_eq!(places_of(&batches), [[1, 2, 3, 4, 5]]);
    assert!(batches[0].members.iter().all(|member| member.silent), "nobody shows their warnings");
}

#[test]
fn what_is_there_already_is_left_as_it_is() {
    let trials = katas(0..6);
    let subjects: Vec<&[Trial]> = trials.iter().map(std::slice::from_ref).collect();
    let batches = batches(&subjects, |package| package.name == "kata-02");
    assert_eq!(places_of(&batches), [[0, 1, 3, 4, 5]]);
}

#[test]
fn what_could_tell_a_module_from_a_program_is_compiled_alone() {
    let words = [
        "mod inner { use super::*; }",
        "use ::kata_04::Thing;",
        "#![allow(dead_code)]",
        "insta::assert_snapshot!(text);",
        "const FOLDER: &str = env!(\"CARGO_MANIFEST_DIR\");",
        "println!(\"{}\", module_path!());",
        "std::thread::current().name();",
    ];
    for text in words {
        let mut trials = katas(0..4);
        trials.push(trial("kata-04", text));
        assert_eq!(places(&trials), [[0, 1, 2, 3]], "{text}");
    }
    let mut trials = katas(0..5);
    let library = "#[global_allocator]\nstatic OWN: System = System;\n";
    trials[0].package.files.insert("src/lib.rs".to_owned(), library.into());
    assert_eq!(places(&trials), [[1, 2, 3, 4]], "a library that all others would notice");
}

#[test]
fn what_only_looks_like_it_is_compiled_together() {
    let mut trials = katas(0..4);
    // The crate's name is in a word of plain English.
    trials.push(trial("kata-04", "const WAY_OUT: &str = \"install a certificate\";"));
    trials.push(trial("kata-05", "#[test]\nfn it_holds() {}"));
    let program = "use super::crate_of_nobody;\nfn main() {}\n";
    trials[5].package.files.insert(format!("{CASES}case.rs"), program.into());
    assert_eq!(places(&trials), [[0, 1, 2, 3, 4, 5]]);
}

#[test]
fn a_batch_brings_what_its_test_files_use() {
    let mut trials = katas(0..4);
    trials.push(trial("kata-04", "use rstest::rstest;"));
    let subjects: Vec<&[Trial]> = trials.iter().map(std::slice::from_ref).collect();
    let batches = batches(&subjects, |_| false);
    let names: Vec<&String> = batches[0].dependencies.keys().collect();
    assert_eq!(names, ["rstest"], "and not what only stands in a manifest");
}

#[test]
fn a_crate_that_a_kata_does_not_have_is_not_found_in_company() {
    let mut trials = katas(0..4);
    for text in ["use other_lib::a;", "use other_lib::b;"] {
        trials.push(trial(&format!("kata-{:02}", trials.len()), text));
    }
    trials[5].package.dependencies = [Table::new(), Table::new()];
    assert_eq!(places(&trials), [[0, 1, 2, 3, 4]], "alone, the last one does not compile");
    let other = "other-lib = \"2\"".parse().expect("it is TOML");
    trials[5].package.dependencies = [Table::new(), other];
    assert_eq!(places(&trials), [[0, 1, 2, 3, 4]], "it wants another version");
    let local = "other-lib = { path = \"../beside\" }".parse().expect("it is TOML");
    trials[4].package.dependencies = [Table::new(), local];
    assert_eq!(places(&trials), [[0, 1, 2, 3, 5]], "a path leads elsewhere from another folder");
}
