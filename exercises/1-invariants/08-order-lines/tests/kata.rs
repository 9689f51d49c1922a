//! The promises of kata 08. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use std::fmt::Debug;

use order_lines::{
    AddLineError, ChangeQuantityError, Line, Money, Order, PlaceError, ProductId, Quantity,
    RemoveLineError,
};
use rstest::rstest;

/// Product, quantity and unit price in cents.
type Facts = (&'static str, i64, i64);

const TEA: Facts = ("tea", 3, 499);
const INK: Facts = ("ink", 2, 1_250);
/// Its id begins like that of another.
const TEA_MUG: Facts = ("tea-mug", 12, 525);
const ROPE: Facts = ("rope", 5, 1_875);

/// Neither in the order of their ids nor in the opposite one. No two have an amount in common.
const FOUR: [Facts; 4] = [TEA, INK, TEA_MUG, ROPE];

/// As many as there may be.
const FULL: [Facts; 10] = [
    TEA,
    INK,
    TEA_MUG,
    ROPE,
    ("apron", 4, 2_390),
    ("soap", 6, 180),
    ("glue", 7, 745),
    ("USB-stick", 8, 899),
    ("lamp", 9, 2_200),
    ("brush", 15, 610),
];

/// In none of the orders above.
const COMB: Facts = ("comb", 11, 130);

const MAX: i64 = 99_999_999_999;

fn id(name: &str) -> ProductId {
    ProductId::new(name)
}

#[track_caller]
fn pieces(quantity: i64) -> Quantity {
    Quantity::try_from(quantity).expect("the tests ask for 1 to 999 pieces")
}

#[track_caller]
fn cents(cents: i64) -> Money {
    Money::try_from(cents).expect("the tests ask for amounts that there are")
}

/// "3 tea at 4.99"
fn told((product, quantity, price): Facts) -> String {
    format!("{quantity} {product} at {}", cents(price))
}

fn line((_, quantity, price): Facts) -> Line {
    Line { quantity: pieces(quantity), unit_price: cents(price) }
}

// ---- the calls ----

fn add(order: &mut Order, (product, quantity, price): Facts) -> Result<(), AddLineError> {
    order.add_line(id(product), pieces(quantity), cents(price))
}

fn change(order: &mut Order, product: &str, quantity: i64) -> Result<(), ChangeQuantityError> {
    order.change_quantity(&id(product), pieces(quantity))
}

fn remove(order: &mut Order, product: &str) -> Result<Line, RemoveLineError> {
    order.remove_line(&id(product))
}

#[track_caller]
fn accepted<T: Debug + PartialEq, E: Debug + PartialEq>(
    outcome: Result<T, E>,
    answer: T,
    what: &str,
) {
    assert_eq!(outcome, Ok(answer), "{what} breaks no rule, so it should be accepted");
}

/// A draft with these lines, added in this order.
#[track_caller]
fn draft_of(lines: &[Facts]) -> Order {
    let mut order = Order::new();
    for &each in lines {
        accepted(add(&mut order, each), (), &format!("adding {}", told(each)));
    }
    order
}

#[track_caller]
fn placed_of(lines: &[Facts]) -> Order {
    let mut order = draft_of(lines);
    accepted(order.place(), (), "placing a draft that has lines");
    order
}

// ---- what a caller can see ----

/// The lines, one line of text each, as `lines` lists them.
fn listed(order: &Order) -> Vec<String> {
    let lines = order.lines();
    lines
        .map(|(product, Line { quantity, unit_price })| {
            format!("{quantity} {product} at {unit_price}")
        })
        .collect()
}

/// The order has `lines`, listed in this order, is placed or isn't, and its total is theirs.
#[track_caller]
fn has(order: &Order, placed: bool, lines: &[Facts], after: &str) {
    let expected: Vec<String> = lines.iter().copied().map(told).collect();
    assert_eq!(listed(order), expected, "after {after}, these are the lines");
    assert_eq!(order.is_placed(), placed, "after {after}, is the order placed?");
    let sum = lines.iter().map(|(_, quantity, price)| quantity * price).sum();
    assert_eq!(
        order.total(),
        cents(sum),
        "INV-4: after {after}, the total is the sum of the lines' amounts"
    );
}

/// The lines that only one of two views has: `-` before, `+` after. If none, but the order has changed,
/// it says that.
fn changes(before: &[String], after: &[String]) -> String {
    let lost = before.iter().filter(|line| !after.contains(line)).map(|line| format!("\n- {line}"));
    let new = after.iter().filter(|line| !before.contains(line)).map(|line| format!("\n+ {line}"));
    let changes: String = lost.chain(new).collect();
    if changes.is_empty() && before != after {
        "\nthe order of the lines".to_owned()
    } else {
        changes
    }
}

/// INV-5: `call` is refused with `why`, and the order looks as it did before.
#[track_caller]
fn refused<T: Debug + PartialEq, E: Debug + PartialEq>(
    order: &mut Order,
    what: &str,
    why: E,
    call: impl FnOnce(&mut Order) -> Result<T, E>,
) {
    let (lines, placed, total) = (listed(order), order.is_placed(), order.total());
    let outcome = call(order);
    assert_eq!(outcome, Err(why), "{what} is refused, and the error says why");
    let changes = changes(&lines, &listed(order));
    assert!(changes.is_empty(), "INV-5: {what} was refused but changed this:{changes}");
    assert_eq!(
        order.is_placed(),
        placed,
        "INV-5: {what} was refused, so the order is as placed as it was"
    );
    assert_eq!(order.total(), total, "INV-5: {what} was refused, so the total is what it was");
}

fn duplicate(product: &str) -> AddLineError {
    AddLineError::DuplicateProduct { product: id(product) }
}

const TOO_MANY: AddLineError = AddLineError::TooManyLines { maximum: 10 };

fn not_there(product: &str) -> RemoveLineError {
    RemoveLineError::UnknownProduct { product: id(product) }
}

// ---- add_line and total ----

#[test]
fn first_order_is_a_draft_without_lines() {
    has(&Order::new(), false, &[], "Order::new()");
}

#[test]
fn first_line_is_in_the_order_as_it_was_given() {
    has(&draft_of(&[TEA]), false, &[TEA], "adding 3 tea at 4.99");
}

#[test]
fn add_lists_the_lines_in_the_order_of_their_product_ids() {
    let order = draft_of(&FOUR);
    has(&order, false, &[INK, ROPE, TEA, TEA_MUG], "adding tea, ink, tea-mug and rope");
}

#[test]
fn add_takes_the_tenth_line_and_refuses_the_eleventh() {
    let mut order = draft_of(&FULL[..9]);
    accepted(add(&mut order, FULL[9]), (), "INV-2: adding the tenth line");
    refused(&mut order, "INV-2: adding an eleventh line", TOO_MANY, |order| add(order, COMB));
}

#[rstest]
#[case::the_first("ink")]
#[case::in_the_middle("tea")]
#[case::the_last("tea-mug")]
fn add_refuses_a_product_that_is_in_the_order(#[case] product: &'static str) {
    let mut order = draft_of(&FOUR);
    for (quantity, price) in [(11, 130), (3, 499), (2, 1_250), (12, 525), (999, MAX)] {
        let again = (product, quantity, price);
        refused(
            &mut order,
            &format!("INV-1: adding {}, although {product} has a line,", told(again)),
            duplicate(product),
            |order| add(order, again),
        );
    }
}

#[test]
fn add_takes_products_whose_ids_are_almost_alike() {
    let alike = [("tea-mug", 1, 525), ("tea", 2, 499), ("Tea", 3, 450), ("tea ", 4, 430)];
    let order = draft_of(&alike);
    let [mug, tea, capital, blank] = alike;
    has(&order, false, &[capital, tea, blank, mug], "adding tea-mug, tea, Tea and \"tea \"");
}

#[test]
fn add_reports_a_duplicate_before_a_full_order() {
    for (product, ..) in FULL {
        refused(
            &mut draft_of(&FULL),
            &format!("adding {product} again to a full order"),
            duplicate(product),
            |order| add(order, (product, 1, 1)),
        );
    }
}

#[test]
fn add_reports_a_full_order_before_the_total() {
    refused(
        &mut draft_of(&FULL),
        "adding an eleventh line that would also make the total too large",
        TOO_MANY,
        |order| add(order, ("comb", 999, MAX)),
    );
}

/// 999 999 999.99 is nine times 111 111 111.11.
const NINE: Facts = ("gold", 9, 11_111_111_111);

/// Beside this one there is room for `A_NINTH`, and not for tea as well.
const NINE_BUT_ONE: Facts = ("gold", 8, 11_111_111_111);
const A_NINTH: Facts = ("lead", 1, 11_111_111_111);

#[test]
fn add_takes_a_line_that_is_exactly_the_largest_total() {
    let mut order = draft_of(&[NINE]);
    has(&order, false, &[NINE], "adding 9 gold at 111111111.11");

    let sample = ("sample", 999, 0);
    accepted(add(&mut order, sample), (), "INV-4: adding a line that costs nothing");
    has(&order, false, &[NINE, sample], "adding a line that costs nothing to the largest total");
}

#[rstest]
#[case::by_a_cent(("lead", 1, 1), &[NINE])]
#[case::alone(("lead", 10, 11_111_111_111), &[])]
#[case::alone_beside_others(("lead", 2, MAX), &FOUR)]
#[case::ever_so_much(("lead", 999, MAX), &FOUR)]
fn add_refuses_a_total_that_is_too_large(#[case] much: Facts, #[case] before: &[Facts]) {
    refused(
        &mut draft_of(before),
        &format!("INV-4: adding {} to {} other lines", told(much), before.len()),
        AddLineError::TotalTooLarge,
        |order| add(order, much),
    );
}

/// What `lines` leave until the total is as large as it can be.
fn left_by(lines: &[Facts]) -> i64 {
    MAX - lines.iter().map(|(_, quantity, price)| quantity * price).sum::<i64>()
}

#[test]
fn add_looks_at_all_lines_for_the_total() {
    let left = left_by(&FOUR);
    let (exact, more) = (("comb", 1, left), ("comb", 1, left + 1));
    refused(
        &mut draft_of(&FOUR),
        "INV-4: adding a line that makes the total one cent too large",
        AddLineError::TotalTooLarge,
        |order| add(order, more),
    );
    let mut order = draft_of(&FOUR);
    accepted(add(&mut order, exact), (), "INV-4: adding a line for exactly what is left");
    has(&order, false, &[exact, INK, ROPE, TEA, TEA_MUG], "adding a line for exactly what is left");
}

#[test]
fn add_takes_the_right_price_after_a_wrong_one() {
    let mut order = draft_of(&FOUR);
    let typo = ("comb", 11, 99_999_999_130);
    refused(
        &mut order,
        "INV-4: adding 11 comb with too many nines",
        AddLineError::TotalTooLarge,
        |order| add(order, typo),
    );
    accepted(add(&mut order, COMB), (), "adding 11 comb at the right price after a refusal");
    has(&order, false, &[COMB, INK, ROPE, TEA, TEA_MUG], "a refused line and the right one");
}

// ---- change_quantity ----

#[rstest]
#[case::up("tea", 999)]
#[case::down("tea", 1)]
#[case::to_what_it_is("tea", 3)]
#[case::the_first("ink", 7)]
#[case::the_last("tea-mug", 5)]
fn change_sets_one_quantity_and_nothing_else(#[case] product: &str, #[case] quantity: i64) {
    let mut order = draft_of(&FOUR);
    let what = format!("changing {product} to {quantity} pieces");
    accepted(change(&mut order, product, quantity), (), &what);

    let mut expected = [INK, ROPE, TEA, TEA_MUG];
    for each in &mut expected {
        if each.0 == product {
            each.1 = quantity;
        }
    }
    has(&order, false, &expected, &what);
}

#[test]
fn change_works_on_a_full_order() {
    let mut listed = FULL;
    listed.sort();
    for at in 0..listed.len() {
        let mut expected = listed;
        expected[at].1 += 54;
        let (product, quantity, _) = expected[at];
        let what = format!("changing {product} to {quantity} pieces in a full order");
        let mut order = draft_of(&FULL);
        accepted(change(&mut order, product, quantity), (), &what);
        has(&order, false, &expected, &what);
    }
}

/// A line that costs nothing, beside one that costs all there can be.
#[test]
fn change_takes_any_quantity_of_what_costs_nothing() {
    for beside in [TEA, NINE] {
        let mut order = draft_of(&[("zip", 4, 0), beside]);
        let what = format!("changing 4 zip at 0.00 to 999, beside {}", told(beside));
        accepted(change(&mut order, "zip", 999), (), &what);
        has(&order, false, &[beside, ("zip", 999, 0)], &what);
    }
}

/// As much as is left by four lines, in two pieces.
#[test]
fn change_looks_at_all_other_lines_for_the_total() {
    let half = left_by(&FOUR) / 2;
    let mut lines = FOUR.to_vec();
    lines.push(("gold", 1, half));
    let what = "INV-4: changing one piece to two, all that four other lines leave,";
    accepted(change(&mut draft_of(&lines), "gold", 2), (), what);
    lines[4] = ("gold", 1, half + 1);
    refused(
        &mut draft_of(&lines),
        "INV-4: changing one piece to two, which is too much beside four other lines",
        ChangeQuantityError::TotalTooLarge,
        |order| change(order, "gold", 2),
    );
}

/// Three lamps, and so much gold that with seven lamps the total is as large as it can be.
fn room_for_seven_lamps() -> [Facts; 2] {
    [("gold", 1, MAX - 7 * 2_200), ("lamp", 3, 2_200)]
}

#[test]
fn change_reaches_exactly_the_largest_total() {
    let [gold, (lamp, _, price)] = room_for_seven_lamps();
    let mut order = draft_of(&room_for_seven_lamps());
    accepted(change(&mut order, lamp, 7), (), "INV-4: raising the total to the largest there is");
    has(&order, false, &[gold, (lamp, 7, price)], "changing 3 lamps to 7");

    accepted(change(&mut order, lamp, 7), (), "INV-4: asking for the quantity it has, again");
    accepted(change(&mut order, lamp, 6), (), "INV-4: lowering a quantity at the largest total");
    has(&order, false, &[gold, (lamp, 6, price)], "changing 7 lamps to 6");
}

#[test]
fn change_refuses_a_total_that_is_a_cent_too_large() {
    let clips = [("gold", 1, MAX - 40), ("clip", 3, 1)];
    let mut order = draft_of(&clips);
    refused(
        &mut order,
        "INV-4: changing 3 clips to 41 when there is room for 40",
        ChangeQuantityError::TotalTooLarge,
        |order| change(order, "clip", 41),
    );
    accepted(change(&mut order, "clip", 40), (), "INV-4: changing 3 clips to 40");
    refused(
        &mut order,
        "INV-4: changing 40 clips to 41 when there is room for 40",
        ChangeQuantityError::TotalTooLarge,
        |order| change(order, "clip", 41),
    );
}

#[test]
fn change_moves_the_total_that_the_next_call_counts_from() {
    let mut order = draft_of(&[NINE]);
    accepted(change(&mut order, "gold", 8), (), "changing 9 gold to 8");
    accepted(
        add(&mut order, A_NINTH),
        (),
        "INV-4: adding what a smaller quantity has left room for",
    );

    let mut order = draft_of(&[NINE_BUT_ONE]);
    accepted(change(&mut order, "gold", 9), (), "changing 8 gold to 9");
    refused(
        &mut order,
        "INV-4: adding what there was room for until 8 gold became 9",
        AddLineError::TotalTooLarge,
        |order| add(order, A_NINTH),
    );
}

#[rstest]
#[case::no_other_line(&[("lead", 1, 50_000_000_000)], "lead", 2)]
#[case::the_first(&[("lead", 1, 900_000_000), ("tea", 3, 499)], "lead", 999)]
#[case::the_last(&[("ink", 2, 1_250), ("lead", 8, 11_111_111_111)], "lead", 9)]
#[case::in_the_middle(&[("ink", 2, 1_250), ("lead", 1, MAX - 10_000), ("tea", 3, 499)], "lead", 2)]
fn change_refuses_a_total_that_is_too_large(
    #[case] lines: &[Facts],
    #[case] product: &str,
    #[case] quantity: i64,
) {
    refused(
        &mut draft_of(lines),
        &format!("INV-4: changing {product} to {quantity} pieces"),
        ChangeQuantityError::TotalTooLarge,
        |order| change(order, product, quantity),
    );
}

#[rstest]
#[case::in_an_empty_order("tea", &[])]
#[case::beside_others("comb", &FOUR)]
#[case::of_which_others_begin("te", &FOUR)]
#[case::that_begins_like_others("tea-mug-blue", &FOUR)]
#[case::that_differs_in_a_capital_letter("Tea", &FOUR)]
#[case::that_differs_in_a_space("tea ", &FOUR)]
#[case::in_a_full_order("comb", &FULL)]
fn change_refuses_a_product_that_is_not_there(#[case] product: &str, #[case] lines: &[Facts]) {
    for quantity in [1, 999] {
        refused(
            &mut draft_of(lines),
            &format!("changing {product}, which is not in the order, to {quantity} pieces"),
            ChangeQuantityError::UnknownProduct { product: id(product) },
            |order| change(order, product, quantity),
        );
    }
}

// ---- remove_line ----

#[rstest]
#[case::the_first(INK, [ROPE, TEA, TEA_MUG])]
#[case::the_second(ROPE, [INK, TEA, TEA_MUG])]
#[case::the_third(TEA, [INK, ROPE, TEA_MUG])]
#[case::the_last(TEA_MUG, [INK, ROPE, TEA])]
fn remove_returns_the_line_and_keeps_the_others(#[case] gone: Facts, #[case] stay: [Facts; 3]) {
    let mut order = draft_of(&FOUR);
    let what = format!("removing {}", gone.0);
    accepted(remove(&mut order, gone.0), line(gone), &what);
    has(&order, false, &stay, &what);
}

#[test]
fn remove_returns_the_line_as_it_is_now() {
    let mut order = draft_of(&FOUR);
    accepted(change(&mut order, "rope", 8), (), "changing rope to 8 pieces");
    accepted(
        remove(&mut order, "rope"),
        line(("rope", 8, 1_875)),
        "removing rope after its quantity has changed",
    );
    has(&order, false, &[INK, TEA, TEA_MUG], "changing rope and removing it");
}

#[test]
fn remove_empties_a_draft() {
    let mut order = draft_of(&FOUR);
    for each in [TEA, ROPE, INK, TEA_MUG] {
        let what = format!("removing {} from a draft", each.0);
        accepted(remove(&mut order, each.0), line(each), &what);
    }
    has(&order, false, &[], "removing all four lines of a draft");
}

#[test]
fn remove_makes_room_for_another_line() {
    let mut order = draft_of(&FULL);
    accepted(remove(&mut order, "glue"), line(FULL[6]), "removing glue from a full order");
    accepted(add(&mut order, COMB), (), "INV-2: adding a tenth line after one of ten was removed");
    refused(&mut order, "INV-2: adding an eleventh line", TOO_MANY, |order| add(order, FULL[6]));
}

#[test]
fn remove_makes_room_for_the_same_product() {
    let mut order = draft_of(&FOUR);
    accepted(remove(&mut order, "tea"), line(TEA), "removing tea");
    let dearer = ("tea", 4, 610);
    accepted(add(&mut order, dearer), (), "INV-1: adding tea after it was removed");
    has(&order, false, &[INK, ROPE, dearer, TEA_MUG], "removing tea and adding it again");
}

#[test]
fn remove_lowers_the_total_that_the_next_call_counts_from() {
    let mut order = draft_of(&[NINE]);
    accepted(remove(&mut order, "gold"), line(NINE), "removing 9 gold");
    accepted(add(&mut order, NINE), (), "INV-4: adding 9 gold after 9 gold were removed");
    has(&order, false, &[NINE], "removing 9 gold and adding them again");
}

#[rstest]
#[case::from_an_empty_order("tea", &[])]
#[case::from_a_draft_with_one_line("ink", &[TEA])]
#[case::beside_others("comb", &FOUR)]
#[case::of_which_others_begin("te", &FOUR)]
#[case::that_begins_like_others("tea-mug-blue", &FOUR)]
#[case::that_differs_in_a_capital_letter("Tea", &FOUR)]
#[case::that_differs_in_a_space("tea ", &FOUR)]
fn remove_refuses_a_product_that_is_not_there(#[case] product: &str, #[case] lines: &[Facts]) {
    refused(
        &mut draft_of(lines),
        &format!("removing {product}, which is not in the order,"),
        not_there(product),
        |order| remove(order, product),
    );
}

#[test]
fn remove_refuses_a_product_that_is_gone() {
    let mut order = draft_of(&FOUR);
    accepted(remove(&mut order, "ink"), line(INK), "removing ink");
    refused(&mut order, "removing ink a second time", not_there("ink"), |order| {
        remove(order, "ink")
    });
    refused(
        &mut order,
        "changing ink after it was removed",
        ChangeQuantityError::UnknownProduct { product: id("ink") },
        |order| change(order, "ink", 1),
    );
}

// ---- place ----

#[test]
fn place_keeps_the_lines_and_the_total() {
    has(&placed_of(&FOUR), true, &[INK, ROPE, TEA, TEA_MUG], "placing an order of four lines");
    has(&placed_of(&[TEA]), true, &[TEA], "INV-3: placing an order of one line");
}

#[test]
fn place_takes_an_order_that_costs_nothing() {
    let sample = ("sample", 1, 0);
    has(&placed_of(&[sample]), true, &[sample], "INV-3: placing one line that costs nothing");
}

#[test]
fn place_refuses_an_order_without_lines() {
    let what = "INV-3: placing a draft that never had a line";
    refused(&mut Order::new(), what, PlaceError::NoLines, Order::place);

    let mut order = draft_of(&[TEA]);
    accepted(remove(&mut order, "tea"), line(TEA), "removing the last line of a draft");
    let what = "INV-3: placing a draft whose last line was removed";
    refused(&mut order, what, PlaceError::NoLines, Order::place);

    accepted(add(&mut order, INK), (), "adding a line after a refused place");
    accepted(order.place(), (), "INV-3: placing a draft that has a line again");
    has(&order, true, &[INK], "placing a draft that was empty for a while");
}

#[test]
fn place_refuses_an_order_that_is_placed() {
    let what = "placing an order a second time";
    refused(&mut placed_of(&FOUR), what, PlaceError::AlreadyPlaced, Order::place);
}

#[test]
fn placed_order_can_be_changed_and_stays_placed() {
    let mut order = placed_of(&FOUR);
    accepted(add(&mut order, COMB), (), "adding a line to a placed order");
    has(&order, true, &[COMB, INK, ROPE, TEA, TEA_MUG], "adding comb to a placed order");
    accepted(change(&mut order, "ink", 6), (), "changing a quantity of a placed order");
    let ink = ("ink", 6, 1_250);
    has(&order, true, &[COMB, ink, ROPE, TEA, TEA_MUG], "changing ink of a placed order");
    accepted(remove(&mut order, "rope"), line(ROPE), "removing one of five from a placed order");
    has(&order, true, &[COMB, ink, TEA, TEA_MUG], "removing rope from a placed order");
    let what = "placing an order that was changed since it was placed";
    refused(&mut order, what, PlaceError::AlreadyPlaced, Order::place);
}

#[test]
fn placed_order_keeps_the_rules_of_a_draft() {
    let mut full = placed_of(&FULL);
    let what = "INV-1: adding soap again to a placed order";
    refused(&mut full, what, duplicate("soap"), |order| add(order, ("soap", 1, 1)));
    let what = "INV-2: adding an eleventh line to a placed order";
    refused(&mut full, what, TOO_MANY, |order| add(order, COMB));

    let mut large = placed_of(&[NINE, ("clip", 5, 0)]);
    let what = "INV-4: adding one cent too much to a placed order";
    refused(&mut large, what, AddLineError::TotalTooLarge, |order| add(order, ("comb", 1, 1)));
    let what = "INV-4: changing a placed order's 9 gold to 10";
    let why = ChangeQuantityError::TotalTooLarge;
    refused(&mut large, what, why, |order| change(order, "gold", 10));
}

#[test]
fn placed_order_keeps_its_last_line() {
    let why = || RemoveLineError::LastLine;
    let what = "INV-3: removing the only line of a placed order";
    refused(&mut placed_of(&[TEA]), what, why(), |order| remove(order, "tea"));

    let sample = ("sample", 4, 0);
    for (first, last) in [(TEA, INK), (INK, TEA), (TEA, sample), (sample, TEA)] {
        let mut order = placed_of(&[first, last]);
        let what = "INV-3: removing one of a placed order's two lines";
        accepted(remove(&mut order, first.0), line(first), what);
        has(&order, true, &[last], what);
        let what = "INV-3: removing the other of a placed order's two lines";
        refused(&mut order, what, why(), |order| remove(order, last.0));

        accepted(add(&mut order, ROPE), (), "adding another line to a placed order that has one");
        let what = "INV-3: removing a line that was the last until another was added";
        accepted(remove(&mut order, last.0), line(last), what);
        has(&order, true, &[ROPE], what);
    }
}

#[test]
fn placed_order_of_one_line_can_take_another_quantity() {
    let mut order = placed_of(&[TEA]);
    let what = "INV-3: changing the quantity in the only line of a placed order";
    accepted(change(&mut order, "tea", 8), (), what);
    has(&order, true, &[("tea", 8, 499)], what);
}

#[test]
fn placed_order_reports_an_unknown_product_before_the_last_line() {
    refused(
        &mut placed_of(&[TEA]),
        "removing ink, which is not in the order, from a placed order of one line",
        not_there("ink"),
        |order| remove(order, "ink"),
    );
}

#[test]
fn placed_order_is_no_other_order() {
    let placed = placed_of(&[TEA]);
    let mut draft = draft_of(&[TEA]);
    accepted(remove(&mut draft, "tea"), line(TEA), "removing the last line of a draft");
    has(&draft, false, &[], "emptying a draft beside a placed order");
    has(&placed, true, &[TEA], "emptying another order");
}

// ---- all together ----

/// A call, and whether it was accepted.
type Call = fn(&mut Order) -> bool;

/// What `order` would answer to whatever is asked of it next, one line of text each.
fn answers(order: &Order) -> Vec<String> {
    let mut answers = Vec::new();
    let mut ask = |what: String, call: &dyn Fn(&mut Order) -> String| {
        let mut order = order.clone();
        let answer = call(&mut order);
        answers.push(format!(
            "{what}: {answer}, then {}, total {}",
            listed(&order).join(", "),
            order.total()
        ));
    };
    let left = MAX - order.total().cents();
    for price in [1, left, left + 1].into_iter().filter(|price| (0..=MAX).contains(price)) {
        for product in ["comb", "gold", "lead", "tea"] {
            let facts = (product, 1, price);
            ask(format!("adding {}", told(facts)), &|order| format!("{:?}", add(order, facts)));
        }
    }
    ask("adding lines that cost nothing until one is refused".to_owned(), &|order| {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        let taken = names.into_iter().take_while(|name| add(order, (name, 1, 0)).is_ok());
        format!("{} are taken", taken.count())
    });
    for product in ["comb", "gold", "lead", "tea"] {
        for quantity in [1, 5, 999] {
            ask(format!("changing {product} to {quantity}"), &|order| {
                format!("{:?}", change(order, product, quantity))
            });
        }
        ask(format!("removing {product}"), &|order| format!("{:?}", remove(order, product)));
        ask(format!("placing, then removing {product}"), &|order| {
            format!("{:?}, {:?}", order.place(), remove(order, product))
        });
    }
    ask("placing".to_owned(), &|order| format!("{:?}", order.place()));
    answers
}

#[rstest]
#[case::duplicate(&[TEA, INK], |order: &mut Order| add(order, ("tea", 7, 610)).is_ok())]
#[case::duplicate_too_large(&[TEA, INK], |order: &mut Order| add(order, ("tea", 1, MAX)).is_ok())]
#[case::eleventh(&FULL, |order: &mut Order| add(order, COMB).is_ok())]
#[case::total_of_add(&[TEA, NINE_BUT_ONE], |order: &mut Order| add(order, A_NINTH).is_ok())]
#[case::unknown_changed(&[TEA, INK], |order: &mut Order| change(order, "comb", 4).is_ok())]
#[case::total_of_change(&[TEA, NINE_BUT_ONE], |order: &mut Order| change(order, "gold", 9).is_ok())]
#[case::unknown_removed(&[TEA, INK], |order: &mut Order| remove(order, "comb").is_ok())]
fn after_a_refusal_the_order_answers_as_if_nobody_had_asked(
    #[case] lines: &[Facts],
    #[case] call: Call,
) {
    unmoved(&draft_of(lines), "a draft", call);
    unmoved(&placed_of(lines), "a placed order", call);
}

#[test]
fn after_a_refused_place_or_removal_the_order_answers_as_if_nobody_had_asked() {
    unmoved(&Order::new(), "a draft without lines", |order| order.place().is_ok());
    unmoved(&Order::new(), "a draft without lines", |order| remove(order, "tea").is_ok());
    unmoved(&placed_of(&[TEA]), "a placed order of one line", |order| order.place().is_ok());
    unmoved(&placed_of(&[TEA]), "a placed order of one line", |order| remove(order, "tea").is_ok());
    unmoved(&placed_of(&[TEA]), "a placed order of one line", |order| remove(order, "ink").is_ok());
}

/// INV-5: an order that refused `call` can't be told from its twin that was never asked.
#[track_caller]
fn unmoved(twin: &Order, which: &str, call: Call) {
    let mut order = twin.clone();
    for _ in 0..2 {
        assert!(!call(&mut order), "the call on {which} breaks a rule, so it is refused");
    }
    let changes = changes(&answers(twin), &answers(&order));
    assert!(
        changes.is_empty(),
        "INV-5: {which} that refused a call answers unlike one that was never asked. `-` never asked, `+` after the refusal:{changes}"
    );
}

#[test]
fn placed_order_takes_its_tenth_line() {
    let mut order = placed_of(&FULL[..9]);
    accepted(add(&mut order, FULL[9]), (), "INV-2: adding the tenth line to a placed order");
    let what = "INV-2: adding an eleventh line to a placed order";
    refused(&mut order, what, TOO_MANY, |order| add(order, COMB));
}

#[test]
fn placed_order_of_ten_lines_is_changed_like_a_draft_and_stays_placed() {
    let mut listed = FULL;
    listed.sort();
    let mut order = placed_of(&FULL);
    has(&order, true, &listed, "placing an order of ten lines");
    let why = ChangeQuantityError::UnknownProduct { product: id("comb") };
    let what = "changing comb, which is not in the placed order of ten lines";
    refused(&mut order, what, why, |order| change(order, "comb", 4));
    let what = "removing comb, which is not in the placed order of ten lines";
    refused(&mut order, what, not_there("comb"), |order| remove(order, "comb"));

    let mut stay = listed.to_vec();
    let gone = stay.remove(4);
    let what = format!("removing {} from a placed order of ten lines", told(gone));
    accepted(remove(&mut order, gone.0), line(gone), &what);
    has(&order, true, &stay, &what);
}

#[test]
fn placed_order_refuses_what_a_draft_refuses() {
    let why = ChangeQuantityError::UnknownProduct { product: id("comb") };
    let what = "changing comb, which is not in the placed order";
    refused(&mut placed_of(&FOUR), what, why, |order| change(order, "comb", 4));
    let what = "INV-4: changing the only line of a placed order beyond the largest total";
    let why = ChangeQuantityError::TotalTooLarge;
    refused(&mut placed_of(&[NINE]), what, why, |order| change(order, "gold", 10));
}

// ---- products are told apart by their ids, and by nothing else ----

/// Two products whose lines are alike, and one that costs as much as each of them.
const ALIKE: [Facts; 3] = [("cup", 3, 400), ("mug", 3, 400), ("pot", 1, 1_200)];

#[test]
fn products_with_equal_lines_are_two() {
    has(&draft_of(&ALIKE), false, &ALIKE, "adding a cup, a mug and a pot that cost the same");
    for (at, gone) in ALIKE.into_iter().enumerate() {
        for mut order in [draft_of(&ALIKE), placed_of(&ALIKE)] {
            let placed = order.is_placed();
            let mut stay = ALIKE.to_vec();
            stay.remove(at);
            let what = format!("removing {}, beside others that cost the same", told(gone));
            accepted(remove(&mut order, gone.0), line(gone), &what);
            has(&order, placed, &stay, &what);
        }
    }
}

#[test]
fn products_with_equal_lines_both_count_for_the_total() {
    let third = MAX / 3;
    let what = "INV-4: changing one piece to two, beside another product of the same price";
    let mut order = draft_of(&[("gold", 1, third), ("lead", 1, third)]);
    accepted(change(&mut order, "gold", 2), (), what);
    has(&order, false, &[("gold", 2, third), ("lead", 1, third)], what);

    let mut order = draft_of(&[("gold", 1, third + 1), ("lead", 1, third + 1)]);
    let why = ChangeQuantityError::TotalTooLarge;
    refused(&mut order, what, why, |order| change(order, "gold", 2));
}

#[test]
fn products_whose_ids_are_almost_alike_are_removed_one_by_one() {
    let alike = [("Tea", 3, 450), TEA, ("tea ", 4, 430)];
    let mut order = draft_of(&alike);
    let what = "removing tea, beside \"Tea\" and \"tea \"";
    accepted(remove(&mut order, "tea"), line(TEA), what);
    has(&order, false, &[alike[0], alike[2]], what);
}

#[test]
fn products_that_cost_nothing_are_lines_like_others() {
    let names = ["axe", "bag", "cap", "dye", "egg", "fan", "gum", "hat", "inn", "jug"];
    let free = names.map(|name| (name, 1, 0));
    let mut order = draft_of(&free);
    has(&order, false, &free, "adding ten lines that cost nothing");
    let what = "INV-2: adding an eleventh line to ten that cost nothing";
    refused(&mut order, what, TOO_MANY, |order| add(order, COMB));
    let what = "INV-1: adding once more what costs nothing";
    refused(&mut order, what, duplicate("axe"), |order| add(order, ("axe", 2, 0)));
    let what = "INV-2: adding an eleventh line that costs nothing";
    refused(&mut draft_of(&FULL), what, TOO_MANY, |order| add(order, ("zip", 1, 0)));
}

#[test]
fn products_are_listed_by_their_ids_in_a_full_order_too() {
    let mut listed = FULL;
    listed.sort();
    has(&draft_of(&FULL), false, &listed, "adding ten lines");
}

#[test]
fn default_order_is_a_new_one() {
    let mut order = Order::default();
    has(&order, false, &[], "Order::default()");
    accepted(add(&mut order, TEA), (), "adding to Order::default()");
    has(&order, false, &[TEA], "adding to Order::default()");
}
