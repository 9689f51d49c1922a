//! Where nothing is available there is nothing to freeze.

mod account;

use jiff::civil::Date;

pub use account::{
    Account, AccountType, Amount, AmountError, Cents, DepositError, Event, Status, WithdrawError,
};

impl Account {
    /// The most that the balance allows to be withdrawn: the balance of a standard account, and balance and credit
    /// limit together of a credit account. It makes no difference whether the account is frozen, or what is left of the
    /// daily maximum.
    pub fn available(&self) -> Cents {
        self.balance + self.credit_limit
    }

    /// The most that the daily maximum allows to be withdrawn on the date `today`: the maximum, less what was paid out
    /// on this very date. If the last withdrawal was on any other date, earlier or later, all of the maximum is left. It
    /// makes no difference whether the account is frozen, or what is available.
    pub fn left_today(&self, today: Date) -> Cents {
        self.daily_maximum - paid_out_on(self, today)
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
        if self.available() == Cents::ZERO {
            let (requested, available) = (amount.cents(), Cents::ZERO);
            return Err(match self.account_type {
                AccountType::Standard => WithdrawError::InsufficientFunds { requested, available },
                AccountType::Credit => WithdrawError::CreditLimitExceeded { requested, available },
            });
        }
        let requested = amount.cents();
        if self.status == Status::Frozen {
            return Err(WithdrawError::AccountFrozen);
        }
        let available = self.available();
        if requested > available {
            return Err(match self.account_type {
                AccountType::Standard => WithdrawError::InsufficientFunds { requested, available },
                AccountType::Credit => WithdrawError::CreditLimitExceeded { requested, available },
            });
        }
        let left = self.left_today(today);
        if requested > left {
            return Err(WithdrawError::DailyMaximumExceeded { requested, left });
        }
        self.balance = self.balance - requested;
        self.withdrawn = Some((today, paid_out_on(self, today) + requested));
        self.events.push(Event::Withdrawn { amount, on: today });
        Ok(())
    }
}

fn paid_out_on(account: &Account, today: Date) -> Cents {
    match account.withdrawn {
        Some((on, sum)) if on == today => sum,
        _ => Cents::ZERO,
    }
}
