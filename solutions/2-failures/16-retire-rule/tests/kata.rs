//! The exercise's own tests, put to the solution.

extern crate retire_rule_solution as retire_rule;

#[path = "../../../../exercises/2-failures/16-retire-rule/tests/kata.rs"]
mod kata;
