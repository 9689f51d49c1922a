//! INV-2: any number can be made money by a constructor, a cent too much as well.
//!
//! Refused with E0599: there is no such function. Or E0624: it is private. Or E0308: it can refuse.

use quantity_and_money::Money;

fn main() {
    let money: Money = Money::new(100_000_000_000);
    println!("{money:?}");
}
