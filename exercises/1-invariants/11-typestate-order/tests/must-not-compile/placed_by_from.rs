//! INV-3: a draft can be made a placed order without a line, by a conversion that can't refuse.
//!
//! Refused with E0308: there is no such conversion. Or E0277: there are others.

use typestate_order::{DraftOrder, PlacedOrder};

fn converted(draft: DraftOrder) {
    let _ = PlacedOrder::from(draft);
}

fn main() {
    let _ = converted;
}
