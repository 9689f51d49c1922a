//! The promises of kata 04. Every message says which rule broke, what was done and what was found.
//!
//! In each comparison what was found stands first and what was expected second. Money is in cents: 1_250 is 12.50.
//!
//! Half of the kata isn't here. A test that runs can't call what must not be there, so the programs in `must-not-compile`
//! try it, and only `cargo xtask check 4` builds them.

use open_account::Role::{Owner, Signatory};
use open_account::{
    Account, AccountData, AccountError, AccountId, Cents, EmptyAccountId, Holder, HolderName,
    OpenError, Role,
};
use rstest::rstest;
use serde_json::{Value, json};

/// Not in the order of the alphabet, which would hide a list that was sorted. The first is no owner.
const FOUR: [(&str, Role); 4] =
    [("Emil", Signatory), ("Rosa", Owner), ("Nora", Owner), ("Anna", Signatory)];

const ROSA: [(&str, Role); 1] = [("Rosa", Owner)];

fn cents(cents: i64) -> Cents {
    Cents::new(cents)
}

fn name(name: &str) -> HolderName {
    HolderName::new(name)
}

fn holders(of: &[(&str, Role)]) -> Vec<Holder> {
    of.iter().map(|&(who, role)| Holder::new(name(who), role)).collect()
}

#[track_caller]
fn id(text: &str) -> AccountId {
    AccountId::try_from(text.to_owned())
        .unwrap_or_else(|_| panic!("INV-4: {text:?} is not empty, so it is an account id"))
}

#[track_caller]
fn data(balance: i64, credit_limit: i64, of: &[(&str, Role)]) -> AccountData {
    AccountData {
        id: id("NL-17"),
        balance: cents(balance),
        credit_limit: cents(credit_limit),
        holders: holders(of),
    }
}

/// `data`, as it stands in a file.
fn stored(id: &str, balance: i64, credit_limit: i64, of: &[(&str, Role)]) -> Value {
    let holder = |&(who, role): &(&str, Role)| json!({ "name": who, "role": role_word(role) });
    let holders: Vec<Value> = of.iter().map(holder).collect();
    json!({ "id": id, "balance": balance, "credit_limit": credit_limit, "holders": holders })
}

fn role_word(role: Role) -> &'static str {
    match role {
        Owner => "owner",
        Signatory => "signatory",
    }
}

/// Everything that a caller can see of an account, one line a fact.
fn view(account: &Account) -> Vec<String> {
    let mut lines = vec![
        format!("id {:?}", account.id().as_str()),
        format!("balance {}", account.balance()),
        format!("credit limit {}", account.credit_limit()),
        format!("number of holders: {}", account.holders().len()),
    ];
    let line = |(n, holder): (usize, &Holder)| {
        format!("holder {n}: {}, {}", holder.name(), role_word(holder.role()))
    };
    lines.extend((1..).zip(account.holders()).map(line));
    lines
}

/// The same lines, from what should be seen.
fn lines(id: &str, balance: i64, credit_limit: i64, of: &[(&str, Role)]) -> Vec<String> {
    let mut lines = vec![
        format!("id {id:?}"),
        format!("balance {}", cents(balance)),
        format!("credit limit {}", cents(credit_limit)),
        format!("number of holders: {}", of.len()),
    ];
    let line = |(n, &(who, role)): (usize, &(&str, Role))| {
        format!("holder {n}: {who}, {}", role_word(role))
    };
    lines.extend((1..).zip(of).map(line));
    lines
}

/// The account looks as it should, in all that a caller can see.
#[track_caller]
fn looks_like(account: &Account, expected: &[String], after: &str) {
    let found = view(account);
    let lost = expected.iter().filter(|line| !found.contains(line));
    let new = found.iter().filter(|line| !expected.contains(line));
    let differences: String = lost
        .map(|line| format!("\n- {line}"))
        .chain(new.map(|line| format!("\n+ {line}")))
        .collect();
    assert!(
        differences.is_empty(),
        "after {after} the account looks otherwise (`-` is what should be, `+` what is):{differences}"
    );
}

// ---- AccountId ----

#[test]
fn account_id_is_taken_as_it_is() {
    for text in ["NL-17", "0", " BE-42 ", "no. \"8\"\n", "Kärnten", "\0"] {
        assert_eq!(
            id(text).as_str(),
            text,
            "INV-4: {text:?} is not empty, so it is an account id, to the letter"
        );
        assert_eq!(
            id(text).to_string(),
            text,
            "the account id {text:?} is printed as it was given"
        );
    }
}

#[rstest]
#[case::nothing("")]
#[case::a_blank(" ")]
#[case::line_ends("\r\n\t")]
#[case::a_wide_blank("\u{2003}")]
fn account_id_is_never_empty(#[case] text: &str) {
    assert_eq!(
        AccountId::try_from(text.to_owned()),
        Err(EmptyAccountId),
        "INV-4: {text:?} is empty or white space, so it is no account id"
    );
}

// ---- open ----

#[rstest]
#[case("NL-17", "Rosa")]
#[case("BE-42", "Emil")]
fn open_gives_an_account_to_its_owner(#[case] number: &str, #[case] who: &str) {
    let first = Holder::new(name(who), Owner);
    let account = Account::open(id(number), first).unwrap_or_else(|error| {
        panic!("{who} is to be an owner, so the account {number} is opened, not {error:?}")
    });
    looks_like(&account, &lines(number, 0, 0, &[(who, Owner)]), "open");
}

#[rstest]
#[case("NL-17", "Emil")]
#[case("BE-42", "Rosa")]
fn open_refuses_a_signatory_and_says_who(#[case] number: &str, #[case] who: &str) {
    assert_eq!(
        Account::open(id(number), Holder::new(name(who), Signatory)),
        Err(OpenError::FirstHolderMustBeOwner { holder: name(who) }),
        "INV-1: {who} is to be a signatory, so nobody would own the account {number}"
    );
}

// ---- from AccountData ----

#[rstest]
#[case::one_owner(1_250, 0, &ROSA)]
#[case::the_owners_not_first(7_007, 30_000, &FOUR)]
#[case::the_only_owner_last(1, 0, &[("Emil", Signatory), ("Anna", Signatory), ("Rosa", Owner)])]
#[case::two_owners(0, 500, &[("Rosa", Owner), ("Emil", Owner)])]
#[case::names_that_are_almost_the_same(
    0, 0, &[("Rosa", Owner), ("rosa", Owner), ("Rosa ", Signatory), ("Ros", Signatory), ("", Signatory)]
)]
fn data_that_keeps_the_rules_is_taken_as_it_is(
    #[case] balance: i64,
    #[case] limit: i64,
    #[case] of: &[(&str, Role)],
) {
    let account = Account::try_from(data(balance, limit, of)).unwrap_or_else(|error| {
        panic!(
            "{} at a limit of {}, held by {of:?}, breaks no rule, but: {error:?}",
            cents(balance),
            cents(limit)
        )
    });
    looks_like(&account, &lines("NL-17", balance, limit, of), "try_from");
}

#[rstest]
#[case::nobody(&[])]
#[case::one_signatory(&[("Emil", Signatory)])]
#[case::two_signatories(&[("Emil", Signatory), ("Anna", Signatory)])]
fn data_without_an_owner_is_refused(#[case] of: &[(&str, Role)]) {
    assert_eq!(
        Account::try_from(data(1_250, 0, of)),
        Err(AccountError::NoOwner),
        "INV-1: of the holders {of:?} none is an owner"
    );
}

#[rstest]
#[case::nothing_and_no_credit(0, 0)]
#[case::one_cent(-1, 1)]
#[case::one_cent_less_than_the_limit(-1_249, 1_250)]
#[case::exactly_the_limit(-1_250, 1_250)]
#[case::no_debt(90_000, 1_250)]
#[case::the_most_of_both(i64::MAX, i64::MAX)]
#[case::the_highest_balance(i64::MAX, 1)]
#[case::the_deepest_debt(-i64::MAX, i64::MAX)]
fn data_may_owe_as_much_as_the_credit_limit(#[case] balance: i64, #[case] limit: i64) {
    let account = Account::try_from(data(balance, limit, &FOUR)).unwrap_or_else(|error| {
        panic!(
            "INV-2: a balance of {} is not below minus a limit of {}, but: {error:?}",
            cents(balance),
            cents(limit)
        )
    });
    looks_like(&account, &lines("NL-17", balance, limit, &FOUR), "try_from");
}

#[test]
fn data_that_owes_more_is_refused_with_both_figures() {
    for (balance, limit) in [
        (-1, 0),
        (-2, 1),
        (-1_251, 1_250),
        (-90_000, 1_250),
        (i64::MIN, 0),
        (i64::MIN, 1),
        (i64::MIN, i64::MAX),
    ] {
        assert_eq!(
            Account::try_from(data(balance, limit, &FOUR)),
            Err(AccountError::Overdrawn { balance: cents(balance), credit_limit: cents(limit) }),
            "INV-2: a balance of {} is below minus a limit of {}",
            cents(balance),
            cents(limit)
        );
    }
}

#[test]
fn data_with_a_negative_credit_limit_is_refused() {
    for (balance, limit) in
        [(0, -1), (90_000, -1), (-90_000, -1_250), (i64::MAX, i64::MIN), (i64::MIN, i64::MIN)]
    {
        assert_eq!(
            Account::try_from(data(balance, limit, &FOUR)),
            Err(AccountError::NegativeCreditLimit { credit_limit: cents(limit) }),
            "INV-2: a limit of {} is negative, and that comes before the balance of {}",
            cents(limit),
            cents(balance)
        );
    }
}

#[rstest]
#[case::side_by_side("Rosa", &[("Rosa", Owner), ("Rosa", Owner), ("Emil", Signatory)])]
#[case::apart("Rosa", &[("Rosa", Owner), ("Emil", Signatory), ("Rosa", Owner)])]
#[case::not_the_first("Anna", &[("Rosa", Owner), ("Anna", Signatory), ("Emil", Signatory), ("Anna", Signatory)])]
#[case::in_another_role("Nora", &[("Emil", Signatory), ("Nora", Owner), ("Nora", Signatory)])]
#[case::three_times("Nora", &[("Nora", Owner), ("Nora", Owner), ("Nora", Owner)])]
#[case::one_pair_inside_another(
    "Emil", &[("Rosa", Owner), ("Emil", Signatory), ("Emil", Signatory), ("Rosa", Owner)]
)]
#[case::an_owner_who_was_a_signatory("Emil", &[("Rosa", Owner), ("Emil", Signatory), ("Emil", Owner)])]
#[case::without_a_name("", &[("Rosa", Owner), ("", Signatory), ("", Signatory)])]
#[case::an_owner_before_a_signatory("Rosa", &[("Rosa", Owner), ("Emil", Signatory), ("Rosa", Owner), ("Emil", Signatory)])]
#[case::far_apart("Rosa", &[("Rosa", Owner), ("Emil", Owner), ("Anna", Owner), ("Ida", Owner), ("Tom", Owner), ("Rosa", Owner)])]
#[case::two_pairs("Emil", &[("Rosa", Owner), ("Emil", Owner), ("Anna", Owner), ("Emil", Owner), ("Anna", Owner)])]
fn data_with_a_holder_twice_is_refused(#[case] twice: &str, #[case] of: &[(&str, Role)]) {
    assert_eq!(
        Account::try_from(data(1_250, 0, of)),
        Err(AccountError::HolderTwice { holder: name(twice) }),
        "INV-3: in {of:?} it is {twice} who is the first to stand there a second time"
    );
}

#[rstest]
#[case::no_owner_and_a_negative_limit(0, -1, &[("Emil", Signatory)], AccountError::NoOwner)]
#[case::no_owner_and_overdrawn(-1, 0, &[], AccountError::NoOwner)]
#[case::no_owner_and_twice(0, 0, &[("Emil", Signatory), ("Emil", Signatory)], AccountError::NoOwner)]
#[case::a_negative_limit_and_twice(
    0, -1, &[("Rosa", Owner), ("Rosa", Owner)],
    AccountError::NegativeCreditLimit { credit_limit: cents(-1) }
)]
#[case::overdrawn_and_twice(
    -3, 2, &[("Rosa", Owner), ("Rosa", Signatory)],
    AccountError::Overdrawn { balance: cents(-3), credit_limit: cents(2) }
)]
fn data_that_breaks_two_rules_is_refused_for_the_first(
    #[case] balance: i64,
    #[case] limit: i64,
    #[case] of: &[(&str, Role)],
    #[case] why: AccountError,
) {
    assert_eq!(
        Account::try_from(data(balance, limit, of)),
        Err(why),
        "{} at a limit of {}, held by {of:?}: the documentation says which refusal comes first",
        cents(balance),
        cents(limit)
    );
}

// ---- JSON ----

/// The account that this JSON holds, whichever way it is read.
#[track_caller]
fn read(json: &Value, rule: &str) -> Account {
    let text = json.to_string();
    let from_str = serde_json::from_str(&text);
    let from_reader = serde_json::from_reader(text.as_bytes());
    let from_value = serde_json::from_value(json.clone());
    let mut accounts: Vec<Account> = Vec::new();
    for (way, read) in
        [("from_str", from_str), ("from_reader", from_reader), ("from_value", from_value)]
    {
        match read {
            Ok(account) => accounts.push(account),
            Err(error) => panic!("{rule}, so {way} reads {text}, but: {error}"),
        }
    }
    assert!(
        accounts.iter().all(|account| view(account) == view(&accounts[0])),
        "from_str, from_reader and from_value read one account, but: {accounts:?}"
    );
    accounts.remove(0)
}

/// Nothing reads this JSON as an account, and the error says why in the words of `why`.
#[track_caller]
fn not_read(json: &Value, why: &str, rule: &str) {
    let text = json.to_string();
    let from_str = serde_json::from_str(&text);
    let from_reader = serde_json::from_reader(text.as_bytes());
    let from_value = serde_json::from_value(json.clone());
    for (way, read) in
        [("from_str", from_str), ("from_reader", from_reader), ("from_value", from_value)]
    {
        let read: Result<Account, _> = read;
        match read {
            Ok(account) => panic!(
                "{rule}: {way} must not read {text}, and it read this:\n{}",
                view(&account).join("\n")
            ),
            Err(error) => {
                let said = error.to_string();
                assert!(
                    said.contains(why),
                    "{rule}: {way} refuses {text}, and the error says {why:?}, but it says {said:?}"
                );
            }
        }
    }
}

#[test]
fn json_of_an_account_is_read_as_it_is() {
    for (number, balance, limit, of) in [
        ("NL-17", 1_250, 0, &ROSA[..]),
        ("BE-42", -30_000, 30_000, &FOUR),
        (" no. \"8\"\n", 7_007, 30_000, &[("Emil \"the\" Elk", Signatory), ("Nora", Owner)]),
    ] {
        let json = stored(number, balance, limit, of);
        let account = read(&json, "what is stored breaks no rule");
        looks_like(&account, &lines(number, balance, limit, of), &format!("reading {json}"));
        let alone: Result<AccountId, _> = serde_json::from_value(json["id"].clone());
        assert_eq!(
            alone.ok().as_ref(),
            Some(account.id()),
            "the id of {json} is not empty, and it can be read alone as well"
        );
    }
}

#[rstest]
#[case::nobody(&[])]
#[case::one_signatory(&[("Emil", Signatory)])]
#[case::two_signatories(&[("Emil", Signatory), ("Anna", Signatory)])]
fn json_without_an_owner_is_refused(#[case] of: &[(&str, Role)]) {
    let why = AccountError::NoOwner.to_string();
    not_read(&stored("NL-17", 1_250, 0, of), &why, "INV-1");
    // serde also takes a list for a struct, field by field.
    let fields = stored("NL-17", 1_250, 0, of);
    let list = json!([fields["id"], fields["balance"], fields["credit_limit"], fields["holders"]]);
    let read: Result<Account, _> = serde_json::from_str(&list.to_string());
    assert!(read.is_err(), "INV-1: {list} has no owner either, but it was read: {read:?}");
}

#[rstest]
#[case::a_debt_and_no_limit(-1, 0)]
#[case::one_cent_too_many(-1_251, 1_250)]
fn json_that_owes_too_much_is_refused(#[case] balance: i64, #[case] limit: i64) {
    let why = AccountError::Overdrawn { balance: cents(balance), credit_limit: cents(limit) };
    not_read(&stored("NL-17", balance, limit, &FOUR), &why.to_string(), "INV-2");
}

#[test]
fn json_may_owe_as_much_as_the_credit_limit() {
    let json = stored("NL-17", -1_250, 1_250, &FOUR);
    let account = read(&json, "INV-2: -12.50 is not below minus a limit of 12.50");
    looks_like(&account, &lines("NL-17", -1_250, 1_250, &FOUR), &format!("reading {json}"));
}

#[test]
fn json_with_a_negative_credit_limit_is_refused() {
    let why = AccountError::NegativeCreditLimit { credit_limit: cents(-1) };
    not_read(&stored("NL-17", 90_000, -1, &FOUR), &why.to_string(), "INV-2");
}

#[rstest]
#[case::side_by_side(&[("Rosa", Owner), ("Rosa", Owner)])]
#[case::apart_and_in_another_role(&[("Rosa", Owner), ("Emil", Signatory), ("Rosa", Signatory)])]
fn json_with_a_holder_twice_is_refused(#[case] of: &[(&str, Role)]) {
    let why = AccountError::HolderTwice { holder: name("Rosa") };
    not_read(&stored("NL-17", 1_250, 0, of), &why.to_string(), "INV-3");
}

#[rstest]
#[case::nothing("")]
#[case::blanks("  ")]
fn json_with_an_empty_id_is_refused(#[case] text: &str) {
    let why = EmptyAccountId.to_string();
    not_read(&stored(text, 1_250, 0, &ROSA), &why, "INV-4");

    // The id has a door of its own.
    let json = json!(text).to_string();
    match serde_json::from_str::<AccountId>(&json) {
        Ok(id) => {
            panic!("INV-4: {json} must not be read as an account id, and it was read: {id:?}")
        }
        Err(error) => assert!(
            error.to_string().contains(&why),
            "INV-4: the error for {json} says {why:?}, but it says {:?}",
            error.to_string()
        ),
    }
}

#[test]
fn json_that_breaks_two_rules_is_refused_for_the_first() {
    let empty = EmptyAccountId.to_string();
    let no_owner = AccountError::NoOwner.to_string();
    not_read(
        &stored("", -1, -1, &[]),
        &empty,
        "INV-4 comes before all: an id is checked as it is read, the account when all of it is",
    );
    let of = [("Emil", Signatory), ("Emil", Signatory)];
    not_read(&stored("NL-17", -1, 0, &of), &no_owner, "INV-1 comes before INV-2 and INV-3");
}

#[test]
fn json_of_another_shape_is_refused() {
    let right = stored("NL-17", 1_250, 0, &ROSA);
    for missing in ["id", "balance", "credit_limit", "holders"] {
        let mut json = right.clone();
        if let Some(fields) = json.as_object_mut() {
            fields.remove(missing);
        }
        let why = format!("there is no account without the field {missing:?}");
        not_read(&json, "", &why);
    }
    let mut json = right.clone();
    json["holders"][0]["role"] = json!("admin");
    not_read(&json, "", "\"admin\" is no role");
    let mut json = right.clone();
    json["holders"][0] = json!({ "name": "Rosa" });
    not_read(&json, "", "a holder has a role");
    for (field, value) in [
        ("balance", json!("1250")),
        ("balance", json!(12.5)),
        ("credit_limit", json!("0")),
        ("id", json!(17)),
    ] {
        let mut json = right.clone();
        json[field] = value.clone();
        let why = format!("amounts are whole numbers, an id is a string, and {field} is {value}");
        not_read(&json, "", &why);
    }
}

#[test]
fn json_is_written_as_it_is_stored() {
    for (number, balance, limit, of) in [
        ("NL-17", 1_250, 0, &ROSA[..]),
        (" BE-42", -30_000, 30_000, &FOUR),
        ("no. \"8\"\n", 0, 5, &[("Emil", Owner)]),
    ] {
        let data = AccountData { id: id(number), ..data(balance, limit, of) };
        let account = Account::try_from(data).unwrap_or_else(|error| {
            panic!("{number:?}, held by {of:?}, breaks no rule, but: {error:?}")
        });
        let written = serde_json::to_value(&account)
            .unwrap_or_else(|error| panic!("an account can be written, but: {error}"));
        assert_eq!(
            written,
            stored(number, balance, limit, of),
            "an account is written as four fields, in the form in which it is read"
        );
    }
}

#[test]
fn json_that_was_written_is_read_as_the_same_account() {
    let opened = Account::open(id("BE-42"), Holder::new(name("Nora"), Owner))
        .unwrap_or_else(|error| panic!("Nora is to be an owner, but: {error:?}"));
    let restored = Account::try_from(data(-30_000, 30_000, &FOUR))
        .unwrap_or_else(|error| panic!("-300.00 at a limit of 300.00 breaks no rule: {error:?}"));
    for account in [opened, restored] {
        let written = serde_json::to_value(&account)
            .unwrap_or_else(|error| panic!("an account can be written, but: {error}"));
        let again = read(&written, "an account that was written can be read");
        looks_like(&again, &view(&account), &format!("writing and reading {written}"));
    }
}
