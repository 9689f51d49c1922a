//! Stages and builds trials: in batches first, then alone what got no program that way.

use std::iter;
use std::path::Path;

use super::{Event, Shop, cannot_write};
use crate::build::{self, Build, Pace, Trouble};
use crate::files;
use crate::plan::{self, BATCHES, Batch, Package, Trial};
use crate::run::{Program, Suite};
use crate::tree;

/// How many programs of earlier batches are kept. An author comes back to some of them, and each takes twenty megabytes.
const KEPT: usize = 32;

/// What is to be compiled, and where.
pub(super) struct Order<'a> {
    pub(super) shop: &'a Shop,
    pub(super) stage: &'a Path,
    pub(super) secret: &'a str,
    /// The trials of each subject.
    pub(super) subjects: &'a [&'a [Trial]],
    pub(super) pace: Pace,
    pub(super) on_event: &'a (dyn Fn(Event) + Sync),
}

impl Order<'_> {
    /// Compiles all trials, and hands over each program as soon as it is there.
    pub(super) fn carry_out(&self, start: &dyn Fn(Program)) -> Result<Build, Trouble> {
        let trials: Vec<&Trial> = self.subjects.iter().copied().flatten().collect();
        let is_alone =
            |package: &Package| files::are_applied(self.stage, &tree::alone(package, self.secret));
        let batches = match self.stage.to_str() {
            Some(_) => plan::batches(self.subjects, is_alone),
            // The manifest of a batch names this folder.
            None => vec![],
        };
        let in_batches = || batches.iter().flat_map(|batch| &batch.members);
        let alone: Vec<usize> =
            (0..trials.len()).filter(|at| in_batches().all(|member| member.at != *at)).collect();
        let mut build = self.build(&trials, &alone, &batches, start)?;

        // A batch that the compiler refuses, or says anything of, tells nothing of its members: they are compiled alone.
        let mut left = Vec::new();
        for batch in &batches {
            let members = batch.members.iter().map(|member| member.package.folder.as_str());
            if !build.share(&batch.folder(), members) {
                left.extend(batch.members.iter().map(|member| member.at));
            }
        }
        // Unless their own library is at fault, or a learner's tests do not compile with the first of several.
        let firsts = firsts(self.subjects);
        let is_refused = |at: usize| build.has_errors(&trials[at].package.folder);
        left.retain(|&at| !is_refused(at) && !is_refused(firsts[at]));
        if !left.is_empty() {
            let later = self.build(&trials, &left, &[], start)?;
            build.update(later);
        }
        self.forget(&batches);
        Ok(build)
    }

    /// One build of these trials: some of them alone, others in batches.
    fn build(
        &self,
        trials: &[&Trial],
        alone: &[usize],
        batches: &[Batch<'_>],
        start: &dyn Fn(Program),
    ) -> Result<Build, Trouble> {
        let packages: Vec<&Package> = alone.iter().map(|at| &trials[*at].package).collect();
        let stage = self.stage.to_string_lossy();
        let edits = tree::stage(&self.shop.root, &stage, &packages, batches, self.secret);
        files::apply(self.stage, &edits).map_err(|error| cannot_write(self.shop, &error))?;

        let suite = |at: usize, prefix: String| Suite {
            at,
            prefix,
            dir: self.stage.join(&trials[at].package.folder),
            wanted: trials[at].expected.clone(),
            limit: trials[at].limit,
        };
        let suites = |folder: &str, is_quiet: bool| -> Vec<Suite> {
            match batches.iter().find(|batch| batch.folder() == folder) {
                Some(batch) if is_quiet => {
                    let members = batch.members.iter().enumerate();
                    members.map(|(nth, member)| suite(member.at, tree::prefix(nth))).collect()
                }
                Some(_) => vec![],
                None => {
                    let at = alone.iter().find(|at| trials[**at].package.folder == folder);
                    at.map(|at| suite(*at, String::new())).into_iter().collect()
                }
            }
        };
        let listener = build::Listener {
            on_unit: &mut |name| (self.on_event)(Event::Compiled(name.to_owned())),
            on_program: &mut |folder, path, is_quiet| {
                start(Program { path: path.to_owned(), suites: suites(folder, is_quiet) });
            },
        };
        build::build(self.stage, &self.shop.folder.join("build"), self.pace, listener)
    }

    /// Removes what was made for batches that nobody has asked for in a while: each company has programs of its own.
    fn forget(&self, batches: &[Batch<'_>]) {
        let mut old = files::newest_first(&self.stage.join(BATCHES));
        old.retain(|name| batches.iter().all(|batch| batch.name != *name));
        let old = old.get(KEPT..).unwrap_or_default();
        let build = self.shop.folder.join("build/debug");
        let built = ["deps", "incremental", ".fingerprint"].map(|folder| build.join(folder));
        for folder in [self.stage.to_owned(), self.stage.join(BATCHES)].iter().chain(&built) {
            files::remove(folder, |file| {
                let file = file.replace('_', "-");
                old.iter().any(|name| file.starts_with(name))
            });
        }
    }
}

/// The place of the first trial of the same subject, for each trial.
fn firsts(subjects: &[&[Trial]]) -> Vec<usize> {
    let mut firsts = Vec::new();
    for trials in subjects {
        firsts.extend(iter::repeat_n(firsts.len(), trials.len()));
    }
    firsts
}
