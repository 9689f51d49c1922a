//! The few styles of everything that is printed. They vanish where there is no terminal, or `NO_COLOR` is set.

use std::fmt::Display;

use anstyle::{AnsiColor, Effects, Style};

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// What was kept.
pub fn good(text: impl Display) -> String {
    paint(colour(AnsiColor::Green), text)
}

/// What was broken.
pub fn bad(text: impl Display) -> String {
    paint(colour(AnsiColor::Red), text)
}

/// What deserves a look.
pub fn odd(text: impl Display) -> String {
    paint(colour(AnsiColor::Yellow), text)
}

/// What to read first.
pub fn strong(text: impl Display) -> String {
    paint(Style::new().effects(Effects::BOLD), text)
}

/// What can be passed over.
pub fn faint(text: impl Display) -> String {
    paint(Style::new().effects(Effects::DIMMED), text)
}

/// What to type.
pub fn command(text: impl Display) -> String {
    paint(colour(AnsiColor::Cyan).effects(Effects::BOLD), text)
}
