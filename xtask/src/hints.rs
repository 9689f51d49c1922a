//! The text of `hints.md` → its steps, and what of them belongs to a test that fails. Reads no files.

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

impl Step<'_> {
    /// The prefixes of tests that parts of the step are for: a part begins with a heading such as ``### `step_2` `step_3```.
    pub fn prefixes(&self) -> Vec<&str> {
        self.text.lines().filter_map(part_heading).flatten().collect()
    }

    /// What the step says to everybody and to whoever fails the tests with this prefix. Nothing is left out of a step
    /// that has no part for them.
    pub fn told_to(&self, prefix: &str) -> String {
        let everything = !self.prefixes().contains(&prefix);
        let mut is_told = true;
        let mut text = String::new();
        for line in self.text.lines() {
            let prefixes = part_heading(line);
            if let Some(prefixes) = &prefixes {
                is_told = everything || prefixes.contains(&prefix);
            }
            // Who is told only one part needs no heading above it.
            let is_left_out =
                !everything && (prefixes.is_some() || line.is_empty() && text.ends_with("\n\n"));
            if is_told && !is_left_out {
                text += line;
                text.push('\n');
            }
        }
        text.trim().to_owned()
    }
}

/// The prefix that some part of the steps is for and that the name of this test begins with. None where no part is for it.
pub fn ladder<'a>(steps: &[Step<'a>], test: &str) -> Option<&'a str> {
    let lines = steps.iter().flat_map(|step| step.text.lines());
    let mut prefixes = lines.filter_map(part_heading).flatten();
    prefixes.find(|prefix| begins(test, prefix))
}

/// Whether the name of a test begins with these words, whole.
pub fn begins(test: &str, prefix: &str) -> bool {
    test.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', ':']))
}

/// The words in backticks of a heading that begins a part.
fn part_heading(line: &str) -> Option<Vec<&str>> {
    let heading = line.strip_prefix("### ")?;
    let words: Vec<&str> = heading.split('`').skip(1).step_by(2).collect();
    (!words.is_empty()).then_some(words)
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

    const PARTS: &str = "## 1. A\n\nFor all.\n\n### `step_1`\n\nOne.\n\n### `step_2` and `together`\n\nTwo.\n\n## 2. B\n\nBoth.\n";

    #[test]
    fn a_part_is_for_tests_that_begin_with_its_prefix() {
        let steps = steps(PARTS);
        assert_eq!(steps[0].prefixes(), ["step_1", "step_2", "together"]);
        assert_eq!(steps[0].told_to("step_1"), "For all.\n\nOne.");
        assert_eq!(steps[0].told_to("together"), "For all.\n\nTwo.");
        assert_eq!(steps[0].told_to(""), steps[0].text, "who fails another test is told all");
        assert_eq!(steps[1].told_to("step_1"), "Both.");
    }

    #[test]
    fn the_first_failing_test_says_which_ladder_it_is() {
        let steps = steps(PARTS);
        for (test, prefix) in [
            ("step_1", Some("step_1")),
            ("step_2_a_day_is_stored", Some("step_2")),
            ("step_2::case_1", Some("step_2")),
            ("together_eight_desks", Some("together")),
            ("step_20_has_no_part", None),
            ("an_older_test", None),
        ] {
            assert_eq!(ladder(&steps, test), prefix, "{test}");
        }
        let whole = super::steps("## 1. A\n\nOne.\n");
        assert_eq!(ladder(&whole, "step_1"), None, "it has no parts");
    }
}
