// Given: what has happened. The kata is about `lib.rs`; nothing here needs to change.

use jiff::civil::Date;

use crate::model::{CardId, Money, PatientId};

/// Something that has happened. It can be answered and not refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A purchase was accepted while the till waited.
    Authorised {
        /// The card.
        card: CardId,
        /// The card's version after it.
        version: u64,
        /// What was spent.
        amount: Money,
    },
    /// A purchase was made some days ago, out of reach of the bank, and has come in now.
    PostedOffline {
        /// The card.
        card: CardId,
        /// The card's version after it.
        version: u64,
        /// What was spent.
        amount: Money,
        /// The part of `amount` that lies beyond the limit. Nothing, if the card was within its limit
        /// afterwards. All of `amount`, if it had no room before.
        over: Money,
    },
    /// Interest was put on the bill of a card.
    InterestCharged {
        /// The card.
        card: CardId,
        /// How much.
        amount: Money,
    },
    /// A visit was booked, in one slot or two.
    SlotsBooked {
        /// Whose visit it is.
        patient: PatientId,
        /// The day on which it was booked.
        booked_on: Date,
        /// The day of the visit.
        visit: Date,
        /// How many slots the patient had by then in the month of the visit, at all doctors, these included.
        /// They are counted when the bookings have been put into one order: of two that were made at the same
        /// moment, one carries 10 and the other 11.
        in_month: u32,
    },
}
