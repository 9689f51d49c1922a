//! The exercise's own tests, put to the solution.

extern crate decide_again_solution as decide_again;

#[path = "../../../../exercises/3-versions/24-decide-again/tests/kata.rs"]
mod kata;
