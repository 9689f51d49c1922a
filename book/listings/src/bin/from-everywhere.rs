//! Two statements, one `#[from]`: the error no longer says where it was.

use rusqlite::Connection;
use thiserror::Error;

// ANCHOR: pay
#[derive(Debug, Error)]
enum BankError {
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error("the amount is not positive")]
    NotPositive,
}

fn pay(
    db: &Connection,
    from: &str,
    to: &str,
    cents: i64,
) -> Result<(), BankError> {
    if cents <= 0 {
        return Err(BankError::NotPositive);
    }
    let add = "UPDATE account SET balance = balance + ?2 WHERE id = ?1";
    db.execute(add, (from, -cents))?;
    db.execute(add, (to, cents))?;
    Ok(())
}
// ANCHOR_END: pay

fn main() -> rusqlite::Result<()> {
    let db = Connection::open_in_memory()?;
    db.execute_batch(
        "CREATE TABLE account (
             id TEXT PRIMARY KEY,
             balance INTEGER CHECK (balance BETWEEN 0 AND 9000));
         INSERT INTO account VALUES ('a-7', 3000), ('b-2', 8000);",
    )?;
    for cents in [2_000, 0] {
        match pay(&db, "a-7", "b-2", cents) {
            Ok(()) => println!("pay {cents}: done"),
            Err(error) => println!("pay {cents}: {error}"),
        }
    }
    Ok(())
}
