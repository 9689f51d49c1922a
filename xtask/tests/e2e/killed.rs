//! Killed at any moment, the runner loses nothing: the progress can be read, and what a learner wrote is there.

#![cfg(unix)] // Elsewhere there is no signal that can't be caught.

use std::thread::sleep;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::katas::WORDS;
use crate::reset::committed;
use crate::run::Started;
use crate::workbook::Workbook;

/// How many times it is killed.
const ROUNDS: u64 = 200;

/// The commands, in the order in which they are given again and again.
const COMMANDS: [&[&str]; 4] =
    [&["hint", "1"], &["reset", "1"], &["check", "1"], &["reset", "1", "--undo"]];

/// Numbers that look random, the same ones in each run (SplitMix64).
fn random(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Starts the runner and kills it after so long, if it is still there.
fn killed_after(workbook: &Workbook, words: &[&str], moment: Duration) -> bool {
    let mut started = Started::new(workbook.xtask(words));
    sleep(moment);
    let lives = !started.has_ended();
    if lives {
        let pid = i32::try_from(started.id()).ok().and_then(Pid::from_raw);
        kill_process(pid.expect("it has an id"), Signal::KILL).expect("it is still there");
    }
    started.finish(&workbook.root);
    lives
}

#[test]
fn killed_at_any_moment_it_loses_nothing() {
    let Some(workbook) = committed() else { return };
    // How long each takes when it is left alone, the second time.
    let mut takes = [Duration::ZERO; COMMANDS.len()];
    for round in 0..2 {
        for (words, takes) in COMMANDS.iter().zip(&mut takes) {
            workbook.write_in(WORDS, "src/lib.rs", &format!("//! Before, {round}.\n"));
            *takes = Started::new(workbook.xtask(words)).finish(&workbook.root).took;
        }
    }
    let mut killed = 0;
    for round in 0..ROUNDS {
        let at = usize::try_from(round).unwrap_or(0) % COMMANDS.len();
        let words = COMMANDS[at];
        let mine = format!("//! Round {round}.\n");
        workbook.write_in(WORDS, "src/lib.rs", &mine);
        let moment = takes[at].mul_f64((random(round) % 1_000) as f64 / 1_000.0);
        killed += u64::from(killed_after(&workbook, words, moment));

        let what = format!("round {round}: {words:?} was killed after {moment:?}");
        let kept: Vec<String> = [format!("exercises/{WORDS}"), ".katas".to_owned()]
            .iter()
            .flat_map(|folder| workbook.tree(folder).into_values())
            .map(|content| String::from_utf8_lossy(&content).into_owned())
            .collect();
        assert!(kept.contains(&mine), "{what}, and what the learner wrote is nowhere");
        let list = Started::new(workbook.xtask(&["list"])).finish(&workbook.root);
        assert_eq!((list.code, list.stderr.as_str()), (Some(0), ""), "{what}, and then:\n{list}");
    }
    assert!(killed > ROUNDS / 4, "many rounds meet the runner at work: {killed} of {ROUNDS}");
}
