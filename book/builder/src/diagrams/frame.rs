//! How large the picture is, its texts included.

use std::fmt;

use crate::tags;

/// A generous width of one letter, as a part of the size of the type.
const LETTER: f64 = 0.56;

/// Space around the picture.
const MARGIN: f64 = 6.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    const NOTHING: Self = Self {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };

    pub(super) fn width(self) -> f64 {
        (self.right - self.left).round()
    }

    pub(super) fn height(self) -> f64 {
        (self.bottom - self.top).round()
    }

    fn add(&mut self, x: f64, y: f64) {
        self.left = self.left.min(x);
        self.right = self.right.max(x);
        self.top = self.top.min(y);
        self.bottom = self.bottom.max(y);
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.left.round(), self.top.round(), self.width(), self.height())
    }
}

/// The frame around what is drawn, or the one that `open` names where something is moved by a transformation.
pub(super) fn of(open: &str, body: &str) -> Frame {
    let named = named(open);
    if body.contains("transform=") {
        return named;
    }
    let drawn = body.split_once("</defs>").map_or(body, |(_, drawn)| drawn);
    let mut frame = Frame::NOTHING;
    for piece in drawn.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else {
            continue;
        };
        add(&mut frame, tag, text);
    }
    if frame.left > frame.right {
        return named;
    }
    Frame {
        left: frame.left - MARGIN,
        top: frame.top - MARGIN,
        right: frame.right + MARGIN,
        bottom: frame.bottom + MARGIN,
    }
}

fn add(frame: &mut Frame, tag: &str, text: &str) {
    let html = format!("<{tag}>");
    let attributes = tags::attributes(&html);
    let value =
        |name: &str| attributes.iter().find(|found| found.name == name).map(|found| found.value);
    let number = |name: &str| value(name).and_then(|value| value.parse::<f64>().ok());
    let at = |x: &str, y: &str| Some((number(x)?, number(y)?));
    let element = tag.split([' ', '/']).next().unwrap_or_default();
    match element {
        "rect" => {
            if let (Some((x, y)), Some((width, height))) = (at("x", "y"), at("width", "height")) {
                frame.add(x, y);
                frame.add(x + width, y + height);
            }
        }
        "circle" => {
            if let (Some((x, y)), Some(r)) = (at("cx", "cy"), number("r")) {
                frame.add(x - r, y - r);
                frame.add(x + r, y + r);
            }
        }
        "line" => {
            for (x, y) in [at("x1", "y1"), at("x2", "y2")].into_iter().flatten() {
                frame.add(x, y);
            }
        }
        "polygon" | "polyline" | "path" => {
            // Paths are drawn with M, L, C and Q, whose numbers are pairs. With any other letter they are passed over.
            let pairs = value("points").or(value("d")).unwrap_or_default();
            if pairs.contains(|c: char| {
                c.is_alphabetic() && !matches!(c, 'M' | 'L' | 'C' | 'Q' | 'z' | 'Z' | 'e')
            }) {
                return;
            }
            let numbers: Vec<f64> = pairs
                .split(|c: char| !matches!(c, '0'..='9' | '.' | '-' | 'e'))
                .filter_map(|number| number.parse().ok())
                .collect();
            for pair in numbers.chunks_exact(2) {
                frame.add(pair[0], pair[1]);
            }
        }
        "text" | "tspan" => {
            let size = number("font-size").unwrap_or(14.0);
            let width = text.chars().count() as f64 * size * LETTER;
            let Some(x) = number("x") else { return };
            let left = match value("text-anchor") {
                Some("start") => x,
                Some("end") => x - width,
                None if element == "text" => x,
                _ => x - width / 2.0,
            };
            let y = number("y").filter(|_| width > 0.0);
            let (top, bottom) = y.map_or((frame.top, frame.bottom), |y| (y - size, y + size * 0.4));
            if width > 0.0 {
                frame.add(left, top);
                frame.add(left + width, bottom);
            }
        }
        _ => {}
    }
}

fn named(open: &str) -> Frame {
    let numbers: Vec<f64> = open
        .split_once("viewBox=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(numbers, _)| numbers.split(' ').filter_map(|number| number.parse().ok()).collect())
        .unwrap_or_default();
    match numbers[..] {
        [left, top, width, height] => {
            Frame { left, top, right: left + width, bottom: top + height }
        }
        _ => Frame { left: 0.0, top: 0.0, right: 600.0, bottom: 400.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_beyond_the_edge_widens_the_frame() {
        let open = "<svg viewBox=\"0 0 50 50\"";
        let body = "<defs><path d=\"M-99 0\"/></defs><rect x=\"10\" y=\"10\" width=\"20\" height=\"20\"/><text x=\"20\" y=\"25\" text-anchor=\"middle\">0123456789</text><path d=\"M20 30L20,60\"/></svg>";
        let frame = of(open, body);
        assert_eq!(frame.to_string(), "-25 4 90 62");
        assert_eq!((frame.width(), frame.height()), (90.0, 62.0));
    }

    #[test]
    fn with_a_transformation_the_named_frame_stands() {
        let frame = of(
            "<svg viewBox=\"0 0 50 40\"",
            "<g transform=\"translate(1)\"><text x=\"1\">x</text></g>",
        );
        assert_eq!(frame.to_string(), "0 0 50 40");
    }
}
