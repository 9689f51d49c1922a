//! A chart → SVG, by way of plotters.

use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::chart::{Axis, Chart, Line};
use super::style::{self, INK, Ink};

/// Width and height; the page scales them.
pub const SIZE: (u32, u32) = (540, 400);
/// Plotters writes a font's size divided by 1.24.
const FONT: f64 = 16.0 * 1.24;
/// Room for the labels at the ends of the lines.
const RIGHT: u32 = 152;
const LABEL_HEIGHT: i32 = 21;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The chart as an SVG element that takes its colours and its font from the page around it.
///
/// # Errors
///
/// When plotters refuses to draw.
pub fn svg(chart: &Chart) -> Result<String, String> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        draw(chart, &area).map_err(|error| format!("{} can't be drawn: {error}", chart.name))?;
        area.present().map_err(|error| format!("{} can't be drawn: {error}", chart.name))?;
    }
    Ok(style::themed(chart, &text))
}

type Refused = Box<dyn std::error::Error>;

/// The same part of the plot is left free at each end of an axis.
fn inside(place: f64) -> f64 {
    0.03 + 0.94 * place
}

/// An axis as plotters wants it: places from 0 to 1, and ticks where the axis has them.
struct Places(Vec<f64>);

impl Places {
    fn of(axis: &Axis) -> Self {
        Self(axis.ticks.iter().map(|(value, _)| inside(axis.place(*value))).collect())
    }
}

impl Ranged for Places {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, place: &f64, (start, end): (i32, i32)) -> i32 {
        start + (f64::from(end - start) * place) as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.0.clone() }
    }

    fn range(&self) -> std::ops::Range<f64> {
        0.0..1.0
    }
}

fn tick_label(axis: &Axis, place: f64) -> String {
    let is_here = |value: f64| (inside(axis.place(value)) - place).abs() < 1e-6;
    axis.ticks.iter().find(|(value, _)| is_here(*value)).map_or(String::new(), |(_, n)| n.clone())
}

fn font(horizontal: HPos) -> TextStyle<'static> {
    ("sans-serif", FONT).into_font().color(&INK).pos(Pos::new(horizontal, VPos::Center))
}

fn draw(chart: &Chart, area: &Area<'_>) -> Result<(), Refused> {
    let mut plot = ChartBuilder::on(area)
        .margin_top(34)
        .margin_right(RIGHT)
        .x_label_area_size(54)
        .y_label_area_size(58)
        .build_cartesian_2d(Places::of(&chart.x), Places::of(&chart.y))?;
    plot.configure_mesh()
        .axis_style(INK)
        .bold_line_style(Ink::Grid.style())
        .light_line_style(TRANSPARENT)
        .label_style(("sans-serif", FONT).into_font().color(&INK))
        .x_label_formatter(&|place| tick_label(&chart.x, *place))
        .y_label_formatter(&|place| tick_label(&chart.y, *place))
        .draw()?;
    let (columns, rows) = plot.plotting_area().get_pixel_range();
    area.draw(&Text::new(chart.y.name, (4, 14), font(HPos::Left)))?;
    let middle = (columns.start + columns.end) / 2;
    let below = i32::try_from(SIZE.1)? - 14;
    area.draw(&Text::new(chart.x.name, (middle, below), font(HPos::Center)))?;

    let mut ends = Vec::new();
    for (index, line) in chart.lines.iter().enumerate() {
        // Side by side, so that lines which lie on each other can be seen.
        let aside = (index as f64 - (chart.lines.len() - 1) as f64 / 2.0) * 0.008;
        let x = |value: f64| inside(chart.x.place(value)) + aside;
        let y = |value: f64| inside(chart.y.place(value.max(chart.y.low())));
        let shown = || {
            let is_low = |mean: f64| chart.y.is_logarithmic && mean < chart.y.low();
            line.points.iter().filter(move |(_, found)| !is_low(found.mean))
        };
        for (value, found) in shown() {
            let low = plot.backend_coord(&(x(*value), y(found.low())));
            let high = plot.backend_coord(&(x(*value), y(found.high())));
            if low != high {
                let style = Ink::Interval(line.colour).style();
                area.draw(&PathElement::new([low, high], style))?;
            }
        }
        let means: Vec<(f64, f64)> =
            shown().map(|(value, found)| (x(*value), y(found.mean))).collect();
        let style = Ink::Line(line.colour, line.look).style();
        plot.draw_series(LineSeries::new(means.iter().copied(), style))?;
        for mean in &means {
            mark(area, plot.backend_coord(mean), line)?;
        }
        if let Some(end) = means.last() {
            ends.push((plot.backend_coord(end), line));
        }
    }
    labels(area, ends, columns.end, rows.end)
}

/// Names at the ends of the lines, none on another.
fn labels(
    area: &Area<'_>,
    mut ends: Vec<((i32, i32), &Line)>,
    right: i32,
    bottom: i32,
) -> Result<(), Refused> {
    ends.sort_by_key(|((_, y), _)| *y);
    let mut heights: Vec<i32> = ends.iter().map(|((_, y), _)| *y).collect();
    for index in 1..heights.len() {
        heights[index] = heights[index].max(heights[index - 1] + LABEL_HEIGHT);
    }
    let mut limit = bottom - 4;
    for height in heights.iter_mut().rev() {
        *height = (*height).min(limit);
        limit = *height - LABEL_HEIGHT;
    }
    for ((end, line), height) in ends.into_iter().zip(heights) {
        let leader = [(end.0 + 6, end.1), (right + 8, height)];
        area.draw(&PathElement::new(leader, Ink::Interval(line.colour).style()))?;
        mark(area, (right + 15, height), line)?;
        area.draw(&Text::new(line.label.as_str(), (right + 25, height), font(HPos::Left)))?;
    }
    Ok(())
}

/// The marker of a line's look: circle, square, triangle, diamond, cross.
fn mark(area: &Area<'_>, (x, y): (i32, i32), line: &Line) -> Result<(), Refused> {
    let ink = Ink::Mark(line.colour).style();
    let at = |points: &[(i32, i32)]| -> Vec<(i32, i32)> {
        points.iter().map(|(right, down)| (x + right, y + down)).collect()
    };
    match line.look {
        1 => area.draw(&Circle::new((x, y), 4, ink.filled()))?,
        2 => area.draw(&Polygon::new(at(&[(-4, -4), (4, -4), (4, 4), (-4, 4)]), ink.filled()))?,
        3 => area.draw(&Polygon::new(at(&[(0, -5), (5, 4), (-5, 4)]), ink.filled()))?,
        4 => area.draw(&Polygon::new(at(&[(0, -6), (6, 0), (0, 6), (-6, 0)]), ink.filled()))?,
        _ => {
            let ink = Ink::Cross(line.colour).style();
            area.draw(&PathElement::new(at(&[(-4, -4), (4, 4)]), ink))?;
            area.draw(&PathElement::new(at(&[(-4, 4), (4, -4)]), ink))?;
        }
    }
    Ok(())
}
