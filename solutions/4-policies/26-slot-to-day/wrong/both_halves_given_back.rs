//! A save that wasn't answered may have been done, so both halves are to be given back.

mod port;
mod visit;

pub use port::{Repository, SaveError, Stored, Version};
pub use visit::{PastTheEnd, Patient, Refusal, Slot, Visit};

/// One aggregate a slot. A double visit is two of them, and two saves.
pub mod by_slot {
    use jiff::civil::Date;
    use thiserror::Error;

    use crate::{Patient, Refusal, Repository, SaveError, Slot, Version, Visit};

    /// Which slot of which day.
    pub type SlotId = (Date, Slot);

    /// Why a visit was not booked or not cancelled.
    #[derive(Debug, Clone, PartialEq, Eq, Error)]
    pub enum Failure {
        /// The rules say no. Nothing has changed.
        #[error(transparent)]
        Refused(#[from] Refusal),
        /// A save went wrong. Nothing is left of the call.
        #[error(transparent)]
        NotSaved(#[from] SaveError),
        /// A save went wrong midway, and what was done couldn't be brought to an end or taken back: this
        /// slot still holds half of a double visit. Somebody has to cancel it.
        #[error("the slot at {slot} still holds half of a double visit")]
        StillHeld {
            /// The slot that should be free and isn't.
            slot: Slot,
        },
    }

    /// Books `visit` on `date`.
    ///
    /// All of its slots are looked at before the first save. Each is saved on the version at which it was
    /// found free, the earlier one first. When the save of the second half goes wrong, the first half is
    /// given back: saved as free, on the version that booking it has made. A conflict in that save means
    /// that the slot is no longer this visit's, so there is nothing left to give back.
    ///
    /// # Errors
    ///
    /// The first of these that applies:
    ///
    /// 1. [`Failure::Refused`] with [`Refusal::SlotTaken`]: a slot of the visit is booked, and this is
    ///    the earliest. Nothing was saved.
    /// 2. [`Failure::NotSaved`]: the first save went wrong.
    /// 3. [`Failure::StillHeld`]: the second save went wrong, and the first half couldn't be given back,
    ///    because the storage couldn't be reached. It names the first half.
    /// 4. [`Failure::NotSaved`]: the second save went wrong, and this is what it said.
    pub fn book(
        slots: &mut impl Repository<SlotId, Option<Visit>>,
        date: Date,
        visit: Visit,
    ) -> Result<(), Failure> {
        let first = (date, visit.first());
        let first_version = version_if_free(slots, first)?;
        let Some(second) = visit.second().map(|slot| (date, slot)) else {
            slots.save(first, &Some(visit), first_version)?;
            return Ok(());
        };
        // INV-3: the last refusal comes before the first save.
        let second_version = version_if_free(slots, second)?;

        let booked = Some(visit);
        let held = slots.save(first, &booked, first_version)?;
        // INV-6
        let Err(why) = slots.save(second, &booked, second_version) else {
            return Ok(());
        };
        let stored = slots.load(second);
        if why == SaveError::Unavailable
            && stored.aggregate == booked
            && slots.save(second, &None, stored.version).is_err()
        {
            return Err(Failure::StillHeld { slot: second.1 });
        }
        match slots.save(first, &None, held) {
            Ok(_) | Err(SaveError::Conflict { .. }) => Err(why.into()),
            // INV-5
            Err(SaveError::Unavailable) => Err(Failure::StillHeld { slot: first.1 }),
        }
    }

    /// Cancels the visit that `patient` has in `slot`, which may be either half of a double visit.
    ///
    /// A half that is no longer this visit's is passed over. So what an earlier call has left half done,
    /// this one brings to its end.
    ///
    /// # Errors
    ///
    /// The first of these that applies:
    ///
    /// 1. [`Failure::Refused`] with [`Refusal::NoSuchVisit`]: `patient` has no visit there. Nothing was
    ///    saved.
    /// 2. [`Failure::NotSaved`]: the first save went wrong.
    /// 3. [`Failure::StillHeld`]: the first half is free, and the storage couldn't be reached for the
    ///    second. It names the second half.
    pub fn cancel(
        slots: &mut impl Repository<SlotId, Option<Visit>>,
        date: Date,
        slot: Slot,
        patient: &Patient,
    ) -> Result<(), Failure> {
        let held = slots.load((date, slot)).aggregate;
        let Some(visit) = held.filter(|visit| visit.patient() == patient) else {
            return Err(Refusal::NoSuchVisit { slot }.into());
        };
        let mut begun = false;
        for slot in visit.slots() {
            let stored = slots.load((date, slot));
            // INV-4
            if stored.aggregate.as_ref() != Some(&visit) {
                continue;
            }
            match slots.save((date, slot), &None, stored.version) {
                Ok(_) => begun = true,
                Err(why) if !begun => return Err(why.into()),
                // It is no longer this visit's.
                Err(SaveError::Conflict { .. }) => {}
                // INV-5
                Err(SaveError::Unavailable) => return Err(Failure::StillHeld { slot }),
            }
        }
        Ok(())
    }

    /// The version of a free slot.
    fn version_if_free(
        slots: &mut impl Repository<SlotId, Option<Visit>>,
        id: SlotId,
    ) -> Result<Version, Refusal> {
        let stored = slots.load(id);
        match stored.aggregate {
            // INV-1
            Some(_) => Err(Refusal::SlotTaken { slot: id.1 }),
            None => Ok(stored.version),
        }
    }
}

/// One aggregate a day. A double visit is one save.
pub mod by_day {
    use jiff::civil::Date;
    use thiserror::Error;

    use crate::{Patient, Refusal, Repository, SaveError, Slot, Visit};

    /// All visits of one day.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DoctorsDay {
        /// Who has the slot with this number. A double visit stands in both of its slots.
        slots: [Option<Visit>; Slot::COUNT],
    }

    /// A day without visits.
    impl Default for DoctorsDay {
        fn default() -> Self {
            Self { slots: [const { None }; Slot::COUNT] }
        }
    }

    impl DoctorsDay {
        /// The visit that holds `slot`, be it the first or the second half.
        pub fn visit_at(&self, slot: Slot) -> Option<&Visit> {
            self.slots[slot.number()].as_ref()
        }

        /// Books all slots of `visit`.
        ///
        /// # Errors
        ///
        /// [`Refusal::SlotTaken`] with the earliest of its slots that is booked, and then nothing has
        /// changed.
        pub fn book(&mut self, visit: Visit) -> Result<(), Refusal> {
            // INV-1, INV-3: every slot is looked at before the first one changes.
            if let Some(slot) = visit.slots().find(|slot| self.visit_at(*slot).is_some()) {
                return Err(Refusal::SlotTaken { slot });
            }
            // INV-2: nothing from here on can refuse.
            for slot in visit.slots() {
                self.slots[slot.number()] = Some(visit.clone());
            }
            Ok(())
        }

        /// Cancels the visit that `patient` has in `slot`, which may be either half of a double visit.
        ///
        /// # Errors
        ///
        /// [`Refusal::NoSuchVisit`] when `patient` has no visit there, and then nothing has changed.
        pub fn cancel(&mut self, slot: Slot, patient: &Patient) -> Result<(), Refusal> {
            let held = self.visit_at(slot).filter(|visit| visit.patient() == patient);
            let Some(visit) = held else {
                return Err(Refusal::NoSuchVisit { slot });
            };
            // INV-4: the visit knows its slots.
            for slot in visit.slots() {
                self.slots[slot.number()] = None;
            }
            Ok(())
        }
    }

    /// Why a visit was not booked or not cancelled. Nothing has changed.
    #[derive(Debug, Clone, PartialEq, Eq, Error)]
    pub enum Failure {
        /// The rules say no.
        #[error(transparent)]
        Refused(#[from] Refusal),
        /// The save went wrong.
        #[error(transparent)]
        NotSaved(#[from] SaveError),
    }

    /// Books `visit` on `date`: one load, one decision, one save.
    ///
    /// # Errors
    ///
    /// The first of these that applies:
    ///
    /// 1. [`Failure::Refused`], as [`DoctorsDay::book`] says. Nothing was saved.
    /// 2. [`Failure::NotSaved`]: the save went wrong, and this is what it said. A conflict is the caller's
    ///    to decide on again.
    pub fn book(
        days: &mut impl Repository<Date, DoctorsDay>,
        date: Date,
        visit: Visit,
    ) -> Result<(), Failure> {
        change(days, date, |day| day.book(visit))
    }

    /// Cancels the visit that `patient` has in `slot` on `date`: one load, one decision, one save.
    ///
    /// # Errors
    ///
    /// The first of these that applies:
    ///
    /// 1. [`Failure::Refused`], as [`DoctorsDay::cancel`] says. Nothing was saved.
    /// 2. [`Failure::NotSaved`]: the save went wrong, and this is what it said. A conflict is the caller's
    ///    to decide on again.
    pub fn cancel(
        days: &mut impl Repository<Date, DoctorsDay>,
        date: Date,
        slot: Slot,
        patient: &Patient,
    ) -> Result<(), Failure> {
        change(days, date, |day| day.cancel(slot, patient))
    }

    /// INV-6: one load, one save.
    fn change(
        days: &mut impl Repository<Date, DoctorsDay>,
        date: Date,
        decide: impl FnOnce(&mut DoctorsDay) -> Result<(), Refusal>,
    ) -> Result<(), Failure> {
        let mut stored = days.load(date);
        decide(&mut stored.aggregate)?;
        days.save(date, &stored.aggregate, stored.version)?;
        Ok(())
    }
}
