//! Trials → batches: the test files that are compiled as modules of one program.
//!
//! A test program of its own for each subject is half of a build: a compiler to start, a program to link. What can't tell
//! the difference shares one. Everything else is compiled alone, and so is whatever a batch does not compile.

use toml::{Table, Value};

use super::{CASES, Package, Trial};
use crate::catalogue::blob_id;

/// How many test files share a program, at most. Fewer programs, less to link; more of them, and each core has one, the
/// first tests run before the last is built, and a file that does not compile holds up fewer others.
const MOST: usize = 8;

/// Fewer are no gain: what was alone before is compiled again in steps, and a batch is new in every new company.
const FEWEST: usize = 4;

/// Words that keep a subject out: they reach beyond the library they stand in, or see what it is a part of.
const OF_THE_PROGRAM: [&str; 9] = [
    "args",
    "current_exe",
    "export_name",
    "global_allocator",
    "link_section",
    "module_path",
    "no_mangle",
    "thread::current",
    "type_name",
];

/// Words in a test file that may mean one thing at the root of a program and another in a module. The crate `insta` finds
/// its snapshots by the path of the module.
const OF_THE_ROOT: [&str; 7] = ["#![", "crate", "env!", "insta::", "mod ", "super", "use insta"];

/// The keys of a dependency that mean the same in any manifest of the stage.
const PLAIN: [&str; 4] = ["default-features", "features", "version", "workspace"];

/// The folder of all batches in the stage.
pub const BATCHES: &str = "batches";

/// Test files that share a program.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch<'a> {
    /// The name of its package: always the same for the same members, and for no others.
    pub name: String,
    /// Whose test files they are.
    pub members: Vec<Member<'a>>,
    /// What the test files use besides the libraries they test.
    pub dependencies: Table,
}

/// One of those whose test files share a program.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member<'a> {
    /// Its trial's place in the list of all.
    pub at: usize,
    /// What is compiled.
    pub package: &'a Package,
    /// Nobody is shown what the compiler warns of in its test file.
    pub silent: bool,
}

impl<'a> Batch<'a> {
    /// Its folder in the stage.
    pub fn folder(&self) -> String {
        format!("{BATCHES}/{}", self.name)
    }

    fn new(candidates: &[Candidate<'a>]) -> Self {
        let names: Vec<&str> =
            candidates.iter().map(|each| each.member.package.name.as_str()).collect();
        let id = blob_id(names.join("\n").as_bytes());
        let used = candidates.iter().flat_map(|each| &each.used);
        Self {
            name: format!("batch-{}", &id[..12]),
            members: candidates.iter().map(|each| each.member).collect(),
            dependencies: used.map(|(name, value)| ((*name).clone(), (*value).clone())).collect(),
        }
    }
}

/// Forms batches of the trials of these subjects. `is_alone` says whether a package stands in the stage already as it
/// would be compiled alone: then its program is there too, most likely, and nothing is cheaper.
pub fn batches<'a>(
    subjects: &[&'a [Trial]],
    is_alone: impl Fn(&Package) -> bool,
) -> Vec<Batch<'a>> {
    let places = subjects.iter().flat_map(|trials| {
        // What the compiler says of a learner's tests is what it says of them with the first implementation, and to the
        // letter only when they are compiled alone.
        let has_first = trials.len() > 1;
        trials.iter().enumerate().map(move |(nth, trial)| (trial, has_first, nth > 0))
    });
    let mut katas: Vec<Vec<Candidate<'a>>> = Vec::new();
    for (at, (trial, has_first, silent)) in places.enumerate() {
        let package = &trial.package;
        if has_first && !silent || is_alone(package) {
            continue;
        }
        let Some(candidate) = Candidate::new(Member { at, package, silent }) else {
            continue;
        };
        match katas.last_mut() {
            Some(kata) if kata[0].member.package.like == package.like => kata.push(candidate),
            Some(_) | None => katas.push(vec![candidate]),
        }
    }
    // A kata with many versions makes batches of its own: they are the same whatever else is judged.
    let (mut groups, few): (Vec<_>, Vec<_>) =
        katas.into_iter().partition(|kata| kata.len() >= FEWEST);
    groups.extend(fitting(few.into_iter().flatten()));
    groups.retain(|group| group.len() >= FEWEST);
    let parts = groups.iter().flat_map(|group| {
        let size = group.len().div_ceil(group.len().div_ceil(MOST));
        group.chunks(size)
    });
    parts.map(Batch::new).collect()
}

/// A package whose test file may be a module.
struct Candidate<'a> {
    member: Member<'a>,
    /// The dependencies that its test file names.
    used: Vec<(&'a String, &'a Value)>,
    tests: String,
}

impl<'a> Candidate<'a> {
    fn new(member: Member<'a>) -> Option<Self> {
        let package = member.package;
        let mut tests = String::new();
        for (path, content) in &package.files {
            let text = String::from_utf8_lossy(content);
            if OF_THE_PROGRAM.iter().any(|word| text.contains(word)) {
                return None;
            }
            // A program that must not compile is one, and no part of any.
            if path.starts_with("tests/") && !path.starts_with(CASES) {
                tests += &text;
            }
        }
        let from_the_root = format!("::{}", package.crate_name);
        if tests.contains(&from_the_root) || OF_THE_ROOT.iter().any(|word| tests.contains(word)) {
            return None;
        }
        // A development dependency stands behind, and before, one of the same name.
        let all = package.dependencies.iter().flatten();
        let used: Vec<_> = all.filter(|(name, _)| names(&tests, name)).collect();
        let plain = used.iter().all(|(_, value)| match value {
            Value::Table(table) => table.keys().all(|key| PLAIN.contains(&key.as_str())),
            value => value.is_str(),
        });
        plain.then_some(Self { member, used, tests })
    }

    /// Whether what `other` brings changes nothing for this one: the same dependency or one that it never names. A name
    /// that it would miss alone must not be found in company.
    fn bears(&self, other: &Self) -> bool {
        other.used.iter().all(|(name, value)| {
            let own = self.used.iter().filter(|(own, _)| own == name);
            let mut own = own.map(|(_, own)| own).peekable();
            match own.peek() {
                Some(_) => own.all(|own| own == value),
                None => !names(&self.tests, name),
            }
        })
    }
}

/// Whether a text may use the crate of this package.
fn names(text: &str, package: &str) -> bool {
    text.contains(&package.replace('-', "_"))
}

/// Groups whose members bear each other, each candidate in the first that takes it.
fn fitting<'a>(candidates: impl Iterator<Item = Candidate<'a>>) -> Vec<Vec<Candidate<'a>>> {
    let mut groups: Vec<Vec<Candidate<'a>>> = Vec::new();
    for candidate in candidates {
        let fits = |group: &&mut Vec<Candidate<'a>>| {
            group.iter().all(|other| candidate.bears(other) && other.bears(&candidate))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    groups
}

#[cfg(test)]
mod tests;
