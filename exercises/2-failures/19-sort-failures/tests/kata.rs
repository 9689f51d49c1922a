//! The promises of kata 19. The first half holds the reasons why an answer is wrong, so it gives the answers away:
//! sort first, read then.
//!
//! In each comparison what was found stands first and what was expected second.

use std::error::Error;
use std::iter;
use std::num::NonZeroU32;

use rstest::rstest;
use sort_failures::{
    Answer, BookingError, Class, Day, DayTable, DriverError, Failure, Handler, Meanwhile, Retry,
    Slot, SlotTaken, book, save, sort,
};

// ---- part one: sort ----

const REFUSED: Answer = Answer {
    class: Class::Domain,
    deterministic: true,
    retry: Retry::Never,
    handler: Handler::Caller,
};

const STALE: Answer = Answer {
    class: Class::Conflict,
    deterministic: false,
    retry: Retry::DecideAgain,
    handler: Handler::Application,
};

/// The cause goes away by itself.
const PASSING: Answer = Answer {
    class: Class::Infrastructure,
    deterministic: false,
    retry: Retry::SameCall,
    handler: Handler::Application,
};

/// The cause stays until somebody acts.
const LASTING: Answer = Answer { handler: Handler::Operator, ..PASSING };

const UNKNOWN: Answer = Answer { retry: Retry::FindOutFirst, ..PASSING };

/// Why each wrong answer to one failure is wrong. (Why a `Retry` is wrong depends on the right one alone: `not_this_retry`.)
struct Reasons {
    class: [(Class, &'static str); 2],
    deterministic: &'static str,
    handler: &'static str,
}

/// Asks for the four answers, the class first. What is right isn't printed: the reason should lead there.
#[track_caller]
fn sorted(failure: Failure, right: Answer, because: Reasons) {
    let Answer { class, deterministic, retry, handler } = sort(failure);
    let why = because.class.iter().find(|(wrong, _)| *wrong == class).map_or("", |(_, why)| why);
    assert!(class == right.class, "{failure:?}, class: not {class:?}. {why}");
    assert!(
        deterministic == right.deterministic,
        "{failure:?}, deterministic: not {deterministic}. {}",
        because.deterministic
    );
    assert!(
        retry == right.retry,
        "{failure:?}, retry: not {retry:?}. {}",
        not_this_retry(right.retry, retry)
    );
    assert!(handler == right.handler, "{failure:?}, handler: not {handler:?}. {}", because.handler);
}

fn not_this_retry(right: Retry, wrong: Retry) -> &'static str {
    use Retry::{DecideAgain, FindOutFirst, Never, SameCall};
    match (right, wrong) {
        (Never, DecideAgain) => {
            "INV-1: it was decided on the present state. Loaded again, that is the same state, and the answer is the same."
        }
        (Never, SameCall) => {
            "INV-1: the same command on the same state fails again. If something else changes first, it is another state."
        }
        (Never, FindOutFirst) => {
            "INV-1: the refusal is the answer. It is certain that nothing was done."
        }
        (DecideAgain, Never) => {
            "INV-2: the command was legal. It is owed a decision on the present state, and that may be a yes."
        }
        (DecideAgain, SameCall) => {
            "INV-2: the same call carries the old decision. What that was made on does not come back, so the call fails for as long as it is made."
        }
        (DecideAgain, FindOutFirst) => {
            "INV-2: there is nothing to find out. The answer came, and it says that nothing was written."
        }
        (SameCall, Never) => {
            "INV-3: nothing is wrong with the command. Once the cause is gone, the same call goes well."
        }
        (SameCall, DecideAgain) => {
            "INV-3: no decision has become stale, for nobody else has written. Only the cause has to go, and then the call can be made as it is."
        }
        (SameCall, FindOutFirst) => {
            "INV-3: there is nothing to find out. It is certain that nothing was done."
        }
        (FindOutFirst, Never) => {
            "INV-4: it is no refusal. It may have been done, and if it wasn't, it still should be."
        }
        (FindOutFirst, DecideAgain) => {
            "INV-4: if it was done, whatever is decided now is done on top of it."
        }
        (FindOutFirst, SameCall) => {
            "INV-4: no answer does not mean that nothing was done. If it was, the same call does it twice."
        }
        (Never, Never)
        | (DecideAgain, DecideAgain)
        | (SameCall, SameCall)
        | (FindOutFirst, FindOutFirst) => "",
    }
}

#[test]
fn sort_rule_id_in_use() {
    let because = Reasons {
        class: [
            (
                Class::Conflict,
                "The retired rule stood in the policy that was loaded, and nobody has changed it since. The decision is not stale, it is a no.",
            ),
            (
                Class::Infrastructure,
                "File, disk and network did their work. The policy forbids it, and would say no on any machine.",
            ),
        ],
        deterministic: "The id and the list of used ids are all it takes. Add `cpu-high` to that policy a hundred times, and it is refused a hundred times.",
        handler: "Only the one who wants the rule can think of another id. They need to be told.",
    };
    sorted(Failure::RuleIdInUse, REFUSED, because);
}

#[test]
fn sort_policy_file_locked() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "No rule was asked. The policy had not even been loaded when the call gave up.",
            ),
            (
                Class::Conflict,
                "A conflict needs a decision that has become stale. Here nothing had been loaded or decided, and the backup changes nothing. The word `locked` alone says neither yes nor no.",
            ),
        ],
        deterministic: "The command and the policy had no part in it. Ten seconds later, the same command on the same policy goes well.",
        handler: "The backup ends by itself, so there is nothing to repair and nothing to tell. Trying again a little later is enough, and needs nobody's help.",
    };
    sorted(Failure::PolicyFileLocked, PASSING, because);
}

#[test]
fn sort_no_space_for_policy() {
    let because = Reasons {
        class: [
            (Class::Domain, "The policy said yes to the threshold. It was the disk that said no."),
            (
                Class::Conflict,
                "Nobody else has changed the policy. The decision is as good as it was, and could not be stored.",
            ),
        ],
        deterministic: "The threshold and the policy had no part in it. On a disk with room, the same command on the same policy goes well.",
        handler: "The disk stays full, however often the save is tried, until somebody deletes log files by hand. Neither the one who changed the threshold nor the program does that.",
    };
    sorted(Failure::NoSpaceForPolicy, LASTING, because);
}

#[test]
fn sort_account_frozen() {
    let because = Reasons {
        class: [
            (
                Class::Conflict,
                "The account was frozen on Monday and loaded on Tuesday. The decision was made on the present state.",
            ),
            (
                Class::Infrastructure,
                "Nothing is out of order. The account is frozen because the bank wants it so, and on any machine it would be.",
            ),
        ],
        deterministic: "Should the bank unfreeze the account one day, that is another state. On this one, a withdrawal is refused each time.",
        handler: "The answer is for the one who wants the money. Trying again gives them none, and there is no machine to repair.",
    };
    sorted(Failure::AccountFrozen, REFUSED, because);
}

#[test]
fn sort_second_withdrawal() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "No rule said no: of the 100.00 that were loaded, 80.00 may be paid out. That 20.00 are not enough is what the *next* decision finds. That will be a refusal, and this one is not.",
            ),
            (
                Class::Infrastructure,
                "The database is in good order: it has kept the second save from overwriting the first. A save refused for its version is no I/O error.",
            ),
        ],
        deterministic: "80.00 out of the 100.00 of version 7 go well together. It took another machine, in between, to make this fail.",
        handler: "There is no answer to give to the holder yet, and no machine to repair. Version 8 can be loaded and decided on without asking anybody.",
    };
    sorted(Failure::SecondWithdrawal, STALE, because);
}

#[test]
fn sort_ledger_timed_out() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "The account was never asked. Nobody was there who could have said no.",
            ),
            (
                Class::Conflict,
                "A conflict needs a decision that has become stale. Here there was no connection, so nothing was loaded and nothing was decided.",
            ),
        ],
        deterministic: "The deposit and the account had no part in it. A minute later, the same command on the same account goes well.",
        handler: "The server comes back by itself, so there is nothing to repair and nothing to tell. Trying again a little later is enough, and needs nobody's help.",
    };
    sorted(Failure::LedgerTimedOut, PASSING, because);
}

#[test]
fn sort_transfer_unanswered() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "Both accounts said yes, or there would have been no `COMMIT`. It is the answer to that which is missing.",
            ),
            (
                Class::Conflict,
                "Nobody has said that the state was stale. Nobody has said anything: the answer was lost on the way.",
            ),
        ],
        deterministic: "The transfer and the accounts had no part in it. Over a whole connection, the same command on the same accounts is answered.",
        handler: "The server can be reached, so there is nothing to repair. The customer knows no more than you do. Looking the number up needs nobody's help.",
    };
    sorted(Failure::TransferUnanswered, UNKNOWN, because);
}

#[test]
fn sort_unpaid_order() {
    let because = Reasons {
        class: [
            (
                Class::Conflict,
                "Nobody has changed the order since it was loaded. It is as unpaid in the database as it was in memory.",
            ),
            (
                Class::Infrastructure,
                "The order could be loaded and could have been saved. What is missing is a payment, and no machine.",
            ),
        ],
        deterministic: "Once the payment is there, the order is in another state. In this one, `ship` refuses each time.",
        handler: "The warehouse asked, and must know that the parcel stays where it is. Trying again doesn't pay for it, and there is no machine to repair.",
    };
    sorted(Failure::UnpaidOrder, REFUSED, because);
}

#[test]
fn sort_order_file_locked() {
    let because = Reasons {
        class: [
            (Class::Domain, "The order took the line. No rule said no: the write came too late."),
            (
                Class::Infrastructure,
                "The word is `locked`, but nobody holds a lock that will be given back. What this transaction has read is no longer the present state, so SQLite refuses its write, now and later.",
            ),
        ],
        deterministic: "The line and the order as it was loaded go well together. It took another connection, in between, to make this fail.",
        handler: "There is no answer to give yet, and no machine to repair. The order can be loaded in a new transaction and decided on without asking anybody.",
    };
    sorted(Failure::OrderFileLocked, STALE, because);
}

#[test]
fn sort_charge_timed_out() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "No rule said no, neither here nor, as far as anybody knows, at the provider. There was no answer at all.",
            ),
            (
                Class::Conflict,
                "Nobody else has changed the order. An answer that is late does not make a decision stale.",
            ),
        ],
        deterministic: "Whether an answer comes within thirty seconds is up to the network and the provider. The charge and the order don't decide it.",
        handler: "The provider works, so there is nothing to repair. If the customer were told now to pay again, they might pay twice. Asking the provider needs nobody's help.",
    };
    sorted(Failure::ChargeTimedOut, UNKNOWN, because);
}

#[test]
fn sort_certificate_expired() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "A date has passed, but none of the domain's: no rule of the order speaks of certificates. The order may well be paid.",
            ),
            (
                Class::Conflict,
                "Nobody else has changed the order. It couldn't be paid on any state, because the provider couldn't be reached.",
            ),
        ],
        deterministic: "The payment and the order had no part in it: neither has a certificate. With a new one installed, the same command on the same order goes well.",
        handler: "No number of tries installs a certificate, and the customer can't either. Somebody has to do it by hand.",
    };
    sorted(Failure::CertificateExpired, LASTING, because);
}

#[test]
fn sort_eleventh_appointment() {
    let because = Reasons {
        class: [
            (
                Class::Conflict,
                "Ten appointments were loaded, and ten there are. Nobody has booked in between.",
            ),
            (
                Class::Infrastructure,
                "The limit is not one of memory or disk. It is a rule of the practice, and would hold on paper, too.",
            ),
        ],
        deterministic: "An appointment in April is another command. This one asks for 28 March, and with ten appointments in March it is refused on whatever day it is given.",
        handler: "The patient may want a day in April, or another doctor. Nobody can choose for them, so they have to be told.",
    };
    sorted(Failure::EleventhAppointment, REFUSED, because);
}

#[test]
fn sort_slot_in_use() {
    let because = Reasons {
        class: [
            (
                Class::Conflict,
                "Somebody was faster, but that was yesterday: the booking stood in the day that was loaded. The decision was made on the present state.",
            ),
            (
                Class::Infrastructure,
                "Everything works. The day was loaded, and it has a rule: a slot is given away once.",
            ),
        ],
        deterministic: "Slot 12 and the day as it was loaded are all it takes. Nobody has to come in between, and no machine has to fail.",
        handler: "Which other slot would suit the patient? Only the one who asked can say, so they have to be told.",
    };
    sorted(Failure::SlotInUse, REFUSED, because);
}

#[test]
fn sort_slot_not_unique() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "On the day that was loaded slot 12 was free, and no rule said no. The day will say no when it is loaded and asked again. That will be the refusal, and this is not it yet.",
            ),
            (
                Class::Infrastructure,
                "The database is in good order: it has kept one slot from being given away twice. Its error is how you learn that somebody else has written in between.",
            ),
        ],
        deterministic: "Slot 12 and the day as it was loaded go well together: the slot was free. It took another receptionist, in between, to make this fail.",
        handler: "There is no machine to repair, and the answer for the receptionist isn't known yet. The day can be loaded and decided on again without asking anybody.",
    };
    sorted(Failure::SlotNotUnique, STALE, because);
}

#[test]
fn sort_day_at_next_version() {
    let because = Reasons {
        class: [
            (
                Class::Domain,
                "Slot 40 was free before the other booking and is free after it. No rule says no.",
            ),
            (
                Class::Infrastructure,
                "0 rows is an answer, and no outage: the day is stored, and no longer at the version that was decided on.",
            ),
        ],
        deterministic: "Yes, the same *save* would fail again. But you are asked about the command and the state it was decided on: slot 40 and version 30 go well together. It took another receptionist, in between.",
        handler: "There is no answer to give yet, and no machine to repair. Version 31 can be loaded, and slot 40 booked in it, without asking anybody.",
    };
    sorted(Failure::DayAtNextVersion, STALE, because);
}

#[test]
fn sort_card_expired() {
    let because = Reasons {
        class: [
            (
                Class::Conflict,
                "The card was valid until 28 February when it was loaded, and is so now. Nobody has changed it in between.",
            ),
            (
                Class::Infrastructure,
                "A date has passed, but one of the domain: a rule compares it with the day of the purchase. Every machine works.",
            ),
        ],
        deterministic: "The clock has no part in it. The purchase carries one date and the card another, and these two are refused today and next week.",
        handler: "The customer can pay in another way, if they are told. Trying again doesn't make the card valid, and there is no machine to repair.",
    };
    sorted(Failure::CardExpired, REFUSED, because);
}

// ---- part two: BookingError ----

#[track_caller]
fn slot(number: u8) -> Slot {
    Slot::new(number).expect("the tests ask for slots that a day has")
}

/// The slot that Ada is to have.
const WANTED: u8 = 40;

/// Another receptionist gives slot `number` to Carl.
#[track_caller]
fn carl(number: u8) -> Meanwhile {
    Meanwhile::Booked(slot(number), "Carl")
}

/// A day at version 30, and what comes between the updates and their row.
fn table(coming: Vec<Meanwhile>) -> DayTable {
    let mut table = DayTable::at_version(30);
    coming.into_iter().for_each(|each| table.meanwhile(each));
    table
}

fn stored(table: &DayTable) -> String {
    let day = table.stored();
    let bookings = day.bookings().iter().map(|(slot, patient)| format!(", {slot} {patient}"));
    format!("stored: version {}{}", day.version(), bookings.collect::<String>())
}

// ---- what the loop does ----

/// Books by the given loop, with three saves at most, and compares the statements, the outcome and what is stored.
#[track_caller]
fn books(coming: Vec<Meanwhile>, rule: &str, expected: &[&str]) {
    let mut table = table(coming);
    let saves = NonZeroU32::MIN.saturating_add(2);
    let outcome = match book(&mut table, slot(WANTED), "Ada", saves) {
        Ok(()) => "outcome: booked".to_owned(),
        Err(error) => format!("outcome: {:?}", error.class()),
    };
    let mut found = table.log().to_vec();
    found.extend([outcome, stored(&table)]);
    let lines = |sign: &str, lines: &[String]| {
        lines.iter().map(|line| format!("\n{sign} {line}")).collect::<String>()
    };
    let expected: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    assert!(
        found == expected,
        "{rule}. What `book` did:{}\nWhat it should have done:{}",
        lines("+", &found),
        lines("-", &expected)
    );
}

#[test]
fn book_decides_again_when_another_slot_was_booked_meanwhile() {
    books(
        vec![carl(5)],
        "INV-2: with the day changed by somebody else, it is loaded and decided on again",
        &[
            "load: version 30",
            "update where version = 30: 0 rows",
            "load: version 31",
            "update where version = 31: 1 row",
            "outcome: booked",
            "stored: version 32, 5 Carl, 40 Ada",
        ],
    );
}

#[test]
fn book_refuses_when_the_same_slot_was_booked_meanwhile() {
    books(
        vec![carl(40)],
        "INV-2: the new decision may be a refusal, and by INV-1 that is not tried again",
        &[
            "load: version 30",
            "update where version = 30: 0 rows",
            "load: version 31",
            "outcome: Domain",
            "stored: version 31, 40 Carl",
        ],
    );
}

#[test]
fn book_gives_up_when_somebody_is_faster_three_times() {
    books(
        vec![carl(5), carl(3), carl(17)],
        "INV-2: each conflict leads to a new decision, and the last one is handed on as a conflict",
        &[
            "load: version 30",
            "update where version = 30: 0 rows",
            "load: version 31",
            "update where version = 31: 0 rows",
            "load: version 32",
            "update where version = 32: 0 rows",
            "outcome: Conflict",
            "stored: version 33, 5 Carl, 3 Carl, 17 Carl",
        ],
    );
}

#[test]
fn book_saves_as_it_is_when_the_table_was_locked() {
    books(
        vec![Meanwhile::Fails(DriverError::Busy), Meanwhile::Fails(DriverError::Busy)],
        "INV-3: when nothing was written and nobody else has written, the same save is made again",
        &[
            "load: version 30",
            "update where version = 30: database is locked",
            "update where version = 30: database is locked",
            "update where version = 30: 1 row",
            "outcome: booked",
            "stored: version 31, 40 Ada",
        ],
    );
}

#[test]
fn book_decides_again_when_somebody_was_faster_during_a_lock() {
    books(
        vec![Meanwhile::Fails(DriverError::Busy), carl(5)],
        "INV-2 and INV-3: each failure gets its own retry",
        &[
            "load: version 30",
            "update where version = 30: database is locked",
            "update where version = 30: 0 rows",
            "load: version 31",
            "update where version = 31: 1 row",
            "outcome: booked",
            "stored: version 32, 5 Carl, 40 Ada",
        ],
    );
}

#[test]
fn book_reports_a_disk_that_stays_full() {
    let full = Meanwhile::Fails(DriverError::DiskFull);
    books(
        vec![full.clone(), full.clone(), full],
        "INV-3: a full disk waits for an operator, so the failure is handed on at once",
        &[
            "load: version 30",
            "update where version = 30: database or disk is full",
            "outcome: Infrastructure",
            "stored: version 30",
        ],
    );
}

#[rstest]
#[case::which_was_written(Meanwhile::AnswerLost, "stored: version 31, 40 Ada")]
#[case::which_was_not_written(Meanwhile::Fails(DriverError::NoAnswer), "stored: version 30")]
fn book_does_not_repeat_a_save_without_an_answer(#[case] coming: Meanwhile, #[case] then: &str) {
    books(
        vec![coming],
        "INV-4: a save that may have been done is not made again",
        &[
            "load: version 30",
            "update where version = 30: no answer",
            "outcome: Infrastructure",
            then,
        ],
    );
}

// ---- what an error says ----

/// Loads the day, gives the wanted slot to Ada and saves. Returns what `save` returned, and what is stored then.
#[track_caller]
fn one_save(coming: Meanwhile) -> (Result<(), BookingError>, String) {
    let mut table = table(vec![coming]);
    let mut day = table.load();
    assert_eq!(day.book(slot(WANTED), "Ada"), Ok(()), "slot {WANTED} is free in the loaded day");
    let outcome = save(&mut table, &day);
    (outcome, stored(&table))
}

/// INV-5: the error of a save gives the answers that the rule asks for.
#[track_caller]
fn answers(outcome: Result<(), BookingError>, right: Answer, after: &str) {
    let Err(error) = outcome else {
        panic!("{after}, the save has failed, but `save` returned Ok");
    };
    assert_eq!(error.class(), right.class, "INV-5: {after}, the error has this class");
    assert_eq!(error.retry(), right.retry, "INV-5: {after}, the error advises this retry");
    assert_eq!(error.handler(), right.handler, "INV-5: {after}, the error names this handler");
}

/// What an error says, and each source below it.
fn chain(error: &BookingError) -> Vec<String> {
    let first: Option<&dyn Error> = Some(error);
    iter::successors(first, |&error| error.source()).map(ToString::to_string).collect()
}

#[test]
fn a_save_that_changes_one_row_is_done() {
    let mut table = table(vec![]);
    let mut day = table.load();
    assert_eq!(day.book(slot(WANTED), "Ada"), Ok(()), "slot {WANTED} is free in the loaded day");
    let outcome = save(&mut table, &day);
    assert!(outcome.is_ok(), "nothing came in between, so the save goes well, but: {outcome:?}");
    assert_eq!(
        stored(&table),
        "stored: version 31, 40 Ada",
        "a save that went well has stored the day"
    );
    assert_eq!(
        table.log(),
        ["load: version 30", "update where version = 30: 1 row"],
        "to save is one update, and nothing else"
    );
}

#[rstest]
#[case::for_another_slot(5, "stored: version 31, 5 Carl")]
#[case::for_the_same_slot(40, "stored: version 31, 40 Carl")]
fn a_save_of_a_stale_version_is_a_conflict(#[case] other: u8, #[case] then: &str) {
    let (outcome, stored) = one_save(carl(other));
    answers(outcome, STALE, &format!("when Carl has got slot {other} since the day was loaded"));
    assert_eq!(stored, then, "INV-2: a save of a stale version writes nothing");
}

/// A table at version 32, and a day with a booking for Ada that was loaded at version 30.
#[track_caller]
fn two_versions_late() -> (DayTable, Day) {
    let mut table = table(vec![]);
    let mut late = table.load();
    assert_eq!(late.book(slot(WANTED), "Ada"), Ok(()), "slot {WANTED} is free in the loaded day");
    for other in [5, 17] {
        let mut day = table.load();
        assert_eq!(day.book(slot(other), "Carl"), Ok(()), "slot {other} is free in the loaded day");
        let outcome = save(&mut table, &day);
        assert!(outcome.is_ok(), "a day that was just loaded can be saved, but: {outcome:?}");
    }
    (table, late)
}

#[test]
fn a_save_two_versions_late_is_a_conflict() {
    let (mut table, late) = two_versions_late();
    let statements = table.log().len();
    let outcome = save(&mut table, &late);
    answers(outcome, STALE, "when two saves have come since the day was loaded");
    assert_eq!(
        stored(&table),
        "stored: version 32, 5 Carl, 17 Carl",
        "INV-2: a save of a stale version writes nothing"
    );
    assert_eq!(
        &table.log()[statements..],
        ["update where version = 30: 0 rows"],
        "to save is one update, and nothing else: it is the update that finds the version stale"
    );
}

/// What has happened is a failure of the driver. That the next save would be a conflict is another matter.
#[rstest]
#[case::the_lock(Meanwhile::Fails(DriverError::Busy), PASSING)]
#[case::the_disk(Meanwhile::Fails(DriverError::DiskFull), LASTING)]
#[case::the_connection(Meanwhile::Fails(DriverError::NoAnswer), UNKNOWN)]
#[case::the_answer(Meanwhile::AnswerLost, UNKNOWN)]
fn a_save_that_the_driver_fails_is_infrastructure_even_two_versions_late(
    #[case] failure: Meanwhile,
    #[case] right: Answer,
) {
    let (mut table, late) = two_versions_late();
    let statements = table.log().len();
    let after = format!("when the day was two versions late and the update met {failure:?}");
    table.meanwhile(failure);
    let outcome = save(&mut table, &late);
    answers(outcome, right, &after);
    let statements = &table.log()[statements..];
    assert_eq!(statements.len(), 1, "to save is one update, but these were made: {statements:?}");
    assert_eq!(
        stored(&table),
        "stored: version 32, 5 Carl, 17 Carl",
        "nothing is written over a version that the day was not decided on"
    );
}

#[rstest]
#[case::the_lock(DriverError::Busy, PASSING)]
#[case::the_disk(DriverError::DiskFull, LASTING)]
#[case::the_answer(DriverError::NoAnswer, UNKNOWN)]
fn a_save_that_the_driver_fails_is_infrastructure(
    #[case] error: DriverError,
    #[case] right: Answer,
) {
    let (outcome, stored) = one_save(Meanwhile::Fails(error));
    let said = outcome.as_ref().err().map(chain).unwrap_or_default();
    answers(outcome, right, &format!("when the driver says `{error}`"));
    assert!(
        said.iter().any(|said| said.contains(&error.to_string())),
        "INV-5: the driver said `{error}`, and neither the error nor a source of it keeps that: {said:?}"
    );
    assert_eq!(stored, "stored: version 30", "the driver has not written, and nobody else may");
}

#[test]
fn a_save_whose_answer_is_lost_has_an_unknown_outcome() {
    let (outcome, stored) = one_save(Meanwhile::AnswerLost);
    answers(outcome, UNKNOWN, "when the day was written and the answer got lost");
    assert_eq!(
        stored, "stored: version 31, 40 Ada",
        "the day was written before the answer got lost"
    );
}

#[test]
fn a_slot_that_is_taken_is_a_domain_failure() {
    let mut day = DayTable::at_version(30).load();
    assert_eq!(day.book(slot(WANTED), "Ada"), Ok(()), "slot {WANTED} is free in the loaded day");
    let refusal = day.book(slot(WANTED), "Carl").map_err(BookingError::from);
    answers(refusal, REFUSED, "when the day refuses a slot");
}

/// Without these bounds a caller's `?` stops compiling, in a thread, in a task, into a boxed error.
#[test]
fn a_booking_error_is_an_error_that_any_thread_may_have() {
    fn boxed(error: impl Error + Send + Sync + 'static) -> Box<dyn Error + Send + Sync> {
        Box::new(error)
    }
    let error = BookingError::from(SlotTaken { slot: slot(WANTED) });
    let said = error.to_string();
    assert_eq!(
        boxed(error).to_string(),
        said,
        "a `BookingError` says the same when it is handed on as any error"
    );
}
