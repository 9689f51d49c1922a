//! INV-2: an order can be cancelled and shipped.
//!
//! Refused with E0382: `cancel` has used it up.

use jiff::civil::Date;
use typestate_order::PaidOrder;

fn refund_and_parcel(mut order: PaidOrder, today: Date) {
    let _ = order.cancel();
    let _ = order.ship(today);
}

fn main() {
    let _ = refund_and_parcel;
}
