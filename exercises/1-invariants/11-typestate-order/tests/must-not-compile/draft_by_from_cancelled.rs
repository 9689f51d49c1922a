//! INV-3: a cancelled order becomes a draft again, by a conversion that isn't in the table.
//!
//! Refused with E0308: there is no such conversion. Or E0277: there are others.

use typestate_order::{CancelledOrder, DraftOrder};

fn revived(order: CancelledOrder) {
    let _ = DraftOrder::from(order);
}

fn main() {
    let _ = revived;
}
