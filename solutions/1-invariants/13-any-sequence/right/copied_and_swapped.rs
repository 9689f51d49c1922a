//! What can be withdrawn is stored, and the balance worked out from it. Each command changes a copy, in any order, and
//! the copy takes the account's place when nothing was refused.

mod command;
mod sequence;
mod view;

use std::collections::{BTreeMap, BTreeSet};

pub use command::{Command, HolderId, Refusal, Role};
pub use sequence::{for_all_sequences, shortest};
pub use view::View;

/// A bank account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Balance and credit limit together.
    available: i64,
    credit_limit: i64,
    frozen: bool,
    owners: BTreeSet<HolderId>,
    signatories: BTreeSet<HolderId>,
}

impl Account {
    /// A fresh account: no money, no credit, not frozen, one holder, who owns it.
    pub fn open(owner: HolderId) -> Self {
        Self {
            available: 0,
            credit_limit: 0,
            frozen: false,
            owners: BTreeSet::from([owner]),
            signatories: BTreeSet::new(),
        }
    }

    /// Does what `command` says.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`Refusal::ZeroAmount`]: a deposit or a withdrawal of 0.
    /// 2. [`Refusal::Frozen`]: a withdrawal, and the account is frozen.
    /// 3. [`Refusal::InsufficientFunds`]: a withdrawal of more than balance and credit limit together.
    /// 4. [`Refusal::AlreadyHolder`]: who is to be added is a holder.
    /// 5. [`Refusal::NotAHolder`]: who is to be removed is no holder.
    /// 6. [`Refusal::LastOwner`]: who is to be removed is the only owner.
    /// 7. [`Refusal::LimitBelowDebt`]: the new limit is less than what is owed.
    pub fn apply(&mut self, command: Command) -> Result<(), Refusal> {
        let mut next = self.clone();
        match command {
            Command::Deposit(0) | Command::Withdraw(0) => return Err(Refusal::ZeroAmount),
            Command::Withdraw(_) if self.frozen => return Err(Refusal::Frozen),
            Command::Deposit(cents) => next.available += i64::from(cents),
            Command::Withdraw(cents) => next.available -= i64::from(cents),
            Command::Freeze => next.frozen = true,
            Command::Unfreeze => next.frozen = false,
            Command::AddHolder(holder, role) => {
                let is_new = match role {
                    Role::Owner => next.owners.insert(holder),
                    Role::Signatory => next.signatories.insert(holder),
                };
                if !is_new || !next.owners.is_disjoint(&next.signatories) {
                    return Err(Refusal::AlreadyHolder);
                }
            }
            Command::RemoveHolder(holder) => {
                if !next.signatories.remove(&holder) && !next.owners.remove(&holder) {
                    return Err(Refusal::NotAHolder);
                }
                if next.owners.is_empty() {
                    return Err(Refusal::LastOwner);
                }
            }
            Command::SetLimit(cents) => {
                next.credit_limit = i64::from(cents);
                next.available = self.balance() + next.credit_limit;
            }
        }
        if next.available < 0 {
            return Err(match command {
                Command::SetLimit(_) => Refusal::LimitBelowDebt,
                _ => Refusal::InsufficientFunds,
            });
        }
        *self = next;
        Ok(())
    }

    /// The money in it, in cents. Below zero, it is what is owed.
    pub fn balance(&self) -> i64 {
        self.available - self.credit_limit
    }

    /// How many cents the balance may be below zero. Not negative itself.
    pub fn credit_limit(&self) -> i64 {
        self.credit_limit
    }

    /// Whether it pays nothing out at the moment.
    pub fn is_frozen(&self) -> bool {
        self.frozen
    }

    /// Who may use it, and with which role.
    pub fn holders(&self) -> BTreeMap<HolderId, Role> {
        let owners = self.owners.iter().map(|holder| (*holder, Role::Owner));
        let signatories = self.signatories.iter().map(|holder| (*holder, Role::Signatory));
        owners.chain(signatories).collect()
    }
}
