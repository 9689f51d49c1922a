//! The exercise's own tests, put to the solution.

extern crate over_limit_solution as over_limit;

#[path = "../../../../exercises/4-policies/28-over-limit/tests/kata.rs"]
mod kata;
