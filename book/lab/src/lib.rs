//! The boundary lab: how big an aggregate should be, measured. Behind `cargo xtask lab` and the
//! figures of chapter 11.
//!
//! A [`plan::Plan`] is a list of settings and of seeds, [`run`] simulates each setting with each
//! seed, and what comes out of it, [`results::Results`], is turned into text: tables, CSV, figures.
//! All of these are values made from values. Threads are in [`run`] only, files and the terminal
//! in [`files`] and the program itself.

pub mod cli;
pub mod csv;
pub mod explorer;
pub mod figures;
pub mod files;
pub mod metric;
pub mod plan;
pub mod point;
pub mod results;
pub mod run;
/// A practice that takes bookings, in virtual time.
#[path = "../../../exercises/4-policies/27-how-big-is-a-month/src/simulation.rs"]
pub mod simulation;
pub mod span;
pub mod statistics;
pub mod table;
pub mod tables;
