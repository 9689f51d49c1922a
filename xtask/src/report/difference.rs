//! Two values that should be equal, or two texts → the lines in which they differ.

use super::style;
use crate::evidence::Comparison;

/// How many equal lines are shown around a difference of two values.
const AROUND: usize = 1;

/// How many are shown around a difference of code.
pub const CODE_AROUND: usize = 3;

/// How much of a single line is shown, in characters.
const WIDEST: usize = 400;

/// How much of that stands before the first difference, where the beginning is left out.
const BEFORE: usize = 40;

/// The longest difference that is shown, in lines.
const LONGEST: usize = 24;

/// The difference between what was found and what was expected, a line each, without a line end at the end.
pub(super) fn lines(comparison: &Comparison) -> Vec<String> {
    let Comparison { left: found, right: expected, wants_equal } = comparison;
    if !wants_equal {
        return vec![format!("  both are  {found}")];
    }
    if !found.contains('\n') && !expected.contains('\n') {
        let [expected, found] = cut(expected, found);
        return vec![
            format!("{} {expected}", style::good("expected")),
            format!("{}    {found}", style::bad("found")),
        ];
    }
    let mut shown = hunks(expected, found, AROUND, style::good, style::bad);
    if shown.len() > LONGEST {
        let more = shown.len() - LONGEST;
        shown.truncate(LONGEST);
        shown.push(style::faint(format!("  … and {more} more lines")));
    }
    shown.push(format!("{}   {}", style::good("- expected"), style::bad("+ found")));
    shown
}

/// Two lines as far as they have to be read: where one is very long, both from shortly before their first difference.
fn cut(left: &str, right: &str) -> [String; 2] {
    let both = [left, right].map(|line| line.chars().collect::<Vec<char>>());
    if both.iter().all(|line| line.len() <= WIDEST) {
        return [left, right].map(str::to_owned);
    }
    let equal = both[0].iter().zip(&both[1]).take_while(|(left, right)| left == right).count();
    let from = equal.saturating_sub(BEFORE);
    both.map(|line| {
        let shown: String = line.iter().skip(from).take(WIDEST).collect();
        let before = if from > 0 { "… " } else { "" };
        let after = if line.len() > from + WIDEST { " …" } else { "" };
        format!("{before}{shown}{after}")
    })
}

/// The lines of two texts that differ, with so many equal ones around each, and a mark where others are left out.
pub fn hunks(
    left: &str,
    right: &str,
    around: usize,
    paint_left: impl Fn(String) -> String,
    paint_right: impl Fn(String) -> String,
) -> Vec<String> {
    let all = diff::lines(left, right);
    let differs: Vec<bool> =
        all.iter().map(|line| !matches!(line, diff::Result::Both(..))).collect();
    let near = |at: usize| {
        let from = at.saturating_sub(around);
        differs[from..differs.len().min(at + around + 1)].contains(&true)
    };
    let mut shown = Vec::new();
    let mut gap = false;
    for (at, line) in all.iter().enumerate() {
        if !near(at) {
            gap = !shown.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            shown.push(style::faint("  …"));
        }
        shown.push(match line {
            diff::Result::Left(line) => paint_left(format!("- {line}")),
            diff::Result::Right(line) => paint_right(format!("+ {line}")),
            diff::Result::Both(line, _) => format!("  {line}"),
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &str, expected: &str) -> Vec<String> {
        let comparison =
            Comparison { left: found.into(), right: expected.into(), wants_equal: true };
        lines(&comparison)
            .iter()
            .map(|line| anstream::adapter::strip_str(line).to_string())
            .collect()
    }

    #[test]
    fn short_values_stand_below_each_other() {
        assert_eq!(shown("3", "2"), ["expected 2", "found    3"]);
    }

    #[test]
    fn of_long_values_only_the_changed_lines_and_their_neighbours_are_shown() {
        let expected = "version 1\na\nb\nc\nd\ne\nf";
        let found = "version 2\na\nb\nc\nd\nf";
        assert_eq!(
            shown(found, expected),
            [
                "- version 1",
                "+ version 2",
                "  a",
                "  …",
                "  d",
                "- e",
                "  f",
                "- expected   + found"
            ]
        );
    }

    #[test]
    fn a_very_long_line_is_shown_from_shortly_before_its_first_difference() {
        let same = "=".repeat(399);
        let fits = shown(&format!("{same}1"), &format!("{same}2"));
        assert_eq!(fits, [format!("expected {same}2"), format!("found    {same}1")]);

        let (same, end) = ("=".repeat(1000), "-".repeat(1000));
        let lines = shown(&format!("{same}1{end}"), &format!("{same}2"));
        let before = "=".repeat(BEFORE);
        assert_eq!(lines[0], format!("expected … {before}2"));
        assert_eq!(lines[1], format!("found    … {before}1{} …", "-".repeat(359)));

        let lines = shown(&format!("1{end}"), "");
        assert_eq!(lines, ["expected ".to_owned(), format!("found    1{} …", "-".repeat(399))]);
    }

    #[test]
    fn a_flood_is_cut() {
        let found: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let shown = shown(&found.join("\n"), "none");
        assert_eq!(shown.len(), LONGEST + 2);
        assert_eq!(shown[LONGEST], "  … and 77 more lines");
    }
}
