//! A rule about several things says that they fit together, so it is consistency.

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
        | Statement::TwentyMinutes => Category::NotAnInvariant,
        Statement::RetiredForGood | Statement::FrozenAccount => Category::StateTransition,
        Statement::EngineerToCall
        | Statement::OneRuleForTarget
        | Statement::BalanceOfEntries
        | Statement::OneLineForProduct
        | Statement::TaxOnOrder
        | Statement::PatientOfAppointment
        | Statement::OneBlockInCalendar => Category::Consistency,
        Statement::NoOverdraft | Statement::QuantityUpToFive | Statement::FourDoubleVisits => {
            Category::BusinessLimit
        }
        Statement::DiskThreshold | Statement::QuantityAboveZero => Category::Range,
    }
}
