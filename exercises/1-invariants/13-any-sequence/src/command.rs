// Given: what can be asked of an account, and why it may refuse. The kata is about `tests/mine.rs`; nothing here needs
// to change.

use thiserror::Error;

/// Names one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HolderId(pub u32);

/// What a holder may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The money is theirs, and so is the debt.
    Owner,
    /// May pay from the account, and owns nothing of it.
    Signatory,
}

/// Something that an account is asked to do. Amounts are whole cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Pay so much in.
    Deposit(u32),
    /// Pay so much out.
    Withdraw(u32),
    /// Pay nothing out until unfrozen.
    Freeze,
    /// Take all freezes back.
    Unfreeze,
    /// Make somebody a holder, with this role.
    AddHolder(HolderId, Role),
    /// Let somebody be a holder no longer.
    RemoveHolder(HolderId),
    /// Let the balance go so far below zero, and no further.
    SetLimit(u32),
}

/// Why an account refused a command. A refused command has changed nothing (INV-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nothing is to be paid in or out.
    #[error("an amount is more than zero")]
    ZeroAmount,
    /// The account is frozen (INV-2).
    #[error("the account is frozen")]
    Frozen,
    /// More is to be paid out than balance and credit limit together (INV-1).
    #[error("there is not enough, the credit limit included")]
    InsufficientFunds,
    /// The person is a holder already, with whatever role.
    #[error("this person is a holder already")]
    AlreadyHolder,
    /// The person is no holder.
    #[error("this person is no holder")]
    NotAHolder,
    /// The person is the only owner (INV-3).
    #[error("this person is the last owner")]
    LastOwner,
    /// More is owed than the new limit (INV-1).
    #[error("more is owed than this limit allows")]
    LimitBelowDebt,
}
