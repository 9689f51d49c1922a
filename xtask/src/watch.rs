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
    Reset {
        /// Only those that are not the learner's to change.
        tests: bool,
    },
    /// Bring back what was there before the last reset.
    Undo,
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

/// A key that a page has for itself, and what it leads to.
pub type Offer = (char, &'static str, Action);

/// A page that lies over the report.
#[derive(Debug)]
enum Over {
    Text(Pane, Option<Offer>),
    Hints(Pane),
    Question { lines: Vec<String>, answers: Vec<Offer> },
    List(List),
}

/// Lines of which a part is shown.
#[derive(Debug, Default)]
struct Pane {
    lines: Vec<String>,
    /// The line to begin at when it is drawn for the first time.
    begin: usize,
    /// The first row that is shown; lines may take several.
    top: usize,
    /// How many rows a page has, and whether there are more than that.
    page: usize,
    is_long: bool,
}

impl Pane {
    fn new(lines: Vec<String>) -> Self {
        Self { lines, ..Self::default() }
    }

    fn hear(&mut self, key: Key) {
        // How far is too far shows when it is drawn.
        match key {
            Key::Down => self.top += 1,
            Key::Up => self.top = self.top.saturating_sub(1),
            Key::PageDown | Key::Char(' ') => self.top += self.page,
            Key::PageUp => self.top = self.top.saturating_sub(self.page),
            Key::Home => self.top = 0,
            Key::End => self.top = usize::MAX / 2,
            Key::Char(_) | Key::Enter | Key::Escape | Key::Backspace => {}
        }
    }

    /// What moves in it, where there is anything to move.
    fn arrows(&self) -> &'static str {
        if self.is_long { "  ↑ ↓ more" } else { "" }
    }

    fn rows(&mut self, width: usize, height: usize) -> Vec<String> {
        let wrapped = |lines: &[String]| -> Vec<String> {
            lines.iter().flat_map(|line| wrap::wrap(line, width)).collect()
        };
        let begin = std::mem::take(&mut self.begin);
        if begin > 0 {
            self.top = wrapped(&self.lines[..begin]).len();
        }
        let mut rows = wrapped(&self.lines);
        // The last row says what is above and below.
        let shown = height.saturating_sub(1);
        // The last line of a page is the first of the next: it shows where one was.
        self.page = shown.saturating_sub(1).max(1);
        self.is_long = rows.len() > height;
        if !self.is_long {
            self.top = 0;
            return rows;
        }
        self.top = self.top.min(rows.len() - shown);
        let below = rows.len() - self.top - shown;
        rows.drain(..self.top);
        rows.truncate(shown);
        let place = match (self.top, below) {
            (0, below) => format!("↓ {} below", count(below, "line")),
            (above, 0) => format!("↑ {} above", count(above, "line")),
            (above, below) => format!("↑ {above} above  ↓ {below} below"),
        };
        rows.push(style::faint(place));
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
        if matches!(self.over, Some(Over::Text(..) | Over::Hints(_))) {
            self.over = None;
        }
    }

    /// Shows a text over the report.
    pub fn show(&mut self, text: &str) {
        self.over = Some(Over::Text(Pane::new(lines(text)), None));
    }

    /// Shows a text over the report, with a key for what may come next.
    pub fn show_with(&mut self, text: &str, offer: Offer) {
        self.over = Some(Over::Text(Pane::new(lines(text)), Some(offer)));
    }

    /// Shows hints over the report, from the one that begins at this line.
    pub fn show_hints(&mut self, lines: Vec<String>, begin: usize) {
        self.over = Some(Over::Hints(Pane { begin, ..Pane::new(lines) }));
    }

    /// Shows the list of katas.
    pub fn show_list(&mut self, list: List) {
        self.over = Some(Over::List(list));
    }

    /// Asks. Any other key than those of the answers is a no.
    pub fn ask(&mut self, question: &str, answers: Vec<Offer>) {
        self.over = Some(Over::Question { lines: lines(question), answers });
    }

    /// What a key leads to, if the shell has to do it.
    pub fn hear(&mut self, key: Key) -> Option<Action> {
        let is_hints = matches!(self.over, Some(Over::Hints(_)));
        match &mut self.over {
            Some(Over::Question { .. }) => {
                let Some(Over::Question { answers, .. }) = self.over.take() else { return None };
                let Key::Char(letter) = key else { return None };
                let mut answers = answers.into_iter();
                let chosen = answers.find(|(key, ..)| letter.eq_ignore_ascii_case(key));
                return chosen.map(|(.., action)| action);
            }
            Some(Over::List(list)) => {
                let chosen = match key {
                    Key::Escape => None,
                    Key::Enter if list.chosen().is_some() => {
                        list.chosen().map(|slug| Action::Go(slug.to_owned()))
                    }
                    key => {
                        list.hear(key);
                        return None;
                    }
                };
                self.over = None;
                return chosen;
            }
            Some(Over::Text(..) | Over::Hints(_))
                if matches!(key, Key::Escape | Key::Char('q')) =>
            {
                self.over = None;
                return None;
            }
            Some(Over::Text(_, Some((letter, _, action)))) if key == Key::Char(*letter) => {
                return Some(action.clone());
            }
            Some(Over::Text(pane, _) | Over::Hints(pane)) => pane.hear(key),
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
                    vec![
                        ('y', "yes, all", Action::Reset { tests: false }),
                        ('t', "the tests, and not my files", Action::Reset { tests: true }),
                    ],
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
            Some(Over::Text(pane, offer)) => {
                let rows = pane.rows(width, room);
                let offer = offer.as_ref().map(|(key, what, _)| format!(" {key} {what} "));
                (rows, offer.unwrap_or_default() + " Esc back" + pane.arrows())
            }
            Some(Over::Hints(pane)) => {
                let rows = pane.rows(width, room);
                (rows, format!(" h next hint  Esc back{}", pane.arrows()))
            }
            Some(Over::Question { lines, answers }) => {
                let rows = lines.iter().flat_map(|line| wrap::wrap(line, width)).collect();
                let answers = answers.iter().map(|(key, what, _)| format!(" {key} {what} "));
                (rows, answers.collect::<String>() + " any other key: no")
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
