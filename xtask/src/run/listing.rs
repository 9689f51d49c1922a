//! What a test program says it holds.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use super::{Setting, Suite, invocation, started};
use crate::build::Trouble;
use crate::evidence::{Ending, SEAL};
use crate::process::{self, End};

/// How long a program may take to list its tests.
const LIMIT: Duration = Duration::from_secs(10);

/// The tests of a program.
pub(super) struct Listing {
    /// In the program's order.
    all: Vec<String>,
    ignored: BTreeSet<String>,
}

impl Listing {
    /// Asks the program, in the folder of its first suite.
    pub(super) fn of(program: &Path, suites: &[Suite], setting: &Setting) -> Result<Self, Trouble> {
        let dir = suites.first().map_or(&*setting.stage, |suite| &suite.dir);
        let names = |filter: &[&str]| -> Result<Vec<String>, Trouble> {
            let args = [&["--list", "--format", "terse"], filter].concat();
            let invocation = invocation(program, &args, dir, LIMIT, setting, None);
            let mut names = Vec::new();
            // By line, because what is kept of a whole stream has a limit, and the tests of a batch are many.
            let outcome = process::run_lines(&invocation, &mut |line| {
                names.extend(line.strip_suffix(": test").map(str::to_owned));
            });
            match started(program, outcome)?.end {
                End::Interrupted => Err(Trouble::Interrupted),
                End::Exit(_) | End::Signal(_) | End::TimedOut => Ok(names),
            }
        };
        Ok(Self { all: names(&[])?, ignored: names(&["--ignored"])?.into_iter().collect() })
    }

    /// The names of a suite's tests, as its file names them.
    pub(super) fn names(&self, suite: &Suite) -> Vec<String> {
        let names = self.all.iter().filter_map(|name| name.strip_prefix(&suite.prefix));
        names.filter(|name| *name != SEAL).map(str::to_owned).collect()
    }

    /// Why the test is not run; nothing if it can be.
    pub(super) fn obstacle(&self, suite: &Suite, name: &str) -> Option<Ending> {
        let name = suite.full(name);
        if self.ignored.contains(&name) {
            Some(Ending::Ignored)
        } else if self.all.contains(&name) {
            None
        } else {
            Some(Ending::Missing)
        }
    }
}
