//! Nothing at all is the smallest limit there is.

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
        Statement::RetiredForGood => Category::StateTransition,
        Statement::OneRuleForTarget | Statement::OneLineForProduct => Category::Uniqueness,
        Statement::BalanceOfEntries | Statement::TaxOnOrder => Category::Consistency,
        Statement::EngineerToCall | Statement::PatientOfAppointment => {
            Category::RequiredRelationship
        }
        Statement::FrozenAccount
        | Statement::NoOverdraft
        | Statement::QuantityUpToFive
        | Statement::FourDoubleVisits => Category::BusinessLimit,
        Statement::DiskThreshold | Statement::QuantityAboveZero => Category::Range,
    }
}
