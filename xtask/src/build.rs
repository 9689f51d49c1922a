//! One cargo build → what the compiler said of each package. Knows no verdicts.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::evidence::{Attempt, Built, Refusal};
use crate::plan::is_case_target;
use crate::process::{self, End, Invocation};

/// How long a whole build may take. Downloading and compiling the dependencies of thirty katas takes a minute or two.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// What cargo and the compiler made of the stage.
#[derive(Debug, Default)]
pub struct Build {
    /// By the package's folder in the stage.
    outcomes: BTreeMap<String, Outcome>,
}

/// What was said of one package.
#[derive(Debug, Default)]
struct Outcome {
    program: Option<PathBuf>,
    errors: Vec<String>,
    warnings: Vec<String>,
    /// Of the programs that must not compile, by target.
    attempts: BTreeMap<String, Attempt>,
}

impl Outcome {
    fn is_quiet(&self) -> bool {
        self.errors.is_empty() && self.warnings.is_empty()
    }
}

/// Why there is no build to speak of. Never the learner's fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Cargo could not do its work; this is what it said.
    Cargo(String),
    /// The runner was asked to stop.
    Interrupted,
}

impl Build {
    /// What became of the package in `folder`.
    pub fn of(&self, folder: &str) -> (Built, Option<&Path>) {
        match self.outcomes.get(folder) {
            Some(Outcome { program: Some(program), errors, .. }) if errors.is_empty() => {
                (Built::Yes, Some(program))
            }
            Some(Outcome { errors, .. }) => (Built::Refused(errors.clone()), None),
            None => (Built::Refused(vec![]), None),
        }
    }

    /// What became of a program that must not compile, in the package in `folder`.
    pub fn attempt(&self, folder: &str, target: &str) -> &Attempt {
        let outcome = self.outcomes.get(folder);
        outcome.and_then(|outcome| outcome.attempts.get(target)).unwrap_or(&Attempt::None)
    }

    /// Whether the compiler found an error in the package in `folder`.
    pub fn has_errors(&self, folder: &str) -> bool {
        self.outcomes.get(folder).is_some_and(|outcome| !outcome.errors.is_empty())
    }

    /// Makes the program of the package in `folder` that of the packages in `others` too, unless the compiler had
    /// anything to say of it. Says whether it did.
    pub fn share<'a>(&mut self, folder: &str, others: impl Iterator<Item = &'a str>) -> bool {
        let program = self.outcomes.get(folder).filter(|outcome| outcome.is_quiet());
        let Some(program) = program.and_then(|outcome| outcome.program.clone()) else {
            return false;
        };
        for other in others {
            self.outcomes.entry(other.to_owned()).or_default().program = Some(program.clone());
        }
        true
    }

    /// Takes in what became of some packages in a later build.
    pub fn update(&mut self, later: Self) {
        self.outcomes.extend(later.outcomes);
    }

    /// What the compiler warned of in the package in `folder`.
    pub fn warnings(&self, folder: &str) -> &[String] {
        self.outcomes.get(folder).map_or(&[], |outcome| &outcome.warnings)
    }
}

/// What is heard while cargo builds.
pub struct Listener<'a> {
    /// A crate of this name was compiled.
    pub on_unit: &'a mut dyn FnMut(&str),
    /// The test program of the package in this folder of the stage is ready, and whether the compiler had nothing to say
    /// of the package.
    pub on_program: &'a mut dyn FnMut(&str, &Path, bool),
}

/// What is to be expected of the packages in the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// A learner works at them and has them built again and again: the compiler remembers what it did.
    Again,
    /// They are versions of a kata, many, and few of them are built a second time. To remember would take a third of the
    /// build's time and ten megabytes each.
    Once,
}

/// Builds every test program of the workspace in `stage`.
///
/// # Errors
///
/// When cargo fails for another reason than a compile error.
pub fn build(
    stage: &Path,
    target: &Path,
    pace: Pace,
    mut listener: Listener<'_>,
) -> Result<Build, Trouble> {
    let mut args: Vec<OsString> =
        ["build", "--workspace", "--tests", "--keep-going"].map(Into::into).into();
    args.push("--message-format=json-diagnostic-rendered-ansi".into());
    if std::env::var_os("CARGO_BUILD_JOBS").is_none() {
        // A small crate's compiler spends half of its time waiting: with one job a core, the cores are idle for a fifth
        // of the build.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        args.extend(["--jobs".into(), (2 * cores).to_string().into()]);
    }
    args.push("--target-dir".into());
    args.push(target.into());
    let invocation = Invocation {
        program: cargo(),
        args,
        env: vec![
            // Progress and warnings of the stage's own manifests are nobody's concern.
            ("CARGO_TERM_PROGRESS_WHEN", Some("never".into())),
            ("CARGO_INCREMENTAL", Some(if pace == Pace::Again { "1" } else { "0" }.into())),
        ],
        dir: stage.to_owned(),
        limit: LIMIT,
    };
    let mut build = Build::default();
    let mut heard_error = false;
    let outcome = process::run_lines(&invocation, &mut |line| {
        if let Ok(message) = serde_json::from_str::<Value>(line) {
            heard_error |= build.hear(&message, stage, &mut listener);
        }
    })
    .map_err(|error| Trouble::Cargo(format!("cargo can't be started: {error}")))?;
    match outcome.end {
        End::Exit(0) => Ok(build),
        End::Interrupted => Err(Trouble::Interrupted),
        End::TimedOut => {
            Err(Trouble::Cargo(format!("cargo was stopped after {} minutes", LIMIT.as_secs() / 60)))
        }
        End::Exit(_) if heard_error => Ok(build),
        End::Exit(_) | End::Signal(_) => Err(Trouble::Cargo(outcome.stderr.trim().to_owned())),
    }
}

/// The cargo that runs the runner, so that both use one toolchain.
pub fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}

impl Build {
    /// Takes in one of cargo's messages; says whether it was an error in somebody's code.
    fn hear(&mut self, message: &Value, stage: &Path, listener: &mut Listener<'_>) -> bool {
        let text =
            |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let folder = text(message, "manifest_path").and_then(|manifest| {
            let folder = Path::new(&manifest).parent()?.strip_prefix(stage).ok()?;
            Some(folder.to_str()?.replace('\\', "/"))
        });
        let target = message.get("target").and_then(|target| text(target, "name"));
        let target = target.unwrap_or_default();
        match message.get("reason").and_then(Value::as_str) {
            Some("compiler-artifact") => {
                (listener.on_unit)(&target);
                if let (Some(folder), Some(program)) = (folder, text(message, "executable")) {
                    let outcome = self.outcomes.entry(folder.clone()).or_default();
                    if is_case_target(&target) {
                        outcome.attempts.insert(target, Attempt::Compiles);
                    } else {
                        let program = PathBuf::from(program);
                        outcome.program = Some(program.clone());
                        (listener.on_program)(&folder, &program, outcome.is_quiet());
                    }
                }
                false
            }
            Some("compiler-message") => {
                let outcome = self.outcomes.entry(folder.unwrap_or_default()).or_default();
                message.get("message").is_some_and(|said| outcome.hear(said, target))
            }
            Some(_) | None => false,
        }
    }
}

impl Outcome {
    /// Takes in what the compiler said of one target; says whether it was an error.
    fn hear(&mut self, said: &Value, target: String) -> bool {
        let text = |key: &str| said.get(key).and_then(Value::as_str).unwrap_or_default();
        let (level, rendered) = (text("level"), text("rendered").to_owned());
        let place = said.get("spans").and_then(|spans| spans.get(0));
        // "aborting due to 2 previous errors" has no place in the code, and nothing to say.
        let is_error = level.starts_with("error")
            && (place.is_some() || !rendered.contains("aborting due to"));
        if is_case_target(&target) {
            if is_error {
                let code = said.get("code").and_then(|code| code.get("code")?.as_str());
                let line = place.and_then(|place| place.get("line_start")?.as_u64());
                let attempt = self.attempts.entry(target).or_default();
                attempt.refuse(Refusal {
                    code: code.map(str::to_owned),
                    line: line.and_then(|line| usize::try_from(line).ok()),
                    shown: anstream::adapter::strip_str(&rendered).to_string(),
                });
            }
        } else if is_error && !self.errors.contains(&rendered) {
            self.errors.push(rendered);
        } else if level == "warning" && place.is_some() {
            self.warnings.push(rendered);
        }
        is_error
    }
}
