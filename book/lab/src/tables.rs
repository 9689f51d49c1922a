//! The tables of the lab: those of the fixed plan, and those of a plan of one's own.

use std::time::Duration;

use crate::metric::Metric;
use crate::plan::{Axes, Seeds, WINDOW};
use crate::point::Point;
use crate::results::Results;
use crate::simulation::Boundary;
use crate::span::Span;
use crate::table::{Row, Table, wrapped};

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// From a program that decides at once to a form that stays open.
const WINDOWS: [Duration; 5] =
    [Duration::from_millis(200), seconds(1), WINDOW, seconds(120), seconds(300)];

/// The tables of the fixed plan. Around the kata's practice, they vary one or two things at a time.
pub fn fixed() -> Vec<Table> {
    vec![
        conflicts_by_window(),
        conflicts_by_calls(),
        breaches_by_doctors(),
        breaches_by_window(),
        breaches_by_delay(),
        conflicts_lead_to(),
        requests_end(),
        bookings_cost(),
        half_booked(),
    ]
}

fn conflicts_by_window() -> Table {
    matrix(
        "1. The window matters as much as the boundary.",
        "Conflicts per 1,000 requests. Read a row from left to right, then a column from top to \
         bottom. A doctor's day that stays open for minutes has more conflicts than the month of \
         the whole practice that is saved within a second.",
        "window from load to save",
        Metric::Conflicts,
        WINDOWS.map(|window| (Span(window).to_string(), at(window))).to_vec(),
    )
}

fn conflicts_by_calls() -> Table {
    let columns = [15, 30, 60, 120, 240].map(|calls| {
        let point = Point { calls_per_hour: Some(calls), ..at(WINDOW) };
        (calls.to_string(), point)
    });
    matrix(
        "   So does a busy telephone.",
        "Conflicts per 1,000 requests, window 20 s. What counts is how many others come within \
         one window: twice the calls are like a window twice as long.",
        "calls per hour",
        Metric::Conflicts,
        columns.to_vec(),
    )
}

fn breaches_by_doctors() -> Table {
    let columns = [1, 2, 4, 8].map(|doctors| {
        let point = Point { doctors, ..at(WINDOW) };
        (doctors.to_string(), point)
    });
    matrix(
        "2. Wider is not safer if the rule crosses the boundary.",
        "Slots over the monthly maximum per 1,000 bookings, window 20 s. Look at the doctor's \
         month: it keeps the rule while there is one doctor. The practice grows with its doctors, \
         each of whom stays as busy as before.",
        "doctors",
        Metric::Breaches,
        columns.to_vec(),
    )
}

fn breaches_by_window() -> Table {
    matrix(
        "3. A late count breaks the rule.",
        "Slots over the monthly maximum per 1,000 bookings. The count is as old as the window is \
         long. Where so many requests are given up that few are booked, less can go wrong.",
        "window from load to save",
        Metric::Breaches,
        WINDOWS.map(|window| (Span(window).to_string(), at(window))).to_vec(),
    )
}

fn breaches_by_delay() -> Table {
    let columns = [seconds(0), seconds(2), seconds(20), seconds(60), seconds(3_600)].map(|delay| {
        let point = Point { delay, ..at(Duration::from_millis(200)) };
        (Span(delay).to_string(), point)
    });
    matrix(
        "   A late read model does the same.",
        "Slots over the monthly maximum per 1,000 bookings, window 200 ms. A short window is no \
         help where the read model is slow.",
        "delay of the read model",
        Metric::Breaches,
        columns.to_vec(),
    )
}

fn conflicts_lead_to() -> Table {
    let metrics = [Metric::FalseConflicts, Metric::Retries, Metric::GivenUp];
    by_window(
        "4. Most conflicts of a wide boundary are false.",
        "Per 1,000 requests. False conflicts prevented nothing: compare them with table 1. Each \
         conflict is followed by a retry or, at the third attempt, by giving up.",
        &metrics,
    )
}

fn requests_end() -> Table {
    let metrics = [Metric::Booked, Metric::NoneFree, Metric::SlotTaken, Metric::OverMaximum];
    by_window(
        "5. How requests end.",
        "Per 1,000 requests. What is missing from 1,000 was given up. Refused are: no free slot \
         with this doctor, slot taken by somebody faster, and over the monthly maximum.",
        &metrics,
    )
}

fn bookings_cost() -> Table {
    by_window(
        "6. What a booking costs.",
        "Visits to be cancelled per 1,000 bookings, rows read for a booking, and bookings made in \
         an hour. A boundary is paid for with every load, not only in conflicts.",
        &[Metric::Corrections, Metric::Rows, Metric::PerHour],
    )
}

fn half_booked() -> Table {
    let rows = [10, 25, 50].into_iter().flat_map(|doubles_per_100| {
        [WINDOW, seconds(300)].map(|window| {
            let point = Point { doubles_per_100, ..Point::practice(Boundary::Slot, window) };
            (vec![format!("{doubles_per_100} of 100"), Span(window).to_string()], point)
        })
    });
    rows_of(
        "7. A boundary can be too narrow.",
        "Double visits stored by half, per 1,000 requests, if each slot is an aggregate. Every \
         double visit goes through it. The 200 ms between its two saves are short enough that \
         hardly anybody looks. In other boundaries it never happens.",
        &["doubles", "window"],
        &[Metric::HalfStored, Metric::HalfSeen, Metric::HalfCompensated],
        rows.collect(),
    )
}

/// The tables of a plan of one's own.
pub fn own(axes: &Axes) -> Vec<Table> {
    let points = axes.points();
    let (labels, columns) = varied(axes);
    let heads: Vec<&str> = labels.iter().map(String::as_str).collect();
    let rows: Vec<(Vec<String>, Point)> =
        points.iter().map(|point| (columns(point), *point)).collect();
    let groups: [(&str, &str, &[Metric]); 5] = [
        (
            "Conflicts.",
            "Per 1,000 requests. False ones prevented nothing.",
            &[Metric::Conflicts, Metric::FalseConflicts, Metric::Retries, Metric::GivenUp],
        ),
        (
            "How requests end.",
            "Per 1,000 requests. What is missing from 1,000 was given up.",
            &[Metric::Booked, Metric::NoneFree, Metric::SlotTaken, Metric::OverMaximum],
        ),
        (
            "The monthly rule.",
            "Slots over the maximum, and visits to be cancelled for it, per 1,000 bookings.",
            &[Metric::Breaches, Metric::Corrections],
        ),
        (
            "What a booking costs.",
            "Rows read for a booking, and bookings made in an hour.",
            &[Metric::Rows, Metric::PerHour],
        ),
        (
            "Double visits stored by half.",
            "Per 1,000 requests. It happens only if each slot is an aggregate.",
            &[Metric::HalfStored, Metric::HalfSeen, Metric::HalfCompensated],
        ),
    ];
    let tables = groups
        .iter()
        .map(|(title, says, metrics)| rows_of(title, says, &heads, metrics, rows.clone()));
    tables.collect()
}

/// The heads of what varies, and how a point is named by it.
fn varied(axes: &Axes) -> (Vec<String>, impl Fn(&Point) -> Vec<String>) {
    type Name = fn(&Point) -> String;
    let all: [(bool, &str, Name); 6] = [
        (axes.doctors.len() > 1, "doctors", |point| point.doctors.to_string()),
        (axes.doubles_per_100.len() > 1, "doubles", |point| point.doubles_per_100.to_string()),
        (axes.calls_per_hour.len() > 1, "calls", |point| {
            point.setting().calls_per_hour.to_string()
        }),
        (axes.delays.len() > 1, "delay", |point| Span(point.delay).to_string()),
        (axes.windows.len() > 1, "window", |point| Span(point.window).to_string()),
        (true, "boundary", |point| point.boundary.to_string()),
    ];
    let (heads, names): (Vec<String>, Vec<Name>) = all
        .into_iter()
        .filter(|(varies, _, _)| *varies)
        .map(|(_, head, name)| (head.to_owned(), name))
        .unzip();
    (heads, move |point: &Point| names.iter().map(|name| name(point)).collect())
}

/// All of it: what was run, and the tables.
pub fn report(about: &str, tables: &[Table], seeds: Seeds, results: &Results) -> String {
    let runs: usize = results.cells.iter().map(|(_, outcomes)| outcomes.len()).sum();
    let seeds = match (seeds.first, seeds.count) {
        (first, 1) => format!("seed {first}"),
        (first, count) => format!("seeds {first} to {}", first.wrapping_add(count - 1)),
    };
    let plural =
        |count: usize, of: &str| format!("{count} {of}{}", if count == 1 { "" } else { "s" });
    let opening = format!(
        "{about} {}, {seeds}, {}. Each figure is a mean over the seeds ± half \
         of its 95 % confidence interval. A plain 0: it happened in no run.",
        plural(results.cells.len(), "setting"),
        plural(runs, "run"),
    );
    let mut parts = vec![wrapped(&opening).join("\n") + "\n"];
    parts.extend(tables.iter().map(|table| table.text(results)));
    parts.join("\n")
}

/// The kata's practice. The boundary is filled in row by row.
fn at(window: Duration) -> Point {
    Point::practice(Boundary::Slot, window)
}

/// One metric: a row for each boundary, and a column for each of these.
fn matrix(
    title: &str,
    says: &str,
    over: &str,
    metric: Metric,
    columns: Vec<(String, Point)>,
) -> Table {
    let (heads, points): (Vec<String>, Vec<Point>) = columns.into_iter().unzip();
    let rows = Boundary::ALL.into_iter().map(|boundary| Row {
        labels: vec![boundary.to_string()],
        cells: points
            .iter()
            .map(|point| (Point { boundary, ..*point }.setting(), metric))
            .collect(),
    });
    Table {
        title: title.to_owned(),
        says: says.to_owned(),
        over: Some(over.to_owned()),
        labels: vec![String::new()],
        heads,
        rows: rows.collect(),
    }
}

/// Some metrics: a row for each boundary at three of the windows.
fn by_window(title: &str, says: &str, metrics: &[Metric]) -> Table {
    let rows = [seconds(1), WINDOW, seconds(120)].into_iter().flat_map(|window| {
        Boundary::ALL.map(|boundary| {
            let labels = vec![Span(window).to_string(), boundary.to_string()];
            (labels, Point::practice(boundary, window))
        })
    });
    rows_of(title, says, &["window", "boundary"], metrics, rows.collect())
}

/// Some metrics, a column each, with these rows.
fn rows_of(
    title: &str,
    says: &str,
    labels: &[&str],
    metrics: &[Metric],
    rows: Vec<(Vec<String>, Point)>,
) -> Table {
    Table {
        title: title.to_owned(),
        says: says.to_owned(),
        over: None,
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        heads: metrics.iter().map(|metric| metric.head().to_owned()).collect(),
        rows: rows
            .into_iter()
            .map(|(labels, point)| Row {
                labels,
                cells: metrics.iter().map(|metric| (point.setting(), *metric)).collect(),
            })
            .collect(),
    }
}
