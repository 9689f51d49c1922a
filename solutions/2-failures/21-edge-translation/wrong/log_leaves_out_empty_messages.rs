//! An error without words tells an operator nothing.

mod account;
mod outcome;
mod port;

use std::error::Error;
use std::fmt::Display;
use std::iter::successors;

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
    change(accounts, id, |account| account.withdraw(amount))
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
    change(accounts, id, |account| account.deposit(amount))
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
    Ok(find(accounts, id)?.map(|account| account.balance()))
}

/// Loads, decides and saves what was decided.
fn change(
    accounts: &mut impl Accounts,
    id: &AccountId,
    decide: impl FnOnce(&mut Account) -> Result<Receipt, AccountError>,
) -> Result<Result<Receipt, Refusal>, StorageError> {
    let mut account = match find(accounts, id)? {
        Ok(account) => account,
        Err(refusal) => return Ok(Err(refusal)),
    };
    match decide(&mut account) {
        Ok(receipt) => {
            accounts.save(&account)?;
            Ok(Ok(receipt))
        }
        Err(refusal) => Ok(Err(refusal.into())),
    }
}

/// The one load of a use case (INV-4). Its `?` hands the error on (INV-1).
fn find(
    accounts: &impl Accounts,
    id: &AccountId,
) -> Result<Result<Account, Refusal>, StorageError> {
    Ok(accounts.load(id)?.ok_or_else(|| Refusal::NoSuchAccount { id: id.clone() }))
}

/// What the customer reads and what the log keeps, whichever use case it was.
///
/// - Accepted: the text is that of the value. Nothing is logged.
/// - Refused: the text is `refused: ` and the message of the refusal. Nothing is logged.
/// - Unavailable: the text is [`Reply::UNAVAILABLE`]. The log line has the message of the error and of each source below
///   it, outermost first, with `: ` between one and the next.
pub fn answer<T: Display>(outcome: Result<Result<T, Refusal>, StorageError>) -> Reply {
    let (status, text, log) = match outcome {
        Ok(Ok(value)) => (Status::Accepted, value.to_string(), None),
        Ok(Err(refusal)) => (Status::Refused, format!("refused: {refusal}"), None),
        Err(error) => (Status::Unavailable, Reply::UNAVAILABLE.to_owned(), Some(chain(&error))),
    };
    Reply { status, text, log }
}

/// The messages of `error` and of whatever lies below it, as one line.
fn chain(error: &dyn Error) -> String {
    let messages: Vec<String> = successors(Some(error), |&error| error.source())
        .map(ToString::to_string)
        .filter(|message| !message.is_empty())
        .collect();
    messages.join(": ")
}
