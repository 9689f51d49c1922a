//! INV-1: the number in a quantity can be overwritten.
//!
//! Refused with E0616: what is inside is private. Or E0609: there is no such field. Or E0594: it is only lent.

use quantity_and_money::Quantity;

fn main() {
    let mut quantity = Quantity::MAX;
    quantity.0 = 0;
    println!("{quantity:?}");
}
