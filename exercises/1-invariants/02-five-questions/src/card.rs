// Given: the cards, each with the decisions to choose from. Your work is in `lib.rs`, and nothing here needs to change.

/// What you have decided for now, and what you would ask the practice manager before you rely on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card<D> {
    /// Your decision.
    pub decision: D,
    /// Your question to the practice manager. It ends with a question mark.
    pub ask: &'static str,
}

/// How much of the ten a double visit uses up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubleCounts {
    /// It counts 1. At the desk they say *slot* for an appointment, too, and the ten are about how often a patient
    /// comes.
    One,
    /// It counts 2. A slot is ten minutes, and the ten are about the doctor's time.
    Two,
}

/// What happens when a patient asks for a double visit from slot 60 on, which is the last of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastSlot {
    /// It is refused. A single visit in slot 60 is fine.
    NoDouble,
    /// The patient gets slots 59 and 60, if both of them are free.
    StartsEarlier,
    /// The patient gets slot 60 and the ten minutes after it. The doctor goes home later.
    RunsOver,
}

/// The month in which a visit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthOf {
    /// The month in which the patient comes.
    Visit,
    /// The month in which the visit was booked.
    Booking,
}

/// Who counts the ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Each doctor for herself. A patient may have ten with one and ten with another.
    PerDoctor,
    /// The practice. A patient has ten, with whichever doctors.
    PerPractice,
}

/// What a visit that was cancelled uses up of the ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancelled {
    /// Nothing any more.
    GivesBack,
    /// As much as before.
    StillCounts,
}
