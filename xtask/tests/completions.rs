//! The shells' completions and the manual page are what clap makes of the command line, with the names of the katas.
//!
//! Every reader would wait for the crates that make them, so they are made here and kept in `xtask/completions/`. `UPDATE=1
//! cargo test --package xtask --test completions` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::builder::PossibleValuesParser;
use clap_complete::{Generator, generate, shells};
use clap_mangen::Man;
use xtask::catalogue::part_name;
use xtask::{cli, files};

/// What bash has for `cargo` goes on as before, and words after `cargo xtask` are completed by what stands above.
const BASH: &str = r#"
_cargo_or_xtask() {
    if [[ ${COMP_WORDS[1]} == xtask && $COMP_CWORD -gt 1 ]]; then
        COMP_WORDS=("${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _xtask xtask "$2" "$3"
        return
    fi
    if [[ -z $_cargo_without_xtask ]]; then
        # What completes cargo is loaded when it is first wanted, and only where nothing else does.
        complete -r cargo
        { __load_completion cargo || _completion_loader cargo; } 2>/dev/null
        _cargo_without_xtask=$(complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\).*/\1/p')
        complete -F _cargo_or_xtask -o bashdefault -o default cargo
    fi
    if [[ -n $_cargo_without_xtask ]]; then
        "$_cargo_without_xtask" "$@"
    else
        COMPREPLY=($(compgen -W "bench build check clean doc fmt run test xtask" -- "$2"))
    fi
}

_cargo_without_xtask=$(complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\).*/\1/p')
[[ $_cargo_without_xtask == _cargo_or_xtask ]] && _cargo_without_xtask=
complete -F _cargo_or_xtask -o bashdefault -o default cargo
"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The command line, in which a selection can be a slug or a part.
fn command() -> clap::Command {
    // clap keeps names for as long as the program runs.
    let mut names: Vec<&'static str> = Vec::new();
    for part in files::folders(&root(), "exercises").expect("the exercises can be read") {
        let katas = files::folders(&root(), &format!("exercises/{part}")).expect("as above");
        names.push(part_name(&part).to_owned().leak());
        let slug = |kata: String| kata.split_once('-').map(|(_, slug)| &*slug.to_owned().leak());
        names.extend(katas.into_iter().filter_map(slug));
    }
    let mut command = cli::command();
    let verbs: Vec<String> =
        command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    for verb in verbs {
        command = command.mut_subcommand(verb, |verb| match takes_katas(&verb) {
            true => verb.mut_arg("SEL", |arg| {
                arg.value_parser(PossibleValuesParser::new(names.iter().copied()))
                    .hide_possible_values(true)
            }),
            false => verb,
        });
    }
    command
}

fn takes_katas(verb: &clap::Command) -> bool {
    verb.get_arguments().any(|arg| arg.get_id() == "SEL")
}

fn completions(shell: impl Generator, mut command: clap::Command, name: &str) -> String {
    let mut text = Vec::new();
    generate(shell, &mut command, name, &mut text);
    String::from_utf8(text).expect("it is text")
}

/// All commands on one page, each with its options.
fn manual() -> String {
    let mut text = Vec::new();
    let command = cli::command().name("cargo-xtask").disable_help_flag(true);
    let page = Man::new(command.clone()).section("1").source("Kept Promises").date("");
    let mut write = || -> std::io::Result<()> {
        page.render_title(&mut text)?;
        page.render_name_section(&mut text)?;
        page.render_synopsis_section(&mut text)?;
        for verb in command.get_subcommands() {
            let name = format!("cargo xtask {}", verb.get_name());
            let verb = verb.clone().bin_name(name.clone()).disable_help_flag(true);
            text.extend(format!(".SH \"{}\"\n", name.to_uppercase()).bytes());
            let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
            let options = Man::new(verb);
            text.extend(format!("{about}.\n.PP\n").bytes());
            options.render_options_section(&mut text)?;
        }
        page.render_extra_section(&mut text)
    };
    write().expect("memory can be written to");
    // The options of a command belong to its section.
    String::from_utf8(text).expect("it is text").replace(".SH OPTIONS\n", "")
}

#[track_caller]
fn is_kept(file: &str, text: &str) {
    let file = root().join("xtask/completions").join(file);
    if std::env::var_os("UPDATE").is_some() {
        files::write(&file, text.as_bytes()).expect("the file can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == text,
        "{} is not what clap makes of the command line; UPDATE=1 writes it anew",
        file.display()
    );
}

#[test]
fn completions_for_bash_are_kept() {
    is_kept("bash", &(completions(shells::Bash, command(), "xtask") + BASH));
}

#[test]
fn completions_for_zsh_are_kept() {
    // Cargo's own completion calls a function of this name for a command that it doesn't know.
    let command = command().name("cargo-xtask").bin_name("cargo-xtask");
    is_kept("zsh", &completions(shells::Zsh, command, "cargo-xtask"));
}

#[test]
fn completions_for_fish_are_kept() {
    let cargo = clap::Command::new("cargo")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand(command().name("xtask"));
    let mut text = completions(shells::Fish, cargo, "cargo");
    // What stands alone, and is no option's value, is left out for this shell.
    for verb in command().get_subcommands() {
        for arg in verb.get_positionals() {
            let values = arg.get_possible_values();
            let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
            if !values.is_empty() {
                text += &format!(
                    "complete -c cargo -n \"__fish_cargo_using_subcommand xtask; and __fish_seen_subcommand_from {}\" -f -a \"{}\"\n",
                    verb.get_name(),
                    values.join(" ")
                );
            }
        }
    }
    is_kept("fish", &text);
}

#[test]
fn the_manual_page_is_kept() {
    is_kept("cargo-xtask.1", &manual());
}

/// What bash offers for the last of these words.
fn offered(words: &[&str]) -> Option<Vec<String>> {
    let script = format!(
        "_before() {{ COMPREPLY=(before); }}; complete -F _before cargo; source '{}'; \
         COMP_WORDS=({}); COMP_CWORD={}; _cargo_or_xtask cargo \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        root().join("xtask/completions/bash").display(),
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        words.len() - 1,
    );
    #[expect(clippy::disallowed_methods, reason = "a test starts programs")]
    let output = Command::new("bash").args(["--norc", "-c", &script]).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{words:?}: {said}");
    Some(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

#[cfg(unix)]
#[test]
fn bash_offers_commands_options_and_katas_and_leaves_cargo_alone() {
    for (words, expected) in [
        (&["cargo", "xtask", "wa"][..], &["watch"][..]),
        (&["cargo", "xtask", "check", "--fr"], &["--fresh"]),
        (&["cargo", "xtask", "check", "--format", "j"], &["json", "junit"]),
        (&["cargo", "xtask", "check", "retire"], &["retire-rule"]),
        (&["cargo", "xtask", "watch", "fail"], &["failures"]),
        (&["cargo", "bui"], &["before"]),
        (&["cargo", "build", "--rel"], &["before"]),
    ] {
        match offered(words) {
            Some(offered) => assert_eq!(offered, expected, "{words:?}"),
            None => println!("skipped: there is no bash"),
        }
    }
}
