// The given parts are the exercise's own, not a copy.
include!("../../../../exercises/1-invariants/01-name-the-rule/src/statement.rs");
