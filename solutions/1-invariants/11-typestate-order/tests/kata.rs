//! The exercise's own tests, put to the solution.

extern crate typestate_order_solution as typestate_order;

#[path = "../../../../exercises/1-invariants/11-typestate-order/tests/kata.rs"]
mod kata;
