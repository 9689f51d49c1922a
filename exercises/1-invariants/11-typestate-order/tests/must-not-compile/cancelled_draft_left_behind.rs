//! INV-2: a draft can be cancelled and placed.
//!
//! Refused with E0382: `cancel` has used it up.

use typestate_order::DraftOrder;

fn both(mut order: DraftOrder) {
    let _ = order.cancel();
    let _ = order.place();
}

fn main() {
    let _ = both;
}
