//! What is to be simulated.

use std::time::Duration;

use crate::point::Point;
use crate::simulation::{Boundary, Setting};

/// How many seeds there are if nobody says so.
pub const SEEDS: u64 = 30;

/// The window where something else is varied.
pub const WINDOW: Duration = Duration::from_secs(20);

/// The most runs of a plan of one's own. It takes some minutes.
pub const MOST_RUNS: usize = 100_000;

/// Seeds: this many from the first one on. After the largest number comes 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeds {
    /// The first one.
    pub first: u64,
    /// How many.
    pub count: u64,
}

impl Default for Seeds {
    fn default() -> Self {
        Self { first: 1, count: SEEDS }
    }
}

impl Seeds {
    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = u64> {
        (0..self.count).map(move |more| self.first.wrapping_add(more))
    }
}

/// Settings and seeds. Each setting is simulated with each seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The settings, none of them twice.
    pub settings: Vec<Setting>,
    /// The seeds.
    pub seeds: Seeds,
}

impl Plan {
    /// A plan for these settings, each of which may occur several times.
    pub fn new(settings: impl IntoIterator<Item = Setting>, seeds: Seeds) -> Self {
        let mut different: Vec<Setting> = Vec::new();
        for setting in settings {
            if !different.contains(&setting) {
                different.push(setting);
            }
        }
        Self { settings: different, seeds }
    }

    /// How many runs it has.
    pub fn runs(&self) -> usize {
        self.settings.len().saturating_mul(usize::try_from(self.seeds.count).unwrap_or(usize::MAX))
    }
}

/// Values for each dimension. A plan of one's own has every combination of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axes {
    /// Boundaries.
    pub boundaries: Vec<Boundary>,
    /// Times between load and save.
    pub windows: Vec<Duration>,
    /// How late the read model may be.
    pub delays: Vec<Duration>,
    /// Calls in an hour; `None` is 15 for each doctor.
    pub calls_per_hour: Vec<Option<u32>>,
    /// Shares of double visits.
    pub doubles_per_100: Vec<u32>,
    /// Numbers of doctors.
    pub doctors: Vec<u16>,
}

impl Default for Axes {
    /// The kata's practice with each of the boundaries.
    fn default() -> Self {
        let practice = Point::practice(Boundary::Slot, WINDOW);
        Self {
            boundaries: Boundary::ALL.to_vec(),
            windows: vec![WINDOW],
            delays: vec![practice.delay],
            calls_per_hour: vec![None],
            doubles_per_100: vec![practice.doubles_per_100],
            doctors: vec![practice.doctors],
        }
    }
}

impl Axes {
    /// How many combinations there are.
    pub fn combinations(&self) -> usize {
        [
            self.boundaries.len(),
            self.windows.len(),
            self.delays.len(),
            self.calls_per_hour.len(),
            self.doubles_per_100.len(),
            self.doctors.len(),
        ]
        .into_iter()
        .fold(1, usize::saturating_mul)
    }

    /// Every combination. The boundary changes fastest, so that boundaries stand together.
    pub fn points(&self) -> Vec<Point> {
        let mut points = Vec::new();
        for &doctors in &self.doctors {
            for &doubles_per_100 in &self.doubles_per_100 {
                for &calls_per_hour in &self.calls_per_hour {
                    for &delay in &self.delays {
                        for &window in &self.windows {
                            points.extend(self.boundaries.iter().map(|&boundary| Point {
                                boundary,
                                window,
                                delay,
                                calls_per_hour,
                                doubles_per_100,
                                doctors,
                            }));
                        }
                    }
                }
            }
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_has_no_setting_twice() {
        let setting = |seconds| Setting::practice(Boundary::Slot, Duration::from_secs(seconds));
        let plan = Plan::new([setting(1), setting(2), setting(1)], Seeds { first: 5, count: 4 });
        assert_eq!(plan.settings, [setting(1), setting(2)]);
        assert_eq!(plan.runs(), 8);
    }

    #[test]
    fn seeds_go_round_at_the_end() {
        let seeds = Seeds { first: u64::MAX, count: 3 };
        assert_eq!(seeds.iter().collect::<Vec<_>>(), [u64::MAX, 0, 1]);
    }

    #[test]
    fn axes_are_combined_with_the_boundary_fastest() {
        let axes = Axes {
            boundaries: vec![Boundary::Slot, Boundary::DoctorsDay],
            windows: vec![Duration::ZERO, WINDOW],
            doctors: vec![1, 4],
            ..Axes::default()
        };
        let points = axes.points();
        assert_eq!(points.len(), axes.combinations());
        let first: Vec<_> =
            points.iter().take(4).map(|point| (point.boundary, point.window)).collect();
        let expected = [
            (Boundary::Slot, Duration::ZERO),
            (Boundary::DoctorsDay, Duration::ZERO),
            (Boundary::Slot, WINDOW),
            (Boundary::DoctorsDay, WINDOW),
        ];
        assert_eq!(first, expected);
        assert!(points[..4].iter().all(|point| point.doctors == 1), "{points:?}");
    }
}
