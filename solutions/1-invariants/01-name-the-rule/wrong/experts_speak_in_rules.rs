//! What an expert says is a rule. I only have to find its kind.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is.
pub fn category(statement: Statement) -> Category {
    match statement {
        Statement::RetiredForGood | Statement::FrozenAccount | Statement::FreezeLifted => {
            Category::StateTransition
        }
        Statement::OneRuleForTarget | Statement::OneLineForProduct => Category::Uniqueness,
        Statement::BalanceOfEntries | Statement::TaxOnOrder | Statement::OneBlockInCalendar => {
            Category::Consistency
        }
        Statement::EngineerToCall
        | Statement::FiguresEachMinute
        | Statement::PatientOfAppointment => Category::RequiredRelationship,
        Statement::NoOverdraft
        | Statement::YearlyFee
        | Statement::QuantityUpToFive
        | Statement::FourDoubleVisits
        | Statement::TwentyMinutes => Category::BusinessLimit,
        Statement::DiskThreshold | Statement::QuantityAboveZero => Category::Range,
    }
}
