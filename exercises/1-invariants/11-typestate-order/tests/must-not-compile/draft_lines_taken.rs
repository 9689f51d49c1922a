//! INV-3: the lines of a draft are a public field, and anybody can put others there.
//!
//! Refused with E0616: the field is private. Or E0615: it has another name.

use typestate_order::{DraftOrder, Lines};

fn emptied(mut order: DraftOrder) {
    order.lines = Lines::new();
}

fn main() {
    let _ = emptied;
}
