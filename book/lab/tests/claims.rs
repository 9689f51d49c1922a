//! What chapter 11 claims, measured.

use std::num::NonZeroUsize;
use std::time::Duration;

use lab::metric::Metric;
use lab::plan::{Plan, Seeds};
use lab::point::Point;
use lab::results::Results;
use lab::run;
use lab::simulation::{Boundary, Setting};
use lab::statistics::Estimate;

const SEEDS: Seeds = Seeds { first: 100, count: 20 };
const SHORT: Duration = Duration::from_millis(200);
const MIDDLE: Duration = Duration::from_secs(20);
const LONG: Duration = Duration::from_secs(300);

fn measured(points: &[Point]) -> Results {
    run::run(&Plan::new(points.iter().map(Point::setting), SEEDS), run::all_cores(), &|| {})
}

fn figures<const N: usize>(metric: Metric, points: [Point; N]) -> [Estimate; N] {
    let results = measured(&points);
    points.map(|point| results.estimate(&point.setting(), metric))
}

/// The whole intervals, not just the means.
#[track_caller]
fn is_below(less: Estimate, more: Estimate, what: &str) {
    assert!(less.high() < more.low(), "{what}: {less:?} and {more:?}");
}

#[test]
fn a_long_window_adds_more_conflicts_than_a_wider_boundary() {
    use Boundary::{DoctorsDay, DoctorsMonth, PracticesMonth, Slot};
    for (boundary, wider) in
        [(Slot, DoctorsDay), (DoctorsDay, DoctorsMonth), (DoctorsMonth, PracticesMonth)]
    {
        let points = [(boundary, SHORT), (wider, SHORT), (boundary, LONG)];
        let points = points.map(|(boundary, window)| Point::practice(boundary, window));
        let [now, wider_now, later] = figures(Metric::Conflicts, points);
        let (by_window, by_boundary) = (later.low() - now.high(), wider_now.high() - now.low());
        assert!(by_window > by_boundary, "{boundary}: {by_window} and {by_boundary}");
    }
}

#[test]
fn a_doctors_day_for_minutes_has_more_conflicts_than_a_practices_month_for_a_second() {
    let [month, day] = figures(
        Metric::Conflicts,
        [
            Point::practice(Boundary::PracticesMonth, Duration::from_secs(1)),
            Point::practice(Boundary::DoctorsDay, LONG),
        ],
    );
    is_below(month, day, "the widest boundary for a second, a narrow one for minutes");
}

#[test]
fn a_doctors_month_keeps_the_rule_with_one_doctor_only() {
    let breaches = |boundary| {
        figures(
            Metric::Breaches,
            [1, 2, 8].map(|doctors| Point { doctors, ..Point::practice(boundary, MIDDLE) }),
        )
    };
    let [one, two, eight] = breaches(Boundary::DoctorsMonth);
    assert!(one.is_never(), "one doctor's month has it all: {one:?}");
    is_below(one, two, "one doctor and two");
    is_below(two, eight, "two doctors and eight");
    let [_, _, day] = breaches(Boundary::DoctorsDay);
    assert!(
        eight.high() > day.low(),
        "with 8 doctors a month is hardly better: {eight:?}, {day:?}"
    );
    for boundary in [Boundary::PracticesMonth, Boundary::DayAndQuota] {
        for found in breaches(boundary) {
            assert!(found.is_never(), "{boundary}: {found:?}");
        }
    }
}

#[test]
fn breaches_grow_with_the_window() {
    for boundary in [Boundary::Slot, Boundary::DoctorsDay] {
        let windows = [SHORT, MIDDLE, Duration::from_secs(120)];
        let points = windows.map(|window| Point::practice(boundary, window));
        let [short, middle, long] = figures(Metric::Breaches, points);
        is_below(short, middle, "200 ms and 20 s");
        is_below(middle, long, "20 s and 2 min");
    }
}

#[test]
fn breaches_grow_with_the_delay_of_the_read_model() {
    for boundary in [Boundary::Slot, Boundary::DoctorsDay, Boundary::DoctorsMonth] {
        let points = [0, 20, 60, 3_600].map(|seconds| {
            let delay = Duration::from_secs(seconds);
            Point { delay, ..Point::practice(boundary, SHORT) }
        });
        let [none, some, minute, hour] = figures(Metric::Breaches, points);
        is_below(none, some, "no delay and 20 s");
        is_below(some, minute, "20 s and 1 min");
        is_below(minute, hour, "1 min and 1 h");
    }
}

#[test]
fn most_conflicts_of_a_wide_boundary_are_false() {
    for boundary in [Boundary::DoctorsMonth, Boundary::PracticesMonth] {
        let point = Point::practice(boundary, MIDDLE);
        let results = measured(&[point]);
        let all = results.estimate(&point.setting(), Metric::Conflicts);
        let prevented_nothing = results.estimate(&point.setting(), Metric::FalseConflicts);
        let share = prevented_nothing.mean / all.mean;
        assert!(share > 0.95, "{boundary}: {share}");
    }
}

#[test]
fn threads_do_not_change_the_results() {
    let settings = Boundary::ALL
        .map(|boundary| Setting { requests: 200, ..Setting::practice(boundary, MIDDLE) });
    let plan = Plan::new(settings, Seeds { first: 1, count: 7 });
    let with = |threads| {
        let threads = NonZeroUsize::new(threads).expect("not 0");
        run::run(&plan, threads, &|| {})
    };
    let alone = with(1);
    assert_eq!(alone.cells.len(), 5);
    assert!(alone.cells.iter().all(|(_, outcomes)| outcomes.len() == 7));
    for threads in [2, 3, 64] {
        assert!(with(threads) == alone, "{threads} threads, and other results");
    }
}

#[test]
fn every_run_is_told() {
    let setting = Setting { requests: 10, ..Setting::practice(Boundary::Slot, MIDDLE) };
    let plan = Plan::new([setting], Seeds { first: 1, count: 9 });
    let told = std::sync::atomic::AtomicUsize::new(0);
    run::run(&plan, run::all_cores(), &|| {
        told.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(told.into_inner(), plan.runs());
}
