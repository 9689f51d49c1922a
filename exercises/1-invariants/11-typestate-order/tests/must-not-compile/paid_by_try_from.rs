//! INV-3: a draft can be made a paid order, by a conversion that isn't in the table.
//!
//! Refused with E0277: there is no such conversion. Or E0308: there are others. Or E0624: it is private.

use typestate_order::{DraftOrder, PaidOrder};

fn converted(draft: DraftOrder) {
    let _ = PaidOrder::try_from(draft);
}

fn main() {
    let _ = converted;
}
