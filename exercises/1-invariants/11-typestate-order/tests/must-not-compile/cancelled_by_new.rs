//! INV-3: an order can be cancelled from the start.
//!
//! Refused with E0599: only a draft has `new`. Or E0624: it is private.

use typestate_order::CancelledOrder;

fn main() {
    let _ = CancelledOrder::new;
}
