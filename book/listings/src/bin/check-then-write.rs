//! The version is checked, and then the day is written: two statements.

use rusqlite::{Connection, Result};

// ANCHOR: save
struct Day {
    version: i64,
    booked: String,
}

/// Step one of a save: is it still the version I loaded?
fn is_current(db: &Connection, day: &Day) -> Result<bool> {
    let stored: i64 =
        db.query_row("SELECT version FROM day", [], |row| row.get(0))?;
    Ok(stored == day.version)
}

/// Step two: then write.
fn write(db: &Connection, day: &Day) -> Result<()> {
    db.execute(
        "UPDATE day SET version = ?1, booked = ?2",
        (day.version + 1, &day.booked),
    )?;
    Ok(())
}
// ANCHOR_END: save

// ANCHOR: main
fn main() -> Result<()> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE day (version INTEGER, booked TEXT);
         INSERT INTO day VALUES (7, 'nobody');",
    )?;
    let anna = Day { version: 7, booked: "Anna at 9:00".to_owned() };
    let boris = Day { version: 7, booked: "Boris at 9:10".to_owned() };

    println!("Anna's day is current: {}", is_current(&db, &anna)?);
    println!("Boris's day is current: {}", is_current(&db, &boris)?);
    write(&db, &anna)?;
    write(&db, &boris)?;
    // ANCHOR_END: main

    let (version, booked): (i64, String) =
        db.query_row("SELECT version, booked FROM day", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    println!("stored: version {version}, {booked}");
    Ok(())
}
