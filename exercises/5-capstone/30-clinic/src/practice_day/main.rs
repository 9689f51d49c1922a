//! Given: a day at a busy practice, as a program. `cargo run -p clinic -- SEED DESKS`

mod audit;
mod practice;

use std::fs;
use std::num::NonZeroU32;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime};

use audit::{Audit, BOOKED, IN_THE_END, TOLD};
use practice::{Files, POINTS, Plan, Random, requests, run};

/// So many requests a desk.
const EACH: usize = 40;

/// Runs the day and reports.
pub fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse::<u64>());
    let (seed, desks) = match (numbers.next(), numbers.next()) {
        (None, None) => (1, 8),
        (Some(Ok(seed)), None) => (seed, 8),
        (Some(Ok(seed)), Some(Ok(desks @ 1..=24))) => (seed, desks as usize),
        _ => {
            eprintln!("usage: cargo run -p clinic -- SEED DESKS, with 24 desks at most");
            return ExitCode::FAILURE;
        }
    };
    let directory = std::env::temp_dir().join(format!("practice-day-{}", std::process::id()));
    let reported = fs::create_dir_all(&directory)
        .map_err(Into::into)
        .and_then(|()| report(seed, desks, &Files::within(&directory)));
    // Nobody needs the files any more, and if they can't be removed that is no reason to fail.
    let _ = fs::remove_dir_all(&directory);
    match reported {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the day could not be run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every promise was kept.
fn report(seed: u64, desks: usize, files: &Files) -> Result<bool, Box<dyn std::error::Error>> {
    let plan = Plan {
        requests: requests(seed, desks, EACH),
        dies_every: Some(7),
        attempts: NonZeroU32::new(4).ok_or("at least one attempt")?,
        wait: pause,
    };
    let sent: usize = plan.requests.iter().map(Vec::len).sum();
    let seen = run(&plan, files)?;
    let audit = Audit::open(&files.clinic, &files.desk)?;
    let receipts = audit.count("SELECT count(*) FROM receipt")? as usize;
    let answered = seen.answers.iter().filter(|(_, answer)| answer.is_ok()).count();

    println!("Seed {seed}, {desks} desks, {sent} requests\n");
    let figures = [
        ("booked", audit.count("SELECT count(*) FROM receipt WHERE done = 'booked'")? as usize),
        ("cancelled", audit.count("SELECT count(*) FROM receipt WHERE done = 'cancelled'")? as usize),
        ("refused", seen.answers.len() - answered),
        ("repeats, answered with the first receipt", answered.saturating_sub(receipts)),
        ("conflicts", seen.retries + seen.gave_up),
        ("  and decided again", seen.retries),
        ("  and given up for a while", seen.gave_up),
        ("messages", audit.count("SELECT count(*) FROM outbox")? as usize),
        ("deliveries", seen.deliveries),
        (
            "patients over the maximum of a month",
            audit.count(
                "SELECT count(*) FROM (SELECT 1 FROM booking GROUP BY patient, substr(date, 1, 7) HAVING count(*) > 10)",
            )? as usize,
        ),
        ("tasks", audit.count("SELECT count(*) FROM task")? as usize),
        ("crashes", seen.crashes.iter().sum()),
    ];
    for (what, number) in figures {
        println!("{number:6}  {what}");
    }
    for ((who, step), crashes) in POINTS.iter().zip(seen.crashes) {
        println!("{crashes:6}    {who:?} at {step:?}");
    }

    println!();
    let mut kept = true;
    for promise in BOOKED.iter().chain(&TOLD).chain(&IN_THE_END) {
        let breaches = audit.breaches(promise)?;
        println!("{}  {}", if breaches.is_empty() { "kept  " } else { "BROKEN" }, promise.rule);
        breaches.iter().for_each(|breach| println!("          {breach}"));
        kept &= breaches.is_empty();
    }
    for trouble in practice::different_receipts(&seen).iter().chain(&seen.trouble) {
        println!("BROKEN  {trouble}");
        kept = false;
    }
    Ok(kept)
}

/// Up to 2 ms after the first attempt, 4 after the second, and so on.
fn pause(attempt: u32) {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let random = Random(u64::from(now.subsec_nanos())).next();
    let ceiling = 1_000_u64 << attempt.min(6);
    thread::sleep(Duration::from_micros(random % ceiling));
}
