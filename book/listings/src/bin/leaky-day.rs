//! A private field, and a getter that hands it out.

use std::collections::BTreeMap;

// ANCHOR: getter
/// The bookings of a day with slots 1 to 60. Each change raises the version.
#[derive(Debug, Default)]
struct DoctorsDay {
    bookings: BTreeMap<u8, String>,
    version: u64,
}
// ANCHOR_END: getter

impl DoctorsDay {
    fn book(&mut self, patient: &str, slot: u8) -> Result<(), &'static str> {
        if !(1..=60).contains(&slot) {
            return Err("there is no such slot");
        }
        if self.bookings.contains_key(&slot) {
            return Err("the slot is taken");
        }
        self.bookings.insert(slot, patient.to_owned());
        self.version += 1;
        Ok(())
    }
}

// ANCHOR: door
impl DoctorsDay {
    /// For the import of the old calendar.
    fn bookings_mut(&mut self) -> &mut BTreeMap<u8, String> {
        &mut self.bookings
    }
}
// ANCHOR_END: door

fn main() {
    // ANCHOR: caller
    let mut day = DoctorsDay::default();
    day.book("Tom", 9).expect("the slot is free");
    println!("Ida wants slot 9: {:?}", day.book("Ida", 9));

    day.bookings_mut().insert(9, "Ida".to_owned());
    day.bookings_mut().insert(61, "Ann".to_owned());
    // ANCHOR_END: caller
    println!("{:?}, version {}", day.bookings, day.version);
}
