//! An account with private fields, a careful constructor, and a door beside it.

use serde::{Deserialize, Serialize};

// ANCHOR: account
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Account {
    /// Never empty: somebody has to own the money.
    owners: Vec<String>,
    /// In cents, and never negative.
    balance: i64,
}

impl Account {
    fn open(owner: &str) -> Result<Self, &'static str> {
        if owner.trim().is_empty() {
            return Err("an account needs an owner");
        }
        Ok(Self { owners: vec![owner.to_owned()], balance: 0 })
    }
}
// ANCHOR_END: account

fn main() {
    // ANCHOR: doors
    let opened = Account::open("");
    let defaulted = Account::default();
    let stored = r#"{ "owners": [], "balance": -500000 }"#;
    let loaded: Result<Account, _> = serde_json::from_str(stored);
    // ANCHOR_END: doors
    println!("open:        {opened:?}");
    println!("default:     {defaulted:?}");
    println!("from_str:    {loaded:?}");
}
