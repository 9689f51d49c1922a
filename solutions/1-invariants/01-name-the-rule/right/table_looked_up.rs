//! The answers are data: a table with a line for each statement, in the order of the list.
//!
//! The price of the table is that the compiler doesn't see when a line is missing. It shows when somebody asks.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

const KINDS: [(Statement, Category); 18] = [
    (Statement::DiskThreshold, Category::Range),
    (Statement::EngineerToCall, Category::RequiredRelationship),
    (Statement::RetiredForGood, Category::StateTransition),
    (Statement::OneRuleForTarget, Category::Uniqueness),
    (Statement::FiguresEachMinute, Category::NotAnInvariant),
    (Statement::FrozenAccount, Category::StateTransition),
    (Statement::BalanceOfEntries, Category::Consistency),
    (Statement::NoOverdraft, Category::BusinessLimit),
    (Statement::YearlyFee, Category::NotAnInvariant),
    (Statement::FreezeLifted, Category::NotAnInvariant),
    (Statement::QuantityAboveZero, Category::Range),
    (Statement::QuantityUpToFive, Category::BusinessLimit),
    (Statement::OneLineForProduct, Category::Uniqueness),
    (Statement::TaxOnOrder, Category::Consistency),
    (Statement::PatientOfAppointment, Category::RequiredRelationship),
    (Statement::FourDoubleVisits, Category::BusinessLimit),
    (Statement::OneBlockInCalendar, Category::NotAnInvariant),
    (Statement::TwentyMinutes, Category::NotAnInvariant),
];

/// What kind of rule `statement` is, by the table.
pub fn category(statement: Statement) -> Category {
    let line = KINDS.iter().find(|(known, _)| *known == statement);
    line.map_or(Category::NotAnInvariant, |(_, kind)| *kind)
}
