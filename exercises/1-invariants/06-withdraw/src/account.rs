// Given: what an account is made of, and all but its withdrawals. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;
use std::ops::{Add, Sub};

use jiff::civil::Date;
use thiserror::Error;

/// An amount of money in whole cents. It can be negative: a debt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cents(i64);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The most that fits into an `i64`.
    pub const MAX: Self = Self(i64::MAX);

    /// So many cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }
}

/// Panics when the result does not fit into an `i64`.
impl Add for Cents {
    type Output = Self;

    #[track_caller]
    fn add(self, other: Self) -> Self {
        Self(self.0.checked_add(other.0).expect("overflow when adding cents"))
    }
}

/// Panics when the result does not fit into an `i64`.
impl Sub for Cents {
    type Output = Self;

    #[track_caller]
    fn sub(self, other: Self) -> Self {
        Self(self.0.checked_sub(other.0).expect("overflow when subtracting cents"))
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Cents);

impl Amount {
    /// The amount in cents, more than 0.00.
    pub fn cents(self) -> Cents {
        self.0
    }
}

impl TryFrom<i64> for Amount {
    type Error = AmountError;

    /// The amount of so many cents.
    ///
    /// # Errors
    ///
    /// [`AmountError::NotPositive`] when `cents` is zero or less.
    fn try_from(cents: i64) -> Result<Self, AmountError> {
        let requested = Cents::new(cents);
        if requested <= Cents::ZERO {
            return Err(AmountError::NotPositive { requested });
        }
        Ok(Self(requested))
    }
}

/// Whether an account may pay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It may.
    Active,
    /// It may not, until it is unfrozen. It can be paid into.
    Frozen,
}

/// `active` or `frozen`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "active",
            Self::Frozen => "frozen",
        })
    }
}

/// Whether an account may owe something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountType {
    /// It may not.
    Standard,
    /// It may, as much as its credit limit. That can be 0.00.
    Credit,
}

/// `standard` or `credit`.
impl fmt::Display for AccountType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "standard",
            Self::Credit => "credit",
        })
    }
}

/// Something that happened to an account and that others will be told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Money was paid out.
    Withdrawn {
        /// How much.
        amount: Amount,
        /// The date of the withdrawal.
        on: Date,
    },
}

/// A bank account. What it promises stands at the top of `lib.rs`, next to the methods that are to keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(crate) status: Status,
    pub(crate) account_type: AccountType,
    pub(crate) balance: Cents,
    /// Not negative. 0.00 for a standard account.
    pub(crate) credit_limit: Cents,
    /// The most that may be paid out on one date. Not negative. With 0.00 nothing is paid out.
    pub(crate) daily_maximum: Cents,
    /// The last date on which something was paid out, and how much it was on that date altogether.
    pub(crate) withdrawn: Option<(Date, Cents)>,
    /// Oldest first.
    pub(crate) events: Vec<Event>,
}

impl Account {
    /// An active standard account as it was stored. The values kept every promise when they were written, so they are
    /// taken as they are.
    pub fn standard(
        balance: Cents,
        daily_maximum: Cents,
        withdrawn: Option<(Date, Cents)>,
    ) -> Self {
        Self {
            status: Status::Active,
            account_type: AccountType::Standard,
            balance,
            credit_limit: Cents::ZERO,
            daily_maximum,
            withdrawn,
            events: Vec::new(),
        }
    }

    /// An active credit account as it was stored. The values kept every promise when they were written, so they are
    /// taken as they are.
    pub fn credit(
        balance: Cents,
        credit_limit: Cents,
        daily_maximum: Cents,
        withdrawn: Option<(Date, Cents)>,
    ) -> Self {
        Self {
            account_type: AccountType::Credit,
            credit_limit,
            ..Self::standard(balance, daily_maximum, withdrawn)
        }
    }

    /// From now on nothing is paid out.
    pub fn freeze(&mut self) {
        self.status = Status::Frozen;
    }

    /// Takes the freeze back.
    pub fn unfreeze(&mut self) {
        self.status = Status::Active;
    }

    /// Puts `amount` into the account, frozen or not.
    ///
    /// # Errors
    ///
    /// [`DepositError::BalanceTooHigh`] when balance and credit limit together would no longer fit into an `i64`. Then
    /// nothing has changed.
    pub fn deposit(&mut self, amount: Amount) -> Result<(), DepositError> {
        let requested = amount.cents();
        let room = Cents::MAX - self.credit_limit - self.balance;
        if requested > room {
            return Err(DepositError::BalanceTooHigh { requested, room });
        }

        self.balance = self.balance + requested;
        Ok(())
    }

    /// Whether it may pay out.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether it may owe something.
    pub fn account_type(&self) -> AccountType {
        self.account_type
    }

    /// The money in it. Below zero, it is what is owed.
    pub fn balance(&self) -> Cents {
        self.balance
    }

    /// How far below zero the balance may go. Not negative itself, and 0.00 for a standard account.
    pub fn credit_limit(&self) -> Cents {
        self.credit_limit
    }

    /// The most that may be paid out on one date. With 0.00 nothing is paid out.
    pub fn daily_maximum(&self) -> Cents {
        self.daily_maximum
    }

    /// The last date on which something was paid out, and how much it was on that date altogether. `None` if nothing
    /// was paid out yet.
    pub fn withdrawn(&self) -> Option<(Date, Cents)> {
        self.withdrawn
    }

    /// What others still have to be told, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }
}

/// Why a number of cents is no [`Amount`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AmountError {
    /// It is zero or less.
    #[error("an amount must be more than 0.00, not {requested}")]
    NotPositive {
        /// What was asked for.
        requested: Cents,
    },
}

/// Why a deposit was refused. A refused deposit has changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DepositError {
    /// More would be paid in than can be counted.
    #[error("a deposit of {requested} exceeds the {room} that can still be counted")]
    BalanceTooHigh {
        /// What was to be paid in.
        requested: Cents,
        /// The most that would have been accepted.
        room: Cents,
    },
}

/// Why a withdrawal was refused. A refused withdrawal has changed nothing (INV-5).
///
/// `requested` is the amount of the refused call. The other figure is the most that this rule would have let through.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WithdrawError {
    /// The account is frozen (INV-3).
    #[error("the account is frozen")]
    AccountFrozen,
    /// A standard account has less than that (INV-1).
    #[error("a withdrawal of {requested} exceeds the available {available}")]
    InsufficientFunds {
        /// What was to be withdrawn.
        requested: Cents,
        /// What [`available`](Account::available) answers.
        available: Cents,
    },
    /// A credit account has less than that, its credit limit included (INV-2).
    #[error("a withdrawal of {requested} exceeds the {available} available with credit")]
    CreditLimitExceeded {
        /// What was to be withdrawn.
        requested: Cents,
        /// What [`available`](Account::available) answers.
        available: Cents,
    },
    /// More would be paid out on that date than the daily maximum (INV-4).
    #[error("a withdrawal of {requested} exceeds the {left} that may still be paid out today")]
    DailyMaximumExceeded {
        /// What was to be withdrawn.
        requested: Cents,
        /// What [`left_today`](Account::left_today) answers.
        left: Cents,
    },
}
