//! INV-3: a paid order can be written down with other lines and the rest of a right one.
//!
//! Refused with E0451: the fields are private. Or E0560: there is no field of that name.

use typestate_order::{Lines, PaidOrder};

fn rewritten(order: PaidOrder, lines: Lines) {
    let _ = PaidOrder { lines, ..order };
}

fn main() {
    let _ = rewritten;
}
