//! INV-1: a line can be added to an order that the customer has placed.
//!
//! Refused with E0599: only a draft has this method. Or E0624: it is private.

use typestate_order::{Cents, Line, PlacedOrder};

fn one_more(mut order: PlacedOrder) {
    order.add_line(Line::new("soap", Cents::new(250)));
}

fn main() {
    let _ = one_more;
}
