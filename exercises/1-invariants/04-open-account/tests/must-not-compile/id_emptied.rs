//! INV-4: an account id can be emptied after it was checked.
//!
//! Refused with E0616: what is inside is private. Or E0609: there is no such field. Or E0596: it is only lent.

use open_account::AccountId;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut id = AccountId::try_from("NL-17".to_owned())?;
    id.0.clear();
    println!("{id}");
    Ok(())
}
