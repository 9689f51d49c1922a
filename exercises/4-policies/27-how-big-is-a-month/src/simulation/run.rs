// Given: the practice at work. Nothing here needs to change.

use std::collections::BTreeMap;
use std::time::Duration;

use super::aggregates::{DoctorsDay, Patient, PatientMonthQuota, Refusal, Slot};
use super::chance::part;
use super::repository::{Loaded, Version};
use super::requests::Request;
use super::store::{Asked, Copies, Store};
use super::{Boundary, MAXIMUM, Outcome, Setting, milliseconds};

/// What happens at some moment.
enum Event {
    Arrives(Request),
    /// The window of an attempt has passed.
    Decides(Attempt, Copies),
    /// The first slot of a double visit is stored. The second one is next.
    SavesSecondSlot(Attempt, Half, Loaded<Slot>),
    /// The first slot has to be given back.
    TakesBackFirstSlot(Attempt, Half),
    /// The quota is reserved. The day is next.
    SavesDay(Attempt, Loaded<DoctorsDay>),
    /// The day is saved.
    ConfirmsQuota(Attempt),
    /// The day is not saved.
    ReleasesQuota(Attempt),
}

/// One of the attempts to answer a request.
#[derive(Clone, Copy)]
struct Attempt {
    asked: Asked,
    number: u32,
    /// What the read model said when the copies were loaded.
    counted: u32,
}

/// The first slot of a double visit, stored at `version` without the second.
#[derive(Clone, Copy)]
struct Half {
    number: u32,
    version: Version,
}

/// Booked slots as the read model gets to know them: late.
struct Change {
    /// When the slots were saved, in milliseconds.
    at: u64,
    doctor: usize,
    slots: i32,
}

/// A run through all requests, one event at a time.
pub struct Run<'a> {
    setting: &'a Setting,
    now: u64,
    /// What is still to come, by time, and at the same time in the order it was planned.
    agenda: BTreeMap<(u64, u64), Event>,
    planned: u64,
    store: Store,
    /// For each patient.
    read_model: Vec<Vec<Change>>,
    /// Half-booked double visits: number, doctor and day, and whether somebody has looked.
    halves: BTreeMap<u32, (usize, usize, bool)>,
    /// Patient and length of each booking, the earliest first.
    booked: Vec<(Patient, u32)>,
    outcome: Outcome,
}

impl<'a> Run<'a> {
    pub fn new(setting: &'a Setting) -> Self {
        Self {
            setting,
            now: 0,
            agenda: BTreeMap::new(),
            planned: 0,
            store: Store::new(setting),
            read_model: (0..setting.patients).map(|_| Vec::new()).collect(),
            halves: BTreeMap::new(),
            booked: Vec::new(),
            outcome: Outcome::default(),
        }
    }

    /// Answers all requests, and counts.
    pub fn answer(mut self, requests: Vec<Request>) -> Outcome {
        let start = requests.first().map_or(0, |request| request.at);
        self.outcome.requests = requests.len() as u32;
        for request in requests {
            self.plan(request.at, Event::Arrives(request));
        }
        while let Some(((at, _), event)) = self.agenda.pop_first() {
            self.now = at;
            self.happens(event);
        }
        self.outcome.took = Duration::from_millis(self.now - start);
        self.count_what_is_stored();
        self.outcome
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Arrives(request) => self.arrives(&request),
            Event::Decides(attempt, copies) => self.decides(attempt, copies),
            Event::SavesSecondSlot(attempt, half, slot) => {
                self.saves_second_slot(attempt, half, slot);
            }
            Event::TakesBackFirstSlot(attempt, half) => self.takes_back_first_slot(attempt, half),
            Event::SavesDay(attempt, day) => self.saves_day(attempt, day),
            Event::ConfirmsQuota(attempt) => {
                let length = attempt.asked.visit.length();
                self.change_quota(&attempt, |quota| quota.confirm(length));
                self.is_booked(&attempt);
            }
            Event::ReleasesQuota(attempt) => {
                let length = attempt.asked.visit.length();
                self.change_quota(&attempt, |quota| quota.release(length));
                self.decides_again(&attempt);
            }
        }
    }

    // ---- a request ----

    /// The patient looks at the day, or at the next one that has room, and picks.
    fn arrives(&mut self, request: &Request) {
        let days = usize::from(self.setting.days);
        let with_room = (0..days).map(|later| (request.day + later) % days).find_map(|day| {
            let visits = self.store.free_visits(request.doctor, day, request.double);
            let pick = part(request.preference, visits.len() as u64) as usize;
            visits.get(pick).map(|visit| (day, *visit))
        });
        let Some((day, visit)) = with_room else {
            self.outcome.refused.none_free += 1;
            return;
        };
        for (half_doctor, half_day, seen) in self.halves.values_mut() {
            *seen |= (*half_doctor, *half_day) == (request.doctor, day);
        }
        let asked = Asked { patient: request.patient, doctor: request.doctor, day, visit };
        self.attempts(asked, 1);
    }

    /// Loads what the boundary says. What follows, follows when the window has passed.
    fn attempts(&mut self, asked: Asked, number: u32) {
        let copies = self.store.load(&asked);
        self.outcome.aggregates_loaded += copies.count();
        self.outcome.rows_loaded += copies.rows();
        if !self.setting.boundary.holds_the_maximum() {
            self.outcome.rows_loaded += 1;
        }
        let attempt = Attempt { asked, number, counted: self.counts(&asked) };
        self.plan_after(self.setting.window, Event::Decides(attempt, copies));
    }

    fn decides(&mut self, attempt: Attempt, mut copies: Copies) {
        if let Err(refusal) = self.store.decide(&mut copies, &attempt.asked, attempt.counted) {
            return self.is_refused(refusal);
        }
        let asked = &attempt.asked;
        match copies {
            Copies::Slots(first, second) => {
                let key = self.store.slot_key(asked, asked.visit.first());
                match (self.store.slots.save(key, first.value, first.version), second) {
                    (Err(_), _) => self.conflict(&attempt),
                    (Ok(_), None) => self.is_saved(&attempt),
                    (Ok(version), Some(second)) => self.is_half_saved(attempt, version, second),
                }
            }
            Copies::Day(day) => {
                let key = self.store.day_key(asked);
                match self.store.days.save(key, day.value, day.version) {
                    Ok(_) => self.is_saved(&attempt),
                    Err(_) => self.conflict(&attempt),
                }
            }
            Copies::Month(month) => {
                let key = self.store.month_key(asked);
                match self.store.months.save(key, month.value, month.version) {
                    Ok(_) => self.is_saved(&attempt),
                    Err(_) => self.conflict(&attempt),
                }
            }
            Copies::DayAndQuota(day, quota) => {
                let key = asked.patient.index();
                match self.store.quotas.save(key, quota.value, quota.version) {
                    Ok(_) => {
                        self.outcome.saves += 1;
                        self.plan_after(self.setting.step, Event::SavesDay(attempt, day));
                    }
                    Err(_) => self.conflict(&attempt),
                }
            }
        }
    }

    // ---- boundary: a slot ----

    fn is_half_saved(&mut self, attempt: Attempt, version: Version, second: Loaded<Slot>) {
        self.outcome.saves += 1;
        self.outcome.half_booked.stored += 1;
        let Asked { doctor, day, .. } = attempt.asked;
        let half = Half { number: self.outcome.half_booked.stored, version };
        self.halves.insert(half.number, (doctor, day, false));
        self.tell_read_model(&attempt.asked, 1);
        self.plan_after(self.setting.step, Event::SavesSecondSlot(attempt, half, second));
    }

    fn saves_second_slot(&mut self, attempt: Attempt, half: Half, second: Loaded<Slot>) {
        let key = self.store.slot_key(&attempt.asked, attempt.asked.visit.first() + 1);
        self.outcome.saves += 1;
        match self.store.slots.save(key, second.value, second.version) {
            Ok(_) => {
                self.half_is_over(half);
                self.tell_read_model(&attempt.asked, 1);
                self.is_booked(&attempt);
            }
            Err(_) => {
                let is_taken = self.store.slots.look(key).patient().is_some();
                self.outcome.conflicts += 1;
                self.outcome.false_conflicts += u32::from(!is_taken);
                self.plan_after(self.setting.step, Event::TakesBackFirstSlot(attempt, half));
            }
        }
    }

    fn takes_back_first_slot(&mut self, attempt: Attempt, half: Half) {
        let key = self.store.slot_key(&attempt.asked, attempt.asked.visit.first());
        let mut slot = self.store.slots.load(key).value;
        slot.release();
        let saved = self.store.slots.save(key, slot, half.version);
        debug_assert!(saved.is_ok(), "nobody else saves a slot that is booked");
        self.outcome.saves += 1;
        self.outcome.half_booked.compensated += 1;
        self.half_is_over(half);
        self.tell_read_model(&attempt.asked, -1);
        self.decides_again(&attempt);
    }

    fn half_is_over(&mut self, half: Half) {
        if let Some((_, _, true)) = self.halves.remove(&half.number) {
            self.outcome.half_booked.seen += 1;
        }
    }

    // ---- boundary: a day and a quota ----

    fn saves_day(&mut self, attempt: Attempt, day: Loaded<DoctorsDay>) {
        let Asked { visit, patient, .. } = attempt.asked;
        let key = self.store.day_key(&attempt.asked);
        self.outcome.saves += 1;
        match self.store.days.save(key, day.value, day.version) {
            Ok(_) => {
                self.plan_after(self.setting.step, Event::ConfirmsQuota(attempt));
            }
            Err(_) => {
                let would_be_booked = self.store.days.load(key).value.book(visit, patient).is_ok();
                self.outcome.conflicts += 1;
                self.outcome.false_conflicts += u32::from(would_be_booked);
                self.plan_after(self.setting.step, Event::ReleasesQuota(attempt));
            }
        }
    }

    /// Confirms or releases, on the quota as it is now. There is nothing to decide, so there is no
    /// window in which somebody else could save.
    fn change_quota(&mut self, attempt: &Attempt, change: impl FnOnce(&mut PatientMonthQuota)) {
        let key = attempt.asked.patient.index();
        let mut quota = self.store.quotas.load(key);
        change(&mut quota.value);
        let saved = self.store.quotas.save(key, quota.value, quota.version);
        debug_assert!(saved.is_ok(), "nothing happens between this load and this save");
        self.outcome.aggregates_loaded += 1;
        self.outcome.rows_loaded += 1;
        self.outcome.saves += 1;
    }

    // ---- how an attempt ends ----

    /// All of it is saved at once.
    fn is_saved(&mut self, attempt: &Attempt) {
        self.outcome.saves += 1;
        self.tell_read_model(&attempt.asked, attempt.asked.visit.length() as i32);
        self.is_booked(attempt);
    }

    fn is_booked(&mut self, attempt: &Attempt) {
        let length = attempt.asked.visit.length();
        self.outcome.bookings += 1;
        self.outcome.booked_slots += length;
        self.booked.push((attempt.asked.patient, length));
    }

    fn is_refused(&mut self, refusal: Refusal) {
        match refusal {
            Refusal::SlotTaken => self.outcome.refused.slot_taken += 1,
            Refusal::OverMaximum => self.outcome.refused.over_maximum += 1,
        }
    }

    /// The first save of the attempt is refused, so there is nothing to take back.
    fn conflict(&mut self, attempt: &Attempt) {
        let asked = &attempt.asked;
        let mut now = self.store.load(asked);
        let same_decision = self.store.decide(&mut now, asked, self.counts(asked)).is_ok();
        self.outcome.saves += 1;
        self.outcome.conflicts += 1;
        self.outcome.false_conflicts += u32::from(same_decision);
        self.decides_again(attempt);
    }

    fn decides_again(&mut self, attempt: &Attempt) {
        if attempt.number == self.setting.attempts.get() {
            self.outcome.given_up += 1;
            return;
        }
        self.outcome.retries += 1;
        self.attempts(attempt.asked, attempt.number + 1);
    }

    // ---- the read model ----

    fn tell_read_model(&mut self, asked: &Asked, slots: i32) {
        let change = Change { at: self.now, doctor: asked.doctor, slots };
        self.read_model[asked.patient.index()].push(change);
    }

    /// How many slots the patient has outside of the boundary, as far as the read model knows.
    fn counts(&self, asked: &Asked) -> u32 {
        let delay = milliseconds(self.setting.read_model_delay);
        let sum: i32 = self.read_model[asked.patient.index()]
            .iter()
            .filter(|change| change.at.saturating_add(delay) <= self.now)
            .filter(|change| match self.setting.boundary {
                Boundary::Slot | Boundary::DoctorsDay => true,
                Boundary::DoctorsMonth => change.doctor != asked.doctor,
                Boundary::PracticesMonth | Boundary::DayAndQuota => false,
            })
            .map(|change| change.slots)
            .sum();
        u32::try_from(sum).unwrap_or(0)
    }

    // ---- the end ----

    fn count_what_is_stored(&mut self) {
        let mut slots_of = vec![0_u32; usize::from(self.setting.patients)];
        for patient in self.store.booked_slots() {
            slots_of[patient.index()] += 1;
        }
        debug_assert_eq!(slots_of.iter().sum::<u32>(), self.outcome.booked_slots, "stored, booked");
        let over = || slots_of.iter().map(|slots| slots.saturating_sub(MAXIMUM));
        self.outcome.slots_over = over().sum();
        self.outcome.patients_over = over().filter(|over| *over > 0).count() as u32;
        for (patient, length) in self.booked.iter().rev() {
            let slots = &mut slots_of[patient.index()];
            if *slots > MAXIMUM {
                *slots -= length;
                self.outcome.corrections += 1;
            }
        }
    }

    fn plan_after(&mut self, duration: Duration, event: Event) {
        self.plan(self.now.saturating_add(milliseconds(duration)), event);
    }

    fn plan(&mut self, at: u64, event: Event) {
        self.planned += 1;
        self.agenda.insert((at, self.planned), event);
    }
}
