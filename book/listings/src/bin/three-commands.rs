//! A promise that no single command breaks, and a property that finds the three that do.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{
    Config, RngAlgorithm, TestError, TestRng, TestRunner,
};

// ANCHOR: shelf
#[derive(Debug, Clone, Copy)]
enum Command {
    Receive(u32),
    Reserve(u32),
    Stocktake(u32),
}

impl Shelf {
    fn apply(&mut self, command: Command) {
        match command {
            Command::Receive(n) => self.here += u64::from(n),
            Command::Reserve(n) => {
                if self.reserved + u64::from(n) <= self.here {
                    self.reserved += u64::from(n);
                }
            }
            Command::Stocktake(n) => self.here = u64::from(n),
        }
    }
}

fn keeps_its_promise(commands: Vec<Command>) -> Result<(), TestCaseError> {
    let mut shelf = Shelf::default();
    for command in commands {
        shelf.apply(command);
        prop_assert!(shelf.reserved <= shelf.here);
    }
    Ok(())
}
// ANCHOR_END: shelf

#[derive(Debug, Default)]
struct Shelf {
    here: u64,
    reserved: u64,
}

// ANCHOR: strategy
fn any_command(n: BoxedStrategy<u32>) -> impl Strategy<Value = Command> {
    prop_oneof![
        n.clone().prop_map(Command::Receive),
        n.clone().prop_map(Command::Reserve),
        n.prop_map(Command::Stocktake),
    ]
}
// ANCHOR_END: strategy

/// The same random numbers on every run.
fn runner() -> TestRunner {
    let config = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(
        config,
        TestRng::deterministic_rng(RngAlgorithm::XorShift),
    )
}

fn reserves_the_last(commands: &[Command]) -> bool {
    let mut shelf = Shelf::default();
    commands.iter().any(|&command| {
        shelf.apply(command);
        shelf.here > 0 && shelf.reserved == shelf.here
    })
}

fn main() {
    for (name, n) in
        [("0 to 4", (0..=4_u32).boxed()), ("any u32", any::<u32>().boxed())]
    {
        let sequences = vec(any_command(n), 1..=8);
        let outcome = runner().run(&sequences, keeps_its_promise);
        if let Err(TestError::Fail(_, commands)) = outcome {
            println!("{name}: {commands:?}");
        }
        let mut random = runner();
        let last = (0..256).filter(|_| {
            let tree = sequences
                .new_tree(&mut random)
                .expect("there is always a command");
            reserves_the_last(&tree.current())
        });
        println!(
            "  {} of 256 sequences reserve all that is here",
            last.count()
        );
    }
}
