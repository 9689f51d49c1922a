//! The exercise's own tests, put to the solution.

extern crate take_and_panic_solution as take_and_panic;

#[path = "../../../../exercises/2-failures/17-take-and-panic/tests/kata.rs"]
mod kata;
