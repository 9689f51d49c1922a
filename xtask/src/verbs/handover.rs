//! Hands over to a program of its own, which is built only when it is asked for.

use std::ffi::OsString;
use std::time::Duration;

use super::Failure;
use super::workbook::Workbook;
use crate::build;
use crate::process::{self, End, Invocation};

/// Runs the program of `package` with these words, and returns its exit code.
pub(super) fn to(package: &str, words: &[String]) -> Result<u8, Failure> {
    let workbook = Workbook::open()?;
    let mut args: Vec<OsString> = ["run", "--package", package, "--"].map(Into::into).into();
    args.extend(words.iter().map(Into::into));
    let invocation = Invocation {
        program: build::cargo(),
        args,
        env: vec![],
        dir: workbook.root,
        limit: Duration::MAX,
    };
    let end = process::run_attached(&invocation)
        .map_err(|error| Failure(format!("cargo can't be started: {error}")))?;
    Ok(match end {
        End::Exit(code) => u8::try_from(code).unwrap_or(2),
        // Who has seen enough presses Ctrl-C.
        End::Signal(_) | End::Interrupted => 0,
        End::TimedOut => 2,
    })
}
