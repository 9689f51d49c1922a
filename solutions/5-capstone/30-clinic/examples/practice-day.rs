//! The exercise's own program, with the solution.

extern crate clinic_solution as clinic;

#[path = "../../../../exercises/5-capstone/30-clinic/src/practice_day/main.rs"]
mod program;

fn main() -> std::process::ExitCode {
    program::main()
}
