//! The decision answers with the new values, and the change only stores them.
//!
//! Each guard stands beside the subtraction that it makes safe. The price is a type of its own for the new values.

mod account;

use jiff::civil::Date;

pub use account::{
    Account, AccountType, Amount, AmountError, Cents, DepositError, Event, Status, WithdrawError,
};

/// What a withdrawal will store.
struct Payout {
    balance: Cents,
    count: Cents,
}

impl Account {
    /// The most that the balance allows to be withdrawn: the balance of a standard account, and balance and credit
    /// limit together of a credit account. It makes no difference whether the account is frozen, or what is left of the
    /// daily maximum.
    pub fn available(&self) -> Cents {
        match self.account_type {
            AccountType::Standard => self.balance,
            AccountType::Credit => self.balance + self.credit_limit,
        }
    }

    /// The most that the daily maximum allows to be withdrawn on the date `today`: the maximum, less what was paid out
    /// on this very date. If the last withdrawal was on any other date, earlier or later, all of the maximum is left. It
    /// makes no difference whether the account is frozen, or what is available.
    pub fn left_today(&self, today: Date) -> Cents {
        let same_date = self.withdrawn.filter(|(last, _)| *last == today);
        same_date.map_or(self.daily_maximum, |(_, sum)| self.daily_maximum - sum)
    }

    /// Pays `amount` out of the account, on the date `today`.
    ///
    /// The balance falls by the amount. The amount is added to what was paid out on this date already, or becomes the
    /// first of its date. One [`Event::Withdrawn`] is added to the events, as the last.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`WithdrawError::AccountFrozen`]: the account is frozen.
    /// 2. [`WithdrawError::InsufficientFunds`] for a standard account, [`WithdrawError::CreditLimitExceeded`] for a
    ///    credit account: `amount` is more than is [`available`](Account::available).
    /// 3. [`WithdrawError::DailyMaximumExceeded`]: `amount` is more than is [left](Account::left_today).
    pub fn withdraw(&mut self, amount: Amount, today: Date) -> Result<(), WithdrawError> {
        let Payout { balance, count } = self.decide(amount.cents(), today)?;

        self.balance = balance;
        self.withdrawn = Some((today, count));
        self.events.push(Event::Withdrawn { amount, on: today });
        Ok(())
    }

    /// What the account will be after the withdrawal, or why there can't be one.
    fn decide(&self, requested: Cents, today: Date) -> Result<Payout, WithdrawError> {
        if let Status::Frozen = self.status {
            return Err(WithdrawError::AccountFrozen);
        }
        let balance = self.balance_without(requested)?;
        let left = self.left_today(today);
        if requested > left {
            return Err(WithdrawError::DailyMaximumExceeded { requested, left });
        }
        Ok(Payout { balance, count: self.daily_maximum - (left - requested) })
    }

    fn balance_without(&self, requested: Cents) -> Result<Cents, WithdrawError> {
        let available = self.available();
        if requested <= available {
            return Ok(self.balance - requested);
        }
        Err(match self.account_type {
            AccountType::Standard => WithdrawError::InsufficientFunds { requested, available },
            AccountType::Credit => WithdrawError::CreditLimitExceeded { requested, available },
        })
    }
}
