//! One error on its way from SQLite to the person who gave the command.

use std::error::Error;
use std::fmt::Write;

use rusqlite::Connection;
use thiserror::Error;

// ANCHOR: errors
/// What the repository says: which operation failed, on what, and why.
#[derive(Debug, Error)]
enum StorageError {
    #[error("loading account {id} failed")]
    Load { id: String, source: rusqlite::Error },
    #[error("saving account {id} failed")]
    Save { id: String, source: rusqlite::Error },
}

/// What the domain says: a rule, with its figures. No I/O in sight.
#[derive(Debug, Error)]
#[error("{requested} asked for, {available} there")]
struct InsufficientFunds {
    requested: i64,
    available: i64,
}
// ANCHOR_END: errors

// ANCHOR: use_case
/// The outer `Result` is about the environment, the inner one about the rule.
fn withdraw(
    db: &Connection,
    id: &str,
    requested: i64,
) -> Result<Result<i64, InsufficientFunds>, StorageError> {
    let available = load(db, id)?;
    if requested > available {
        return Ok(Err(InsufficientFunds { requested, available }));
    }
    save(db, id, available - requested)?;
    Ok(Ok(available - requested))
}

fn load(db: &Connection, id: &str) -> Result<i64, StorageError> {
    db.query_row("SELECT balance FROM account WHERE id = ?1", [id], |row| {
        row.get(0)
    })
    .map_err(|source| StorageError::Load { id: id.to_owned(), source })
}
// ANCHOR_END: use_case

fn save(db: &Connection, id: &str, balance: i64) -> Result<(), StorageError> {
    db.execute("UPDATE account SET balance = ?2 WHERE id = ?1", (id, balance))
        .map(|_| ())
        .map_err(|source| StorageError::Save { id: id.to_owned(), source })
}

// ANCHOR: edge
/// What the person reads, and what the log keeps. Here, and only here, does a
/// class become words.
fn answer(
    outcome: Result<Result<i64, InsufficientFunds>, StorageError>,
) -> (String, Option<String>) {
    match outcome {
        Ok(Ok(balance)) => (format!("done, {balance} left"), None),
        Ok(Err(refusal)) => (format!("refused: {refusal}"), None),
        Err(error) => (
            "not available: look at the balance before you try again"
                .to_owned(),
            Some(chain(&error)),
        ),
    }
}

/// The error and whatever caused it, outermost first, one line each.
fn chain(error: &dyn Error) -> String {
    let mut lines = error.to_string();
    let mut below = error.source();
    while let Some(cause) = below {
        let _ = write!(lines, "\n  because: {cause}");
        below = cause.source();
    }
    lines
}
// ANCHOR_END: edge

/// A bank whose accounts are being written to by somebody else.
fn busy_bank(
    file: &std::path::Path,
) -> rusqlite::Result<(Connection, Connection)> {
    let other = Connection::open(file)?;
    other.execute_batch(
        "CREATE TABLE account (id TEXT PRIMARY KEY, balance INTEGER);
         INSERT INTO account VALUES ('a-7', 3000);
         PRAGMA journal_mode = WAL;
         BEGIN IMMEDIATE;",
    )?;
    let db = Connection::open(file)?;
    db.busy_timeout(std::time::Duration::ZERO)?;
    Ok((db, other))
}

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (db, _other) = busy_bank(&folder.path().join("bank.db"))?;
    for amount in [5_000, 2_000] {
        println!("withdraw {amount} from a-7");
        let (text, log) = answer(withdraw(&db, "a-7", amount));
        println!("  the person reads: {text}");
        if let Some(log) = log {
            println!("  the log keeps:    {}", log.replace('\n', "\n  "));
        }
    }
    Ok(())
}
// ANCHOR_END: main

// ANCHOR: test
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_on_the_way() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let (db, _other) = busy_bank(&folder.path().join("bank.db"))?;
        let (_, log) = answer(withdraw(&db, "a-7", 2_000));
        insta::assert_snapshot!(log.unwrap_or_default());
        Ok(())
    }
}
// ANCHOR_END: test
