//! INV-3: an order can be cancelled from the start, and nobody has placed it.
//!
//! Refused with E0599: only a draft may have a `Default`. Or E0624: it is private.

use typestate_order::CancelledOrder;

fn main() {
    let _ = CancelledOrder::default();
}
