//! Moving a booking: locate, decide, and then a change that can't be refused.

use std::collections::BTreeMap;

#[derive(Debug, PartialEq)]
enum MoveError {
    NotBooked { from: u8 },
    SlotTaken { to: u8 },
}

// ANCHOR: day
#[derive(Debug, Default)]
struct DoctorsDay {
    // INV-1: a slot is booked once. A map has a key once.
    bookings: BTreeMap<u8, String>,
}

impl DoctorsDay {
    /// Moves the booking of slot `from` to slot `to`.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. `NotBooked`: slot `from` is free.
    /// 2. `SlotTaken`: slot `to` is taken, by another booking than this one.
    fn move_booking(&mut self, from: u8, to: u8) -> Result<(), MoveError> {
        let Some(patient) = self.bookings.get(&from).cloned() else {
            return Err(MoveError::NotBooked { from });
        };
        // INV-1: inserting would overwrite the one who is there.
        if to != from && self.bookings.contains_key(&to) {
            return Err(MoveError::SlotTaken { to });
        }

        self.bookings.remove(&from);
        self.bookings.insert(to, patient);
        Ok(())
    }
}
// ANCHOR_END: day

fn main() {
    let mut day = DoctorsDay::default();
    for (patient, slot) in [("Ida", 5), ("Tom", 9), ("Ann", 20), ("Ann", 21)]
    {
        day.bookings.insert(slot, patient.to_owned());
    }
    println!("at the start   {:?}", day.bookings);
    for (from, to) in [(5, 9), (20, 30), (6, 40), (9, 9)] {
        let outcome = day.move_booking(from, to);
        println!("{from} to {to}: {outcome:?}");
    }
    println!("at the end     {:?}", day.bookings);
}
