//! One private enum with `#[from]` for both, so that every `?` goes through, and the layers come apart at the end.
//!
//! The price is a second error type, which must never be seen outside. Whoever makes it public has undone the work.

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
    nested(change(accounts, id, |account| account.withdraw(amount)))
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
    nested(change(accounts, id, |account| account.deposit(amount)))
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
    nested(find(accounts, id).map(|account| account.balance()))
}

/// Either class, while a use case is under way.
enum Stop {
    Refused(Refusal),
    Failed(StorageError),
}

impl From<AccountError> for Stop {
    fn from(refusal: AccountError) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Failed(error)
    }
}

/// The classes apart again.
fn nested<T>(outcome: Result<T, Stop>) -> Result<Result<T, Refusal>, StorageError> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Failed(error)) => Err(error),
    }
}

fn change(
    accounts: &mut impl Accounts,
    id: &AccountId,
    decide: impl FnOnce(&mut Account) -> Result<Receipt, AccountError>,
) -> Result<Receipt, Stop> {
    let mut account = find(accounts, id)?;
    let receipt = decide(&mut account)?;
    accounts.save(&account)?;
    Ok(receipt)
}

fn find(accounts: &impl Accounts, id: &AccountId) -> Result<Account, Stop> {
    let found = accounts.load(id)?;
    found.ok_or_else(|| Stop::Refused(Refusal::NoSuchAccount { id: id.clone() }))
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
    let messages: Vec<String> =
        successors(Some(error), |&error| error.source()).map(ToString::to_string).collect();
    messages.join(": ")
}
