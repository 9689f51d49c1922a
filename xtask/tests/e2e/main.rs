//! The runner from the outside: its real program, in small workbooks made for each test.
//!
//! Each test asserts all that stands on standard output, the exit code, and that nothing below `exercises/` was changed.
//! After a change that is meant, `SNAPSHOTS=overwrite cargo test --package xtask --test e2e` writes the new texts.

mod authors;
mod batches;
mod formats;
mod hints;
mod interrupts;
mod katas;
mod killed;
mod limits;
mod memory;
mod noticing;
mod places;
mod progress;
mod refusing;
mod reset;
mod run;
mod schema;
mod solutions;
mod tampering;
mod terminals;
mod verdicts;
#[cfg(unix)] // Elsewhere nothing plays a terminal for a test.
mod watch;
mod words;
mod workbook;
