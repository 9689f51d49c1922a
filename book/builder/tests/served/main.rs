//! The real book as `cargo xtask book serve` shows it, with a progress of its own: in a browser, if there is one.

#![cfg(unix)]

mod browser;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use browser::{Browser, Wire};
use serde_json::{Value, json};
use xtask::progress::Progress;

const PAGE: &str = "07-atomic-in-meaning.html";

/// How long anything may take that has no limit of its own. A machine may be busy.
pub fn patience() -> Duration {
    Duration::from_secs(60)
}

/// Waits until there is something, for as long as there is patience.
pub fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        match look() {
            Some(found) => return found,
            None if start.elapsed() > patience() => panic!("waited in vain for {what}"),
            None => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// The server, in a folder that shows this workbook and has no progress.
struct Served {
    desk: tempfile::TempDir,
    program: Child,
    port: u16,
}

impl Served {
    #[expect(
        clippy::disallowed_methods,
        reason = "the runner's `process` waits for the end of what it starts"
    )]
    fn start() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.ancestors().nth(2).expect("the crate is two folders below the root");
        let desk = tempfile::tempdir().expect("a temporary folder");
        for entry in std::fs::read_dir(root).expect("the workbook is readable").flatten() {
            if entry.file_name() != ".katas" {
                let link = symlink(entry.path(), desk.path().join(entry.file_name()));
                link.expect("a temporary folder can be written to");
            }
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_book"))
            .args(["serve", "--no-open"])
            .current_dir(desk.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let said = BufReader::new(program.stdout.take().expect("it is piped"));
        let url = said.lines().map_while(Result::ok).find(|line| line.starts_with("http"));
        let port = url.and_then(|url| url.rsplit(':').next()?.parse().ok());
        Self { desk, program, port: port.expect("the server says its address") }
    }

    fn url(&self, page: &str) -> String {
        format!("http://localhost:{}/{page}", self.port)
    }

    /// Writes as the runner does: beside the file, and then in its place.
    fn write(&self, text: &str) {
        let file = self.desk.path().join(".katas/progress.json");
        xtask::files::write(&file, text.as_bytes()).expect("a temporary folder can be written to");
    }
}

impl Drop for Served {
    #[expect(
        clippy::disallowed_methods,
        reason = "the standard library can only kill, and it should tidy up"
    )]
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-INT", &self.program.id().to_string()]).status();
        let _ = self.program.wait();
    }
}

#[test]
fn a_new_progress_file_is_told_on_the_stream_of_events() {
    let served = Served::start();
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).expect("the server listens");
    stream.set_read_timeout(Some(patience())).expect("that is no zero");
    write!(stream, "GET /.serve/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("as above");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut told = |what: &str| assert!(lines.any(|line| line.contains(what)), "{what} is told");
    told("\"solved\":[0,30]");
    let mut progress = Progress::default();
    progress.record("retire-rule", "passed", true, true, 1);
    served.write(&progress.to_text());
    told("\"words\":\"passed, 1 try\"");

    let mut stranger = TcpStream::connect(("127.0.0.1", served.port)).expect("as above");
    write!(
        stranger,
        "GET /.serve/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    )
    .expect("as above");
    let mut answer = String::new();
    stranger.read_to_string(&mut answer).expect("as above");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
}

#[test]
fn an_open_page_follows_the_reader() {
    let Some(mut browser) = Browser::start() else {
        println!("skipped: there is no Chromium here");
        return;
    };
    let served = Served::start();
    let Browser { all, tab, .. } = &mut browser;
    let mut progress = Progress::default();

    visit(tab, &served.url(PAGE));
    assert_ne!(badge(tab), "passed", "nothing was checked yet");
    served.write("{\"version\": 1, \"kat");
    wait("the badge to go", || (badge(tab) == Value::Null).then_some(()));
    progress.record("retire-rule", "failed", false, true, 1);
    served.write(&progress.to_text());
    wait("the failure", || (badge(tab) == "failed").then_some(()));

    progress.record("retire-rule", "passed", true, true, 2);
    let start = Instant::now();
    served.write(&progress.to_text());
    wait("the pass", || (badge(tab) == "passed").then_some(()));
    println!("{} ms from the file to the badge", start.elapsed().as_millis());
    let row = "document.querySelector('#kata-16 .kata-state').innerText.replace(/\\s+/g, ' ')";
    assert_eq!(tab.value(row), "State passed, 2 tries");
    let part = "document.querySelectorAll('.part-title')[1].innerText.replace(/\\s+/g, ' ')";
    assert_eq!(tab.value(part), "Part 2: Failures 1 of 7");

    let file = served.desk.path().join("exercises/2-failures/16-retire-rule/src/lib.rs");
    let link = tab.value("document.querySelector('#kata-16 .kata-open').href");
    assert_eq!(link, format!("vscode://file{}", file.display()));

    for (setting, said) in [("granted", "copied"), ("denied", "not copied: the browser refused")] {
        let permission = json!({ "name": "clipboard-write" });
        let with =
            json!({ "permission": permission, "setting": setting, "origin": served.url("") });
        all.call("Browser.setPermission", with);
        tab.value("document.querySelector('#kata-16 .kata-copy button').focus()");
        tab.press("Enter", 13, "\r");
        let status = "document.querySelector('#kata-16 [role=status]').textContent";
        wait(said, || tab.value(status).as_str()?.starts_with(said).then_some(()));
    }
    assert_eq!(tab.value("getSelection().toString()"), "cargo xtask check 16");

    visit(tab, &served.url(""));
    let summary = tab.value("document.querySelector('.book-progress p').textContent");
    assert_eq!(summary, "1 of 30 katas solved");
    assert_eq!(tab.errors(), [Value::Null; 0], "the console is clean");

    // Without scripts there is nothing that would need one.
    tab.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    visit(tab, &served.url(PAGE));
    let controls = "document.querySelectorAll('.kata-card button, .kata-open, .kata-state').length";
    assert_eq!(tab.value(controls), 0);
}

fn visit(tab: &mut Wire, url: &str) {
    tab.call("Page.navigate", json!({ "url": url }));
    let there = format!("location.href === '{url}' && document.readyState === 'complete'");
    wait(url, || (tab.value(&there) == true).then_some(()));
}

/// The state of kata 16 as it is shown, by the name of its shape; none where no state is.
fn badge(tab: &mut Wire) -> Value {
    tab.value("document.querySelector('#kata-16 .kata-state:not([hidden])')?.dataset.is ?? null")
}
