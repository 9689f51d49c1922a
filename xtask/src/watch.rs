//! What stands on the screen while `watch` runs, and what each key leads to. Knows no terminal, no files and no clock.

mod list;
mod wrap;

use crate::engine::Event;
use crate::report::{count, style};

pub use list::{Entry, List};

/// A key, as a terminal tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the key of this name")]
pub enum Key {
    Char(char),
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Escape,
    Backspace,
}

/// Something that only the shell around the screen can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Check again, even if nothing has changed.
    Again,
    /// Show the hints that were shown before, and one more if it is asked for or if there were none.
    Hint {
        /// One more.
        further: bool,
    },
    /// Go to the next kata that is not solved.
    Next,
    /// Show all katas.
    List,
    /// Go to this kata.
    Go(String),
    /// Show what has changed since the kata passed last.
    Difference,
    /// Show the solution, before the kata has passed only if that is meant.
    Solution {
        /// It is meant.
        spoil: bool,
    },
    /// Put the kata's files back as they were published.
    Reset,
    /// Leave.
    Quit,
}

/// What each key does, for the last line of the screen and for `?`.
const KEYS: [(&str, &str, &str); 9] = [
    ("h", "hint", "the hints you have seen; once more for the next"),
    ("n", "next", "to the next kata that is not solved"),
    ("l", "list", "all katas: type to filter, Enter to go there"),
    ("d", "diff", "what has changed since this kata passed last"),
    ("s", "solution", "how yours differs from the solution, and the notes on it"),
    ("r", "run", "check again from the start, and tell everything"),
    ("x", "reset", "the files as they were published; yours are kept"),
    ("?", "help", "this page"),
    ("q", "quit", "leave; Esc and q close a page like this one first"),
];

/// A page that lies over the report.
#[derive(Debug)]
enum Over {
    Text(Pane),
    Hints(Pane),
    Question { lines: Vec<String>, yes: Action },
    List(List),
}

/// Lines of which a part is shown.
#[derive(Debug, Default)]
struct Pane {
    lines: Vec<String>,
    top: usize,
}

impl Pane {
    fn new(lines: Vec<String>) -> Self {
        Self { lines, top: 0 }
    }

    fn hear(&mut self, key: Key) {
        // How far is too far shows when it is drawn.
        match key {
            Key::Down => self.top += 1,
            Key::Up => self.top = self.top.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => self.top += 10,
            Key::PageUp => self.top = self.top.saturating_sub(10),
            Key::Home => self.top = 0,
            Key::End => self.top = usize::MAX / 2,
            Key::Char(_) | Key::Enter | Key::Escape | Key::Backspace => {}
        }
    }

    fn rows(&mut self, width: usize, height: usize) -> Vec<String> {
        let mut rows: Vec<String> =
            self.lines.iter().flat_map(|line| wrap::wrap(line, width)).collect();
        if rows.len() <= height {
            self.top = 0;
            return rows;
        }
        // The last row says how much is below; at the end it says that nothing is.
        let shown = height.saturating_sub(1);
        self.top = self.top.min(rows.len() - shown);
        let left = rows.len() - self.top - shown;
        rows.drain(..self.top);
        rows.truncate(shown);
        let more = match left {
            0 => "↑ the end".to_owned(),
            left => format!("↓ {} below", count(left, "line")),
        };
        rows.push(style::faint(more));
        rows
    }
}

/// The state of the screen.
#[derive(Debug, Default)]
pub struct Session {
    title: String,
    place: String,
    status: String,
    tests: (usize, usize),
    report: Pane,
    over: Option<Over>,
}

impl Session {
    /// Another kata is worked at from now on.
    pub fn go(&mut self, title: String, place: String) {
        *self = Self { title, place, ..Self::default() };
    }

    /// A check goes on; the last report stays until there is another.
    pub fn progress(&mut self, event: &Event) {
        let status = match event {
            Event::Waiting => "another run is at it; waiting for its end".to_owned(),
            Event::Building(_) => {
                self.tests = (0, 0);
                "building".to_owned()
            }
            Event::Compiled(name) => format!("building {name}"),
            Event::Found(tests) => {
                self.tests.1 += tests;
                return;
            }
            Event::Built => "testing".to_owned(),
            Event::Tested => {
                self.tests.0 += 1;
                let (done, all) = self.tests;
                format!("testing: {done} of {}", count(all, "test"))
            }
            Event::Done => return,
        };
        self.status = style::faint(format!(" … {status}"));
    }

    /// A check has ended with this verdict in one line, and this report.
    pub fn ended(&mut self, verdict: String, report: &str) {
        self.status = verdict;
        self.report = Pane::new(lines(report));
    }

    /// The kata was saved. Who has saved wants the verdict, not the page that lies over it; a question or a list stays.
    pub fn saved(&mut self) {
        if matches!(self.over, Some(Over::Text(_) | Over::Hints(_))) {
            self.over = None;
        }
    }

    /// Shows a text over the report.
    pub fn show(&mut self, text: &str) {
        self.over = Some(Over::Text(Pane::new(lines(text))));
    }

    /// Shows hints over the report, from the one that begins at this line.
    pub fn show_hints(&mut self, lines: Vec<String>, top: usize) {
        self.over = Some(Over::Hints(Pane { lines, top }));
    }

    /// Shows the list of katas.
    pub fn show_list(&mut self, list: List) {
        self.over = Some(Over::List(list));
    }

    /// Asks, and on a yes does this.
    pub fn ask(&mut self, question: &str, yes: Action) {
        self.over = Some(Over::Question { lines: lines(question), yes });
    }

    /// What a key leads to, if the shell has to do it.
    pub fn hear(&mut self, key: Key) -> Option<Action> {
        let is_hints = matches!(self.over, Some(Over::Hints(_)));
        match &mut self.over {
            Some(Over::Question { .. }) => {
                let Some(Over::Question { yes, .. }) = self.over.take() else { return None };
                return matches!(key, Key::Char('y' | 'Y')).then_some(yes);
            }
            Some(Over::List(list)) => {
                let chosen = match key {
                    Key::Escape => None,
                    Key::Enter => list.chosen().map(|slug| Action::Go(slug.to_owned())),
                    key => {
                        list.hear(key);
                        return None;
                    }
                };
                self.over = None;
                return chosen;
            }
            Some(Over::Text(_) | Over::Hints(_)) if matches!(key, Key::Escape | Key::Char('q')) => {
                self.over = None;
                return None;
            }
            Some(Over::Text(pane) | Over::Hints(pane)) => pane.hear(key),
            None => self.report.hear(key),
        }
        match key {
            Key::Char('h') => Some(Action::Hint { further: is_hints }),
            Key::Char('n') => Some(Action::Next),
            Key::Char('l') => Some(Action::List),
            Key::Char('d') => Some(Action::Difference),
            Key::Char('s') => Some(Action::Solution { spoil: false }),
            Key::Char('r') => {
                self.over = None;
                Some(Action::Again)
            }
            Key::Char('x') => {
                self.ask(
                    "  Put this kata's files back as they were published?\n\n  \
                     What is there now is kept first, and can be had back.",
                    Action::Reset,
                );
                None
            }
            Key::Char('?') => {
                self.show(&help());
                None
            }
            Key::Char('q') => Some(Action::Quit),
            _ => None,
        }
    }

    /// The rows of a screen of this size.
    pub fn rows(&mut self, width: usize, height: usize) -> Vec<String> {
        let mut rows = vec![self.title_row(width)];
        rows.extend(wrap::wrap(&self.status, width).into_iter().take(2));
        rows.push(style::faint("─".repeat(width)));
        let room = height.saturating_sub(rows.len() + 1);
        let (mut body, keys) = match &mut self.over {
            None => (self.report.rows(width, room), keys(width)),
            Some(Over::Text(pane)) => (pane.rows(width, room), " Esc back  ↑ ↓ more".to_owned()),
            Some(Over::Hints(pane)) => {
                (pane.rows(width, room), " h next hint  Esc back  ↑ ↓ more".to_owned())
            }
            Some(Over::Question { lines, .. }) => {
                let rows = lines.iter().flat_map(|line| wrap::wrap(line, width)).collect();
                (rows, " y yes  any other key: no".to_owned())
            }
            Some(Over::List(list)) => {
                (list.rows(width, room), " Enter go  Esc back  ↑ ↓, type to filter".to_owned())
            }
        };
        body.resize(room, String::new());
        rows.extend(body);
        rows.push(wrap::wrap(&keys, width).swap_remove(0));
        rows
    }

    /// The kata on the left and, where there is room, its place in the workbook on the right.
    fn title_row(&self, width: usize) -> String {
        let (title, place) = (format!(" {}", self.title), format!("{} ", self.place));
        let used = title.chars().count() + place.chars().count();
        match width.checked_sub(used) {
            Some(gap @ 2..) => {
                format!("{}{}{}", style::strong(title), " ".repeat(gap), style::faint(place))
            }
            Some(_) | None => wrap::wrap(&style::strong(title), width).swap_remove(0),
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.trim_matches('\n').lines().map(str::to_owned).collect()
}

/// As many keys as the row has room for, and always the last two.
fn keys(width: usize) -> String {
    let mut keys: Vec<(String, &str)> =
        KEYS.into_iter().map(|(key, name, _)| (format!(" {key} {name} "), key)).collect();
    let length = |keys: &[(String, &str)]| -> usize {
        keys.iter().map(|(text, _)| text.chars().count()).sum()
    };
    while length(&keys) > width && keys.len() > 2 {
        keys.remove(keys.len() - 3);
    }
    let strong = |(text, key): &(String, &str)| text.replacen(key, &style::command(key), 1);
    keys.iter().map(strong).collect()
}

fn help() -> String {
    let mut text =
        "  A save starts a check; another save, or q, ends one that is running.\n\n".to_owned();
    for (key, name, what) in KEYS {
        text += &format!("  {}  {name:8}  {what}\n", style::command(key));
    }
    text + "\n  ↑ ↓ Page Up, Page Down, Space, Home and End move in a long report.\n"
}

#[cfg(test)]
mod tests;
