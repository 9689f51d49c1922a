//! INV-4: an account id can be had without any text.
//!
//! Refused with E0599: there is no such function. Or E0624: it is private.

use open_account::AccountId;

fn main() {
    let id = AccountId::default();
    println!("{id}");
}
