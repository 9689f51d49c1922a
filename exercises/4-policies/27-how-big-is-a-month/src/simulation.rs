// Given: a practice that takes bookings, in virtual time. Nothing here needs to change.
//
// The modules below name their paths because two crates compile this file, each from its own place.

#[path = "simulation/aggregates.rs"]
mod aggregates;
#[path = "simulation/chance.rs"]
mod chance;
#[path = "simulation/repository.rs"]
mod repository;
#[path = "simulation/requests.rs"]
mod requests;
#[path = "simulation/run.rs"]
mod run;
#[path = "simulation/store.rs"]
mod store;

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

/// What is loaded, decided on and saved as one. Whatever is inside is true whenever it is saved.
///
/// In each of them a slot is booked once. They differ in what else they can promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// Each slot is an aggregate. A double visit is two saves, and a reader may see the first
    /// without the second.
    Slot,
    /// The 60 slots of a doctor's day.
    DoctorsDay,
    /// All days of one doctor in the month. What a patient has with other doctors is outside.
    DoctorsMonth,
    /// All days of all doctors in the month.
    PracticesMonth,
    /// A doctor's day, and apart from it a small aggregate that counts one patient's month.
    /// A booking reserves its slots there, is saved in the day, and confirms the reservation.
    DayAndQuota,
}

impl Boundary {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Slot, Self::DoctorsDay, Self::DoctorsMonth, Self::PracticesMonth, Self::DayAndQuota];

    /// All that is needed to count a patient's month is inside, so no patient ever has more than
    /// [`MAXIMUM`] slots. The others count in a read model, which may be out of date.
    pub fn holds_the_maximum(self) -> bool {
        match self {
            Self::Slot | Self::DoctorsDay | Self::DoctorsMonth => false,
            Self::PracticesMonth | Self::DayAndQuota => true,
        }
    }
}

impl fmt::Display for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Slot => "slot",
            Self::DoctorsDay => "doctor's day",
            Self::DoctorsMonth => "doctor's month",
            Self::PracticesMonth => "practice's month",
            Self::DayAndQuota => "day and quota",
        })
    }
}

/// How many slots a doctor's day has.
pub const SLOTS: u8 = 60;

/// How many slots a patient may book in a month, with all doctors together.
pub const MAXIMUM: u32 = 10;

/// A practice, and how its program takes bookings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What is loaded and saved as one.
    pub boundary: Boundary,
    /// The time between a load and the save of what was decided on it. Parts of a millisecond
    /// don't count, here and below.
    pub window: Duration,
    /// The time between two saves of one booking, where it takes more than one.
    pub step: Duration,
    /// How long it takes until a saved slot is counted in the read model.
    pub read_model_delay: Duration,
    /// How often a request is decided, the first time included. After that it is given up.
    pub attempts: NonZeroU32,
    /// How many requests there are. They are all for days of the same month.
    pub requests: u32,
    /// How many patients call in an hour, on average. Calls come at random moments, each
    /// independent of the others (a Poisson process).
    pub calls_per_hour: u32,
    /// How many doctors the practice has. Patients have no preference.
    pub doctors: u16,
    /// On how many days of the month each of them works. Patients prefer early days, and on a day
    /// early slots.
    pub days: u16,
    /// How many patients there are.
    pub patients: u16,
    /// How many of the patients come often.
    pub regulars: u16,
    /// Of 100 calls, how many come from one of those.
    pub regulars_per_100: u32,
    /// Of 100 requests of a regular, how many are followed by another one of the same patient: who
    /// needs a series books the next visit in the next tab of the browser.
    pub series_per_100: u32,
    /// The next request of a series comes at any moment from now up to this much later.
    pub series_within: Duration,
    /// Of 100 requests, how many are for a double visit.
    pub doubles_per_100: u32,
}

impl Setting {
    /// The practice that the kata's brief describes, with this boundary and this window.
    pub fn practice(boundary: Boundary, window: Duration) -> Self {
        Self {
            boundary,
            window,
            step: Duration::from_millis(200),
            read_model_delay: Duration::from_secs(2),
            attempts: NonZeroU32::MIN.saturating_add(2),
            requests: 2_000,
            calls_per_hour: 60,
            doctors: 4,
            days: 20,
            patients: 400,
            regulars: 40,
            regulars_per_100: 12,
            series_per_100: 50,
            series_within: Duration::from_secs(60),
            doubles_per_100: 25,
        }
    }
}

/// What happened to the requests, in counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// All requests. Each of them ends in one of three ways: booked, refused, given up.
    pub requests: u32,
    /// Requests that got what they asked for.
    pub bookings: u32,
    /// The slots of these bookings. A double visit has two.
    pub booked_slots: u32,
    /// Requests that got an answer, and it was no.
    pub refused: Refused,
    /// Requests whose every attempt ended in a conflict.
    pub given_up: u32,
    /// Saves that were refused because somebody else had saved meanwhile.
    pub conflicts: u32,
    /// Those conflicts that prevented nothing: on what was stored by then, the decision would have
    /// been the same. Nobody had taken the slots, and the patient was not over the maximum.
    pub false_conflicts: u32,
    /// Attempts that were made after a conflict.
    pub retries: u32,
    /// Double visits of which only the first slot was stored, for some time.
    pub half_booked: HalfBooked,
    /// Slots beyond the maximum, counted in what is stored at the end: a patient with 12 slots
    /// adds two.
    pub slots_over: u32,
    /// Patients who have more slots than the maximum at the end.
    pub patients_over: u32,
    /// Visits that somebody has to cancel, the latest bookings first, until no patient is over the
    /// maximum.
    pub corrections: u32,
    /// Aggregates that were loaded.
    pub aggregates_loaded: u32,
    /// Rows that were read for them, the read model's included. An aggregate is one row for its
    /// version, and one for each booked slot in it. A slot or a quota is one row, and so is a
    /// count in the read model.
    pub rows_loaded: u32,
    /// Saves that were tried, whether they were accepted or not.
    pub saves: u32,
    /// From the first request to the last answer.
    pub took: Duration,
}

impl Outcome {
    /// Conflicts per 1,000 requests, rounded to the nearest whole number, and a half up. A request
    /// can have several.
    pub fn conflicts_per_1000_requests(&self) -> u32 {
        per_1000(self.conflicts, self.requests)
    }

    /// False conflicts per 1,000 requests, rounded like the others.
    pub fn false_conflicts_per_1000_requests(&self) -> u32 {
        per_1000(self.false_conflicts, self.requests)
    }

    /// Requests given up per 1,000 requests, rounded like the others.
    pub fn given_up_per_1000_requests(&self) -> u32 {
        per_1000(self.given_up, self.requests)
    }

    /// Slots beyond the maximum per 1,000 bookings, rounded like the others.
    pub fn breaches_per_1000_bookings(&self) -> u32 {
        per_1000(self.slots_over, self.bookings)
    }

    /// Rows loaded for each booking that was made, rounded like the others.
    pub fn rows_per_booking(&self) -> u32 {
        rounded(u64::from(self.rows_loaded), u64::from(self.bookings))
    }

    /// Saves that were tried for each booking that was made, rounded like the others.
    pub fn saves_per_booking(&self) -> u32 {
        rounded(u64::from(self.saves), u64::from(self.bookings))
    }

    /// Bookings in an hour of virtual time, rounded like the others.
    pub fn bookings_per_hour(&self) -> u32 {
        let milliseconds = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX);
        rounded(u64::from(self.bookings) * 3_600_000, milliseconds)
    }
}

/// `part` for each 1,000 of `whole`, rounded to the nearest whole number, and a half up. 0 of
/// nothing.
pub fn per_1000(part: u32, whole: u32) -> u32 {
    rounded(u64::from(part) * 1_000, u64::from(whole))
}

fn rounded(dividend: u64, divisor: u64) -> u32 {
    let Some(whole) = dividend.checked_div(divisor) else { return 0 };
    let rest = dividend % divisor;
    let nearest = whole + u64::from(rest >= divisor - rest);
    u32::try_from(nearest).unwrap_or(u32::MAX)
}

/// Requests that were refused, by the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refused {
    /// The doctor had nothing free that fits. Nothing was loaded for it.
    pub none_free: u32,
    /// The slot was free when the patient saw it, and somebody else was faster.
    pub slot_taken: u32,
    /// With this visit the patient would have had more slots than the maximum.
    pub over_maximum: u32,
}

impl Refused {
    /// All of them.
    pub fn total(&self) -> u32 {
        self.none_free + self.slot_taken + self.over_maximum
    }
}

/// Double visits with one half stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HalfBooked {
    /// How many times it came to that.
    pub stored: u32,
    /// How many of these another patient saw, who looked at this day meanwhile.
    pub seen: u32,
    /// How many were taken back because the second half was lost.
    pub compensated: u32,
}

/// Lets the patients of `setting` ask for visits, and counts what happens.
///
/// The same seed always gives the same outcome: only whole numbers are used, and there is neither a
/// clock nor a thread. Who asks for what, and when, depends on the seed and the practice, not on
/// the boundary and the window. Two settings that differ in these two only get the same requests.
///
/// A request goes like this. The patient sees the day as it is stored and picks a free slot (what
/// is read for that is not counted). The program loads what the boundary says, and the patient's
/// count from the read model, if the boundary doesn't hold it. The window passes. The program
/// decides on what it has loaded, and saves. After a conflict it loads and decides again, about
/// the same slot.
///
/// # Panics
///
/// When `doctors`, `days`, `patients` or `calls_per_hour` is 0, or there are more regulars than
/// patients.
pub fn simulate(setting: &Setting, seed: u64) -> Outcome {
    assert!(setting.doctors > 0 && setting.days > 0, "a practice without a day has no slots");
    assert!(setting.patients > 0 && setting.calls_per_hour > 0, "nobody ever calls this practice");
    assert!(setting.regulars <= setting.patients, "a regular is a patient");
    run::Run::new(setting).answer(requests::draw(setting, seed))
}

/// Whole milliseconds, in which virtual time is counted.
fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
