//! What domain experts say, and what kind of rule it is.
//!
//! The kinds and their questions are in [`Category`], the statements in [`Statement`].

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is: the first kind, in the order of [`Category`], whose question is
/// answered with yes.
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

        // A number comes last: only here does it matter, and then who has chosen it.
        Statement::NoOverdraft | Statement::QuantityUpToFive | Statement::FourDoubleVisits => {
            Category::BusinessLimit
        }
        Statement::DiskThreshold | Statement::QuantityAboveZero => Category::Range,
    }
}
