//! The exercise's own tests, put to the solution.

extern crate leaky_root_solution as leaky_root;

#[path = "../../../../exercises/1-invariants/09-leaky-root/tests/kata.rs"]
mod kata;
