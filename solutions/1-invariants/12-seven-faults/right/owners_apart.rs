//! Owners and signatories in two lists, what is available in place of the balance, events told apart by their kind, and
//! the last refusal kept for the support desk.

mod parts;

use std::collections::BTreeSet;

pub use parts::{
    AccountError, AccountType, Amount, Cents, Event, Holder, HolderName, Role, Status,
};

/// A bank account and the people who hold it.
#[derive(Debug, Clone)]
pub struct Account {
    credit: Option<Amount>,
    frozen: bool,
    available: Cents,
    owners: BTreeSet<HolderName>,
    signatories: BTreeSet<HolderName>,
    money: Vec<(u64, Event)>,
    people: Vec<(u64, Event)>,
    clock: u64,
    last_refusal: Option<AccountError>,
}

impl Account {
    /// An active account as it was stored, without pending events. The values kept every promise when they were
    /// written, so they are taken as they are.
    pub fn restore(account_type: AccountType, balance: Cents, holders: Vec<Holder>) -> Self {
        let named = |role: Role| {
            let those = holders.iter().filter(|holder| holder.role() == role);
            those.map(|holder| holder.name().clone()).collect()
        };
        let credit = match account_type {
            AccountType::Standard => None,
            AccountType::Credit { limit } => Some(limit),
        };
        Self {
            credit,
            frozen: false,
            available: balance + credit.map_or(Cents::ZERO, Amount::cents),
            owners: named(Role::Owner),
            signatories: named(Role::Signatory),
            money: Vec::new(),
            people: Vec::new(),
            clock: 0,
            last_refusal: None,
        }
    }

    /// Puts `amount` into the account, frozen or not.
    pub fn deposit(&mut self, amount: Amount) {
        self.available = self.available + amount.cents();
        self.clock += 1;
        self.money.push((self.clock, Event::Deposited { amount }));
    }

    /// Pays `amount` out of the account.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`AccountError::AccountFrozen`]: the account is frozen.
    /// 2. [`AccountError::InsufficientFunds`] for a standard account, [`AccountError::CreditLimitExceeded`] for a
    ///    credit account: `amount` is more than is available.
    pub fn withdraw(&mut self, amount: Amount) -> Result<(), AccountError> {
        let (requested, available) = (amount.cents(), self.available);
        let left = available - requested;
        if self.frozen {
            self.refuse(AccountError::AccountFrozen)
        } else if left >= Cents::ZERO {
            self.available = left;
            self.clock += 1;
            self.money.push((self.clock, Event::Withdrawn { amount }));
            Ok(())
        } else if self.credit.is_some() {
            self.refuse(AccountError::CreditLimitExceeded { requested, available })
        } else {
            self.refuse(AccountError::InsufficientFunds { requested, available })
        }
    }

    /// Takes the holder `name` off the account, frozen or not.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`AccountError::UnknownHolder`]: nobody of this name is a holder.
    /// 2. [`AccountError::LastOwner`]: this holder is an owner, and no other holder is.
    pub fn remove_holder(&mut self, name: &HolderName) -> Result<(), AccountError> {
        if !self.signatories.remove(name) {
            if !self.owners.contains(name) {
                return self.refuse(AccountError::UnknownHolder { holder: name.clone() });
            }
            if self.owners.len() == 1 {
                return self.refuse(AccountError::LastOwner { holder: name.clone() });
            }
            self.owners.remove(name);
        }
        self.clock += 1;
        self.people.push((self.clock, Event::HolderRemoved { holder: name.clone() }));
        Ok(())
    }

    /// From now on nothing is paid out. No event tells of it.
    pub fn freeze(&mut self) {
        self.frozen = true;
    }

    /// Takes the freeze back. No event tells of it.
    pub fn unfreeze(&mut self) {
        self.frozen = false;
    }

    /// Whether it may owe something, and how much.
    pub fn account_type(&self) -> AccountType {
        self.credit.map_or(AccountType::Standard, |limit| AccountType::Credit { limit })
    }

    /// Whether it may pay out.
    pub fn status(&self) -> Status {
        if self.frozen { Status::Frozen } else { Status::Active }
    }

    /// The money in it. Below zero, it is what is owed.
    pub fn balance(&self) -> Cents {
        self.available - self.credit.map_or(Cents::ZERO, Amount::cents)
    }

    /// The people who hold it. Their order is not promised: any call, a refused one too, may change it.
    pub fn holders(&self) -> Vec<Holder> {
        let signatories = self.signatories.iter().map(|name| (name, Role::Signatory));
        let all = signatories.chain(self.owners.iter().map(|name| (name, Role::Owner)));
        all.map(|(name, role)| Holder::new(name.clone(), role)).collect()
    }

    /// What happened and has not been told to anyone yet, oldest first.
    pub fn pending_events(&self) -> Vec<Event> {
        let mut events: Vec<&(u64, Event)> = self.money.iter().chain(&self.people).collect();
        events.sort_by_key(|(time, _)| *time);
        events.into_iter().map(|(_, event)| event.clone()).collect()
    }

    fn refuse(&mut self, why: AccountError) -> Result<(), AccountError> {
        self.last_refusal = Some(why.clone());
        Err(why)
    }
}
