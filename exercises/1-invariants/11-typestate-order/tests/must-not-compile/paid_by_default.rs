//! INV-3: an order can be paid from the start, and nobody has paid.
//!
//! Refused with E0599: only a draft may have a `Default`. Or E0624: it is private.

use typestate_order::PaidOrder;

fn main() {
    let _ = PaidOrder::default();
}
