//! Tests of a bank account, over sequences of commands: the rules as a function of what a caller can see, beside it.

use any_sequence::{Account, Command, HolderId, Refusal, Role, View, for_all_sequences, shortest};
use proptest::prelude::*;

/// A handful of amounts and of people: so few that two commands often mean the same ones.
fn any_command() -> BoxedStrategy<Command> {
    let cents = || 0..=4_u32;
    let holder = || (0..=2_u32).prop_map(HolderId);
    let role = prop_oneof![Just(Role::Owner), Just(Role::Signatory)];
    prop_oneof![
        cents().prop_map(Command::Deposit),
        cents().prop_map(Command::Withdraw),
        Just(Command::Freeze),
        Just(Command::Unfreeze),
        (holder(), role).prop_map(|(holder, role)| Command::AddHolder(holder, role)),
        holder().prop_map(Command::RemoveHolder),
        cents().prop_map(Command::SetLimit),
    ]
    .boxed()
}

fn owners(view: &View) -> usize {
    view.holders.values().filter(|role| **role == Role::Owner).count()
}

/// The table of the brief: what an account that looks like `before` becomes, or why it refuses.
fn by_the_rules(before: &View, command: Command) -> Result<View, Refusal> {
    let mut after = before.clone();
    match command {
        Command::Deposit(0) | Command::Withdraw(0) => return Err(Refusal::ZeroAmount),
        Command::Withdraw(_) if before.frozen => return Err(Refusal::Frozen),
        Command::Withdraw(cents) if i64::from(cents) > before.balance + before.credit_limit => {
            return Err(Refusal::InsufficientFunds);
        }
        Command::AddHolder(holder, _) if before.holders.contains_key(&holder) => {
            return Err(Refusal::AlreadyHolder);
        }
        Command::RemoveHolder(holder) if !before.holders.contains_key(&holder) => {
            return Err(Refusal::NotAHolder);
        }
        Command::RemoveHolder(holder)
            if before.holders[&holder] == Role::Owner && owners(before) == 1 =>
        {
            return Err(Refusal::LastOwner);
        }
        Command::SetLimit(cents) if before.balance < -i64::from(cents) => {
            return Err(Refusal::LimitBelowDebt);
        }

        Command::Deposit(cents) => after.balance += i64::from(cents),
        Command::Withdraw(cents) => after.balance -= i64::from(cents),
        Command::Freeze => after.frozen = true,
        Command::Unfreeze => after.frozen = false,
        Command::AddHolder(holder, role) => {
            after.holders.insert(holder, role);
        }
        Command::RemoveHolder(holder) => {
            after.holders.remove(&holder);
        }
        Command::SetLimit(cents) => after.credit_limit = i64::from(cents),
    }
    Ok(after)
}

/// What an account looked like before a command, what it answered, and what it looked like then.
struct Step {
    before: View,
    command: Command,
    outcome: Result<(), Refusal>,
    after: View,
}

/// `holds` after each command on a fresh account.
fn at_each_step(
    commands: &[Command],
    holds: impl Fn(&Step) -> Result<(), String>,
) -> Result<(), String> {
    let mut account = Account::open(HolderId(0));
    for &command in commands {
        let before = account.view();
        let outcome = account.apply(command);
        holds(&Step { before, command, outcome, after: account.view() })?;
    }
    Ok(())
}

/// These ask nothing of the table above, so a mistake there doesn't hide one here.
#[test]
fn debts_and_owners_keep_to_the_limits() {
    for_all_sequences(any_command(), |commands| {
        at_each_step(commands, |Step { before, command, after, .. }| {
            if after.balance < -after.credit_limit {
                return Err(format!(
                    "INV-1: {command:?} leaves more debt than the limit, {after:?}"
                ));
            }
            if before.frozen && after.balance < before.balance {
                return Err(format!("INV-2: {command:?} pays out of a frozen account, {before:?}"));
            }
            if owners(after) == 0 {
                return Err(format!("INV-3: {command:?} leaves no owner, {after:?}"));
            }
            Ok(())
        })
    });
}

#[test]
fn every_answer_is_the_one_of_the_rules() {
    for_all_sequences(any_command(), |commands| {
        at_each_step(commands, |Step { before, command, outcome, after }| {
            let by_the_rules = by_the_rules(before, *command);
            let (answer, view) = match &by_the_rules {
                Ok(view) => (Ok(()), view),
                Err(why) => (Err(*why), before),
            };
            if *outcome != answer {
                return Err(format!(
                    "INV-6: {command:?} is answered {outcome:?} and not {answer:?}, on {before:?}"
                ));
            }
            if after != view {
                let rule = if outcome.is_ok() { "INV-5" } else { "INV-4" };
                return Err(format!(
                    "{rule}: {command:?} was answered {outcome:?} and makes\n{after:?}\nand not\n{view:?}"
                ));
            }
            Ok(())
        })
    });
}

/// What the properties above are about. A generator that never gets there proves nothing about it.
#[test]
fn the_commands_reach_what_the_rules_are_about() {
    let reach = |corner: fn(&View, Command) -> bool| {
        let found = shortest(any_command(), |commands| {
            let stop_at_it = |step: &Step| match corner(&step.before, step.command) {
                true => Err(String::new()),
                false => Ok(()),
            };
            at_each_step(commands, stop_at_it).is_err()
        });
        found.is_some()
    };
    let removes_one_of_two_owners = |before: &View, command| match command {
        Command::RemoveHolder(holder) => {
            owners(before) == 2 && before.holders.get(&holder) == Some(&Role::Owner)
        }
        _ => false,
    };
    let sets_the_limit_to_the_debt = |before: &View, command| match command {
        Command::SetLimit(cents) => before.balance < 0 && i64::from(cents) == -before.balance,
        _ => false,
    };
    let sets_the_limit_below_the_debt = |before: &View, command| match command {
        Command::SetLimit(cents) => i64::from(cents) < -before.balance,
        _ => false,
    };
    assert!(reach(removes_one_of_two_owners), "any_command: no sequence removes an owner");
    assert!(reach(sets_the_limit_to_the_debt), "any_command: no limit is exactly the debt");
    assert!(reach(sets_the_limit_below_the_debt), "any_command: no limit is less than the debt");
}
