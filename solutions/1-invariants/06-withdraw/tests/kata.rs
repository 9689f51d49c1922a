//! The exercise's own tests, put to the solution.

extern crate withdraw_solution as withdraw;

#[path = "../../../../exercises/1-invariants/06-withdraw/tests/kata.rs"]
mod kata;
