// Given: who asks for what, and when. Nothing here needs to change.

use super::aggregates::Patient;
use super::chance::Chance;
use super::{Setting, milliseconds};

const HOUR: u64 = 3_600_000;

/// Somebody wants a visit.
#[derive(Debug, Clone)]
pub struct Request {
    /// In milliseconds.
    pub at: u64,
    pub patient: Patient,
    pub doctor: usize,
    /// The day that the patient would like best.
    pub day: usize,
    pub double: bool,
    /// Which of the free slots: this fraction of the way down their list.
    pub preference: u32,
}

/// All requests of a setting, the earliest first.
pub fn draw(setting: &Setting, seed: u64) -> Vec<Request> {
    let chance = &mut Chance::new(seed);
    let count = setting.requests as usize;
    let mut requests = Vec::with_capacity(count);
    let mut now = 0;
    while requests.len() < count {
        now += chance.gap(HOUR / u64::from(setting.calls_per_hour));
        let is_regular = setting.regulars == setting.patients
            || setting.regulars > 0 && chance.in_100(setting.regulars_per_100);
        let patient = patient(setting, is_regular, chance);
        let mut at = now;
        loop {
            requests.push(request(setting, at, patient, chance));
            let goes_on = is_regular && chance.in_100(setting.series_per_100);
            if !goes_on || requests.len() == count {
                break;
            }
            at += chance.below(milliseconds(setting.series_within).saturating_add(1));
        }
    }
    requests.sort_by_key(|request| request.at);
    requests
}

/// The regulars are the first patients of the list.
fn patient(setting: &Setting, is_regular: bool, chance: &mut Chance) -> Patient {
    let (start, end) =
        if is_regular { (0, setting.regulars) } else { (setting.regulars, setting.patients) };
    Patient::at(start + chance.below(u64::from(end - start)) as u16)
}

fn request(setting: &Setting, at: u64, patient: Patient, chance: &mut Chance) -> Request {
    let days = u64::from(setting.days);
    Request {
        at,
        patient,
        doctor: chance.below(u64::from(setting.doctors)) as usize,
        day: super::chance::part(chance.small_fraction(), days) as usize,
        double: chance.in_100(setting.doubles_per_100),
        preference: chance.small_fraction(),
    }
}
