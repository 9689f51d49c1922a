//! Words → what to do. Reads no files.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command, value_parser};

use crate::plan::{Axes, MOST_RUNS, Seeds};
use crate::simulation::Boundary;
use crate::span;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Tables and CSV.
    Measure {
        /// A plan of one's own. Otherwise it is the fixed one.
        own: Option<Axes>,
        /// The seeds.
        seeds: Seeds,
        /// Where to write the CSV.
        csv: Option<Csv>,
    },
    /// The book's figures, below this folder.
    Figures(PathBuf),
}

/// Where CSV goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Csv {
    /// To standard output, in place of the tables.
    Output,
    /// To a file, beside the tables.
    File(PathBuf),
}

/// The options that make a plan of one's own.
const AXES: [&str; 6] = ["boundary", "window", "delay", "calls-per-hour", "doubles", "doctors"];

/// The command line as clap describes it.
pub fn command() -> Command {
    let boundaries = PossibleValuesParser::new(Boundary::ALL.map(word));
    Command::new("cargo xtask lab")
        .bin_name("cargo xtask lab")
        .about("Measure what the size of an aggregate does to the practice of kata 27")
        .after_help(
            "\
Without options a fixed plan is run. With any of the first six, which take one
value or a list as in --window 1s,20s, every combination of their values is, and
what is not given is as in the kata.

CSV columns: boundary, window_ms, delay_ms, calls_per_hour, doubles_per_100,
doctors, metric, mean, half_width, n. The 95 % confidence interval is mean ±
half_width, by the t distribution over n runs, each with its own seed.

Exit codes: 0 all is done, 2 it could not be done.",
        )
        .arg(list("boundary", "NAME").value_parser(boundaries).help("What is saved as one"))
        .arg(
            list("window", "TIME")
                .value_parser(span::parse)
                .help("From load to save, such as 200ms, 2s or 5min [default: 20s]"),
        )
        .arg(
            list("delay", "TIME")
                .value_parser(span::parse)
                .help("How late the read model is [default: 2s]"),
        )
        .arg(
            list("calls-per-hour", "N")
                .value_parser(value_parser!(u32).range(1..=3_600))
                .help("How many patients call [default: 15 for each doctor]"),
        )
        .arg(
            list("doubles", "N")
                .value_parser(value_parser!(u32).range(0..=100))
                .help("Of 100 requests, how many are for a double visit [default: 25]"),
        )
        .arg(
            list("doctors", "N")
                .value_parser(value_parser!(u16).range(1..=32))
                .help("How many doctors; patients and requests grow with them [default: 4]"),
        )
        .arg(
            Arg::new("seeds")
                .long("seeds")
                .value_name("N")
                .allow_negative_numbers(true)
                .value_parser(value_parser!(u64).range(1..=10_000))
                .help("How many runs each setting has, each with its own seed [default: 30]"),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .allow_negative_numbers(true)
                .value_parser(value_parser!(u64))
                .help("The first seed [default: 1]"),
        )
        .arg(
            Arg::new("csv")
                .long("csv")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write all figures as CSV, or - for standard output in place of the tables"),
        )
        .arg(
            Arg::new("figures")
                .long("figures")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .conflicts_with_all(AXES)
                .conflicts_with_all(["seeds", "seed", "csv"])
                .help("Write the figures of chapter 11 and their data, and nothing else"),
        )
}

fn list(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .value_delimiter(',')
        .num_args(1)
        .allow_negative_numbers(true)
}

/// How a boundary is written on the command line: `doctors-day`.
pub fn word(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Slot => "slot",
        Boundary::DoctorsDay => "doctors-day",
        Boundary::DoctorsMonth => "doctors-month",
        Boundary::PracticesMonth => "practices-month",
        Boundary::DayAndQuota => "day-and-quota",
    }
}

/// Reads the words after `cargo xtask lab`.
///
/// # Errors
///
/// What clap has to say, which is also how it prints its help, and a plan that has too many runs.
pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Order, clap::Error> {
    let words = ["cargo xtask lab"].into_iter().chain(words);
    let matches = command().try_get_matches_from(words)?;
    if let Some(folder) = matches.get_one::<PathBuf>("figures") {
        return Ok(Order::Figures(folder.clone()));
    }
    let default = Seeds::default();
    let seeds = Seeds {
        first: matches.get_one("seed").copied().unwrap_or(default.first),
        count: matches.get_one("seeds").copied().unwrap_or(default.count),
    };
    let is_own = AXES.iter().any(|name| matches.contains_id(name));
    let own = is_own.then(|| axes(&matches));
    if let Some(axes) = &own {
        let count = usize::try_from(seeds.count).unwrap_or(usize::MAX);
        let runs = axes.combinations().saturating_mul(count);
        if runs > MOST_RUNS {
            let why = format!(
                "{runs} runs are too many; name fewer values or write a smaller --seeds, until \
                 there are {MOST_RUNS} or fewer"
            );
            return Err(command().error(ErrorKind::TooManyValues, why));
        }
    }
    let csv = matches.get_one::<PathBuf>("csv").map(|path| match path.to_str() {
        Some("-") => Csv::Output,
        _ => Csv::File(path.clone()),
    });
    Ok(Order::Measure { own, seeds, csv })
}

fn axes(matches: &ArgMatches) -> Axes {
    let default = Axes::default();
    let boundaries: Vec<String> = values(matches, "boundary", Vec::new());
    let boundaries: Vec<Boundary> = Boundary::ALL
        .into_iter()
        .filter(|boundary| boundaries.iter().any(|named| named == word(*boundary)))
        .collect();
    let calls: Vec<u32> = values(matches, "calls-per-hour", Vec::new());
    let calls: Vec<Option<u32>> = calls.into_iter().map(Some).collect();
    Axes {
        boundaries: if boundaries.is_empty() { default.boundaries } else { boundaries },
        windows: values::<Duration>(matches, "window", default.windows),
        delays: values::<Duration>(matches, "delay", default.delays),
        calls_per_hour: if calls.is_empty() { default.calls_per_hour } else { calls },
        doubles_per_100: values(matches, "doubles", default.doubles_per_100),
        doctors: values(matches, "doctors", default.doctors),
    }
}

/// The values of an option, none of them twice.
fn values<T>(matches: &ArgMatches, name: &str, default: Vec<T>) -> Vec<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let Some(all) = matches.get_many::<T>(name) else { return default };
    let mut different: Vec<T> = Vec::new();
    for value in all {
        if !different.contains(value) {
            different.push(value.clone());
        }
    }
    different
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(words: &str) -> Result<Order, clap::Error> {
        parse(words.split_whitespace())
    }

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn no_words_are_the_fixed_plan() {
        let fixed = Order::Measure { own: None, seeds: Seeds { first: 1, count: 30 }, csv: None };
        assert_eq!(order("").ok(), Some(fixed));
    }

    #[test]
    fn seeds_and_csv_leave_the_plan_as_it_is() {
        let seeds = Seeds { first: 27, count: 3 };
        let to = |csv| Some(Order::Measure { own: None, seeds, csv: Some(csv) });
        assert_eq!(order("--seeds 3 --seed 27 --csv -").ok(), to(Csv::Output));
        let file = Csv::File(PathBuf::from("a.csv"));
        assert_eq!(order("--csv a.csv --seed 27 --seeds 3").ok(), to(file));
    }

    #[test]
    fn lists_make_a_plan_of_ones_own() {
        let words = "--boundary day-and-quota,slot --window 1s,2min,1s --delay 0 \
                     --calls-per-hour 30 --doubles 0,100 --doctors 2";
        let axes = Axes {
            boundaries: vec![Boundary::Slot, Boundary::DayAndQuota],
            windows: vec![Duration::from_secs(1), Duration::from_secs(120)],
            delays: vec![Duration::ZERO],
            calls_per_hour: vec![Some(30)],
            doubles_per_100: vec![0, 100],
            doctors: vec![2],
        };
        let own = Order::Measure { own: Some(axes), seeds: Seeds::default(), csv: None };
        assert_eq!(order(words).ok(), Some(own));
    }

    #[test]
    fn what_is_not_given_is_as_in_the_kata() {
        let Ok(Order::Measure { own: Some(axes), .. }) = order("--doctors 1") else {
            panic!("a plan of one's own");
        };
        assert_eq!(axes, Axes { doctors: vec![1], ..Axes::default() });
    }

    #[test]
    fn figures_go_to_a_folder_and_have_no_options() {
        assert_eq!(order("--figures x").ok(), Some(Order::Figures(PathBuf::from("x"))));
        for option in ["--seed 1", "--seeds 2", "--csv -", "--window 1s", "--boundary slot"] {
            let why = order(&format!("--figures x {option}")).expect_err(option).to_string();
            assert!(why.contains("cannot be used with"), "{option}: {why}");
        }
    }

    #[test]
    fn bad_input_is_refused_with_what_to_do() {
        for (words, tip) in [
            ("--window 5m", "200ms, 2s, 5min"),
            ("--window 1s,,2s", "200ms, 2s, 5min"),
            ("--delay 48h", "24h or less"),
            ("--boundary doctor-day", "doctors-day"),
            ("--boundary week", "slot, doctors-day, doctors-month"),
            ("--calls-per-hour 0", "1..=3600"),
            ("--doubles 101", "0..=100"),
            ("--doctors 0", "1..=32"),
            ("--doctors many", "invalid digit"),
            ("--seeds 0", "1..=10000"),
            ("--seed -1", "invalid value '-1' for '--seed <N>'"),
            ("--sedes 3", "--seed"),
            ("--window 1s,2s,3s --seeds 10000", "a smaller --seeds"),
            ("plan", "unexpected argument 'plan'"),
        ] {
            let error = order(words).expect_err(words);
            let why = error.to_string();
            assert!(why.contains(tip), "{words:?} gives {why:?}");
            assert_eq!(error.exit_code(), 2, "{words:?}");
        }
    }
}
