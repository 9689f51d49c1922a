//! Every output in the book is what its program prints. `UPDATE=1 cargo test -p listings` writes them anew.

use std::path::Path;
use std::process::Command;

/// Runs `program` and compares what it prints, standard error last, with `output/NAME.txt`.
#[track_caller]
fn prints(name: &str, program: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("output/{name}.txt"));
    #[expect(
        clippy::disallowed_methods,
        reason = "the runner's door is for the runner"
    )]
    let output = Command::new(program)
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("cargo has built the program");
    let streams = [output.stdout, output.stderr].concat();
    let text = without_thread_id(
        String::from_utf8(streams).expect("the programs print text"),
    );
    if std::env::var_os("UPDATE").is_some() {
        #[expect(
            clippy::disallowed_methods,
            reason = "only on request, and git keeps what was there"
        )]
        std::fs::write(&file, &text)
            .expect("the folder of the outputs can be written to");
    }
    let shown = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(shown, text, "{} is what {name} prints", file.display());
}

/// `thread 'main' (2493) panicked` → `thread 'main' panicked`: the number is another one every time.
fn without_thread_id(text: String) -> String {
    let Some((before, rest)) = text.split_once("' (") else {
        return text;
    };
    match rest.split_once(") panicked") {
        Some((_, after)) => format!("{before}' panicked{after}"),
        None => text,
    }
}

macro_rules! prints {
    ($($test:ident: $name:literal),* $(,)?) => {$(
        #[test]
        fn $test() {
            prints($name, env!(concat!("CARGO_BIN_EXE_", $name)));
        }
    )*};
}

prints! {
    money_gone: "money-gone",
    rules_named: "rules-named",
    three_readings: "three-readings",
    side_door: "side-door",
    one_door: "one-door",
    reschedule: "reschedule",
    move_booking: "move-booking",
    leaky_day: "leaky-day",
    audit: "audit",
    flags: "flags",
    appointment: "appointment",
    refused_and_counted: "refused-and-counted",
    before_and_after: "before-and-after",
    three_commands: "three-commands",
    question_mark_midway: "question-mark-midway",
    locate_build_apply: "locate-build-apply",
    put_back: "put-back",
    taken: "taken",
    four_ways: "four-ways",
    retry_everything: "retry-everything",
    one_error: "one-error",
    from_everywhere: "from-everywhere",
    lost_update: "lost-update",
    check_then_write: "check-then-write",
    read_then_write: "read-then-write",
    retry_the_save: "retry-the-save",
    herd: "herd",
    lost_reply: "lost-reply",
    doctors_month: "doctors-month",
    offline_card: "offline-card",
    shipped_anyway: "shipped-anyway",
    old_rows: "old-rows",
}
