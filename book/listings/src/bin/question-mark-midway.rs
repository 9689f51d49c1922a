//! A line is added to an order, the total overflows, and `?` leaves.

use thiserror::Error;

#[derive(Debug, Default)]
struct Order {
    lines: Vec<Line>,
    total: u32,
}

#[derive(Debug)]
struct Line {
    product: &'static str,
    cents: u32,
}

#[derive(Debug, Error)]
#[error("the total would not fit")]
struct TotalTooLarge;

// ANCHOR: add_line
impl Order {
    fn add_line(&mut self, line: Line) -> Result<(), TotalTooLarge> {
        self.lines.push(line);
        self.total = total(&self.lines)?;
        Ok(())
    }
}

fn total(lines: &[Line]) -> Result<u32, TotalTooLarge> {
    lines
        .iter()
        .try_fold(0u32, |sum, line| sum.checked_add(line.cents))
        .ok_or(TotalTooLarge)
}
// ANCHOR_END: add_line

fn main() {
    // ANCHOR: main
    let mut order = Order::default();
    for line in [
        Line { product: "pen", cents: 200 },
        Line { product: "yacht", cents: u32::MAX },
        Line { product: "ink", cents: 300 },
    ] {
        let product = line.product;
        match order.add_line(line) {
            Ok(()) => println!("{product}: added"),
            Err(why) => println!("{product}: refused, {why}"),
        }
    }
    let products: Vec<&str> =
        order.lines.iter().map(|line| line.product).collect();
    println!("lines {products:?}, total {}", order.total);
    // ANCHOR_END: main
}
