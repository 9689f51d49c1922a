//! The save is repeated until it works.

use std::collections::BTreeMap;

// ANCHOR: day
#[derive(Debug, Clone, Default)]
struct Day {
    version: u32,
    booked: BTreeMap<&'static str, &'static str>,
}

impl Day {
    fn book(
        &mut self,
        slot: &'static str,
        patient: &'static str,
    ) -> Result<(), String> {
        match self.booked.get(slot) {
            Some(other) => Err(format!("{slot} is taken by {other}")),
            None => {
                self.booked.insert(slot, patient);
                Ok(())
            }
        }
    }
}

#[derive(Default)]
struct Repository(Day);

impl Repository {
    fn load(&self) -> Day {
        self.0.clone()
    }

    fn save(&mut self, day: &Day, expected: u32) -> Result<(), u32> {
        if self.0.version != expected {
            return Err(self.0.version);
        }
        self.0 = Day { version: expected + 1, ..day.clone() };
        Ok(())
    }
}
// ANCHOR_END: day

// ANCHOR: wrong
fn save_again(mut repository: Repository) -> Result<Day, String> {
    let mut anna = repository.load();
    let mut boris = repository.load();
    anna.book("9:00", "Anna's patient")?;
    boris.book("9:00", "Boris's patient")?;

    let _ = repository.save(&anna, 0);
    let mut expected = 0;
    while let Err(actual) = repository.save(&boris, expected) {
        println!("conflict: expected {expected}, actual {actual}");
        expected = actual; // now we know better
    }
    Ok(repository.load())
}
// ANCHOR_END: wrong

fn decide_again(mut repository: Repository) -> Result<Day, String> {
    let mut anna = repository.load();
    let mut boris = repository.load();
    anna.book("9:00", "Anna's patient")?;
    boris.book("9:00", "Boris's patient")?;

    let _ = repository.save(&anna, 0);
    // ANCHOR: right
    if let Err(actual) = repository.save(&boris, 0) {
        println!("conflict: expected 0, actual {actual}");
        boris = repository.load();
        boris.book("9:00", "Boris's patient")?;
    }
    // ANCHOR_END: right
    Ok(boris)
}

fn main() {
    println!("save again: {:?}", save_again(Repository::default()));
    println!("decide again: {:?}", decide_again(Repository::default()));
}
