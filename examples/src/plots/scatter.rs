//! Points in a plane, as marks of one colour a group, over paths.

use plotters::prelude::*;

use super::chart::{Axes, Curve, draw_curve, draw_legend, framed};
use super::{Area, Drawn, px};

/// Points that are marked alike in a [`scatter`] picture.
pub struct Marks<'a> {
    /// Their name in the legend; none if empty.
    pub label: &'a str,
    /// Their colour.
    pub color: RGBColor,
    /// Their radius in pixels.
    pub radius: f64,
    /// Whether they are ringed in white, to be seen on others.
    pub ringed: bool,
    /// Where they are.
    pub points: Vec<(f64, f64)>,
}

/// Draws groups of points, later ones on top, then paths, then the groups that are ringed.
///
/// # Errors
/// The backend's.
pub fn scatter(
    area: &Area<'_>,
    axes: &Axes<'_>,
    marks: &[Marks<'_>],
    paths: &[Curve<'_>],
) -> Drawn {
    let mut chart = framed(area, axes)?;
    let draw_marks = |chart: &mut super::chart::Plane<'_>, marks: &Marks<'_>| -> Drawn {
        let opacity = if marks.ringed { 1.0 } else { 0.85 };
        let (radius, style) = (px(marks.radius), marks.color.mix(opacity).filled());
        if marks.ringed {
            let ring = |&at: &(f64, f64)| Circle::new(at, radius + px(2.0), WHITE.filled());
            chart.draw_series(marks.points.iter().map(ring))?;
        }
        let mark = |&at: &(f64, f64)| Circle::new(at, radius, style);
        let drawn = chart.draw_series(marks.points.iter().map(mark))?;
        if !marks.label.is_empty() {
            drawn
                .label(marks.label)
                .legend(move |(x, y)| Circle::new((x + px(11.0), y), radius, style));
        }
        Ok(())
    };
    for marks in marks.iter().filter(|marks| !marks.ringed) {
        draw_marks(&mut chart, marks)?;
    }
    for path in paths {
        draw_curve(&mut chart, path)?;
    }
    for marks in marks.iter().filter(|marks| marks.ringed) {
        draw_marks(&mut chart, marks)?;
    }
    draw_legend(&mut chart)
}
