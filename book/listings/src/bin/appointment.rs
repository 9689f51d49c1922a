//! The states of an appointment as a table: every cell is written, and the caller brings the time.

use std::fmt;

use jiff::civil::{Date, date};

// ANCHOR: table
#[derive(Debug, Clone, Copy, PartialEq)]
enum Status {
    Booked,
    Confirmed,
    Attended,
    Cancelled { on: Date },
}

#[derive(Debug, Clone, Copy)]
enum Command {
    Confirm,
    Attend,
    Cancel { on: Date },
}

/// What the command makes of the status, or why it is refused.
fn next(status: Status, command: Command) -> Result<Status, &'static str> {
    use Command as C;
    use Status as S;
    match (status, command) {
        (S::Booked, C::Confirm) => Ok(S::Confirmed),
        (S::Booked | S::Confirmed, C::Attend) => Ok(S::Attended),
        (S::Booked | S::Confirmed, C::Cancel { on }) => {
            Ok(S::Cancelled { on })
        }

        (S::Confirmed, C::Confirm) => Err("it is confirmed already"),
        (S::Attended, C::Attend) => Err("the patient is here already"),
        (S::Attended, C::Confirm | C::Cancel { .. }) => {
            Err("the patient was here")
        }
        (S::Cancelled { .. }, C::Cancel { .. }) => {
            Err("it is cancelled already")
        }
        (S::Cancelled { .. }, C::Confirm | C::Attend) => {
            Err("the slot was given away; book a new one")
        }
    }
}
// ANCHOR_END: table

fn main() {
    let on = date(2026, 3, 2);
    let statuses = [
        Status::Booked,
        Status::Confirmed,
        Status::Attended,
        Status::Cancelled { on },
    ];
    let commands =
        [Command::Confirm, Command::Attend, Command::Cancel { on }];
    for status in statuses {
        for command in commands {
            let answer = match next(status, command) {
                Ok(next) => name(next),
                Err(why) => format!("refused: {why}"),
            };
            println!("{:<9} x {:<7} {answer}", name(status), name(command));
        }
    }
}

/// The name of a variant without its data.
fn name(value: impl fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.split(' ').next().unwrap_or_default().to_owned()
}
