//! `completions`: what a shell needs to complete `cargo xtask`, and the manual page. `tests/completions.rs` keeps them
//! current.

use super::{Failure, say};

pub(super) fn completions(of: &str) -> Result<u8, Failure> {
    say(match of {
        "bash" => include_str!("../../completions/bash"),
        "zsh" => include_str!("../../completions/zsh"),
        "fish" => include_str!("../../completions/fish"),
        _ => include_str!("../../completions/cargo-xtask.1"),
    });
    Ok(0)
}
