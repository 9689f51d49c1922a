// Read by the program `audit` as a text. Compiled with it, so that it stays an account.

// ANCHOR: account
/// A bank account.
///
/// # Invariants
///
/// - INV-1: a balance is not below minus the credit limit.
/// - INV-2: an amount is more than zero.
/// - INV-3: an account that is closed moves no money.
/// - INV-4: a credit limit is from zero to 5,000.00.
pub struct Account {
    pub balance: i64,
    pub credit_limit: i64,
    pub is_closed: bool,
}

impl Account {
    pub fn deposit(&mut self, cents: i64) -> Result<(), &'static str> {
        // INV-3
        if self.is_closed {
            return Err("the account is closed");
        }
        self.balance += cents;
        Ok(())
    }

    pub fn withdraw(&mut self, cents: i64) -> Result<(), &'static str> {
        // INV-3
        if self.is_closed {
            return Err("the account is closed");
        }
        // INV-2
        if cents <= 0 {
            return Err("an amount is more than zero");
        }
        // INV-1
        if cents > self.balance + self.credit_limit {
            return Err("not enough money");
        }
        self.balance -= cents;
        Ok(())
    }

    pub fn set_credit_limit(&mut self, cents: i64) {
        self.credit_limit = cents;
    }
}
// ANCHOR_END: account
