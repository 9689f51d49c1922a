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
        Statement::DiskThreshold => todo!("name the kind of: {}", statement.text()),
        Statement::EngineerToCall => todo!("name the kind of: {}", statement.text()),
        Statement::RetiredForGood => todo!("name the kind of: {}", statement.text()),
        Statement::OneRuleForTarget => todo!("name the kind of: {}", statement.text()),
        Statement::FiguresEachMinute => todo!("name the kind of: {}", statement.text()),
        Statement::FrozenAccount => todo!("name the kind of: {}", statement.text()),
        Statement::BalanceOfEntries => todo!("name the kind of: {}", statement.text()),
        Statement::NoOverdraft => todo!("name the kind of: {}", statement.text()),
        Statement::YearlyFee => todo!("name the kind of: {}", statement.text()),
        Statement::FreezeLifted => todo!("name the kind of: {}", statement.text()),
        Statement::QuantityAboveZero => todo!("name the kind of: {}", statement.text()),
        Statement::QuantityUpToFive => todo!("name the kind of: {}", statement.text()),
        Statement::OneLineForProduct => todo!("name the kind of: {}", statement.text()),
        Statement::TaxOnOrder => todo!("name the kind of: {}", statement.text()),
        Statement::PatientOfAppointment => todo!("name the kind of: {}", statement.text()),
        Statement::FourDoubleVisits => todo!("name the kind of: {}", statement.text()),
        Statement::OneBlockInCalendar => todo!("name the kind of: {}", statement.text()),
        Statement::TwentyMinutes => todo!("name the kind of: {}", statement.text()),
    }
}
