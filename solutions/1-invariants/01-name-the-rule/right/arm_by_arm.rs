//! An arm for each statement, as the starter has them. The compiler sees to it that none is forgotten.
//!
//! The price is that nobody sees at a glance which statements are of one kind.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is.
pub fn category(statement: Statement) -> Category {
    match statement {
        Statement::DiskThreshold => Category::Range,
        Statement::EngineerToCall => Category::RequiredRelationship,
        Statement::RetiredForGood => Category::StateTransition,
        Statement::OneRuleForTarget => Category::Uniqueness,
        Statement::FiguresEachMinute => Category::NotAnInvariant,
        Statement::FrozenAccount => Category::StateTransition,
        Statement::BalanceOfEntries => Category::Consistency,
        Statement::NoOverdraft => Category::BusinessLimit,
        Statement::YearlyFee => Category::NotAnInvariant,
        Statement::FreezeLifted => Category::NotAnInvariant,
        Statement::QuantityAboveZero => Category::Range,
        Statement::QuantityUpToFive => Category::BusinessLimit,
        Statement::OneLineForProduct => Category::Uniqueness,
        Statement::TaxOnOrder => Category::Consistency,
        Statement::PatientOfAppointment => Category::RequiredRelationship,
        Statement::FourDoubleVisits => Category::BusinessLimit,
        Statement::OneBlockInCalendar => Category::NotAnInvariant,
        Statement::TwentyMinutes => Category::NotAnInvariant,
    }
}
