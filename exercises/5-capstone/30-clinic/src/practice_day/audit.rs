// Given: the promises, asked of the rows. It knows the tables and nothing of the code that fills them. Nothing here needs
// to change.

use std::path::Path;

use rusqlite::Connection;

/// A promise, and the query that finds what breaks it.
pub struct Promise {
    /// What is promised.
    pub rule: &'static str,
    sql: &'static str,
}

/// What must be so of the practice's book at any moment, whoever has died.
pub const BOOKED: [Promise; 5] = [
    Promise {
        rule: "INV-1: no slot has two visits",
        sql: "SELECT format('doctor %d on %s: slot %d has %d visits', doctor, date, slot, count(*))
              FROM booking GROUP BY doctor, date, slot HAVING count(*) > 1",
    },
    Promise {
        rule: "INV-1: a visit has all of its slots, one after the other, on one day",
        sql: "SELECT format('doctor %d on %s: of the visit of %s from slot %d on (%d slots) %d are stored',
                            doctor, date, patient, first, length, count(*))
              FROM booking GROUP BY doctor, date, first, length, patient
              HAVING count(*) <> length OR min(slot) <> first OR max(slot) <> first + length - 1",
    },
    Promise {
        rule: "INV-2: a day's version is the number of its accepted changes",
        sql: "SELECT format('doctor %d on %s: version %d, and %d receipts up to version %d', k.doctor, k.date,
                            coalesce(day.version, 0), count(DISTINCT receipt.version),
                            coalesce(max(receipt.version), 0))
              FROM (SELECT doctor, date FROM day UNION SELECT doctor, date FROM receipt) AS k
              LEFT JOIN day USING (doctor, date) LEFT JOIN receipt USING (doctor, date)
              GROUP BY k.doctor, k.date
              HAVING coalesce(day.version, 0) <> count(receipt.version)
                  OR coalesce(max(receipt.version), 0) <> count(receipt.version)
                  OR count(DISTINCT receipt.version) <> count(receipt.version)",
    },
    Promise {
        rule: "INV-3: a key has one receipt",
        sql: "SELECT format('%s has %d receipts', key, count(*)) FROM receipt GROUP BY key HAVING count(*) > 1",
    },
    Promise {
        rule: "INV-5: what the receipts say is what is stored",
        sql: "SELECT format('doctor %d on %s: the visit of %s from slot %d on (%d slots) was booked %d times more than \
                             cancelled, and is stored %d times',
                            doctor, date, patient, first, length, sum(receipts), sum(stored))
              FROM (SELECT doctor, date, patient, first, length, 0 AS receipts, 1 AS stored
                    FROM booking WHERE slot = first
                    UNION ALL
                    SELECT doctor, date, patient, first, length, iif(done = 'booked', 1, -1), 0 FROM receipt)
              GROUP BY doctor, date, patient, first, length HAVING sum(receipts) <> sum(stored)",
    },
];

/// What must be so of what was told, at any moment, too.
pub const TOLD: [Promise; 4] = [
    Promise {
        rule: "INV-5: a receipt has one message, which says the same",
        sql: "SELECT format('%s: %d receipts, %d messages that say the same', key, sum(receipts), sum(messages))
              FROM (SELECT key, done, doctor, date, first, length, patient, 1 AS receipts, 0 AS messages FROM receipt
                    UNION ALL
                    SELECT key, done, doctor, date, first, length, patient, 0, 1 FROM outbox)
              GROUP BY key, done, doctor, date, first, length, patient HAVING sum(receipts) <> 1 OR sum(messages) <> 1",
    },
    Promise {
        rule: "INV-6: what is marked as sent has reached the desk, and all before it has",
        sql: "SELECT format('message %d has not reached the desk, and message %d is marked', missing.id, max(marked.id))
              FROM outbox AS missing JOIN outbox AS marked ON marked.sent = 1 AND marked.id >= missing.id
              WHERE missing.id NOT IN (SELECT message FROM received) GROUP BY missing.id",
    },
    Promise {
        rule: "INV-7: a total is what the messages say that were received",
        sql: "SELECT format('%s in %s: the messages say %d slots, the total says %d', patient, month, sum(said), sum(total))
              FROM (SELECT patient, substr(date, 1, 7) AS month, iif(done = 'booked', length, -length) AS said, 0 AS total
                    FROM outbox JOIN received ON message = id
                    UNION ALL
                    SELECT patient, month, 0, slots FROM total)
              GROUP BY patient, month HAVING sum(said) <> sum(total)",
    },
    Promise {
        rule: "INV-7: whoever has been over the maximum has one task for the month, and nobody else has any",
        sql: "WITH course AS (
                  SELECT patient, substr(date, 1, 7) AS month,
                         sum(iif(done = 'booked', length, -length)) OVER (
                             PARTITION BY patient, substr(date, 1, 7) ORDER BY id) AS slots
                  FROM outbox JOIN received ON message = id)
              SELECT format('%s in %s: at most %d slots, %d tasks', patient, month, max(most), sum(tasks))
              FROM (SELECT patient, month, max(slots) AS most, 0 AS tasks FROM course GROUP BY patient, month
                    UNION ALL
                    SELECT patient, month, 0, 1 FROM task)
              GROUP BY patient, month HAVING sum(tasks) <> (max(most) > 10)",
    },
];

/// What must be so in addition when the relays have nothing left to do.
pub const IN_THE_END: [Promise; 3] = [
    Promise {
        rule: "INV-6: all messages are marked as sent",
        sql: "SELECT format('message %d', id) FROM outbox WHERE sent = 0",
    },
    Promise {
        rule: "INV-7: each message was received, and nothing else was",
        sql: "SELECT format('message %d was not received', id) FROM outbox WHERE id NOT IN (SELECT message FROM received)
              UNION ALL
              SELECT format('message %d was never sent', message) FROM received WHERE message NOT IN (SELECT id FROM outbox)",
    },
    Promise {
        rule: "INV-7: a total is the number of slots that the patient has, at all doctors",
        sql: "SELECT format('%s in %s: %d slots are booked, the total says %d', patient, month, sum(booked), sum(total))
              FROM (SELECT patient, substr(date, 1, 7) AS month, 1 AS booked, 0 AS total FROM booking
                    UNION ALL
                    SELECT patient, month, 0, slots FROM total)
              GROUP BY patient, month HAVING sum(booked) <> sum(total)",
    },
];

/// The files of both databases, opened anew, to be asked.
pub struct Audit(Connection);

impl Audit {
    /// Opens both.
    ///
    /// # Errors
    ///
    /// When one of them can't be opened.
    pub fn open(clinic: &Path, desk: &Path) -> Result<Self, rusqlite::Error> {
        let both = Connection::open(clinic)?;
        both.execute("ATTACH ?1 AS desk", [desk.to_string_lossy()])?;
        Ok(Self(both))
    }

    /// What breaks the promise, one line for each case. None is good.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub fn breaches(&self, promise: &Promise) -> Result<Vec<String>, rusqlite::Error> {
        self.0.prepare(promise.sql)?.query_map((), |row| row.get(0))?.collect()
    }

    /// The number that a query finds.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub fn count(&self, sql: &str) -> Result<u32, rusqlite::Error> {
        self.0.query_row(sql, (), |row| row.get(0))
    }
}
