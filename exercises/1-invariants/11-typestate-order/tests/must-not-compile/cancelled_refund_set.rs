//! INV-3: whether the money goes back is a public field, and anybody can send it to somebody who never paid.
//!
//! Refused with E0616: the field is private. Or E0615: it has another name.

use typestate_order::CancelledOrder;

fn refunded(mut order: CancelledOrder) {
    order.refund_due = true;
}

fn main() {
    let _ = refunded;
}
