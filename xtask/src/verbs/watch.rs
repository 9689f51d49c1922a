//! `watch`: checks a kata on every save, and has a key for each next step.

mod saves;
mod terminal;

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::workbook::Workbook;
use super::{Failure, check, hint, list, reset, say, solution};
use crate::catalogue::Kata;
use crate::engine::Event;
use crate::plan::Role;
use crate::process;
use crate::report::human::{self, Around};
use crate::report::{Row, difference, since, style};
use crate::reset::Extent;
use crate::selection::select;
use crate::verdict::{Change, Judged, Verdict};
use crate::watch::{Action, Entry, Key, List, Session};

use saves::Saves;
use terminal::Terminal;

/// How often the files are looked at. A save counts when it is the same at two looks.
const TICK: Duration = Duration::from_millis(25);

/// What the loop hears of.
enum Heard {
    Key(Key),
    NoMoreKeys,
    Progress(Event),
    Ended(Result<Judged, Failure>),
}

pub(super) fn watch(selection: &[String]) -> Result<u8, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let katas = select(&workbook.catalogue, selection)?;
    let progress = workbook.progress();
    let is_open = |kata: &&&Kata| !progress.passes(&kata.slug);
    let Some(first) = katas.iter().find(is_open).or(katas.last()).copied() else {
        return Err(Failure("there is no kata to watch".to_owned()));
    };
    let (send, heard) = channel();
    let mut watch = Watch {
        saves: Saves::of(&workbook.root, &katas),
        kata: first.clone(),
        workbook: Workbook::open()?,
        session: Session::default(),
        send: send.clone(),
        running: false,
        queued: None,
        failed: BTreeMap::new(),
        verdict: None,
        whole: true,
        names: human::NAMES,
        farewell: String::new(),
    };
    match terminal::is_there() {
        true => {
            super::hold_asides();
            let terminal = Terminal::take(send);
            watch.on_screen(&heard, terminal);
            super::release_asides();
            say(watch.farewell.trim_start());
        }
        false => watch.off_screen(&heard),
    }
    Ok(0)
}

/// The kata at hand, what is known of it and what goes on.
struct Watch {
    workbook: Workbook,
    kata: Kata,
    session: Session,
    saves: Saves,
    send: Sender<Heard>,
    /// A check is under way.
    running: bool,
    /// What is to run when it has stopped: fresh or not.
    queued: Option<bool>,
    /// What failed when a kata's tests ran last.
    failed: BTreeMap<String, Vec<String>>,
    /// The last verdict on the kata at hand.
    verdict: Option<Verdict>,
    /// The next report tells everything, not only the change.
    whole: bool,
    /// How many names it tells of.
    names: usize,
    /// The last verdict in one line, for who has left the screen.
    farewell: String,
}

impl Watch {
    /// With keys, on a screen of its own, until the reader leaves.
    fn on_screen(&mut self, heard: &Receiver<Heard>, mut terminal: Terminal) {
        self.go(self.kata.clone());
        let mut looked = Instant::now();
        while !process::asked_to_stop() {
            let (width, height) = terminal.size();
            terminal.draw(self.session.rows(width, height));
            // Also while a check has much to tell.
            if looked.elapsed() >= TICK {
                self.look();
                looked = Instant::now();
            }
            match heard.recv_timeout(TICK) {
                Ok(Heard::Key(key)) => {
                    if let Some(action) = self.session.hear(key)
                        && !self.act(action)
                    {
                        break;
                    }
                }
                Ok(Heard::Progress(event)) => {
                    if self.queued.is_none() {
                        self.session.progress(&event);
                    }
                }
                Ok(Heard::Ended(outcome)) => {
                    if let Some(judged) = self.ended(outcome) {
                        self.tell(judged);
                    }
                }
                Ok(Heard::NoMoreKeys) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        if self.running {
            self.farewell += "\nThe check of what you saved last was stopped.";
        }
        self.stop(heard);
    }

    /// Without a terminal: the whole report after each save, until the runner is stopped.
    fn off_screen(&mut self, heard: &Receiver<Heard>) {
        self.check(false);
        while !process::asked_to_stop() {
            match heard.recv_timeout(TICK) {
                Ok(Heard::Ended(outcome)) => {
                    if let Some(judged) = self.ended(outcome) {
                        let next = self.next_open().ok().flatten();
                        let around = Around { next: next.as_ref(), ..self.around(human::NAMES) };
                        say(&human::report(&[self.row(&judged)], around));
                    }
                }
                Ok(_) => {}
                Err(_) => self.look(),
            }
        }
        self.stop(heard);
    }

    /// Does what a key asks for. Says whether to go on.
    fn act(&mut self, action: Action) -> bool {
        let outcome = match action {
            Action::Quit => return false,
            Action::Again => {
                (self.whole, self.names) = (true, usize::MAX);
                self.check(true);
                Ok(())
            }
            Action::Next => self.next(),
            Action::List => self.list(),
            Action::Go(slug) => self.find(&slug).map(|kata| self.go(kata)),
            Action::Hint { further } => self.hint(further),
            Action::Difference => self.difference(),
            Action::Solution { spoil } => self.solution(spoil),
            Action::Reset { tests } => {
                let extent = if tests { Extent::Tests } else { Extent::Everything };
                let done = reset::reset_one(&self.workbook, &self.kata, extent);
                done.map(|said| self.changed_by_reset(&said))
            }
            Action::Undo => {
                let done = reset::undo_one(&self.workbook, &self.kata);
                done.map(|said| self.changed_by_reset(&said))
            }
        };
        if let Err(failure) = outcome {
            self.session.show(&format!("  {failure}"));
        }
        true
    }

    /// The runner itself has changed the kata's files: that is no save, and it can be taken back.
    fn changed_by_reset(&mut self, said: &str) {
        self.saves.forget(&self.workbook.root);
        self.session.show_with(said, ('u', "undo", Action::Undo));
        self.check(false);
    }

    /// Works at this kata from now on.
    fn go(&mut self, kata: Kata) {
        let minutes = kata.facts.as_ref().map_or(0, |facts| facts.minutes);
        let title = format!("{} {}  {}", kata.number, kata.slug, kata.title());
        let place = format!("{} · {} · {minutes} min", kata.part, kata.kind().word());
        self.session.go(title, place);
        (self.kata, self.verdict, self.whole) = (kata, None, true);
        self.farewell.clear();
        // The first build of a kata may take a while.
        self.session.ended(String::new(), &self.how_to_begin());
        self.check(false);
    }

    /// Starts a check of the kata as it is now; one that is under way is stopped first.
    fn check(&mut self, fresh: bool) {
        if self.running {
            self.queued = Some(fresh);
            process::cancel();
            return;
        }
        self.running = true;
        let (slug, send) = (self.kata.slug.clone(), self.send.clone());
        thread::spawn(move || {
            let outcome = judge(&slug, fresh, &|event| {
                let _ = send.send(Heard::Progress(event));
            });
            let _ = send.send(Heard::Ended(outcome));
        });
    }

    /// A check has ended. Its verdict, unless another check begins at once.
    fn ended(&mut self, outcome: Result<Judged, Failure>) -> Option<Judged> {
        self.running = false;
        process::resume();
        if let Some(fresh) = self.queued.take() {
            self.check(fresh);
            return None;
        }
        Some(outcome.unwrap_or_else(|Failure(why)| Judged::unjudged(why)))
    }

    /// Stops a check that is under way, and waits for that.
    fn stop(&mut self, heard: &Receiver<Heard>) {
        process::cancel();
        while self.running {
            match heard.recv() {
                Ok(Heard::Ended(_)) | Err(_) => self.running = false,
                Ok(_) => {}
            }
        }
    }

    /// Shows a verdict: what has changed since the last one, or everything.
    fn tell(&mut self, judged: Judged) {
        let before = self.failed_before();
        let change = before.and_then(|before| Change::since(&before, &judged));
        self.farewell = human::line(&self.row(&judged), self.kata.slug.len());
        let (mark, phrase) = human::verdict(&self.row(&judged));
        let mut verdict = format!(" {mark} {phrase}");
        let is_other = self.verdict.replace(judged.verdict) != Some(judged.verdict);
        if let Some(change) = change.as_ref().filter(|change| !(is_other && change.is_none())) {
            verdict += &format!("  ({})", since::headline(change));
        }
        let whole = std::mem::take(&mut self.whole);
        let told = change.as_ref().filter(|_| !whole);
        let names = std::mem::replace(&mut self.names, human::NAMES);
        let report = match judged.verdict {
            Verdict::Passed => self.passed(),
            Verdict::Untouched => {
                self.whole = true;
                format!(
                    "  Untouched means red, and red is where you start.\n\n{}",
                    self.how_to_begin()
                )
            }
            _ => since::report(&self.row(&judged), told, self.around(names)),
        };
        self.session.ended(verdict, &report);
        // A build that fails says nothing of the tests: the next verdict is compared with the one before it.
        if !judged.tests.is_empty() {
            self.failed.insert(self.kata.slug.clone(), judged.broken());
        }
    }

    /// What failed when the tests ran last, or else what fails on the starter, where that is known.
    fn failed_before(&self) -> Option<Vec<String>> {
        let starter = || -> Vec<String> { self.kata.lock.red.to_vec() };
        let before = self.failed.get(&self.kata.slug).cloned();
        before.or_else(|| Some(starter()).filter(|red| !red.is_empty()))
    }

    fn around(&self, names: usize) -> Around<'static> {
        Around { next: None, has_git: self.workbook.has_git(), solutions: false, names }
    }

    fn row<'a>(&'a self, judged: &'a Judged) -> Row<'a> {
        Row { kata: &self.kata, role: &Role::Learner, judged }
    }

    fn passed(&self) -> String {
        let mut text = format!("  {}\n\n", style::good("Every promise of this kata is kept."));
        text += &format!(
            "  {}  how yours differs from the solution, and the notes on it\n",
            style::command("s")
        );
        match self.next_open() {
            Ok(Some(kata)) => {
                text += &format!("  {}  {} {}\n", style::command("n"), kata.number, kata.slug);
            }
            Ok(None) => text += "\n  Every kata is solved.\n",
            Err(_) => {}
        }
        text
    }

    fn how_to_begin(&self) -> String {
        let mut text = String::new();
        human::start(&self.kata, &mut |what, value| {
            if what != "next" {
                text += &format!("  {}  {value}\n", style::faint(what));
            }
        });
        text + "\n  A save of that file is checked at once.\n"
    }

    /// Looks for saves, and checks what was saved.
    fn look(&mut self) {
        let Some(slug) = self.saves.look(&self.workbook.root, &self.kata.slug) else { return };
        if slug == self.kata.slug {
            self.session.saved();
            self.check(false);
        } else if let Ok(kata) = self.find(&slug) {
            self.go(kata);
        }
    }

    fn find(&self, slug: &str) -> Result<Kata, Failure> {
        let mut katas = self.workbook.catalogue.katas.iter();
        let found = katas.find(|kata| kata.slug == slug).cloned();
        found.ok_or_else(|| Failure(format!("there is no kata {slug} any more")))
    }

    /// The first kata after this one that is not solved, or else the first of all.
    fn next_open(&self) -> Result<Option<Kata>, Failure> {
        let progress = self.workbook.progress();
        let katas = self.workbook.catalogue.katas.iter();
        let mut open =
            katas.filter(|kata| kata.slug != self.kata.slug && !progress.passes(&kata.slug));
        let first = open.clone().next();
        Ok(open.find(|kata| kata.number > self.kata.number).or(first).cloned())
    }

    fn next(&mut self) -> Result<(), Failure> {
        match self.next_open()? {
            Some(kata) => self.go(kata),
            None => self.session.show("  Every other kata is solved."),
        }
        Ok(())
    }

    fn list(&mut self) -> Result<(), Failure> {
        let entry = |row: list::Row<'_>| Entry {
            slug: row.kata.slug.clone(),
            number: row.kata.number,
            part: row.kata.part.clone(),
            state: row.state,
            passes: row.passes,
        };
        let entries = list::rows(&self.workbook)?.into_iter().map(entry).collect();
        self.session.show_list(List::new(entries, &self.kata.slug));
        Ok(())
    }

    fn hint(&mut self, further: bool) -> Result<(), Failure> {
        let (lines, top) = hint::ladder(&self.workbook, &self.kata, further)?;
        self.session.show_hints(lines, top);
        Ok(())
    }

    /// What the learner has changed since the kata passed last.
    fn difference(&mut self) -> Result<(), Failure> {
        let before = self.workbook.last_passing(&self.kata)?;
        if before.is_empty() {
            self.session
                .show("  This kata has not passed yet, so there is nothing to compare with.");
            return Ok(());
        }
        let mut texts = self.workbook.texts([&self.kata])?;
        let mut text = format!("  {}   {}\n", style::bad("- as it passed"), style::good("+ now"));
        let prefix = format!("{}/", self.kata.exercise());
        let mut equal = true;
        for (file, before) in &before {
            let now = texts.remove(&format!("{prefix}{file}")).unwrap_or_default();
            let [before, now] =
                [before, &now].map(|text| String::from_utf8_lossy(text).into_owned());
            let lines = difference::hunks(
                before.trim_end(),
                now.trim_end(),
                difference::CODE_AROUND,
                style::bad,
                style::good,
            );
            if !lines.is_empty() {
                equal = false;
                text += &format!("\n  {}\n  {}\n", style::strong(file), lines.join("\n  "));
            }
        }
        if equal {
            text = "  Your files are as they were when this kata passed last.".to_owned();
        }
        self.session.show(&text);
        Ok(())
    }

    fn solution(&mut self, spoil: bool) -> Result<(), Failure> {
        let progress = self.workbook.progress();
        let has_passed =
            progress.of(&self.kata.slug).is_some_and(|entry| entry.first_passed.is_some());
        // What isn't there can't be spoiled.
        let mut text = solution::notes(&self.workbook, &self.kata)?;
        text += &solution::differences(&self.workbook, &self.kata)?;
        if !has_passed && !spoil {
            let question = "  This kata has not passed yet. Show its solution all the same?";
            self.session.ask(question, vec![('y', "yes", Action::Solution { spoil: true })]);
            return Ok(());
        }
        if !has_passed {
            self.workbook.record_spoiled(&self.kata.slug);
        }
        self.session.show(&text);
        Ok(())
    }
}

/// Judges the kata as it is on the disk by now: its manifest may have changed too.
fn judge(slug: &str, fresh: bool, on_event: &(dyn Fn(Event) + Sync)) -> Result<Judged, Failure> {
    let workbook = Workbook::open()?.sound()?;
    let katas = select(&workbook.catalogue, &[slug.to_owned()])?;
    let shop = workbook.shop(fresh)?;
    let mut judged = check::judge(&workbook, &shop, &katas, &Role::Learner, on_event)?;
    match judged.pop() {
        Some((_, judged)) => Ok(judged),
        None => Err(Failure(format!("there is no kata {slug} any more"))),
    }
}
