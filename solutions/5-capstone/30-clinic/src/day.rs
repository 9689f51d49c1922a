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
        // INV-1: all slots are asked for before anything changes, and one entry is the whole visit.
        let wanted = visit.slots().ok_or(Refusal::OffTheEnd { first: visit.first })?;
        if let Some(slot) = wanted.into_iter().find(|slot| self.is_taken(*slot)) {
            return Err(Refusal::Taken { slot });
        }
        self.visits.insert(visit.first, visit);
        Ok(())
    }

    /// Cancels the patient's visit that begins with `first`, with all of its slots, and returns it.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoSuchVisit`] when no visit of this patient begins there, and then nothing has changed.
    pub fn cancel(&mut self, patient: &Patient, first: Slot) -> Result<Visit, Refusal> {
        match self.visits.get(&first) {
            Some(visit) if visit.patient == *patient => {}
            Some(_) | None => return Err(Refusal::NoSuchVisit { first }),
        }
        self.visits.remove(&first).ok_or(Refusal::NoSuchVisit { first })
    }

    fn is_taken(&self, slot: Slot) -> bool {
        self.visits.values().flat_map(Visit::slots).flatten().any(|taken| taken == slot)
    }
}
