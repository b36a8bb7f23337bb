//! A table of numbers as a field of colours, with their scale beside it.

use ndarray::ArrayView2;
use plotters::prelude::*;

use super::chart::{Axes, framed, short};
use super::{Area, Drawn, INK, px, text};

/// From low to high: lightness falls all the way, so that it reads without colours too.
const COLORS: [RGBColor; 5] = [
    RGBColor(250, 245, 220),
    RGBColor(150, 208, 178),
    RGBColor(56, 152, 176),
    RGBColor(40, 84, 150),
    RGBColor(34, 24, 84),
];

/// More cells than this a side are thinned out: a picture has no more pixels.
const CELLS: usize = 500;

/// Draws `values[[i, j]]`, from 0 to the largest of them, at x = j and y = i; `name` says what they are.
///
/// # Errors
/// The backend's.
pub fn table(area: &Area<'_>, axes: &Axes<'_>, values: ArrayView2<'_, f64>, name: &str) -> Drawn {
    let highest = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let (width, _) = area.dim_in_pixel();
    let (field, scale) = area.split_horizontally(width as i32 - px(110.0));

    let mut chart = framed(&field, axes)?;
    let (rows, columns) = values.dim();
    let (down, across) = (rows.div_ceil(CELLS).max(1), columns.div_ceil(CELLS).max(1));
    let cells = (0..rows).step_by(down).flat_map(|i| {
        let cell = move |j: usize| {
            let corners = [
                (j as f64, i as f64),
                ((j + across) as f64, (i + down) as f64),
            ];
            Rectangle::new(corners, color(values[[i, j]] / highest).filled())
        };
        (0..columns).step_by(across).map(cell)
    });
    chart.draw_series(cells)?;

    let mut chart = ChartBuilder::on(&scale)
        .margin(px(14.0))
        .margin_bottom(px(14.0 + 46.0))
        .y_label_area_size(px(52.0))
        .build_cartesian_2d(0.0..1.0, 0.0..highest)?;
    chart
        .configure_mesh()
        .disable_mesh()
        .disable_x_axis()
        .axis_style(INK.stroke_width(px(1.0) as u32))
        .set_all_tick_mark_size(px(4.0))
        .label_style(text(13.0))
        .axis_desc_style(text(14.0))
        .y_desc(name)
        .y_label_formatter(&|value| short(*value))
        .draw()?;
    let step = highest / CELLS as f64;
    let bands = (0..CELLS).map(|i| {
        let low = i as f64 * step;
        let style = color(low / highest).filled();
        Rectangle::new([(0.0, low), (1.0, low + step)], style)
    });
    chart.draw_series(bands)?;
    Ok(())
}

/// The colour of a number between 0 and 1.
fn color(value: f64) -> RGBColor {
    let place = value.clamp(0.0, 1.0) * (COLORS.len() - 1) as f64;
    let below = (place as usize).min(COLORS.len() - 2);
    let part = place - below as f64;
    let (low, high) = (COLORS[below], COLORS[below + 1]);
    let mix = |low: u8, high: u8| {
        (f64::from(low) + part * (f64::from(high) - f64::from(low))).round() as u8
    };
    RGBColor(mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_run_from_the_first_to_the_last() {
        assert_eq!(color(0.0), COLORS[0]);
        assert_eq!(color(0.25), COLORS[1]);
        assert_eq!(color(0.125), RGBColor(200, 227, 199));
        assert_eq!(color(1.0), COLORS[4]);
        assert_eq!(color(7.0), COLORS[4]);
    }
}
