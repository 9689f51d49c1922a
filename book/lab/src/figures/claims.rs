//! The three claims of chapter 11, each a chart.

use std::time::Duration;

use super::chart::{Axis, Chart, Line};
use crate::metric::Metric;
use crate::plan::WINDOW;
use crate::point::Point;
use crate::results::Results;
use crate::simulation::Boundary;
use crate::span::Span;
use crate::table::{decimals, rounded};

/// In milliseconds.
const WINDOWS: [u64; 9] = [200, 500, 1_000, 2_000, 5_000, 20_000, 60_000, 120_000, 300_000];
const DOCTORS: [u16; 6] = [1, 2, 3, 4, 6, 8];
/// In milliseconds.
const DELAYS: [u64; 8] = [200, 1_000, 5_000, 20_000, 60_000, 300_000, 1_200_000, 3_600_000];

/// How a boundary looks, in each of the charts.
fn look(boundary: Boundary) -> u8 {
    match boundary {
        Boundary::Slot => 1,
        Boundary::DoctorsDay => 2,
        Boundary::DoctorsMonth => 3,
        Boundary::PracticesMonth => 4,
        Boundary::DayAndQuota => 5,
    }
}

/// A line of these points.
fn line(
    boundary: Boundary,
    results: &Results,
    metric: Metric,
    points: impl IntoIterator<Item = (f64, Point)>,
) -> Line {
    let measured =
        points.into_iter().map(|(x, point)| (x, results.estimate(&point.setting(), metric)));
    Line {
        label: boundary.to_string(),
        colour: look(boundary),
        look: look(boundary),
        points: measured.collect(),
    }
}

fn ticks<const N: usize>(values: [f64; N]) -> Vec<(f64, String)> {
    values.map(|value| (value, with_commas(value))).to_vec()
}

fn time_ticks<const N: usize>(milliseconds: [u64; N]) -> Vec<(f64, String)> {
    let tick = |time| (time as f64, Span(Duration::from_millis(time)).to_string());
    milliseconds.map(tick).to_vec()
}

fn with_commas(value: f64) -> String {
    let text = value.to_string();
    if value < 1_000.0 {
        return text;
    }
    let (thousands, rest) = text.split_at(text.len() - 3);
    format!("{thousands},{rest}")
}

/// Each line's mean at an x, in words.
fn said(lines: &[Line], x: f64) -> String {
    let means = lines.iter().filter_map(|line| {
        let (_, found) = line.points.iter().find(|(value, _)| *value == x)?;
        let mean = match found.is_never() {
            true => "0".to_owned(),
            false => rounded(found.mean, decimals(found.mean)),
        };
        Some(format!("{} {mean}", line.label))
    });
    means.collect::<Vec<_>>().join(", ")
}

// ---- the window matters as much as the boundary ----

fn window_line(boundary: Boundary) -> [(f64, Point); 9] {
    WINDOWS.map(|time| (time as f64, Point::practice(boundary, Duration::from_millis(time))))
}

pub(super) fn window_points() -> Vec<Point> {
    Boundary::ALL.into_iter().flat_map(|boundary| window_line(boundary).map(|(_, p)| p)).collect()
}

pub(super) fn window(results: &Results) -> Chart {
    let lines: Vec<Line> = Boundary::ALL
        .into_iter()
        .map(|boundary| line(boundary, results, Metric::Conflicts, window_line(boundary)))
        .collect();
    Chart {
        name: "lab-window",
        title: "Conflicts against the window, for five boundaries".to_owned(),
        description: format!(
            "Both axes are logarithmic. For each boundary the conflicts per 1,000 requests rise \
             with the window, all the way from 200 milliseconds to 5 minutes. At 20 seconds they \
             are {}. At 5 minutes they are {}.",
            said(&lines, 20_000.0),
            said(&lines, 300_000.0),
        ),
        x: Axis {
            name: "window from load to save",
            is_logarithmic: true,
            ticks: time_ticks([200, 1_000, 5_000, 20_000, 60_000, 300_000]),
        },
        y: Axis {
            name: "conflicts per 1,000 requests",
            is_logarithmic: true,
            ticks: ticks([0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0]),
        },
        lines,
    }
}

// ---- wider is not safer across doctors ----

const ACROSS_DOCTORS: [Boundary; 4] =
    [Boundary::DoctorsDay, Boundary::DoctorsMonth, Boundary::PracticesMonth, Boundary::DayAndQuota];

fn doctors_line(boundary: Boundary) -> [(f64, Point); 6] {
    DOCTORS
        .map(|doctors| (f64::from(doctors), Point { doctors, ..Point::practice(boundary, WINDOW) }))
}

pub(super) fn doctors_points() -> Vec<Point> {
    ACROSS_DOCTORS
        .into_iter()
        .flat_map(|boundary| doctors_line(boundary).map(|(_, point)| point))
        .collect()
}

pub(super) fn doctors(results: &Results) -> Chart {
    let lines: Vec<Line> = ACROSS_DOCTORS
        .into_iter()
        .map(|boundary| line(boundary, results, Metric::Breaches, doctors_line(boundary)))
        .collect();
    Chart {
        name: "lab-doctors",
        title: "Breaches of the monthly rule against the number of doctors".to_owned(),
        description: format!(
            "Slots over the monthly maximum per 1,000 bookings, at a window of 20 seconds. A \
             doctor's month has none with one doctor, and comes close to a doctor's day with more \
             of them. With one doctor they are {}. With 8 doctors they are {}.",
            said(&lines, 1.0),
            said(&lines, 8.0),
        ),
        x: Axis {
            name: "doctors",
            is_logarithmic: true,
            ticks: ticks([1.0, 2.0, 3.0, 4.0, 6.0, 8.0]),
        },
        y: Axis {
            name: "slots over the maximum per 1,000 bookings",
            is_logarithmic: false,
            ticks: ticks([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
        },
        lines,
    }
}

// ---- a late count breaks the rule ----

/// Lines of a doctor's day: the window, and how it looks.
const LATE: [(u64, u8); 3] = [(200, 2), (20_000, 3), (120_000, 1)];

fn delay_line(boundary: Boundary, window: u64) -> [(f64, Point); 8] {
    DELAYS.map(|time| {
        let delay = Duration::from_millis(time);
        let window = Duration::from_millis(window);
        (time as f64, Point { delay, ..Point::practice(boundary, window) })
    })
}

pub(super) fn delay_points() -> Vec<Point> {
    let days = LATE.into_iter().map(|(window, _)| delay_line(Boundary::DoctorsDay, window));
    let quota = delay_line(Boundary::DayAndQuota, 20_000);
    days.chain([quota]).flat_map(|line| line.map(|(_, point)| point)).collect()
}

pub(super) fn delay(results: &Results) -> Chart {
    let breaches = |boundary, points| line(boundary, results, Metric::Breaches, points);
    let days = LATE.into_iter().map(|(window, look)| Line {
        label: format!("window {}", Span(Duration::from_millis(window))),
        look,
        ..breaches(Boundary::DoctorsDay, delay_line(Boundary::DoctorsDay, window))
    });
    let quota = Line {
        label: "day and quota".to_owned(),
        ..breaches(Boundary::DayAndQuota, delay_line(Boundary::DayAndQuota, 20_000))
    };
    let lines: Vec<Line> = days.chain([quota]).collect();
    Chart {
        name: "lab-delay",
        title: "Breaches of the monthly rule against the delay of the read model".to_owned(),
        description: format!(
            "Slots over the monthly maximum per 1,000 bookings. Three lines are for a doctor's \
             day, with three windows. They rise with the delay of the read model and, while it is \
             short, with the window. From a delay of 5 minutes on, the window makes no difference. \
             With a delay of 200 milliseconds they are {}. With 1 minute they are {}. With 1 hour \
             they are {}.",
            said(&lines, 200.0),
            said(&lines, 60_000.0),
            said(&lines, 3_600_000.0),
        ),
        x: Axis {
            name: "delay of the read model",
            is_logarithmic: true,
            ticks: time_ticks([200, 1_000, 5_000, 60_000, 300_000, 3_600_000]),
        },
        y: Axis {
            name: "slots over the maximum per 1,000 bookings",
            is_logarithmic: false,
            ticks: ticks([0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0]),
        },
        lines,
    }
}
