//! INV-1: an account comes into being in a fourth way.
//!
//! Refused with E0599: there is no such function. Or E0624: it is private.

use open_account::Account;

fn main() {
    let _ = Account::new;
}
