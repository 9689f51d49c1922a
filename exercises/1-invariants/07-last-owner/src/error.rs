// Given: the refusals. The kata is about `lib.rs`; nothing here needs to change.

use thiserror::Error;

use crate::holder::HolderName;

/// Why an account could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The first holder is a signatory, so nobody would own the account (INV-1).
    #[error("an account is opened by an owner, and {holder} is to be a signatory")]
    FirstHolderMustBeOwner {
        /// Who was to be the first holder.
        holder: HolderName,
    },
}

/// Why somebody did not become a holder. A refused call has changed nothing (INV-3).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddHolderError {
    /// They are a holder of this account already, in whatever role (INV-2).
    #[error("{holder} is a holder of this account already")]
    AlreadyHolder {
        /// Who was to be added.
        holder: HolderName,
    },
}

/// Why a holder was not removed. A refused call has changed nothing (INV-3).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RemoveHolderError {
    /// Nobody of this name is a holder of this account.
    #[error("{holder} is no holder of this account")]
    UnknownHolder {
        /// Who was to be removed.
        holder: HolderName,
    },
    /// Without this owner the account would have none (INV-1).
    #[error("{holder} is the last owner of this account")]
    LastOwner {
        /// Who was to be removed.
        holder: HolderName,
    },
}

/// Why a holder did not get another role. A refused call has changed nothing (INV-3).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeRoleError {
    /// Nobody of this name is a holder of this account.
    #[error("{holder} is no holder of this account")]
    UnknownHolder {
        /// Who was to get another role.
        holder: HolderName,
    },
    /// Without this owner the account would have none (INV-1).
    #[error("{holder} is the last owner of this account")]
    LastOwner {
        /// Who was to get another role.
        holder: HolderName,
    },
}
