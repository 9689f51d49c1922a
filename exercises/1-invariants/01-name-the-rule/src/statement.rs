// Given: the statements to be named. Your work is in `lib.rs`, and nothing here needs to change.

/// Makes an enum of names and sentences, so that each sentence stands here once.
macro_rules! statements {
    ($($name:ident: $text:literal,)*) => {
        /// Eighteen statements, as the experts have said them.
        ///
        /// A statement says all that matters. Take it at its word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Statement {
            $(#[doc = $text] $name,)*
        }

        impl Statement {
            /// All of them, in the order in which they stand in this file.
            pub const ALL: [Self; 18] = [$(Self::$name),*];

            /// What the expert said.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

statements! {
    // ---- the monitoring policy: rules that watch services, and call somebody ----

    DiskThreshold:
        "The threshold of a disk alert lies between 0 and 100 percent. No disk is fuller than full.",
    EngineerToCall:
        "A rule has at least one engineer to call.",
    RetiredForGood:
        "A rule that was retired is never active again.",
    OneRuleForTarget:
        "A target is watched by one rule at most.",
    FiguresEachMinute:
        "Each service sends its figures once a minute.",

    // ---- the bank account ----

    FrozenAccount:
        "Nobody takes money out of a frozen account.",
    BalanceOfEntries:
        "A balance is all that was paid in, less all that was paid out.",
    NoOverdraft:
        "No withdrawal takes an account below 0.00. This bank doesn't lend money.",
    YearlyFee:
        "The yearly fee is charged even if it takes an account below 0.00. The holder then gets a letter.",
    FreezeLifted:
        "A freeze is lifted by the branch manager, and by nobody else.",

    // ---- the order ----

    QuantityAboveZero:
        "The quantity in an order line is more than zero.",
    QuantityUpToFive:
        "The quantity in an order line is five at most, so that there is enough for everybody.",
    OneLineForProduct:
        "An order has no second line for a product. Whoever wants more of it raises the quantity.",
    TaxOnOrder:
        "The tax on an order is 21 percent of the sum of its lines.",

    // ---- the doctor's day ----

    PatientOfAppointment:
        "Every appointment is for a patient of the practice.",
    FourDoubleVisits:
        "A doctor's day has four double visits at most. With more of them, the others wait too long.",
    OneBlockInCalendar:
        "A double visit is shown as one block in the calendar.",
    TwentyMinutes:
        "Nobody sits in the waiting room for more than twenty minutes.",
}
