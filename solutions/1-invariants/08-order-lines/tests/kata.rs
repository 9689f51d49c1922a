//! The exercise's own tests, put to the solution.

extern crate order_lines_solution as order_lines;

#[path = "../../../../exercises/1-invariants/08-order-lines/tests/kata.rs"]
mod kata;
