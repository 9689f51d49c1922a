//! Deposits that may be asked for twice and are made once, and what the bonus programme hears of them.
//!
//! # Invariants
//!
//! - INV-1: balance, receipt and message of a deposit are stored together or not at all, whatever fails and
//!   whoever dies.
//! - INV-2: the same key with the same content gets the first receipt, as it was, and changes nothing.
//! - INV-3: the same key with other content is refused and changes nothing.
//! - INV-4: a refusal changes nothing and uses up no key.
//! - INV-5: messages are published in the order of their ids, each of them marked as sent after it was published
//!   and before the next one. After the first that can't be read, published or marked none is tried.
//! - INV-6: nobody has to wait for a relay that is publishing.
//! - INV-7: points are given once for each message id, however often and in whatever order messages come.

mod database;
mod error;
mod fault;
mod model;

use rusqlite::Connection;

pub use database::{accounts, open_account, open_bank, open_bonus, outbox, points, receipts};
pub use error::{ConsumeError, DepositError, PublishError, RelayError};
pub use fault::{Crash, Step, never};
pub use model::{AccountId, Consumed, Deposit, IdempotencyKey, Message, MessageId, Money, Receipt};

/// Adds the amount to the account, stores a receipt under the key, and puts a message into the
/// outbox. If a deposit with the same content was made under this key before, it returns the receipt of
/// that time and changes nothing. Key and account are taken to the letter, and the account may be overdrawn.
///
/// A deposit that is made reaches [`Step::BeforeCommit`], with all of it written and nothing
/// committed, and then [`Step::AfterCommit`]. Whether a refused or a repeated one reaches them is left open. A
/// [`Crash`] is returned at once, with `?`.
///
/// # Errors
///
/// The first of these that applies, and up to the fifth nothing has changed:
///
/// 1. [`DepositError::NotPositive`]: the amount is zero or less. The key is not looked at.
/// 2. [`DepositError::KeyReused`]: a deposit was made under this key, to another account or of another
///    amount.
/// 3. [`DepositError::UnknownAccount`]: there is no such account.
/// 4. [`DepositError::TooLarge`]: the new balance would be larger than [`Money::MAX`].
/// 5. [`DepositError::Storage`]: the database failed, in a look, in a write or in the commit. That somebody
///    else is depositing at the same time, under this key or another, is no such failure.
/// 6. [`DepositError::Crashed`]: `at` has returned it.
pub fn deposit(
    bank: &mut Connection,
    request: &Deposit,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Receipt, DepositError> {
    // This line only keeps the compiler quiet until you use it.
    let _ = at;
    todo!(
        "make {request:?} in {bank:?}, once for its key: balance, receipt and message in one transaction"
    )
}

/// Publishes the messages that are not marked as sent, lowest id first, and marks each of them as soon as
/// it is published. Returns how many it has published and marked.
///
/// Each message reaches [`Step::BeforePublish`], is published, reaches [`Step::AfterPublish`], is marked, and
/// reaches [`Step::AfterMark`], with the mark committed. Then it is the next one's turn. While `publish`
/// and `at` run, the bank is not locked. All that are unsent at the beginning go out in this run, however many
/// they are. A message that comes in meanwhile goes out in this run or in the next. A [`Crash`] is returned
/// at once, with `?`.
///
/// # Errors
///
/// The first that is met. No later message has been published, and none is marked:
///
/// - [`RelayError::NotPublished`]: `publish` has refused this message. It is not marked.
/// - [`RelayError::Storage`]: the database failed. A message can't be read, say, or somebody keeps the bank
///   locked when one is to be marked. Other writers between the steps are no such failure, and another
///   relay that has marked the message first is none either.
/// - [`RelayError::Crashed`]: `at` has returned it.
pub fn relay(
    bank: &mut Connection,
    publish: &mut impl FnMut(&Message) -> Result<(), PublishError>,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<usize, RelayError> {
    // This line only keeps the compiler quiet until you use both.
    let _ = (publish, at);
    todo!(
        "publish what is unsent in {bank:?}, in order, and mark each message when it is published"
    )
}

/// Gives the account one point for each cent, unless that was done for this message's id before.
/// The id alone tells: two messages that say the same are two. The account is taken to the letter.
///
/// Points that are given reach [`Step::BeforeCommit`], with all of it written and nothing committed,
/// and then [`Step::AfterCommit`]. Whether a message that was consumed before reaches them is left open.
/// A [`Crash`] is returned at once, with `?`.
///
/// # Errors
///
/// - [`ConsumeError::Storage`]: the database failed, in a look, in a write or in the commit, and nothing has
///   changed. That the same message is being consumed at the same time is no such failure.
/// - [`ConsumeError::Crashed`]: `at` has returned it.
pub fn consume(
    bonus: &mut Connection,
    message: &Message,
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Consumed, ConsumeError> {
    // This line only keeps the compiler quiet until you use it.
    let _ = at;
    todo!("give the points of {message:?} in {bonus:?}, once for its id")
}
