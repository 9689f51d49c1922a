// Given: what a boundary loads and stores. Nothing here needs to change.

use super::aggregates::{
    DoctorsDay, Month, Patient, PatientMonthQuota, Refusal, Slot, Visit, within_maximum,
};
use super::repository::{Loaded, Repository};
use super::{Boundary, SLOTS, Setting};

/// What a patient asks for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub patient: Patient,
    pub doctor: usize,
    pub day: usize,
    pub visit: Visit,
}

/// The aggregates of a boundary. The repositories of the others are empty.
pub struct Store {
    boundary: Boundary,
    days_a_doctor: usize,
    pub slots: Repository<Slot>,
    pub days: Repository<DoctorsDay>,
    pub months: Repository<Month>,
    pub quotas: Repository<PatientMonthQuota>,
}

/// What one attempt has loaded: the copies that it decides on.
pub enum Copies {
    Slots(Loaded<Slot>, Option<Loaded<Slot>>),
    Day(Loaded<DoctorsDay>),
    Month(Loaded<Month>),
    DayAndQuota(Loaded<DoctorsDay>, Loaded<PatientMonthQuota>),
}

impl Store {
    pub fn new(setting: &Setting) -> Self {
        let (doctors, patients) = (usize::from(setting.doctors), usize::from(setting.patients));
        let days_a_doctor = usize::from(setting.days);
        let all_days = doctors * days_a_doctor;
        let (mut slots, mut days, mut months, mut quotas) = (0, 0, 0, 0);
        let mut days_a_month = days_a_doctor;
        match setting.boundary {
            Boundary::Slot => slots = all_days * usize::from(SLOTS),
            Boundary::DoctorsDay => days = all_days,
            Boundary::DoctorsMonth => months = doctors,
            Boundary::PracticesMonth => (months, days_a_month) = (1, all_days),
            Boundary::DayAndQuota => (days, quotas) = (all_days, patients),
        }
        Self {
            boundary: setting.boundary,
            days_a_doctor,
            slots: Repository::new(&Slot::default(), slots),
            days: Repository::new(&DoctorsDay::EMPTY, days),
            months: Repository::new(&Month::new(days_a_month, patients), months),
            quotas: Repository::new(&PatientMonthQuota::default(), quotas),
        }
    }

    /// Copies of all that the boundary decides on.
    pub fn load(&self, asked: &Asked) -> Copies {
        let slot = |number| self.slots.load(self.slot_key(asked, number));
        match self.boundary {
            Boundary::Slot => {
                Copies::Slots(slot(asked.visit.first()), asked.visit.second().map(slot))
            }
            Boundary::DoctorsDay => Copies::Day(self.days.load(self.day_key(asked))),
            Boundary::DoctorsMonth | Boundary::PracticesMonth => {
                Copies::Month(self.months.load(self.month_key(asked)))
            }
            Boundary::DayAndQuota => Copies::DayAndQuota(
                self.days.load(self.day_key(asked)),
                self.quotas.load(asked.patient.index()),
            ),
        }
    }

    /// Decides on copies, which are changed by it. `counted` is what the read model says the patient
    /// has outside of what was loaded.
    pub fn decide(&self, copies: &mut Copies, asked: &Asked, counted: u32) -> Result<(), Refusal> {
        let (visit, patient) = (asked.visit, asked.patient);
        match copies {
            Copies::Slots(first, second) => {
                first.value.book(patient)?;
                if let Some(second) = second {
                    second.value.book(patient)?;
                }
                within_maximum(counted, visit.length())
            }
            Copies::Day(day) => {
                day.value.book(visit, patient)?;
                within_maximum(counted, visit.length())
            }
            Copies::Month(month) => {
                month.value.book(self.day_in_month(asked), visit, patient, counted)
            }
            Copies::DayAndQuota(day, quota) => {
                day.value.book(visit, patient)?;
                quota.value.reserve(visit.length())
            }
        }
    }

    pub fn slot_key(&self, asked: &Asked, number: usize) -> usize {
        self.day_key(asked) * usize::from(SLOTS) + number
    }

    pub fn day_key(&self, asked: &Asked) -> usize {
        self.day_of(asked.doctor, asked.day)
    }

    pub fn month_key(&self, asked: &Asked) -> usize {
        if self.boundary == Boundary::PracticesMonth { 0 } else { asked.doctor }
    }

    fn day_of(&self, doctor: usize, day: usize) -> usize {
        doctor * self.days_a_doctor + day
    }

    fn day_in_month(&self, asked: &Asked) -> usize {
        match self.boundary {
            Boundary::PracticesMonth => self.day_key(asked),
            _ => asked.day,
        }
    }

    /// The visits for which there is room on a day as it is stored, the earliest first.
    pub fn free_visits(&self, doctor: usize, day: usize, double: bool) -> Vec<Visit> {
        let key = self.day_of(doctor, day);
        let slots = usize::from(SLOTS);
        let free: Vec<bool> = match self.boundary {
            Boundary::Slot => (0..slots)
                .map(|slot| self.slots.look(key * slots + slot).patient().is_none())
                .collect(),
            Boundary::DoctorsDay | Boundary::DayAndQuota => free_slots(self.days.look(key)),
            Boundary::DoctorsMonth => free_slots(self.months.look(doctor).day(day)),
            Boundary::PracticesMonth => free_slots(self.months.look(0).day(key)),
        };
        (0..SLOTS)
            .filter_map(|first| Visit::new(first, double))
            .filter(|visit| visit.slots().all(|slot| free[slot]))
            .collect()
    }

    /// Who has a slot, for every booked slot in store.
    pub fn booked_slots(&self) -> impl Iterator<Item = Patient> {
        let in_slots = self.slots.all().filter_map(Slot::patient);
        let in_months = self.months.all().flat_map(Month::days);
        let in_days = self.days.all().chain(in_months).flat_map(DoctorsDay::slots);
        in_slots.chain(in_days.copied().flatten())
    }
}

fn free_slots(day: &DoctorsDay) -> Vec<bool> {
    day.slots().iter().map(Option::is_none).collect()
}

impl Copies {
    /// How many aggregates these are.
    pub fn count(&self) -> u32 {
        match self {
            Self::Slots(_, second) => 1 + u32::from(second.is_some()),
            Self::Day(_) | Self::Month(_) => 1,
            Self::DayAndQuota(..) => 2,
        }
    }

    /// How many rows had to be read for them.
    pub fn rows(&self) -> u32 {
        match self {
            Self::Slots(..) => self.count(),
            Self::Day(day) => 1 + booked(&day.value),
            Self::Month(month) => 1 + month.value.booked(),
            Self::DayAndQuota(day, _) => 1 + booked(&day.value) + 1,
        }
    }
}

fn booked(day: &DoctorsDay) -> u32 {
    day.slots().iter().flatten().count() as u32
}
