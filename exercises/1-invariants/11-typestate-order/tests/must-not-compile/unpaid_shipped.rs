//! INV-1: an order can be shipped that nobody has paid.
//!
//! Refused with E0599: only a paid order has this method. Or E0624: it is private.

use jiff::civil::Date;
use typestate_order::PlacedOrder;

fn on_account(order: PlacedOrder, today: Date) {
    let _ = order.ship(today);
}

fn main() {
    let _ = on_account;
}
