//! Given: measures the five boundaries, with both windows and a seed of yours.

use std::process::ExitCode;

use how_big_is_a_month::{Boundary, Figure, Measured, Setting, Window, simulate};

fn main() -> ExitCode {
    let seed = std::env::args().nth(1).and_then(|seed| seed.parse().ok());
    let Some(seed) = seed else {
        eprintln!("Say a seed, in digits only: cargo run -q -p how-big-is-a-month -- 2026");
        return ExitCode::FAILURE;
    };
    print(seed);
    ExitCode::SUCCESS
}

fn print(seed: u64) {
    println!("seed {seed}");
    for window in Window::ALL {
        println!("\nwindow: {window}");
        let names = Figure::ALL.map(|figure| format!("  {figure}")).concat();
        println!("{:<16}  booked{names}", "");
        for boundary in Boundary::ALL {
            let outcome = simulate(&Setting::practice(boundary, window.duration()), seed);
            let measured = Measured::of(&outcome);
            let figures = Figure::ALL.map(|figure| {
                let width = figure.to_string().len() + 2;
                format!("{:>width$}", measured.get(figure))
            });
            println!("{boundary:<16}  {:>6}{}", outcome.bookings, figures.concat());
        }
    }
    println!(
        "\nbooked: of 2000 requests. conflicts, false_conflicts, given_up: per 1000 requests.\nbreaches: slots beyond ten, per 1000 bookings. rows, saves: per booking."
    );
}
