//! The form doesn't let anybody enter that, so it isn't a rule.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is.
pub fn category(statement: Statement) -> Category {
    match statement {
        Statement::DiskThreshold
        | Statement::FiguresEachMinute
        | Statement::YearlyFee
        | Statement::FreezeLifted
        | Statement::QuantityAboveZero
        | Statement::QuantityUpToFive
        | Statement::OneBlockInCalendar
        | Statement::TwentyMinutes => Category::NotAnInvariant,
        Statement::RetiredForGood | Statement::FrozenAccount => Category::StateTransition,
        Statement::OneRuleForTarget | Statement::OneLineForProduct => Category::Uniqueness,
        Statement::BalanceOfEntries | Statement::TaxOnOrder => Category::Consistency,
        Statement::EngineerToCall | Statement::PatientOfAppointment => {
            Category::RequiredRelationship
        }
        Statement::NoOverdraft | Statement::FourDoubleVisits => Category::BusinessLimit,
    }
}
