//! A bank account that refuses with figures.
//!
//! A domain crate: it is `no_std`. No file, no socket and no clock can be called from here, unless a line says
//! `extern crate std`.
//!
//! # Invariants
//!
//! - INV-1: an [`Amount`] is more than 0.00.
//! - INV-2: the balance is never below minus the credit limit.
//! - INV-3: a credit limit is 0.00 or more, and at most the maximum of the account's type.
//! - INV-4: the balance is never above the maximum of the account's type.
//! - INV-5: nobody is a holder of an account twice.
//! - INV-6: an account has at least one owner.
//! - INV-7: a refused call changes nothing. A refused transfer changes neither account.

#![no_std]

extern crate alloc;

mod account;

use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;

pub use account::{Account, AccountId, AccountType, Cents, Holder, HolderName, Role};

/// Why a number of cents is no [`Amount`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// It is zero or less (INV-1).
    #[error("todo")]
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
    #[error("todo")]
    InsufficientFunds {
        /// What was to be withdrawn.
        requested: Cents,
        /// The balance and the credit limit together.
        available: Cents,
    },
    /// More would be paid in than fits (INV-4).
    #[error("todo")]
    BalanceTooHigh {
        /// What was to be paid in.
        requested: Cents,
        /// The maximum balance less the balance.
        room: Cents,
        /// The type that sets the maximum.
        account_type: AccountType,
    },
    /// The new credit limit is above the maximum (INV-3).
    #[error("todo")]
    CreditLimitTooHigh {
        /// The limit that was asked for.
        requested: Cents,
        /// The highest limit.
        maximum: Cents,
        /// The type that sets the maximum.
        account_type: AccountType,
    },
    /// The new credit limit would not cover what is owed already (INV-2), or is negative (INV-3).
    #[error("todo")]
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
    #[error("todo")]
    LastOwner {
        /// Who was to be removed.
        holder: HolderName,
    },
    /// Nobody of this name is a holder of this account.
    #[error("todo")]
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
    #[error("todo")]
    Amount(AmountError),
    /// The paying account refused. Its refusal is the source of this error.
    #[error("todo")]
    Withdrawal {
        /// The account that was to pay.
        account: AccountId,
        /// What it answered.
        refusal: AccountError,
    },
    /// The receiving account refused. Its refusal is the source of this error.
    #[error("todo")]
    Deposit {
        /// The account that was to be paid.
        account: AccountId,
        /// What it answered.
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
        todo!("refuse {cents} cents, or make them an amount")
    }
}

impl Account {
    /// Makes `holder` the last of the holders, with this role.
    ///
    /// # Errors
    ///
    /// [`AccountError::AlreadyHolder`] when `holder` is one already, in whatever role. Then nothing has changed.
    pub fn add_holder(&mut self, holder: HolderName, role: Role) -> Result<(), AccountError> {
        // INV-5
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
        todo!("refuse with its figures to pay {amount:?}, or pay it")
    }

    /// Puts `amount` into the account.
    ///
    /// # Errors
    ///
    /// [`AccountError::BalanceTooHigh`] when the balance would be above the maximum of the account's type. Then nothing
    /// has changed.
    pub fn deposit(&mut self, amount: Amount) -> Result<(), AccountError> {
        todo!("refuse with its figures to take {amount:?}, or take it")
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
        todo!("refuse the limit {limit} with its figures, or set it")
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
        todo!("refuse to remove {holder}, or remove them")
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
    todo!("move {cents} cents from {} to {}, or say which step refused and why", from.id(), to.id())
}

/// The messages of `error`, of its source, of the source of that, and so on: one for each error, outermost first and
/// as it is, even where two say the same or one says nothing.
pub fn chain(error: &dyn Error) -> Vec<String> {
    todo!("the message of {error}, then that of each source below it")
}
