//! INV-1: any number can be made a quantity by a constructor, zero too.
//!
//! Refused with E0599: there is no such function. Or E0624: it is private. Or E0308: it can refuse.

use quantity_and_money::Quantity;

fn main() {
    let quantity: Quantity = Quantity::new(0);
    println!("{quantity:?}");
}
