//! Each number was written down by somebody, so it is a limit of the business.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is.
pub fn category(statement: Statement) -> Category {
    match statement {
        Statement::FreezeLifted | Statement::OneBlockInCalendar => Category::NotAnInvariant,
        Statement::RetiredForGood | Statement::FrozenAccount => Category::StateTransition,
        Statement::OneLineForProduct => Category::Uniqueness,
        Statement::BalanceOfEntries => Category::Consistency,
        Statement::PatientOfAppointment => Category::RequiredRelationship,
        Statement::DiskThreshold
        | Statement::EngineerToCall
        | Statement::OneRuleForTarget
        | Statement::FiguresEachMinute
        | Statement::NoOverdraft
        | Statement::YearlyFee
        | Statement::QuantityAboveZero
        | Statement::QuantityUpToFive
        | Statement::TaxOnOrder
        | Statement::FourDoubleVisits
        | Statement::TwentyMinutes => Category::BusinessLimit,
    }
}
