//! A message without words tells nobody anything.

#![no_std]

extern crate alloc;

mod account;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::error::Error;
use core::iter::successors;

pub use account::{Account, AccountId, AccountType, Cents, Holder, HolderName, Role};

/// Why a number of cents is no [`Amount`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// It is zero or less (INV-1).
    #[error("an amount must be more than 0.00, not {requested}")]
    NotPositive {
        /// What was asked for.
        requested: Cents,
    },
}

/// Why an account refused a call. A refused call has changed nothing (INV-7).
///
/// Where there is a second figure, it is the bound: the most, or the least, that the call would have accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccountError {
    /// More would be withdrawn than is available (INV-2).
    #[error("a withdrawal of {requested} exceeds the available {available}")]
    InsufficientFunds {
        /// What was to be withdrawn.
        requested: Cents,
        /// The balance and the credit limit together.
        available: Cents,
    },
    /// More would be paid in than fits (INV-4).
    #[error(
        "a deposit of {requested} exceeds the {room} that this {account_type} account can take"
    )]
    BalanceTooHigh {
        /// What was to be paid in.
        requested: Cents,
        /// The maximum balance less the balance.
        room: Cents,
        /// The type that sets the maximum.
        account_type: AccountType,
    },
    /// The new credit limit is above the maximum (INV-3).
    #[error("a credit limit of {requested} exceeds the {maximum} of a {account_type} account")]
    CreditLimitTooHigh {
        /// The limit that was asked for.
        requested: Cents,
        /// The highest limit.
        maximum: Cents,
        /// The type that sets the maximum.
        account_type: AccountType,
    },
    /// The new credit limit would not cover what is owed already (INV-2), or is negative (INV-3).
    #[error("a credit limit of {requested} is less than the {minimum} that this account needs")]
    CreditLimitTooLow {
        /// The limit that was asked for.
        requested: Cents,
        /// What the account owes, and 0.00 when it owes nothing.
        minimum: Cents,
    },
    /// The person is a holder of this account already (INV-5).
    #[error("{holder} is a holder of this account already")]
    AlreadyHolder {
        /// Who was to be added.
        holder: HolderName,
    },
    /// Without this owner the account would have none (INV-6).
    #[error("{holder} is the only owner, and an account needs one")]
    LastOwner {
        /// Who was to be removed.
        holder: HolderName,
    },
    /// Nobody of this name is a holder of this account.
    #[error("{holder} is not a holder of this account")]
    UnknownHolder {
        /// Who was to be removed.
        holder: HolderName,
    },
}

/// Why a transfer was refused. Neither account has changed (INV-7).
///
/// An [`AccountError`] does not say which account refused, so `?` alone makes no `TransferError` of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// The number of cents is no amount. There is nothing to add to that, so this error has the message and the
    /// source of the [`AmountError`], and `?` turns the one into the other.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// The paying account refused. Its refusal is the source of this error.
    #[error("the paying account {account} refused the transfer")]
    Withdrawal {
        /// The account that was to pay.
        account: AccountId,
        /// What it answered.
        #[source]
        refusal: AccountError,
    },
    /// The receiving account refused. Its refusal is the source of this error.
    #[error("the receiving account {account} refused the transfer")]
    Deposit {
        /// The account that was to be paid.
        account: AccountId,
        /// What it answered.
        #[source]
        refusal: AccountError,
    },
}

/// An amount that can be paid: more than 0.00 (INV-1).
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

impl Account {
    /// Makes `holder` the last of the holders, with this role.
    ///
    /// # Errors
    ///
    /// [`AccountError::AlreadyHolder`] when `holder` is one already, in whatever role. Then nothing has changed.
    pub fn add_holder(&mut self, holder: HolderName, role: Role) -> Result<(), AccountError> {
        if self.holders.iter().any(|other| *other.name() == holder) {
            return Err(AccountError::AlreadyHolder { holder });
        }

        self.holders.push(Holder::new(holder, role));
        Ok(())
    }

    /// Takes `amount` out of the account.
    ///
    /// # Errors
    ///
    /// [`AccountError::InsufficientFunds`] when `amount` is more than balance and credit limit together. Then nothing
    /// has changed.
    pub fn withdraw(&mut self, amount: Amount) -> Result<(), AccountError> {
        self.balance = self.balance_without(amount)?;
        Ok(())
    }

    /// Puts `amount` into the account.
    ///
    /// # Errors
    ///
    /// [`AccountError::BalanceTooHigh`] when the balance would be above the maximum of the account's type. Then nothing
    /// has changed.
    pub fn deposit(&mut self, amount: Amount) -> Result<(), AccountError> {
        self.balance = self.balance_with(amount)?;
        Ok(())
    }

    /// Sets how far below zero the balance may go.
    ///
    /// # Errors
    ///
    /// At most one of these applies, and then nothing has changed:
    ///
    /// - [`AccountError::CreditLimitTooHigh`]: `limit` is above the maximum of the account's type.
    /// - [`AccountError::CreditLimitTooLow`]: `limit` is less than what the account owes, or negative.
    pub fn set_credit_limit(&mut self, limit: Cents) -> Result<(), AccountError> {
        let account_type = self.account_type;
        let maximum = account_type.maximum_credit_limit();
        if limit > maximum {
            return Err(AccountError::CreditLimitTooHigh {
                requested: limit,
                maximum,
                account_type,
            });
        }
        let minimum = (Cents::ZERO - self.balance).max(Cents::ZERO);
        if limit < minimum {
            return Err(AccountError::CreditLimitTooLow { requested: limit, minimum });
        }

        self.credit_limit = limit;
        Ok(())
    }

    /// Takes `holder` off the account. The other holders keep their order.
    ///
    /// # Errors
    ///
    /// At most one of these applies, and then nothing has changed:
    ///
    /// - [`AccountError::UnknownHolder`]: nobody of this name is a holder.
    /// - [`AccountError::LastOwner`]: `holder` is an owner, and no other holder is.
    pub fn remove_holder(&mut self, holder: &HolderName) -> Result<(), AccountError> {
        let Some(position) = self.holders.iter().position(|other| other.name() == holder) else {
            return Err(AccountError::UnknownHolder { holder: holder.clone() });
        };
        let mut stay = self.holders.iter().filter(|other| other.name() != holder);
        if !stay.any(|other| other.role() == Role::Owner) {
            return Err(AccountError::LastOwner { holder: holder.clone() });
        }

        self.holders.remove(position);
        Ok(())
    }

    /// What the balance would be after a withdrawal, or why there can't be one.
    fn balance_without(&self, amount: Amount) -> Result<Cents, AccountError> {
        let requested = amount.cents();
        let available = self.balance + self.credit_limit;
        if requested > available {
            return Err(AccountError::InsufficientFunds { requested, available });
        }
        Ok(self.balance - requested)
    }

    /// What the balance would be after a deposit, or why there can't be one.
    fn balance_with(&self, amount: Amount) -> Result<Cents, AccountError> {
        let requested = amount.cents();
        let account_type = self.account_type;
        let room = account_type.maximum_balance() - self.balance;
        if requested > room {
            return Err(AccountError::BalanceTooHigh { requested, room, account_type });
        }
        Ok(self.balance + requested)
    }
}

/// Moves `cents` from one account to the other: out of the one and into the other, or not at all.
///
/// # Errors
///
/// The first of these that applies, and then neither account has changed:
///
/// 1. [`TransferError::Amount`]: `cents` is zero or less.
/// 2. [`TransferError::Withdrawal`]: `from` refuses to pay.
/// 3. [`TransferError::Deposit`]: `to` refuses to be paid.
pub fn transfer(from: &mut Account, to: &mut Account, cents: i64) -> Result<(), TransferError> {
    let amount = Amount::try_from(cents)?;
    let paid = from
        .balance_without(amount)
        .map_err(|refusal| TransferError::Withdrawal { account: from.id().clone(), refusal })?;
    let received = to
        .balance_with(amount)
        .map_err(|refusal| TransferError::Deposit { account: to.id().clone(), refusal })?;

    from.balance = paid;
    to.balance = received;
    Ok(())
}

/// The messages of `error`, of its source, of the source of that, and so on: one for each error, outermost first and
/// as it is, even where two say the same or one says nothing.
pub fn chain(error: &dyn Error) -> Vec<String> {
    successors(Some(error), |&error| error.source())
        .map(ToString::to_string)
        .filter(|message| !message.is_empty())
        .collect()
}
