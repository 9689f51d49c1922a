//! INV-3: the lines of a cancelled order are a public field, and anybody can put others there.
//!
//! Refused with E0616: the field is private. Or E0615: it has another name.

use typestate_order::{CancelledOrder, Lines};

fn emptied(mut order: CancelledOrder) {
    order.lines = Lines::new();
}

fn main() {
    let _ = emptied;
}
