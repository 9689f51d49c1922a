//! `book`: to be read in a browser, if nothing else is said.

use super::{Failure, handover};

pub(super) fn book(words: &[String]) -> Result<u8, Failure> {
    match words {
        [] => handover::to("book", &["serve".to_owned()]),
        words => handover::to("book", words),
    }
}
