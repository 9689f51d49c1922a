//! Jobs for workers, some of which make further jobs.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Job;
use crate::process;

/// Hands out jobs until it is closed and none is left or under way.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    under_way: usize,
    closed: bool,
}

impl Queue {
    /// Adds jobs at the end.
    pub(super) fn add(&self, jobs: impl IntoIterator<Item = Job>) {
        self.lock().jobs.extend(jobs);
        self.changed.notify_all();
    }

    /// No more jobs come from outside. With `drop_rest`, those that wait are dropped.
    pub(super) fn close(&self, drop_rest: bool) {
        let mut state = self.lock();
        state.closed = true;
        if drop_rest {
            state.jobs.clear();
        }
        drop(state);
        self.changed.notify_all();
    }

    /// The next job, or nothing when there will be none. Each job that was handed out must be reported as done.
    pub(super) fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if process::interrupted() {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                state.under_way += 1;
                return Some(job);
            }
            if state.closed && state.under_way == 0 {
                return None;
            }
            // An interrupt wakes nobody, so look up now and then.
            let waited = self.changed.wait_timeout(state, Duration::from_millis(100));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A job has ended, and all jobs that it makes were added.
    pub(super) fn done(&self) {
        self.lock().under_way -= 1;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A worker that panicked has left the state whole: every change of it is a single step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
