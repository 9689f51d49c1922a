//! A parcel that has left although its order was cancelled, and what is done about it.

use std::collections::{BTreeMap, BTreeSet};

// ANCHOR: policy
/// What the warehouse reports. It has happened.
struct ParcelLeft {
    order: u32,
    /// The order was cancelled when it left.
    cancelled: bool,
}

/// What is to be done, and the name under which it is done once.
#[derive(Debug)]
struct Action {
    id: (&'static str, u32),
    what: &'static str,
}

/// Policy: what leaves although it was cancelled is sent for.
fn send_for_it(event: &ParcelLeft) -> Vec<Action> {
    if !event.cancelled {
        return vec![];
    }
    vec![Action { id: ("send for it", event.order), what: "a return label" }]
}
// ANCHOR_END: policy

// ANCHOR: once
#[derive(Default)]
struct Desk {
    done: BTreeSet<(&'static str, u32)>,
    labels: BTreeMap<u32, u32>,
}

impl Desk {
    /// In a database: the id and its effect in one transaction.
    fn perform(&mut self, action: &Action) {
        if self.done.insert(action.id) {
            *self.labels.entry(action.id.1).or_default() += 1;
        }
    }
}
// ANCHOR_END: once

fn main() {
    let reported = [
        ParcelLeft { order: 41, cancelled: false },
        ParcelLeft { order: 42, cancelled: true },
        // The relay died before its mark, and reports it again.
        ParcelLeft { order: 42, cancelled: true },
    ];
    let mut each_time: BTreeMap<u32, u32> = BTreeMap::new();
    let mut desk = Desk::default();
    for event in &reported {
        for action in send_for_it(event) {
            println!("order {}: {}", action.id.1, action.what);
            *each_time.entry(action.id.1).or_default() += 1;
            desk.perform(&action);
        }
    }
    println!();
    println!("labels sent, one a delivery: {each_time:?}");
    println!("labels sent, one an id:      {:?}", desk.labels);
}
