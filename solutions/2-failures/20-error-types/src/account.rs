// The given parts are the exercise's own, not a copy.
include!("../../../../exercises/2-failures/20-error-types/src/account.rs");
