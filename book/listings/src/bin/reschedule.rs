//! Moving a booking by two calls, each of which keeps every rule.

// ANCHOR: day
#[derive(Debug)]
struct DoctorsDay {
    /// Slot and patient. Nobody has a slot that somebody else has.
    bookings: Vec<(u8, String)>,
}

impl DoctorsDay {
    fn book(&mut self, patient: &str, slot: u8) -> Result<(), String> {
        if self.bookings.iter().any(|(taken, _)| *taken == slot) {
            return Err(format!("slot {slot} is taken"));
        }
        self.bookings.push((slot, patient.to_owned()));
        Ok(())
    }

    fn cancel(&mut self, patient: &str) {
        self.bookings.retain(|(_, booked)| booked != patient);
    }

    fn move_to(&mut self, patient: &str, slot: u8) -> Result<(), String> {
        self.cancel(patient);
        self.book(patient, slot)
    }
}
// ANCHOR_END: day

fn main() {
    let mut day = DoctorsDay { bookings: Vec::new() };
    for (patient, slot) in [("Ida", 5), ("Tom", 9), ("Ann", 20), ("Ann", 21)]
    {
        day.book(patient, slot).expect("the slot is free");
    }
    println!("{:<26}  {}", "at the start", shown(&day));
    for (patient, slot) in [("Ida", 9), ("Ann", 30), ("Tomm", 40)] {
        let outcome = day.move_to(patient, slot);
        let answer = outcome.err().unwrap_or_else(|| "done".to_owned());
        let call = format!("{patient} to {slot}: {answer}");
        println!("{call:<26}  {}", shown(&day));
    }
}

fn shown(day: &DoctorsDay) -> String {
    let bookings =
        day.bookings.iter().map(|(slot, who)| format!("{slot} {who}"));
    bookings.collect::<Vec<_>>().join(", ")
}
