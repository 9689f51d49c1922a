//! What the four ways to be atomic cost, counted in allocations. The order and
//! its methods are the solution of kata 18.

use allocation_counter::{AllocationInfo, measure};
use four_ways_atomic_solution::{Cents, Line, Order, Product};

/// Adds the lines to the order, and puts it back where it was.
type Way = fn(&mut Order, &[Line]) -> bool;

const WAYS: [(&str, Way); 4] = [
    ("validate first", |order, lines| order.add_all_validated(lines).is_ok()),
    ("build and swap", |order, lines| order.add_all_swapped(lines).is_ok()),
    ("consume and give back", |order, lines| {
        match std::mem::take(order).with_all(lines) {
            Ok(next) => {
                *order = next;
                true
            }
            Err((same, _)) => {
                *order = same;
                false
            }
        }
    }),
    ("undo", |order, lines| order.add_all_undone(lines).is_ok()),
];

fn main() {
    println!("allocations: seven lines in the order, three in the batch");
    println!("{:21} {:>16} {:>16}", "", "all accepted", "third refused");
    for (name, way) in WAYS {
        let accepted = cost(way, &["ink", "nib", "cap"], true);
        let refused = cost(way, &["ink", "nib", "desk"], false);
        println!("{name:21} {:>16} {:>16}", show(accepted), show(refused));
    }
}

fn cost(way: Way, batch: &[&str], accepted: bool) -> AllocationInfo {
    let mut order = Order::new();
    let names = ["pen", "desk", "lamp", "chair", "clock", "shelf", "vase"];
    order
        .add_all_validated(&lines(&names))
        .expect("seven lines fit into an order");
    let batch = lines(batch);
    let cost = measure(|| {
        assert_eq!(way(&mut order, &batch), accepted);
    });
    assert_eq!(order.lines().len(), if accepted { 10 } else { 7 });
    cost
}

fn lines(names: &[&str]) -> Vec<Line> {
    let line = |name: &&str| Line::new(Product::new(*name), Cents::new(100));
    names.iter().map(line).collect()
}

fn show(cost: AllocationInfo) -> String {
    format!("{} ({} bytes)", cost.count_total, cost.bytes_total)
}
