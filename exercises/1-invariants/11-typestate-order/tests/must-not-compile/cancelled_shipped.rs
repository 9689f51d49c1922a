//! INV-1: an order can be shipped that is cancelled.
//!
//! Refused with E0599: a cancelled order doesn't have this method. Or E0624: it is private.

use jiff::civil::Date;
use typestate_order::CancelledOrder;

fn as_in_the_night(order: CancelledOrder, today: Date) {
    let _ = order.ship(today);
}

fn main() {
    let _ = as_in_the_night;
}
