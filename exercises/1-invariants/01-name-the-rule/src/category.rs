// Given: the kinds of rule, each with a question. Your work is in `lib.rs`, and nothing here needs to change.

/// What kind of rule a statement is. The kind says where to look for the calls that could break it.
///
/// The kinds stand in the order in which to ask. The first yes is the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// No call leaves wrong data behind by ignoring it. It is a preference, a hope, a goal, the right
    /// of a certain person, or it says what to do about something that happens anyway.
    ///
    /// Ask: is there no call that could be refused for its sake? Or if there is, and a call ignores
    /// it: could nobody tell that from the data before and after?
    NotAnInvariant,
    /// A thing goes through stages that have names, such as draft, sent and answered. The stage it is in
    /// decides what may be done to it, or which stage may come next.
    ///
    /// Ask: would the same call be fine if this one thing were in another stage?
    StateTransition,
    /// Each of two things is fine by itself. Together they are wrong, because they have something in
    /// common.
    ///
    /// Ask: can you say it as "no two … have the same …"?
    Uniqueness,
    /// One part follows from others. When one of these changes, it has to change with them.
    ///
    /// Ask: suppose that it got lost. Could you work it out from the parts that are left?
    Consistency,
    /// One thing is never there without another thing, which has a life of its own.
    ///
    /// Ask: can you say it as "no … without a …", and might somebody take the second away one day?
    RequiredRelationship,
    /// So much, so many or so often, and no more (or no less). Somebody in the business has chosen the
    /// bound, for a reason.
    ///
    /// Ask: might they choose another one next year, and everything else would stay as it is?
    BusinessLimit,
    /// A value has bounds that follow from what it is. Nobody has chosen them.
    ///
    /// Ask: would a value outside be nonsense, in any company and in any year?
    Range,
}
