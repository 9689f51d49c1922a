//! Nothing is stored but who opened the account and what was accepted: everything else is worked out from that.

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
    first: HolderId,
    accepted: Vec<Command>,
}

impl Account {
    /// A fresh account: no money, no credit, not frozen, one holder, who owns it.
    pub fn open(owner: HolderId) -> Self {
        Self { first: owner, accepted: Vec::new() }
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
        match self.refusal(command) {
            Some(refusal) => Err(refusal),
            None => {
                self.accepted.push(command);
                Ok(())
            }
        }
    }

    /// The money in it, in cents. Below zero, it is what is owed.
    pub fn balance(&self) -> i64 {
        let moved = self.accepted.iter().map(|command| match command {
            Command::Deposit(cents) => i64::from(*cents),
            Command::Withdraw(cents) => -i64::from(*cents),
            _ => 0,
        });
        moved.sum()
    }

    /// How many cents the balance may be below zero. Not negative itself.
    pub fn credit_limit(&self) -> i64 {
        let limit = self.accepted.iter().rev().find_map(|command| match command {
            Command::SetLimit(cents) => Some(i64::from(*cents)),
            _ => None,
        });
        limit.unwrap_or(0)
    }

    /// Whether it pays nothing out at the moment.
    pub fn is_frozen(&self) -> bool {
        let mut backwards = self.accepted.iter().rev();
        let last = backwards.find(|command| matches!(command, Command::Freeze | Command::Unfreeze));
        last == Some(&Command::Freeze)
    }

    /// Who may use it, and with which role.
    pub fn holders(&self) -> BTreeMap<HolderId, Role> {
        let mut holders = BTreeMap::from([(self.first, Role::Owner)]);
        for command in &self.accepted {
            match *command {
                Command::AddHolder(holder, role) => {
                    holders.insert(holder, role);
                }
                Command::RemoveHolder(holder) => {
                    holders.remove(&holder);
                }
                _ => {}
            }
        }
        holders
    }

    fn refusal(&self, command: Command) -> Option<Refusal> {
        let owed = -self.balance();
        let refusals = match command {
            Command::Deposit(cents) => vec![(cents == 0, Refusal::ZeroAmount)],
            Command::Withdraw(cents) => vec![
                (cents == 0, Refusal::ZeroAmount),
                (self.is_frozen(), Refusal::Frozen),
                (owed + i64::from(cents) > self.credit_limit(), Refusal::InsufficientFunds),
            ],
            Command::Freeze | Command::Unfreeze => vec![],
            Command::AddHolder(holder, _) => {
                vec![(self.holders().contains_key(&holder), Refusal::AlreadyHolder)]
            }
            Command::RemoveHolder(holder) => vec![
                (!self.holders().contains_key(&holder), Refusal::NotAHolder),
                (self.owners() == BTreeSet::from([holder]), Refusal::LastOwner),
            ],
            Command::SetLimit(cents) => vec![(owed > i64::from(cents), Refusal::LimitBelowDebt)],
        };
        refusals.into_iter().find_map(|(applies, refusal)| applies.then_some(refusal))
    }

    fn owners(&self) -> BTreeSet<HolderId> {
        let holders = self.holders().into_iter();
        holders.filter(|(_, role)| *role == Role::Owner).map(|(holder, _)| holder).collect()
    }
}
