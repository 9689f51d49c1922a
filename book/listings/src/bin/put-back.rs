//! The rule is put back after the refusal, and yet something has changed.

// ANCHOR: retire
struct Policy {
    active: Vec<&'static str>,
    retired: Vec<(&'static str, String)>,
}

impl Policy {
    fn retire(
        &mut self,
        name: &str,
        reason: &str,
    ) -> Result<(), &'static str> {
        let position = self
            .active
            .iter()
            .position(|rule| *rule == name)
            .ok_or("no such rule")?;
        let rule = self.active.remove(position);
        if reason.is_empty() {
            self.active.push(rule); // put it back
            return Err("no reason given");
        }
        self.retired.push((rule, reason.to_owned()));
        Ok(())
    }

    /// The first active rule is the one that is asked first.
    fn first_asked(&self) -> Option<&str> {
        self.active.first().copied()
    }
}
// ANCHOR_END: retire

fn main() {
    let mut policy =
        Policy { active: vec!["disk-full", "cpu-high"], retired: vec![] };
    println!("asked first: {:?}", policy.first_asked());
    println!(
        "retire disk-full for no reason: {:?}",
        policy.retire("disk-full", "")
    );
    println!("asked first: {:?}", policy.first_asked());
    println!("retired: {:?}", policy.retired);
}
