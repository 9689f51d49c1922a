//! INV-3: the date on which an order was paid is a public field, and anybody can move it.
//!
//! Refused with E0616: the field is private. Or E0615: it has another name.

use jiff::civil::Date;
use typestate_order::PaidOrder;

fn moved(mut order: PaidOrder, on: Date) {
    order.paid_on = on;
}

fn main() {
    let _ = moved;
}
