//! Reads a type's invariants and where they are guarded, and prints the gaps as a table.

#[path = "../audited.rs"]
mod audited;
#[path = "../euros.rs"]
mod euros;

use audited::Account;
use euros::euros;

// ANCHOR: audit
/// Each documented invariant, and the functions that name it in a comment.
fn audit(source: &str) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    let mut function = String::new();
    for line in source.lines().map(str::trim) {
        let documented =
            line.trim_start_matches("/// ").trim_start_matches("//! ");
        if let Some(rule) = documented.strip_prefix("- INV-") {
            let number = rule.split(':').next().unwrap_or_default();
            rows.push((format!("INV-{number}"), Vec::new()));
        } else if let Some(rest) = line.strip_prefix("pub fn ") {
            let name = rest.split('(').next().unwrap_or_default();
            function = name.to_owned();
        } else if let Some(named) = line.strip_prefix("// ") {
            for (rule, guards) in &mut rows {
                if named.split([',', ' ', ':']).any(|word| word == rule) {
                    guards.push(function.clone());
                }
            }
        }
    }
    rows
}
// ANCHOR_END: audit

fn main() {
    for (rule, guards) in audit(include_str!("../audited.rs")) {
        let guards = match guards.is_empty() {
            true => "nowhere".to_owned(),
            false => guards.join(", "),
        };
        println!("{rule}  {guards}");
    }

    let mut account =
        Account { balance: 10_000, credit_limit: 0, is_closed: false };
    account.deposit(-25_000).expect("the account is open");
    println!("100.00, and a deposit of -250.00: {}", euros(account.balance));
    account.set_credit_limit(90_000_000);
    let outcome = account.withdraw(80_000_000).map(|()| "done");
    println!("a limit of 900000.00, and 800000.00 withdrawn: {outcome:?}");
}
