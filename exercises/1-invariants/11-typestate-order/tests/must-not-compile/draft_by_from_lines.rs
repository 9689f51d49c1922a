//! INV-3: a draft begins with lines that nobody has added to it.
//!
//! Refused with E0308: there is no such conversion. Or E0277: there are others.

use typestate_order::{DraftOrder, Lines};

fn begun(lines: Lines) {
    let _ = DraftOrder::from(lines);
}

fn main() {
    let _ = begun;
}
