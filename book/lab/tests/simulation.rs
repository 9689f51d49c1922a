//! What the simulation has to hold whatever the setting is, and what it has to show.

use std::num::NonZeroU32;
use std::time::Duration;

use lab::simulation::{Boundary, Outcome, Setting, per_1000, simulate};

const SEEDS: [u64; 2] = [27, u64::MAX];
const WINDOWS: [Duration; 3] = [Duration::ZERO, Duration::from_secs(20), Duration::from_secs(300)];

/// Every boundary with every window and every seed.
fn each(mut test: impl FnMut(Setting, u64, Outcome)) {
    for boundary in Boundary::ALL {
        for window in WINDOWS {
            for seed in SEEDS {
                let setting = Setting::practice(boundary, window);
                let outcome = simulate(&setting, seed);
                test(setting, seed, outcome);
            }
        }
    }
}

#[test]
fn every_request_ends_in_one_of_three_ways() {
    each(|setting, seed, outcome| {
        let ended = outcome.bookings + outcome.refused.total() + outcome.given_up;
        assert_eq!(outcome.requests, setting.requests, "{setting:?}, seed {seed}");
        assert_eq!(ended, outcome.requests, "{setting:?}, seed {seed}: {outcome:?}");
    });
}

#[test]
fn a_practice_is_full_and_no_slot_is_booked_twice() {
    // More requests than there are slots.
    for boundary in Boundary::ALL {
        for seed in SEEDS {
            let setting = Setting {
                doctors: 2,
                days: 3,
                patients: 400,
                regulars: 0,
                calls_per_hour: 600,
                ..Setting::practice(boundary, Duration::from_secs(20))
            };
            let outcome = simulate(&setting, seed);
            assert!(outcome.booked_slots <= 2 * 3 * 60, "{boundary}, seed {seed}: {outcome:?}");
            assert!(outcome.refused.none_free > 0, "{boundary}, seed {seed}: {outcome:?}");
        }
    }
}

#[test]
fn conflicts_are_counted_consistently() {
    each(|setting, seed, outcome| {
        let what = format!("{setting:?}, seed {seed}: {outcome:?}");
        assert!(outcome.false_conflicts <= outcome.conflicts, "{what}");
        assert_eq!(outcome.retries, outcome.conflicts - outcome.given_up, "{what}");
    });
}

#[test]
fn the_same_seed_gives_the_same_outcome() {
    for boundary in Boundary::ALL {
        let setting = Setting::practice(boundary, Duration::from_secs(20));
        assert_eq!(simulate(&setting, 27), simulate(&setting, 27), "{boundary}");
        assert_ne!(simulate(&setting, 27), simulate(&setting, 28), "{boundary}");
    }
}

#[test]
fn a_boundary_that_holds_the_maximum_is_never_over_it() {
    each(|setting, seed, outcome| {
        if setting.boundary.holds_the_maximum() {
            let over = (outcome.slots_over, outcome.patients_over, outcome.corrections);
            assert_eq!(over, (0, 0, 0), "{setting:?}, seed {seed}");
        }
    });
}

#[test]
fn one_doctors_month_holds_the_maximum_if_there_is_one_doctor() {
    for seed in SEEDS {
        let window = Duration::from_secs(300);
        let many = Setting::practice(Boundary::DoctorsMonth, window);
        let one = Setting { doctors: 1, requests: 1_000, ..many.clone() };
        assert_eq!(simulate(&one, seed).slots_over, 0, "one doctor, seed {seed}");
        assert!(simulate(&many, seed).slots_over > 0, "four doctors, seed {seed}");
    }
}

#[test]
fn a_double_visit_is_half_booked_only_if_each_slot_is_an_aggregate() {
    each(|setting, seed, outcome| {
        let half = &outcome.half_booked;
        let what = format!("{setting:?}, seed {seed}: {outcome:?}");
        assert_eq!(half.stored > 0, setting.boundary == Boundary::Slot, "{what}");
        assert!(half.seen <= half.stored && half.compensated <= half.stored, "{what}");
    });
}

#[test]
fn a_half_that_lasts_is_seen() {
    let practice = Setting::practice(Boundary::Slot, Duration::from_secs(300));
    let slow = Setting { step: Duration::from_secs(60), ..practice };
    let half = simulate(&slow, 27).half_booked;
    assert!(half.seen > 0 && half.compensated > 0, "{half:?}");
}

#[test]
fn without_a_window_there_is_no_conflict_where_one_save_does() {
    for boundary in [Boundary::DoctorsDay, Boundary::DoctorsMonth, Boundary::PracticesMonth] {
        let outcome = simulate(&Setting::practice(boundary, Duration::ZERO), 27);
        assert_eq!(outcome.conflicts, 0, "{boundary}");
    }
}

#[test]
fn the_window_matters_as_much_as_the_boundary() {
    for seed in SEEDS {
        let conflicts = |boundary, window| {
            simulate(&Setting::practice(boundary, Duration::from_millis(window)), seed).conflicts
        };
        let day_and_minutes = conflicts(Boundary::DoctorsDay, 300_000);
        let practice_and_milliseconds = conflicts(Boundary::PracticesMonth, 200);
        assert!(
            practice_and_milliseconds < day_and_minutes,
            "seed {seed}: {practice_and_milliseconds} and {day_and_minutes}"
        );
        assert!(
            conflicts(Boundary::DoctorsDay, 200) < day_and_minutes,
            "seed {seed}: a longer window, and no more conflicts"
        );
        assert!(
            day_and_minutes < conflicts(Boundary::PracticesMonth, 300_000),
            "seed {seed}: a wider boundary, and no more conflicts"
        );
    }
}

#[test]
fn a_late_count_breaks_the_rule_more_often() {
    for boundary in [Boundary::Slot, Boundary::DoctorsDay, Boundary::DoctorsMonth] {
        let over = |delay| {
            let practice = Setting::practice(boundary, Duration::from_millis(200));
            let late = Setting { read_model_delay: Duration::from_secs(delay), ..practice };
            SEEDS.iter().map(|seed| simulate(&late, *seed).slots_over).sum::<u32>()
        };
        assert!(over(0) < over(30), "{boundary}: {} and {}", over(0), over(30));
        assert!(over(30) < over(3_600), "{boundary}: {} and {}", over(30), over(3_600));
    }
}

#[test]
fn a_quota_holds_the_rule_at_a_price() {
    for seed in SEEDS {
        let run = |boundary| simulate(&Setting::practice(boundary, Duration::from_secs(20)), seed);
        let (day, both) = (run(Boundary::DoctorsDay), run(Boundary::DayAndQuota));
        assert!(both.saves > 2 * day.saves, "seed {seed}: {} and {}", both.saves, day.saves);
        assert!(both.rows_loaded > day.rows_loaded, "seed {seed}");
    }
}

#[test]
fn one_attempt_is_never_followed_by_another() {
    for boundary in Boundary::ALL {
        let practice = Setting::practice(boundary, Duration::from_secs(300));
        let outcome = simulate(&Setting { attempts: NonZeroU32::MIN, ..practice }, 27);
        assert_eq!((outcome.retries, outcome.given_up), (0, outcome.conflicts), "{boundary}");
    }
}

#[test]
fn requests_are_the_same_for_each_boundary_and_window() {
    let doubles: Vec<u32> = Boundary::ALL
        .into_iter()
        .map(|boundary| {
            let alone = Setting {
                patients: 60_000,
                regulars: 0,
                days: 2_000,
                ..Setting::practice(boundary, Duration::ZERO)
            };
            let outcome = simulate(&Setting { step: Duration::ZERO, ..alone }, 27);
            outcome.booked_slots - outcome.bookings
        })
        .collect();
    assert!(doubles.iter().all(|found| *found == doubles[0]), "{doubles:?}");
}

#[test]
fn a_half_is_rounded_up() {
    assert_eq!(per_1000(1, 2_000), 1, "0.5");
    assert_eq!(per_1000(1, 2_001), 0, "less than 0.5");
    assert_eq!(per_1000(3, 2_000), 2, "1.5");
    assert_eq!(per_1000(2_000, 2_000), 1_000, "all of them");
    assert_eq!(per_1000(1, 0), 0, "of nothing");
}

/// The figures that readers of the kata have measured must not change under them.
#[test]
fn figures_that_were_measured_stay() {
    let found: Vec<String> = Boundary::ALL
        .into_iter()
        .map(|boundary| {
            let out = simulate(&Setting::practice(boundary, Duration::from_secs(120)), 27);
            let half = out.half_booked;
            format!(
                "{boundary}: {} booked, {} conflicts, {} false, {} over, {} corrections, {} rows, {} saves, {} halves",
                out.bookings,
                out.conflicts,
                out.false_conflicts,
                out.slots_over,
                out.corrections,
                out.rows_loaded,
                out.saves,
                half.stored
            )
        })
        .collect();
    let measured = [
        "slot: 1819 booked, 36 conflicts, 0 false, 19 over, 15 corrections, 4581 rows, 2308 saves, 449 halves",
        "doctor's day: 1810 booked, 168 conflicts, 125 false, 18 over, 14 corrections, 61313 rows, 1978 saves, 0 halves",
        "doctor's month: 1690 booked, 1501 conflicts, 1468 false, 3 over, 3 corrections, 896213 rows, 3191 saves, 0 halves",
        "practice's month: 777 booked, 4389 conflicts, 4376 false, 0 over, 0 corrections, 2496602 rows, 5166 saves, 0 halves",
        "day and quota: 1796 booked, 421 conflicts, 367 false, 0 over, 0 corrections, 67257 rows, 6115 saves, 0 halves",
    ];
    assert_eq!(found, measured);
}
