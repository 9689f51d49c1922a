//! INV-1: the data inside an account can be changed from outside.
//!
//! Refused with E0616: what is inside is private. Or E0609: there is no such field. Or E0596: it is only lent.

use open_account::{Account, AccountId, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let mut account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    account.0.holders.clear();
    println!("{account:?}");
    Ok(())
}
