//! A doctor's month as one aggregate: what it promises, and whom it keeps waiting.

use std::collections::{BTreeMap, HashMap};

// ANCHOR: month
type Day = u8;
type Slot = u8;

/// All days of one doctor in a month, loaded and saved as one.
#[derive(Debug, Clone, Default)]
struct DoctorsMonth {
    booked: BTreeMap<(Day, Slot), String>,
    version: u64,
}

impl DoctorsMonth {
    fn book(
        &mut self,
        patient: &str,
        day: Day,
        slot: Slot,
    ) -> Result<(), &'static str> {
        if self.booked.contains_key(&(day, slot)) {
            return Err("the slot is taken");
        }
        if self.booked.values().filter(|name| *name == patient).count() >= 10
        {
            return Err("ten slots a month are enough");
        }
        self.booked.insert((day, slot), patient.to_owned());
        Ok(())
    }
}
// ANCHOR_END: month

#[derive(Default)]
struct Months(HashMap<&'static str, DoctorsMonth>);

impl Months {
    fn load(&self, doctor: &str) -> DoctorsMonth {
        self.0.get(doctor).cloned().unwrap_or_default()
    }

    fn save(
        &mut self,
        doctor: &'static str,
        mut month: DoctorsMonth,
    ) -> Result<(), String> {
        let stored = self.load(doctor).version;
        if stored != month.version {
            return Err(format!(
                "conflict: expected version {}, found {stored}",
                month.version
            ));
        }
        month.version += 1;
        self.0.insert(doctor, month);
        Ok(())
    }
}

fn main() {
    let mut months = Months::default();

    // ANCHOR: nina
    for day in 1..=10 {
        let mut lind = months.load("Lind");
        lind.book("Nina", day, 6).expect("ten are allowed");
        months.save("Lind", lind).expect("nobody else is here");
    }
    let eleventh = months.load("Lind").book("Nina", 11, 6);
    println!("Nina's 11th, with Dr Lind: {eleventh:?}");
    let eleventh = months.load("Berg").book("Nina", 11, 6);
    println!("Nina's 11th, with Dr Berg: {eleventh:?}");
    // ANCHOR_END: nina

    // ANCHOR: two
    let mut for_ida = months.load("Lind");
    let mut for_tom = months.load("Lind");
    for_ida.book("Ida", 3, 20).expect("the slot is free");
    for_tom.book("Tom", 24, 41).expect("the slot is free");
    println!("Ida on the 3rd:  {:?}", months.save("Lind", for_ida));
    println!("Tom on the 24th: {:?}", months.save("Lind", for_tom));
    // ANCHOR_END: two
}
