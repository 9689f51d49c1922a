//! A bound that has a good reason is no decision any more, so nobody will change it.

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
        Statement::BalanceOfEntries | Statement::TaxOnOrder => Category::Consistency,
        Statement::EngineerToCall | Statement::PatientOfAppointment => {
            Category::RequiredRelationship
        }
        Statement::NoOverdraft => Category::BusinessLimit,
        Statement::DiskThreshold
        | Statement::QuantityAboveZero
        | Statement::QuantityUpToFive
        | Statement::FourDoubleVisits => Category::Range,
    }
}
