//! INV-2: a plus makes money that is more than the maximum.
//!
//! Refused with E0369: there is no plus. Or E0308: its answer may be that it is too much.

use quantity_and_money::Money;

fn main() {
    let money: Money = Money::MAX + Money::MAX;
    println!("{money:?}");
}
