// Given: the four questions, and the answers there are. Your work is in `lib.rs`, and nothing here needs to change.

/// What is to be said of one failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// What kind of failure it is.
    pub class: Class,
    /// Whether the command, and the state it is decided on, are enough to bring this failure about.
    /// Then the same command on the same state fails in the same way, whoever runs it and whenever.
    ///
    /// A date that a rule looks at is part of the command. Another writer, the disk and the network
    /// are part of neither.
    pub deterministic: bool,
    /// Whether it may be tried again, and how.
    pub retry: Retry,
    /// Who acts next.
    pub handler: Handler,
}

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A rule of the domain says no (INV-1).
    Domain,
    /// The command was legal, and somebody else has changed the state since it was decided on (INV-2).
    Conflict,
    /// The environment failed: a disk, a network, a lock that another process holds (INV-3, INV-4).
    Infrastructure,
}

/// Whether the command may be tried again, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// Don't. The same command on the same state fails again: only another command can help, or one
    /// that changes the state first.
    Never,
    /// Load the present state and decide again on it. The new decision may be a refusal.
    DecideAgain,
    /// Make the same call again, as it is, once the cause is gone. It is certain that nothing was
    /// done.
    SameCall,
    /// Find out whether it was done, before anything else. Nobody knows, and what is made again may
    /// be done twice.
    FindOutFirst,
}

/// Who acts next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handler {
    /// The one who gave the command. They get the answer, and may give another command.
    Caller,
    /// The application, by itself. It decides again, tries again a few times, or finds out whether it
    /// was done.
    Application,
    /// A person who runs the system. The cause stays until somebody puts it right by hand.
    Operator,
}
