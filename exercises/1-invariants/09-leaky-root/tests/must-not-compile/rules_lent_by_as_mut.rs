//! INV-5: `as_mut` lends what is inside the policy, to do with it what you like.
//!
//! Refused with E0599: there is no such method. Or E0624: it is private. Or E0596 or E0283: it is that of a slice
//! or a list that is lent to be read.

use leaky_root::MonitoringPolicy;

fn main() {
    let mut policy = MonitoringPolicy::new();
    let _inside = policy.as_mut();
}
