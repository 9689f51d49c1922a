//! The runner of *Kept Promises*, in one line:
//!
//! ```text
//! Cargo.toml metadata → Catalogue → Plan → build → run → Evidence → judge → Verdict → report
//! ```
//!
//! Each module has one job, which its first line tells, and imports only modules of the groups above its own;
//! `tests/architecture.rs` holds it to that.

pub mod api;
pub mod catalogue;
pub mod process;

pub mod files;

pub mod evidence;

pub mod diagnosis;

pub mod hints;

pub mod progress;

pub mod selection;

pub mod plan;
pub mod reset;

pub mod tree;

pub mod build;

pub mod run;

pub mod verdict;

pub mod proof;
pub mod publish;

pub mod engine;

pub mod report;

pub mod cli;
pub mod watch;

pub mod verbs;
