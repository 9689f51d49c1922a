//! The text of `hints.md` → its steps. Reads no files.

/// One step of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// What it is about, such as "Where to look".
    pub title: &'a str,
    /// What it says, in Markdown.
    pub text: &'a str,
}

/// The steps of a text, each below a heading `## 1. …`, numbered from 1 without a gap. A step that says nothing ends the
/// ladder.
pub fn steps(text: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while let Some(below) = after_heading(rest, steps.len() + 1) {
        let (title, below) = below.split_once('\n').unwrap_or((below, ""));
        let end = heading(below, steps.len() + 2).unwrap_or(below.len());
        let step = Step { title: title.trim(), text: below[..end].trim() };
        if step.text.is_empty() {
            break;
        }
        steps.push(step);
        rest = &below[end..];
    }
    steps
}

fn after_heading(text: &str, number: usize) -> Option<&str> {
    let at = heading(text, number)?;
    text[at..].strip_prefix(&format!("## {number}. "))
}

/// Where the line begins that is the heading with this number.
fn heading(text: &str, number: usize) -> Option<usize> {
    let mark = format!("## {number}. ");
    text.match_indices(&mark).map(|(at, _)| at).find(|&at| at == 0 || text[..at].ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_what_stands_below_its_heading() {
        let text = "Before.\n\n## 1. Where\n\nThere.\n\nAnd ## 2. there.\n## 2. What\nThis.\n";
        let expected = [
            Step { title: "Where", text: "There.\n\nAnd ## 2. there." },
            Step { title: "What", text: "This." },
        ];
        assert_eq!(steps(text), expected);
    }

    #[test]
    fn a_gap_or_an_empty_step_ends_the_ladder() {
        assert_eq!(steps("## 1. A\n\nOne.\n\n## 3. C\n\nThree.\n").len(), 1);
        assert_eq!(steps("## 1. A\n\n## 2. B\n\nTwo.\n").len(), 0);
        assert_eq!(steps("").len(), 0);
    }
}
