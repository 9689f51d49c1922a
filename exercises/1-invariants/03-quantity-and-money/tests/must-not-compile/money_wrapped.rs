//! INV-2: any number can be wrapped as money, a debt too.
//!
//! Refused with E0423: what is inside is private. Or E0603: so is the constructor.

use quantity_and_money::Money;

fn main() {
    let money = Money(-3_720);
    println!("{money:?}");
}
