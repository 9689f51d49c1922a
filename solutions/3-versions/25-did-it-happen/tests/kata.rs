//! The exercise's own tests, put to the solution.

extern crate did_it_happen_solution as did_it_happen;

#[path = "../../../../exercises/3-versions/25-did-it-happen/tests/kata.rs"]
mod kata;
