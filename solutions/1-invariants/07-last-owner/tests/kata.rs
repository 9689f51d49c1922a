//! The exercise's own tests, put to the solution.

extern crate last_owner_solution as last_owner;

#[path = "../../../../exercises/1-invariants/07-last-owner/tests/kata.rs"]
mod kata;
