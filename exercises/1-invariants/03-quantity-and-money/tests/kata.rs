//! The promises of kata 03. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. Money is compared in cents.
//!
//! A test that runs can't wrap what must not be wrapped, so the programs in `must-not-compile` try it, and only
//! `cargo xtask check 3` builds them.

use std::marker::PhantomData;
use std::panic::catch_unwind;

use quantity_and_money::{Money, MoneyError, Quantity, QuantityError, total};
use rstest::rstest;

/// The bar code that stood in a quantity's place. Its last 32 bits are 14.
const BAR_CODE: i64 = 2_061_584_302_094;

/// The cents of `Money::MAX`.
const MAX: i64 = 99_999_999_999;

#[track_caller]
fn quantity(given: i64) -> Quantity {
    Quantity::try_from(given)
        .unwrap_or_else(|why| panic!("INV-1: {given} is a quantity, and was refused: {why}"))
}

#[track_caller]
fn money(cents: i64) -> Money {
    Money::try_from(cents)
        .unwrap_or_else(|why| panic!("INV-2: {cents} cents are money, and were refused: {why}"))
}

/// Lines, each a price in cents and a quantity.
#[track_caller]
fn lines(lines: &[(i64, i64)]) -> Vec<(Money, Quantity)> {
    let mut made = Vec::new();
    for &(price, count) in lines {
        made.push((money(price), quantity(count)));
    }
    made
}

/// `total` of the lines, whichever of them comes first, forwards and backwards, is `expected` cents.
#[track_caller]
fn comes_to(of: &[(i64, i64)], expected: Option<i64>, rule: &str) {
    let mut of = of.to_vec();
    for turn in 0..2 * of.len() {
        of.rotate_left(1);
        if turn == of.len() {
            of.reverse();
        }
        assert_eq!(
            total(&lines(&of)).map(Money::cents),
            expected,
            "{rule}: the total of these lines, each (price in cents, quantity): {of:?}"
        );
    }
}

// ---- Quantity ----

#[test]
fn quantity_takes_every_number_from_1_to_999() {
    for given in 1..=999 {
        assert_eq!(
            Quantity::try_from(given).map(Quantity::get),
            Ok(given),
            "INV-1: {given} is from 1 to 999, so it is a quantity, exactly as it was given"
        );
    }
}

#[rstest]
#[case::zero(0)]
#[case::minus_one(-1)]
#[case::a_return_of_three(-3)]
#[case::minus_the_largest(-999)]
#[case::one_if_cut_to_16_bits(-65_535)]
#[case::one_if_cut_to_32_bits(-4_294_967_295)]
#[case::the_smallest_number(i64::MIN)]
fn quantity_refuses_zero_and_less(#[case] given: i64) {
    assert_eq!(
        Quantity::try_from(given).map(Quantity::get),
        Err(QuantityError::NotPositive { given }),
        "INV-1: {given} is less than 1, so it is no quantity, and the error says why and carries it"
    );
}

#[rstest]
#[case::one_too_many(1_000)]
#[case::two_too_many(1_001)]
#[case::one_if_cut_to_16_bits(65_537)]
#[case::one_if_cut_to_32_bits(4_294_967_297)]
#[case::a_bar_code(BAR_CODE)]
#[case::the_largest_number(i64::MAX)]
fn quantity_refuses_more_than_999(#[case] given: i64) {
    assert_eq!(
        Quantity::try_from(given).map(Quantity::get),
        Err(QuantityError::TooLarge { given }),
        "INV-1: {given} is more than 999, so it is no quantity, and the error says why and carries it"
    );
}

#[test]
fn quantity_has_the_maximum_999() {
    assert_eq!(Quantity::MAX.get(), 999, "INV-1: the largest quantity is 999");
    assert_eq!(quantity(999), Quantity::MAX, "INV-1: a quantity of 999 is the largest");
}

/// Whether a `T` has a default. Where it has, the first `has_default` is called, and where it hasn't, only the second
/// one fits. So the tests compile either way.
struct Type<T>(PhantomData<T>);

#[allow(dead_code, reason = "one of the two is called, which is the answer")]
impl<T: Default> Type<T> {
    fn has_default(&self) -> bool {
        true
    }
}

#[allow(dead_code, reason = "one of the two is called, which is the answer")]
trait Otherwise {
    fn has_default(&self) -> bool {
        false
    }
}

impl<T> Otherwise for Type<T> {}

#[test]
fn quantity_has_no_default() {
    let quantity = Type::<Quantity>(PhantomData);
    assert!(
        !quantity.has_default(),
        "INV-1: an order says how many, so a quantity comes from `try_from` and has no default"
    );
}

// ---- Money ----

#[rstest]
#[case::nothing(0)]
#[case::one_cent(1)]
#[case::less_than_one_hundred_cents(99)]
#[case::no_exact_float_if_it_were_1_15(115)]
#[case::no_exact_float_if_it_were_19_99(1_999)]
#[case::more_than_24_bits(16_777_217)]
#[case::more_than_31_bits(2_147_483_649)]
#[case::more_than_32_bits(4_294_967_297)]
#[case::one_cent_less_than_the_maximum(99_999_999_998)]
#[case::the_maximum(99_999_999_999)]
fn money_takes_cents_from_0_to_the_maximum(#[case] cents: i64) {
    assert_eq!(
        Money::try_from(cents).map(Money::cents),
        Ok(cents),
        "INV-2: {cents} is from 0 to 99999999999, so it is money, exactly as it was given"
    );
}

#[rstest]
#[case::one_cent_less_than_nothing(-1)]
#[case::a_credit(-3_720)]
#[case::minus_the_maximum(-99_999_999_999)]
#[case::one_if_cut_to_32_bits(-4_294_967_295)]
#[case::the_smallest_number(i64::MIN)]
fn money_refuses_less_than_0(#[case] cents: i64) {
    assert_eq!(
        Money::try_from(cents).map(Money::cents),
        Err(MoneyError::Negative { cents }),
        "INV-2: {cents} is less than 0, so it is no money, and the error says why and carries it"
    );
}

#[rstest]
#[case::one_cent_too_much(100_000_000_000)]
#[case::two_cents_too_much(100_000_000_001)]
#[case::a_bar_code(BAR_CODE)]
#[case::the_largest_number(i64::MAX)]
fn money_refuses_more_than_the_maximum(#[case] cents: i64) {
    assert_eq!(
        Money::try_from(cents).map(Money::cents),
        Err(MoneyError::TooLarge { cents }),
        "INV-2: {cents} is more than 99999999999, so it is no money, and the error says why and carries it"
    );
}

#[test]
fn money_has_the_bounds_0_and_99999999999() {
    assert_eq!(Money::ZERO.cents(), 0, "INV-2: the least money is 0.00");
    assert_eq!(Money::MAX.cents(), MAX, "INV-2: the most is 999999999.99");
    assert_eq!(money(0), Money::ZERO, "INV-2: 0 cents are 0.00");
    assert_eq!(money(MAX), Money::MAX, "INV-2: 99999999999 cents are the maximum");
}

// ---- arithmetic ----

#[rstest]
#[case::two_prices(1_999, 4_550, 6_549)]
#[case::nothing(0, 720, 720)]
#[case::nothing_and_nothing(0, 0, 0)]
#[case::more_than_31_bits(1_073_741_823, 1_073_741_826, 2_147_483_649)]
#[case::more_than_32_bits(4_294_967_290, 17, 4_294_967_307)]
#[case::one_cent_less_than_the_maximum(39_999_999_999, 59_999_999_999, 99_999_999_998)]
#[case::exactly_the_maximum(40_000_000_000, 59_999_999_999, 99_999_999_999)]
#[case::the_maximum_and_nothing(99_999_999_999, 0, 99_999_999_999)]
fn checked_add_is_exact(#[case] one: i64, #[case] other: i64, #[case] sum: i64) {
    for (one, other) in [(one, other), (other, one)] {
        assert_eq!(
            money(one).checked_add(money(other)).map(Money::cents),
            Some(sum),
            "INV-3: {one} and {other} cents together are {sum}, which is not above the maximum"
        );
    }
}

#[rstest]
#[case::one_cent_too_much(40_000_000_000, 60_000_000_000)]
#[case::one_cent_more_than_the_maximum(99_999_999_999, 1)]
#[case::two_cents_too_much(99_999_999_998, 3)]
#[case::twice_the_maximum(99_999_999_999, 99_999_999_999)]
fn checked_add_refuses_a_sum_above_the_maximum(#[case] one: i64, #[case] other: i64) {
    for (one, other) in [(one, other), (other, one)] {
        assert_eq!(
            money(one).checked_add(money(other)).map(Money::cents),
            None,
            "INV-2: {one} and {other} cents together are above the maximum, whatever an i64 can hold"
        );
    }
}

#[rstest]
#[case::three_pieces(1_999, 3, 5_997)]
#[case::seven_pieces_at_1_15(115, 7, 805)]
#[case::one_piece(4_550, 1, 4_550)]
#[case::gifts(0, 999, 0)]
#[case::more_than_31_bits(1_073_741_827, 2, 2_147_483_654)]
#[case::more_than_32_bits(4_294_967_297, 5, 21_474_836_485)]
#[case::nearly_the_maximum(100_100_100, 999, 99_999_999_900)]
#[case::one_cent_less_than_the_maximum(49_999_999_999, 2, 99_999_999_998)]
#[case::exactly_the_maximum(33_333_333_333, 3, 99_999_999_999)]
#[case::the_maximum_once(99_999_999_999, 1, 99_999_999_999)]
fn checked_mul_is_exact(#[case] price: i64, #[case] count: i64, #[case] product: i64) {
    assert_eq!(
        money(price).checked_mul(quantity(count)).map(Money::cents),
        Some(product),
        "INV-3: {count} times {price} cents are {product}, which is not above the maximum"
    );
}

#[rstest]
#[case::one_cent_too_much(50_000_000_000, 2)]
#[case::three_cents_too_much(33_333_333_334, 3)]
#[case::too_many(100_100_101, 999)]
#[case::the_maximum_twice(99_999_999_999, 2)]
#[case::the_most_of_the_most(99_999_999_999, 999)]
fn checked_mul_refuses_a_product_above_the_maximum(#[case] price: i64, #[case] count: i64) {
    assert_eq!(
        money(price).checked_mul(quantity(count)).map(Money::cents),
        None,
        "INV-2: {count} times {price} cents are above the maximum, whatever an i64 can hold"
    );
}

// ---- total ----

#[test]
fn total_of_no_lines_is_zero() {
    assert_eq!(total(&[]).map(Money::cents), Some(0), "INV-3: no lines come to exactly 0.00");
}

#[rstest]
#[case::one_line(&[(6_175, 2)], 12_350)]
#[case::two_lines(&[(6_175, 2), (1_240, 3)], 16_070)]
#[case::three_lines(&[(6_175, 2), (115, 7), (1_240, 3)], 16_875)]
#[case::a_gift_among_them(&[(6_175, 2), (0, 4), (1_240, 3)], 16_070)]
#[case::gifts_only(&[(0, 4), (0, 999)], 0)]
#[case::the_same_line_twice(&[(1_240, 3), (6_175, 2), (1_240, 3)], 19_790)]
#[case::the_same_price_twice(&[(1_240, 3), (1_240, 5)], 9_920)]
#[case::more_than_32_bits(&[(2_147_483_649, 2), (6_175, 2)], 4_294_979_648)]
#[case::one_cent_less_than_the_maximum(&[(33_333_333_333, 2), (33_333_333_332, 1)], 99_999_999_998)]
#[case::exactly_the_maximum(&[(33_333_333_332, 2), (33_333_333_330, 1), (1, 5)], 99_999_999_999)]
#[case::exactly_the_maximum_in_one_line(&[(33_333_333_333, 3)], 99_999_999_999)]
#[case::a_gift_beside_the_maximum(&[(33_333_333_333, 3), (0, 4)], 99_999_999_999)]
fn total_is_exact(#[case] of: &[(i64, i64)], #[case] sum: i64) {
    comes_to(of, Some(sum), "INV-3, price times quantity, and nothing added or left out");
}

#[test]
fn total_of_many_lines_is_exact() {
    let mut many = Vec::new();
    for n in 1..=999 {
        many.push((money(n), quantity(1_000 - n)));
    }
    assert_eq!(
        total(&many).map(Money::cents),
        Some(166_666_500),
        "INV-3: 999 lines, 999 pieces at 0.01, 998 at 0.02 and so on, come to 1666665.00"
    );
}

#[test]
fn total_of_half_a_million_small_lines_and_a_large_one_is_exact() {
    let mut many = vec![(money(3), quantity(1)); 1 << 19];
    many[1 << 18] = (money(90_000_000_000), quantity(1));
    assert_eq!(
        total(&many).map(Money::cents),
        Some(90_001_572_861),
        "INV-3: 524287 lines of 3 cents and one of 90000000000, in their midst, are added to the cent"
    );
}

#[rstest]
#[case::one_cent_too_much(&[(33_333_333_333, 2), (33_333_333_334, 1)])]
#[case::by_a_line_of_one_cent(&[(1, 1), (33_333_333_333, 3)])]
#[case::in_three_lines(&[(20_000_000_000, 2), (1_240, 3), (10_000_000_000, 6)])]
#[case::far_too_much(&[(99_999_999_999, 1), (49_999_999_999, 2), (33_333_333_333, 3)])]
fn total_refuses_a_sum_above_the_maximum_though_each_line_is_within(#[case] of: &[(i64, i64)]) {
    comes_to(of, None, "INV-2, the sum is above the maximum");
}

#[rstest]
#[case::alone(&[(50_000_000_000, 2)])]
#[case::among_others(&[(6_175, 2), (50_000_000_000, 2), (1_240, 3)])]
#[case::among_gifts(&[(0, 2), (99_999_999_999, 999), (0, 3)])]
fn total_refuses_a_line_above_the_maximum(#[case] of: &[(i64, i64)]) {
    comes_to(of, None, "INV-2, one line is above the maximum, and it is not left out");
}

#[test]
fn total_refuses_more_than_64_bits_can_count() {
    // 2^36 cents times 2^9, in 2^19 lines: 2^64, where an i64 and a u64 begin again at zero.
    let mut many = vec![(money(1 << 36), quantity(1 << 9)); 1 << 19];
    many.push((money(1_240), quantity(3)));
    let found = catch_unwind(|| total(&many).map(Money::cents)).unwrap_or_else(|_| {
        panic!("INV-3: lines of 2^64 cents are too much, which is an answer and no panic")
    });
    assert_eq!(
        found, None,
        "INV-3: lines of 2^64 cents and 3 times 1240 cents are not 3720 cents, they are too much"
    );
}
