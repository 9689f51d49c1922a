// Given: what a caller can see of an account. The kata is about `tests/mine.rs`; nothing here needs to change.

use std::collections::BTreeMap;

use crate::Account;
use crate::command::{HolderId, Role};

/// All that a caller can see of an account at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The money in it, in cents. Below zero, it is what is owed.
    pub balance: i64,
    /// How many cents the balance may be below zero. Not negative itself.
    pub credit_limit: i64,
    /// Whether it pays nothing out at the moment.
    pub frozen: bool,
    /// Who may use it, and with which role.
    pub holders: BTreeMap<HolderId, Role>,
}

impl Account {
    /// What can be seen of it now.
    pub fn view(&self) -> View {
        View {
            balance: self.balance(),
            credit_limit: self.credit_limit(),
            frozen: self.is_frozen(),
            holders: self.holders(),
        }
    }
}
