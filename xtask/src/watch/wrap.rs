//! A line with colours in it → rows that a terminal has room for.

/// What a tab stands for.
const TAB: &str = "    ";

/// One character and the place of its style.
#[derive(Clone, Copy)]
struct Cell {
    style: usize,
    text: char,
}

/// The rows of a line, each at most `width` characters wide. A row ends at a space where it can, and those after the first
/// begin below the first one's text. Of escape sequences only those that set a style are kept.
pub(super) fn wrap(line: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let (styles, cells) = read(line);
    let indent = cells.iter().take_while(|cell| cell.text == ' ').count().min(width / 3);
    let mut rows = Vec::new();
    let mut rest = cells.as_slice();
    let mut hang = 0;
    loop {
        let room = width - hang;
        if rest.len() <= room {
            rows.push(row(hang, rest, &styles));
            return rows;
        }
        // A space far to the left would leave a row almost empty.
        let space = (room / 2..=room).rev().find(|&at| rest[at].text == ' ');
        let (now, later) = rest.split_at(space.unwrap_or(room));
        rows.push(row(hang, now, &styles));
        let begins = later.iter().take_while(|cell| cell.text == ' ').count();
        rest = &later[begins..];
        if rest.is_empty() {
            return rows;
        }
        hang = indent;
    }
}

/// The styles of a line, the first of which is none, and its characters.
fn read(line: &str) -> (Vec<String>, Vec<Cell>) {
    let mut styles = vec![String::new()];
    let mut cells = Vec::new();
    let mut rest = line.chars();
    while let Some(next) = rest.next() {
        let style = styles.len() - 1;
        match next {
            '\u{1b}' => {
                let tail = rest.as_str();
                let Some(end) = tail.find(|c: char| c.is_ascii_alphabetic()) else { break };
                let sequence = &tail[..=end];
                if let Some(codes) = sequence.strip_prefix('[').and_then(|s| s.strip_suffix('m')) {
                    let before = if matches!(codes, "" | "0") { "" } else { &styles[style] };
                    let after = match codes {
                        "" | "0" => String::new(),
                        codes => format!("{before}\u{1b}[{codes}m"),
                    };
                    styles.push(after);
                }
                rest = tail[end + 1..].chars();
            }
            '\t' => cells.extend(TAB.chars().map(|text| Cell { style, text })),
            text if text.is_control() => {}
            text => cells.push(Cell { style, text }),
        }
    }
    (styles, cells)
}

fn row(hang: usize, cells: &[Cell], styles: &[String]) -> String {
    let mut row = " ".repeat(hang);
    let mut style = "";
    for cell in cells {
        if styles[cell.style] != style {
            if !style.is_empty() {
                row += "\u{1b}[0m";
            }
            style = &styles[cell.style];
            row += style;
        }
        row.push(cell.text);
    }
    if !style.is_empty() {
        row += "\u{1b}[0m";
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fits_stays_as_it_is() {
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("0123456789", 10), ["0123456789"]);
        assert_eq!(wrap("  a b ", 10), ["  a b "]);
    }

    #[test]
    fn a_row_ends_at_a_space_and_the_next_begins_below_its_text() {
        assert_eq!(wrap("  one two three", 10), ["  one two", "  three"]);
        assert_eq!(wrap("0123456789ab", 10), ["0123456789", "ab"], "a word may be too long");
        assert_eq!(wrap("0123456789   ", 10), ["0123456789"], "spaces at the end need no row");
        let deep = wrap(&format!("{}x y", " ".repeat(20)), 9);
        assert!(deep.iter().all(|row| row.len() <= 9), "{deep:?}");
    }

    #[test]
    fn a_style_goes_on_in_the_next_row_and_ends_with_each() {
        assert_eq!(
            wrap("a \u{1b}[1m\u{1b}[31mbcd efg\u{1b}[0m h", 6),
            ["a \u{1b}[1m\u{1b}[31mbcd\u{1b}[0m", "\u{1b}[1m\u{1b}[31mefg\u{1b}[0m h"]
        );
    }

    #[test]
    fn nothing_else_reaches_the_terminal() {
        assert_eq!(wrap("a\u{1b}[2Jb\u{7}c\r\td\u{1b}[", 20), ["abc    d"]);
    }
}
