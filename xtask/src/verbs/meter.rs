//! Shows how far a run has come: a bar on a terminal, plain lines without one.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::say_aside;
use crate::engine::Event;
use crate::report::style;

/// Listens to the engine.
#[derive(Debug)]
pub(super) struct Meter {
    bar: Option<ProgressBar>,
}

impl Meter {
    pub(super) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(20));
            bar.set_style(ProgressStyle::default_spinner());
            bar
        });
        Self { bar }
    }

    pub(super) fn hear(&self, event: Event) {
        match &self.bar {
            Some(bar) => draw(bar, event),
            None => tell(&event),
        }
    }
}

fn draw(bar: &ProgressBar, event: Event) {
    match event {
        Event::Waiting => bar.set_message("another run is at it; waiting for its end"),
        Event::Building(packages) => {
            bar.set_length(0);
            bar.enable_steady_tick(Duration::from_millis(100));
            bar.set_message(format!("building {packages}"));
        }
        Event::Compiled(name) => bar.set_message(format!("building {name}")),
        Event::Found(tests) => bar.inc_length(tests.try_into().unwrap_or(u64::MAX)),
        Event::Built => {
            bar.disable_steady_tick();
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} tests") {
                bar.set_style(style);
            }
        }
        Event::Tested => bar.inc(1),
        Event::Done => bar.finish_and_clear(),
    }
}

fn tell(event: &Event) {
    let line = match event {
        Event::Waiting => "another run is at it; waiting for its end".to_owned(),
        Event::Building(1) => "building and testing".to_owned(),
        Event::Building(packages) => format!("building and testing {packages} packages"),
        Event::Compiled(_) | Event::Found(_) | Event::Built | Event::Tested | Event::Done => return,
    };
    say_aside(&style::faint(line));
}
