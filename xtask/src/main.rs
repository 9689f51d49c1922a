//! `cargo xtask`: reads the words, carries out the command, leaves with its code.

use std::process::ExitCode;

use xtask::verbs;

fn main() -> ExitCode {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    ExitCode::from(verbs::main(&words))
}
