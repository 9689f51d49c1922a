//! The exercise's own tests, put to the solution.

extern crate documented_not_enforced_solution as documented_not_enforced;

#[path = "../../../../exercises/1-invariants/05-documented-not-enforced/tests/kata.rs"]
mod kata;
