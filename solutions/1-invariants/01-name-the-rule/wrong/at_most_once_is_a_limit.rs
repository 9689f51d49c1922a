//! At most one is a limit like any other, and the limit is one.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is.
pub fn category(statement: Statement) -> Category {
    match statement {
        Statement::FiguresEachMinute
        | Statement::YearlyFee
        | Statement::FreezeLifted
        | Statement::OneBlockInCalendar
        | Statement::TwentyMinutes => Category::NotAnInvariant,
        Statement::RetiredForGood | Statement::FrozenAccount => Category::StateTransition,
        Statement::BalanceOfEntries | Statement::TaxOnOrder => Category::Consistency,
        Statement::EngineerToCall | Statement::PatientOfAppointment => {
            Category::RequiredRelationship
        }
        Statement::OneRuleForTarget
        | Statement::NoOverdraft
        | Statement::QuantityUpToFive
        | Statement::OneLineForProduct
        | Statement::FourDoubleVisits => Category::BusinessLimit,
        Statement::DiskThreshold | Statement::QuantityAboveZero => Category::Range,
    }
}
