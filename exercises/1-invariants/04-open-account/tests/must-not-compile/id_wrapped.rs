//! INV-4: any text can be wrapped as an account id, the empty one too.
//!
//! Refused with E0423: what is inside is private. Or E0603: so is the constructor.

use open_account::AccountId;

fn main() {
    let id = AccountId(String::new());
    println!("{id}");
}
