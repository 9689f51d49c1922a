//! Steps 3 and 4: a request is decided on, again if need be, and done once.

use std::num::NonZeroU32;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::day::DoctorsDay;
use crate::error::{AskError, Refusal, SaveError};
use crate::fault::{Crash, Step};
use crate::model::{Done, Receipt, Request, Version, Visit, Wish};
use crate::save::{Stored, load, save};

/// Does what is asked for, once for its key: day, receipt and message in one transaction. If the same was
/// done under this key before, it returns the receipt of that time and changes nothing. When it is
/// asked for, `asked_on`, is no part of what is the same.
///
/// An attempt loads the day, decides on it, and saves it with the version it was loaded with. After a
/// conflict all of this is done again: at most `attempts` attempts, the first included. `wait` is
/// called between two of them, with the number of the one that has just lost, counted from 1. No lock is
/// held then.
///
/// A decision that isn't a refusal reaches [`Step::Decided`], and then nobody is kept from writing. From
/// there, without a conflict, it goes on to [`Step::Saved`], [`Step::BeforeCommit`] and
/// [`Step::AfterCommit`]. Whether a repeated request reaches any step is left open. A [`Crash`] is
/// returned at once, with `?`.
///
/// # Errors
///
/// The first of these that applies, and up to the fourth nothing has changed:
///
/// 1. [`AskError::KeyReused`]: something else was done under this key.
/// 2. [`AskError::Refused`]: the day said no.
/// 3. [`AskError::StillInConflict`]: the last of the attempts was a conflict, too.
/// 4. [`AskError::Storage`]: the database failed, in a look, in a write or in the commit. That somebody
///    else asks at the same time, under this key or another, is no such failure.
/// 5. [`AskError::Crashed`]: `at` has returned it.
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

/// What was done under the key, and the day, both of one moment.
fn look(clinic: &mut Connection, request: &Request) -> Result<(Option<Receipt>, Stored), AskError> {
    // INV-3: if the day has this request's visit already, the receipt is there, too. INV-4: nothing is locked.
    let moment = clinic.transaction()?;
    Ok((done_before(&moment, request)?, load(&moment, request.day)?))
}

fn decide(day: &mut DoctorsDay, request: &Request) -> Result<(Done, Visit), Refusal> {
    match request.wish {
        Wish::Book(length) => {
            let visit = Visit { patient: request.patient.clone(), first: request.first, length };
            day.book(visit.clone())?;
            Ok((Done::Booked, visit))
        }
        Wish::Cancel => Ok((Done::Cancelled, day.cancel(&request.patient, request.first)?)),
    }
}

/// Stores all of it or nothing. `None` is a conflict: the decision was about another day.
fn commit(
    clinic: &mut Connection,
    request: &Request,
    day: &DoctorsDay,
    expected: Version,
    (done, visit): (Done, Visit),
    at: &mut impl FnMut(Step) -> Result<(), Crash>,
) -> Result<Option<Receipt>, AskError> {
    // Has the lock before its first statement. Each way out but the commit undoes everything.
    let change = clinic.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // INV-3, under the lock: nobody can use the key between this look and the commit.
    if let Some(receipt) = done_before(&change, request)? {
        return Ok(Some(receipt));
    }
    let version = match save(&change, request.day, day, expected) {
        Ok(version) => version,
        Err(SaveError::Conflict { .. }) => return Ok(None),
        Err(SaveError::Storage(error)) => return Err(error.into()),
    };
    at(Step::Saved)?;
    // INV-5: three kinds of rows, one commit.
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
