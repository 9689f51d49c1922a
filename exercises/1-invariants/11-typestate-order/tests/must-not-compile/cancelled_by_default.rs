//! INV-3: an order can be cancelled from the start, and nobody has placed it.
//!
//! Refused with E0599: only a draft may have a `Default`.

use typestate_order::CancelledOrder;

fn main() {
    let _ = CancelledOrder::default();
}
