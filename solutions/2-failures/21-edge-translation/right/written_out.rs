//! Each use case is written out from top to bottom. The log line is made by a loop.
//!
//! The price is that the way of an error is there twice, and both have to be kept right.

mod account;
mod outcome;
mod port;

use std::error::Error;
use std::fmt::Display;

pub use account::{
    Account, AccountError, AccountId, Amount, AmountError, Cents, Receipt, Standing,
};
pub use outcome::{Refusal, Reply, Status};
pub use port::{Accounts, Operation, StorageError};

/// Takes `amount` out of the account `id`. The receipt is that of the account.
///
/// The inner `Result` is what the rules say, the outer one is about the storage.
///
/// # Errors
///
/// The first of these that applies:
///
/// 1. [`StorageError`], the very one of the failing load.
/// 2. [`Refusal::NoSuchAccount`]: the repository holds no such account.
/// 3. [`Refusal::Account`]: the account refuses. Then nothing is saved.
/// 4. [`StorageError`], the very one of the failing save.
pub fn withdraw(
    accounts: &mut impl Accounts,
    id: &AccountId,
    amount: Amount,
) -> Result<Result<Receipt, Refusal>, StorageError> {
    let Some(mut account) = accounts.load(id)? else {
        return Ok(Err(Refusal::NoSuchAccount { id: id.clone() }));
    };
    let receipt = match account.withdraw(amount) {
        Ok(receipt) => receipt,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    accounts.save(&account)?;
    Ok(Ok(receipt))
}

/// Puts `amount` into the account `id`. The receipt is that of the account.
///
/// The inner `Result` is what the rules say, the outer one is about the storage.
///
/// # Errors
///
/// The first of these that applies:
///
/// 1. [`StorageError`], the very one of the failing load.
/// 2. [`Refusal::NoSuchAccount`]: the repository holds no such account.
/// 3. [`Refusal::Account`]: the account refuses. Then nothing is saved.
/// 4. [`StorageError`], the very one of the failing save.
pub fn deposit(
    accounts: &mut impl Accounts,
    id: &AccountId,
    amount: Amount,
) -> Result<Result<Receipt, Refusal>, StorageError> {
    let Some(mut account) = accounts.load(id)? else {
        return Ok(Err(Refusal::NoSuchAccount { id: id.clone() }));
    };
    let receipt = match account.deposit(amount) {
        Ok(receipt) => receipt,
        Err(refusal) => return Ok(Err(refusal.into())),
    };
    accounts.save(&account)?;
    Ok(Ok(receipt))
}

/// The balance of the account `id`. A blocked account has one, too.
///
/// The inner `Result` is what the rules say, the outer one is about the storage.
///
/// # Errors
///
/// The first of these that applies:
///
/// 1. [`StorageError`], the very one of the failing load.
/// 2. [`Refusal::NoSuchAccount`]: the repository holds no such account.
pub fn balance(
    accounts: &impl Accounts,
    id: &AccountId,
) -> Result<Result<Cents, Refusal>, StorageError> {
    match accounts.load(id)? {
        Some(account) => Ok(Ok(account.balance())),
        None => Ok(Err(Refusal::NoSuchAccount { id: id.clone() })),
    }
}

/// What the customer reads and what the log keeps, whichever use case it was.
///
/// - Accepted: the text is that of the value. Nothing is logged.
/// - Refused: the text is `refused: ` and the message of the refusal. Nothing is logged.
/// - Unavailable: the text is [`Reply::UNAVAILABLE`]. The log line has the message of the error and of each source below
///   it, outermost first, with `: ` between one and the next.
pub fn answer<T: Display>(outcome: Result<Result<T, Refusal>, StorageError>) -> Reply {
    // INV-5
    let (status, text, log) = match outcome {
        Ok(Ok(value)) => (Status::Accepted, value.to_string(), None),
        Ok(Err(refusal)) => (Status::Refused, format!("refused: {refusal}"), None),
        Err(error) => (Status::Unavailable, Reply::UNAVAILABLE.to_owned(), Some(chain(&error))),
    };
    Reply { status, text, log }
}

/// The messages of `error` and of whatever lies below it, as one line.
fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        line = format!("{line}: {error}");
        below = error.source();
    }
    line
}
