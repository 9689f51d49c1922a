//! A slot of a doctor's day: every way to get one leads past the same check.

use serde::Deserialize;

// ANCHOR: slot
/// One of the 60 slots of a day.
///
/// # Invariants
///
/// - INV-1: from 1 to 60.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "i64")]
pub struct Slot(u8);

impl TryFrom<i64> for Slot {
    type Error = NoSuchSlot;

    fn try_from(number: i64) -> Result<Self, NoSuchSlot> {
        match u8::try_from(number) {
            // INV-1
            Ok(slot @ 1..=60) => Ok(Self(slot)),
            _ => Err(NoSuchSlot { number }),
        }
    }
}

impl Slot {
    /// The slot after this one. The last one has none.
    pub fn next(self) -> Option<Self> {
        // INV-1: adding is a door, too.
        Self::try_from(i64::from(self.0) + 1).ok()
    }
}
// ANCHOR_END: slot

/// The number is none of a slot.
#[derive(Debug, thiserror::Error)]
#[error("there is no slot {number}: a day has the slots 1 to 60")]
pub struct NoSuchSlot {
    number: i64,
}

fn main() {
    // ANCHOR: tries
    for number in [60, 61, 0, -1, 257] {
        match Slot::try_from(number) {
            Ok(slot) => {
                println!("{number}: {slot:?}, then {:?}", slot.next());
            }
            Err(error) => println!("{number}: {error}"),
        }
    }
    let stored: Result<Slot, _> = serde_json::from_str("61");
    println!(
        "from JSON: {}",
        stored.map_or_else(|e| e.to_string(), |s| format!("{s:?}"))
    );
    // ANCHOR_END: tries
}
