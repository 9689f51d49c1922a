//! INV-1: any number can be wrapped as a quantity, zero too.
//!
//! Refused with E0423: what is inside is private. Or E0603: so is the constructor.

use quantity_and_money::Quantity;

fn main() {
    let quantity = Quantity(0);
    println!("{quantity:?}");
}
