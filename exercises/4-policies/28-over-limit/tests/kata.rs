//! The promises of kata 28. Every message says which rule broke, what was done and what was expected.
//!
//! In each comparison what was found stands first and what was expected second. There are no threads here:
//! a second driver runs from its beginning to its end while the first waits for an answer.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use over_limit::{
    Action, Card, CardId, Declined, Delivery, Desk, Event, Money, NoAnswer, Outbox, PatientId,
    Performed, StillToDo, Task, monthly_limit, over_limit_interest, run,
};
use rstest::rstest;

/// A policy, as the driver sees it.
type Policy = fn(&Event) -> Vec<Action>;

/// Text that a failed comparison shows line by line.
#[derive(PartialEq)]
struct Lines(Vec<String>);

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| write!(f, "\n{line}"))
    }
}

/// Tasks in words, in no order that the policies would have to know.
fn tasks<'a>(actions: impl IntoIterator<Item = &'a Action>) -> Lines {
    let mut lines: Vec<String> =
        actions.into_iter().map(|action| action.task.to_string()).collect();
    lines.sort();
    Lines(lines)
}

fn lines(expected: &[&str]) -> Lines {
    let mut lines: Vec<String> = expected.iter().map(|&line| line.to_owned()).collect();
    lines.sort();
    Lines(lines)
}

// ---- the card ----

fn cents(cents: u64) -> Money {
    Money::cents(cents)
}

/// A limit of 100.00, and this spent online.
#[track_caller]
fn card_with(spent: u64) -> Card {
    let mut card = Card::new(CardId::new("c-7"), cents(10_000));
    if spent > 0 {
        let outcome = card.authorise(cents(spent));
        assert_eq!(outcome, Ok(()), "INV-1: {} of a limit of 100.00 is within it", cents(spent));
    }
    card
}

fn authorised(version: u64, amount: u64) -> Event {
    Event::Authorised { card: CardId::new("c-7"), version, amount: cents(amount) }
}

fn offline(card: &str, version: u64, amount: u64, over: u64) -> Event {
    Event::PostedOffline {
        card: CardId::new(card),
        version,
        amount: cents(amount),
        over: cents(over),
    }
}

/// Everything that a caller can see of a card, one line a fact.
fn view(card: &Card) -> Lines {
    let mut lines = vec![
        format!("card {}, limit {}", card.id(), card.limit()),
        format!("spent {}", card.spent()),
        format!("version {}", card.version()),
    ];
    lines.extend(card.events().iter().map(|event| format!("{event:?}")));
    Lines(lines)
}

fn event_lines(events: &[Event]) -> Lines {
    Lines(events.iter().map(|event| format!("{event:?}")).collect())
}

#[track_caller]
fn expect_card(card: &Card, spent: u64, events: &[Event], rule: &str, what: &str) {
    assert_eq!(card.spent(), cents(spent), "{rule}: {what}, so this much is spent");
    assert_eq!(
        card.version(),
        events.len() as u64,
        "INV-3: {what}, and the version counts the purchases that were accepted"
    );
    assert_eq!(
        event_lines(card.events()),
        event_lines(events),
        "{rule}, INV-3: {what}, and each accepted purchase has added one event with its version"
    );
}

#[test]
fn authorise_accepts_what_stays_within_the_limit() {
    let mut card = card_with(0);
    assert_eq!(
        card.authorise(cents(6_000)),
        Ok(()),
        "INV-1: 60.00 on a new card with a limit of 100.00 is within it"
    );
    expect_card(&card, 6_000, &[authorised(1, 6_000)], "INV-1", "60.00 was accepted");
}

#[rstest]
#[case::with_one_purchase(0, 10_000)]
#[case::with_a_second_one(6_000, 4_000)]
#[case::with_the_last_cent(9_999, 1)]
fn authorise_accepts_what_reaches_the_limit(#[case] spent: u64, #[case] amount: u64) {
    let mut card = card_with(spent);
    let mut events: Vec<Event> = card.events().to_vec();
    assert_eq!(
        card.authorise(cents(amount)),
        Ok(()),
        "INV-1: {} after {} of 100.00 reaches the limit and doesn't go beyond it",
        cents(amount),
        cents(spent)
    );
    events.push(authorised(events.len() as u64 + 1, amount));
    expect_card(&card, 10_000, &events, "INV-1", "the purchase was accepted");
}

#[track_caller]
fn expect_declined(card: &mut Card, amount: u64, available: u64) {
    let before = view(card);
    let what = format!("authorising {} after {} of 100.00", cents(amount), card.spent());
    assert_eq!(
        card.authorise(cents(amount)),
        Err(Declined { available: cents(available) }),
        "INV-1: {what} goes beyond the limit, and the answer tells what can still be spent"
    );
    assert_eq!(view(card), before, "INV-1: {what} was declined, so nothing has changed");
}

#[rstest]
#[case::at_once(0, 10_001, 10_000)]
#[case::with_a_second_purchase(6_000, 4_001, 4_000)]
#[case::on_a_card_that_has_reached_it(10_000, 1, 0)]
#[case::by_far(6_000, u64::MAX, 4_000)]
fn authorise_declines_what_goes_beyond_the_limit(
    #[case] spent: u64,
    #[case] amount: u64,
    #[case] available: u64,
) {
    expect_declined(&mut card_with(spent), amount, available);
}

#[test]
fn authorise_accepts_less_after_it_has_declined() {
    let mut card = card_with(6_000);
    let declined = Declined { available: cents(4_000) };
    assert_eq!(
        card.authorise(cents(5_000)),
        Err(declined),
        "INV-1: 50.00 after 60.00 of 100.00 goes beyond the limit"
    );
    assert_eq!(
        card.authorise(cents(4_000)),
        Ok(()),
        "INV-1: the declined 50.00 is not spent, so 40.00 reaches the limit"
    );
    let events = [authorised(1, 6_000), authorised(2, 4_000)];
    expect_card(&card, 10_000, &events, "INV-1", "60.00 and 40.00 were accepted and 50.00 was not");
}

#[rstest]
#[case::within_the_limit(6_000, 3_999, 0)]
#[case::that_reaches_the_limit(6_000, 4_000, 0)]
#[case::a_cent_beyond_the_limit(6_000, 4_001, 1)]
#[case::across_the_limit(6_000, 9_000, 5_000)]
#[case::at_the_limit(10_000, 700, 700)]
#[case::larger_than_the_limit(0, 25_000, 15_000)]
fn offline_purchase_is_added_whole(#[case] spent: u64, #[case] amount: u64, #[case] over: u64) {
    let mut card = card_with(spent);
    let mut events: Vec<Event> = card.events().to_vec();
    card.post_offline(cents(amount));
    events.push(offline("c-7", events.len() as u64 + 1, amount, over));
    let what = format!(
        "{} was posted offline after {} of 100.00, which can't be refused, and {} of it lies beyond the limit",
        cents(amount),
        cents(spent),
        cents(over)
    );
    expect_card(&card, spent + amount, &events, "INV-2", &what);
}

#[test]
fn offline_purchase_tells_only_of_itself() {
    let mut card = card_with(6_000);
    card.post_offline(cents(9_000));
    card.post_offline(cents(2_000));
    card.post_offline(cents(2_000));
    let events = [
        authorised(1, 6_000),
        offline("c-7", 2, 9_000, 5_000),
        offline("c-7", 3, 2_000, 2_000),
        offline("c-7", 4, 2_000, 2_000),
    ];
    expect_card(
        &card,
        19_000,
        &events,
        "INV-2",
        "after 60.00 of 100.00, 90.00 was posted offline and then 20.00 twice, and `over` is the part of \
         that one purchase beyond the limit",
    );
}

#[rstest]
#[case::with_some_room_left(3_000, 1_001, 1_000)]
#[case::beyond_the_limit(9_000, 1, 0)]
fn offline_purchase_leaves_less_for_the_till(
    #[case] offline: u64,
    #[case] amount: u64,
    #[case] available: u64,
) {
    let mut card = card_with(6_000);
    card.post_offline(cents(offline));
    expect_declined(&mut card, amount, available);
}

#[test]
fn offline_purchase_leaves_the_rest_of_the_limit_for_the_till() {
    let mut card = card_with(6_000);
    card.post_offline(cents(1_000));
    assert_eq!(
        card.authorise(cents(3_000)),
        Ok(()),
        "INV-1: 30.00 after 60.00 online and 10.00 offline reaches the limit of 100.00 and doesn't go beyond it"
    );
    let events = [authorised(1, 6_000), offline("c-7", 2, 1_000, 0), authorised(3, 3_000)];
    let what = "60.00 was accepted online, 10.00 posted offline, and 30.00 accepted online";
    expect_card(&card, 10_000, &events, "INV-1", what);
}

#[rstest]
#[case::a_small_one(250, 50)]
#[case::none_at_all(0, 300)]
#[case::a_large_one(20_000, 0)]
fn offline_purchase_goes_by_the_limit_of_its_card(#[case] limit: u64, #[case] over: u64) {
    let mut card = Card::new(CardId::new("c-7"), cents(limit));
    card.post_offline(cents(300));
    let what = format!("3.00 was posted offline on a new card with a limit of {}", cents(limit));
    expect_card(&card, 300, &[offline("c-7", 1, 300, over)], "INV-2", &what);
    let available = limit.saturating_sub(300);
    assert_eq!(
        card.authorise(cents(available + 1)),
        Err(Declined { available: cents(available) }),
        "INV-1: {what}, so {} would go beyond it",
        cents(available + 1)
    );
}

// ---- the policies ----

/// The 11th slot is booked on 28 February, the 12th on 1 March.
fn booked(patient: &str, visit: Date, in_month: u32) -> Event {
    let booked_on = date(2031, 2, 17).saturating_add(i64::from(in_month).days());
    Event::SlotsBooked { patient: PatientId::new(patient), booked_on, visit, in_month }
}

fn in_march(patient: &str, in_month: u32) -> Event {
    booked(patient, date(2031, 3, 11), in_month)
}

/// Events that neither policy answers.
fn others() -> [Event; 3] {
    let interest = Event::InterestCharged { card: CardId::new("c-7"), amount: cents(5_000) };
    [authorised(9, 5_000), interest, in_march("tom", 10)]
}

fn both(event: &Event) -> Vec<Action> {
    over_limit_interest(event).into_iter().chain(monthly_limit(event)).collect()
}

/// What is done about `events` at a desk that does one thing for each id.
fn done_once(policy: Policy, events: &[Event]) -> Lines {
    let mut ids = BTreeSet::new();
    let mut done = Vec::new();
    for action in events.iter().flat_map(policy) {
        if ids.insert(action.id.clone()) {
            done.push(action);
        }
    }
    tasks(&done)
}

#[track_caller]
fn same_actions_for_the_same_event(policy: Policy, event: &Event, other: &Event) {
    let mut first = policy(event);
    policy(other);
    let mut second = policy(event);
    first.sort();
    second.sort();
    assert_eq!(
        second, first,
        "INV-4: the policy was asked twice about the same event, with another one in between, and its answer is the same, \
         ids included"
    );
}

/// 2 % of the part that lies beyond the limit.
#[rstest]
#[case::whole_cents(9_000, 5_000, &["charge c-7 1.00"])]
#[case::of_all_of_it(2_000, 2_000, &["charge c-7 0.40"])]
#[case::less_than_half_a_cent_dropped(9_000, 5_024, &["charge c-7 1.00"])]
#[case::half_a_cent_dropped(9_000, 5_025, &["charge c-7 1.00"])]
#[case::more_than_half_a_cent_dropped(9_000, 5_049, &["charge c-7 1.00"])]
#[case::next_whole_cent(9_000, 5_050, &["charge c-7 1.01"])]
#[case::exact_in_decimals(9_000, 1_450, &["charge c-7 0.29"])]
#[case::one_cent(9_000, 50, &["charge c-7 0.01"])]
#[case::less_than_a_cent(9_000, 49, &[])]
#[case::nothing_beyond(9_000, 0, &[])]
#[case::more_than_a_short_float_holds(16_777_299, 16_777_299, &["charge c-7 3355.45"])]
#[case::more_than_32_bits_of_cents(10_000_000_049, 10_000_000_049, &["charge c-7 2000000.00"])]
fn interest_is_two_percent_of_what_lies_beyond(
    #[case] amount: u64,
    #[case] over: u64,
    #[case] expected: &[&str],
) {
    let found = tasks(&over_limit_interest(&offline("c-7", 3, amount, over)));
    assert_eq!(
        found,
        lines(expected),
        "INV-5: a purchase of {}, {} of it beyond the limit, costs 2 % of that part, rounded down, and less than a cent \
         is not charged",
        cents(amount),
        cents(over)
    );
}

#[test]
fn interest_is_charged_for_no_other_event() {
    for event in others().into_iter().chain([in_march("tom", 13)]) {
        assert_eq!(
            tasks(&over_limit_interest(&event)),
            lines(&[]),
            "INV-5: {event:?} is no offline purchase, so there is no interest on it"
        );
    }
}

#[test]
fn interest_policy_answers_from_the_event_alone() {
    let event = offline("c-7", 3, 9_000, 5_000);
    same_actions_for_the_same_event(over_limit_interest, &event, &offline("c-2", 8, 100, 100));
}

#[rstest]
#[case::the_same_event_twice(
    "one purchase that is delivered twice is one purchase",
    &[offline("c-7", 3, 9_000, 5_000), offline("c-7", 3, 9_000, 5_000)],
    &["charge c-7 1.00"]
)]
#[case::two_equal_purchases(
    "two equal purchases with one card are two purchases",
    &[offline("c-7", 3, 2_000, 2_000), offline("c-7", 4, 2_000, 2_000)],
    &["charge c-7 0.40", "charge c-7 0.40"]
)]
#[case::two_cards_at_one_version(
    "two cards that are at the same version are two cards",
    &[offline("c-7", 3, 2_000, 2_000), offline("c-2", 3, 2_000, 2_000)],
    &["charge c-2 0.40", "charge c-7 0.40"]
)]
#[case::cards_and_versions_that_read_alike(
    "version 12 of card c-1 is not version 2 of card c-11",
    &[offline("c-1", 12, 2_000, 2_000), offline("c-11", 2, 2_000, 2_000)],
    &["charge c-1 0.40", "charge c-11 0.40"]
)]
#[case::versions_and_cards_that_read_alike(
    "version 1 of card 23 is not version 12 of card 3",
    &[offline("23", 1, 2_000, 2_000), offline("3", 12, 2_000, 2_000)],
    &["charge 23 0.40", "charge 3 0.40"]
)]
#[case::older_purchase_last(
    "an older purchase that comes last is a purchase",
    &[offline("c-7", 5, 2_000, 2_000), offline("c-7", 3, 9_000, 5_000)],
    &["charge c-7 0.40", "charge c-7 1.00"]
)]
fn interest_is_charged_once_for_each_purchase(
    #[case] why: &str,
    #[case] events: &[Event],
    #[case] expected: &[&str],
) {
    assert_eq!(
        done_once(over_limit_interest, events),
        lines(expected),
        "INV-5: {why}. The desk performs one action for each id, so it performs these"
    );
}

#[rstest]
#[case::one(1, &[])]
#[case::two(2, &[])]
#[case::nine(9, &[])]
#[case::ten(10, &[])]
#[case::eleven(11, &["phone tom about 2031-03"])]
#[case::twelve(12, &["phone tom about 2031-03"])]
#[case::thirteen(13, &["phone tom about 2031-03", "refer tom for 2031-03"])]
#[case::fourteen_after_a_double(14, &["phone tom about 2031-03", "refer tom for 2031-03"])]
#[case::thirty(30, &["phone tom about 2031-03", "refer tom for 2031-03"])]
fn monthly_limit_is_answered_by_the_number_of_slots(
    #[case] in_month: u32,
    #[case] expected: &[&str],
) {
    assert_eq!(
        tasks(&monthly_limit(&in_march("tom", in_month))),
        lines(expected),
        "INV-6: Tom has {in_month} slots in the month of his visit: a call from 11 on, and a referral, too, from 13 on"
    );
}

#[test]
fn monthly_limit_goes_by_the_month_of_the_visit() {
    let event = booked("ida", date(2031, 4, 2), 11);
    assert_eq!(
        tasks(&monthly_limit(&event)),
        lines(&["phone ida about 2031-04"]),
        "INV-6: a visit on 2031-04-02 that was booked on 2031-02-28 counts for April"
    );
}

#[test]
fn monthly_limit_answers_no_other_event() {
    for event in others().into_iter().chain([offline("c-7", 3, 9_000, 5_000)]) {
        assert_eq!(
            tasks(&monthly_limit(&event)),
            lines(&[]),
            "INV-6: {event:?} is no booking with more than 10 slots in a month, so nothing is to be done"
        );
    }
}

#[test]
fn monthly_limit_answers_from_the_event_alone() {
    same_actions_for_the_same_event(monthly_limit, &in_march("tom", 13), &in_march("ida", 14));
}

#[rstest]
#[case::the_same_event_twice(
    "one booking that is delivered twice is one booking",
    &[in_march("tom", 11), in_march("tom", 11)],
    &["phone tom about 2031-03"]
)]
#[case::twelfth_slot(
    "the call about the twelfth slot is the one about the eleventh",
    &[in_march("tom", 11), in_march("tom", 12)],
    &["phone tom about 2031-03"]
)]
#[case::another_day(
    "another day of the month is in the same month",
    &[booked("tom", date(2031, 3, 4), 11), booked("tom", date(2031, 3, 25), 12)],
    &["phone tom about 2031-03"]
)]
#[case::thirteenth_slot(
    "the referral is something new, and the call is not",
    &[in_march("tom", 11), in_march("tom", 12), in_march("tom", 13), in_march("tom", 14)],
    &["phone tom about 2031-03", "refer tom for 2031-03"]
)]
#[case::thirteenth_slot_first(
    "in whatever order they come, it is one call and one referral",
    &[in_march("tom", 13), in_march("tom", 11), in_march("tom", 14)],
    &["phone tom about 2031-03", "refer tom for 2031-03"]
)]
#[case::another_month(
    "another month is another call",
    &[in_march("tom", 11), booked("tom", date(2031, 4, 2), 11)],
    &["phone tom about 2031-03", "phone tom about 2031-04"]
)]
#[case::the_month_of_another_year(
    "March of the next year is another month",
    &[in_march("tom", 13), booked("tom", date(2032, 3, 11), 13)],
    &[
        "phone tom about 2031-03",
        "phone tom about 2032-03",
        "refer tom for 2031-03",
        "refer tom for 2032-03",
    ]
)]
#[case::another_patient(
    "another patient is another call",
    &[in_march("tom", 13), in_march("ida", 13)],
    &[
        "phone ida about 2031-03",
        "phone tom about 2031-03",
        "refer ida for 2031-03",
        "refer tom for 2031-03",
    ]
)]
#[case::months_and_patients_that_read_alike(
    "January of patient 17 is not November of patient 7",
    &[booked("17", date(2031, 1, 7), 13), booked("7", date(2031, 11, 7), 13)],
    &[
        "phone 17 about 2031-01",
        "phone 7 about 2031-11",
        "refer 17 for 2031-01",
        "refer 7 for 2031-11",
    ]
)]
#[case::tasks_and_patients_that_read_alike(
    "a referral of tom is not a call to rtom",
    &[in_march("tom", 13), in_march("rtom", 13)],
    &[
        "phone rtom about 2031-03",
        "phone tom about 2031-03",
        "refer rtom for 2031-03",
        "refer tom for 2031-03",
    ]
)]
fn monthly_limit_acts_once_for_patient_and_month(
    #[case] why: &str,
    #[case] events: &[Event],
    #[case] expected: &[&str],
) {
    assert_eq!(
        done_once(monthly_limit, events),
        lines(expected),
        "INV-6: {why}. The desk performs one action for each id, so it performs these"
    );
}

/// A card and a patient may have the same name.
#[test]
fn monthly_limit_shares_no_id_with_the_card() {
    let events = [offline("7", 3, 2_000, 2_000), in_march("7", 13), in_march("7", 14)];
    assert_eq!(
        done_once(both, &events),
        lines(&["charge 7 0.40", "phone 7 about 2031-03", "refer 7 for 2031-03"]),
        "INV-5, INV-6: card 7 went beyond its limit and patient 7 has 14 slots, and no two of these three actions share an id"
    );
}

// ---- the driver ----

/// What happens when an action is to be performed, the first time that it is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Trouble {
    /// It is not performed, and the desk doesn't answer.
    NoAnswer,
    /// It is performed, and nobody hears of it.
    AnswerLost,
    /// The driver's process dies before it is performed.
    DiesBefore,
    /// The driver's process dies when it has been performed.
    DiesAfter,
    /// Another driver asks for the same deliveries and runs to its end.
    OtherDriver,
}

/// An outbox and a desk that keep their promises, with trouble where a test asks for it.
#[derive(Default)]
struct World {
    waiting: RefCell<Vec<Delivery>>,
    performed: RefCell<Vec<Action>>,
    /// Each task that the desk was asked for, in order.
    asked: RefCell<Vec<String>>,
    /// The task in words, or the number of the delivery that is to be acknowledged.
    trouble: RefCell<Option<(String, Trouble)>>,
}

impl World {
    fn with(deliveries: &[(u64, Event)]) -> Self {
        let world = Self::default();
        world.deliver(deliveries);
        world
    }

    fn deliver(&self, deliveries: &[(u64, Event)]) {
        let new = deliveries.iter().cloned().map(|(number, event)| Delivery { number, event });
        self.waiting.borrow_mut().extend(new);
    }

    fn expect_trouble(&self, at: impl fmt::Display, trouble: Trouble) {
        *self.trouble.borrow_mut() = Some((at.to_string(), trouble));
    }

    /// The trouble that was expected here, which comes once.
    fn trouble_at(&self, here: &str) -> Option<Trouble> {
        let found = self.trouble.borrow_mut().take_if(|(at, _)| at == here);
        found.map(|(_, trouble)| trouble)
    }

    fn numbers(&self) -> Vec<u64> {
        let mut numbers: Vec<u64> =
            self.waiting.borrow().iter().map(|delivery| delivery.number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// What was performed so far. The desk would perform it twice if two ids came with it.
    fn done(&self) -> Lines {
        tasks(self.performed.borrow().iter())
    }

    fn has_done(&self, action: &Action) -> bool {
        self.performed.borrow().iter().any(|other| other.task == action.task)
    }
}

/// The process of a driver has died.
struct Died;

fn die() -> ! {
    resume_unwind(Box::new(Died))
}

impl Desk for World {
    fn perform_once(&self, action: &Action) -> Result<Performed, NoAnswer> {
        let task = action.task.to_string();
        self.asked.borrow_mut().push(task.clone());
        let trouble = self.trouble_at(&task);
        match trouble {
            Some(Trouble::NoAnswer) => return Err(NoAnswer),
            Some(Trouble::DiesBefore) => die(),
            Some(Trouble::OtherDriver) => other_driver(self),
            _ => {}
        }
        let is_new = self.performed.borrow().iter().all(|other| other.id != action.id);
        if is_new {
            self.performed.borrow_mut().push(action.clone());
        }
        match trouble {
            Some(Trouble::AnswerLost) => Err(NoAnswer),
            Some(Trouble::DiesAfter) => die(),
            _ if is_new => Ok(Performed::Now),
            _ => Ok(Performed::Already),
        }
    }
}

impl Outbox for World {
    fn waiting(&self) -> Vec<Delivery> {
        self.waiting.borrow().clone()
    }

    fn acknowledge(&self, number: u64) {
        let trouble = self.trouble_at(&number.to_string());
        match trouble {
            Some(Trouble::DiesBefore) => die(),
            Some(Trouble::OtherDriver) => other_driver(self),
            _ => {}
        }
        let delivery = self.waiting.borrow().iter().find(|each| each.number == number).cloned();
        if let Some(delivery) = delivery {
            for action in both(&delivery.event) {
                assert!(
                    self.has_done(&action),
                    "INV-7: delivery {number} was acknowledged, and {:?} has not been performed",
                    action.task.to_string()
                );
            }
        }
        self.waiting.borrow_mut().retain(|each| each.number != number);
        if trouble == Some(Trouble::DiesAfter) {
            die();
        }
    }
}

#[track_caller]
fn other_driver(world: &World) {
    let left = run(world, world);
    assert_eq!(left, [], "INV-7: the other driver has had an answer for everything");
}

/// Runs a driver that may die.
fn run_until_it_dies(world: &World) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| run(world, world)))
        && !panic.is::<Died>()
    {
        resume_unwind(panic);
    }
}

#[track_caller]
fn run_well(world: &World, what: &str) {
    let left = run(world, world);
    assert_eq!(
        left,
        [],
        "INV-7: {what}, and the desk has answered each time, so nothing is left to do"
    );
}

#[track_caller]
fn expect_done(world: &World, expected: &[&str], what: &str) {
    assert_eq!(
        world.done(),
        lines(expected),
        "INV-7: {what}, and then each action has been performed, and once only"
    );
}

#[track_caller]
fn expect_waiting(world: &World, expected: &[u64], what: &str) {
    assert_eq!(
        world.numbers(),
        expected,
        "INV-7: {what}, and then these deliveries still wait and all others were acknowledged"
    );
}

/// Four deliveries with four different tasks. The numbers say nothing about the order.
fn four() -> [(u64, Event); 4] {
    [
        (40, offline("c-7", 3, 9_000, 5_000)),
        (7, authorised(9, 5_000)),
        (19, in_march("tom", 13)),
        (3, offline("c-2", 8, 2_000, 2_000)),
    ]
}

const FOUR_DONE: [&str; 4] =
    ["charge c-7 1.00", "charge c-2 0.40", "phone tom about 2031-03", "refer tom for 2031-03"];

#[test]
fn run_without_deliveries_does_nothing() {
    let world = World::default();
    run_well(&world, "nothing waits");
    expect_done(&world, &[], "nothing waits");
}

#[test]
fn run_performs_what_both_policies_say() {
    let world = World::with(&four());
    run_well(&world, "four deliveries wait");
    expect_done(&world, &FOUR_DONE, "four deliveries have four actions");
    expect_waiting(&world, &[], "all actions of four deliveries have been performed");
}

#[test]
fn run_acknowledges_what_needs_no_action() {
    let numbers = [5, 2, 8];
    let deliveries: Vec<(u64, Event)> = numbers.into_iter().zip(others()).collect();
    let world = World::with(&deliveries);
    run_well(&world, "three deliveries need no action");
    expect_done(&world, &[], "three deliveries need no action");
    expect_waiting(&world, &[], "what needs no action has nothing to wait for");
}

#[rstest]
fn run_twice_for_one_event_acts_once(#[values(true, false)] in_one_run: bool) {
    let world = World::with(&four());
    if !in_one_run {
        run_well(&world, "four deliveries wait");
    }
    // The same events again, each under another number.
    let again = four().map(|(number, event)| (number + 100, event));
    world.deliver(&again);
    run_well(&world, "each event has come twice, under two numbers");
    expect_done(&world, &FOUR_DONE, "each event has come twice, under two numbers");
    expect_waiting(&world, &[], "what was performed already is acknowledged like anything else");
}

#[test]
fn run_goes_on_to_the_referral_when_the_call_was_made_already() {
    let world = World::with(&[(4, in_march("tom", 11))]);
    run_well(&world, "Tom has 11 slots");
    expect_done(&world, &["phone tom about 2031-03"], "Tom has 11 slots");
    world.deliver(&[(9, in_march("tom", 13))]);
    run_well(&world, "Tom has 13 slots");
    expect_done(
        &world,
        &["phone tom about 2031-03", "refer tom for 2031-03"],
        "Tom was phoned about 11 slots and has 13 now, so a referral is due and no second call",
    );
    expect_waiting(&world, &[], "the call was made earlier and the referral now");
}

/// Every order of `items`.
fn orders<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..items.len() {
        let mut rest = items.to_vec();
        let first = rest.remove(first);
        for mut order in orders(&rest) {
            order.insert(0, first.clone());
            all.push(order);
        }
    }
    all
}

#[test]
fn run_does_the_same_in_any_order() {
    let events = [
        ("Tom's slot 11", in_march("tom", 11)),
        ("purchase 3", offline("c-7", 3, 9_000, 5_000)),
        ("Tom's slot 13", in_march("tom", 13)),
        ("purchase 4", offline("c-7", 4, 2_000, 2_000)),
        ("Tom's slot 12", in_march("tom", 12)),
    ];
    for order in orders(&events) {
        // All of them come, and then two of them again.
        let deliveries = order.iter().chain(&events[..2]);
        let what: Vec<&str> = deliveries.clone().map(|(words, _)| *words).collect();
        let what = format!("there came {}", what.join(", "));
        let deliveries: Vec<(u64, Event)> =
            (1..).zip(deliveries.map(|(_, event)| event.clone())).collect();
        let world = World::with(&deliveries);
        run_well(&world, &what);
        expect_done(
            &world,
            &[
                "charge c-7 0.40",
                "charge c-7 1.00",
                "phone tom about 2031-03",
                "refer tom for 2031-03",
            ],
            &what,
        );
        expect_waiting(&world, &[], &what);
    }
}

/// The number of the delivery that has this task.
#[track_caller]
fn number_of(task: &str) -> u64 {
    let has_it = |event: &Event| both(event).iter().any(|action| action.task.to_string() == task);
    let found = four().into_iter().find(|(_, event)| has_it(event));
    found
        .map(|(number, _)| number)
        .expect("INV-5, INV-6: each task comes from one of the four events")
}

#[rstest]
#[case::not_performed(Trouble::NoAnswer)]
#[case::performed_all_the_same(Trouble::AnswerLost)]
fn run_leaves_what_was_not_answered_for_and_goes_on(#[case] trouble: Trouble) {
    for task in FOUR_DONE {
        let world = World::with(&four());
        world.expect_trouble(task, trouble);
        let left = run(&world, &world);

        let what = format!("the desk has not answered for {task:?}");
        let actions = four().iter().flat_map(|(_, event)| both(event)).collect::<Vec<_>>();
        let failed = actions.into_iter().filter(|action| action.task.to_string() == task);
        let expected: Vec<StillToDo> =
            failed.map(|action| StillToDo { id: action.id, source: NoAnswer }).collect();
        assert_eq!(left, expected, "INV-7: {what} and has for all others, and run says so");
        expect_waiting(&world, &[number_of(task)], &what);
        let mut asked = Lines(world.asked.borrow().clone());
        asked.0.sort();
        assert_eq!(
            asked,
            lines(&FOUR_DONE),
            "INV-7: {what}, and each of the four actions is tried once in a run, this one and all others"
        );

        run_well(&world, &format!("{what}, and does in the next run"));
        expect_done(&world, &FOUR_DONE, &format!("{what}, and did in the next run"));
        expect_waiting(&world, &[], &format!("{what}, and did in the next run"));
    }
}

#[test]
fn run_names_each_action_that_was_not_answered_for() {
    #[derive(Default)]
    struct NobodyThere {
        asked: RefCell<Vec<Action>>,
    }
    impl Desk for NobodyThere {
        fn perform_once(&self, action: &Action) -> Result<Performed, NoAnswer> {
            self.asked.borrow_mut().push(action.clone());
            Err(NoAnswer)
        }
    }
    let (world, nobody) = (World::with(&four()), NobodyThere::default());
    let mut left: Vec<String> = run(&world, &nobody).iter().map(ToString::to_string).collect();
    let mut expected: Vec<String> = four()
        .iter()
        .flat_map(|(_, event)| both(event))
        .map(|action| StillToDo { id: action.id, source: NoAnswer }.to_string())
        .collect();
    left.sort();
    expected.sort();
    assert_eq!(
        Lines(left),
        Lines(expected),
        "INV-7: the desk answers for none of four actions, and run names all of them"
    );
    expect_waiting(&world, &[3, 19, 40], "only the delivery without an action is done with");
    assert_eq!(
        tasks(nobody.asked.borrow().iter()),
        lines(&FOUR_DONE),
        "INV-7: the desk answers for none of four actions, and however many have failed, each of them is tried"
    );
}

#[test]
fn run_deals_with_everything_that_waits() {
    let numbers = 1..=300;
    let deliveries: Vec<(u64, Event)> =
        numbers.map(|number| (number, offline("c-7", number, 2_000, 2_000))).collect();
    let world = World::with(&deliveries);
    run_well(&world, "300 deliveries wait");
    assert_eq!(
        world.performed.borrow().len(),
        300,
        "INV-7: 300 deliveries have one action each, and one run deals with everything that waits"
    );
    expect_waiting(&world, &[], "all actions of 300 deliveries have been performed");
}

#[test]
fn run_leaves_what_comes_meanwhile_to_the_next() {
    struct OneMoreComes<'a>(&'a World, RefCell<Option<(u64, Event)>>);
    impl Desk for OneMoreComes<'_> {
        fn perform_once(&self, action: &Action) -> Result<Performed, NoAnswer> {
            if let Some(delivery) = self.1.take() {
                self.0.deliver(&[delivery]);
            }
            self.0.perform_once(action)
        }
    }
    let world = World::with(&[(4, in_march("tom", 11)), (6, offline("c-7", 3, 9_000, 5_000))]);
    let later = (9, offline("c-2", 8, 2_000, 2_000));
    let left = run(&world, &OneMoreComes(&world, RefCell::new(Some(later))));
    assert_eq!(left, [], "INV-7: the desk has answered each time, so nothing is left to do");
    let what = "4 and 6 waited at the beginning, 9 came while the run had begun";
    expect_done(&world, &["charge c-7 1.00", "phone tom about 2031-03"], what);
    expect_waiting(&world, &[9], what);
}

/// Three deliveries ask for the same call, two of them for one and the same event, and one for a referral, too.
#[test]
fn run_leaves_each_delivery_whose_call_was_not_answered_for() {
    struct NobodyPhones<'a>(&'a World);
    impl Desk for NobodyPhones<'_> {
        fn perform_once(&self, action: &Action) -> Result<Performed, NoAnswer> {
            match action.task {
                Task::Phone { .. } => Err(NoAnswer),
                Task::ChargeInterest { .. } | Task::ProposeReferral { .. } => {
                    self.0.perform_once(action)
                }
            }
        }
    }
    let deliveries =
        [(5, in_march("tom", 11)), (8, in_march("tom", 13)), (12, in_march("tom", 11))];
    let world = World::with(&deliveries);
    let left = run(&world, &NobodyPhones(&world));
    assert!(!left.is_empty(), "INV-7: the desk has not answered for the call, and run says so");
    let what = "the desk has not answered for the call, which all three deliveries ask for";
    expect_done(&world, &["refer tom for 2031-03"], what);
    expect_waiting(&world, &[5, 8, 12], what);
}

/// Two deliveries ask for the same call. The desk answers for the first try, and not for a second one.
#[test]
fn run_acknowledges_what_was_answered_for_whatever_follows() {
    struct AnswersOnce<'a>(&'a World);
    impl Desk for AnswersOnce<'_> {
        fn perform_once(&self, action: &Action) -> Result<Performed, NoAnswer> {
            if self.0.has_done(action) { Err(NoAnswer) } else { self.0.perform_once(action) }
        }
    }
    let world = World::with(&[(5, in_march("tom", 11)), (8, in_march("tom", 12))]);
    run(&world, &AnswersOnce(&world));
    let waiting = world.numbers();
    assert!(
        waiting.len() < 2,
        "INV-7: deliveries 5 and 8 ask for one call, and the desk has answered for it once: the delivery with the \
         answer is acknowledged, whatever becomes of the other. Found waiting: {waiting:?}"
    );
}

/// Wherever a driver may be interrupted: at a task, or at the acknowledgement of a delivery.
fn everywhere() -> impl Iterator<Item = String> {
    let numbers = four().into_iter().map(|(number, _)| number.to_string());
    FOUR_DONE.into_iter().map(str::to_owned).chain(numbers)
}

#[rstest]
#[case::before_it_is_done(Trouble::DiesBefore, "was about to do")]
#[case::when_it_is_done(Trouble::DiesAfter, "had just done")]
fn run_that_dies_is_taken_up_by_the_next(#[case] trouble: Trouble, #[case] died: &str) {
    for at in everywhere() {
        let world = World::with(&four());
        world.expect_trouble(&at, trouble);
        run_until_it_dies(&world);
        let what = match at.parse::<u64>() {
            Ok(_) => format!("a driver died when it {died} this: acknowledge {at}"),
            Err(_) => format!("a driver died when it {died} this: {at}"),
        };
        assert_eq!(
            *world.trouble.borrow(),
            None,
            "INV-7: every action is performed and every delivery is acknowledged, so a driver comes to this: {at}"
        );
        run_well(&world, &format!("{what}, and the next one ran"));
        expect_done(&world, &FOUR_DONE, &format!("{what}, and the next one ran"));
        expect_waiting(&world, &[], &format!("{what}, and the next one ran"));
    }
}

#[test]
fn run_beside_another_driver_acts_once() {
    for at in everywhere() {
        let world = World::with(&four());
        world.expect_trouble(&at, Trouble::OtherDriver);
        let what = match at.parse::<u64>() {
            Ok(_) => format!("before one driver could acknowledge {at}, another did everything"),
            Err(_) => format!("before one driver could {at}, another did everything"),
        };
        run_well(&world, &what);
        expect_done(&world, &FOUR_DONE, &what);
        expect_waiting(&world, &[], &what);
    }
}

#[test]
fn run_answers_a_card_from_purchase_to_bill() {
    let mut card = card_with(6_000);
    card.post_offline(cents(9_000));
    card.post_offline(cents(2_000));
    let deliveries: Vec<(u64, Event)> = (1..).zip(card.events().to_vec()).collect();
    let world = World::with(&deliveries);
    run_well(&world, "a card went beyond its limit by 50.00 and then by another 20.00");
    expect_done(
        &world,
        &["charge c-7 1.00", "charge c-7 0.40"],
        "a card went beyond its limit by 50.00 and then by another 20.00",
    );
}
