//! The exercise's own tests, put to the solution.

extern crate sort_failures_solution as sort_failures;

#[path = "../../../../exercises/2-failures/19-sort-failures/tests/kata.rs"]
mod kata;
