//! Markdown as the workbook writes it → text for a terminal: paragraphs are wrapped, code stands as it is.

use super::style;

/// The columns that a paragraph may take. A terminal has eighty.
const COLUMNS: usize = 78;

/// The lines of a text of paragraphs, lists, headings and blocks of code, with two spaces before each.
pub fn lines(markdown: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in markdown.lines() {
        let fence = line.trim_start().starts_with("```");
        if fence || in_code {
            flush(&mut paragraph, &mut lines);
            in_code ^= fence;
            if !fence {
                lines.push(format!("      {line}").trim_end().to_owned());
            }
        } else if line.trim().is_empty() {
            flush(&mut paragraph, &mut lines);
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
        } else if line.starts_with('#') || line.starts_with('|') {
            flush(&mut paragraph, &mut lines);
            let line = line.trim_start_matches('#').trim_start();
            lines.push(format!(
                "  {}",
                if line.starts_with('|') { line.to_owned() } else { style::strong(line) }
            ));
        } else {
            if begins_item(line) {
                flush(&mut paragraph, &mut lines);
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            // What stands before an item's mark says how deep it is.
            paragraph += if paragraph.is_empty() { line.trim_end() } else { line.trim() };
        }
    }
    flush(&mut paragraph, &mut lines);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn begins_item(line: &str) -> bool {
    mark(line) > 0
}

/// How many characters a list item has before its text; none if the line begins no item.
fn mark(line: &str) -> usize {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if text.starts_with("- ") {
        indent + 2
    } else if digits > 0 && text[digits..].starts_with(". ") {
        indent + digits + 2
    } else {
        0
    }
}

/// Moves the paragraph to the lines, wrapped. The lines of an item stand below its text.
fn flush(paragraph: &mut String, lines: &mut Vec<String>) {
    if paragraph.is_empty() {
        return;
    }
    let hang = mark(paragraph);
    let mut line = paragraph[..hang].to_owned();
    let mut column = hang;
    for word in words(&paragraph[hang..]) {
        let width = word.chars().count();
        if column > hang && column + 1 + width > COLUMNS {
            lines.push(format!("  {line}"));
            line = " ".repeat(hang);
            column = hang;
        }
        if column > hang {
            line.push(' ');
            column += 1;
        }
        line += &styled(word);
        column += width;
    }
    lines.push(format!("  {line}"));
    paragraph.clear();
}

/// The words between spaces. Code in a sentence is one word, for `cargo xtask check 1` is typed as one line.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        in_code ^= c == '`';
        if c == ' ' && !in_code {
            words.push(&text[start..at]);
            start = at + 1;
        }
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    words
}

/// A word, with code in the style of what is typed. The backticks stay: without colours they are all that marks it.
fn styled(word: &str) -> String {
    let mut text = String::new();
    for (nth, part) in word.split('`').enumerate() {
        if nth % 2 == 1 {
            text += &style::command(format!("`{part}`"));
        } else {
            text += part;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str) -> Vec<String> {
        let lines = lines(markdown);
        lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect()
    }

    #[test]
    fn a_paragraph_is_wrapped_anew_and_code_stays_whole() {
        let text =
            "One two\nthree `let x = 1;` four.\n\n```text\nif a  {\n\n    b\n```\n\nEnd.\n\n";
        let expected = [
            "  One two three `let x = 1;` four.",
            "",
            "      if a  {",
            "",
            "          b",
            "",
            "  End.",
        ];
        assert_eq!(plain(text), expected);
        let long = format!("{} `cargo xtask check 1` and more", "word ".repeat(14));
        let expected = [
            format!("  {}", "word ".repeat(14).trim_end()),
            "  `cargo xtask check 1` and more".to_owned(),
        ];
        assert_eq!(plain(&long), expected, "a command is not divided");
    }

    #[test]
    fn the_lines_of_an_item_stand_below_its_text() {
        let text = format!("- {}\n  end.\n- b\n12. {}\n", "ab ".repeat(30), "cd ".repeat(30));
        let lines = plain(&text);
        assert!(lines[0].starts_with("  - ab ab"), "{lines:#?}");
        assert!(lines[1].starts_with("    ab"), "{lines:#?}");
        assert!(lines[1].ends_with("end."), "{lines:#?}");
        assert_eq!(lines[2], "  - b");
        assert!(lines[4].starts_with("      cd"), "{lines:#?}");
    }

    #[test]
    fn a_heading_and_a_table_stand_alone() {
        assert_eq!(plain("# A\nb\n| c |\n|---|\n"), ["  A", "  b", "  | c |", "  |---|"]);
    }
}
