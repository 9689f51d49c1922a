//! One error type for everything, and one retry for all of it.

use thiserror::Error;

// ANCHOR: error
#[derive(Debug, Error)]
enum BankError {
    #[error("50.00 asked for, 30.00 there")]
    InsufficientFunds,
    #[error("the account has changed meanwhile")]
    Stale,
    #[error("the database is busy")]
    Busy,
}

/// Whatever went wrong, the third time it may go well.
fn retry<T>(
    mut call: impl FnMut() -> Result<T, BankError>,
) -> (u32, Result<T, BankError>) {
    let mut tries = 1;
    loop {
        match call() {
            Err(_) if tries < 3 => tries += 1,
            outcome => return (tries, outcome),
        }
    }
}
// ANCHOR_END: error

/// The versions that one stored account has and that a caller decided on.
struct Save {
    stored: u32,
    expected: u32,
}

impl Save {
    fn run(&self) -> Result<(), BankError> {
        if self.stored == self.expected {
            Ok(())
        } else {
            Err(BankError::Stale)
        }
    }
}

fn withdraw(balance: u32, amount: u32) -> Result<u32, BankError> {
    balance.checked_sub(amount).ok_or(BankError::InsufficientFunds)
}

fn show<T>(what: &str, (tries, outcome): (u32, Result<T, BankError>)) {
    let ended = match outcome {
        Ok(_) => "done".to_owned(),
        Err(why) => format!("gave up, {why}"),
    };
    println!("{what}: tried {tries} times, {ended}");
}

// ANCHOR: main
fn main() {
    show("withdraw 50.00", retry(|| withdraw(3_000, 5_000)));

    let save = Save { stored: 8, expected: 7 };
    show("save version 7", retry(|| save.run()));

    let mut busy = [true, false].into_iter();
    let mut read = || match busy.next() {
        Some(true) => Err(BankError::Busy),
        _ => Ok(()),
    };
    show("read the account", retry(&mut read));
}
// ANCHOR_END: main
