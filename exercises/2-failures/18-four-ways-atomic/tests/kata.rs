//! The promises of kata 18. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use four_ways_atomic::effort::{self, Changes, Effort};
use four_ways_atomic::{Cents, Line, Lines, Order, OrderError, Product};
use rstest::rstest;

/// A product and its price in cents.
type Facts = (&'static str, u32);

/// Eight lines. Not in the order of the alphabet, which would hide a list that was sorted, and no two at
/// one price.
const LINES: [Facts; 8] = [
    ("tea", 499),
    ("ink", 250),
    ("rope", 1_875),
    ("candle", 99),
    ("nails", 320),
    ("glue", 745),
    ("soap", 180),
    ("apron", 2_390),
];

/// The first seven: three lines fit beside them.
const SEVEN: &[Facts] = LINES.first_chunk::<7>().unwrap();

/// Ten, which is as many as there may be. The last is `BRUSH`.
const FULL: [Facts; 10] = {
    let [a, b, c, d, e, f, g, _] = LINES;
    [a, b, c, d, e, f, g, LAMP, MUG, BRUSH]
};

/// What the seven leave until the total is as large as it can be.
const LEFT: u32 = u32::MAX - (499 + 250 + 1_875 + 99 + 320 + 745 + 180);

const COMB: Facts = ("comb", 130);
const LAMP: Facts = ("lamp", 2_200);
const BRUSH: Facts = ("brush", 610);
const MUG: Facts = ("mug", 845);

/// Beside anything that has a price it makes the total too large.
const YACHT: Facts = ("yacht", u32::MAX);

fn product(name: &str) -> Product {
    Product::new(name)
}

fn line((name, cents): Facts) -> Line {
    Line::new(product(name), Cents::new(cents))
}

fn lines(facts: &[Facts]) -> Vec<Line> {
    facts.iter().copied().map(line).collect()
}

#[track_caller]
fn order_of(facts: &[Facts]) -> Order {
    let mut order = Order::new();
    for &each in facts {
        assert_eq!(
            order.add(line(each)),
            Ok(()),
            "adding {} breaks no rule, so it is accepted",
            each.0
        );
    }
    order
}

fn duplicate(name: &str) -> OrderError {
    OrderError::DuplicateProduct { product: product(name) }
}

fn too_many(name: &str) -> OrderError {
    OrderError::TooManyLines { product: product(name) }
}

fn too_large(name: &str) -> OrderError {
    OrderError::TotalTooLarge { product: product(name) }
}

// ---- the ways, called alike ----

/// A call that has come back: which one, and the order and the answer it left behind.
struct Called {
    method: &'static str,
    order: Order,
    outcome: Result<(), OrderError>,
}

type Way = fn(Order, &[Line]) -> Called;

fn validated(mut order: Order, batch: &[Line]) -> Called {
    let outcome = order.add_all_validated(batch);
    Called { method: "add_all_validated", order, outcome }
}

fn swapped(mut order: Order, batch: &[Line]) -> Called {
    let outcome = order.add_all_swapped(batch);
    Called { method: "add_all_swapped", order, outcome }
}

fn with_all(order: Order, batch: &[Line]) -> Called {
    let (order, outcome) = match order.with_all(batch) {
        Ok(order) => (order, Ok(())),
        Err((order, why)) => (order, Err(why)),
    };
    Called { method: "with_all", order, outcome }
}

fn undone(mut order: Order, batch: &[Line]) -> Called {
    let outcome = order.add_all_undone(batch);
    Called { method: "add_all_undone", order, outcome }
}

const WAYS: [Way; 4] = [validated, swapped, with_all, undone];

/// Not a way: the lines one after another.
fn one_by_one(mut order: Order, batch: &[Line]) -> Called {
    let outcome = batch.iter().cloned().try_for_each(|line| order.add(line));
    Called { method: "add", order, outcome }
}

// ---- what a caller can see ----

/// "comb at 1.30, then ink at 2.51"
fn told(batch: &[Line]) -> String {
    if batch.is_empty() {
        return "no line".to_owned();
    }
    let each = batch.iter().map(|line| format!("{} at {}", line.product(), line.price()));
    each.collect::<Vec<_>>().join(", then ")
}

fn count(lines: usize) -> String {
    format!("{lines} {}", if lines == 1 { "line" } else { "lines" })
}

/// Everything that a caller can see, one line a fact.
fn view(order: &Order) -> Vec<String> {
    view_of(order.lines().iter(), order.total())
}

fn view_of<'a>(lines: impl Iterator<Item = &'a Line>, total: Cents) -> Vec<String> {
    let mut facts: Vec<String> = (1..)
        .zip(lines)
        .map(|(n, line)| format!("line {n}: {} at {}", line.product(), line.price()))
        .collect();
    facts.insert(0, format!("{}, total {total}", count(facts.len())));
    facts
}

/// The lines that only one of two views has: `-` in the first, `+` in the second.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    lost.chain(new).collect()
}

/// The rule that a line breaks which is refused with `why`.
fn broken_by(why: &OrderError) -> &'static str {
    match why {
        OrderError::DuplicateProduct { .. } => "INV-1",
        OrderError::TooManyLines { .. } => "INV-2",
        OrderError::TotalTooLarge { .. } => "INV-3",
    }
}

/// INV-4: `way` refuses `batch` with `why`, and the order looks as it did before.
#[track_caller]
fn refused(order: Order, batch: &[Line], why: OrderError, way: Way) -> Order {
    let before = view(&order);
    let Called { method, order, outcome } = way(order, batch);
    let changes = changes(&before, &view(&order));
    let (told, rule) = (told(batch), broken_by(&why));
    assert_eq!(
        outcome,
        Err(why),
        "{rule}: {method} refuses to add {told}, and the error is that of the first refused line"
    );
    assert!(changes.is_empty(), "INV-4: {method} refused to add {told} but changed this:{changes}");
    order
}

/// `way` accepts `batch`: its lines stand behind those of the order, and count.
#[track_caller]
fn accepted(order: Order, batch: &[Line], way: Way) -> Order {
    let mut all: Vec<Line> = order.lines().iter().cloned().collect();
    all.extend_from_slice(batch);
    let Called { method, order, outcome } = way(order, batch);
    let told = told(batch);
    assert_eq!(outcome, Ok(()), "{method}: adding {told} breaks no rule, so it is accepted");
    let total = Cents::new(all.iter().map(|line| line.price().get()).sum());
    let changes = changes(&view_of(all.iter(), total), &view(&order));
    assert!(
        changes.is_empty(),
        "{method}: accepted lines stand at the end in their order, and the total is the sum of all prices \
         (INV-3). After adding {told} this is missing (-) or too much (+):{changes}"
    );
    order
}

#[track_caller]
fn each_accepted<const N: usize>(way: Way, cases: [(&[Facts], &[Facts]); N]) {
    for (before, batch) in cases {
        accepted(order_of(before), &lines(batch), way);
    }
}

/// Each batch is put to an order of seven lines, and the refusal is the first that adding its lines one
/// after another would meet.
#[track_caller]
fn each_refused<const N: usize>(way: Way, cases: [(&[Facts], OrderError); N]) {
    for (batch, why) in cases {
        refused(order_of(SEVEN), &lines(batch), why, way);
    }
}

// ---- one line: works already, and must go on working ----

#[test]
fn a_new_order_is_empty() {
    let order = Order::new();
    assert_eq!(view(&order), ["0 lines, total 0.00"], "a new order has no line and no total");
}

#[test]
fn an_added_line_stands_last_and_counts() {
    let mut order = order_of(SEVEN);
    order = accepted(order, &lines(&[COMB]), one_by_one);
    order = accepted(order, &lines(&[("free sample", 0)]), one_by_one);
    accepted(order, &lines(&[("the rest", LEFT - COMB.1)]), one_by_one);
}

#[test]
fn a_refused_line_changes_nothing() {
    each_refused(
        one_by_one,
        [
            (&[("ink", 251)], duplicate("ink")),
            (&[("soap", u32::MAX)], duplicate("soap")),
            (&[("comb", LEFT + 1)], too_large("comb")),
        ],
    );
    refused(order_of(&FULL), &lines(&[COMB]), too_many("comb"), one_by_one);
    refused(order_of(&FULL), &lines(&[YACHT]), too_many("yacht"), one_by_one);
    refused(order_of(&FULL), &lines(&[MUG]), duplicate("mug"), one_by_one);
}

// ---- a batch, in each of the four ways ----

#[rstest]
fn an_accepted_batch_stands_at_the_end_and_counts(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    each_accepted(way, [(&[], &[COMB]), (SEVEN, &[COMB]), (SEVEN, &[LAMP, COMB])]);
}

#[rstest]
fn an_empty_batch_is_accepted(#[values(validated, swapped, with_all, undone)] way: Way) {
    let full = &[SEVEN, &[COMB, LAMP, ("gold", LEFT - COMB.1 - LAMP.1)]].concat();
    each_accepted(way, [(&[], &[]), (SEVEN, &[]), (full, &[])]);
}

#[rstest]
fn the_tenth_line_is_accepted(#[values(validated, swapped, with_all, undone)] way: Way) {
    let nine_more = [LINES[7], LAMP, COMB, LINES[3], LINES[1], MUG, LINES[6], BRUSH, LINES[2]];
    let ten = &[&[LINES[0]], &nine_more[..]].concat();
    each_accepted(way, [(SEVEN, &[MUG, BRUSH, COMB]), (&LINES[..1], &nine_more), (&[], ten)]);
}

#[rstest]
fn the_largest_total_is_accepted(#[values(validated, swapped, with_all, undone)] way: Way) {
    each_accepted(
        way,
        [
            (SEVEN, &[COMB, ("gold", LEFT - COMB.1)]),
            (SEVEN, &[("gold", LEFT), ("free sample", 0)]),
            (&[("gold", u32::MAX)], &[("free sample", 0)]),
        ],
    );
}

#[rstest]
fn a_product_that_is_in_the_order_is_refused(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    each_refused(
        way,
        [
            (&[("ink", 251), COMB], duplicate("ink")),
            (&[COMB, ("soap", 181), LAMP], duplicate("soap")),
            (&[COMB, LAMP, ("tea", 499)], duplicate("tea")),
            (&[COMB, ("soap", 181), ("ink", 251)], duplicate("soap")),
        ],
    );
}

/// Such a line looks like one that the batch has brought, and it was there before.
#[rstest]
fn a_line_that_is_in_the_order_at_the_same_price_is_refused_and_stays(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    each_refused(
        way,
        [
            (&[("soap", 180)], duplicate("soap")),
            (&[("ink", 250), COMB], duplicate("ink")),
            (&[COMB, ("soap", 180)], duplicate("soap")),
            (&[COMB, LAMP, ("glue", 745)], duplicate("glue")),
        ],
    );
}

#[rstest]
fn a_product_that_is_earlier_in_the_batch_is_refused(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    each_refused(
        way,
        [
            (&[COMB, COMB], duplicate("comb")),
            (&[COMB, LAMP, ("comb", 131)], duplicate("comb")),
            (&[COMB, LAMP, LAMP, COMB], duplicate("lamp")),
        ],
    );
}

#[rstest]
fn an_eleventh_line_is_refused(#[values(validated, swapped, with_all, undone)] way: Way) {
    each_refused(
        way,
        [
            (&[COMB, LAMP, BRUSH, MUG], too_many("mug")),
            (&[MUG, LAMP, COMB, BRUSH, ("bowl", 1_020)], too_many("brush")),
        ],
    );
}

#[rstest]
fn a_full_order_refuses_the_first_line(#[values(validated, swapped, with_all, undone)] way: Way) {
    let cases: [(&[Facts], OrderError); 5] = [
        (&[COMB], too_many("comb")),
        (&[YACHT, MUG], too_many("yacht")),
        (&[MUG], duplicate("mug")),
        (&[("brush", 611), COMB], duplicate("brush")),
        (&[("tea", u32::MAX)], duplicate("tea")),
    ];
    for (batch, why) in cases {
        refused(order_of(&FULL), &lines(batch), why, way);
    }
}

/// A batch can be longer than any order. Its first line that can't be added decides all the same.
#[rstest]
fn of_more_than_ten_lines_the_first_refused_counts(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    let twelve = [&FULL[..], &[COMB, ("bowl", 1_020)]].concat();
    let with = |place: usize, instead: Facts| {
        let mut batch = twelve.clone();
        batch[place] = instead;
        batch
    };
    let cases: [(&[Facts], Vec<Facts>, OrderError); 6] = [
        (&[], twelve.clone(), too_many("comb")),
        (&[], with(3, ("ink", 251)), duplicate("ink")),
        (&[], with(10, ("tea", 500)), duplicate("tea")),
        (&[], with(4, YACHT), too_large("yacht")),
        (&[("comb", 131), MUG], twelve.clone(), duplicate("mug")),
        (&[("bowl", 1_021)], twelve.clone(), too_many("brush")),
    ];
    for (before, batch, why) in cases {
        refused(order_of(before), &lines(&batch), why, way);
    }
}

#[rstest]
fn a_total_that_is_too_large_is_refused(#[values(validated, swapped, with_all, undone)] way: Way) {
    each_refused(
        way,
        [
            (&[("comb", LEFT + 1), LAMP], too_large("comb")),
            (&[COMB, ("lamp", LEFT - COMB.1 + 1)], too_large("lamp")),
            (&[COMB, LAMP, ("brush", LEFT - COMB.1 - LAMP.1 + 1)], too_large("brush")),
            (&[COMB, YACHT, LAMP], too_large("yacht")),
        ],
    );
}

#[rstest]
fn of_two_reasons_against_one_line_the_first_counts(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    each_refused(
        way,
        [
            (&[COMB, ("soap", u32::MAX)], duplicate("soap")),
            (&[COMB, ("comb", u32::MAX)], duplicate("comb")),
            (&[COMB, LAMP, BRUSH, ("ink", 251)], duplicate("ink")),
            (&[COMB, LAMP, BRUSH, ("lamp", 2_201)], duplicate("lamp")),
            (&[COMB, LAMP, BRUSH, YACHT], too_many("yacht")),
        ],
    );
}

#[rstest]
fn of_two_refused_lines_the_first_counts(#[values(validated, swapped, with_all, undone)] way: Way) {
    each_refused(
        way,
        [
            (&[("soap", 181), YACHT], duplicate("soap")),
            (&[YACHT, ("soap", 181)], too_large("yacht")),
            (&[COMB, ("ink", 251), LAMP, BRUSH], duplicate("ink")),
            (&[COMB, LAMP, BRUSH, MUG, ("ink", 251)], too_many("mug")),
            (&[COMB, COMB, LAMP, BRUSH], duplicate("comb")),
            (&[COMB, LAMP, BRUSH, MUG, COMB], too_many("mug")),
            (&[COMB, YACHT, LAMP, BRUSH], too_large("yacht")),
            (&[COMB, LAMP, BRUSH, MUG, YACHT], too_many("mug")),
            (&[COMB, YACHT, COMB], too_large("yacht")),
            (&[COMB, COMB, YACHT], duplicate("comb")),
        ],
    );
}

/// Refused by `first`, filled up by `next`: what a refused call left somewhere may show only when the
/// order gets its last line and its last cent.
#[track_caller]
fn as_much_room_as_before(first: Way, next: Way) {
    let rest: &[Facts] = &[LAMP, COMB, ("brush", LEFT - LAMP.1 - COMB.1)];
    let refusals: [(&[Facts], OrderError); 3] = [
        (&[COMB, LAMP, ("ink", 251)], duplicate("ink")),
        (&[COMB, BRUSH, LAMP, MUG], too_many("mug")),
        (&[COMB, ("lamp", LEFT)], too_large("lamp")),
    ];
    for (batch, why) in refusals {
        let order = refused(order_of(SEVEN), &lines(batch), why, first);
        accepted(order, &lines(rest), next);
    }
}

/// Refused by `first` and accepted by `next` once there is room: no refused line is taken for one that is
/// in the order.
#[track_caller]
fn refused_lines_are_not_in_the_order(first: Way, next: Way) {
    let refusals: [(&[Facts], OrderError, &[Facts]); 3] = [
        (&[COMB, BRUSH, LAMP, MUG], too_many("mug"), &[MUG, COMB, LAMP]),
        (&[COMB, ("lamp", LEFT)], too_large("lamp"), &[LAMP, COMB]),
        (&[COMB, LAMP, ("ink", 251), MUG], duplicate("ink"), &[MUG, LAMP, COMB]),
    ];
    for (batch, why, later) in refusals {
        let order = refused(order_of(SEVEN), &lines(batch), why, first);
        accepted(order, &lines(later), next);
    }
}

/// Accepted by `first`, asked for again by `next`.
#[track_caller]
fn products_in_the_order(first: Way, next: Way) {
    let order = accepted(order_of(SEVEN), &lines(&[LAMP, COMB]), first);
    let order = refused(order, &lines(&[("lamp", 2_201)]), duplicate("lamp"), next);
    let order = refused(order, &lines(&[MUG, ("comb", 131)]), duplicate("comb"), first);
    accepted(order, &lines(&[MUG]), next);
}

#[rstest]
fn after_a_refusal_there_is_as_much_room_as_before(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    as_much_room_as_before(way, way);
}

#[rstest]
fn after_a_refusal_the_refused_line_can_still_be_added(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    refused_lines_are_not_in_the_order(way, way);
}

#[rstest]
fn after_an_accepted_batch_its_products_are_in_the_order(
    #[values(validated, swapped, with_all, undone)] way: Way,
) {
    products_in_the_order(way, way);
}

#[test]
fn each_way_goes_on_where_another_has_stopped() {
    for way in WAYS {
        for next in WAYS.into_iter().chain([one_by_one as Way]) {
            as_much_room_as_before(way, next);
            refused_lines_are_not_in_the_order(way, next);
            products_in_the_order(way, next);
        }
    }
}

// ---- the way itself, read from the record ----

/// A call that has come back, and how it was done.
struct Watched {
    /// "adding comb at 1.30 to an order of 2 lines (tea, ink)"
    what: String,
    method: &'static str,
    outcome: Result<(), OrderError>,
    effort: Effort,
    /// How many lines the batch had.
    batch: usize,
    /// The lines of the order are where they were before: no copy has taken their place.
    where_they_were: bool,
}

/// Where the first line is kept. It stays there when the order is moved, and a copy is kept elsewhere.
fn place(order: &Order) -> *const Line {
    order.lines().iter().as_slice().as_ptr()
}

/// Puts `batch` to an order of the lines `before`.
#[track_caller]
fn watched(before: &[Facts], batch: &[Facts], way: Way) -> Watched {
    let (order, batch) = (order_of(before), lines(batch));
    let names: Vec<&str> = before.iter().map(|(name, _)| *name).collect();
    let to = match names.len() {
        0 => "an empty order".to_owned(),
        n => format!("an order of {} ({})", count(n), names.join(", ")),
    };
    let what = format!("adding {} to {to}", told(&batch));
    let place_before = place(&order);
    let (Called { method, order, outcome }, effort) = effort::watch(|| way(order, &batch));
    let where_they_were = place(&order) == place_before;
    Watched { what, method, outcome, effort, batch: batch.len(), where_they_were }
}

#[track_caller]
fn watched_accepting(before: &[Facts], batch: &[Facts], way: Way) -> Watched {
    let call = watched(before, batch, way);
    let Watched { what, method, outcome, .. } = &call;
    assert_eq!(outcome, &Ok(()), "{method}: {what} breaks no rule, so it is accepted");
    call
}

#[track_caller]
fn watched_refusing(before: &[Facts], batch: &[Facts], way: Way) -> Watched {
    let call = watched(before, batch, way);
    let Watched { what, method, outcome, .. } = &call;
    assert!(outcome.is_err(), "{method}: {what} breaks a rule, so it is refused");
    call
}

#[track_caller]
fn no_copy(call: &Watched, rule: &str) {
    let Watched { what, effort: Effort { copies, lines_copied, .. }, .. } = call;
    assert!(*copies == 0, "{rule} makes no copy of the order; {what} made {copies}");
    assert!(
        *lines_copied == 0,
        "{rule} clones no line that is in the order, not even outside a `Lines`, say into a `Vec`; {what} \
         cloned {}",
        count(*lines_copied)
    );
}

#[track_caller]
fn each_line_once(call: &Watched, rule: &str) {
    let Watched { what, batch, effort, .. } = call;
    let Changes { added, taken_back } = effort.in_place;
    assert!(
        (added, taken_back) == (*batch, 0),
        "{rule} adds each line of the batch once, in place, and takes none back; \
         {what} added {} and took back {taken_back}",
        count(added)
    );
}

#[rstest]
#[case::of_none(&[])]
#[case::of_one(&[COMB])]
#[case::of_two(&[LAMP, COMB])]
fn validated_copies_nothing_when_it_accepts(#[case] batch: &[Facts]) {
    let rule = "validate first: an accepted call";
    let call = watched_accepting(&LINES, batch, validated);
    no_copy(&call, rule);
    each_line_once(&call, rule);
}

#[rstest]
#[case::product_first(&[("ink", 251), COMB])]
#[case::product_second(&[COMB, ("ink", 251)])]
#[case::twice(&[COMB, ("comb", 131)])]
#[case::eleventh_line(&[LAMP, COMB, BRUSH])]
#[case::total(&[COMB, YACHT])]
fn validated_refuses_before_the_first_change(#[case] batch: &[Facts]) {
    let call = watched_refusing(&LINES, batch, validated);
    no_copy(&call, "validate first: a refused call");
    let Watched { what, effort, .. } = call;
    let Changes { added, taken_back } = effort.in_place;
    assert!(
        (added, taken_back) == (0, 0),
        "validate first: a refused call adds and takes back nothing, not even for a moment; \
         {what} added {} and took back {taken_back}",
        count(added)
    );
}

/// The order had so many `lines` before the call.
#[track_caller]
fn on_one_copy(call: &Watched, lines: usize) {
    let Watched { what, effort: Effort { copies, lines_copied, .. }, .. } = call;
    assert!(
        *copies == 1,
        "build and swap: a call makes exactly one copy of the order; {what} made {copies}"
    );
    assert!(
        *lines_copied == lines,
        "build and swap: each line that is in the order is cloned once, for the copy; {what} made \
         {lines_copied} clones of {}",
        count(lines)
    );
    not_in_place(call);
}

#[track_caller]
fn not_in_place(call: &Watched) {
    let Watched { what, effort, .. } = call;
    let Changes { added, taken_back } = effort.in_place;
    assert!(
        (added, taken_back) == (0, 0),
        "build and swap: lines are added to the copy, and never to the order itself; \
         {what} added {} to it and took back {taken_back}",
        count(added)
    );
}

#[track_caller]
fn original_kept(call: &Watched) {
    let Watched { what, where_they_were, .. } = call;
    assert!(
        where_they_were,
        "build and swap: the copy takes the order's place when the whole batch is accepted, not before; \
         {what} was refused, and a copy took its place all the same"
    );
}

#[rstest]
#[case::of_one(&[COMB])]
#[case::of_two(&[LAMP, COMB])]
fn swapped_accepts_on_one_copy(#[case] batch: &[Facts]) {
    on_one_copy(&watched_accepting(&LINES, batch, swapped), LINES.len());
}

#[rstest]
#[case::of_one(&[COMB])]
#[case::of_two(&[LAMP, COMB])]
fn swapped_fills_a_copy_of_an_empty_order(#[case] batch: &[Facts]) {
    on_one_copy(&watched_accepting(&[], batch, swapped), 0);
}

/// A copy that never got a line isn't counted.
#[rstest]
#[case::twice(&[COMB, ("comb", 131)])]
#[case::total(&[COMB, YACHT])]
fn swapped_leaves_an_empty_order_alone_when_it_refuses(#[case] batch: &[Facts]) {
    let call = watched_refusing(&[], batch, swapped);
    at_most_one_copy(&call, "a call");
    original_kept(&call);
}

#[test]
fn swapped_makes_one_copy_at_most_for_an_empty_batch() {
    at_most_one_copy(&watched_accepting(&LINES, &[], swapped), "an empty batch");
}

#[track_caller]
fn at_most_one_copy(call: &Watched, taker: &str) {
    let Watched { what, effort: Effort { copies, .. }, .. } = call;
    assert!(
        *copies <= 1,
        "build and swap: {taker} takes one copy of the order at most; {what} took {copies}"
    );
    not_in_place(call);
}

#[rstest]
#[case::product(&[COMB, ("ink", 251)])]
#[case::twice(&[COMB, ("comb", 131)])]
#[case::eleventh_line(&[LAMP, COMB, BRUSH])]
#[case::total(&[COMB, YACHT])]
fn swapped_refuses_on_one_copy(#[case] batch: &[Facts]) {
    let call = watched_refusing(&LINES, batch, swapped);
    on_one_copy(&call, LINES.len());
    original_kept(&call);
}

#[rstest]
#[case::product(&LINES, &[("ink", 251), COMB])]
#[case::total(&LINES, &[YACHT])]
#[case::eleventh_line(&FULL, &[COMB])]
#[case::product_in_a_full_order(&FULL, &[MUG])]
fn swapped_refuses_the_first_line_on_one_copy(#[case] before: &[Facts], #[case] batch: &[Facts]) {
    let call = watched_refusing(before, batch, swapped);
    on_one_copy(&call, before.len());
    original_kept(&call);
}

#[rstest]
#[case::of_none(&[])]
#[case::of_one(&[COMB])]
#[case::of_two(&[LAMP, COMB])]
fn with_all_copies_nothing_when_it_accepts(#[case] batch: &[Facts]) {
    let call = watched_accepting(&LINES, batch, with_all);
    no_copy(&call, "consume and give back: an accepted call");
}

#[rstest]
#[case::of_none(&[])]
#[case::of_one(&[COMB])]
#[case::of_two(&[LAMP, COMB])]
fn undone_copies_nothing_when_it_accepts(#[case] batch: &[Facts]) {
    no_copy(&watched_accepting(&LINES, batch, undone), "undo: an accepted call");
}

#[rstest]
#[case::of_one(&[COMB])]
#[case::of_two(&[LAMP, COMB])]
fn undone_takes_nothing_back_when_it_accepts(#[case] batch: &[Facts]) {
    each_line_once(&watched_accepting(&LINES, batch, undone), "undo: an accepted call");
}

#[rstest]
#[case::product(&[COMB, ("ink", 251)], 1)]
#[case::product_third(&[COMB, LAMP, ("ink", 251)], 2)]
#[case::twice(&[COMB, ("comb", 131)], 1)]
#[case::eleventh_line(&[LAMP, COMB, BRUSH], 2)]
#[case::total(&[COMB, YACHT], 1)]
#[case::total_third(&[COMB, LAMP, YACHT, MUG], 2)]
fn undone_takes_back_what_it_added(#[case] batch: &[Facts], #[case] before_the_refused: usize) {
    let call = watched_refusing(&LINES, batch, undone);
    no_copy(&call, "undo: a refused call");
    let Watched { what, batch, effort, .. } = call;
    let Changes { added, taken_back } = effort.in_place;
    let these = count(added);
    assert!(
        added >= before_the_refused,
        "undo: it doesn't look ahead, so all lines before the refused one are added first, and here that is \
         {before_the_refused}; {what} added {these}"
    );
    assert!(
        added <= batch,
        "undo: only lines of the batch are added and taken back, each once; {what} added {these}"
    );
    assert!(
        taken_back == added,
        "undo: as many lines are taken back as were added; {what} added {these} and took back {taken_back}"
    );
}

// ---- the record (given) ----

#[test]
fn the_record_tells_lines_from_their_copy() {
    let mut original = Lines::new();
    lines(&[LAMP, MUG]).into_iter().for_each(|each| original.push(each));
    let (_, effort) = effort::watch(|| {
        let mut copy = original.clone();
        copy.push(line(COMB));
        copy.pop();
        let mut moved = original;
        let twin = moved.iter().next().cloned();
        twin.into_iter().for_each(|each| moved.push(each));
        moved.push(line(BRUSH));
        moved.truncate(1);
        (copy, moved)
    });
    let expected = Effort {
        copies: 1,
        lines_copied: 3,
        in_place: Changes { added: 2, taken_back: 3 },
        on_copies: Changes { added: 1, taken_back: 1 },
    };
    assert_eq!(
        effort, expected,
        "two lines were copied with their container and one of them again; \
         two were added to the original and three taken back, on the copy one and one"
    );
}

#[test]
fn the_record_counts_a_container_once_it_holds_lines() {
    let (_, effort) = effort::watch(|| {
        let empty = Lines::new();
        (empty.clone(), empty)
    });
    assert_eq!(effort.copies, 0, "two containers were made and neither held a line");
    let (_, effort) = effort::watch(|| {
        let mut filled = Lines::new();
        filled.push(line(LAMP));
        filled.pop();
        filled.push(line(MUG));
        filled
    });
    assert_eq!(effort.copies, 1, "one container was made, filled, emptied and filled again");
}

#[test]
fn the_record_counts_clones_of_lines_that_were_there_before() {
    let mut original = Lines::new();
    original.push(line(LAMP));
    let mut copy = original.clone();
    let clones = |lines: &Lines| lines.iter().cloned().collect::<Vec<Line>>();
    let (_, effort) = effort::watch(|| clones(&copy));
    assert_eq!(effort.lines_copied, 1, "the line of a copy that was there before was cloned");
    copy.truncate(0);
    let (_, effort) = effort::watch(|| {
        copy.push(line(MUG));
        effort::watch(|| clones(&original));
        clones(&copy)
    });
    assert_eq!(effort.lines_copied, 0, "a new line was cloned, and an old one in another watch");
    assert_eq!(effort.in_place.added, 1, "one line was added before the other watch began");
}
