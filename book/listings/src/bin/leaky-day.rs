//! A private field, and a getter that hands it out.

use std::collections::BTreeMap;

#[derive(Debug, Default)]
struct DoctorsDay {
    bookings: BTreeMap<u8, String>,
    version: u64,
}

impl DoctorsDay {
    fn book(&mut self, slot: u8, patient: &str) -> Result<(), &'static str> {
        if self.bookings.contains_key(&slot) {
            return Err("the slot is taken");
        }
        self.bookings.insert(slot, patient.to_owned());
        self.version += 1;
        Ok(())
    }

    // ANCHOR: getter
    /// For the import of the old calendar.
    fn bookings_mut(&mut self) -> &mut BTreeMap<u8, String> {
        &mut self.bookings
    }
    // ANCHOR_END: getter
}

fn main() {
    // ANCHOR: caller
    let mut day = DoctorsDay::default();
    day.book(9, "Tom").expect("the slot is free");
    println!("Ida wants slot 9: {:?}", day.book(9, "Ida"));

    day.bookings_mut().insert(9, "Ida".to_owned());
    day.bookings_mut().insert(61, "Ann".to_owned());
    // ANCHOR_END: caller
    println!("{:?}, version {}", day.bookings, day.version);
}
