//! The exercise's own tests, put to the solution.

extern crate error_types_solution as error_types;

#[path = "../../../../exercises/2-failures/20-error-types/tests/kata.rs"]
mod kata;
