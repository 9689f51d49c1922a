//! The deposit was made, and the answer was lost.

use std::collections::BTreeMap;

// ANCHOR: bank
#[derive(Default)]
struct Bank {
    balance: u32,
    /// What was answered to whom: receipts by idempotency key.
    answered: BTreeMap<&'static str, (u32, String)>,
}

impl Bank {
    fn deposit(&mut self, cents: u32) -> String {
        self.balance += cents;
        format!("deposited {cents}, balance {}", self.balance)
    }

    /// The key stands for one intention. It is remembered with the answer,
    /// and with what was asked.
    fn deposit_once(
        &mut self,
        key: &'static str,
        cents: u32,
    ) -> Result<String, &'static str> {
        if let Some((asked, receipt)) = self.answered.get(key) {
            return match *asked == cents {
                true => Ok(receipt.clone()),
                false => Err("this key was used for another deposit"),
            };
        }
        let receipt = self.deposit(cents);
        self.answered.insert(key, (cents, receipt.clone()));
        Ok(receipt)
    }
}
// ANCHOR_END: bank

/// A network that loses the first answer, and only the answer.
struct Network {
    loses: bool,
}

impl Network {
    fn ask<T>(
        &mut self,
        call: impl FnOnce() -> T,
    ) -> Result<T, &'static str> {
        let answer = call();
        match std::mem::take(&mut self.loses) {
            true => Err("timed out"),
            false => Ok(answer),
        }
    }
}

// ANCHOR: main
fn main() {
    // It carries out the call, and loses the first answer.
    let mut network = Network { loses: true };
    let mut bank = Bank::default();
    for _ in 0..2 {
        println!("{:?}", network.ask(|| bank.deposit(100)));
    }
    println!("asked twice, meant once: {}\n", bank.balance);

    let mut bank = Bank::default();
    let mut network = Network { loses: true };
    for _ in 0..2 {
        println!("{:?}", network.ask(|| bank.deposit_once("k-1", 100)));
    }
    println!("{:?}", network.ask(|| bank.deposit_once("k-1", 900)));
    println!("{:?}", network.ask(|| bank.deposit_once("k-2", 100)));
    println!("asked four times, meant twice: {}", bank.balance);
}
// ANCHOR_END: main
