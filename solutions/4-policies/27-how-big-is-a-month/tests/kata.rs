//! The exercise's own tests, put to the solution.

extern crate how_big_is_a_month_solution as how_big_is_a_month;

#[path = "../../../../exercises/4-policies/27-how-big-is-a-month/tests/kata.rs"]
mod kata;
