//! The exercise's own tests, put to the solution.

extern crate open_account_solution as open_account;

#[path = "../../../../exercises/1-invariants/04-open-account/tests/kata.rs"]
mod kata;
