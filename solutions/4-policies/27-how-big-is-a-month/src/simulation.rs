// The given parts are the exercise's own, not a copy.
include!("../../../../exercises/4-policies/27-how-big-is-a-month/src/simulation.rs");
