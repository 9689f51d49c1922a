//! The katas of the small workbook: one to implement, one to repair, one to write tests for. They need no dependency,
//! so that they build fast and without a network.

/// To implement.
pub const WORDS: &str = "1-counting/01-count-words";
/// To repair, with a given part and a time limit of two seconds.
pub const LINES: &str = "1-counting/02-count-lines";
/// To write tests for.
pub const SHELF: &str = "2-noticing/03-notice-loss";

/// An answer to `count-words` that passes.
pub const WORDS_SOLVED: &str = "//! Counting words.

/// How many words `text` has. White space parts them.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
";

/// An answer to `count-lines` that passes.
pub const LINES_SOLVED: &str = "//! Counting lines.

mod ends;

pub use ends::is_end;

/// How many lines `text` has. The last one needs no end.
pub fn lines(text: &str) -> usize {
    let ended = text.chars().filter(|&c| is_end(c)).count();
    ended + usize::from(text.chars().last().is_some_and(|c| !is_end(c)))
}
";

/// Tests for `notice-loss` that pass on right code and notice every broken promise.
pub const SHELF_SOLVED: &str = "//! Tests of a shelf.

use notice_loss::Shelf;

fn shelf() -> Shelf {
    let mut shelf = Shelf::new();
    assert!(shelf.add(\"Emma\"), \"a new book is taken\");
    shelf
}

#[test]
fn an_added_book_is_there() {
    assert!(shelf().has(\"Emma\"), \"what was taken is there\");
}

#[test]
fn a_second_copy_is_refused() {
    let mut shelf = shelf();
    assert!(!shelf.add(\"Emma\"), \"a book that is there is refused\");
    assert_eq!(shelf.len(), 1, \"a refused book changes nothing\");
}
";

/// Every file of the workbook but `exercises/katas.lock`: its path and its text.
pub fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut file = |path: String, text: &str| files.push((path, text.to_owned()));
    file("Cargo.toml".to_owned(), ROOT);
    file("book/src/01-counting.md".to_owned(), PAGE);
    file("book/src/02-noticing.md".to_owned(), PAGE);
    for (folder, sources) in [(WORDS, WORDS_FILES), (LINES, LINES_FILES), (SHELF, SHELF_FILES)] {
        let (_, name) = folder.split_once('/').unwrap_or_default();
        let slug = &name[3..];
        file(format!("exercises/{folder}/README.md"), BRIEF);
        file(format!("exercises/{folder}/hints.md"), HINTS);
        file(
            format!("solutions/{folder}/Cargo.toml"),
            &format!("[package]\nname = \"{slug}-solution\"\nedition.workspace = true\n"),
        );
        let variants = sources.iter().filter_map(|(path, _)| {
            let (_, name) = path.strip_suffix(".rs")?.split_once("/wrong/")?;
            Some(format!("- `{name}`: a test fails.\n"))
        });
        let notes = format!(
            "# Notes\n\n## Why it holds\n\nIt counts.\n\n## How each wrong version is caught\n\n{}",
            variants.collect::<String>()
        );
        file(format!("solutions/{folder}/README.md"), &notes);
        for (path, text) in sources {
            let (top, rest) = path.split_once('/').unwrap_or_default();
            file(format!("{top}/{folder}/{rest}"), text);
        }
    }
    files
}

const ROOT: &str = "[workspace]
resolver = \"3\"
members = [\"exercises/*/*\", \"solutions/*/*\"]

[workspace.package]
edition = \"2024\"
";

const PAGE: &str = "# Counting\n\nA count is a promise.\n\n{{#katas}}\n";

const BRIEF: &str = "# A kata

## The situation

Someone counts.

## The rules

- INV-1: the count is right.

## Your task

Count.

## Done when

The tests pass.
";

const HINTS: &str = "## 1. Where to look\n\nThere.\n\n## 2. What to do\n\nThis.\n\n## 3. Almost the code\n\nThus.\n";

const WORDS_FILES: &[(&str, &str)] = &[
    (
        "exercises/Cargo.toml",
        "[package]
name = \"count-words\"
edition.workspace = true

[package.metadata.kata]
title = \"Count words\"
kind = \"implement\"
chapter = \"01-counting\"
minutes = 5
editable = [\"src/lib.rs\"]
",
    ),
    (
        "exercises/src/lib.rs",
        "//! Counting words.

/// How many words `text` has. White space parts them.
pub fn words(text: &str) -> usize {
    todo!(\"count what white space parts in {text:?}\")
}
",
    ),
    (
        "exercises/tests/kata.rs",
        "use count_words::words;

#[test]
fn an_empty_text_has_no_words() {
    assert_eq!(words(\"\"), 0, \"INV-1: an empty text has no words\");
}

#[test]
fn each_word_counts_once() {
    assert_eq!(words(\"one two\"), 2, \"INV-2: each word counts once\");
}

#[test]
fn more_space_is_no_more_words() {
    assert_eq!(words(\"one \\t two\"), 2, \"INV-3: more space is no more words\");
}
",
    ),
    ("solutions/src/lib.rs", WORDS_SOLVED),
    (
        "solutions/tests/kata.rs",
        "#[path = \"../../../../exercises/1-counting/01-count-words/tests/kata.rs\"]\nmod kata;\n",
    ),
    (
        "solutions/right/filtered.rs",
        "//! Keeps what is not empty.
pub fn words(text: &str) -> usize {
    text.split(char::is_whitespace).filter(|word| !word.is_empty()).count()
}
",
    ),
    (
        "solutions/right/one_by_one.rs",
        "//! Takes one word after the other.
pub fn words(text: &str) -> usize {
    match text.trim_start().split_once(char::is_whitespace) {
        Some((_, rest)) => 1 + words(rest),
        None => usize::from(!text.trim().is_empty()),
    }
}
",
    ),
    (
        "solutions/wrong/bytes.rs",
        "//! Length and number are one.\npub fn words(text: &str) -> usize {\n    text.len()\n}\n",
    ),
    (
        "solutions/wrong/gaps.rs",
        "//! There is one word more than there are gaps.
pub fn words(text: &str) -> usize {
    text.split(char::is_whitespace).count()
}
",
    ),
    (
        "solutions/wrong/never_none.rs",
        "//! A text has a word at least.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count().max(1)
}
",
    ),
    (
        "solutions/wrong/spaces_only.rs",
        "//! Only spaces part words.
pub fn words(text: &str) -> usize {
    text.split(' ').filter(|word| !word.is_empty()).count()
}
",
    ),
];

const LINES_FILES: &[(&str, &str)] = &[
    (
        "exercises/Cargo.toml",
        "[package]
name = \"count-lines\"
edition.workspace = true

[package.metadata.kata]
title = \"Count lines\"
kind = \"repair\"
chapter = \"01-counting\"
minutes = 10
seconds = 2
needs = [\"count-words\"]
editable = [\"src/lib.rs\"]
",
    ),
    (
        "exercises/src/lib.rs",
        "//! Counting lines.

mod ends;

pub use ends::is_end;

/// How many lines `text` has. The last one needs no end.
pub fn lines(text: &str) -> usize {
    text.chars().filter(|&c| is_end(c)).count()
}
",
    ),
    (
        "exercises/src/ends.rs",
        "/// Whether `c` ends a line.\npub fn is_end(c: char) -> bool {\n    c == '\\n'\n}\n",
    ),
    (
        "exercises/tests/kata.rs",
        "use count_lines::lines;

#[test]
fn an_ended_line_counts_once() {
    assert_eq!(lines(\"a\\nb\\n\"), 2, \"INV-1: an ended line counts once\");
}

#[test]
fn a_last_line_needs_no_end() {
    assert_eq!(lines(\"a\\nb\"), 2, \"INV-2: a last line needs no end\");
}
",
    ),
    ("solutions/src/lib.rs", LINES_SOLVED),
    (
        "solutions/src/ends.rs",
        "include!(\"../../../../exercises/1-counting/02-count-lines/src/ends.rs\");\n",
    ),
    (
        "solutions/tests/kata.rs",
        "#[path = \"../../../../exercises/1-counting/02-count-lines/tests/kata.rs\"]\nmod kata;\n",
    ),
    (
        "solutions/right/library.rs",
        "//! Asks the library.
mod ends;
pub use ends::is_end;
pub fn lines(text: &str) -> usize {
    text.lines().count()
}
",
    ),
    (
        "solutions/right/parts.rs",
        "//! Counts the parts.
mod ends;
pub use ends::is_end;
pub fn lines(text: &str) -> usize {
    text.split_terminator(is_end).count()
}
",
    ),
    (
        "solutions/wrong/no_end_no_line.rs",
        "//! What has no end is no line.
mod ends;
pub use ends::is_end;
pub fn lines(text: &str) -> usize {
    text.chars().filter(|&c| is_end(c)).count()
}
",
    ),
    (
        "solutions/wrong/one_more.rs",
        "//! There is one line more than there are ends.
mod ends;
pub use ends::is_end;
pub fn lines(text: &str) -> usize {
    text.split(is_end).count()
}
",
    ),
    (
        "solutions/wrong/always_two.rs",
        "//! It was one in every example.
mod ends;
pub use ends::is_end;
pub fn lines(_: &str) -> usize {
    1
}
",
    ),
    (
        "solutions/wrong/bytes.rs",
        "//! Length and number are one.
mod ends;
pub use ends::is_end;
pub fn lines(text: &str) -> usize {
    text.len()
}
",
    ),
];

/// What all shelves share; `ADD` is where they differ.
macro_rules! shelf {
    ($opening:literal, $add:literal) => {
        concat!(
            $opening,
            "
#[derive(Default)]
pub struct Shelf {
    books: Vec<String>,
}

impl Shelf {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn has(&self, book: &str) -> bool {
        self.books.iter().any(|other| other == book)
    }

    pub fn first(&self) -> Option<&str> {
        self.books.first().map(String::as_str)
    }

    pub fn len(&self) -> usize {
        self.books.len()
    }

    pub fn add(&mut self, book: &str) -> bool {
",
            $add,
            "    }
}
"
        )
    };
}

const SHELF_FILES: &[(&str, &str)] = &[
    (
        "exercises/Cargo.toml",
        "[package]
name = \"notice-loss\"
edition.workspace = true

[package.metadata.kata]
title = \"Notice a loss\"
kind = \"tests\"
chapter = \"02-noticing\"
minutes = 15
editable = [\"tests/mine.rs\"]
",
    ),
    (
        "exercises/src/lib.rs",
        shelf!(
            "//! A shelf that holds each book once.",
            "        let new = !self.has(book);
        if new {
            self.books.push(book.to_owned());
        }
        new
"
        ),
    ),
    (
        "exercises/tests/mine.rs",
        "//! Your tests of a shelf.

use notice_loss::Shelf;

#[test]
fn a_new_book_is_taken() {
    assert!(Shelf::new().add(\"Emma\"), \"a new book is taken\");
}
",
    ),
    ("solutions/tests/kata.rs", "mod mine;\n"),
    ("solutions/tests/mine.rs", SHELF_SOLVED),
    (
        "solutions/right/newest_first.rs",
        shelf!(
            "//! Puts the newest book first.",
            "        let new = !self.has(book);
        if new {
            self.books.insert(0, book.to_owned());
        }
        new
"
        ),
    ),
    (
        "solutions/right/leaves_early.rs",
        shelf!(
            "//! Leaves as soon as it can.",
            "        if self.has(book) {
            return false;
        }
        self.books.push(book.to_owned());
        true
"
        ),
    ),
    (
        "solutions/wrong/all_lost.rs",
        shelf!(
            "//! Promise: A refused book changes nothing.
//!
//! A refusal is a good moment to tidy up.",
            "        let new = !self.has(book);
        if new {
            self.books.push(book.to_owned());
        } else {
            self.books.clear();
        }
        new
"
        ),
    ),
    (
        "solutions/wrong/not_told.rs",
        shelf!(
            "//! Promise: A refusal is told.
//!
//! Nobody asks.",
            "        if !self.has(book) {
            self.books.push(book.to_owned());
        }
        true
"
        ),
    ),
    (
        "solutions/wrong/nothing_kept.rs",
        shelf!(
            "//! Promise: A book that was taken is there.
//!
//! Saying so is enough.",
            "        !self.has(book)
"
        ),
    ),
    (
        "solutions/wrong/taken_twice.rs",
        shelf!(
            "//! Promise: A book is there once.
//!
//! The answer is what counts.",
            "        let new = !self.has(book);
        self.books.push(book.to_owned());
        new
"
        ),
    ),
];
