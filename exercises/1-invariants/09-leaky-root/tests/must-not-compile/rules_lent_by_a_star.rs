//! INV-5: `&mut *policy` lends what is inside the policy, to do with it what you like.
//!
//! Refused with E0614: there is no `Deref`. Or E0596: there is one, and it lends to be read.

use leaky_root::MonitoringPolicy;

fn main() {
    let mut policy = MonitoringPolicy::new();
    let _inside = &mut *policy;
}
