//! INV-4: any text can be turned into an account id, the empty one too.
//!
//! Refused with E0277: there is no such conversion.

use open_account::AccountId;

fn main() {
    let id: AccountId = "".into();
    println!("{id}");
}
