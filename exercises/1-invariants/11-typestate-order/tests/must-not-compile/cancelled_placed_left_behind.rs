//! INV-2: an order can be cancelled and paid.
//!
//! Refused with E0382: `cancel` has used it up.

use jiff::civil::Date;
use typestate_order::{Cents, PlacedOrder};

fn both(mut order: PlacedOrder, amount: Cents, today: Date) {
    let _ = order.cancel();
    let _ = order.pay(amount, today);
}

fn main() {
    let _ = both;
}
