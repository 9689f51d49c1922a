// Given: the record of what is done to lines. The tests read it; nothing here needs to change.

use std::cell::Cell;

/// What a piece of work did to lines and to the containers they are in.
///
/// Nothing else is counted: no reference, no product that is cloned by itself, and not an order's total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Containers made meanwhile that came to hold lines: a clone of one that isn't empty, or a new one
    /// that got its first line. A new one that stays empty costs nothing and is not counted.
    pub copies: usize,
    /// Clones of lines that were in a container before, wherever they went, say into a `Vec`. Those that
    /// a clone of a container makes are among them. Lines of a batch are in no container, so their clones
    /// are not.
    pub lines_copied: usize,
    /// Changes to containers that were there before.
    pub in_place: Changes,
    /// Changes to containers made meanwhile.
    pub on_copies: Changes,
}

/// How many lines were added to some containers and taken back from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changes {
    /// Lines pushed.
    pub added: usize,
    /// Lines popped, or cut off by truncating.
    pub taken_back: usize,
}

/// Runs `work` and says what it returned and what it did.
///
/// The record is a thread-local of this module, in which every `Lines` and every line notes what is done
/// to it. So what `work` does on other threads is not in it.
///
/// A container is told from its copy by an identity, which stays with it when it is moved. What a
/// `watch` within `work` counts is counted there alone.
///
/// ```
/// # use four_ways_atomic::{Cents, Line, Order, Product, effort};
/// let mut order = Order::new();
/// let tea = Line::new(Product::new("tea"), Cents::new(499));
/// let (outcome, effort) = effort::watch(|| order.add(tea));
/// assert_eq!(outcome, Ok(()));
/// assert_eq!((effort.copies, effort.in_place.added), (0, 1));
/// ```
pub fn watch<R>(work: impl FnOnce() -> R) -> (R, Effort) {
    let outer = RECORD.replace(Record { since: NEXT.get(), effort: Effort::NONE });
    let outcome = work();
    let Record { effort, .. } = RECORD.replace(outer);
    (outcome, effort)
}

impl Effort {
    const NONE: Self =
        Self { copies: 0, lines_copied: 0, in_place: Changes::NONE, on_copies: Changes::NONE };
}

impl Changes {
    const NONE: Self = Self { added: 0, taken_back: 0 };
}

#[derive(Clone, Copy)]
struct Record {
    /// The first identity that was given out after the watch began.
    since: u64,
    effort: Effort,
}

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(0) };
    static RECORD: Cell<Record> = const { Cell::new(Record { since: 0, effort: Effort::NONE }) };
}

fn record(note: impl FnOnce(&mut Record)) {
    let mut record = RECORD.get();
    note(&mut record);
    RECORD.set(record);
}

/// Tells a container, or a line in one, from every other of its thread, and the older from the newer.
pub(crate) struct Identity(u64);

impl Identity {
    /// Of a line that is in no container: it counts as new.
    pub(crate) const NONE: Self = Self(u64::MAX);

    /// One that nothing else has.
    pub(crate) fn new() -> Self {
        let next = NEXT.get();
        NEXT.set(next + 1);
        Self(next)
    }

    /// The line was cloned.
    pub(crate) fn line_copied(&self) {
        record(|record| record.effort.lines_copied += usize::from(self.0 < record.since));
    }

    /// The container holds lines for the first time.
    pub(crate) fn comes_to_hold_lines(&self) {
        record(|record| record.effort.copies += usize::from(self.0 >= record.since));
    }

    /// A line was added to the container.
    pub(crate) fn added(&self) {
        self.changed(|changes| changes.added += 1);
    }

    /// This many lines were taken from the container.
    pub(crate) fn taken_back(&self, lines: usize) {
        self.changed(|changes| changes.taken_back += lines);
    }

    fn changed(&self, note: impl FnOnce(&mut Changes)) {
        record(|record| {
            let Record { since, effort } = record;
            note(if self.0 < *since { &mut effort.in_place } else { &mut effort.on_copies });
        });
    }
}
