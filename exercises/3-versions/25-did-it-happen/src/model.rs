// Given: what is said about deposits, and to whom. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

/// Whole cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The largest balance that can be kept.
    pub const MAX: Self = Self(i64::MAX);

    /// So many cents.
    pub const fn cents(cents: i64) -> Self {
        Self(cents)
    }

    /// How many cents.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, or `None` if it is larger than [`Money::MAX`].
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// Names an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountId(String);

impl AccountId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names one intention. The caller makes it up once, and sends it each time that it asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Takes `key` as it is.
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is asked for: add `amount` to `account`, once for each `key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deposit {
    /// The intention behind it.
    pub key: IdempotencyKey,
    /// Where the money goes.
    pub account: AccountId,
    /// How much it is.
    pub amount: Money,
}

/// What is answered: the deposit was made, and this is how the account stood right after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Where the money went.
    pub account: AccountId,
    /// How much it was.
    pub amount: Money,
    /// The balance right after the deposit.
    pub balance: Money,
}

/// Names one message. No two messages of a bank have the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MessageId(i64);

impl MessageId {
    /// The id with this number.
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The id's number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the bonus programme is told of one deposit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// By which the message is known when it is delivered again.
    pub id: MessageId,
    /// Where the money went.
    pub account: AccountId,
    /// How much it was.
    pub amount: Money,
}

/// What became of a message that was delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consumed {
    /// This call has given the points.
    Now,
    /// An earlier delivery has given the points, and this one has changed nothing.
    Already,
}
