// Given: what a decision record says. Your work is in `lib.rs`, and nothing here needs to change.

use std::fmt;
use std::time::Duration;

use crate::simulation::{Boundary, Outcome};

/// How long the program takes from the load to the save of what was decided on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The patient presses *Book*, and then the program loads, decides and saves.
    OneSecond,
    /// The program loads when the patient opens the page. It decides on that, and saves, when she
    /// presses *Book*.
    TwoMinutes,
}

impl Window {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::OneSecond, Self::TwoMinutes];

    /// The window for a setting.
    pub fn duration(self) -> Duration {
        match self {
            Self::OneSecond => Duration::from_secs(1),
            Self::TwoMinutes => Duration::from_secs(120),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::OneSecond => "one second",
            Self::TwoMinutes => "two minutes",
        })
    }
}

/// What you decide for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// What is loaded and saved as one.
    pub boundary: Boundary,
    /// The window that you count on.
    pub window: Window,
}

/// What the simulation found. All figures are rounded to the nearest whole number, and a half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Conflicts per 1,000 requests. A request can have several.
    pub conflicts: u32,
    /// False conflicts per 1,000 requests: those that prevented nothing, because the decision would
    /// have been the same on what was stored by then.
    pub false_conflicts: u32,
    /// Requests per 1,000 that were given up, since each attempt was a conflict.
    pub given_up: u32,
    /// Slots beyond the ten of a patient, per 1,000 bookings.
    pub breaches: u32,
    /// Rows read for each booking.
    pub rows: u32,
    /// Saves tried for each booking.
    pub saves: u32,
}

impl Measured {
    /// The figures of an outcome.
    pub fn of(outcome: &Outcome) -> Self {
        Self {
            conflicts: outcome.conflicts_per_1000_requests(),
            false_conflicts: outcome.false_conflicts_per_1000_requests(),
            given_up: outcome.given_up_per_1000_requests(),
            breaches: outcome.breaches_per_1000_bookings(),
            rows: outcome.rows_per_booking(),
            saves: outcome.saves_per_booking(),
        }
    }

    /// One of the figures.
    pub fn get(&self, figure: Figure) -> u32 {
        match figure {
            Figure::Conflicts => self.conflicts,
            Figure::FalseConflicts => self.false_conflicts,
            Figure::GivenUp => self.given_up,
            Figure::Breaches => self.breaches,
            Figure::Rows => self.rows,
            Figure::Saves => self.saves,
        }
    }
}

/// The name of a figure in [`Measured`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// [`Measured::conflicts`].
    Conflicts,
    /// [`Measured::false_conflicts`].
    FalseConflicts,
    /// [`Measured::given_up`].
    GivenUp,
    /// [`Measured::breaches`].
    Breaches,
    /// [`Measured::rows`].
    Rows,
    /// [`Measured::saves`].
    Saves,
}

impl Figure {
    /// All of them, in the order of [`Measured`].
    pub const ALL: [Self; 6] = [
        Self::Conflicts,
        Self::FalseConflicts,
        Self::GivenUp,
        Self::Breaches,
        Self::Rows,
        Self::Saves,
    ];
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Conflicts => "conflicts",
            Self::FalseConflicts => "false_conflicts",
            Self::GivenUp => "given_up",
            Self::Breaches => "breaches",
            Self::Rows => "rows",
            Self::Saves => "saves",
        })
    }
}

/// What the rule of ten is, with the boundary that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthlyRule {
    /// It is never broken, because all that is needed to count is inside the boundary.
    Invariant {
        /// The figure in which that shows as a price.
        costs: Figure,
        /// The boundary without the rule that has less of it.
        compared_with: Boundary,
    },
    /// It is broken at times, and put right afterwards.
    Policy {
        /// Who puts it right.
        owner: Owner,
        /// How late the correction may be, from the booking that was one too many.
        correction_within: Duration,
    },
}

/// Who answers for a policy. The brief says what each of them may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The practice manager.
    PracticeManager,
    /// The people at the front desk.
    FrontDesk,
    /// The people who write the program.
    Developers,
    /// There is a report. Whoever reads it can see what is to be done.
    WhoeverReadsTheReport,
}

/// What would have to be measured for you to choose something else.
///
/// Some values can't be measured, whatever happens. With three attempts there are at most 3,000
/// conflicts in 1,000 requests, false ones included, and no more than 1,000 of them are given up. A
/// boundary that holds the rule of ten has no breaches, a doctor's month at most 1,500, since each of
/// four doctors lets only ten slots through, and the others no more than 2,000. Nothing is lower than
/// 0. A booking takes at least one save, and with a quota three. It reads two rows or more, one or
/// more with a practice's month, three or more with a quota. If only one of the 2,000 requests is
/// booked, each attempt reads five rows at most: 30,000 in all. It saves once, with a slot or a quota
/// up to three times: 6,000 saves or 18,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The figure is higher than this.
    Above(Figure, u32),
    /// The figure is lower than this.
    Below(Figure, u32),
}
