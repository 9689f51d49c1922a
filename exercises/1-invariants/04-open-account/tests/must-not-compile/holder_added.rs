//! INV-3: holders are added from outside, and nobody asks who is there already.
//!
//! Refused with E0599: there is no such method. Or E0624: it is private.

use open_account::{Account, AccountId, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let mut account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    let _ = account.add_holder(Holder::new(HolderName::new("Rosa"), Role::Owner));
    println!("{account:?}");
    Ok(())
}
