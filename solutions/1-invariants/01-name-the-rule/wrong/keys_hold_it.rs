//! What a key of the database can hold, foreign keys too, is uniqueness.

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
        Statement::EngineerToCall
        | Statement::OneRuleForTarget
        | Statement::OneLineForProduct
        | Statement::PatientOfAppointment => Category::Uniqueness,
        Statement::BalanceOfEntries | Statement::TaxOnOrder => Category::Consistency,
        Statement::NoOverdraft | Statement::QuantityUpToFive | Statement::FourDoubleVisits => {
            Category::BusinessLimit
        }
        Statement::DiskThreshold | Statement::QuantityAboveZero => Category::Range,
    }
}
