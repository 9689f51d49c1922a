//! Step 1: the day and its visits, in memory.

use std::collections::BTreeMap;

use crate::error::Refusal;
use crate::model::{Patient, Slot, Visit};

/// Who comes to see a doctor on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoctorsDay {
    visits: BTreeMap<Slot, Visit>,
}

impl DoctorsDay {
    /// A day on which nobody comes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The day with these visits. For whoever reads a day from where it is stored.
    pub fn from_visits(visits: impl IntoIterator<Item = Visit>) -> Self {
        Self { visits: visits.into_iter().map(|visit| (visit.first, visit)).collect() }
    }

    /// Who comes, the earliest first.
    pub fn visits(&self) -> impl Iterator<Item = &Visit> {
        self.visits.values()
    }

    /// Books the visit, in one slot or in two.
    ///
    /// # Errors
    ///
    /// The first of these that applies, and then nothing has changed:
    ///
    /// 1. [`Refusal::OffTheEnd`]: a double visit would begin with the last slot.
    /// 2. [`Refusal::Taken`]: somebody has one of its slots. It names the earliest that isn't free.
    pub fn book(&mut self, visit: Visit) -> Result<(), Refusal> {
        todo!("book {visit:?} among {:?}, or say why not and change nothing", self.visits)
    }

    /// Cancels the patient's visit that begins with `first`, with all of its slots, and returns it.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchVisit`] when no visit of this patient begins there, and then nothing has changed.
    pub fn cancel(&mut self, patient: &Patient, first: Slot) -> Result<Visit, Refusal> {
        todo!(
            "cancel the whole visit of {patient:?} from {first} on among {:?}, or say why not",
            self.visits
        )
    }
}
