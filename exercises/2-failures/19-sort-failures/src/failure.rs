// Given: the failures to be sorted. Your work is in `lib.rs`, and nothing here needs to change.

/// Sixteen failures, each with its story.
///
/// A story says all that matters. Where it speaks of no other writer, there was none. Where it speaks
/// of no trouble with a machine, the machines worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    // ---- the monitoring policy ----
    /// A policy uses a rule id once, for ever. It retired its rule `cpu-high` last year. Now somebody adds a new
    /// rule under that id. The policy is loaded, and `add` refuses.
    RuleIdInUse,

    /// A rule is to be added. The application first asks for the write lock, with `BEGIN IMMEDIATE`,
    /// and then loads the policy. Tonight the backup has the lock. It keeps it for ten seconds each
    /// night and changes nothing. After five seconds SQLite gives up: `database is locked`.
    PolicyFileLocked,

    /// A policy has accepted a new threshold and is saved. SQLite answers `database or disk is full`
    /// and has rolled the transaction back. The log files of two years fill the disk, and nothing
    /// deletes them.
    NoSpaceForPolicy,

    // ---- the bank account ----
    /// The bank froze an account on Monday. On Tuesday its holder withdraws 50.00. The account is
    /// loaded, and `withdraw` refuses.
    AccountFrozen,

    /// An account holds 100.00 and is at version 7. Two cash machines load it, and each decides to
    /// pay out 80.00. The first saves the account. When the second saves, it gets
    /// `ConcurrencyConflict { expected: 7, actual: 8 }`. No note has left the second machine yet.
    SecondWithdrawal,

    /// A deposit. The database server is being restarted, which takes it a minute, and nobody has to
    /// help. Connecting to it times out after three seconds. No statement was sent.
    LedgerTimedOut,

    /// A transfer between two accounts. All statements went well, and `COMMIT` was sent. Then the
    /// connection broke, before the server had answered. The server can be reached again at once.
    /// Each transfer is written with a number, by which it can be looked up. Nothing stops a number
    /// from being used twice.
    TransferUnanswered,

    // ---- the order ----
    /// An order may be shipped once it is paid. The warehouse wants to ship one that isn't. It is loaded,
    /// and `ship` refuses.
    UnpaidOrder,

    /// A line is to be added to an order. Within one SQLite transaction, begun with a plain `BEGIN`,
    /// the application loads the order, decides, and writes. After it has loaded the order, and
    /// before it writes, another connection changes the same order and commits. The write fails at
    /// once: `database is locked`. (Its extended code is `SQLITE_BUSY_SNAPSHOT`.)
    OrderFileLocked,

    /// A customer pays an order. The application sends the charge to the payment provider, waits for
    /// thirty seconds, and gives up. The provider works, and can be asked for the charges of an
    /// order. A second charge for the same order is made like the first.
    ChargeTimedOut,

    /// A customer pays an order. The connection to the payment provider isn't made: the certificate
    /// by which our server proves who it is expired last night. A new one is requested and installed
    /// by hand.
    CertificateExpired,

    // ---- the doctor's day, and the card ----
    /// A patient has at most ten appointments in a calendar month. One who has ten in March asks for
    /// another, on 28 March. Patient and day are loaded, and `book` refuses.
    EleventhAppointment,

    /// A receptionist asks for slot 12. The day is loaded, and yesterday a colleague gave slot 12 to
    /// another patient. `book` refuses.
    SlotInUse,

    /// Two receptionists load the same day. Slot 12 is free in it, and each decides to give it to a
    /// patient. A booking is a row, and a slot has one row at most. The first `INSERT`
    /// goes well. The second fails: `UNIQUE constraint failed: booking.doctor, booking.date,
    /// booking.slot`.
    SlotNotUnique,

    /// Two receptionists load the same day, at version 30. One books slot 5, the other slot 40. A day
    /// is saved with `UPDATE day … WHERE version = 30`, which raises the version. The first changes
    /// one row. The second changes 0 rows.
    DayAtNextVersion,

    /// A purchase of 20.00, made on 3 March, is posted to a card that was valid until 28 February.
    /// The purchase carries its date. The card is loaded, and `post` refuses, before anything is
    /// handed over.
    CardExpired,
}
