//! One sentence, three programs: how many slots has Ida in March?

use jiff::civil::{Date, date};

// ANCHOR: visit
struct Visit {
    booked_on: Date,
    on: Date,
    slots: u32,
}

/// Ida's visits: the day in March, and how many slots. She books a week ahead.
const IDA: [(i8, u32); 7] =
    [(3, 2), (5, 2), (9, 1), (12, 1), (16, 1), (18, 2), (19, 1)];
// ANCHOR_END: visit

// ANCHOR: readings
const MARCH: i8 = 3;

/// A visit is a visit.
fn ann(visit: &Visit) -> u32 {
    u32::from(visit.on.month() == MARCH)
}

/// A double visit takes two slots, and it says "slots".
fn bob(visit: &Visit) -> u32 {
    if visit.on.month() == MARCH { visit.slots } else { 0 }
}

/// It says "books", so what counts is when it was booked.
fn cem(visit: &Visit) -> u32 {
    if visit.booked_on.month() == MARCH { visit.slots } else { 0 }
}
// ANCHOR_END: readings

fn main() {
    let mut visits = Vec::new();
    for (day, slots) in IDA {
        let on = date(2026, 3, day);
        let booked_on = on.saturating_sub(jiff::Span::new().days(7));
        visits.push(Visit { booked_on, on, slots });
    }
    let request = Visit {
        booked_on: date(2026, 3, 20),
        on: date(2026, 3, 30),
        slots: 1,
    };
    println!("Ida asks for one more slot, on {}.", request.on);
    let ask = |who: &str, count: fn(&Visit) -> u32| {
        let with_it: u32 = visits.iter().chain([&request]).map(count).sum();
        let answer = if with_it <= 10 { "booked" } else { "refused" };
        println!("{who}'s program: {with_it:>2} of 10, {answer}");
    };
    ask("Ann", ann);
    ask("Bob", bob);
    ask("Cem", cem);
}
