//! INV-2: an order can be shipped and cancelled.
//!
//! Refused with E0382: `ship` has used it up.

use jiff::civil::Date;
use typestate_order::PaidOrder;

fn parcel_and_refund(mut order: PaidOrder, today: Date) {
    let _ = order.ship(today);
    let _ = order.cancel();
}

fn main() {
    let _ = parcel_and_refund;
}
