//! A card that refuses to hear of what was paid with it.

#[path = "../euros.rs"]
mod euros;

use euros::euros;

// ANCHOR: card
/// A hundred cents.
const EURO: i64 = 100;

struct Card {
    limit: i64,
    owed: i64,
}

impl Card {
    /// For the terminal in a shop, and for the list that a mountain hut brings down.
    fn post(&mut self, cents: i64) -> Result<(), &'static str> {
        if self.owed + cents > self.limit {
            return Err("over the limit");
        }
        self.owed += cents;
        Ok(())
    }
}
// ANCHOR_END: card

fn main() {
    // ANCHOR: hut
    let mut card = Card { limit: 1_000 * EURO, owed: 950 * EURO };
    let from_the_hut =
        [("jacket", 80 * EURO), ("soup", 20 * EURO), ("map", 45 * EURO)];
    // ANCHOR_END: hut
    let mut handed_over = card.owed;
    for (what, cents) in from_the_hut {
        handed_over += cents;
        let answer = match card.post(cents) {
            Ok(()) => "posted",
            Err(reason) => reason,
        };
        println!("{what:<6} {:>6}  {answer}", euros(cents));
    }
    println!();
    println!("owed, says the bank: {:>8}", euros(card.owed));
    println!("owed, in the world:  {:>8}", euros(handed_over));
}
