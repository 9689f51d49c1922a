//! The colours of a page instead of the colours of a plot.
//!
//! Plotters knows fixed colours only. So each kind of stroke is drawn in a colour of its own that
//! stands for a class, and [`themed`] puts the class in its place.

use plotters::style::{Color as _, RGBColor, ShapeStyle};

use super::chart::Chart;

/// The text's own colour.
pub const INK: RGBColor = RGBColor(0, 0, 0);

/// What is drawn, apart from axes and words. The numbers are a line's colour and look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The lines of the grid.
    Grid,
    /// A line of the chart.
    Line(u8, u8),
    /// A filled marker.
    Mark(u8),
    /// A marker made of strokes.
    Cross(u8),
    /// A confidence interval, and what leads from a line to its name.
    Interval(u8),
}

const KINDS: u8 = 5;

impl Ink {
    /// Every ink that a chart may have.
    fn all() -> impl Iterator<Item = Self> {
        let colours = 1..=KINDS;
        let lines =
            colours.clone().flat_map(|colour| (1..=KINDS).map(move |l| Self::Line(colour, l)));
        let others = colours.flat_map(|c| [Self::Mark(c), Self::Cross(c), Self::Interval(c)]);
        lines.chain(others).chain([Self::Grid])
    }

    fn stands_for(self) -> RGBColor {
        match self {
            Self::Grid => RGBColor(1, 0, 0),
            Self::Line(colour, look) => RGBColor(2, look, colour),
            Self::Mark(colour) => RGBColor(3, 0, colour),
            Self::Cross(colour) => RGBColor(4, 0, colour),
            Self::Interval(colour) => RGBColor(5, 0, colour),
        }
    }

    fn class(self) -> String {
        match self {
            Self::Grid => "lab-grid".to_owned(),
            Self::Line(colour, look) => format!("lab-line lab-colour-{colour} lab-look-{look}"),
            Self::Mark(colour) => format!("lab-mark lab-colour-{colour}"),
            Self::Cross(colour) => format!("lab-cross lab-colour-{colour}"),
            Self::Interval(colour) => format!("lab-interval lab-colour-{colour}"),
        }
    }

    /// How plotters draws it.
    pub fn style(self) -> ShapeStyle {
        self.stands_for().stroke_width(1)
    }
}

const CSS: &str = include_str!("chart.css");

/// Plotters' file as an element of a page: no fixed size, colours or font, but words for those who
/// don't see it. No line of it is empty, as that would end the HTML in a Markdown file.
pub fn themed(chart: &Chart, svg: &str) -> String {
    let name = chart.name;
    let body = svg.split_once('\n').map_or("", |(_, body)| body);
    let mut body = body
        .replace(" opacity=\"1\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" stroke-width=\"1\"", "")
        .replace(" \"/>", "\"/>")
        .replace("=\"#000000\"", "=\"currentColor\"");
    for ink in Ink::all() {
        let RGBColor(red, green, blue) = ink.stands_for();
        let class = format!(" class=\"{}\"", ink.class());
        for attribute in ["stroke", "fill"] {
            let colour = format!(" {attribute}=\"#{red:02X}{green:02X}{blue:02X}\"");
            body = body.replace(&colour, &class);
        }
    }
    let body = words_on_one_line(&body);
    let (width, height) = super::draw::SIZE;
    let css = CSS.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
    format!(
        "<svg class=\"lab-chart\" viewBox=\"0 0 {width} {height}\" \
         xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
         aria-labelledby=\"{name}-title {name}-description\">\n\
         <title id=\"{name}-title\">{}</title>\n\
         <desc id=\"{name}-description\">{}</desc>\n\
         <style>\n{css}\n</style>\n{body}",
        chart.title, chart.description
    )
}

/// `<text …>`, words and `</text>` on one line, without the size that is the same everywhere.
fn words_on_one_line(body: &str) -> String {
    let mut out = String::new();
    for line in body.lines().filter(|line| !line.is_empty()) {
        let is_text = line.starts_with("<text");
        match line.split_once(" font-size=\"").filter(|_| is_text) {
            Some((before, size)) => {
                let after = size.split_once('"').map_or("", |(_, after)| after);
                out.push_str(before);
                out.push_str(after);
            }
            None => out.push_str(line),
        }
        let goes_on = is_text || !line.starts_with('<');
        if !goes_on {
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_inks_stand_for_the_same() {
        let all: Vec<_> = Ink::all().map(Ink::stands_for).collect();
        for (index, colour) in all.iter().enumerate() {
            assert!(!all[..index].contains(colour) && *colour != INK, "{colour:?}");
        }
    }
}
