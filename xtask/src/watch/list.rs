//! The list of katas on the screen: arrows move, letters filter.

use super::Key;
use super::wrap::wrap;
use crate::report::style;

/// One kata of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The kata.
    pub slug: String,
    /// Its number.
    pub number: u32,
    /// Its part, such as `2-failures`.
    pub part: String,
    /// Its state, in words and with its colour.
    pub state: String,
    /// Its last check passed.
    pub passes: bool,
}

/// The katas, the letters that were typed, and which one is pointed at.
#[derive(Debug)]
pub struct List {
    entries: Vec<Entry>,
    filter: String,
    /// Among those that the filter lets through.
    at: usize,
}

impl List {
    /// A list that points at the kata with this slug.
    pub fn new(entries: Vec<Entry>, slug: &str) -> Self {
        let at = entries.iter().position(|entry| entry.slug == slug).unwrap_or(0);
        Self { entries, filter: String::new(), at }
    }

    /// The kata that is pointed at.
    pub fn chosen(&self) -> Option<&str> {
        self.shown().get(self.at).map(|entry| entry.slug.as_str())
    }

    pub(super) fn hear(&mut self, key: Key) {
        let last = self.shown().len().saturating_sub(1);
        match key {
            Key::Up => self.at = self.at.saturating_sub(1),
            Key::Down => self.at = (self.at + 1).min(last),
            Key::PageUp => self.at = self.at.saturating_sub(10),
            Key::PageDown => self.at = (self.at + 10).min(last),
            Key::Home => self.at = 0,
            Key::End => self.at = last,
            Key::Char(letter) => {
                self.filter.extend(letter.to_lowercase());
                self.at = 0;
            }
            Key::Backspace => {
                self.filter.pop();
                self.at = 0;
            }
            Key::Enter | Key::Escape => {}
        }
    }

    /// Those in whose number, name, part or state the typed letters stand.
    fn shown(&self) -> Vec<&Entry> {
        let matches = |entry: &&Entry| {
            let Entry { slug, number, part, state, passes: _ } = entry;
            let state = anstream::adapter::strip_str(state).to_string();
            let all = format!("{number} {slug} {part} {state}").to_lowercase();
            self.filter.split_whitespace().all(|word| all.contains(word))
        };
        self.entries.iter().filter(matches).collect()
    }

    pub(super) fn rows(&self, width: usize, height: usize) -> Vec<String> {
        let shown = self.shown();
        let slugs = self.entries.iter().map(|entry| entry.slug.len()).max().unwrap_or(0);
        let mut rows = Vec::new();
        let mut pointed = 0;
        let mut part = "";
        for (at, entry) in shown.iter().enumerate() {
            if entry.part != part {
                part = &entry.part;
                let of_part = || self.entries.iter().filter(|entry| entry.part == part);
                let passed = of_part().filter(|entry| entry.passes).count();
                let solved = style::faint(format!("{passed} of {} solved", of_part().count()));
                rows.push(format!("  {}  {solved}", style::strong(part)));
            }
            let Entry { slug, number, state, .. } = entry;
            let mark = if at == self.at { style::command("▸") } else { " ".to_owned() };
            if at == self.at {
                pointed = rows.len();
            }
            let row = format!(" {mark} {number:>2} {slug:slugs$}  {state}");
            rows.push(wrap(&row, width).swap_remove(0));
        }
        if shown.is_empty() {
            rows.push("  No kata has these letters in its number, name, part or state.".to_owned());
        }
        // What is pointed at stays in sight, in the middle where it can.
        let room = height.saturating_sub(1);
        let top = pointed.saturating_sub(room / 2).min(rows.len().saturating_sub(room));
        let mut visible = vec![format!("  filter: {}█", self.filter)];
        visible.extend(rows.into_iter().skip(top).take(room));
        visible
    }
}
