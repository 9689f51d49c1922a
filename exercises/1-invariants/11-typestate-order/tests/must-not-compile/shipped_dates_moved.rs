//! INV-3: the dates of a shipped order are public fields, and anybody can move them.
//!
//! Refused with E0616: the fields are private. Or E0615: they have other names.

use jiff::civil::Date;
use typestate_order::ShippedOrder;

fn moved(mut order: ShippedOrder, on: Date) {
    order.paid_on = on;
    order.shipped_on = on;
}

fn main() {
    let _ = moved;
}
