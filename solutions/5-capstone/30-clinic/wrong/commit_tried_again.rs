//! A commit that fails is one more conflict.

mod ask {
    use std::num::NonZeroU32;

    use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

    use crate::error::{AskError, SaveError};
    use crate::fault::{Crash, Step};
    use crate::model::{Done, Receipt, Request, Visit, Wish};
    use crate::save::{load, save};

    fn earlier(at: &Transaction<'_>, request: &Request) -> Result<Option<Receipt>, AskError> {
        let found = at
            .query_row("SELECT * FROM receipt WHERE key = ?1", [&request.key], Receipt::from_row)
            .optional()?;
        match found {
            Some(receipt) if !receipt.answers(request) => {
                Err(AskError::KeyReused { key: request.key.clone() })
            }
            other => Ok(other),
        }
    }

    pub fn ask(
        clinic: &mut Connection,
        request: &Request,
        attempts: NonZeroU32,
        wait: &mut impl FnMut(u32),
        at: &mut impl FnMut(Step) -> Result<(), Crash>,
    ) -> Result<Receipt, AskError> {
        for attempt in 1..=attempts.get() {
            let look = clinic.transaction()?;
            if let Some(receipt) = earlier(&look, request)? {
                return Ok(receipt);
            }
            let mut stored = load(&look, request.day)?;
            drop(look);

            let (done, visit) = match request.wish {
                Wish::Book(length) => {
                    let visit =
                        Visit { patient: request.patient.clone(), first: request.first, length };
                    stored.day.book(visit.clone())?;
                    (Done::Booked, visit)
                }
                Wish::Cancel => {
                    (Done::Cancelled, stored.day.cancel(&request.patient, request.first)?)
                }
            };
            at(Step::Decided)?;

            let change = clinic.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if let Some(receipt) = earlier(&change, request)? {
                return Ok(receipt);
            }
            let version = match save(&change, request.day, &stored.day, stored.version) {
                Ok(version) => version,
                Err(SaveError::Conflict { .. }) => {
                    drop(change);
                    if attempt < attempts.get() {
                        wait(attempt);
                    }
                    continue;
                }
                Err(SaveError::Storage(error)) => return Err(error.into()),
            };
            at(Step::Saved)?;
            let receipt =
                Receipt { key: request.key.clone(), done, day: request.day, visit, version };
            let date = receipt.day.date.to_string();
            change.execute(
                "INSERT INTO receipt (key, done, doctor, date, first, length, patient, version)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    receipt.key,
                    receipt.done,
                    receipt.day.doctor,
                    date,
                    receipt.visit.first,
                    receipt.visit.length,
                    receipt.visit.patient,
                    receipt.version
                ],
            )?;
            change.execute(
                "INSERT INTO outbox (key, done, doctor, date, first, length, patient, asked_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    receipt.key,
                    receipt.done,
                    receipt.day.doctor,
                    date,
                    receipt.visit.first,
                    receipt.visit.length,
                    receipt.visit.patient,
                    request.asked_on.to_string()
                ],
            )?;
            at(Step::BeforeCommit)?;
            match change.commit() {
                Ok(()) => {}
                Err(_) if attempt < attempts.get() => {
                    wait(attempt);
                    continue;
                }
                Err(error) => return Err(error.into()),
            }
            at(Step::AfterCommit)?;
            return Ok(receipt);
        }
        Err(AskError::StillInConflict { attempts })
    }
}

mod database;

mod day {
    use std::collections::BTreeMap;

    use crate::error::Refusal;
    use crate::model::{Patient, Slot, Visit};

    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct DoctorsDay {
        visits: BTreeMap<Slot, Visit>,
    }

    impl DoctorsDay {
        pub fn new() -> Self {
            Self::default()
        }

        pub fn from_visits(visits: impl IntoIterator<Item = Visit>) -> Self {
            Self { visits: visits.into_iter().map(|visit| (visit.first, visit)).collect() }
        }

        pub fn visits(&self) -> impl Iterator<Item = &Visit> {
            self.visits.values()
        }

        pub fn book(&mut self, visit: Visit) -> Result<(), Refusal> {
            let wanted = visit.slots().ok_or(Refusal::OffTheEnd { first: visit.first })?;
            if let Some(slot) = wanted.into_iter().find(|slot| self.is_taken(*slot)) {
                return Err(Refusal::Taken { slot });
            }
            self.visits.insert(visit.first, visit);
            Ok(())
        }

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
}

mod desk {
    use rusqlite::{Connection, TransactionBehavior, params};

    use crate::error::ReceiveError;
    use crate::fault::{Crash, Step};
    use crate::model::{Done, Message, Month, Patient, Received, Task};

    pub const MAXIMUM: u32 = 10;

    pub fn over_the_maximum(patient: &Patient, month: Month, slots: u32) -> Option<Task> {
        (slots > MAXIMUM).then(|| Task { patient: patient.clone(), month, slots })
    }

    pub fn receive(
        desk: &mut Connection,
        message: &Message,
        at: &mut impl FnMut(Step) -> Result<(), Crash>,
    ) -> Result<Received, ReceiveError> {
        let change = desk.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "INSERT INTO received (message) VALUES (?1) ON CONFLICT DO NOTHING";
        if change.execute(sql, [message.id])? == 0 {
            return Ok(Received::Already);
        }
        let (patient, month) = (&message.visit.patient, Month::of(message.day.date));
        let slots = i64::from(message.visit.length.slots());
        let more = match message.done {
            Done::Booked => slots,
            Done::Cancelled => -slots,
        };
        let total: u32 = change.query_row(
            "INSERT INTO total (patient, month, slots) VALUES (?1, ?2, ?3)
             ON CONFLICT (patient, month) DO UPDATE SET slots = slots + excluded.slots
             RETURNING slots",
            params![patient, month, more],
            |row| row.get(0),
        )?;
        if let Some(Task { patient, month, slots }) = over_the_maximum(patient, month, total) {
            change.execute(
                "INSERT INTO task (patient, month, slots) VALUES (?1, ?2, ?3)
                 ON CONFLICT (patient, month) DO NOTHING",
                params![patient, month, slots],
            )?;
        }
        at(Step::BeforeCommit)?;
        change.commit()?;
        at(Step::AfterCommit)?;
        Ok(Received::Now)
    }
}

mod error;
mod fault;
mod model;

mod relay {
    use rusqlite::Connection;

    use crate::error::{PublishError, RelayError};
    use crate::fault::{Crash, Step};
    use crate::model::Message;

    pub fn relay(
        clinic: &mut Connection,
        publish: &mut impl FnMut(&Message) -> Result<(), PublishError>,
        at: &mut impl FnMut(Step) -> Result<(), Crash>,
    ) -> Result<usize, RelayError> {
        let waiting = unsent(clinic)?;
        for message in &waiting {
            at(Step::BeforePublish)?;
            publish(message)
                .map_err(|source| RelayError::NotPublished { id: message.id, source })?;
            at(Step::AfterPublish)?;
            clinic.execute("UPDATE outbox SET sent = 1 WHERE id = ?1", [message.id])?;
            at(Step::AfterMark)?;
        }
        Ok(waiting.len())
    }

    fn unsent(clinic: &Connection) -> Result<Vec<Message>, rusqlite::Error> {
        clinic
            .prepare("SELECT * FROM outbox WHERE sent = 0 ORDER BY id")?
            .query_map((), Message::from_row)?
            .collect()
    }
}

mod save {
    use rusqlite::{OptionalExtension, Transaction, params};

    use crate::day::DoctorsDay;
    use crate::error::SaveError;
    use crate::model::{DayKey, Version, Visit};

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Stored {
        pub day: DoctorsDay,
        pub version: Version,
    }

    pub fn load(at: &Transaction<'_>, key: DayKey) -> Result<Stored, rusqlite::Error> {
        let sql = "SELECT * FROM booking WHERE doctor = ?1 AND date = ?2 AND slot = first";
        let visits: Vec<Visit> = at
            .prepare(sql)?
            .query_map(params![key.doctor, key.date.to_string()], Visit::from_row)?
            .collect::<Result<_, _>>()?;
        Ok(Stored { day: DoctorsDay::from_visits(visits), version: version(at, key)? })
    }

    pub fn save(
        change: &Transaction<'_>,
        key: DayKey,
        day: &DoctorsDay,
        expected: Version,
    ) -> Result<Version, SaveError> {
        let date = key.date.to_string();
        let rows = match expected {
            Version::NONE => change.execute(
                "INSERT INTO day (doctor, date, version) VALUES (?1, ?2, 1)
                 ON CONFLICT (doctor, date) DO NOTHING",
                params![key.doctor, date],
            )?,
            expected => change.execute(
                "UPDATE day SET version = version + 1 WHERE doctor = ?1 AND date = ?2 AND version = ?3",
                params![key.doctor, date, expected],
            )?,
        };
        if rows == 0 {
            return Err(SaveError::Conflict { expected, actual: version(change, key)? });
        }
        let sql = "DELETE FROM booking WHERE doctor = ?1 AND date = ?2";
        change.execute(sql, params![key.doctor, date])?;
        let mut insert = change.prepare(
            "INSERT INTO booking (doctor, date, slot, first, length, patient)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for visit in day.visits() {
            for slot in visit.slots().into_iter().flatten() {
                let Visit { patient, first, length } = visit;
                insert.execute(params![key.doctor, date, slot, first, length, patient])?;
            }
        }
        Ok(expected.next())
    }

    fn version(at: &Transaction<'_>, key: DayKey) -> Result<Version, rusqlite::Error> {
        let sql = "SELECT version FROM day WHERE doctor = ?1 AND date = ?2";
        let found = at
            .query_row(sql, params![key.doctor, key.date.to_string()], |row| row.get(0))
            .optional()?;
        Ok(found.unwrap_or(Version::NONE))
    }
}

pub use ask::ask;
pub use database::{open_clinic, open_desk, tasks};
pub use day::DoctorsDay;
pub use desk::{MAXIMUM, over_the_maximum, receive};
pub use error::{AskError, PublishError, ReceiveError, Refusal, RelayError, SaveError};
pub use fault::{Crash, Step, never};
pub use model::{
    DayKey, DoctorId, Done, IdempotencyKey, Length, Message, MessageId, Month, Patient, Receipt,
    Received, Request, Slot, Task, Version, Visit, Wish,
};
pub use relay::relay;
pub use save::{Stored, load, save};
