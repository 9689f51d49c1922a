//! A run takes a hundred, and the next run takes the rest.

mod ask {
    use std::num::NonZeroU32;

    use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

    use crate::day::DoctorsDay;
    use crate::error::{AskError, Refusal, SaveError};
    use crate::fault::{Crash, Step};
    use crate::model::{Done, Receipt, Request, Version, Visit, Wish};
    use crate::save::{Stored, load, save};

    pub fn ask(
        clinic: &mut Connection,
        request: &Request,
        attempts: NonZeroU32,
        wait: &mut impl FnMut(u32),
        at: &mut impl FnMut(Step) -> Result<(), Crash>,
    ) -> Result<Receipt, AskError> {
        for attempt in 1..=attempts.get() {
            let (done_before, Stored { mut day, version }) = look(clinic, request)?;
            if let Some(receipt) = done_before {
                return Ok(receipt);
            }
            let (done, visit) = decide(&mut day, request)?;
            at(Step::Decided)?;
            match commit(clinic, request, &day, version, (done, visit), at)? {
                Some(receipt) => return Ok(receipt),
                None if attempt < attempts.get() => wait(attempt),
                None => {}
            }
        }
        Err(AskError::StillInConflict { attempts })
    }

    fn look(
        clinic: &mut Connection,
        request: &Request,
    ) -> Result<(Option<Receipt>, Stored), AskError> {
        let moment = clinic.transaction()?;
        Ok((done_before(&moment, request)?, load(&moment, request.day)?))
    }

    fn decide(day: &mut DoctorsDay, request: &Request) -> Result<(Done, Visit), Refusal> {
        match request.wish {
            Wish::Book(length) => {
                let visit =
                    Visit { patient: request.patient.clone(), first: request.first, length };
                day.book(visit.clone())?;
                Ok((Done::Booked, visit))
            }
            Wish::Cancel => Ok((Done::Cancelled, day.cancel(&request.patient, request.first)?)),
        }
    }

    fn commit(
        clinic: &mut Connection,
        request: &Request,
        day: &DoctorsDay,
        expected: Version,
        (done, visit): (Done, Visit),
        at: &mut impl FnMut(Step) -> Result<(), Crash>,
    ) -> Result<Option<Receipt>, AskError> {
        let change = clinic.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(receipt) = done_before(&change, request)? {
            return Ok(Some(receipt));
        }
        let version = match save(&change, request.day, day, expected) {
            Ok(version) => version,
            Err(SaveError::Conflict { .. }) => return Ok(None),
            Err(SaveError::Storage(error)) => return Err(error.into()),
        };
        at(Step::Saved)?;
        let receipt = Receipt { key: request.key.clone(), done, day: request.day, visit, version };
        store_receipt(&change, &receipt)?;
        store_message(&change, &receipt, request)?;
        at(Step::BeforeCommit)?;
        change.commit()?;
        at(Step::AfterCommit)?;
        Ok(Some(receipt))
    }

    fn done_before(at: &Transaction<'_>, request: &Request) -> Result<Option<Receipt>, AskError> {
        let sql = "SELECT * FROM receipt WHERE key = ?1";
        match at.query_row(sql, [&request.key], Receipt::from_row).optional()? {
            Some(receipt) if !receipt.answers(request) => {
                Err(AskError::KeyReused { key: request.key.clone() })
            }
            found => Ok(found),
        }
    }

    fn store_receipt(at: &Transaction<'_>, receipt: &Receipt) -> Result<usize, rusqlite::Error> {
        let Receipt { key, done, day, visit, version } = receipt;
        at.execute(
            "INSERT INTO receipt (key, done, doctor, date, first, length, patient, version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                key,
                done,
                day.doctor,
                day.date.to_string(),
                visit.first,
                visit.length,
                visit.patient,
                version
            ],
        )
    }

    fn store_message(
        at: &Transaction<'_>,
        receipt: &Receipt,
        request: &Request,
    ) -> Result<usize, rusqlite::Error> {
        let Receipt { key, done, day, visit, .. } = receipt;
        at.execute(
            "INSERT INTO outbox (key, done, doctor, date, first, length, patient, asked_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                key,
                done,
                day.doctor,
                day.date.to_string(),
                visit.first,
                visit.length,
                visit.patient,
                request.asked_on.to_string()
            ],
        )
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
        let messages = clinic
            .prepare("SELECT * FROM outbox WHERE sent = 0 ORDER BY id LIMIT 100")?
            .query_map((), Message::from_row)?
            .collect::<Result<Vec<_>, _>>()?;
        for message in &messages {
            at(Step::BeforePublish)?;
            publish(message)
                .map_err(|source| RelayError::NotPublished { id: message.id, source })?;
            at(Step::AfterPublish)?;
            clinic.execute("UPDATE outbox SET sent = 1 WHERE id = ?1", [message.id])?;
            at(Step::AfterMark)?;
        }
        Ok(messages.len())
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
