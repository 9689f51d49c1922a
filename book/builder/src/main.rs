//! `book`: builds, serves and checks the book, and is its preprocessor for mdbook's own program.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use book::{check, preprocess, render, serve};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

fn main() -> ExitCode {
    let matches = command().get_matches();
    match run(&matches) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

fn command() -> Command {
    Command::new("book")
        .about("The book of Kept Promises")
        .after_help(
            "Exit codes: 0 all is well, 1 `test` found problems, 2 the work could not be done.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(
            Command::new("build").about("Build the book").arg(
                Arg::new("dest")
                    .long("dest")
                    .value_name("DIR")
                    .value_parser(value_parser!(PathBuf))
                    .help("Where to [default: book/book]"),
            ),
        )
        .subcommand(
            Command::new("serve")
                .about("Build the book, show it in a browser, and build it again on every save")
                .arg(
                    Arg::new("port")
                        .long("port")
                        .value_name("N")
                        .value_parser(value_parser!(u16))
                        .default_value("3000")
                        .help("The first port to try"),
                )
                .arg(
                    Arg::new("no-open")
                        .long("no-open")
                        .action(ArgAction::SetTrue)
                        .help("Open no browser"),
                ),
        )
        .subcommand(Command::new("test").about("Check every page: code, commands, links, katas"))
        .subcommand(
            Command::new("preprocess")
                .about("Be a preprocessor for mdbook")
                .subcommand(Command::new("supports").arg(Arg::new("RENDERER").required(true))),
        )
}

fn run(matches: &ArgMatches) -> Result<ExitCode, String> {
    match matches.subcommand() {
        Some(("build", matches)) => {
            let root = root()?;
            let dest = match matches.get_one::<PathBuf>("dest") {
                Some(dest) => std::path::absolute(dest)
                    .map_err(|error| format!("{}: {error}", dest.display()))?,
                None => root.join("book/book"),
            };
            render::build(&root, &dest)?;
            println!("{}", dest.join("index.html").display());
            Ok(ExitCode::SUCCESS)
        }
        Some(("serve", matches)) => {
            let port = matches.get_one::<u16>("port").copied().unwrap_or(3000);
            serve::run(&root()?, port, !matches.get_flag("no-open"), &|line| {
                println!("{line}");
            })?;
            Ok(ExitCode::SUCCESS)
        }
        Some(("test", _)) => {
            let report = check::run(&root()?)?;
            println!("{report}");
            Ok(ExitCode::from(u8::from(!report.problems.is_empty())))
        }
        Some(("preprocess", matches)) => {
            // Everything that the directives make is Markdown and HTML, which suits every renderer.
            if matches.subcommand().is_none() {
                preprocess::external(std::io::stdin().lock(), std::io::stdout().lock())?;
            }
            Ok(ExitCode::SUCCESS)
        }
        _ => Err("no such command; `book --help` lists them".to_owned()),
    }
}

/// The workbook around the current folder, or else the one that this program was built from.
fn root() -> Result<PathBuf, String> {
    let here =
        std::env::current_dir().map_err(|error| format!("there is no current folder: {error}"))?;
    xtask::files::find_root(&here)
        .or_else(|| xtask::files::find_root(Path::new(env!("CARGO_MANIFEST_DIR"))))
        .ok_or_else(|| {
            format!("{} is not inside the workbook; go to its folder and try again", here.display())
        })
}
