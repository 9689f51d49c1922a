//! Your tests of a bank account, over sequences of commands.
//!
//! They are run on several right accounts, which must pass all of them, and on several wrong ones,
//! each of which must fail at least one. No single command shows what is wrong with those.

use any_sequence::{Account, Command, HolderId, Role, View, for_all_sequences, shortest};
use proptest::prelude::*;

/// Any command at all.
fn any_command() -> BoxedStrategy<Command> {
    let cents = || any::<u32>();
    let holder = || any::<u32>().prop_map(HolderId);
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

/// Whether an account ever looks like `corner`, after one of the commands. A property says nothing about what it never
/// looks like.
fn reaches(commands: &[Command], corner: impl Fn(&View) -> bool) -> bool {
    let mut account = Account::open(HolderId(0));
    commands.iter().any(|&command| {
        // Accepted or refused: here it makes no difference.
        let _ = account.apply(command);
        corner(&account.view())
    })
}

#[test]
fn the_commands_reach_a_limit_used_up() {
    let found = shortest(any_command(), |commands| {
        reaches(commands, |view| view.balance < 0 && view.balance == -view.credit_limit)
    });
    assert!(found.is_some(), "any_command: no sequence withdraws exactly what a limit allows");
}

#[test]
fn the_commands_reach_a_holder_removed() {
    let found = shortest(any_command(), |commands| {
        reaches(commands, |view| !view.holders.contains_key(&HolderId(0)))
    });
    assert!(
        found.is_some(),
        "any_command: no sequence adds an owner and removes HolderId(0), who opened the account"
    );
}

#[test]
fn there_is_always_an_owner() {
    for_all_sequences(any_command(), |commands| {
        let mut account = Account::open(HolderId(0));
        for &command in commands {
            let outcome = account.apply(command);
            if !account.view().holders.values().any(|role| *role == Role::Owner) {
                return Err(format!(
                    "INV-3: {command:?} was answered {outcome:?}, and no owner is left"
                ));
            }
        }
        Ok(())
    });
}
