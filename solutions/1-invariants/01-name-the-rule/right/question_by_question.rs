//! Each question is a function, and they are asked one after another: the order is in the code, and the first yes wins.
//!
//! The price is that a new statement gets an answer without anybody having thought about it: the last one.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is: the first question that is answered with yes.
pub fn category(statement: Statement) -> Category {
    if forbids_nothing(statement) {
        Category::NotAnInvariant
    } else if depends_on_the_stage(statement) {
        Category::StateTransition
    } else if keeps_two_apart(statement) {
        Category::Uniqueness
    } else if can_be_worked_out(statement) {
        Category::Consistency
    } else if needs_another_thing(statement) {
        Category::RequiredRelationship
    } else if was_chosen(statement) {
        Category::BusinessLimit
    } else {
        Category::Range
    }
}

fn forbids_nothing(statement: Statement) -> bool {
    matches!(
        statement,
        Statement::FiguresEachMinute
            | Statement::YearlyFee
            | Statement::FreezeLifted
            | Statement::OneBlockInCalendar
            | Statement::TwentyMinutes
    )
}

fn depends_on_the_stage(statement: Statement) -> bool {
    matches!(statement, Statement::RetiredForGood | Statement::FrozenAccount)
}

fn keeps_two_apart(statement: Statement) -> bool {
    matches!(statement, Statement::OneRuleForTarget | Statement::OneLineForProduct)
}

fn can_be_worked_out(statement: Statement) -> bool {
    matches!(statement, Statement::BalanceOfEntries | Statement::TaxOnOrder)
}

fn needs_another_thing(statement: Statement) -> bool {
    matches!(statement, Statement::EngineerToCall | Statement::PatientOfAppointment)
}

fn was_chosen(statement: Statement) -> bool {
    matches!(
        statement,
        Statement::NoOverdraft | Statement::QuantityUpToFive | Statement::FourDoubleVisits
    )
}
