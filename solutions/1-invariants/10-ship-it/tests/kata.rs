//! The exercise's own tests, put to the solution.

extern crate ship_it_solution as ship_it;

#[path = "../../../../exercises/1-invariants/10-ship-it/tests/kata.rs"]
mod kata;
