//! The exercise's own tests, put to the solution.

extern crate clinic_solution as clinic;

#[path = "../../../../exercises/5-capstone/30-clinic/tests/kata.rs"]
mod kata;
