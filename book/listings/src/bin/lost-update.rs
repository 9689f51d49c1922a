//! Eight clerks note walk-in patients in one database, without and with a
//! version.

use std::path::Path;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, Result};

const CLERKS: usize = 8;
const WALK_INS: usize = 25;

fn main() -> Result<()> {
    // `lost-update free` lets every clerk work at their own pace.
    let in_step = std::env::args().nth(1).as_deref() != Some("free");
    let all = CLERKS * WALK_INS;
    for (name, note) in
        [("without a version", note_last_wins as Note), ("with one", note)]
    {
        let folder =
            tempfile::tempdir().expect("there is a temporary folder");
        let file = folder.path().join("day.db");
        create(&file)?;
        let together = Barrier::new(CLERKS);
        thread::scope(|scope| {
            for _ in 0..CLERKS {
                scope.spawn(|| clerk(&file, note, in_step, &together));
            }
        });
        let db = open(&file)?;
        let (version, walk_ins) = load(&db)?;
        println!(
            "{name}: {all} noted, the day says {walk_ins} (version {version})"
        );
    }
    Ok(())
}

type Note = fn(&Connection, &dyn Fn()) -> Result<()>;

fn clerk(file: &Path, note: Note, in_step: bool, together: &Barrier) {
    let db = open(file).expect("the file can be opened");
    for _ in 0..WALK_INS {
        let loaded = || {
            // All have loaded before the first one saves.
            if in_step {
                together.wait();
            }
        };
        note(&db, &loaded).expect("the database answers");
        if in_step {
            together.wait();
        }
    }
}

// ANCHOR: last_wins
fn note_last_wins(db: &Connection, loaded: &dyn Fn()) -> Result<()> {
    let (version, walk_ins) = load(db)?;
    loaded();
    db.execute(
        "UPDATE day SET version = ?1, walk_ins = ?2",
        (version + 1, walk_ins + 1),
    )?;
    Ok(())
}
// ANCHOR_END: last_wins

// ANCHOR: with_version
/// Saves only if the day is still the one that was loaded: says whether.
fn save(db: &Connection, expected: i64, walk_ins: i64) -> Result<bool> {
    let changed = db.execute(
        "UPDATE day SET version = ?1 + 1, walk_ins = ?2 WHERE version = ?1",
        (expected, walk_ins),
    )?;
    Ok(changed == 1)
}
// ANCHOR_END: with_version

fn note(db: &Connection, loaded: &dyn Fn()) -> Result<()> {
    let (version, walk_ins) = load(db)?;
    loaded();
    let mut saved = save(db, version, walk_ins + 1)?;
    while !saved {
        // The decision was made on a day that is gone: load, decide, save.
        let (version, walk_ins) = load(db)?;
        saved = save(db, version, walk_ins + 1)?;
    }
    Ok(())
}

fn load(db: &Connection) -> Result<(i64, i64)> {
    db.query_row("SELECT version, walk_ins FROM day", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

// ANCHOR: open
fn open(file: &Path) -> Result<Connection> {
    let db = Connection::open(file)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.busy_timeout(Duration::from_secs(5))?;
    Ok(db)
}
// ANCHOR_END: open

fn create(file: &Path) -> Result<()> {
    open(file)?.execute_batch(
        "CREATE TABLE day (version INTEGER, walk_ins INTEGER);
         INSERT INTO day VALUES (0, 0);",
    )
}
