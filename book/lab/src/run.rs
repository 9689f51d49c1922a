//! Simulates a plan on several threads.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::plan::Plan;
use crate::results::Results;
use crate::simulation::{Outcome, simulate};

/// Simulates each setting with each seed, on this many threads, and calls `done` after each run.
///
/// A run depends on nothing but its setting and its seed, and is put where it belongs. So the
/// results are the same for any number of threads.
pub fn run(plan: &Plan, threads: NonZeroUsize, done: &(dyn Fn() + Sync)) -> Results {
    let seeds: Vec<u64> = plan.seeds.iter().collect();
    let runs = plan.settings.len() * seeds.len();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= runs {
                return found;
            }
            let (setting, seed) = (index / seeds.len(), index % seeds.len());
            found.push((index, simulate(&plan.settings[setting], seeds[seed])));
            done();
        }
    };
    let mut all: Vec<(usize, Outcome)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.get().min(runs)).map(|_| scope.spawn(work)).collect();
        let found = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        found.flatten().collect()
    });
    all.sort_by_key(|(index, _)| *index);
    let mut outcomes = all.into_iter().map(|(_, outcome)| outcome);
    let cells = plan
        .settings
        .iter()
        .map(|setting| (setting.clone(), outcomes.by_ref().take(seeds.len()).collect()))
        .collect();
    Results { cells }
}

/// As many threads as the machine runs at the same time.
pub fn all_cores() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
