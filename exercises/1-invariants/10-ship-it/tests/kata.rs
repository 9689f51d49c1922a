//! The promises of kata 10. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second.

use jiff::civil::{Date, date};
use rstest::rstest;
use ship_it::{Command, Order, Reason, Status, TransitionError};

use Cell::{FromPaymentOn, No, UnlessRefundDue, Yes};
use Command::{Cancel, Pay, Place, Reopen, Ship};
use Reason::{
    AlreadyCancelled, AlreadyDraft, AlreadyPaid, AlreadyPlaced, AlreadyShipped, BeforePayment,
    NotPaid, NotPlaced, RefundDue, WasCancelled,
};

/// In the past, so that a clock that somebody asks can't show one of them by chance. The day of the month goes down
/// from the first to the second, and the month from the second to the third.
const DAY_BEFORE: Date = date(2024, 2, 29);
const DAY: Date = date(2024, 3, 1);
const NEXT_YEAR: Date = date(2025, 1, 1);

/// One cell of the table.
#[derive(Debug, Clone, Copy)]
enum Cell {
    /// The command is accepted.
    Yes,
    /// It is refused, for this reason.
    No(Reason),
    /// It is accepted from the date of the payment on.
    FromPaymentOn,
    /// It is accepted unless a refund is due.
    UnlessRefundDue,
}

/// The table of the brief. Rows are what an order is, columns what it would become.
#[rustfmt::skip]
const TABLE: [[Cell; 5]; 5] = [
    [No(AlreadyDraft),   Yes,               No(NotPlaced),    No(NotPlaced),      Yes],
    [Yes,                No(AlreadyPlaced), Yes,              No(NotPaid),        Yes],
    [No(AlreadyPaid),    No(AlreadyPlaced), No(AlreadyPaid),  FromPaymentOn,      Yes],
    [No(AlreadyShipped), No(AlreadyPlaced), No(AlreadyPaid),  No(AlreadyShipped), No(AlreadyShipped)],
    [UnlessRefundDue,    No(WasCancelled),  No(WasCancelled), No(WasCancelled),   No(AlreadyCancelled)],
];

/// Everything a caller can see of an order.
#[derive(Debug, Clone, Copy, PartialEq)]
struct View {
    status: Status,
    shipped_on: Option<Date>,
    refund_due: bool,
}

fn view(order: &Order) -> View {
    View { status: order.status(), shipped_on: order.shipped_on(), refund_due: order.refund_due() }
}

/// What differs between two views: `-` before, `+` after.
fn changes(before: View, after: View) -> String {
    let lines = |view: View| {
        [
            format!("status: {:?}", view.status),
            format!("shipped_on: {:?}", view.shipped_on),
            format!("refund_due: {}", view.refund_due),
        ]
    };
    let pairs = lines(before).into_iter().zip(lines(after));
    pairs.filter(|(old, new)| old != new).map(|(old, new)| format!("\n- {old}\n+ {new}")).collect()
}

/// What is to be known of an order after the commands that it has accepted.
#[derive(Debug, Clone, Copy)]
struct Known {
    view: View,
    paid_on: Option<Date>,
}

const NEW: Known = Known {
    view: View { status: Status::Draft, shipped_on: None, refund_due: false },
    paid_on: None,
};

impl Known {
    fn cell(&self, command: Command) -> Cell {
        TABLE[self.view.status as usize][command.target() as usize]
    }

    /// Why the command is to be refused, if it is.
    fn refusal(&self, command: Command) -> Option<Reason> {
        match (self.cell(command), self.paid_on, command) {
            (No(reason), ..) => Some(reason),
            (FromPaymentOn, Some(paid_on), Ship { on }) if on < paid_on => {
                Some(BeforePayment { paid_on })
            }
            (UnlessRefundDue, ..) if self.view.refund_due => Some(RefundDue),
            (Yes | FromPaymentOn | UnlessRefundDue, ..) => None,
        }
    }

    fn answer(&self, command: Command) -> Result<(), TransitionError> {
        let (from, to) = (self.view.status, command.target());
        self.refusal(command).map_or(Ok(()), |reason| Err(TransitionError { from, to, reason }))
    }

    fn after(&self, command: Command) -> Self {
        if self.refusal(command).is_some() {
            return *self;
        }
        let paid_on = if let Pay { on } = command { Some(on) } else { self.paid_on };
        let shipped_on = if let Ship { on } = command { Some(on) } else { None };
        let refund_due = command == Cancel && paid_on.is_some();
        Self { view: View { status: command.target(), shipped_on, refund_due }, paid_on }
    }

    /// The rules of a cell, and what it says.
    fn rule(&self, command: Command) -> (&'static str, String) {
        let paid = self.paid_on.map(|on| on.to_string()).unwrap_or_default();
        match (self.cell(command), self.refusal(command)) {
            (FromPaymentOn, None) => {
                ("INV-1, INV-3", format!("paid on {paid}, and not shipped before, so accepted"))
            }
            (FromPaymentOn, Some(_)) => {
                ("INV-3", format!("paid on {paid}, so refused: `BeforePayment`"))
            }
            (UnlessRefundDue, None) => ("INV-1, INV-4", "no refund is due, so accepted".to_owned()),
            (UnlessRefundDue, Some(_)) => {
                ("INV-4", "a refund is due, so refused: `RefundDue`".to_owned())
            }
            (_, None) => ("INV-1", format!("the table says `{:?}`", command.target())),
            (_, Some(reason)) => ("INV-1", format!("the table says `{reason:?}`")),
        }
    }
}

fn told(command: Command) -> String {
    match command {
        Pay { on } => format!("Pay on {on}"),
        Ship { on } => format!("Ship on {on}"),
        Reopen | Place | Cancel => format!("{command:?}"),
    }
}

/// The commands that a new order is told, and which of them it refuses.
fn listed(commands: &[Command]) -> String {
    let mut known = NEW;
    let told = commands.iter().map(|&command| {
        let refused = if known.refusal(command).is_some() { " (refused)" } else { "" };
        known = known.after(command);
        told(command) + refused
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { "no other command".to_owned() } else { told.join(", ") }
}

/// `order` was told `before`, and answers `command` as the table says.
#[track_caller]
fn answers(order: &mut Order, known: &Known, command: Command, before: &[Command]) {
    let (expected, next) = (known.answer(command), known.after(command).view);
    let seen = view(order);
    let answer = order.handle(command);
    let found = view(order);
    if answer == expected && found == next {
        return;
    }

    let status = known.view.status;
    let cell = format!("{status:?} × {}, after {}", told(command), listed(before));
    let (rule, says) = known.rule(command);
    assert_eq!(answer, expected, "{rule}: {cell}: {says}");
    if expected.is_err() {
        let changes = changes(seen, found);
        assert!(changes.is_empty(), "INV-5: {cell}: refused, but it changed this:{changes}");
    }
    assert_eq!(found.status, next.status, "INV-1: {cell}: the status afterwards");
    if found.shipped_on.is_some() && next.shipped_on.is_some() {
        assert_eq!(
            found.shipped_on, next.shipped_on,
            "INV-6: {cell}: the date is that of the command, whatever day it is"
        );
    }
    assert_eq!(
        found.shipped_on, next.shipped_on,
        "INV-2: {cell}: the date of `Ship` for a shipped order, and none for any other"
    );
    assert_eq!(
        found.refund_due, next.refund_due,
        "INV-4: {cell}: a refund is due if the order is cancelled and was paid, and not otherwise"
    );
}

/// A new order is told all of `commands`, and answers each as the table says.
#[track_caller]
fn order_told(commands: &[Command]) -> (Order, Known) {
    let (mut order, mut known) = (Order::draft(), NEW);
    for (n, &command) in commands.iter().enumerate() {
        answers(&mut order, &known, command, &commands[..n]);
        known = known.after(command);
    }
    (order, known)
}

/// An order that was told `before` answers `command` as the table says.
#[track_caller]
fn cell(before: &[Command], command: Command) {
    let (mut order, known) = order_told(before);
    answers(&mut order, &known, command, before);
}

// ---- row by row ----

#[test]
fn first_a_draft_is_placed() {
    let mut order = Order::draft();
    assert_eq!(order.status(), Status::Draft, "INV-1: a new order is a draft");
    assert_eq!(order.handle(Place), Ok(()), "INV-1: Draft × Place: the table says `Placed`");
    assert_eq!(order.status(), Status::Placed, "INV-1: Draft × Place: the status afterwards");
}

#[test]
fn draft_row_begins_with_nothing_shipped_and_nothing_to_refund() {
    let order = Order::draft();
    assert_eq!(order.shipped_on(), None, "INV-2: a new order is not shipped, so it has no date");
    assert!(!order.refund_due(), "INV-4: a new order was not paid, so no refund is due");
}

#[rstest]
#[case::reopen(Reopen)]
#[case::place(Place)]
#[case::pay(Pay { on: DAY })]
#[case::ship(Ship { on: DAY })]
#[case::cancel(Cancel)]
fn draft_row(#[case] command: Command) {
    cell(&[], command);
}

#[rstest]
#[case::reopen(Reopen)]
#[case::place(Place)]
#[case::pay(Pay { on: DAY })]
#[case::ship(Ship { on: DAY })]
#[case::cancel(Cancel)]
fn placed_row(#[case] command: Command) {
    cell(&[Place], command);
}

#[rstest]
#[case::reopen(Reopen)]
#[case::place(Place)]
#[case::pay_on_the_same_day(Pay { on: DAY })]
#[case::pay_on_another(Pay { on: NEXT_YEAR })]
#[case::ship_later(Ship { on: NEXT_YEAR })]
#[case::ship_on_the_same_day(Ship { on: DAY })]
#[case::ship_the_day_before(Ship { on: DAY_BEFORE })]
#[case::cancel(Cancel)]
fn paid_row(#[case] command: Command) {
    cell(&[Place, Pay { on: DAY }], command);
}

#[rstest]
#[case::reopen(Reopen)]
#[case::place(Place)]
#[case::pay(Pay { on: DAY })]
#[case::ship_on_the_same_day(Ship { on: NEXT_YEAR })]
#[case::ship_before(Ship { on: DAY })]
#[case::ship_before_payment(Ship { on: DAY_BEFORE })]
#[case::cancel(Cancel)]
fn shipped_row(#[case] command: Command) {
    cell(&[Place, Pay { on: DAY }, Ship { on: NEXT_YEAR }], command);
}

#[rstest]
#[case::reopen(Reopen)]
#[case::place(Place)]
#[case::pay(Pay { on: DAY })]
#[case::ship(Ship { on: DAY })]
#[case::cancel(Cancel)]
fn cancelled_row(#[case] command: Command) {
    cell(&[Cancel], command);
    cell(&[Place, Cancel], command);
    cell(&[Place, Pay { on: DAY }, Cancel], command);
}

// ---- what the status alone doesn't tell ----

#[rstest]
#[case::next_day(date(2023, 6, 14), date(2023, 6, 15))]
#[case::same_day(date(2023, 6, 15), date(2023, 6, 15))]
#[case::day_before(date(2023, 6, 15), date(2023, 6, 14))]
#[case::first_of_the_next_month(date(2023, 4, 30), date(2023, 5, 1))]
#[case::last_of_the_month_before(date(2023, 5, 1), date(2023, 4, 30))]
#[case::first_of_the_next_year(date(2022, 12, 31), date(2023, 1, 1))]
#[case::last_of_the_year_before(date(2023, 1, 1), date(2022, 12, 31))]
#[case::same_day_of_the_next_year(date(2022, 6, 15), date(2023, 6, 15))]
#[case::same_day_of_the_year_before(date(2023, 6, 15), date(2022, 6, 15))]
#[case::earlier_in_the_next_year(date(2022, 6, 15), date(2023, 6, 14))]
#[case::later_in_the_year_before(date(2023, 6, 14), date(2022, 6, 15))]
#[case::last_of_a_leap_year(date(2021, 1, 1), date(2020, 12, 31))]
#[case::last_of_a_long_month(date(2023, 2, 1), date(2023, 1, 31))]
#[case::a_week_before(date(2023, 6, 15), date(2023, 6, 8))]
#[case::leap_day(date(2024, 2, 28), date(2024, 2, 29))]
#[case::all_the_time_there_is(Date::MIN, Date::MAX)]
#[case::the_other_way_round(Date::MAX, Date::MIN)]
#[case::the_first_day_there_is(Date::MIN, Date::MIN)]
#[case::the_last_day_there_is(Date::MAX, Date::MAX)]
fn ship_asks_for_the_date_of_payment_and_no_other(#[case] paid: Date, #[case] shipped: Date) {
    cell(&[Place, Pay { on: paid }], Ship { on: shipped });
}

#[test]
fn ship_can_be_tried_again_after_a_refusal() {
    order_told(&[Place, Pay { on: DAY }, Ship { on: DAY_BEFORE }, Ship { on: DAY }]);
    order_told(&[Place, Pay { on: DAY }, Ship { on: DAY_BEFORE }, Cancel]);
}

#[test]
fn pay_is_refused_the_second_time_and_moves_no_date() {
    order_told(&[Place, Pay { on: DAY }, Pay { on: DAY_BEFORE }, Ship { on: DAY_BEFORE }]);
    order_told(&[Place, Pay { on: DAY }, Pay { on: NEXT_YEAR }, Ship { on: DAY }]);
}

#[test]
fn pay_that_was_refused_is_no_payment() {
    order_told(&[Pay { on: DAY }, Cancel]);
    order_told(&[Cancel, Pay { on: DAY }, Reopen]);
    order_told(&[Pay { on: NEXT_YEAR }, Place, Pay { on: DAY }, Ship { on: DAY }]);
}

#[test]
fn cancel_is_refused_the_second_time_and_the_refund_stays() {
    order_told(&[Place, Pay { on: DAY }, Cancel, Cancel, Reopen]);
    order_told(&[Place, Cancel, Cancel, Reopen]);
}

#[test]
fn reopen_begins_anew() {
    let rest = [Place, Pay { on: DAY }, Ship { on: DAY }];
    for way in [&[Place, Reopen][..], &[Cancel, Reopen], &[Place, Cancel, Reopen]] {
        order_told(&[way, &rest].concat());
        order_told(&[way, &rest[..2], &[Cancel, Reopen]].concat());
    }
}

#[test]
fn two_orders_know_nothing_of_each_other() {
    let commands = [[DAY, NEXT_YEAR], [NEXT_YEAR, DAY], [DAY_BEFORE, DAY], [DAY, DAY_BEFORE]];
    for [first_paid, second_paid] in commands {
        let before = [Place, Pay { on: first_paid }];
        let (mut first, known) = order_told(&before);
        order_told(&[Place, Pay { on: second_paid }]);
        answers(&mut first, &known, Ship { on: DAY }, &before);
    }
}

#[test]
fn an_order_may_be_told_a_great_deal() {
    let mut commands = [Place, Reopen, Cancel, Reopen].repeat(5);
    commands.extend([Place, Pay { on: DAY }]);
    commands.extend([Ship { on: DAY_BEFORE }; 6]);
    commands.extend([Cancel, Reopen, Cancel]);
    order_told(&commands);
}

// ---- all together ----

/// The longest sequence of commands that is tried.
const LONGEST: usize = 6;

const COMMANDS: [Command; 8] = [
    Reopen,
    Place,
    Pay { on: DAY },
    Pay { on: DAY_BEFORE },
    Ship { on: DAY_BEFORE },
    Ship { on: DAY },
    Ship { on: NEXT_YEAR },
    Cancel,
];

/// What a refused command leaves behind may show only some commands later, so all of them follow each other.
#[test]
fn every_sequence_of_commands_is_answered_as_the_table_says() {
    for length in 1..=LONGEST {
        each_sequence(&Order::draft(), &NEW, &mut Vec::new(), length);
    }
}

/// The answers to shorter sequences have been looked at, so only the last command is left to be judged.
fn each_sequence(order: &Order, known: &Known, before: &mut Vec<Command>, left: usize) {
    for command in COMMANDS {
        let mut order = order.clone();
        if left == 1 {
            answers(&mut order, known, command, before);
            continue;
        }
        // What it answers was judged when this was the last command.
        let _ = order.handle(command);
        before.push(command);
        each_sequence(&order, &known.after(command), before, left - 1);
        before.pop();
    }
}
