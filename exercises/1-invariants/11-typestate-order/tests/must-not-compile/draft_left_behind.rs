//! INV-2: the draft is still there after `place`, and a line can be added to it.
//!
//! Refused with E0382: `place` has used it up.

use typestate_order::{Cents, DraftOrder, Line};

fn one_more(mut order: DraftOrder) {
    let _ = order.place();
    order.add_line(Line::new("soap", Cents::new(250)));
}

fn main() {
    let _ = one_more;
}
