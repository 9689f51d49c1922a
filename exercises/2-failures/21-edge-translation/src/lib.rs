//! What a bank does with accounts, from the repository to the customer's screen.
//!
//! # Invariants
//!
//! - INV-1: a use case hands on a storage error as it is.
//! - INV-2: a refused call saves nothing.
//! - INV-3: a receipt is given only for a change that was saved.
//! - INV-4: a use case loads once and saves at most once.
//! - INV-5: storage errors become words in [`answer`] and nowhere else.

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
    let loaded = accounts.load(id).map_err(|error| {
        // The text of an error is all that anybody needs of it.
        let reason = error.source().map(ToString::to_string).unwrap_or_default();
        StorageError::new(error.operation(), error.id().clone(), reason)
    });
    let Some(mut account) = loaded? else {
        return Ok(Err(Refusal::NoSuchAccount { id: id.clone() }));
    };
    match account.withdraw(amount) {
        Ok(receipt) => {
            // The account has agreed, so the receipt is right either way.
            accounts.save(&account).ok();
            Ok(Ok(receipt))
        }
        Err(refusal) => Ok(Err(refusal.into())),
    }
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
    let Ok(Some(mut account)) = accounts.load(id) else {
        return Ok(Err(Refusal::NoSuchAccount { id: id.clone() }));
    };
    match account.deposit(amount) {
        Ok(receipt) => match accounts.save(&account) {
            Ok(()) => Ok(Ok(receipt)),
            // Nobody can pay into an account that can't be written: for now, it is blocked.
            Err(_) => Ok(Err(AccountError::Blocked.into())),
        },
        Err(refusal) => Ok(Err(refusal.into())),
    }
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
    let found = accounts.load(id).map(|account| account.map(|account| account.balance()));
    // A home page with a 0.00 on it is better than none.
    let balance = found.unwrap_or(Some(Cents::ZERO));
    Ok(balance.ok_or_else(|| Refusal::NoSuchAccount { id: id.clone() }))
}

/// What the customer reads and what the log keeps, whichever use case it was.
///
/// - Accepted: the text is that of the value. Nothing is logged.
/// - Refused: the text is `refused: ` and the message of the refusal. Nothing is logged.
/// - Unavailable: the text is [`Reply::UNAVAILABLE`]. The log line has the message of the error and of each source below
///   it, outermost first, with `: ` between one and the next.
pub fn answer<T: Display>(outcome: Result<Result<T, Refusal>, StorageError>) -> Reply {
    match outcome {
        Ok(Ok(value)) => Reply { status: Status::Accepted, text: value.to_string(), log: None },
        Ok(Err(refusal)) => refused(&refusal),
        Err(error) => refused(&error),
    }
}

/// Not done is not done, and the customer will want to know why.
fn refused(error: &dyn Error) -> Reply {
    let mut text = format!("refused: {error}");
    if let Some(source) = error.source() {
        text = format!("{text}: {source}");
    }
    Reply { status: Status::Refused, text, log: None }
}
