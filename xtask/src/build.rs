//! One cargo build → what the compiler said of each package. Knows no verdicts.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::evidence::Built;
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

    /// What the compiler warned of in the package in `folder`.
    pub fn warnings(&self, folder: &str) -> &[String] {
        self.outcomes.get(folder).map_or(&[], |outcome| &outcome.warnings)
    }
}

/// What is heard while cargo builds.
pub struct Listener<'a> {
    /// A crate of this name was compiled.
    pub on_unit: &'a mut dyn FnMut(&str),
    /// The test program of the package in this folder of the stage is ready.
    pub on_program: &'a mut dyn FnMut(&str, &Path),
}

/// Builds every test program of the workspace in `stage`.
///
/// # Errors
///
/// When cargo fails for another reason than a compile error.
pub fn build(stage: &Path, target: &Path, mut listener: Listener<'_>) -> Result<Build, Trouble> {
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
        // Progress and warnings of the stage's own manifests are nobody's concern.
        env: vec![("CARGO_TERM_PROGRESS_WHEN", Some("never".into()))],
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
        match message.get("reason").and_then(Value::as_str) {
            Some("compiler-artifact") => {
                let target = message.get("target").and_then(|target| text(target, "name"));
                (listener.on_unit)(&target.unwrap_or_default());
                if let (Some(folder), Some(program)) = (folder, text(message, "executable")) {
                    let program = PathBuf::from(program);
                    (listener.on_program)(&folder, &program);
                    self.outcomes.entry(folder).or_default().program = Some(program);
                }
                false
            }
            Some("compiler-message") => {
                let Some(said) = message.get("message") else {
                    return false;
                };
                let level = said.get("level").and_then(Value::as_str).unwrap_or_default();
                // "aborting due to 2 previous errors" has no place in the code, and nothing to say.
                let has_place = said
                    .get("spans")
                    .and_then(Value::as_array)
                    .is_some_and(|spans| !spans.is_empty());
                let rendered = text(said, "rendered").unwrap_or_default();
                let is_error = level.starts_with("error")
                    && (has_place || !rendered.contains("aborting due to"));
                let outcome = self.outcomes.entry(folder.unwrap_or_default()).or_default();
                match (is_error, level) {
                    (true, _) if !outcome.errors.contains(&rendered) => {
                        outcome.errors.push(rendered);
                    }
                    (false, "warning") if has_place => outcome.warnings.push(rendered),
                    (true | false, _) => {}
                }
                is_error
            }
            Some(_) | None => false,
        }
    }
}
