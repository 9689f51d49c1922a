//! INV-3: an order can be placed from the start, without a line.
//!
//! Refused with E0599: only a draft may have a `Default`. Or E0624: it is private.

use typestate_order::PlacedOrder;

fn main() {
    let _ = PlacedOrder::default();
}
