//! `cargo xtask lab`: simulates, and prints or writes what came out.

use std::io::{IsTerminal, Write as _};
use std::path::Path;
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lab::cli::{self, Csv, Order};
use lab::metric::Metric;
use lab::plan::{Axes, Plan, Seeds};
use lab::results::Results;
use lab::table::Table;
use lab::{csv, figures, files, run, tables};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let order = cli::parse(words.iter().map(String::as_str)).unwrap_or_else(|error| error.exit());
    let done = match order {
        Order::Measure { own, seeds, csv } => measure(own.as_ref(), seeds, csv.as_ref()),
        Order::Figures(folder) => draw(&folder),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

fn measure(own: Option<&Axes>, seeds: Seeds, csv: Option<&Csv>) -> Result<(), String> {
    let (about, tables) = match own {
        None => ("The boundary lab, around the practice of kata 27.", tables::fixed()),
        Some(axes) => ("The boundary lab, with a plan of your own.", tables::own(axes)),
    };
    let plan = Plan::new(tables.iter().flat_map(Table::settings), seeds);
    let results = with_bar(&plan);
    match csv {
        Some(Csv::Output) => return print(&csv::csv(&results, &Metric::ALL)),
        Some(Csv::File(path)) => write(path, &csv::csv(&results, &Metric::ALL))?,
        None => {}
    }
    print(&tables::report(about, &tables, seeds, &results))
}

fn draw(folder: &Path) -> Result<(), String> {
    for figure in figures::all() {
        let results = with_bar(&figure.plan());
        for (name, content) in figure.files(&results)? {
            let path = folder.join(name);
            write(&path, &content)?;
            print(&format!("{}\n", path.display()))?;
        }
    }
    Ok(())
}

/// Runs the plan, with a bar on a terminal and nothing without one.
fn with_bar(plan: &Plan) -> Results {
    let bar = if std::io::stderr().is_terminal() {
        let target = ProgressDrawTarget::stderr_with_hz(20);
        let bar = ProgressBar::with_draw_target(u64::try_from(plan.runs()).ok(), target);
        match ProgressStyle::with_template("{bar:30} {pos}/{len} runs, {eta} left") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    } else {
        ProgressBar::hidden()
    };
    let results = run::run(plan, run::all_cores(), &|| bar.inc(1));
    bar.finish_and_clear();
    results
}

fn write(path: &Path, content: &str) -> Result<(), String> {
    files::write(path, content).map_err(|error| {
        format!("{} can't be written: {error}; name another place", path.display())
    })
}

/// A reader who has seen enough closes the pipe, which is no error.
fn print(text: &str) -> Result<(), String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("standard output can't be written to: {error}"))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
