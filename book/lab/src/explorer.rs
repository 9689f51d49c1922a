//! The figure of chapter 11 that answers to sliders. Without its script it is a figure like the
//! others, for one setting.

use std::fmt::Write as _;
use std::time::Duration;

use crate::metric::Metric;
use crate::point::Point;
use crate::results::Results;
use crate::simulation::Boundary;
use crate::span::Span;
use crate::table::{decimals, rounded};

/// In milliseconds.
const WINDOWS: [u64; 9] = [200, 1_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000];
const CALLS: [u32; 6] = [15, 30, 60, 120, 240, 480];
/// What is shown first, and without a script: 20 s and 60 calls.
const START: (usize, usize) = (4, 2);

/// What it shows.
pub const METRICS: [Metric; 5] =
    [Metric::Conflicts, Metric::FalseConflicts, Metric::GivenUp, Metric::Breaches, Metric::Rows];

fn caption(metric: Metric) -> &'static str {
    match metric {
        Metric::Conflicts => "Conflicts per 1,000 requests",
        Metric::FalseConflicts => "False conflicts per 1,000 requests",
        Metric::GivenUp => "Given up per 1,000 requests",
        Metric::Breaches => "Slots over the maximum per 1,000 bookings",
        Metric::Rows => "Rows read per booking",
        other => other.head(),
    }
}

fn point(calls: u32, window: u64, boundary: Boundary) -> Point {
    let practice = Point::practice(boundary, Duration::from_millis(window));
    Point { calls_per_hour: Some(calls), ..practice }
}

/// All points of the grid, the boundary changing fastest and the calls slowest.
pub fn points() -> Vec<Point> {
    let each = |calls| {
        WINDOWS.into_iter().flat_map(move |window| {
            Boundary::ALL.map(move |boundary| point(calls, window, boundary))
        })
    };
    CALLS.into_iter().flat_map(each).collect()
}

/// The means of a metric at each point.
fn means(results: &Results, metric: Metric) -> Vec<f64> {
    points().iter().map(|point| results.estimate(&point.setting(), metric).mean).collect()
}

/// A number of the data, as short as the script's figures allow. What is not 0 doesn't become 0.
fn json_number(mean: f64) -> String {
    let digits = if mean < 0.1 { 3 } else { decimals(mean) };
    if mean == 0.0 { "0".to_owned() } else { rounded(mean, digits) }
}

/// A figure as a reader sees it. The script has the same rule.
fn shown(mean: f64) -> String {
    if mean == 0.0 {
        return "0".to_owned();
    }
    let digits = decimals(mean);
    let text = rounded(mean, digits);
    match text.len().checked_sub(3).filter(|at| *at > 0 && digits == 0) {
        Some(at) => format!("{},{}", &text[..at], &text[at..]),
        None => text,
    }
}

/// The whole fragment. No line of it is empty, as that would end the HTML in a Markdown file.
pub fn html(results: &Results) -> String {
    let all: Vec<Vec<f64>> = METRICS.iter().map(|metric| means(results, *metric)).collect();
    let tops: Vec<f64> =
        all.iter().map(|means| means.iter().copied().fold(0.0, f64::max).max(1.0)).collect();
    let windows = WINDOWS.map(|window| Span(Duration::from_millis(window)).to_string());
    let mut tables = String::new();
    for ((metric, means), top) in METRICS.iter().zip(&all).zip(&tops) {
        let start = (START.1 * WINDOWS.len() + START.0) * Boundary::ALL.len();
        let _ = writeln!(tables, "<table><caption>{}</caption><tbody>", caption(*metric));
        for (boundary, mean) in Boundary::ALL.iter().zip(&means[start..]) {
            let _ = writeln!(
                tables,
                "<tr><th scope=\"row\">{boundary}</th><td><span class=\"lab-bar\"{} \
                 style=\"inline-size:{:.1}%\"></span><span class=\"lab-value\">{}</span></td></tr>",
                if *mean == 0.0 { " hidden" } else { "" },
                mean / top * 100.0,
                shown(*mean),
            );
        }
        tables.push_str("</tbody></table>\n");
    }
    let numbers = |means: &Vec<f64>| {
        means.iter().map(|mean| json_number(*mean)).collect::<Vec<_>>().join(",")
    };
    let data = format!(
        "{{\"windows\":[\"{}\"],\"calls\":[{}],\"tops\":[{}],\"values\":[[{}]]}}",
        windows.join("\",\""),
        CALLS.map(|calls| calls.to_string()).join(","),
        tops.iter().map(|top| json_number(*top)).collect::<Vec<_>>().join(","),
        all.iter().map(numbers).collect::<Vec<_>>().join("],["),
    );
    let page = include_str!("explorer/page.html")
        .replace("STYLE", &lines(include_str!("explorer/style.css")))
        .replace("TABLES", tables.trim_end())
        .replace("SCRIPT", &lines(include_str!("explorer/script.js")))
        .replace("LAST_WINDOW", &(WINDOWS.len() - 1).to_string())
        .replace("LAST_CALLS", &(CALLS.len() - 1).to_string())
        .replace("START_WINDOW", &START.0.to_string())
        .replace("START_CALLS", &START.1.to_string())
        .replace("WINDOW_NOW", &windows[START.0])
        .replace("CALLS_NOW", &CALLS[START.1].to_string())
        .replace("DATA", &data);
    lines(&page) + "\n"
}

/// Without the empty ones.
fn lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_tables_write_them() {
        for (mean, text) in [
            (0.0, "0"),
            (0.02, "0.0"),
            (2.0, "2.0"),
            (9.96, "10"),
            (486.4, "486"),
            (2660.0, "2,660"),
        ] {
            assert_eq!(shown(mean), text, "{mean}");
        }
    }

    #[test]
    fn the_data_keeps_what_is_not_nothing() {
        let found = [0.0, 0.05, 0.14, 2.0, 486.4].map(json_number);
        assert_eq!(found, ["0", "0.050", "0.1", "2.0", "486"]);
    }

    #[test]
    fn the_grid_has_each_boundary_at_each_setting() {
        let points = points();
        assert_eq!(points.len(), 9 * 6 * 5);
        let index = (START.1 * WINDOWS.len() + START.0) * Boundary::ALL.len();
        let start = points[index];
        assert_eq!((start.window, start.calls_per_hour), (crate::plan::WINDOW, Some(60)));
        assert_eq!(start.boundary, Boundary::Slot);
    }
}
