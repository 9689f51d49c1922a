//! A bank account that pays out, or says why not.
//!
//! # Invariants
//!
//! - INV-1: the balance of a standard account is never below 0.00.
//! - INV-2: the balance of a credit account is never below minus its credit limit.
//! - INV-3: a frozen account pays nothing out.
//! - INV-4: an account keeps the last date on which it paid something out, and how much that was on this date. The count
//!   is never above the daily maximum.
//! - INV-5: a refused withdrawal changes nothing: no balance, no count, no date, no event.
//! - INV-6: an accepted withdrawal lowers the balance by the amount, raises the count of its date by the amount, and
//!   adds one event.

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
        self.daily_maximum - self.paid_out_on(today)
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
        let requested = amount.cents();
        // INV-3
        if self.status == Status::Frozen {
            return Err(WithdrawError::AccountFrozen);
        }
        let available = self.available();
        // INV-1, INV-2
        if requested > available {
            return Err(match self.account_type {
                AccountType::Standard => WithdrawError::InsufficientFunds { requested, available },
                AccountType::Credit => WithdrawError::CreditLimitExceeded { requested, available },
            });
        }
        let left = self.left_today(today);
        // INV-4
        if requested > left {
            return Err(WithdrawError::DailyMaximumExceeded { requested, left });
        }

        // Nothing from here on can refuse (INV-5), and everything changes (INV-6).
        self.balance = self.balance - requested;
        self.withdrawn = Some((today, self.paid_out_on(today) + requested));
        self.events.push(Event::Withdrawn { amount, on: today });
        Ok(())
    }

    /// What the account has paid out on `date`, as far as it remembers.
    fn paid_out_on(&self, date: Date) -> Cents {
        match self.withdrawn {
            Some((last, sum)) if last == date => sum,
            _ => Cents::ZERO,
        }
    }
}
