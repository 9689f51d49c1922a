//! Months that were booked under an older rule, loaded through the constructor of today.

// ANCHOR: month
const MAXIMUM: u32 = 10; // It was 12 until Sunday.

#[derive(Debug)]
struct PatientMonth {
    patient: &'static str,
    slots: u32,
}

impl PatientMonth {
    fn new(patient: &'static str, slots: u32) -> Result<Self, String> {
        if slots > MAXIMUM {
            return Err(format!("{slots} slots, {MAXIMUM} are allowed"));
        }
        Ok(Self { patient, slots })
    }
}
// ANCHOR_END: month

// ANCHOR: rehydrate
impl PatientMonth {
    /// For rows that are stored. They are facts.
    fn rehydrate(patient: &'static str, slots: u32) -> Self {
        Self { patient, slots }
    }

    /// How many slots there are too many.
    fn over_by(&self) -> u32 {
        self.slots.saturating_sub(MAXIMUM)
    }

    fn book(&mut self) -> Result<(), String> {
        let after = self.slots + 1;
        if after > MAXIMUM {
            return Err(format!("that would be {after} slots"));
        }
        self.slots = after;
        Ok(())
    }

    fn cancel(&mut self) {
        self.slots = self.slots.saturating_sub(1);
    }
}
// ANCHOR_END: rehydrate

fn main() {
    let rows = [("Ida", 4), ("Tom", 12), ("Mira", 10)];

    println!("through `new`:");
    // ANCHOR: monday
    for (patient, slots) in rows {
        match PatientMonth::new(patient, slots) {
            Ok(month) => println!("  {patient}: {} slots", month.slots),
            Err(reason) => println!("  {patient}: can't be loaded, {reason}"),
        }
    }
    // ANCHOR_END: monday

    println!("through `rehydrate`:");
    let mut months =
        rows.map(|(patient, slots)| PatientMonth::rehydrate(patient, slots));
    for month in &months {
        let PatientMonth { patient, slots } = month;
        println!("  {patient}: {slots} slots, {} too many", month.over_by());
    }
    let tom = &mut months[1];
    tom.cancel();
    println!("Tom cancels one:   {} too many", tom.over_by());
    println!("Tom wants another: {:?}", tom.book());
}
