//! What is measured in a run.

use crate::simulation::Outcome;

/// A figure of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Requests that got what they asked for, per 1,000 requests.
    Booked,
    /// Refused saves, per 1,000 requests.
    Conflicts,
    /// Those conflicts that prevented nothing, per 1,000 requests.
    FalseConflicts,
    /// Attempts after a conflict, per 1,000 requests.
    Retries,
    /// Requests whose every attempt ended in a conflict, per 1,000 requests.
    GivenUp,
    /// Requests refused because the doctor had nothing free, per 1,000 requests.
    NoneFree,
    /// Requests refused because somebody else was faster, per 1,000 requests.
    SlotTaken,
    /// Requests refused because of the monthly maximum, per 1,000 requests.
    OverMaximum,
    /// Double visits that were stored by half for some time, per 1,000 requests.
    HalfStored,
    /// Those of them that another patient saw, per 1,000 requests.
    HalfSeen,
    /// Those of them that were taken back, per 1,000 requests.
    HalfCompensated,
    /// Slots beyond a patient's monthly maximum, per 1,000 bookings.
    Breaches,
    /// Visits that have to be cancelled for it, per 1,000 bookings.
    Corrections,
    /// Rows read for each booking that was made.
    Rows,
    /// Bookings made in an hour of virtual time.
    PerHour,
}

impl Metric {
    /// All of them, in the order in which the CSV has them.
    pub const ALL: [Self; 15] = [
        Self::Booked,
        Self::Conflicts,
        Self::FalseConflicts,
        Self::Retries,
        Self::GivenUp,
        Self::NoneFree,
        Self::SlotTaken,
        Self::OverMaximum,
        Self::HalfStored,
        Self::HalfSeen,
        Self::HalfCompensated,
        Self::Breaches,
        Self::Corrections,
        Self::Rows,
        Self::PerHour,
    ];

    /// The name in the CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked_per_1000_requests",
            Self::Conflicts => "conflicts_per_1000_requests",
            Self::FalseConflicts => "false_conflicts_per_1000_requests",
            Self::Retries => "retries_per_1000_requests",
            Self::GivenUp => "given_up_per_1000_requests",
            Self::NoneFree => "none_free_per_1000_requests",
            Self::SlotTaken => "slot_taken_per_1000_requests",
            Self::OverMaximum => "over_maximum_per_1000_requests",
            Self::HalfStored => "half_stored_per_1000_requests",
            Self::HalfSeen => "half_seen_per_1000_requests",
            Self::HalfCompensated => "half_compensated_per_1000_requests",
            Self::Breaches => "breaches_per_1000_bookings",
            Self::Corrections => "corrections_per_1000_bookings",
            Self::Rows => "rows_per_booking",
            Self::PerHour => "bookings_per_hour",
        }
    }

    /// The head of a column.
    pub fn head(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Conflicts => "conflicts",
            Self::FalseConflicts => "false",
            Self::Retries => "retries",
            Self::GivenUp => "given up",
            Self::NoneFree => "none free",
            Self::SlotTaken => "taken",
            Self::OverMaximum => "over max.",
            Self::HalfStored => "stored",
            Self::HalfSeen => "seen",
            Self::HalfCompensated => "taken back",
            Self::Breaches => "breaches",
            Self::Corrections => "corrections",
            Self::Rows => "rows/booking",
            Self::PerHour => "bookings/h",
        }
    }

    /// The figure of this run, not rounded.
    pub fn of(self, outcome: &Outcome) -> f64 {
        let of_requests = |part: u32| ratio(part, outcome.requests) * 1_000.0;
        let of_bookings = |part: u32| ratio(part, outcome.bookings) * 1_000.0;
        match self {
            Self::Booked => of_requests(outcome.bookings),
            Self::Conflicts => of_requests(outcome.conflicts),
            Self::FalseConflicts => of_requests(outcome.false_conflicts),
            Self::Retries => of_requests(outcome.retries),
            Self::GivenUp => of_requests(outcome.given_up),
            Self::NoneFree => of_requests(outcome.refused.none_free),
            Self::SlotTaken => of_requests(outcome.refused.slot_taken),
            Self::OverMaximum => of_requests(outcome.refused.over_maximum),
            Self::HalfStored => of_requests(outcome.half_booked.stored),
            Self::HalfSeen => of_requests(outcome.half_booked.seen),
            Self::HalfCompensated => of_requests(outcome.half_booked.compensated),
            Self::Breaches => of_bookings(outcome.slots_over),
            Self::Corrections => of_bookings(outcome.corrections),
            Self::Rows => ratio(outcome.rows_loaded, outcome.bookings),
            Self::PerHour => {
                let hours = outcome.took.as_millis() as f64 / 3_600_000.0;
                if hours > 0.0 { f64::from(outcome.bookings) / hours } else { 0.0 }
            }
        }
    }
}

/// 0 of nothing, as the simulation has it.
fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::simulation::{Boundary, Setting, simulate};

    #[test]
    fn rounded_they_are_the_figures_of_the_kata() {
        for boundary in Boundary::ALL {
            let setting = Setting::practice(boundary, Duration::from_secs(120));
            let out = simulate(&setting, 27);
            let pairs = [
                (Metric::Conflicts, out.conflicts_per_1000_requests()),
                (Metric::FalseConflicts, out.false_conflicts_per_1000_requests()),
                (Metric::GivenUp, out.given_up_per_1000_requests()),
                (Metric::Breaches, out.breaches_per_1000_bookings()),
                (Metric::Rows, out.rows_per_booking()),
                (Metric::PerHour, out.bookings_per_hour()),
            ];
            for (metric, expected) in pairs {
                assert_eq!(metric.of(&out).round() as u32, expected, "{boundary}, {metric:?}");
            }
        }
    }

    #[test]
    fn of_nothing_there_is_nothing() {
        for metric in Metric::ALL {
            assert_eq!(metric.of(&Outcome::default()), 0.0, "{metric:?}");
        }
    }
}
