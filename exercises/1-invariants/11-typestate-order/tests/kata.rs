//! The promises of kata 11. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. Money is in cents: 1_200 is 12.00.
//!
//! Half of the kata isn't here. A test that runs can't use an order that was used up, so the programs in `must-not-compile`
//! try it, and only `cargo xtask check 11` builds them.

use std::any::TypeId;
use std::fmt::Display;

use jiff::civil::{Date, date};
use rstest::rstest;
use typestate_order::{
    AnyOrder, BeforePayment, CancelledOrder, Cents, DraftOrder, Line, Lines, NoLines, PaidOrder,
    PlacedOrder, Reason, ShippedOrder, WrongAmount,
};

/// Neither the products nor the prices go up or down, which would hide a list that was sorted. Two lines are alike.
const LINES: [(&str, u64); 5] =
    [("tea", 450), ("lamp", 1_200), ("rope", 990), ("tea", 450), ("card", 0)];
const TOTAL: u64 = 3_090;

/// Nothing is due for it.
const GIFT: [(&str, u64); 2] = [("card", 0), ("tea", 0)];

/// In the past, so that a clock that somebody asks can't show one of them by chance.
const BEFORE: Date = date(2024, 2, 29);
const PAID: Date = date(2024, 3, 1);
const LATER: Date = date(2025, 1, 2);

// ---- orders ----

fn line((product, price): (&str, u64)) -> Line {
    Line::new(product, Cents::new(price))
}

fn draft_of(lines: &[(&str, u64)]) -> DraftOrder {
    let mut order = DraftOrder::new();
    for &each in lines {
        order.add_line(line(each));
    }
    order
}

fn draft() -> DraftOrder {
    draft_of(&LINES)
}

#[track_caller]
fn placed() -> PlacedOrder {
    accepted(draft().place(), "a draft with five lines, `place`")
}

#[track_caller]
fn paid() -> PaidOrder {
    accepted(placed().pay(Cents::new(TOTAL), PAID), "a placed order, `pay` with its total")
}

#[track_caller]
fn shipped() -> ShippedOrder {
    accepted(paid().ship(LATER), "a paid order, `ship` on a later date")
}

/// An order that was paid, so that there is something to know of it.
#[track_caller]
fn cancelled() -> CancelledOrder {
    paid().cancel()
}

/// What a transition gives that may be refused: the next order, or this one and the reason.
#[diagnostic::on_unimplemented(
    message = "INV-4: a refused transition gives the order back, with the reason",
    label = "this is no `Result<NextOrder, (SameOrder, Reason)>`"
)]
trait Transition {
    type Next;
    type Same;
    type Reason;

    fn outcome(self) -> Result<Self::Next, (Self::Same, Self::Reason)>;
}

impl<Next, Same, Reason> Transition for Result<Next, (Same, Reason)> {
    type Next = Next;
    type Same = Same;
    type Reason = Reason;

    fn outcome(self) -> Self {
        self
    }
}

#[track_caller]
fn accepted<T: Transition<Reason: Display>>(transition: T, what: &str) -> T::Next {
    match transition.outcome() {
        Ok(next) => next,
        Err((_, why)) => {
            panic!("INV-4: {what}: it is accepted, for nothing stands in the way; found: {why}")
        }
    }
}

#[track_caller]
fn refused<T: Transition>(transition: T, what: &str) -> (T::Same, T::Reason) {
    match transition.outcome() {
        Ok(_) => panic!("INV-4: {what}: it is refused; found: it was accepted"),
        Err(refusal) => refusal,
    }
}

// ---- everything that a caller can see ----

/// What is to be seen of an order with `lines`, and these `facts` besides.
fn facts(lines: &[(&str, u64)], facts: &[String]) -> Vec<String> {
    let line = |(n, (product, price)): (usize, &(&str, u64))| {
        format!("line {n}: {product} at {}", Cents::new(*price))
    };
    (1..).zip(lines).map(line).chain(facts.iter().cloned()).collect()
}

fn seen(lines: &Lines, more: &[String]) -> Vec<String> {
    let lines: Vec<_> =
        lines.iter().map(|line| (line.product.as_str(), line.price.get())).collect();
    facts(&lines, more)
}

fn paid_on(on: Date) -> String {
    format!("paid on {on}")
}

fn shipped_on(on: Date) -> String {
    format!("shipped on {on}")
}

fn refund(due: bool) -> String {
    format!("refund due: {due}")
}

fn paid_view(order: &PaidOrder) -> Vec<String> {
    seen(order.lines(), &[paid_on(order.paid_on())])
}

fn shipped_view(order: &ShippedOrder) -> Vec<String> {
    seen(order.lines(), &[paid_on(order.paid_on()), shipped_on(order.shipped_on())])
}

fn cancelled_view(order: &CancelledOrder) -> Vec<String> {
    seen(order.lines(), &[refund(order.refund_due())])
}

fn any_view(order: &AnyOrder) -> Vec<String> {
    let (variant, mut view) = match order {
        AnyOrder::Draft(order) => ("Draft", seen(order.lines(), &[])),
        AnyOrder::Placed(order) => ("Placed", seen(order.lines(), &[])),
        AnyOrder::Paid(order) => ("Paid", paid_view(order)),
        AnyOrder::Shipped(order) => ("Shipped", shipped_view(order)),
        AnyOrder::Cancelled(order) => ("Cancelled", cancelled_view(order)),
    };
    view.insert(0, format!("variant `AnyOrder::{variant}`"));
    view
}

/// The order looks as it should, in all that a caller can see.
#[track_caller]
fn looks_like(found: &[String], expected: &[String], what: &str) {
    let lost = expected.iter().filter(|fact| !found.contains(fact));
    let new = found.iter().filter(|fact| !expected.contains(fact));
    let differences: String = lost
        .map(|fact| format!("\n- {fact}"))
        .chain(new.map(|fact| format!("\n+ {fact}")))
        .collect();
    assert!(
        differences.is_empty(),
        "{what} (`-` is what should be there, `+` what is there):{differences}"
    );
}

// ---- which calls a type has ----

/// What isn't there. Every type has all of these calls through this trait, but Rust takes the type's own where there is
/// one. So a call that answers with `Absent` is a call that the type doesn't have.
mod absent {
    #![allow(dead_code, reason = "a call that a type has of its own is not looked for here")]

    use super::{Cents, Date, Line};

    pub struct Absent;

    impl Absent {
        pub fn mark(self) -> Self {
            self
        }
    }

    /// An answer that may borrow from an order that is made for the call only. All that counts is that it is there.
    pub trait Mark {
        fn mark(&self) {}
    }

    impl<T: ?Sized> Mark for T {}

    pub trait Calls {
        fn add_line(&mut self, _: Line) -> Absent {
            Absent
        }
        fn place(&mut self) -> Absent {
            Absent
        }
        fn pay(&mut self, _: Cents, _: Date) -> Absent {
            Absent
        }
        fn ship(&mut self, _: Date) -> Absent {
            Absent
        }
        fn cancel(&mut self) -> Absent {
            Absent
        }
        fn paid_on(&mut self) -> Absent {
            Absent
        }
        fn shipped_on(&mut self) -> Absent {
            Absent
        }
        fn refund_due(&mut self) -> Absent {
            Absent
        }
        fn clone(&mut self) -> Absent {
            Absent
        }
        fn deref(&mut self) -> Absent {
            Absent
        }
    }

    impl<T> Calls for T {}
}

/// Whether this call is there. It is only compiled, and never made.
fn is_there<Answer: 'static>(_call: impl FnOnce() -> Answer) -> bool {
    TypeId::of::<Answer>() != TypeId::of::<absent::Absent>()
}

/// Those of the ten calls that can be written on an order.
macro_rules! calls_of {
    ($order:ident) => {{
        #[allow(
            unused_imports,
            reason = "not needed by a type that has all of the calls, or no `Deref`"
        )]
        use {
            self::absent::{Calls, Mark},
            std::ops::Deref,
        };
        let calls = [
            ("add_line", is_there(|| $order().add_line(line(LINES[0])).mark())),
            ("place", is_there(|| $order().place())),
            ("pay", is_there(|| $order().pay(Cents::new(TOTAL), PAID))),
            ("ship", is_there(|| $order().ship(LATER))),
            ("cancel", is_there(|| $order().cancel())),
            ("paid_on", is_there(|| $order().paid_on())),
            ("shipped_on", is_there(|| $order().shipped_on())),
            ("refund_due", is_there(|| $order().refund_due())),
            ("clone", is_there(|| $order().clone())),
            ("deref", is_there(|| $order().deref().mark())),
        ];
        calls.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect::<Vec<_>>()
    }};
}

#[track_caller]
fn has(found: &[&str], expected: &[&str], name: &str) {
    if found.contains(&"clone") {
        assert_eq!(
            found, expected,
            "INV-1, INV-2: what can be called on a `{name}`: apart from `lines`, the calls of its row, and no `clone`"
        );
    }
    assert_eq!(
        found, expected,
        "INV-1: what can be called on a `{name}`: apart from `lines`, the calls of its row"
    );
}

// ---- draft ----

#[test]
fn draft_has_its_calls_and_no_others() {
    has(&calls_of!(draft), &["add_line", "place", "cancel"], "DraftOrder");
}

#[test]
fn draft_begins_without_lines() {
    let found = seen(DraftOrder::new().lines(), &[]);
    looks_like(&found, &[], "INV-3: `DraftOrder::new`: it has no lines");
}

#[test]
fn draft_takes_lines_and_keeps_their_order() {
    let found = seen(draft().lines(), &[]);
    let what = "INV-5: a new draft, `add_line` five times: the lines are there, in that order";
    looks_like(&found, &facts(&LINES, &[]), what);
}

#[test]
fn draft_takes_two_lines_in_a_row_that_are_alike() {
    let alike = [("tea", 450), ("tea", 450), ("rope", 990)];
    let found: Vec<_> = draft_of(&alike).lines().iter().cloned().collect();
    let what = "INV-5: a new draft, `add_line` twice with one line and then with another: all three are there";
    assert_eq!(found, alike.map(line), "{what}");
}

#[test]
fn draft_with_a_line_for_no_product_is_placed() {
    let nameless = [("", 450)];
    let placed =
        accepted(draft_of(&nameless).place(), "a draft with one line for product \"\", `place`");
    let what = "INV-5: a draft with one line for product \"\", `place`: a line is a line, and it comes along";
    looks_like(&seen(placed.lines(), &[]), &facts(&nameless, &[]), what);
}

#[test]
fn draft_is_placed_with_its_lines() {
    for n in 1..=LINES.len() {
        let what = format!("a draft with {n} of the lines, `place`");
        let placed = accepted(draft_of(&LINES[..n]).place(), &what);
        let what = format!("INV-5: {what}: the lines come along");
        looks_like(&seen(placed.lines(), &[]), &facts(&LINES[..n], &[]), &what);
    }
}

#[test]
fn draft_of_a_gift_is_placed_and_paid() {
    let gift = [("card", 0)];
    let placed = accepted(draft_of(&gift).place(), "a draft with one line at 0.00, `place`");
    let paid = accepted(placed.pay(Cents::new(0), PAID), "it was placed, `pay` with 0.00");
    let what = "INV-5: a draft with one line at 0.00, placed and paid: the line comes along";
    looks_like(&paid_view(&paid), &facts(&gift, &[paid_on(PAID)]), what);
}

#[test]
fn draft_without_lines_is_given_back() {
    let what = "a draft without lines, `place`";
    let (mut order, why) = refused(DraftOrder::new().place(), what);
    assert_eq!(why, NoLines, "INV-4: {what}: the reason");
    looks_like(&seen(order.lines(), &[]), &[], "INV-4: a refused `place`: the draft as it was");

    for each in LINES {
        order.add_line(line(each));
    }
    let placed = accepted(order.place(), "a refused `place`, then five lines, `place` again");
    let what = "INV-5: a refused `place`, then five lines and `place` again: they come along";
    looks_like(&seen(placed.lines(), &[]), &facts(&LINES, &[]), what);
}

#[test]
fn draft_is_cancelled_without_a_refund() {
    let what = "INV-5: a draft, `cancel`: the lines come along, and nobody has paid";
    looks_like(&cancelled_view(&draft().cancel()), &facts(&LINES, &[refund(false)]), what);
    let what = "INV-5: a draft without lines, `cancel`: it is accepted, and nobody has paid";
    looks_like(&cancelled_view(&DraftOrder::new().cancel()), &[refund(false)], what);
}

// ---- placed ----

#[test]
fn placed_has_its_calls_and_no_others() {
    has(&calls_of!(placed), &["pay", "cancel"], "PlacedOrder");
}

#[rstest]
#[case::on_a_day(PAID)]
#[case::on_another(LATER)]
#[case::on_the_first_there_is(Date::MIN)]
#[case::on_the_last_there_is(Date::MAX)]
fn placed_is_paid_with_its_total(#[case] on: Date) {
    let what = format!("a placed order, `pay` with its total on {on}");
    let paid = accepted(placed().pay(Cents::new(TOTAL), on), &what);
    let what = format!("INV-5: {what}: lines and date come along");
    looks_like(&paid_view(&paid), &facts(&LINES, &[paid_on(on)]), &what);
}

#[rstest]
#[case::nothing(0)]
#[case::too_little(TOTAL - 1)]
#[case::too_much(TOTAL + 1)]
#[case::half(TOTAL / 2)]
#[case::twice(TOTAL * 2)]
#[case::too_much_by_2_to_the_32(TOTAL + (1 << 32))]
#[case::all_the_money_there_is(u64::MAX)]
fn placed_is_given_back_if_the_amount_is_wrong(#[case] cents: u64) {
    let amount = Cents::new(cents);
    let what = format!("a placed order over {}, `pay` with {amount}", Cents::new(TOTAL));
    let (order, why) = refused(placed().pay(amount, BEFORE), &what);
    let expected = WrongAmount { paid: amount, due: Cents::new(TOTAL) };
    assert_eq!(why, expected, "INV-4: {what}: the reason with both amounts");
    let as_it_was = format!("INV-4: {what}: the order as it was");
    looks_like(&seen(order.lines(), &[]), &facts(&LINES, &[]), &as_it_was);

    let again = format!("{what} is refused, and again");
    let (order, why) = refused(order.pay(amount, BEFORE), &again);
    assert_eq!(why, expected, "INV-4: {again}: the reason with both amounts, as before");
    let paid = accepted(order.pay(Cents::new(TOTAL), PAID), &format!("{again}, then its total"));
    let what = format!("INV-5: {again}, then its total: lines and date of the accepted `pay`");
    looks_like(&paid_view(&paid), &facts(&LINES, &[paid_on(PAID)]), &what);
}

#[test]
fn placed_is_paid_in_one_sum() {
    let what = "a placed order, `pay` with half of its total";
    let (order, _) = refused(placed().pay(Cents::new(TOTAL / 2), PAID), what);
    let what = "a placed order, `pay` with half of its total, and with the other half";
    let (order, why) = refused(order.pay(Cents::new(TOTAL / 2), PAID), what);
    let expected = WrongAmount { paid: Cents::new(TOTAL / 2), due: Cents::new(TOTAL) };
    assert_eq!(why, expected, "INV-4: {what}: a refused `pay` is no payment");
    let what = "INV-4: a refused `pay`, then `cancel`: a refused `pay` is no payment";
    looks_like(&cancelled_view(&order.cancel()), &facts(&LINES, &[refund(false)]), what);
}

#[test]
fn placed_is_cancelled_without_a_refund() {
    let what = "INV-5: a placed order, `cancel`: the lines come along, and nobody has paid";
    looks_like(&cancelled_view(&placed().cancel()), &facts(&LINES, &[refund(false)]), what);
}

// ---- paid ----

#[test]
fn paid_has_its_calls_and_no_others() {
    has(&calls_of!(paid), &["ship", "cancel", "paid_on"], "PaidOrder");
}

#[rstest]
#[case::same_day(PAID)]
#[case::next_day(date(2024, 3, 2))]
#[case::later(LATER)]
#[case::on_the_last_there_is(Date::MAX)]
fn paid_is_shipped_from_the_day_of_payment_on(#[case] on: Date) {
    let what = format!("an order paid on {PAID}, `ship` on {on}");
    let shipped = accepted(paid().ship(on), &what);
    let what = format!("INV-5: {what}: lines and both dates come along");
    looks_like(&shipped_view(&shipped), &facts(&LINES, &[paid_on(PAID), shipped_on(on)]), &what);
}

#[rstest]
#[case::the_day_before(BEFORE)]
#[case::the_year_before(date(2023, 12, 31))]
#[case::on_the_first_there_is(Date::MIN)]
fn paid_is_given_back_if_the_date_is_before_the_payment(#[case] on: Date) {
    let what = format!("an order paid on {PAID}, `ship` on {on}");
    let (order, why) = refused(paid().ship(on), &what);
    let expected = BeforePayment { paid_on: PAID };
    assert_eq!(why, expected, "INV-4: {what}: the reason with the date of payment");
    let as_it_was = format!("INV-4: {what}: the order as it was");
    looks_like(&paid_view(&order), &facts(&LINES, &[paid_on(PAID)]), &as_it_was);

    let again = format!("{what} is refused, and again");
    let (order, why) = refused(order.ship(on), &again);
    assert_eq!(why, expected, "INV-4: {again}: the reason with the date of payment, as before");
    let shipped = accepted(order.ship(PAID), &format!("{again}, then on {PAID}"));
    let what = format!("INV-5: {again}, then on {PAID}: lines and dates of the accepted calls");
    let expected = facts(&LINES, &[paid_on(PAID), shipped_on(PAID)]);
    looks_like(&shipped_view(&shipped), &expected, &what);
}

#[test]
fn paid_is_cancelled_with_a_refund() {
    let what = "INV-5: a paid order, `cancel`: the lines come along, and so does the payment";
    looks_like(&cancelled_view(&paid().cancel()), &facts(&LINES, &[refund(true)]), what);
    let what = "an order paid on 2024-03-01, `ship` on the day before";
    let (order, _) = refused(paid().ship(BEFORE), what);
    let what = "INV-5: a refused `ship`, then `cancel`: the order was paid and is not shipped";
    looks_like(&cancelled_view(&order.cancel()), &facts(&LINES, &[refund(true)]), what);
}

#[test]
fn paid_gift_is_cancelled_with_a_refund() {
    let placed = accepted(draft_of(&GIFT).place(), "a draft with lines at 0.00, `place`");
    let paid = accepted(placed.pay(Cents::new(0), PAID), "it was placed, `pay` with 0.00");
    let what =
        "INV-5: an order over 0.00 that was paid, `cancel`: it was paid, so the refund is due";
    looks_like(&cancelled_view(&paid.cancel()), &facts(&GIFT, &[refund(true)]), what);
}

#[rstest]
#[case::on_the_first_there_is(Date::MIN)]
#[case::on_the_last_there_is(Date::MAX)]
fn paid_on_any_date_is_cancelled_with_a_refund(#[case] on: Date) {
    let what = format!("a placed order, `pay` with its total on {on}");
    let paid = accepted(placed().pay(Cents::new(TOTAL), on), &what);
    let what = format!("INV-5: {what}, then `cancel`: it was paid, so the refund is due");
    looks_like(&cancelled_view(&paid.cancel()), &facts(&LINES, &[refund(true)]), &what);
}

// ---- shipped, cancelled ----

#[test]
fn shipped_has_its_calls_and_no_others() {
    has(&calls_of!(shipped), &["paid_on", "shipped_on"], "ShippedOrder");
}

#[test]
fn cancelled_has_its_calls_and_no_others() {
    has(&calls_of!(cancelled), &["refund_due"], "CancelledOrder");
}

// ---- any ----

/// An order in each variant, the reason why it isn't shipped on [`BEFORE`], and the one on [`LATER`], if there is one.
fn any_orders() -> Vec<(AnyOrder, Reason, Option<Reason>)> {
    let same = |order, why| (order, why, Some(why));
    let early = Reason::BeforePayment(BeforePayment { paid_on: PAID });
    vec![
        same(AnyOrder::Draft(draft()), Reason::NotPlaced),
        same(AnyOrder::Draft(DraftOrder::new()), Reason::NotPlaced),
        same(AnyOrder::Placed(placed()), Reason::NotPaid),
        (AnyOrder::Paid(paid()), early, None),
        same(AnyOrder::Shipped(shipped()), Reason::AlreadyShipped),
        same(AnyOrder::Cancelled(draft().cancel()), Reason::WasCancelled),
        same(AnyOrder::Cancelled(placed().cancel()), Reason::WasCancelled),
        same(AnyOrder::Cancelled(paid().cancel()), Reason::WasCancelled),
    ]
}

/// It refuses, and the order is given back in the variant in which it was.
#[track_caller]
fn any_refuses(order: AnyOrder, on: Date, expected: Reason) -> AnyOrder {
    let before = any_view(&order);
    let what = format!("{}, `ship` on {on}", before[0]);
    let (order, why) = refused(order.ship(on), &what);
    assert_eq!(why, expected, "INV-4: {what}: the reason");
    let as_it_was = format!("INV-4: {what}: the order as it was, in the variant in which it was");
    looks_like(&any_view(&order), &before, &as_it_was);
    order
}

#[test]
fn any_order_is_shipped_if_it_is_paid() {
    for on in [PAID, LATER] {
        let what = format!("variant `AnyOrder::Paid`, paid on {PAID}, `ship` on {on}");
        let order = accepted(AnyOrder::Paid(paid()).ship(on), &what);
        let mut expected = facts(&LINES, &[paid_on(PAID), shipped_on(on)]);
        expected.insert(0, "variant `AnyOrder::Shipped`".to_owned());
        let what = format!("INV-5: {what}: it is shipped, and lines and dates come along");
        looks_like(&any_view(&order), &expected, &what);
    }
}

#[test]
fn any_other_order_is_given_back() {
    for (order, early, late) in any_orders() {
        let order = any_refuses(order, BEFORE, early);
        match late {
            Some(why) => {
                any_refuses(order, LATER, why);
            }
            None => {
                let what = "variant `AnyOrder::Paid`, a refused `ship`, then on a later date";
                let order = accepted(order.ship(LATER), what);
                any_refuses(order, LATER, Reason::AlreadyShipped);
            }
        }
    }
}

#[test]
fn any_placed_gift_is_given_back() {
    let gift = accepted(draft_of(&GIFT).place(), "a draft with lines at 0.00, `place`");
    any_refuses(AnyOrder::Placed(gift), LATER, Reason::NotPaid);
}

#[test]
fn any_order_has_no_clone() {
    #[allow(unused_imports, reason = "not needed if there is a `clone`")]
    use self::absent::Calls;
    let there = is_there(|| AnyOrder::Paid(paid()).clone());
    assert!(!there, "INV-2: `clone` can be called on an `AnyOrder`, and there are two orders then");
}

#[test]
fn any_order_that_was_given_back_goes_on_in_its_state() {
    let AnyOrder::Placed(order) = any_refuses(AnyOrder::Placed(placed()), LATER, Reason::NotPaid)
    else {
        panic!("INV-4: variant `AnyOrder::Placed`, a refused `ship`: it is in the same variant");
    };
    let what = "variant `AnyOrder::Placed`, a refused `ship`, then `pay` with its total";
    let paid = accepted(order.pay(Cents::new(TOTAL), PAID), what);
    let what = format!("INV-5: {what}: lines and date come along");
    looks_like(&paid_view(&paid), &facts(&LINES, &[paid_on(PAID)]), &what);
}
