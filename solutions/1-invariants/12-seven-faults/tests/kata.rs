//! The model answer, put to the account that the exercise gives.

extern crate seven_faults_solution as seven_faults;

mod mine;
