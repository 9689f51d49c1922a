//! A wrong sum is a wrong value, and a wrong value is out of its bounds.

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
        Statement::OneRuleForTarget | Statement::OneLineForProduct => Category::Uniqueness,
        Statement::EngineerToCall | Statement::PatientOfAppointment => {
            Category::RequiredRelationship
        }
        Statement::NoOverdraft | Statement::QuantityUpToFive | Statement::FourDoubleVisits => {
            Category::BusinessLimit
        }
        Statement::BalanceOfEntries
        | Statement::TaxOnOrder
        | Statement::DiskThreshold
        | Statement::QuantityAboveZero => Category::Range,
    }
}
