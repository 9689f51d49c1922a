//! The exercise's own tests, put to the solution.

extern crate four_ways_atomic_solution as four_ways_atomic;

#[path = "../../../../exercises/2-failures/18-four-ways-atomic/tests/kata.rs"]
mod kata;
