//! `lab`: the boundary simulation of chapter 11.

use super::{Failure, handover};

pub(super) fn lab(words: &[String]) -> Result<u8, Failure> {
    handover::to("lab", words)
}
