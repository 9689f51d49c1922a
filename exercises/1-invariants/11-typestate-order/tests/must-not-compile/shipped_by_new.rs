//! INV-3: an order can be on its way from the start.
//!
//! Refused with E0599: only a draft has `new`. Or E0624: it is private.

use typestate_order::ShippedOrder;

fn main() {
    let _ = ShippedOrder::new;
}
