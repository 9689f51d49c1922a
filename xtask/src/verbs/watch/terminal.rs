//! The terminal while the runner has it: keys come one by one, and a screen of its own is drawn. Whatever ends the runner,
//! the terminal is as it was.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::Sender;
use std::{panic, thread};

use anstream::ColorChoice;
use console::Term;

use super::Heard;
use crate::watch::Key;

/// Another screen without a cursor, and back.
const ENTER: &str = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[2J";
const LEAVE: &str = "\u{1b}[?25h\u{1b}[?1049l";

/// The terminal, which is as it was when this is dropped.
pub(super) struct Terminal {
    colours: bool,
    drawn: Vec<String>,
    size: (usize, usize),
}

/// Whether there is one to read keys from and to draw on.
pub(super) fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

impl Terminal {
    /// Takes the terminal. From now on keys are sent to `heard`.
    pub(super) fn take(heard: Sender<Heard>) -> Self {
        mode::take();
        // A panic's message belongs on the screen that stays.
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            report(info);
        }));
        put(ENTER);
        thread::spawn(move || {
            let terminal = Term::stdout();
            // Without a terminal there are no more keys, and nobody who could press one.
            while let Ok(key) = terminal.read_key_raw() {
                if key_of(key).is_some_and(|key| heard.send(key).is_err()) {
                    return;
                }
            }
            let _ = heard.send(Heard::NoMoreKeys);
        });
        let colours = anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        Self { colours, drawn: vec![], size: (0, 0) }
    }

    /// The columns and rows there are by now.
    pub(super) fn size(&self) -> (usize, usize) {
        let (height, width) = Term::stdout().size_checked().unwrap_or((24, 80));
        (usize::from(width), usize::from(height))
    }

    /// Shows these rows, if they are others than before or the terminal has another size.
    pub(super) fn draw(&mut self, rows: Vec<String>) {
        let size = self.size();
        if rows == self.drawn && size == self.size {
            return;
        }
        let mut frame = "\u{1b}[H".to_owned();
        for (at, row) in rows.iter().enumerate() {
            frame += if at == 0 { "" } else { "\r\n" };
            match self.colours {
                true => frame += row,
                false => frame += &anstream::adapter::strip_str(row).to_string(),
            }
            frame += "\u{1b}[K";
        }
        frame += "\u{1b}[J";
        put(&frame);
        (self.drawn, self.size) = (rows, size);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    put(LEAVE);
    mode::give_back();
}

fn put(text: &str) {
    let mut out = io::stdout().lock();
    // Who closed the terminal sees nothing more, and the reader of keys will tell.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn key_of(key: console::Key) -> Option<Heard> {
    let key = match key {
        console::Key::CtrlC => return Some(Heard::NoMoreKeys),
        console::Key::Char(letter) if !letter.is_control() => Key::Char(letter),
        console::Key::ArrowUp => Key::Up,
        console::Key::ArrowDown => Key::Down,
        console::Key::PageUp => Key::PageUp,
        console::Key::PageDown => Key::PageDown,
        console::Key::Home => Key::Home,
        console::Key::End => Key::End,
        console::Key::Enter => Key::Enter,
        console::Key::Escape => Key::Escape,
        console::Key::Backspace => Key::Backspace,
        _ => return None,
    };
    Some(Heard::Key(key))
}

/// How the terminal treats what is typed. Reading a key sets that for as long as it takes; here it is set for all the
/// time between, or a key that is pressed meanwhile would be written on the screen.
#[cfg(unix)]
mod mode {
    use std::sync::Mutex;

    use rustix::stdio::stdin;
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

    pub(super) fn take() {
        let Ok(before) = tcgetattr(stdin()) else { return };
        let mut typed = before.clone();
        typed.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        if tcsetattr(stdin(), OptionalActions::Now, &typed).is_ok()
            && let Ok(mut kept) = BEFORE.lock()
        {
            *kept = Some(before);
        }
    }

    pub(super) fn give_back() {
        if let Ok(mut kept) = BEFORE.lock()
            && let Some(before) = kept.take()
        {
            // Where the terminal is gone there is nothing to give back.
            let _ = tcsetattr(stdin(), OptionalActions::Now, &before);
        }
    }
}

/// Elsewhere a console has no such mode: keys are read as events.
#[cfg(not(unix))]
mod mode {
    pub(super) fn take() {}
    pub(super) fn give_back() {}
}
