//! INV-2: an order from a list can be shipped twice.
//!
//! Refused with E0382: `ship` has used it up.

use jiff::civil::Date;
use typestate_order::AnyOrder;

fn two_parcels(mut order: AnyOrder, today: Date) {
    let _ = order.ship(today);
    let _ = order.ship(today);
}

fn main() {
    let _ = two_parcels;
}
