//! A withdrawal that is refused, and counted.

use thiserror::Error;

/// What may be withdrawn from an account on one day, in cents.
const DAILY_MAXIMUM: u64 = 50_000;

#[derive(Debug, PartialEq, Error)]
enum Refusal {
    #[error("more than the daily maximum")]
    DailyMaximum,
    #[error("insufficient funds")]
    InsufficientFunds,
}

// ANCHOR: withdraw
struct Account {
    balance: u64,
    withdrawn_today: u64,
    events: Vec<String>,
}

impl Account {
    fn withdraw(&mut self, cents: u64) -> Result<(), Refusal> {
        self.withdrawn_today += cents;
        if self.withdrawn_today > DAILY_MAXIMUM {
            return Err(Refusal::DailyMaximum);
        }
        if cents > self.balance {
            return Err(Refusal::InsufficientFunds);
        }
        self.balance -= cents;
        self.events.push(format!("withdrawn {cents}"));
        Ok(())
    }
}
// ANCHOR_END: withdraw

fn main() {
    // ANCHOR: test
    let mut account =
        Account { balance: 30_000, withdrawn_today: 0, events: vec![] };

    let outcome = account.withdraw(40_000);

    assert_eq!(outcome, Err(Refusal::InsufficientFunds));
    assert_eq!(account.balance, 30_000);
    // ANCHOR_END: test
    println!("The test passes.");

    // ANCHOR: later
    let outcome = account.withdraw(20_000);
    println!("Withdrawing 20000 of the 30000 that are there: {outcome:?}");
    // ANCHOR_END: later
}
