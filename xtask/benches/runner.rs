//! How fast the runner is, against cargo alone, on a workspace of thirty katas.
//!
//! `cargo bench -p xtask` makes the workspace, measures whole processes, and prints the table of the book's page for
//! authors. Each figure is a ratio of two things measured in turn within one run, so a slow machine does not matter.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How many katas the workspace has.
const KATAS: usize = 30;

/// How often the whole workspace is measured, and how often one kata.
const ROUNDS: usize = 3;
const SMALL_ROUNDS: usize = 9;

fn main() {
    let bench = Bench::new();
    let mut table = Table::default();
    bench.clean_build(&mut table);
    bench.everything_changed(&mut table);
    bench.one_changed(&mut table);
    bench.nothing_changed(&mut table);
    bench.size(&mut table);
    println!("{}", table.0);
}

/// The figures, as a table in Markdown.
#[derive(Default)]
struct Table(String);

impl Table {
    fn row(&mut self, what: &str, figure: &str, bar: &str) {
        if self.0.is_empty() {
            self.0 = "| what | measured | bar |\n|---|---|---|\n".to_owned();
        }
        self.0 += &format!("| {what} | {figure} | {bar} |\n");
    }
}

struct Bench {
    root: PathBuf,
}

impl Bench {
    /// A workspace with the runner and thirty solved katas, each a copy of one real kata under another name.
    fn new() -> Self {
        let real =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the runner is in the workbook");
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
        let _ = fs::remove_dir_all(&root);
        for folder in [".cargo", "xtask"] {
            copy(&real.join(folder), &root.join(folder));
        }
        let manifest = fs::read_to_string(real.join("Cargo.toml")).expect("there is a manifest");
        let members = |line: &str| match line.split_once('=').map(|(key, _)| key.trim()) {
            Some("members") => {
                "members = [\"xtask\", \"exercises/*/*\", \"solutions/*/*\"]".to_owned()
            }
            Some("default-members") => "default-members = [\"xtask\"]".to_owned(),
            Some(_) | None => line.to_owned(),
        };
        let manifest: Vec<String> = manifest.lines().map(members).collect();
        put(&root.join("Cargo.toml"), &manifest.join("\n"));
        fs::copy(real.join("Cargo.lock"), root.join("Cargo.lock")).expect("there is a lock file");
        let kata = "2-failures/16-retire-rule";
        for number in 1..=KATAS {
            let slug = slug(number);
            let folder = format!("2-failures/{number:02}-{slug}");
            let (exercise, solution) =
                (root.join("exercises").join(&folder), root.join("solutions").join(&folder));
            copy(&real.join("exercises").join(kata), &exercise);
            copy(&real.join("solutions").join(kata), &solution);
            for variants in ["right", "wrong"] {
                fs::remove_dir_all(solution.join(variants)).expect("the kata has variants");
            }
            for file in ["Cargo.toml", "tests/kata.rs", "src/rule.rs"] {
                for folder in [&exercise, &solution] {
                    edit(&folder.join(file), |text| {
                        text.replace("retire-rule", &slug)
                            .replace("retire_rule", &slug.replace('-', "_"))
                            .replace("16-", &format!("{number:02}-"))
                            .replace("needs = [\"question-mark-midway\"]", "needs = []")
                    });
                }
            }
        }
        let bench = Self { root };
        bench.run("cargo", &["build", "--profile", "runner", "--package", "xtask"]);
        bench.run(&bench.runner(), &["lock"]);
        for number in 1..=KATAS {
            let folder = format!("2-failures/{number:02}-{}/src/lib.rs", slug(number));
            fs::copy(
                bench.root.join("solutions").join(&folder),
                bench.root.join("exercises").join(&folder),
            )
            .expect("the solution is there");
        }
        bench
    }

    fn runner(&self) -> String {
        self.root.join("target/runner/xtask").display().to_string()
    }

    fn run(&self, program: &str, words: &[&str]) -> (Duration, Output) {
        let start = Instant::now();
        let output = self.command(program).args(words).output().expect("the program is there");
        let took = start.elapsed();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success(),
            "{program} {words:?} succeeds:\n{said}\n{}",
            String::from_utf8_lossy(&output.stdout)
        );
        (took, output)
    }

    #[expect(clippy::disallowed_methods, reason = "the runner's door is for the runner")]
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).stdin(Stdio::null());
        // What cargo sets for a benchmark is not what a reader's shell has.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("CARGO_") && name != "CARGO_HOME" || name == "RUST_BACKTRACE" {
                command.env_remove(name);
            }
        }
        command
    }

    /// Makes a source file look edited: its content is another than ever before.
    fn touch(&self, number: usize, mark: usize) {
        let file = format!("exercises/2-failures/{number:02}-{}/src/lib.rs", slug(number));
        edit(&self.root.join(file), |text| {
            let text = text.split("\n// edit ").next().unwrap_or_default().trim_end();
            format!("{text}\n// edit {mark}\n")
        });
    }

    fn touch_all(&self, mark: usize) {
        (1..=KATAS).for_each(|number| self.touch(number, mark));
    }

    fn everything_changed(&self, table: &mut Table) {
        let names: Vec<String> = (1..=KATAS).map(slug).collect();
        let packages: Vec<&str> = names.iter().flat_map(|name| ["--package", name]).collect();
        let build: Vec<&str> =
            [&["build", "--tests", "--keep-going"], packages.as_slice()].concat();
        // Once, so that every dependency is built for each of the three.
        self.run("cargo", &build);
        self.run("cargo", &["xtask", "check"]);
        let (mut ours, mut one_by_one, mut plain) = (vec![], vec![], vec![]);
        for round in 0..ROUNDS {
            self.touch_all(3 * round);
            ours.push(self.run("cargo", &["xtask", "check"]).0);
            self.touch_all(3 * round + 1);
            one_by_one
                .push(names.iter().map(|name| self.run("cargo", &["test", "-p", name]).0).sum());
            self.touch_all(3 * round + 2);
            plain.push(self.run("cargo", &build).0);
        }
        let ours = median(ours);
        ratio(
            table,
            "all changed: `cargo xtask check` / `cargo test -p …` kata by kata",
            ours,
            median(one_by_one),
            "≤ 0.45",
        );
        ratio(
            table,
            "all changed: `cargo xtask check` / `cargo build --tests --keep-going`",
            ours,
            median(plain),
            "≤ 1.25",
        );
    }

    fn one_changed(&self, table: &mut Table) {
        let slug = slug(7);
        let (mut through_cargo, mut direct, mut cargo) = (vec![], vec![], vec![]);
        let test = ["test", "-p", &slug, "--test", "kata"];
        self.run("cargo", &test);
        for round in 0..SMALL_ROUNDS {
            self.touch(7, 1000 + 3 * round);
            through_cargo.push(self.run("cargo", &["xtask", "check", &slug]).0);
            self.touch(7, 1001 + 3 * round);
            direct.push(self.run(&self.runner(), &["check", &slug]).0);
            self.touch(7, 1002 + 3 * round);
            cargo.push(self.run("cargo", &test).0);
        }
        let cargo = median(cargo);
        ratio(
            table,
            "one changed: `cargo xtask check SLUG` / `cargo test -p SLUG --test kata`",
            median(through_cargo),
            cargo,
            "≤ 1.35",
        );
        ratio(
            table,
            "one changed: the runner's binary called directly / the same",
            median(direct),
            cargo,
            "≤ 1.15",
        );
        let watched = median(self.watched(&slug));
        let more = watched.as_secs_f64() - cargo.as_secs_f64();
        let (watched, cargo) = (watched.as_secs_f64(), cargo.as_secs_f64());
        let figure = format!("{watched:.2} s − {cargo:.2} s = {more:.2} s");
        let what =
            "one save: verdict of `cargo xtask watch SLUG` − `cargo test -p SLUG --test kata`";
        table.row(what, &figure, "≤ 0.3 s");
    }

    /// From a save of kata 7 to the verdict that `watch` prints of it.
    fn watched(&self, slug: &str) -> Vec<Duration> {
        let mut command = self.command(&self.runner());
        command.args(["watch", slug]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut watch = command.spawn().expect("the runner was built");
        let stdout = BufReader::new(watch.stdout.take().expect("it is a pipe"));
        let mut verdicts =
            stdout.lines().map_while(Result::ok).filter(|line| line.contains("passed:"));
        verdicts.next().expect("the kata is solved");
        let rounds = 0..SMALL_ROUNDS;
        let took = rounds.map(|round| {
            self.touch(7, 2000 + round);
            let start = Instant::now();
            verdicts.next().expect("the kata is solved");
            start.elapsed()
        });
        let took = took.collect();
        watch.kill().expect("it goes on until somebody stops it");
        let _ = watch.wait();
        took
    }

    fn nothing_changed(&self, table: &mut Table) {
        self.run("cargo", &["xtask", "check"]);
        let (mut ours, mut metadata) = (vec![], vec![]);
        for _ in 0..SMALL_ROUNDS {
            ours.push(self.run("cargo", &["xtask", "check"]).0);
            metadata.push(self.run("cargo", &["metadata", "--format-version=1"]).0);
        }
        let (ours, metadata) = (median(ours), median(metadata));
        let more = ours.as_secs_f64() - metadata.as_secs_f64();
        let figure =
            format!("{:.2} s − {:.2} s = {more:.2} s", ours.as_secs_f64(), metadata.as_secs_f64());
        table.row("nothing changed: `cargo xtask check` − `cargo metadata`", &figure, "≤ 0.15 s");

        // With a cargo that can do nothing, a remembered verdict still stands.
        let output = self.command(&self.runner()).arg("check").env("CARGO", "/bin/false").output();
        let none = output.is_ok_and(|output| output.status.success());
        table.row("nothing changed: builds started", if none { "0" } else { "some" }, "0");
    }

    fn clean_build(&self, table: &mut Table) {
        let target = self.root.join("target-clean");
        let _ = fs::remove_dir_all(&target);
        let target_dir = target.display().to_string();
        let before = children_cpu();
        let (took, _) = self.run(
            "cargo",
            &["build", "--profile", "runner", "--package", "xtask", "--target-dir", &target_dir],
        );
        let cpu = children_cpu() - before;
        table.row(
            "clean build of the runner, CPU time",
            &format!("{cpu:.1} s ({:.1} s of wall time)", took.as_secs_f64()),
            "≤ 20 s",
        );
        fs::remove_dir_all(&target).expect("it was made just now");
    }

    fn size(&self, table: &mut Table) {
        let target = self.root.join("target");
        fs::remove_dir_all(&target).expect("it was made just now");
        let (took, _) = self.run("cargo", &["xtask", "check", "--solutions"]);
        let figure =
            format!("{} MB ({:.1} s of wall time)", bytes(&target) / 1_000_000, took.as_secs_f64());
        table.row(
            &format!("`target/` after `cargo xtask check --solutions` from scratch, {KATAS} katas"),
            &figure,
            "",
        );
    }
}

fn slug(number: usize) -> String {
    format!("retire-rule-{number:02}")
}

fn ratio(table: &mut Table, what: &str, ours: Duration, theirs: Duration, bar: &str) {
    let (ours, theirs) = (ours.as_secs_f64(), theirs.as_secs_f64());
    table.row(what, &format!("{:.2} ({ours:.2} s / {theirs:.2} s)", ours / theirs), bar);
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}

/// Seconds of CPU time of all children that have ended. Linux counts them in hundredths of a second.
fn children_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name, in parentheses, may contain anything; after it the fields are numbered from 3.
    let after = stat.rsplit(')').next().unwrap_or_default();
    let field =
        |n: usize| after.split_whitespace().nth(n - 3).and_then(|ticks| ticks.parse::<f64>().ok());
    (field(16).unwrap_or(f64::NAN) + field(17).unwrap_or(f64::NAN)) / 100.0
}

fn bytes(path: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(path) else {
        return fs::metadata(path).map_or(0, |data| data.len());
    };
    entries.flatten().map(|entry| bytes(&entry.path())).sum()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder can be written to");
    for entry in fs::read_dir(from).expect("the workbook can be read").flatten() {
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).expect("as above")),
        }
    }
}

fn edit(file: &Path, change: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(file).expect("the file is there");
    put(file, &change(&text));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark's own files")]
fn put(file: &Path, text: &str) {
    fs::write(file, text).expect("the file can be written");
}
