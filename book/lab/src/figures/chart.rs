//! A chart as data: axes, lines, and what to say about it.

use crate::statistics::Estimate;

/// A chart with one claim.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The start of every id in the file.
    pub name: &'static str,
    /// For those who don't see it: what it is.
    pub title: String,
    /// For those who don't see it: what it shows.
    pub description: String,
    /// To the right.
    pub x: Axis,
    /// Upwards.
    pub y: Axis,
    /// The lines.
    pub lines: Vec<Line>,
}

/// An axis from its first tick to its last.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What it counts.
    pub name: &'static str,
    /// Each step is the same factor, not the same difference.
    pub is_logarithmic: bool,
    /// Values and how they are written, the smallest first.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// Where a value lies: 0 at the first tick, 1 at the last.
    ///
    /// It is rounded to a millionth, and a trifle is added. Two platforms may differ in the last
    /// digit of a logarithm, and they must not differ in a pixel.
    pub fn place(&self, value: f64) -> f64 {
        let scale = |value: f64| if self.is_logarithmic { value.ln() } else { value };
        let (low, high) = (scale(self.low()), scale(self.high()));
        let place = (scale(value) - low) / (high - low);
        (place * 1e6).round() / 1e6 + 1e-7
    }

    /// The smallest value that can be shown.
    pub fn low(&self) -> f64 {
        self.ticks.first().map_or(0.0, |(value, _)| *value)
    }

    fn high(&self) -> f64 {
        self.ticks.last().map_or(1.0, |(value, _)| *value)
    }
}

/// A line and its looks.
#[derive(Debug, Clone)]
pub struct Line {
    /// What is written at its end.
    pub label: String,
    /// 1 to 5: the colour.
    pub colour: u8,
    /// 1 to 5: dashes and markers, so that no colour is needed to tell it from the others.
    pub look: u8,
    /// The x of each point, and what was measured.
    pub points: Vec<(f64, Estimate)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_where_they_should_be() {
        let ticks = [1.0, 10.0, 100.0].map(|value| (value, String::new())).to_vec();
        let linear = Axis { name: "", is_logarithmic: false, ticks };
        let logarithmic = Axis { is_logarithmic: true, ..linear.clone() };
        for (axis, middle) in [(linear, 50.5), (logarithmic, 10.0)] {
            for (value, place) in [(1.0, 0.0), (middle, 0.5), (100.0, 1.0)] {
                let found = axis.place(value);
                assert!((found - place).abs() < 1e-6, "{value} is at {found}, not at {place}");
            }
        }
    }
}
