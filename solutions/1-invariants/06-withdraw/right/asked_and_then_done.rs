//! One method asks and can't change, another changes and can't refuse.
//!
//! `refusal` takes `&self`, so the compiler holds INV-5. `pay_out` returns nothing, so it can't stop halfway. What the
//! compiler doesn't see is that nobody calls the second without the first.

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
        match self.refusal(amount.cents(), today) {
            Some(refusal) => Err(refusal),
            None => {
                self.pay_out(amount, today);
                Ok(())
            }
        }
    }

    /// Why so much can't be withdrawn, if it can't.
    fn refusal(&self, requested: Cents, today: Date) -> Option<WithdrawError> {
        let (available, left) = (self.available(), self.left_today(today));
        if self.status == Status::Frozen {
            Some(WithdrawError::AccountFrozen)
        } else if requested > available && self.account_type == AccountType::Credit {
            Some(WithdrawError::CreditLimitExceeded { requested, available })
        } else if requested > available {
            Some(WithdrawError::InsufficientFunds { requested, available })
        } else if requested > left {
            Some(WithdrawError::DailyMaximumExceeded { requested, left })
        } else {
            None
        }
    }

    /// The change alone.
    fn pay_out(&mut self, amount: Amount, today: Date) {
        self.events.push(Event::Withdrawn { amount, on: today });
        self.withdrawn = Some((today, self.paid_out_on(today) + amount.cents()));
        self.balance = self.balance - amount.cents();
    }

    /// What the account has paid out on `date`, as far as it remembers.
    fn paid_out_on(&self, date: Date) -> Cents {
        match self.withdrawn {
            Some((last, sum)) if last == date => sum,
            _ => Cents::ZERO,
        }
    }
}
