//! An account can be given another id from outside, and then its money is somebody else's.
//!
//! Refused with E0616: the field is private. Or E0615: it has another name. Or E0594: it is only lent.

use open_account::{Account, AccountId, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let mut account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    account.id = AccountId::try_from("BE-42".to_owned())?;
    println!("{account:?}");
    Ok(())
}
