//! The door to rustdoc and rustc.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use xtask::process::{End, Invocation, Outcome, run};

/// How long the compiler may take for all blocks of the book.
const LIMIT: Duration = Duration::from_secs(300);

pub(super) fn call(program: &str, args: &[&str], dir: &Path) -> Result<Outcome, String> {
    let variable = program.to_uppercase();
    let program = std::env::var_os(variable).unwrap_or_else(|| program.into());
    let invocation = Invocation {
        program: program.clone().into(),
        args: args.iter().map(OsString::from).collect(),
        // A backtrace would only hide the message.
        env: vec![("RUST_BACKTRACE", Some("0".into())), ("RUSTC_BOOTSTRAP", None)],
        dir: dir.to_owned(),
        limit: LIMIT,
    };
    let program = program.to_string_lossy();
    let outcome = run(&invocation).map_err(|error| {
        format!("{program} can't be started: {error}; install Rust with rustup")
    })?;
    match outcome.end {
        End::Exit(_) => Ok(outcome),
        End::Signal(signal) => Err(format!("{program} was ended by signal {signal}; try again")),
        End::TimedOut => Err(format!(
            "{program} took longer than {} seconds; does a block loop?",
            LIMIT.as_secs()
        )),
        End::Interrupted => Err("interrupted".to_owned()),
    }
}

pub(super) fn folder() -> Result<tempfile::TempDir, String> {
    tempfile::tempdir().map_err(|error| format!("there is no place for temporary files: {error}"))
}
