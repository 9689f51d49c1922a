//! One table: what it asks of the results, and its text in 80 columns.

use crate::metric::Metric;
use crate::results::Results;
use crate::simulation::Setting;
use crate::statistics::Estimate;

/// How wide a table and the sentence above it may be.
pub const WIDTH: usize = 80;

/// At least this many spaces between two columns.
const GAP: usize = 2;

/// A table before anything has been measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows, as a sentence.
    pub title: String,
    /// What is counted, and what to look at.
    pub says: String,
    /// What the columns are, if they are values of one thing.
    pub over: Option<String>,
    /// The heads of the columns that name a row.
    pub labels: Vec<String>,
    /// The heads of the others.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is called. What it shares with the row above is shown there only.
    pub labels: Vec<String>,
    /// For each column, what stands in it.
    pub cells: Vec<(Setting, Metric)>,
}

impl Table {
    /// All settings that it needs.
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        self.rows.iter().flat_map(|row| row.cells.iter().map(|(setting, _)| setting.clone()))
    }

    /// The table with its figures: mean ± half of the interval. Where it would be too wide, some
    /// of its columns come below the others.
    pub fn text(&self, results: &Results) -> String {
        let mut text = format!("{}\n{}\n", self.title, wrapped(&self.says).join("\n"));
        let labels = self.label_columns();
        let room = WIDTH.saturating_sub(labels.iter().map(|column| column.width + GAP).sum());
        let mut left: Vec<Column> =
            (0..self.heads.len()).map(|index| self.figures(index, results)).collect();
        while !left.is_empty() {
            let fit = fitting(&left, room);
            let below = left.split_off(fit);
            text.push('\n');
            text.push_str(&self.block(&labels, &left, room));
            left = below;
        }
        text
    }

    /// Some columns side by side, as far apart as there is room.
    fn block(&self, labels: &[Column], figures: &[Column], room: usize) -> String {
        let used = figures.iter().map(|column| column.width).sum::<usize>();
        let gaps = figures.len().saturating_sub(1).max(1);
        let gap = (room.saturating_sub(used) / gaps).clamp(GAP, 2 * GAP);
        let mut lines = Vec::new();
        if let Some(over) = &self.over {
            lines.push(format!("{:1$}{over}", "", WIDTH - room));
        }
        for index in 0..=self.rows.len() {
            let mut line = String::new();
            for column in labels {
                line.push_str(&format!("{:1$}", column.lines[index], column.width + GAP));
            }
            for column in figures {
                line.push_str(&format!("{:1$}", column.lines[index], column.width + gap));
            }
            if self.opens_a_group(index) {
                lines.push(String::new());
            }
            lines.push(line.trim_end().to_owned());
        }
        lines.join("\n") + "\n"
    }

    /// A column of figures with its head.
    fn figures(&self, index: usize, results: &Results) -> Column {
        let cells = self.rows.iter().map(|row| &row.cells[index]);
        let found = cells.map(|(setting, metric)| results.estimate(setting, *metric));
        Column::of_figures(&self.heads[index], aligned(&found.collect::<Vec<_>>()))
    }

    /// The columns that name a row, with their heads.
    fn label_columns(&self) -> Vec<Column> {
        (0..self.labels.len())
            .map(|column| {
                let rows = self.rows.iter().enumerate().map(|(index, row)| {
                    let above = index.checked_sub(1).map(|above| &self.rows[above].labels);
                    let is_last = column + 1 == self.labels.len();
                    let is_same =
                        above.is_some_and(|above| above[..=column] == row.labels[..=column]);
                    if is_same && !is_last { String::new() } else { row.labels[column].clone() }
                });
                Column::new(std::iter::once(self.labels[column].clone()).chain(rows).collect())
            })
            .collect()
    }

    /// Whether a gap comes before this line: rows with another first label are another group.
    fn opens_a_group(&self, line: usize) -> bool {
        let Some(index) = line.checked_sub(2).filter(|_| self.labels.len() > 1) else {
            return false;
        };
        self.rows[index].labels[0] != self.rows[index + 1].labels[0]
    }
}

/// What stands below each other, the head first.
struct Column {
    lines: Vec<String>,
    width: usize,
}

impl Column {
    fn new(lines: Vec<String>) -> Self {
        let width = lines.iter().map(|line| width(line)).max().unwrap_or(0);
        Self { lines, width }
    }

    /// The head ends about where the means end. If it is longer than the figures, they end where it
    /// does.
    fn of_figures(head: &str, cells: Vec<String>) -> Self {
        let cell = cells.iter().map(|cell| width(cell)).max().unwrap_or(0);
        let head = format!("{head:>0$}", cell.min(6));
        let wide = cell.max(width(&head));
        let cells = cells.into_iter().map(|cell| format!("{cell:>wide$}"));
        Self::new(std::iter::once(head).chain(cells).collect())
    }
}

/// How many of the first columns fit beside each other, and at least one.
fn fitting(columns: &[Column], room: usize) -> usize {
    let mut used = 0;
    let fit = columns.iter().take_while(|column| {
        used += column.width;
        let fits = used <= room;
        used += GAP;
        fits
    });
    fit.count().max(1)
}

/// The figures of a column, with their points and their ± below each other.
fn aligned(column: &[Estimate]) -> Vec<String> {
    let parts: Vec<[String; 3]> = column.iter().map(parts).collect();
    let longest =
        |part: usize| parts.iter().map(|found| width(&found[part])).max().unwrap_or_default();
    let (whole, behind, plus_minus) = (longest(0), longest(1), longest(2));
    parts.iter().map(|[a, b, c]| format!("{a:>whole$}{b:behind$}{c:plus_minus$}")).collect()
}

/// What is before the point, what is behind it, and the interval.
fn parts(found: &Estimate) -> [String; 3] {
    if found.n == 0 {
        return ["–".to_owned(), String::new(), String::new()];
    }
    if found.is_never() {
        return ["0".to_owned(), String::new(), String::new()];
    }
    let digits = decimals(found.mean);
    let mean = rounded(found.mean, digits);
    let (whole, behind) = mean.find('.').map_or((&mean[..], ""), |point| mean.split_at(point));
    let plus_minus = found.half_width.map(|width| format!(" ±{}", rounded(width, digits)));
    [whole.to_owned(), behind.to_owned(), plus_minus.unwrap_or_default()]
}

/// Digits behind the point: as many as say something.
pub fn decimals(mean: f64) -> usize {
    usize::from(mean < 9.95)
}

/// Rounded to this many digits behind the point, and a half up, as the kata's figures are.
pub fn rounded(value: f64, digits: usize) -> String {
    let factor = if digits == 0 { 1.0 } else { 10_f64.powi(digits as i32) };
    format!("{:.digits$}", (value * factor).round() / factor)
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// The words of `text` in lines.
pub fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(mean: f64, half_width: f64) -> Estimate {
        Estimate { mean, half_width: Some(half_width), n: 30 }
    }

    #[test]
    fn points_and_plus_minus_stand_below_each_other() {
        let column = [
            estimate(0.04, 0.02),
            estimate(9.96, 1.23),
            estimate(1234.5, 56.7),
            estimate(0.0, 0.0),
            Estimate::of(&[3.0]),
            Estimate::of(&[]),
        ];
        let expected = [
            "   0.0 ±0.0",
            "  10   ±1  ",
            "1235   ±57 ",
            "   0       ",
            "   3.0     ",
            "   –       ",
        ];
        assert_eq!(aligned(&column), expected);
    }

    #[test]
    fn a_half_is_rounded_up() {
        let found = [(62.5, 0), (63.5, 0), (0.25, 1), (9.94, 1)].map(|(v, d)| rounded(v, d));
        assert_eq!(found, ["63", "64", "0.3", "9.9"]);
    }

    #[test]
    fn words_are_wrapped_at_eighty() {
        let lines = wrapped(&"promise ".repeat(25));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| width(line) <= WIDTH), "{lines:?}");
        assert_eq!(lines.join(" "), "promise ".repeat(25).trim());
    }
}
