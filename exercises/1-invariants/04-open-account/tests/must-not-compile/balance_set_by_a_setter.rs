//! INV-2: a setter sets the balance to anything.
//!
//! Refused with E0599: there is no such method. Or E0624: it is private.

use open_account::{Account, AccountId, Cents, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let mut account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    let _ = account.set_balance(Cents::new(-431_000));
    println!("{account:?}");
    Ok(())
}
