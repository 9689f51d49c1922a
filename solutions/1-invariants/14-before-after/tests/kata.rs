//! The model answer, put to the policy that the exercise gives.

extern crate before_after_solution as before_after;

mod mine;
