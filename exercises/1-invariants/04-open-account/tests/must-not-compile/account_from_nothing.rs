//! INV-1: an account can be had that nobody has opened.
//!
//! Refused with E0599: there is no such function. Or E0624: it is private.

use open_account::Account;

fn main() {
    let account = Account::default();
    println!("{account:?}");
}
