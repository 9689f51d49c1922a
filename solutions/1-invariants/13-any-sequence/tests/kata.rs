//! The model answer, put to the account that the exercise gives, and what it relies on: that a property which fails is
//! reported with its shortest sequence.

extern crate any_sequence_solution as any_sequence;

mod mine;

use std::panic::{self, AssertUnwindSafe};

use any_sequence::{Command, for_all_sequences, shortest};
use proptest::prelude::*;

fn deposits() -> BoxedStrategy<Command> {
    (1..=9_u32).prop_map(Command::Deposit).boxed()
}

/// What `for_all_sequences` says of a property that fails.
fn report(holds: impl Fn(&[Command]) -> Result<(), String>) -> String {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| for_all_sequences(deposits(), holds)));
    let panic = outcome.expect_err("the property fails, so for_all_sequences panics");
    *panic.downcast().expect("the report is a text")
}

#[test]
fn the_report_says_what_broke_and_after_which_commands() {
    let report = report(|commands| match commands {
        [] | [_] => Ok(()),
        more => Err(format!("{} deposits", more.len())),
    });
    let expected =
        "2 deposits\nThe shortest sequence that was found:\n    Deposit(1)\n    Deposit(1)";
    assert_eq!(report, expected, "a property that fails on two commands and more");
}

#[test]
fn a_panic_is_a_failure_and_is_shrunk_too() {
    let literal = report(|commands| {
        assert!(commands.is_empty(), "not empty");
        Ok(())
    });
    let expected = "a panic: not empty\nThe shortest sequence that was found:\n    Deposit(1)";
    assert_eq!(literal, expected, "a property that panics with a literal");

    let formatted = report(|commands| {
        assert!(commands.is_empty(), "{} left", commands.len());
        Ok(())
    });
    let expected = "a panic: 1 left\nThe shortest sequence that was found:\n    Deposit(1)";
    assert_eq!(formatted, expected, "a property that panics with a formatted text");
}

#[test]
fn the_shortest_has_the_fewest_commands_and_the_lowest_amounts() {
    let wanted = |commands: &[Command]| commands.contains(&Command::Deposit(7));
    assert_eq!(
        shortest(deposits(), wanted),
        Some(vec![Command::Deposit(7)]),
        "one of nine amounts"
    );
    let nothing = |commands: &[Command]| commands.contains(&Command::Freeze);
    assert_eq!(shortest(deposits(), nothing), None, "a command that is never made");
}
