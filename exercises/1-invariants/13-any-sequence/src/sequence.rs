// Given: random sequences of commands, and the shortest among them. The kata is about `tests/mine.rs`; nothing here needs
// to change.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::command::Command;

/// How many sequences are tried. They are the same on every run: the random numbers start from a fixed seed.
const SEQUENCES: usize = 400;

/// How many commands each of them has, before it is shrunk.
const LENGTH: usize = 20;

/// When so many sequences were found and shrunk, the shortest of them will do.
const ENOUGH: usize = 20;

/// Tries `holds` on random sequences of `commands`. Each sequence is meant for a fresh account, which `holds` opens. It
/// answers `Err` with what broke, or panics, as `assert!` does.
///
/// # Panics
///
/// When `holds` failed. The message is what it said, and the sequence: commands were left out and amounts lowered as long
/// as it went on failing, and of several such sequences this is the shortest.
#[track_caller]
pub fn for_all_sequences(
    commands: BoxedStrategy<Command>,
    holds: impl Fn(&[Command]) -> Result<(), String>,
) {
    let failure = |commands: &[Command]| quietly(&|| holds(commands)).err();
    if let Some((commands, why)) = search(&commands, &failure) {
        let lines: Vec<String> =
            commands.iter().map(|command| format!("    {command:?}")).collect();
        panic!("{why}\nThe shortest sequence that was found:\n{}", lines.join("\n"));
    }
}

/// The shortest sequence of `commands` that is `wanted`: the fewest commands, and then the shortest to write down. It is
/// `None` when none of the sequences is wanted. What they don't reach, they don't test.
pub fn shortest(
    commands: BoxedStrategy<Command>,
    wanted: impl Fn(&[Command]) -> bool,
) -> Option<Vec<Command>> {
    let found = search(&commands, &|commands| wanted(commands).then(String::new));
    found.map(|(commands, _)| commands)
}

/// A sequence, and what was said of it.
type Found = (Vec<Command>, String);

/// What there is to say of a sequence, if there is anything.
type Look<'a> = &'a dyn Fn(&[Command]) -> Option<String>;

/// Makes a command, and smaller ones of its kind.
type Tree = Box<dyn ValueTree<Value = Command>>;

// Not generic, so it is compiled with the library, and not with every test file.
fn search(commands: &BoxedStrategy<Command>, look: Look<'_>) -> Option<Found> {
    let random = TestRng::deterministic_rng(RngAlgorithm::XorShift);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let mut sequence = || -> Vec<Tree> {
        let command = |_| commands.new_tree(&mut runner).expect("the strategy makes a command");
        (0..LENGTH).map(command).collect()
    };
    let all = (0..SEQUENCES).filter_map(|_| shrunk(sequence(), look));
    all.take(ENOUGH).min_by_key(|(commands, _)| {
        let written = format!("{commands:?}");
        (commands.len(), written.len(), written)
    })
}

/// The sequence without what makes no difference to `look`, which has something to say of it.
fn shrunk(mut trees: Vec<Tree>, look: Look<'_>) -> Option<Found> {
    let seen = |trees: &[Tree]| {
        let commands: Vec<Command> = trees.iter().map(|tree| tree.current()).collect();
        look(&commands).map(|said| (commands, said))
    };
    let mut found = seen(&trees)?;
    // From the end: what comes after the last command that matters goes first.
    for at in (0..trees.len()).rev() {
        let without = trees.remove(at);
        match seen(&trees) {
            Some(fewer) => found = fewer,
            None => trees.insert(at, without),
        }
    }
    // Later commands first, too: they are about what the earlier ones have done.
    for at in (0..trees.len()).rev() {
        let mut goes_on = trees[at].simplify();
        while goes_on {
            goes_on = match seen(&trees) {
                Some(smaller) => {
                    found = smaller;
                    trees[at].simplify()
                }
                None => trees[at].complicate(),
            };
        }
    }
    Some(found)
}

thread_local! {
    /// Whether this thread keeps its panics to itself. While a sequence is shrunk there are many, and the last counts.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// What `call` answers, or what it said when it panicked.
fn quietly(call: &dyn Fn() -> Result<(), String>) -> Result<(), String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                loud(panic);
            }
        }));
    });
    QUIET.set(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(call));
    QUIET.set(false);
    outcome.unwrap_or_else(|panic| Err(format!("a panic: {}", words(&*panic))))
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words")
}
