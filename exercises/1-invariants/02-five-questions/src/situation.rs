// Given: the calls that you predict. Your work is in `lib.rs`, and nothing here needs to change.

/// Makes an enum of names and sentences, so that each sentence stands here once.
macro_rules! situations {
    ($($name:ident: $text:literal,)*) => {
        /// Eight calls. Each is the last thing that its text says: Ida *asks*.
        ///
        /// A text says all that matters. Where it says nothing else, Ida's visits are with Dr Vos, on days in March,
        /// and were booked in March. It is March when she asks, and whatever she asks for is with Dr Vos, in
        /// March and free.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Situation {
            $(#[doc = $text] $name,)*
        }

        impl Situation {
            /// What has happened, and what Ida asks for.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

situations! {
    EightAndDouble:
        "Ida has eight single visits. She asks for a double visit.",
    NineAndDouble:
        "Ida has nine single visits. She asks for a double visit.",
    SecondOfApril:
        "Ida has ten single visits. On 31 March she asks for a single visit on 2 April. It is her first in April.",
    OtherDoctor:
        "Ida has five double visits with Dr Vos. She asks for a single visit with Dr Lind. It is her first with him.",
    CancelledInMarch:
        "Ida has booked ten single visits. On 10 March she cancels that of 20 March. Then she asks for a single visit on 24 March.",
    CancelledInApril:
        "In March Ida has booked ten single visits, all for April. On 2 April she cancels that of 20 April. Then she asks for a single visit on 24 April.",
    HalfTaken:
        "Ida has no visit yet. Slot 12 is free, and slot 13 is booked for Ben. She asks for a double visit from slot 12 on.",
    SlotSixty:
        "Ida has no visit yet. Slots 59 and 60 are free. She asks for a double visit from slot 60 on.",
}

/// What a call answers. In none of the situations are there two reasons to refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Ida gets the visit.
    Booked,
    /// She doesn't, and this is why.
    Refused(Refusal),
}

/// Why a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A slot that the visit needs is booked already.
    SlotTaken,
    /// A slot that the visit needs is no slot of the day.
    NoSuchSlot,
    /// With this visit, the patient would have more than ten.
    OverMaximum,
}
