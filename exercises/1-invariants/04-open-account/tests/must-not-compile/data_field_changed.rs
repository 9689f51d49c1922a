//! INV-1: an account has its data in a public field.
//!
//! Refused with E0616: the field is private. Or E0609: there is none of that name. Or E0615: it is a method. Or E0596: it is only lent.

use open_account::{Account, AccountId, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let mut account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    account.data.holders.clear();
    println!("{account:?}");
    Ok(())
}
