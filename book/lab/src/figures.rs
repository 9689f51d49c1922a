//! The figures of chapter 11: what each of them measures, and its files.

mod chart;
mod claims;
mod draw;
mod style;

use crate::csv::csv;
use crate::explorer;
use crate::metric::Metric;
use crate::plan::{Plan, Seeds};
use crate::results::Results;
use crate::simulation::Setting;

/// A figure, before anything has been measured.
#[derive(Debug)]
pub struct Figure {
    /// What its files are called.
    pub name: &'static str,
    /// What kind of file the figure itself is.
    pub kind: &'static str,
    settings: Vec<Setting>,
    seeds: Seeds,
    metrics: &'static [Metric],
    content: fn(&Results) -> Result<String, String>,
}

impl Figure {
    /// What has to be simulated for it.
    pub fn plan(&self) -> Plan {
        Plan::new(self.settings.iter().cloned(), self.seeds)
    }

    /// Its files, with their names: the data, and the figure itself.
    ///
    /// # Errors
    ///
    /// When the plotting library refuses to draw.
    pub fn files(&self, results: &Results) -> Result<[(String, String); 2], String> {
        let figure = (self.content)(results)?;
        Ok([
            (format!("{}.csv", self.name), csv(results, self.metrics)),
            (format!("{}.{}", self.name, self.kind), figure),
        ])
    }
}

/// All figures of the book.
pub fn all() -> [Figure; 4] {
    let svg = |name, points: Vec<crate::point::Point>, count, metrics, content| Figure {
        name,
        kind: "svg",
        settings: points.iter().map(crate::point::Point::setting).collect(),
        seeds: Seeds { first: 1, count },
        metrics,
        content,
    };
    [
        svg("lab-window", claims::window_points(), 30, &[Metric::Conflicts], |results| {
            draw::svg(&claims::window(results))
        }),
        // Breaches are rare with one doctor, so it takes more runs.
        svg("lab-doctors", claims::doctors_points(), 60, &[Metric::Breaches], |results| {
            draw::svg(&claims::doctors(results))
        }),
        svg("lab-delay", claims::delay_points(), 30, &[Metric::Breaches], |results| {
            draw::svg(&claims::delay(results))
        }),
        Figure {
            name: "lab-explorer",
            kind: "html",
            settings: explorer::points().iter().map(crate::point::Point::setting).collect(),
            seeds: Seeds { first: 1, count: 10 },
            metrics: &explorer::METRICS,
            content: |results| Ok(explorer::html(results)),
        },
    ]
}
