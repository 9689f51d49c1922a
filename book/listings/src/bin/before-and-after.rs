//! The same account, and a test that looks at all of it before and after.

use thiserror::Error;

const DAILY_MAXIMUM: u64 = 50_000;

#[derive(Debug)]
struct Account {
    balance: u64,
    withdrawn_today: u64,
    events: Vec<String>,
}

#[derive(Debug, PartialEq, Error)]
enum Refusal {
    #[error("more than the daily maximum")]
    DailyMaximum,
    #[error("insufficient funds")]
    InsufficientFunds,
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

// ANCHOR: view
/// What a caller can see, one line a fact.
fn view(account: &Account) -> String {
    let left_today = DAILY_MAXIMUM.saturating_sub(account.withdrawn_today);
    let mut text =
        format!("balance {}\nleft today {left_today}\n", account.balance);
    for event in &account.events {
        text += &format!("event: {event}\n");
    }
    text
}

/// `call` is refused with `why`, and afterwards the account looks as it did before.
#[track_caller]
fn refused(
    account: &mut Account,
    why: Refusal,
    call: impl FnOnce(&mut Account) -> Result<(), Refusal>,
) {
    let before = view(account);
    let outcome = call(account);
    assert_eq!(
        outcome,
        Err(why),
        "the call is refused, and the error says why"
    );
    assert_eq!(
        view(account),
        before,
        "the call was refused, so it changes nothing"
    );
}
// ANCHOR_END: view

fn main() {
    // ANCHOR: test
    let mut account = Account {
        balance: 30_000,
        withdrawn_today: 5_000,
        events: vec!["withdrawn 5000".to_owned()],
    };
    refused(&mut account, Refusal::InsufficientFunds, |account| {
        account.withdraw(40_000)
    });
    // ANCHOR_END: test
}
