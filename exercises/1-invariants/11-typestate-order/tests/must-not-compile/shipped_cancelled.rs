//! INV-1: an order can be cancelled whose parcel is on its way.
//!
//! Refused with E0599: a shipped order doesn't have this method. Or E0624: it is private.

use typestate_order::ShippedOrder;

fn too_late(order: ShippedOrder) {
    let _ = order.cancel();
}

fn main() {
    let _ = too_late;
}
