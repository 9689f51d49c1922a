//! The exercise's own tests, put to the solution.

extern crate question_mark_midway_solution as question_mark_midway;

#[path = "../../../../exercises/2-failures/15-question-mark-midway/tests/kata.rs"]
mod kata;
