// Given: the list for whoever phones. Nothing here needs to change.

use crate::error::UnreadableRow;
use crate::visit::Month;

/// Whom to phone, and which rows to mend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The months over the maximum, in the order in which to phone.
    pub over: Vec<Breach>,
    /// The rows that couldn't be read, in the order of the rows.
    pub unreadable: Vec<UnreadableRow>,
}

/// A month that is over the maximum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The month.
    pub month: Month,
    /// Whose month it is.
    pub patient: String,
    /// How many slots are taken.
    pub slots: u32,
    /// How many of them are too many.
    pub over_by: u32,
}
