//! INV-2: a paid order can be copied, so that the order is cancelled and the copy shipped.
//!
//! Refused with E0599: there is no such method. Or E0624: it is private.

use jiff::civil::Date;
use typestate_order::PaidOrder;

fn as_in_the_second_night(order: PaidOrder, today: Date) {
    let copy = order.clone();
    let _ = order.cancel();
    let _ = copy.ship(today);
}

fn main() {
    let _ = as_in_the_second_night;
}
