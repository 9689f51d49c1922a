//! The exercise's own tests, put to the solution.

extern crate rule_changed_solution as rule_changed;

#[path = "../../../../exercises/4-policies/29-rule-changed/tests/kata.rs"]
mod kata;
