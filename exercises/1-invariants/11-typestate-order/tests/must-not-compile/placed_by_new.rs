//! INV-3: an order can be placed from the start.
//!
//! Refused with E0599: only a draft has `new`. Or E0624: it is private.

use typestate_order::PlacedOrder;

fn main() {
    let _ = PlacedOrder::new;
}
