//! INV-2: the cents in a sum of money can be overwritten.
//!
//! Refused with E0616: what is inside is private. Or E0609: there is no such field. Or E0594: it is only lent.

use quantity_and_money::Money;

fn main() {
    let mut money = Money::MAX;
    money.0 = -3_720;
    println!("{money:?}");
}
