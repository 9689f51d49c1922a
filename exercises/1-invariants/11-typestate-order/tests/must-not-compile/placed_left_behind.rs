//! INV-2: an order can be paid and cancelled as if it had not been paid.
//!
//! Refused with E0382: `pay` has used it up.

use jiff::civil::Date;
use typestate_order::{Cents, PlacedOrder};

fn both(mut order: PlacedOrder, amount: Cents, today: Date) {
    let _ = order.pay(amount, today);
    let _ = order.cancel();
}

fn main() {
    let _ = both;
}
