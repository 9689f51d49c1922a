// Given: what can be done about an event. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

use crate::model::{CardId, Money, Month, PatientId};

/// Tells which action it is. For each id the desk does one thing once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActionId(Vec<String>);

impl ActionId {
    /// The id made of these parts. They are kept apart: `1` and `12` don't make the same id as `11` and `2`.
    ///
    /// Whatever can be printed can be a part: `ActionId::of(&[&"a word", patient, &7])`.
    pub fn of(parts: &[&dyn fmt::Display]) -> Self {
        Self(parts.iter().map(ToString::to_string).collect())
    }
}

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" | "))
    }
}

/// Something that is to be done, once for its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Action {
    /// Which action it is.
    pub id: ActionId,
    /// What is to be done.
    pub task: Task,
}

/// What is to be done. None of these takes anything back.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Put interest on the bill of the card.
    ChargeInterest {
        /// The card.
        card: CardId,
        /// How much.
        amount: Money,
    },
    /// The staff phones the patient about the slots of this month.
    Phone {
        /// Who is phoned.
        patient: PatientId,
        /// The month of the visits.
        month: Month,
    },
    /// The doctor is asked to refer the patient to a specialist.
    ProposeReferral {
        /// Who is to be referred.
        patient: PatientId,
        /// The month of the visits.
        month: Month,
    },
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChargeInterest { card, amount } => write!(f, "charge {card} {amount}"),
            Self::Phone { patient, month } => write!(f, "phone {patient} about {month}"),
            Self::ProposeReferral { patient, month } => write!(f, "refer {patient} for {month}"),
        }
    }
}
