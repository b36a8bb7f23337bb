//! Charts: axes, curves, a band, a legend.

use std::error::Error;
use std::ops::Range;

use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;

use super::{Area, Drawn, FAINT, GREY, INK, px, text};

/// The plane between two axes.
pub(super) type Plane<'a> =
    ChartContext<'a, BitMapBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// One curve of a [`chart`].
pub struct Curve<'a> {
    /// Its name in the legend; none if empty.
    pub label: &'a str,
    /// Its colour.
    pub color: RGBColor,
    /// Its width in pixels.
    pub width: f64,
    /// Its points.
    pub points: Vec<(f64, f64)>,
}

/// The frame of a [`chart`].
pub struct Axes<'a> {
    /// What the x axis shows.
    pub x_label: &'a str,
    /// What the y axis shows.
    pub y_label: &'a str,
    /// The x values shown.
    pub x: Range<f64>,
    /// The y values shown.
    pub y: Range<f64>,
}

/// Draws curves over a filled band `(x, low, high)` (which may be empty), with axes and a legend.
///
/// # Errors
/// The backend's.
pub fn chart(
    area: &Area<'_>,
    axes: &Axes<'_>,
    band: (&str, &[(f64, f64, f64)]),
    curves: &[Curve<'_>],
) -> Drawn {
    let mut chart = framed(area, axes)?;
    let (band_label, band) = band;
    if !band.is_empty() {
        let upper = band.iter().map(|&(x, _, high)| (x, high));
        let lower = band.iter().rev().map(|&(x, low, _)| (x, low));
        let outline: Vec<(f64, f64)> = upper.chain(lower).collect();
        chart
            .draw_series([Polygon::new(outline, GREY.mix(0.3))])?
            .label(band_label)
            .legend(|(x, y)| {
                let corners = [(x, y - px(5.0)), (x + px(22.0), y + px(5.0))];
                Rectangle::new(corners, GREY.mix(0.3).filled())
            });
    }
    for curve in curves {
        draw_curve(&mut chart, curve)?;
    }
    draw_legend(&mut chart)
}

/// Axes with their labels and grid, and the plane between them.
pub(super) fn framed<'a>(area: &Area<'a>, axes: &Axes<'_>) -> Result<Plane<'a>, Box<dyn Error>> {
    let mut chart = ChartBuilder::on(area)
        .margin(px(14.0))
        .margin_right(px(26.0))
        .x_label_area_size(px(46.0))
        .y_label_area_size(px(62.0))
        .build_cartesian_2d(axes.x.clone(), axes.y.clone())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(FAINT.stroke_width(px(0.7) as u32))
        .axis_style(INK.stroke_width(px(1.0) as u32))
        .set_all_tick_mark_size(px(4.0))
        .label_style(text(13.0))
        .axis_desc_style(text(14.0))
        .x_desc(axes.x_label)
        .y_desc(axes.y_label)
        .x_label_formatter(&|value| short(*value))
        .y_label_formatter(&|value| short(*value))
        .draw()?;
    Ok(chart)
}

pub(super) fn draw_curve(chart: &mut Plane<'_>, curve: &Curve<'_>) -> Drawn {
    let style = curve.color.stroke_width(px(curve.width) as u32);
    let drawn = chart.draw_series(LineSeries::new(curve.points.iter().copied(), style))?;
    if !curve.label.is_empty() {
        drawn
            .label(curve.label)
            .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + px(22.0), y)], style));
    }
    Ok(())
}

pub(super) fn draw_legend(chart: &mut Plane<'_>) -> Drawn {
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .margin(px(12.0))
        .legend_area_size(px(30.0))
        .label_font(text(13.0))
        .background_style(WHITE.mix(0.85))
        .draw()?;
    Ok(())
}

/// An axis label: no zeros behind the point that say nothing.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axis_labels_are_short() {
        let texts = [1700.0, 0.25, -1.5, 0.0, -0.0, 100.0].map(short);
        assert_eq!(texts, ["1700", "0.25", "-1.5", "0", "0", "100"]);
    }
}
