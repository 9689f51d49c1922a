//! The fee is due, so it is taken as soon as there is money.

mod parts;

pub use parts::{AccountError, AccountType, Cents, CreditLimit, Status};

/// A bank account.
///
/// # Invariants
///
/// - INV-1: an amount is more than 0.00, be it paid in, paid out or charged as a fee.
/// - INV-2: a frozen account gives no money away: nothing is paid out, and no fee is charged.
/// - INV-3: the balance is never below minus the credit limit.
/// - INV-4: a credit limit is never below 0.00.
/// - INV-5: a credit limit is never above the maximum of the account's type.
/// - INV-6: a refused call changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    account_type: AccountType,
    status: Status,
    balance: Cents,
    credit_limit: CreditLimit,
    fees: Cents,
    pending: Cents,
}

impl Account {
    /// A new account of this type. It is active, nothing is in it, and it has no credit.
    pub fn open(account_type: AccountType) -> Self {
        Self {
            account_type,
            status: Status::Active,
            balance: Cents::ZERO,
            credit_limit: CreditLimit::ZERO,
            fees: Cents::ZERO,
            pending: Cents::ZERO,
        }
    }

    /// Pays `amount` into the account.
    ///
    /// # Errors
    ///
    /// [`AccountError::NotPositive`] when `amount` is 0.00 or less. Then nothing has changed.
    pub fn deposit(&mut self, amount: Cents) -> Result<(), AccountError> {
        // INV-1
        if amount <= Cents::ZERO {
            return Err(AccountError::NotPositive { requested: amount });
        }

        self.balance = self.balance + amount;
        if self.status == Status::Active && self.pending <= self.available() {
            self.balance = self.balance - self.pending;
            self.fees = self.fees + self.pending;
            self.pending = Cents::ZERO;
        }
        Ok(())
    }

    /// Pays `amount` out of the account.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`AccountError::NotPositive`]: `amount` is 0.00 or less.
    /// 2. [`AccountError::AccountFrozen`]: the account is frozen.
    /// 3. [`AccountError::InsufficientFunds`]: `amount` is more than is [`available`](Account::available).
    pub fn withdraw(&mut self, amount: Cents) -> Result<(), AccountError> {
        if amount <= Cents::ZERO {
            return Err(AccountError::NotPositive { requested: amount });
        }
        if self.status == Status::Frozen {
            return Err(AccountError::AccountFrozen);
        }
        let available = self.available();
        if amount > available {
            return Err(AccountError::InsufficientFunds { requested: amount, available });
        }

        self.balance = self.balance - amount;
        Ok(())
    }

    /// Takes `fee` off the balance and adds it to the [fees](Account::fees).
    ///
    /// # Errors
    ///
    /// [`AccountError::InsufficientFunds`] when `fee` is more than is [`available`](Account::available). Then nothing
    /// has changed.
    pub fn charge_fee(&mut self, fee: Cents) -> Result<(), AccountError> {
        if fee <= Cents::ZERO {
            return Err(AccountError::NotPositive { requested: fee });
        }
        if self.status == Status::Frozen {
            self.pending = self.pending + fee;
            return Err(AccountError::AccountFrozen);
        }
        let available = self.available();
        if fee > available {
            return Err(AccountError::InsufficientFunds { requested: fee, available });
        }

        self.balance = self.balance - fee;
        self.fees = self.fees + fee;
        Ok(())
    }

    /// Sets how far below zero the balance may go.
    ///
    /// # Errors
    ///
    /// [`AccountError::CreditLimitTooLow`] when the account owes more than `limit`. Then nothing has changed.
    pub fn set_credit_limit(&mut self, limit: CreditLimit) -> Result<(), AccountError> {
        let owed = Cents::ZERO - self.balance;
        if owed > limit.cents() {
            return Err(AccountError::CreditLimitTooLow { requested: limit, owed });
        }

        let maximum = self.account_type.maximum_credit_limit();
        if limit > maximum {
            return Err(AccountError::CreditLimitTooHigh { limit, maximum });
        }
        self.credit_limit = limit;
        Ok(())
    }

    /// Makes it an account of this type. Everything else stays, the credit limit too.
    ///
    /// # Errors
    ///
    /// None so far. It returns a `Result` because the other methods do.
    pub fn change_type(&mut self, account_type: AccountType) -> Result<(), AccountError> {
        let maximum = account_type.maximum_credit_limit();
        if self.credit_limit > maximum {
            return Err(AccountError::CreditLimitTooHigh { limit: self.credit_limit, maximum });
        }
        self.account_type = account_type;
        Ok(())
    }

    /// Freezes the account. One that is frozen stays so.
    pub fn freeze(&mut self) {
        self.status = Status::Frozen;
    }

    /// Makes the account active again. One that is active stays so.
    pub fn unfreeze(&mut self) {
        self.status = Status::Active;
    }

    /// The most that the balance allows to leave the account: the balance and the credit limit together. It makes no
    /// difference whether the account is frozen.
    pub fn available(&self) -> Cents {
        self.balance + self.credit_limit.cents()
    }

    /// How much credit it may have.
    pub fn account_type(&self) -> AccountType {
        self.account_type
    }

    /// Whether it may give money away.
    pub fn status(&self) -> Status {
        self.status
    }

    /// The money in it. Below zero, it is what is owed.
    pub fn balance(&self) -> Cents {
        self.balance
    }

    /// How far below zero the balance may go.
    pub fn credit_limit(&self) -> CreditLimit {
        self.credit_limit
    }

    /// All fees that were ever charged, together.
    pub fn fees(&self) -> Cents {
        self.fees
    }
}
