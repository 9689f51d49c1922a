//! Mermaid text → a picture that stands in the page itself: no script, and the page's own colours.
//!
//! `mermaid-svg` parses and lays out. What it leaves to be wished for is mended here: the columns of a sequence are made
//! wide enough for what is said between them, and the frame large enough for everything in it.

mod frame;
mod sequence;

use std::borrow::Cow;

use mermaid_svg::{Diagram, Theme};
use xtask::catalogue::blob_id;

use crate::tags::escape;

/// The background of a label on an arrow. A later label would hide an earlier one behind it, so it is taken out, and
/// the style sheet gives such a label a halo.
const LABEL: &str = "var(--diagram-label)";

/// The figure for a page.
///
/// # Errors
///
/// What is wrong with the diagram, and what to do.
pub fn figure(source: &str) -> Result<String, String> {
    let title = source
        .lines()
        .find_map(|line| line.trim().strip_prefix("accTitle:"))
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .ok_or("the diagram has no title for those who can't see it; add a line `accTitle: …` below its first line")?;
    let mut diagram = mermaid_svg::parse(source)
        .map_err(|error| format!("the diagram can't be drawn: {error}; mend the mermaid block"))?;
    match &mut diagram {
        Diagram::Sequence(sequence) => sequence::widen(sequence),
        Diagram::Flowchart(_) | Diagram::State(_) => {}
        _ => return Err("the diagram is of a kind the book has no style for; use a flowchart, a sequenceDiagram or a stateDiagram-v2".to_owned()),
    }
    let svg = mermaid_svg::render_diagram_with(&diagram, &theme())
        .map_err(|error| format!("the diagram can't be drawn: {error}; mend the mermaid block"))?
        .replace(sequence::PADDING, "");
    let (open, body) = svg.split_once('>').ok_or("the diagram came out empty")?;
    let frame = frame::of(open, body);
    let (width, height) = (frame.width(), frame.height());
    // All pages are put together on the page for printing, so an id must be unique in the whole book.
    let id = &blob_id(source.as_bytes())[..8];
    let body = own_ids(&themed(&small_arrows(&free_labels(body))), id);
    Ok(format!(
        "<figure class=\"diagram\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\">\
         <svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" viewBox=\"{frame}\" \
         width=\"{width}\" height=\"{height}\" style=\"min-width:{least}px\" font-size=\"14\">{body}</figure>",
        title = escape(title),
        // Smaller than this the letters are hard to read, and the figure scrolls instead.
        least = (width * 0.78).round(),
    ))
}

fn theme() -> Theme {
    let colour = |name: &'static str| Cow::Borrowed(name);
    let ink = || colour("var(--diagram-ink)");
    let line = || colour("var(--diagram-line)");
    let fill = || colour("var(--diagram-fill)");
    Theme {
        fg: ink(),
        fg_muted: ink(),
        bg: colour("var(--diagram-paper)"),
        actor_fill: fill(),
        actor_stroke: line(),
        actor_text_color: None,
        lifeline: line(),
        arrow_stroke: ink(),
        signal_text_color: None,
        note_fill: colour("var(--diagram-note)"),
        note_stroke: line(),
        activation_fill: fill(),
        activation_stroke: line(),
        frame_label_fill: fill(),
        title_color: None,
        flow_node_fill: fill(),
        flow_node_stroke: line(),
        flow_edge_stroke: ink(),
        flow_label_bg: colour(LABEL),
        flow_cluster_fill: colour("var(--diagram-group)"),
        flow_cluster_stroke: line(),
        ..Theme::default_theme()
    }
}

/// Takes out the boxes behind labels, marks the labels, and draws them last, so that no line goes through their letters.
fn free_labels(body: &str) -> String {
    let fill = format!("fill=\"{LABEL}\"");
    let (mut out, mut labels) = (String::new(), String::new());
    let mut rest = body;
    while let Some(at) = rest.find(&fill) {
        let start = rest[..at].rfind('<').unwrap_or(at);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..start]);
        rest = &rest[end..];
        if let Some((label, after)) =
            rest.strip_prefix("<text ").and_then(|rest| rest.split_once("</text>"))
        {
            labels.push_str(&format!("<text class=\"label\" {label}</text>"));
            rest = after;
        }
    }
    out.push_str(rest);
    let end = out.rfind("</svg>").unwrap_or(out.len());
    out.insert_str(end, &labels);
    out
}

/// Arrow heads are scaled by the width of their line, which makes them clumsy.
fn small_arrows(body: &str) -> String {
    let mut body = body.to_owned();
    for size in ["8", "10", "12"] {
        let from = format!("markerWidth=\"{size}\" markerHeight=\"{size}\"");
        body = body
            .replace(&from, "markerUnits=\"userSpaceOnUse\" markerWidth=\"9\" markerHeight=\"9\"");
    }
    body
}

/// The colours that `mermaid-svg` does not take from its theme: of hollow arrow heads, and of notes in state diagrams.
fn themed(body: &str) -> String {
    body.replace("fill=\"#fff\"", "fill=\"var(--diagram-paper)\"")
        .replace("fill=\"#FFF5AD\"", "fill=\"var(--diagram-note)\"")
        .replace("stroke=\"#aaaa33\"", "stroke=\"var(--diagram-line)\"")
}

fn own_ids(body: &str, id: &str) -> String {
    body.replace("id=\"", &format!("id=\"d{id}-")).replace("url(#", &format!("url(#d{id}-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOW: &str = "flowchart LR\n  accTitle: From \"a\" to b\n  a[One] -->|go| b[Two]\n";

    #[test]
    fn a_figure_has_a_label_no_script_and_the_pages_colours() {
        let figure = figure(FLOW).expect("a plain diagram");
        assert!(figure.starts_with("<figure class=\"diagram\" tabindex=\"0\" role=\"group\" aria-label=\"From &quot;a&quot; to b\"><svg "));
        assert!(figure.contains("role=\"img\" aria-label=\"From &quot;a&quot; to b\""));
        assert!(
            figure.contains("class=\"label\"") && figure.contains(">go</text>"),
            "the label is marked"
        );
        assert!(!figure.contains("--diagram-label"), "no box hides another label");
        for unwanted in ["<script", "#333", "#fff", "#ECECFF", "\n\n"] {
            assert!(!figure.contains(unwanted), "{unwanted} is in {figure}");
        }
    }

    #[test]
    fn two_figures_share_no_id() {
        let other = figure(&FLOW.replace("One", "Three")).expect("a plain diagram");
        let first = figure(FLOW).expect("a plain diagram");
        let ids = |html: &str| -> Vec<String> {
            let found =
                crate::tags::attributes(html).into_iter().filter(|found| found.name == "id");
            found.map(|found| found.value.to_owned()).collect()
        };
        assert!(!ids(&first).is_empty(), "arrow heads have ids");
        assert!(ids(&first).iter().all(|id| !ids(&other).contains(id)));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said = |source: &str| figure(source).expect_err(source);
        assert_eq!(
            said("flowchart LR\n a --> b\n"),
            "the diagram has no title for those who can't see it; add a line `accTitle: …` below its first line"
        );
        assert!(said("accTitle: x\nflowchrt LR\n").starts_with("the diagram can't be drawn: "));
        assert!(said("pie\naccTitle: x\n\"a\": 1\n").starts_with("the diagram is of a kind"));
    }
}
