//! The book in a browser: builds it, shows it, and builds it again on every save.
//!
//! [`watch`] says that something was saved, [`progress`] where the reader is, [`state`] what the reader should see, and
//! [`server`] shows it. None of them builds: the server knows folders and events, not where they come from, so that
//! other events can be added.

mod progress;
mod server;
mod state;
mod watch;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Instant;

use crate::render;
use state::Shown;

/// How many ports are tried, from the one that was asked for.
const PORTS: u16 = 20;

/// Serves the book of the workbook in `root` until Ctrl-C. `say` gets the lines for the terminal.
///
/// # Errors
///
/// Why the book can't be built for the first time, or can't be served.
pub fn run(root: &Path, port: u16, open: bool, say: &(dyn Fn(&str) + Sync)) -> Result<(), String> {
    let folder = tempfile::tempdir()
        .map_err(|error| format!("there is no place for temporary files: {error}"))?;
    let listener = listen(port)?;
    let address =
        listener.local_addr().map_err(|error| format!("the server has no address: {error}"))?;
    let shown = Arc::new(Shown::default());
    let rebuild = || {
        let (start, dest) = (Instant::now(), folder.path().join(shown.next().to_string()));
        match render::build(root, &dest) {
            Ok(()) => {
                say(&format!("built in {} ms", start.elapsed().as_millis()));
                if let Some(old) = shown.built(dest) {
                    // A page that is being sent from there is sent again after the reload.
                    let _ = std::fs::remove_dir_all(old);
                }
                Ok(())
            }
            Err(why) => {
                say(&why);
                shown.broken(&why);
                Err(why)
            }
        }
    };
    rebuild().map_err(|_| "mend that and start again".to_owned())?;
    let url = format!("http://localhost:{}", address.port());
    say(&url);
    if open && let Err(error) = opener::open_browser(&url) {
        say(&format!("no browser could be opened ({error}); open the address yourself"));
    }
    std::thread::scope(|scope| {
        let watching = watch::start(root)?;
        let stop = watching.stopper();
        let (going_on, ended) = channel();
        scope.spawn(move || {
            watching.on_each_save(|| {
                // The failure has been said and shown; the last good book stays.
                let _ = rebuild();
            });
        });
        let reader = Arc::clone(&shown);
        scope.spawn(move || progress::follow(root, &reader, &ended));
        let outcome = server::serve(listener, Arc::clone(&shown));
        stop();
        drop(going_on);
        outcome
    })
}

fn listen(port: u16) -> Result<TcpListener, String> {
    let mut last = String::new();
    for port in port..=port.saturating_add(PORTS) {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error.to_string(),
        }
    }
    Err(format!("no port from {port} on is free ({last}); name another with --port"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let taken = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let next = listen(port).expect("another port is free");
        assert_ne!(next.local_addr().expect("it is bound").port(), port);
    }
}
