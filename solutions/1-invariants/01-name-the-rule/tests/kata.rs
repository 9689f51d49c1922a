//! The exercise's own tests, put to the solution.

extern crate name_the_rule_solution as name_the_rule;

#[path = "../../../../exercises/1-invariants/01-name-the-rule/tests/kata.rs"]
mod kata;
