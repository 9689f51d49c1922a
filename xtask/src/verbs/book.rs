//! `book`: hands over to the book's own program, which is built only when it is asked for.

use std::ffi::OsString;
use std::time::Duration;

use super::Failure;
use super::workbook::Workbook;
use crate::build;
use crate::process::{self, End, Invocation};

pub(super) fn book(words: &[String]) -> Result<u8, Failure> {
    let workbook = Workbook::open()?;
    let words = if words.is_empty() { vec!["serve".to_owned()] } else { words.to_vec() };
    let mut args: Vec<OsString> = ["run", "--package", "book", "--"].map(Into::into).into();
    args.extend(words.into_iter().map(Into::into));
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
        // A reader who has read enough presses Ctrl-C.
        End::Signal(_) | End::Interrupted => 0,
        End::TimedOut => 2,
    })
}
