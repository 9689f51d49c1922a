//! The exercise's own tests, put to the solution.

extern crate slot_to_day_solution as slot_to_day;

#[path = "../../../../exercises/4-policies/26-slot-to-day/tests/kata.rs"]
mod kata;
