//! INV-3: an order can be on its way from the start, with no line in the parcel.
//!
//! Refused with E0599: only a draft may have a `Default`. Or E0624: it is private.

use typestate_order::ShippedOrder;

fn main() {
    let _ = ShippedOrder::default();
}
