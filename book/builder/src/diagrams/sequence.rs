//! Columns wide enough for what is said between them.

use mermaid_svg::ast::{Message, Participant, SequenceDiagram, SequenceItem};

/// What one letter of a participant's name adds to the width of its column, in the measure of `mermaid-svg`.
const NAME_LETTER: f64 = 8.0;

/// What one letter of a message needs, in the same measure.
const MESSAGE_LETTER: f64 = 6.8;

/// Room for the arrow head and some air.
const AROUND: f64 = 36.0;

/// The least distance between two columns.
const DISTANCE: f64 = 160.0;

/// What names are padded with: a letter for private use, since spaces are cut off. [`super::figure`] takes it out again.
pub(super) const PADDING: char = '\u{e000}';

/// Pads the names of participants so that each message fits between its two columns, and puts each message on one line.
pub(super) fn widen(diagram: &mut SequenceDiagram) {
    one_line(&mut diagram.items);
    let mut messages = Vec::new();
    collect(&diagram.items, &mut messages);
    let place = |id: &str| diagram.participants.iter().position(|participant| participant.id == id);
    let mut extra = vec![0.0_f64; diagram.participants.len()];
    for message in messages {
        let (Some(from), Some(to)) = (place(&message.from), place(&message.to)) else {
            continue;
        };
        let (first, last) = (from.min(to), from.max(to));
        if first == last {
            continue;
        }
        let wanted = message.text.chars().count() as f64 * MESSAGE_LETTER + AROUND;
        let missing = wanted - DISTANCE * (last - first) as f64;
        // A column reaches as far to the left of its line as to the right, so each of two neighbours gives half.
        let share = missing / (last - first) as f64;
        for column in &mut extra[first..=last] {
            *column = column.max(share);
        }
    }
    for (participant, extra) in diagram.participants.iter_mut().zip(extra) {
        pad(participant, extra);
    }
}

fn pad(participant: &mut Participant, extra: f64) {
    // A name of up to nine letters fits into the least width of a column.
    let letters = participant.display.chars().count().max(9);
    let wanted = letters + (extra / NAME_LETTER).ceil().max(0.0) as usize;
    let spaces = wanted - participant.display.chars().count();
    if extra > 0.0 {
        participant.display.extend(std::iter::repeat_n(PADDING, spaces));
    }
}

fn one_line(items: &mut [SequenceItem]) {
    for item in items {
        match item {
            SequenceItem::Message(message) => {
                for mark in ["<br/>", "<br>", "<br />", "\n"] {
                    message.text = message.text.replace(mark, " ");
                }
            }
            SequenceItem::Alt(branches)
            | SequenceItem::Par(branches)
            | SequenceItem::Critical(branches) => {
                for branch in branches {
                    one_line(&mut branch.items);
                }
            }
            SequenceItem::Loop(block) | SequenceItem::Opt(block) | SequenceItem::Break(block) => {
                one_line(&mut block.items);
            }
            SequenceItem::Rect(rect) => one_line(&mut rect.items),
            _ => {}
        }
    }
}

fn collect<'a>(items: &'a [SequenceItem], messages: &mut Vec<&'a Message>) {
    for item in items {
        match item {
            SequenceItem::Message(message) => messages.push(message),
            SequenceItem::Alt(branches)
            | SequenceItem::Par(branches)
            | SequenceItem::Critical(branches) => {
                for branch in branches {
                    collect(&branch.items, messages);
                }
            }
            SequenceItem::Loop(block) | SequenceItem::Opt(block) | SequenceItem::Break(block) => {
                collect(&block.items, messages);
            }
            SequenceItem::Rect(rect) => collect(&rect.items, messages),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_pads_its_two_columns_and_no_other() {
        let source = "sequenceDiagram\nA->>B: short\nloop again\nB->>C: a message that is much<br/>too long for its arrow\nend\n";
        let Ok(mermaid_svg::Diagram::Sequence(mut diagram)) = mermaid_svg::parse(source) else {
            panic!("a sequence");
        };
        widen(&mut diagram);
        let letters: Vec<usize> =
            diagram.participants.iter().map(|p| p.display.chars().count()).collect();
        assert_eq!(letters[0], 1, "short messages change nothing");
        assert!(letters[1] > 20 && letters[1] == letters[2], "{letters:?}");
        let mut messages = Vec::new();
        collect(&diagram.items, &mut messages);
        assert_eq!(messages[1].text, "a message that is much too long for its arrow");
    }
}
