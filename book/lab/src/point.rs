//! A point of the lab's dimensions.

use std::time::Duration;

use crate::simulation::{Boundary, Setting};

/// What can be varied in the lab. The rest of a [`Setting`] follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// What is loaded and saved as one.
    pub boundary: Boundary,
    /// The time between load and save.
    pub window: Duration,
    /// How late the read model is.
    pub delay: Duration,
    /// Calls in an hour. If nothing is said, 15 for each doctor.
    pub calls_per_hour: Option<u32>,
    /// Of 100 requests, how many are for a double visit.
    pub doubles_per_100: u32,
    /// How many doctors the practice has.
    pub doctors: u16,
}

impl Point {
    /// The practice of kata 27.
    pub fn practice(boundary: Boundary, window: Duration) -> Self {
        let practice = Setting::practice(boundary, window);
        Self {
            boundary,
            window,
            delay: practice.read_model_delay,
            calls_per_hour: None,
            doubles_per_100: practice.doubles_per_100,
            doctors: practice.doctors,
        }
    }

    /// The setting. A practice with more or fewer doctors than the kata's has patients, regulars,
    /// requests and calls in proportion, so each doctor is as busy as in the kata. With the
    /// kata's four it is exactly the kata's practice.
    pub fn setting(&self) -> Setting {
        let practice = Setting::practice(self.boundary, self.window);
        let (doctors, of) = (u32::from(self.doctors), u32::from(practice.doctors));
        let many = |count: u32| count * doctors / of;
        let few = |count: u16| u16::try_from(many(u32::from(count))).unwrap_or(u16::MAX);
        Setting {
            read_model_delay: self.delay,
            requests: many(practice.requests),
            calls_per_hour: self.calls_per_hour.unwrap_or(many(practice.calls_per_hour)),
            doctors: self.doctors,
            patients: few(practice.patients),
            regulars: few(practice.regulars),
            doubles_per_100: self.doubles_per_100,
            ..practice
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(20);

    #[test]
    fn the_practice_is_the_katas() {
        for boundary in Boundary::ALL {
            let found = Point::practice(boundary, WINDOW).setting();
            assert_eq!(found, Setting::practice(boundary, WINDOW));
        }
    }

    #[test]
    fn everything_grows_with_the_doctors() {
        let point = Point { doctors: 8, ..Point::practice(Boundary::Slot, WINDOW) };
        let found = point.setting();
        let sizes = (found.requests, found.calls_per_hour, found.patients, found.regulars);
        assert_eq!(sizes, (4_000, 120, 800, 80));
        let calls = Point { calls_per_hour: Some(30), ..point }.setting();
        assert_eq!(calls, Setting { calls_per_hour: 30, ..found });
    }
}
