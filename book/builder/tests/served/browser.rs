//! A tab of a headless Chromium: as much of the DevTools protocol as the tests need, over a WebSocket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::{patience, wait};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A running browser with one tab.
pub struct Browser {
    program: Child,
    _profile: tempfile::TempDir,
    /// What is asked of the browser as a whole.
    pub all: Wire,
    /// The tab.
    pub tab: Wire,
}

impl Browser {
    /// Starts a browser, or returns nothing where there is none.
    #[expect(
        clippy::disallowed_methods,
        reason = "the runner's `process` waits for the end of what it starts"
    )]
    pub fn start() -> Option<Self> {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let start = |name| {
            Command::new(name)
                .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"])
                .args(["--disable-dev-shm-usage", "--remote-debugging-port=0", "about:blank"])
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
        };
        let program = NAMES.iter().find_map(|name| start(name).ok())?;
        let (port, path) = wait("the browser's port", || port(profile.path()));
        let mut all = Wire::open(port, &path);
        let target = all.call("Target.createTarget", json!({ "url": "about:blank" }));
        let target = target["targetId"].as_str().expect("a new tab has a name");
        let mut tab = Wire::open(port, &format!("/devtools/page/{target}"));
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            tab.call(domain, json!({}));
        }
        Some(Self { program, _profile: profile, all, tab })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its helpers end with it, and none of them writes to the profile any more.
        self.all.send("Browser.close", &json!({}));
        let _ = self.program.wait();
    }
}

/// The file is there once the browser listens: the port, and the path of the browser.
fn port(profile: &Path) -> Option<(u16, String)> {
    let text = std::fs::read_to_string(profile.join("DevToolsActivePort")).ok()?;
    let (port, path) = text.split_once('\n')?;
    (!path.is_empty()).then(|| Some((port.parse().ok()?, path.to_owned())))?
}

/// A WebSocket on which one side calls and the other answers and tells events.
pub struct Wire {
    stream: TcpStream,
    calls: u64,
    events: Vec<Value>,
}

impl Wire {
    fn open(port: u16, path: &str) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the browser listens");
        stream.set_read_timeout(Some(patience())).expect("that is no zero");
        // The key has to be there, and only a client that doubts the answer would choose one.
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        .expect("the browser reads");
        let mut wire = Self { stream, calls: 0, events: Vec::new() };
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(wire.read(1));
        }
        wire
    }

    /// Calls a method and waits for its answer.
    pub fn call(&mut self, method: &str, with: Value) -> Value {
        let id = self.send(method, &with);
        loop {
            let mut message = self.message();
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method} {with}: {}", message["error"]);
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    /// The value of a JavaScript expression.
    pub fn value(&mut self, script: &str) -> Value {
        let with = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.call("Runtime.evaluate", with);
        assert!(answer["exceptionDetails"].is_null(), "{script}: {answer}");
        answer["result"]["value"].take()
    }

    /// Presses a key and lets it go.
    pub fn press(&mut self, key: &str, code: u32, text: &str) {
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            let with = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
            self.call("Input.dispatchKeyEvent", with);
        }
    }

    /// The errors that stand in the console by now.
    pub fn errors(&mut self) -> Vec<Value> {
        self.value("0");
        let is_error = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Runtime.consoleAPICalled") => event["params"]["type"] == "error",
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            _ => false,
        };
        self.events.iter().filter(is_error).cloned().collect()
    }

    fn send(&mut self, method: &str, with: &Value) -> u64 {
        self.calls += 1;
        let text = json!({ "id": self.calls, "method": method, "params": with }).to_string();
        // A whole text of 64-bit length, with a mask that changes nothing.
        let mut frame = vec![0x81, 0xff];
        frame.extend((text.len() as u64).to_be_bytes());
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        let _ = self.stream.write_all(&frame);
        self.calls
    }

    fn message(&mut self) -> Value {
        let length = match self.read(2)[1] {
            126 => 2,
            127 => 8,
            short => return self.parsed(usize::from(short)),
        };
        let length = self.read(length).iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        self.parsed(length)
    }

    fn parsed(&mut self, length: usize) -> Value {
        serde_json::from_slice(&self.read(length)).expect("the browser speaks JSON")
    }

    fn read(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).expect("the browser answers in time");
        bytes
    }
}
