//! The exercise's own tests, put to the solution.

extern crate version_and_save_solution as version_and_save;

#[path = "../../../../exercises/3-versions/22-version-and-save/tests/kata.rs"]
mod kata;
