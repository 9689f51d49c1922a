//! The same order, with every refusal before the first change.

use thiserror::Error;

#[derive(Debug, Default)]
struct Order {
    lines: Vec<Line>,
    total: u32,
    events: Vec<Event>,
}

#[derive(Debug)]
struct Line {
    product: &'static str,
    cents: u32,
}

#[derive(Debug)]
#[expect(dead_code, reason = "shown by `Debug` alone")]
enum Event {
    LineAdded { product: &'static str, total: u32 },
}

#[derive(Debug, Error)]
enum Refusal {
    #[error("it is in the order already")]
    DuplicateProduct,
    #[error("the total would not fit")]
    TotalTooLarge,
}

// ANCHOR: add_line
impl Order {
    fn add_line(&mut self, line: Line) -> Result<(), Refusal> {
        // Locate: what the call is about, and whether it may.
        if self.lines.iter().any(|other| other.product == line.product) {
            return Err(Refusal::DuplicateProduct);
        }

        // Build: every new value. The last line that can refuse is here.
        let total = self
            .total
            .checked_add(line.cents)
            .ok_or(Refusal::TotalTooLarge)?;
        let event = Event::LineAdded { product: line.product, total };

        // Apply: moves and assignments. Nothing below can refuse.
        self.lines.push(line);
        self.total = total;
        self.events.push(event);
        Ok(())
    }
}
// ANCHOR_END: add_line

fn main() {
    let mut order = Order::default();
    for line in [
        Line { product: "pen", cents: 200 },
        Line { product: "yacht", cents: u32::MAX },
        Line { product: "pen", cents: 100 },
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
    for event in &order.events {
        println!("{event:?}");
    }
}
