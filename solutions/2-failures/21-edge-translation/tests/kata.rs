//! The exercise's own tests, put to the solution.

extern crate edge_translation_solution as edge_translation;

#[path = "../../../../exercises/2-failures/21-edge-translation/tests/kata.rs"]
mod kata;
