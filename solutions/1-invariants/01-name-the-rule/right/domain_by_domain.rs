//! One function for each domain, which knows its own statements and passes on the others.
//!
//! The price is that nothing but a test notices a statement that no domain feels responsible for.

mod category;
mod statement;

pub use category::Category;
pub use statement::Statement;

/// What kind of rule `statement` is: the first domain that knows it says so.
pub fn category(statement: Statement) -> Category {
    let known = policy(statement).or(account(statement)).or(order(statement)).or(day(statement));
    known.unwrap_or(Category::NotAnInvariant)
}

fn policy(statement: Statement) -> Option<Category> {
    match statement {
        Statement::DiskThreshold => Some(Category::Range),
        Statement::EngineerToCall => Some(Category::RequiredRelationship),
        Statement::RetiredForGood => Some(Category::StateTransition),
        Statement::OneRuleForTarget => Some(Category::Uniqueness),
        Statement::FiguresEachMinute => Some(Category::NotAnInvariant),
        _ => None,
    }
}

fn account(statement: Statement) -> Option<Category> {
    match statement {
        Statement::FrozenAccount => Some(Category::StateTransition),
        Statement::BalanceOfEntries => Some(Category::Consistency),
        Statement::NoOverdraft => Some(Category::BusinessLimit),
        Statement::YearlyFee => Some(Category::NotAnInvariant),
        Statement::FreezeLifted => Some(Category::NotAnInvariant),
        _ => None,
    }
}

fn order(statement: Statement) -> Option<Category> {
    match statement {
        Statement::QuantityAboveZero => Some(Category::Range),
        Statement::QuantityUpToFive => Some(Category::BusinessLimit),
        Statement::OneLineForProduct => Some(Category::Uniqueness),
        Statement::TaxOnOrder => Some(Category::Consistency),
        _ => None,
    }
}

fn day(statement: Statement) -> Option<Category> {
    match statement {
        Statement::PatientOfAppointment => Some(Category::RequiredRelationship),
        Statement::FourDoubleVisits => Some(Category::BusinessLimit),
        Statement::OneBlockInCalendar => Some(Category::NotAnInvariant),
        Statement::TwentyMinutes => Some(Category::NotAnInvariant),
        _ => None,
    }
}
