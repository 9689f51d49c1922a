//! INV-2: an account can be written down with another balance and the rest of a right one.
//!
//! Refused with E0451: the fields are private. Or E0560: there is no field of that name. Or E0639: the struct is not exhaustive.
//! Or E0574: it is no struct.

use open_account::{Account, AccountId, Cents, Holder, HolderName, Role};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let id = AccountId::try_from("NL-17".to_owned())?;
    let account = Account::open(id, Holder::new(HolderName::new("Rosa"), Role::Owner))?;
    let account = Account { balance: Cents::new(-431_000), ..account };
    println!("{account:?}");
    Ok(())
}
