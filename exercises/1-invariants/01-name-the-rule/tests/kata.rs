//! The promises of kata 01: each statement has one kind. This file holds the reasons why an answer is wrong, so it gives the
//! answers away: name first, read then.

use name_the_rule::{Category, Statement, category};

/// Asks what kind `statement` is of. What is right isn't printed: the reason should lead there.
#[track_caller]
fn named(statement: Statement, right: Category, because: [(Category, &str); 6]) {
    let found = category(statement);
    let why = because.iter().find(|(wrong, _)| *wrong == found).map_or("", |(_, why)| why);
    assert!(found == right, "\"{}\"\n{found:?}? {why}", statement.text());
}

// ---- the monitoring policy ----

#[test]
fn name_disk_threshold() {
    let because = [
        (
            Category::NotAnInvariant,
            "Somebody writes 140 percent into a rule. Look at the rule afterwards: is that all right, because of who they are?",
        ),
        (Category::StateTransition, "In which stage would a rule be fine with 140 percent?"),
        (
            Category::Uniqueness,
            "Two rules may well have the same threshold. One rule with 140 percent is wrong by itself.",
        ),
        (
            Category::Consistency,
            "If the threshold got lost, nothing that is left of the rule would tell you what it was.",
        ),
        (
            Category::RequiredRelationship,
            "A rule with 140 percent has all that it needs. Nothing was taken away from it.",
        ),
        (Category::BusinessLimit, "Who has chosen the 100? Could they make it 110 next year?"),
    ];
    named(Statement::DiskThreshold, Category::Range, because);
}

#[test]
fn name_engineer_to_call() {
    let because = [
        (
            Category::NotAnInvariant,
            "The last engineer is taken off the list. Now there is a rule that calls nobody, and it's there in the data for everybody to see.",
        ),
        (
            Category::StateTransition,
            "The sentence names no stage. It says *a rule*, so it means a new one and an old one alike.",
        ),
        (
            Category::Uniqueness,
            "Two rules may call the same engineer, and nobody minds. One rule that calls nobody is wrong by itself.",
        ),
        (
            Category::Consistency,
            "If the list got lost, could you work out whom the rule called? From what?",
        ),
        (
            Category::BusinessLimit,
            "There is a one in it. But nobody sat down and chose it: say the sentence again without a number, and see whether anything is lost.",
        ),
        (
            Category::Range,
            "Which value would be out of bounds? No engineer is. Think of the day when one of them leaves the company: what is wrong then, and in which place?",
        ),
    ];
    named(Statement::EngineerToCall, Category::RequiredRelationship, because);
}

#[test]
fn name_retired_for_good() {
    let because = [
        (
            Category::NotAnInvariant,
            "Before the call the rule is retired, after it the rule is active. Put the two side by side, and the mistake can be seen, whoever made it.",
        ),
        (
            Category::Uniqueness,
            "One rule is enough to break this. There is no second one that it could be mixed up with.",
        ),
        (
            Category::Consistency,
            "Is *active* something that you can work out from the rest of the rule? Compare the rule with itself, as it was before the call.",
        ),
        (
            Category::RequiredRelationship,
            "Nothing has to be there besides the rule. What counts is what the rule itself has been.",
        ),
        (Category::BusinessLimit, "*Never* isn't a number that somebody makes a two of next year."),
        (Category::Range, "*Active* isn't nonsense, most rules are. When is it wrong?"),
    ];
    named(Statement::RetiredForGood, Category::StateTransition, because);
}

#[test]
fn name_one_rule_for_target() {
    let because = [
        (
            Category::NotAnInvariant,
            "Two rules watch the same target. Whoever made the call that brought this about, the policy has one rule too many.",
        ),
        (
            Category::StateTransition,
            "Take each of the two rules by itself: there is nothing wrong with where it stands. It takes the other one to make it wrong.",
        ),
        (
            Category::Consistency,
            "Neither of the two rules follows from the other. Each is complete and right by itself.",
        ),
        (
            Category::RequiredRelationship,
            "A target that no rule watches is fine. So nothing has to be there, and something is there once too often.",
        ),
        (
            Category::BusinessLimit,
            "You can read it as a limit with the number one. But a number is asked about last. Is there a way to say the sentence without one?",
        ),
        (
            Category::Range,
            "Which value is out of bounds? Each of the two rules is fine, as long as you look at it alone.",
        ),
    ];
    named(Statement::OneRuleForTarget, Category::Uniqueness, because);
}

#[test]
fn name_figures_each_minute() {
    let because = [
        (
            Category::StateTransition,
            "A service that is down sends nothing. Which call would you have to refuse, and to whom?",
        ),
        (
            Category::Uniqueness,
            "Two services may send the same figures. And when one of them sends none, which call would you have to refuse?",
        ),
        (
            Category::Consistency,
            "What has arrived is right. What hasn't can't be worked out, and nothing that is there contradicts it.",
        ),
        (
            Category::RequiredRelationship,
            "*No service without figures*: you would like to say that. Now one falls silent. Which call has broken the sentence?",
        ),
        (
            Category::BusinessLimit,
            "Somebody has chosen the minute, that's true. But when it passes and nothing has come, to whom do you say no?",
        ),
        (
            Category::Range,
            "A figure that doesn't come isn't out of bounds. It isn't there, and no call of yours has lost it.",
        ),
    ];
    named(Statement::FiguresEachMinute, Category::NotAnInvariant, because);
}

// ---- the bank account ----

#[test]
fn name_frozen_account() {
    let because = [
        (
            Category::NotAnInvariant,
            "A frozen account holds 100.00 before the call, and 50.00 after it. That must not be, whoever made the call.",
        ),
        (
            Category::Uniqueness,
            "One account and one withdrawal are enough to break this. Nothing has to differ from anything.",
        ),
        (
            Category::Consistency,
            "The withdrawal is among the entries, and the balance is 50.00 less. Everything adds up, and it must not be.",
        ),
        (
            Category::RequiredRelationship,
            "A frozen account has all that it needs. Nothing is missing from it, and yet it refuses a call.",
        ),
        (
            Category::BusinessLimit,
            "Nobody will let 5.00 pass next year. Take the same withdrawal from the same account: when would it be fine?",
        ),
        (
            Category::Range,
            "Neither the withdrawal nor the balance is nonsense. A day before, the same 50.00 were paid out. What has changed since?",
        ),
    ];
    named(Statement::FrozenAccount, Category::StateTransition, because);
}

#[test]
fn name_balance_of_entries() {
    let because = [
        (
            Category::NotAnInvariant,
            "In 100.00, out 30.00, balance 90.00. You see that this is wrong, and you needn't know who made the call.",
        ),
        (
            Category::StateTransition,
            "Is there a stage of the account in which 100.00 less 30.00 are 90.00?",
        ),
        (
            Category::Uniqueness,
            "Two accounts may have the same balance. One account is enough to get this wrong.",
        ),
        (
            Category::RequiredRelationship,
            "The entries are there, the balance is there, and it's still wrong. What is it that the balance says?",
        ),
        (Category::BusinessLimit, "There is no bound in it that somebody could raise."),
        (
            Category::Range,
            "90.00 is a perfectly good balance, for some other account. What makes it wrong for this one?",
        ),
    ];
    named(Statement::BalanceOfEntries, Category::Consistency, because);
}

#[test]
fn name_no_overdraft() {
    let because = [
        (
            Category::NotAnInvariant,
            "20.00 in the account, 50.00 paid out, −30.00 left. The program should have said no, whoever asked.",
        ),
        (
            Category::StateTransition,
            "The sentence names no stage. With 60.00 in it, the same account in the same stage would have paid the same 50.00.",
        ),
        (
            Category::Uniqueness,
            "One account and one withdrawal are enough to break this. Nothing has to differ from anything.",
        ),
        (
            Category::Consistency,
            "In 20.00, out 50.00, balance −30.00. All parts agree with each other. Why must it still not be?",
        ),
        (
            Category::RequiredRelationship,
            "*No withdrawal without money* sounds good. But the account and its holder are all there. What there isn't enough of is no thing with a life of its own.",
        ),
        (
            Category::Range,
            "Is −30.00 nonsense? Other banks have it in their books every day. Why not this one?",
        ),
    ];
    named(Statement::NoOverdraft, Category::BusinessLimit, because);
}

#[test]
fn name_yearly_fee() {
    let because = [
        (
            Category::StateTransition,
            "In which stage would the call be refused? The sentence says that the fee is charged, *even if*.",
        ),
        (
            Category::Uniqueness,
            "Two holders may get the same letter, on the same day. Which two things does the sentence keep apart?",
        ),
        (
            Category::Consistency,
            "The account is below 0.00, and its sum is right. The sentence isn't about what adds up. It says what is done next.",
        ),
        (
            Category::RequiredRelationship,
            "*No account below 0.00 without a letter*: but the letter comes afterwards. Until it is sent, does the bank take the fee back?",
        ),
        (
            Category::BusinessLimit,
            "There is a bound in it. And what does the sentence say of a call that passes the bound: is it refused?",
        ),
        (
            Category::Range,
            "It names a bound, and then says what to do beyond it. So which value may never be there?",
        ),
    ];
    named(Statement::YearlyFee, Category::NotAnInvariant, because);
}

#[test]
fn name_freeze_lifted() {
    let because = [
        (
            Category::StateTransition,
            "From frozen to open is a step that an account may take. Here are two open accounts: one freeze was lifted by the manager, the other one by a clerk. Which account is which?",
        ),
        (
            Category::Uniqueness,
            "There is one branch manager. But suppose that a clerk lifts the freeze: which two things in the data are now the same?",
        ),
        (
            Category::Consistency,
            "Suppose that a clerk lifts the freeze. Which part of the account no longer agrees with the others?",
        ),
        (
            Category::RequiredRelationship,
            "The manager has to be there during the call. A year later she works elsewhere. Is something wrong with the account then?",
        ),
        (
            Category::BusinessLimit,
            "Nothing is counted here. Suppose that a clerk lifts the freeze, and look at the account: what is wrong with it?",
        ),
        (
            Category::Range,
            "Suppose that a clerk lifts the freeze. Which value in the account is out of bounds?",
        ),
    ];
    named(Statement::FreezeLifted, Category::NotAnInvariant, because);
}

// ---- the order ----

#[test]
fn name_quantity_above_zero() {
    let because = [
        (
            Category::NotAnInvariant,
            "A line for −3 pens. Look at the order afterwards: is that all right, because of who wrote it?",
        ),
        (Category::StateTransition, "In which stage would an order be fine with −3 pens?"),
        (
            Category::Uniqueness,
            "Two lines may have the same quantity. One line for −3 pens is wrong by itself.",
        ),
        (
            Category::Consistency,
            "If the quantity got lost, nothing that is left of the order would tell you for certain what it was.",
        ),
        (
            Category::RequiredRelationship,
            "A line for −3 pens has a product, a price and an order. All that it needs is there, and it's still wrong.",
        ),
        (Category::BusinessLimit, "Who has chosen the zero? Might they sell −1 pens next year?"),
    ];
    named(Statement::QuantityAboveZero, Category::Range, because);
}

#[test]
fn name_quantity_up_to_five() {
    let because = [
        (
            Category::NotAnInvariant,
            "A line for seven pens. The program should have said no, whoever asked, and the order shows that it didn't.",
        ),
        (
            Category::StateTransition,
            "The sentence names no stage. Seven are two too many from the moment when the line is written.",
        ),
        (
            Category::Uniqueness,
            "Two lines may be for five each. One line for seven is too much by itself.",
        ),
        (
            Category::Consistency,
            "If the quantity got lost, nothing that is left of the order would tell you for certain what it was.",
        ),
        (
            Category::RequiredRelationship,
            "A line for seven pens has a product, a price and an order. Nothing was taken away. Why are there two too many?",
        ),
        (
            Category::Range,
            "Are seven pens nonsense? Most shops are glad to sell them. Why isn't this one?",
        ),
    ];
    named(Statement::QuantityUpToFive, Category::BusinessLimit, because);
}

#[test]
fn name_one_line_for_product() {
    let because = [
        (
            Category::NotAnInvariant,
            "Two lines, both of them for pens. Look at the order: there is a line too many, whoever wrote it.",
        ),
        (
            Category::StateTransition,
            "It's a line too many in an order that was just begun, and in one that is paid. So which stage would decide?",
        ),
        (
            Category::Consistency,
            "A line for 3 pens, a line for 2, and a total for 5: everything agrees, and there is still a line too many.",
        ),
        (
            Category::RequiredRelationship,
            "Nothing is missing from the order. Take one of the two lines away, and all is well.",
        ),
        (
            Category::BusinessLimit,
            "Twenty lines are fine, if they are the right ones. It isn't the number of lines that somebody has chosen. What is it about these two?",
        ),
        (
            Category::Range,
            "Which value is out of bounds? Each of the two lines is fine, as long as you look at it alone.",
        ),
    ];
    named(Statement::OneLineForProduct, Category::Uniqueness, because);
}

#[test]
fn name_tax_on_order() {
    let because = [
        (
            Category::NotAnInvariant,
            "Lines for 100.00, and a tax of 12.00. You see that this is wrong, and you needn't know who made the call.",
        ),
        (
            Category::StateTransition,
            "The sentence names no stage. In which one would 12.00 be right, on lines for 100.00?",
        ),
        (
            Category::Uniqueness,
            "Two orders may have the same tax. One order is enough to get this wrong.",
        ),
        (
            Category::RequiredRelationship,
            "The lines are there, the tax is there, and it's still wrong. What is it that the tax says?",
        ),
        (
            Category::BusinessLimit,
            "Somebody has chosen the 21, that's true. But it is no bound: on lines for 100.00, a tax of 20.00 is as wrong as one of 22.00. Ask the other questions first: what happens to the tax when a line is added?",
        ),
        (
            Category::Range,
            "12.00 is a perfectly good tax, on some other order. What makes it wrong on this one?",
        ),
    ];
    named(Statement::TaxOnOrder, Category::Consistency, because);
}

// ---- the doctor's day ----

#[test]
fn name_patient_of_appointment() {
    let because = [
        (
            Category::NotAnInvariant,
            "Nine o'clock is for patient 812, and there is no patient 812. That is wrong, whoever made the call.",
        ),
        (
            Category::StateTransition,
            "The sentence says *every appointment*, whatever has become of it. So which stage would decide?",
        ),
        (
            Category::Uniqueness,
            "One patient may have several appointments, and that is fine. One that nobody will come to is wrong by itself.",
        ),
        (
            Category::Consistency,
            "If the patient got lost, could you work out from the day and the slot who it was?",
        ),
        (
            Category::BusinessLimit,
            "Nothing is counted here, and there is no bound to raise. Think of the day when patient 812 is struck off the practice's list.",
        ),
        (
            Category::Range,
            "812 is as good a number as any, until that patient is struck off the practice's list. What is wrong then, and which call did it?",
        ),
    ];
    named(Statement::PatientOfAppointment, Category::RequiredRelationship, because);
}

#[test]
fn name_four_double_visits() {
    let because = [
        (
            Category::NotAnInvariant,
            "There are five double visits on that day, and anybody can count them. The receptionist should have heard a no, whoever she is.",
        ),
        (
            Category::StateTransition,
            "The sentence names no stage. A fifth one is too many on a day next month, and too many today.",
        ),
        (
            Category::Uniqueness,
            "Five double visits, five patients, and not a slot in common. Nothing is there twice, and there is still one too many.",
        ),
        (
            Category::Consistency,
            "Five double visits and all their slots are on the day's list, everything agrees, and there is still one too many.",
        ),
        (
            Category::RequiredRelationship,
            "Nothing is missing from a day with five of them. And a day with none at all is fine.",
        ),
        (
            Category::Range,
            "Are five nonsense? The practice next door takes six. Who has said four here?",
        ),
    ];
    named(Statement::FourDoubleVisits, Category::BusinessLimit, because);
}

#[test]
fn name_one_block_in_calendar() {
    let because = [
        (
            Category::StateTransition,
            "Draw the visit as two blocks. Has it gone through anything by that? Look for the mistake in the data.",
        ),
        (
            Category::Uniqueness,
            "It says *one* block. Draw the visit as two: which two things in the data are now the same?",
        ),
        (
            Category::Consistency,
            "That both slots belong to one visit can be seen in the data, and it's true however you draw it. What is this sentence about?",
        ),
        (
            Category::RequiredRelationship,
            "*No double visit without a block*: now switch the screen off. Is something wrong with the visit?",
        ),
        (
            Category::BusinessLimit,
            "It says *one* block. Draw two, and nobody gets a visit more or a visit less. Which call would be refused?",
        ),
        (
            Category::Range,
            "Draw the visit as two blocks. Which value in the data is out of bounds?",
        ),
    ];
    named(Statement::OneBlockInCalendar, Category::NotAnInvariant, because);
}

#[test]
fn name_twenty_minutes() {
    let because = [
        (
            Category::StateTransition,
            "He has been waiting for twenty-one minutes, and the doctor is free. May he no longer be called in?",
        ),
        (
            Category::Uniqueness,
            "Two patients may wait for the same time. At the twenty-first minute, which call would you have to refuse?",
        ),
        (
            Category::Consistency,
            "From when he came and when he was called in, you work out thirty minutes. That is how it was, and everything agrees.",
        ),
        (
            Category::RequiredRelationship,
            "Patient, doctor and appointment are all there. Time passes, and no call has taken anything away.",
        ),
        (
            Category::BusinessLimit,
            "Somebody has chosen the twenty, that's true. But the twenty-first minute comes by itself: to whom do you say no?",
        ),
        (
            Category::Range,
            "Thirty minutes are long, but not nonsense. He did wait for thirty, so what else would you write down?",
        ),
    ];
    named(Statement::TwentyMinutes, Category::NotAnInvariant, because);
}
