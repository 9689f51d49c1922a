//! A transfer that checks its only rule, loses money, and gives some away.

#[path = "../euros.rs"]
mod euros;

use euros::euros;

// ANCHOR: transfer
/// Pays `cents` from one balance to the other. A balance is never negative.
fn transfer(
    from: &mut i64,
    to: &mut i64,
    cents: i64,
) -> Result<(), &'static str> {
    *from -= cents;
    if *from < 0 {
        return Err("not enough money");
    }
    *to += cents;
    Ok(())
}
// ANCHOR_END: transfer

fn main() {
    // ANCHOR: calls
    let (mut ada, mut ben) = (10_000, 2_000);
    show("at the start", ada, ben);
    for cents in [3_000, 9_000, -5_000] {
        let outcome = transfer(&mut ada, &mut ben, cents);
        let said = outcome.map_or_else(|no| no, |()| "done");
        show(&format!("Ada pays {}: {said}", euros(cents)), ada, ben);
    }
    // ANCHOR_END: calls
}

fn show(what: &str, ada: i64, ben: i64) {
    println!(
        "{what:<32}  Ada {:>7}  Ben {:>6}  together {:>7}",
        euros(ada),
        euros(ben),
        euros(ada + ben)
    );
}
