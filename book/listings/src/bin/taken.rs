//! The rules are taken out while the caller works on them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

// ANCHOR: policy
type Rules = Vec<&'static str>;

struct Policy {
    active: Rules,
}

impl Policy {
    /// Hands the rules to `edit` and keeps what comes back.
    fn rewrite(&mut self, edit: impl FnOnce(Rules) -> Rules) {
        let rules = std::mem::take(&mut self.active);
        self.active = edit(rules);
    }
}
// ANCHOR_END: policy

// ANCHOR: main
fn main() {
    let policy = Mutex::new(Policy { active: vec!["disk-full", "cpu-high"] });

    // What a web server does with every request.
    let request = catch_unwind(AssertUnwindSafe(|| {
        let mut policy = policy.lock().expect("nobody has panicked yet");
        // There are only two.
        policy.rewrite(|rules| rules[..3].to_vec());
    }));
    println!("the request panicked: {}", request.is_err());

    println!("the lock is poisoned: {}", policy.is_poisoned());
    let policy =
        policy.into_inner().unwrap_or_else(|poison| poison.into_inner());
    println!("the policy has these rules: {:?}", policy.active);
}
// ANCHOR_END: main
