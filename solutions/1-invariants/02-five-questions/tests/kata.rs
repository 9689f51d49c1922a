//! The exercise's own tests, put to the solution.

extern crate five_questions_solution as five_questions;

#[path = "../../../../exercises/1-invariants/02-five-questions/tests/kata.rs"]
mod kata;
