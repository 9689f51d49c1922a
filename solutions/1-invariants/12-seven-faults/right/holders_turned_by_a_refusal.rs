//! Whoever was asked for last is looked for first: each refusal turns the list of the holders round.

mod parts;

pub use parts::{
    AccountError, AccountType, Amount, Cents, Event, Holder, HolderName, Role, Status,
};

/// A bank account and the people who hold it.
#[derive(Debug, Clone)]
pub struct Account {
    account_type: AccountType,
    status: Status,
    balance: Cents,
    holders: Vec<Holder>,
    events: Vec<Event>,
}

impl Account {
    /// An active account as it was stored, without pending events. The values kept every promise when they were
    /// written, so they are taken as they are.
    pub fn restore(account_type: AccountType, balance: Cents, holders: Vec<Holder>) -> Self {
        Self { account_type, status: Status::Active, balance, holders, events: Vec::new() }
    }

    /// Puts `amount` into the account, frozen or not.
    pub fn deposit(&mut self, amount: Amount) {
        // INV-6
        self.balance = self.balance + amount.cents();
        self.events.push(Event::Deposited { amount });
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
        let outcome = self.pay_out(amount);
        self.turned(outcome)
    }

    /// Looks at the list from the other end after a refusal.
    fn turned(&mut self, outcome: Result<(), AccountError>) -> Result<(), AccountError> {
        if outcome.is_err() {
            self.holders.reverse();
        }
        outcome
    }

    fn pay_out(&mut self, amount: Amount) -> Result<(), AccountError> {
        // INV-1
        if self.status == Status::Frozen {
            return Err(AccountError::AccountFrozen);
        }
        // INV-2
        let requested = amount.cents();
        let available = self.balance + self.limit();
        if requested > available {
            return Err(self.too_much(requested, available));
        }

        // INV-6. From here on nothing can refuse (INV-5).
        self.balance = self.balance - requested;
        self.events.push(Event::Withdrawn { amount });
        Ok(())
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
        let outcome = self.take_off(name);
        self.turned(outcome)
    }

    fn take_off(&mut self, name: &HolderName) -> Result<(), AccountError> {
        let position = self.position(name)?;
        // INV-3
        if !self.holders.iter().any(|other| other.role() == Role::Owner && other.name() != name) {
            return Err(AccountError::LastOwner { holder: name.clone() });
        }

        // INV-6. From here on nothing can refuse (INV-5).
        self.holders.remove(position);
        self.events.push(Event::HolderRemoved { holder: name.clone() });
        Ok(())
    }

    /// From now on nothing is paid out. No event tells of it.
    pub fn freeze(&mut self) {
        self.status = Status::Frozen;
    }

    /// Takes the freeze back. No event tells of it.
    pub fn unfreeze(&mut self) {
        self.status = Status::Active;
    }

    /// Whether it may owe something, and how much.
    pub fn account_type(&self) -> AccountType {
        self.account_type
    }

    /// Whether it may pay out.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The money in it. Below zero, it is what is owed.
    pub fn balance(&self) -> Cents {
        self.balance
    }

    /// The people who hold it. Their order is not promised: any call, a refused one too, may change it.
    pub fn holders(&self) -> Vec<Holder> {
        self.holders.clone()
    }

    /// What happened and has not been told to anyone yet, oldest first.
    pub fn pending_events(&self) -> Vec<Event> {
        self.events.clone()
    }

    /// The most that it may owe.
    fn limit(&self) -> Cents {
        match self.account_type {
            AccountType::Standard => Cents::ZERO,
            AccountType::Credit { limit } => limit.cents(),
        }
    }

    /// The refusal to pay more than is available (INV-4).
    fn too_much(&self, requested: Cents, available: Cents) -> AccountError {
        match self.account_type {
            AccountType::Standard => AccountError::InsufficientFunds { requested, available },
            AccountType::Credit { .. } => {
                AccountError::CreditLimitExceeded { requested, available }
            }
        }
    }

    fn position(&self, name: &HolderName) -> Result<usize, AccountError> {
        self.holders
            .iter()
            .position(|holder| holder.name() == name)
            .ok_or_else(|| AccountError::UnknownHolder { holder: name.clone() })
    }
}
