//! The exercise's own tests, put to the solution.

extern crate sqlite_cas_solution as sqlite_cas;

#[path = "../../../../exercises/3-versions/23-sqlite-cas/tests/kata.rs"]
mod kata;
