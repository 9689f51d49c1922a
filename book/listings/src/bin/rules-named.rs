//! The same transfer, with every rule named where it is kept.

#[path = "../euros.rs"]
mod euros;

use euros::euros;

#[derive(Debug, PartialEq)]
enum Refusal {
    NotAnAmount,
    NotEnoughMoney,
    TooMuchMoney,
}

// ANCHOR: transfer
fn transfer(from: &mut i64, to: &mut i64, cents: i64) -> Result<(), Refusal> {
    // INV-2: an amount is more than zero.
    if cents <= 0 {
        return Err(Refusal::NotAnAmount);
    }
    // INV-1: a balance is never negative.
    if cents > *from {
        return Err(Refusal::NotEnoughMoney);
    }
    // No rule of the bank's: an `i64` comes to an end.
    let paid = to.checked_add(cents).ok_or(Refusal::TooMuchMoney)?;

    // INV-3, INV-4: both balances or none. No line below can refuse.
    *from -= cents;
    *to = paid;
    Ok(())
}
// ANCHOR_END: transfer

fn main() {
    let (mut ada, mut ben) = (10_000, 2_000);
    for cents in [3_000, 9_000, -5_000] {
        let outcome = transfer(&mut ada, &mut ben, cents);
        let said = outcome
            .map_or_else(|no| format!("{no:?}"), |()| "done".to_owned());
        let what = format!("Ada pays {}: {said}", euros(cents));
        println!("{what:<31}  Ada {:>6}  Ben {:>6}", euros(ada), euros(ben));
    }
}
