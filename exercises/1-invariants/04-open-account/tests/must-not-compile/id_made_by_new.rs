//! INV-4: any text can be made an account id by a constructor, the empty one too.
//!
//! Refused with E0599: there is no such function. Or E0308: it can refuse. Or E0624: it is private.

use open_account::AccountId;

fn main() {
    let id: AccountId = AccountId::new("".into());
    println!("{id}");
}
