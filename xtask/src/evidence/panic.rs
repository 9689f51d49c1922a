//! What a panicking test wrote to standard error, taken apart.

/// What `todo!` says first.
const TODO: &str = "not yet implemented";

/// The first panic of a test's own thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic {
    /// `path:line:column`, the path from the workbook's root.
    pub location: String,
    /// The message: the promise that broke, in the test's own words.
    pub message: String,
    /// The two values, where an `assert_eq!` or its like failed.
    pub comparison: Option<Comparison>,
}

/// The two sides of a failed comparison, as `Debug` shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The left side. In the katas' tests: what was found.
    pub left: String,
    /// The right side. In the katas' tests: what was expected.
    pub right: String,
    /// The comparison asked for equality, not for difference or a pattern.
    pub wants_equal: bool,
}

impl Panic {
    /// Reads the standard error of a process that ran the test `name`.
    pub fn read(stderr: &str, name: &str) -> Option<Self> {
        let mut panics = stderr.split("\nthread '").skip(1).filter_map(Header::read);
        let first = panics.next()?;
        let own =
            (first.thread != name).then(|| panics.find(|panic| panic.thread == name)).flatten();
        let Header { location, rest, .. } = own.unwrap_or(first);
        let text = rest.split("\nnote: run with `RUST_BACKTRACE").next().unwrap_or(rest);
        let text = text.trim_end();
        let (message, comparison) = compared(text).unwrap_or((text.to_owned(), None));
        Some(Self { location: location.to_owned(), message, comparison })
    }

    /// What a body that is still to be written says, without the words that `todo!` puts before it.
    pub fn todo(&self) -> Option<&str> {
        let said = self.message.strip_prefix(TODO)?;
        Some(said.strip_prefix(": ").unwrap_or(said))
    }

    /// Whether a body that is still to be written is behind it: its own words say so, or what they tell of another thread or
    /// process.
    pub fn tells_of_todo(&self) -> bool {
        let sides = self.comparison.iter().flat_map(|sides| [&sides.left, &sides.right]);
        sides.chain([&self.message]).any(|text| text.contains(TODO))
    }
}

struct Header<'a> {
    thread: &'a str,
    location: &'a str,
    rest: &'a str,
}

impl<'a> Header<'a> {
    /// `NAME' (1234) panicked at LOCATION:\nMESSAGE`; older toolchains leave out the number.
    fn read(text: &'a str) -> Option<Self> {
        let (head, rest) = text.split_once(":\n")?;
        let (thread, location) = head.split_once(" panicked at ")?;
        let thread = thread.rsplit_once('\'')?.0;
        Some(Self { thread, location, rest })
    }
}

/// Takes "assertion `left == right` failed: MESSAGE\n  left: A\n right: B" apart.
fn compared(text: &str) -> Option<(String, Option<Comparison>)> {
    let rest = text.strip_prefix("assertion `left ")?;
    let (operator, rest) = rest.split_once(" right` failed")?;
    let (message, values) = rest.rsplit_once("\n  left: ")?;
    let (left, right) = values.rsplit_once("\n right: ")?;
    let message = match message.strip_prefix(": ") {
        Some(message) => message.to_owned(),
        None => format!("two values should be {operator} and are not"),
    };
    let comparison =
        Comparison { left: shown(left), right: shown(right), wants_equal: operator == "==" };
    Some((message, Some(comparison)))
}

/// A text of several lines is easier to read without its quotes and escapes.
fn shown(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    match inner {
        Some(inner) if inner.contains("\\n") => {
            inner.replace("\\n", "\n").replace("\\\"", "\"").trim_end_matches('\n').to_owned()
        }
        Some(_) | None => value.trim_matches('\n').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTE: &str =
        "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";

    #[test]
    fn a_comparison_gives_its_message_and_both_sides() {
        let stderr = format!(
            "\nthread 'a' (2493) panicked at x/tests/kata.rs:2:21:\nassertion `left == right` failed: INV-1: once\n  left: [1]\n right: [1, 2]\n{NOTE}"
        );
        let panic = Panic::read(&stderr, "a").expect("there is a panic");
        assert_eq!(panic.location, "x/tests/kata.rs:2:21");
        assert_eq!(panic.message, "INV-1: once");
        let both = panic.comparison.expect("there are two sides");
        assert_eq!((both.left.as_str(), both.right.as_str()), ("[1]", "[1, 2]"));
    }

    #[test]
    fn a_text_of_several_lines_is_shown_as_lines() {
        let stderr = "\nthread 'a' panicked at t.rs:1:1:\nassertion `left == right` failed\n  left: \"one\\ntwo\\n\"\n right: \nraw\nlines\n";
        let both = Panic::read(stderr, "a").and_then(|panic| panic.comparison).expect("two sides");
        assert_eq!((both.left.as_str(), both.right.as_str()), ("one\ntwo", "raw\nlines"));
    }

    #[test]
    fn the_panic_of_the_tests_own_thread_counts() {
        let stderr = format!(
            "\nthread '<unnamed>' (7) panicked at a.rs:1:1:\nhelper\n{NOTE}\nthread 'a' (8) panicked at b.rs:2:2:\nthe promise\n{NOTE}"
        );
        assert_eq!(
            Panic::read(&stderr, "a").map(|panic| panic.message),
            Some("the promise".to_owned())
        );
        assert_eq!(Panic::read(&stderr, "b").map(|panic| panic.message), Some("helper".to_owned()));
        assert_eq!(Panic::read("nothing of the kind", "a"), None);
    }

    #[test]
    fn a_body_to_be_written_says_what_is_to_do() {
        let stderr = "\nthread 'a' panicked at src/lib.rs:9:9:\nnot yet implemented: move it\n";
        let panic = Panic::read(stderr, "a").expect("there is a panic");
        assert_eq!(panic.todo(), Some("move it"));
        assert!(panic.tells_of_todo());

        let of_another = Panic {
            message: "INV-1: whoever asks gets an answer".to_owned(),
            comparison: Some(Comparison {
                left: "[\"a desk panicked: not yet implemented: book\"]".to_owned(),
                right: "[]".to_owned(),
                wants_equal: true,
            }),
            ..panic
        };
        assert_eq!(of_another.todo(), None, "it is the test that speaks");
        assert!(of_another.tells_of_todo(), "of what it has met elsewhere");
        assert!(!Panic { comparison: None, ..of_another }.tells_of_todo());
    }
}
