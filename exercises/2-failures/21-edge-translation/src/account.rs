// Given: the domain, which knows no storage. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

/// An amount of money in whole cents. It can be negative: a debt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(i64);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// So many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }
}

/// `12.34`, or `-0.05`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

/// An amount that can be paid: more than 0.00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(Cents);

/// Why a number of cents is no [`Amount`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// It is zero or less.
    #[error("an amount must be more than 0.00, not {requested}")]
    NotPositive {
        /// What was asked for.
        requested: Cents,
    },
}

impl TryFrom<i64> for Amount {
    type Error = AmountError;

    /// The amount of so many cents.
    ///
    /// # Errors
    ///
    /// [`AmountError::NotPositive`] when `cents` is zero or less.
    fn try_from(cents: i64) -> Result<Self, AmountError> {
        let requested = Cents(cents);
        if requested <= Cents::ZERO {
            return Err(AmountError::NotPositive { requested });
        }
        Ok(Self(requested))
    }
}

/// Names one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountId(String);

impl AccountId {
    /// Takes `id` as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Open,
    /// Somebody at the bank has stopped it. No money goes in or out.
    Blocked,
}

/// Why an account refused a call. A refused call has changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccountError {
    /// The account is [`Standing::Blocked`].
    #[error("this account is blocked")]
    Blocked,
    /// More would be withdrawn than is available.
    #[error("a withdrawal of {requested} exceeds the available {available}")]
    InsufficientFunds {
        /// What was to be withdrawn.
        requested: Cents,
        /// The balance and the credit limit together.
        available: Cents,
    },
    /// More would be paid in than fits.
    #[error("a deposit of {requested} exceeds the {room} that this account can take")]
    BalanceTooHigh {
        /// What was to be paid in.
        requested: Cents,
        /// The maximum balance less the balance.
        room: Cents,
    },
}

/// What a customer gets in return: so much went in or out, and so much is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The account that was changed.
    pub account: AccountId,
    /// What went in. Below zero, it went out.
    pub change: Cents,
    /// The balance afterwards.
    pub balance: Cents,
}

/// `NL-17: -20.00, the balance is 280.25`.
impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, the balance is {}", self.account, self.change, self.balance)
    }
}

/// A bank account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    id: AccountId,
    standing: Standing,
    balance: Cents,
    /// How far below zero the balance may go. Not negative itself.
    credit_limit: Cents,
}

impl Account {
    /// The highest balance: 5,000.00.
    pub const MAXIMUM_BALANCE: Cents = Cents(500_000);

    /// The account as it was stored. The values kept every promise when they were written, so they are taken as
    /// they are.
    pub fn restore(id: AccountId, standing: Standing, balance: Cents, credit_limit: Cents) -> Self {
        Self { id, standing, balance, credit_limit }
    }

    /// Takes `amount` out of the account. The receipt says so, and it is true as soon as the account is stored.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`AccountError::Blocked`]: the account is blocked.
    /// 2. [`AccountError::InsufficientFunds`]: `amount` is more than balance and credit limit together.
    pub fn withdraw(&mut self, amount: Amount) -> Result<Receipt, AccountError> {
        self.must_be_open()?;
        let requested = amount.0;
        let available = Cents(self.balance.0 + self.credit_limit.0);
        if requested > available {
            return Err(AccountError::InsufficientFunds { requested, available });
        }
        Ok(self.book(Cents(-requested.0)))
    }

    /// Puts `amount` into the account. The receipt says so, and it is true as soon as the account is stored.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`AccountError::Blocked`]: the account is blocked.
    /// 2. [`AccountError::BalanceTooHigh`]: the balance would be above the maximum.
    pub fn deposit(&mut self, amount: Amount) -> Result<Receipt, AccountError> {
        self.must_be_open()?;
        let requested = amount.0;
        let room = Cents(Self::MAXIMUM_BALANCE.0 - self.balance.0);
        if requested > room {
            return Err(AccountError::BalanceTooHigh { requested, room });
        }
        Ok(self.book(requested))
    }

    fn must_be_open(&self) -> Result<(), AccountError> {
        match self.standing {
            Standing::Open => Ok(()),
            Standing::Blocked => Err(AccountError::Blocked),
        }
    }

    fn book(&mut self, change: Cents) -> Receipt {
        self.balance = Cents(self.balance.0 + change.0);
        Receipt { account: self.id.clone(), change, balance: self.balance }
    }

    /// Which account it is.
    pub fn id(&self) -> &AccountId {
        &self.id
    }

    /// Whether it may be used.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The money in it. Below zero, it is what the owner owes.
    pub fn balance(&self) -> Cents {
        self.balance
    }

    /// How far below zero the balance may go. Not negative itself.
    pub fn credit_limit(&self) -> Cents {
        self.credit_limit
    }
}
