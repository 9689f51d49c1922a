//! INV-2: the credit limit of an account can be set to anything from outside.
//!
//! Refused with E0616: the field is private. Or E0615: it has another name. Or E0594: it is only lent.

use open_account::{Account, AccountId, Cents, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let mut account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    account.credit_limit = Cents::new(-1);
    println!("{account:?}");
    Ok(())
}
