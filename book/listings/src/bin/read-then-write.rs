//! A transaction that reads first and writes later is refused at once.

use std::time::{Duration, Instant};

use rusqlite::{Connection, Result};

fn main() -> Result<()> {
    let folder = tempfile::tempdir().expect("there is a temporary folder");
    let file = folder.path().join("day.db");
    let mut anna = Connection::open(&file)?;
    anna.pragma_update(None, "journal_mode", "WAL")?;
    anna.execute_batch(
        "CREATE TABLE day (version INTEGER); INSERT INTO day VALUES (7);",
    )?;
    let boris = Connection::open(&file)?;
    boris.busy_timeout(Duration::from_secs(5))?;
    anna.busy_timeout(Duration::from_secs(5))?;

    // ANCHOR: main
    let transaction = anna.transaction()?; // BEGIN, that is DEFERRED
    let version: i64 =
        transaction
            .query_row("SELECT version FROM day", [], |row| row.get(0))?;
    boris.execute("UPDATE day SET version = version + 1", [])?;
    let began = Instant::now();
    let outcome =
        transaction.execute("UPDATE day SET version = ?1 + 1", [version]);
    // ANCHOR_END: main
    println!("Anna: {outcome:?}");
    println!(
        "she waited for the five seconds of the busy timeout: {}",
        began.elapsed() >= Duration::from_secs(5)
    );
    Ok(())
}
