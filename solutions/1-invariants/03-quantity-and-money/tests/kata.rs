//! The exercise's own tests, put to the solution.

extern crate quantity_and_money_solution as quantity_and_money;

#[path = "../../../../exercises/1-invariants/03-quantity-and-money/tests/kata.rs"]
mod kata;
