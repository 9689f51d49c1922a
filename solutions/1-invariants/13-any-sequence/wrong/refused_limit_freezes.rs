//! Promise: a limit that is refused leaves the account as it was.
//!
//! Whoever owes more than their new limit is a risk, so nothing is paid out until somebody has looked.

mod command;
mod sequence;
mod view;

use std::collections::BTreeMap;

pub use command::{Command, HolderId, Refusal, Role};
pub use sequence::{for_all_sequences, shortest};
pub use view::View;

/// A bank account.
#[derive(Debug, Clone)]
pub struct Account {
    balance: i64,
    credit_limit: i64,
    frozen: bool,
    holders: BTreeMap<HolderId, Role>,
}

impl Account {
    /// A fresh account: no money, no credit, not frozen, one holder, who owns it.
    pub fn open(owner: HolderId) -> Self {
        Self {
            balance: 0,
            credit_limit: 0,
            frozen: false,
            holders: BTreeMap::from([(owner, Role::Owner)]),
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
        match command {
            Command::Deposit(cents) => self.deposit(cents),
            Command::Withdraw(cents) => self.withdraw(cents),
            Command::Freeze => self.freeze(),
            Command::Unfreeze => self.unfreeze(),
            Command::AddHolder(holder, role) => self.add_holder(holder, role),
            Command::RemoveHolder(holder) => self.remove_holder(holder),
            Command::SetLimit(cents) => self.set_limit(cents),
        }
    }

    /// The money in it, in cents. Below zero, it is what is owed.
    pub fn balance(&self) -> i64 {
        self.balance
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
        self.holders.clone()
    }

    fn deposit(&mut self, cents: u32) -> Result<(), Refusal> {
        if cents == 0 {
            return Err(Refusal::ZeroAmount);
        }
        self.balance += i64::from(cents);
        Ok(())
    }

    fn withdraw(&mut self, cents: u32) -> Result<(), Refusal> {
        if cents == 0 {
            return Err(Refusal::ZeroAmount);
        }
        if self.frozen {
            return Err(Refusal::Frozen);
        }
        let cents = i64::from(cents);
        if cents > self.balance + self.credit_limit {
            return Err(Refusal::InsufficientFunds);
        }
        self.balance -= cents;
        Ok(())
    }

    fn freeze(&mut self) -> Result<(), Refusal> {
        self.frozen = true;
        Ok(())
    }

    fn unfreeze(&mut self) -> Result<(), Refusal> {
        self.frozen = false;
        Ok(())
    }

    fn add_holder(&mut self, holder: HolderId, role: Role) -> Result<(), Refusal> {
        if self.holders.contains_key(&holder) {
            return Err(Refusal::AlreadyHolder);
        }
        self.holders.insert(holder, role);
        Ok(())
    }

    fn remove_holder(&mut self, holder: HolderId) -> Result<(), Refusal> {
        let role = *self.holders.get(&holder).ok_or(Refusal::NotAHolder)?;
        if role == Role::Owner && self.owners() == 1 {
            return Err(Refusal::LastOwner);
        }
        self.holders.remove(&holder);
        Ok(())
    }

    fn set_limit(&mut self, cents: u32) -> Result<(), Refusal> {
        let limit = i64::from(cents);
        if self.balance < -limit {
            self.frozen = true;
            return Err(Refusal::LimitBelowDebt);
        }
        self.credit_limit = limit;
        Ok(())
    }

    fn owners(&self) -> usize {
        self.holders.values().filter(|role| **role == Role::Owner).count()
    }
}
