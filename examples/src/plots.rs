//! Pictures: an antialiased canvas with the shipped font, the disc, line charts.

use std::error::Error;
use std::ops::Range;
use std::path::Path;
use std::sync::Once;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};

use crate::points::Points;

/// Part of a picture.
pub type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;

/// What drawing returns: plotters' errors are of many types.
pub type Drawn = Result<(), Box<dyn Error>>;

/// Pictures are drawn this much larger and averaged down: smooth edges, which plotters' bitmaps lack.
const OVERSAMPLING: u32 = 3;

const FONT: &str = "Vera";
const INK: RGBColor = RGBColor(45, 52, 64);
const FAINT: RGBColor = RGBColor(214, 219, 226);

/// Ten colours that can be told apart, strongest first.
pub const PALETTE: [RGBColor; 10] = [
    RGBColor(31, 104, 173),
    RGBColor(222, 109, 24),
    RGBColor(44, 146, 72),
    RGBColor(198, 48, 58),
    RGBColor(127, 89, 178),
    RGBColor(21, 158, 170),
    RGBColor(205, 84, 152),
    RGBColor(181, 148, 20),
    RGBColor(122, 80, 54),
    RGBColor(92, 122, 30),
];

/// What has no colour of its own.
pub const GREY: RGBColor = RGBColor(150, 156, 166);

/// A length in drawing units, from one in pixels of the finished picture.
pub fn px(length: f64) -> i32 {
    (length * f64::from(OVERSAMPLING)).round() as i32
}

/// Draws a picture of `size` pixels and writes it as a PNG.
///
/// # Errors
/// What `draw` returns; the file cannot be written.
pub fn picture(path: &Path, size: (u32, u32), draw: impl FnOnce(&Area<'_>) -> Drawn) -> Drawn {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        let font = include_bytes!("../fonts/Vera.ttf");
        assert!(
            register_font(FONT, FontStyle::Normal, font).is_ok(),
            "fonts/Vera.ttf is a font"
        );
    });
    let large = (size.0 * OVERSAMPLING, size.1 * OVERSAMPLING);
    let mut pixels = vec![255; large.0 as usize * large.1 as usize * 3];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, large).into_drawing_area();
        draw(&area)?;
        area.present()?;
    }
    write_reduced(path, size, &pixels)
        .map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

/// Averages each square of `OVERSAMPLING`² pixels into one.
fn write_reduced(path: &Path, (width, height): (u32, u32), pixels: &[u8]) -> Drawn {
    let n = OVERSAMPLING as usize;
    let row = width as usize * n * 3;
    let mean = |x: u32, y: u32, channel: usize| -> u8 {
        let start = y as usize * n * row + x as usize * n * 3 + channel;
        let square = (0..n).flat_map(|dy| (0..n).map(move |dx| start + dy * row + dx * 3));
        let sum: usize = square.map(|at| usize::from(pixels[at])).sum();
        (sum / (n * n)) as u8
    };
    let area = BitMapBackend::new(path, (width, height)).into_drawing_area();
    for y in 0..height {
        for x in 0..width {
            let color = RGBColor(mean(x, y, 0), mean(x, y, 1), mean(x, y, 2));
            area.draw_pixel((x as i32, y as i32), &color)?;
        }
    }
    area.present()?;
    Ok(())
}

fn text(size: f64) -> TextStyle<'static> {
    (FONT, px(size)).into_font().color(&INK)
}

/// Writes a title, centred at the top, and returns what is left below it.
///
/// # Errors
/// The backend's.
pub fn titled<'a>(area: &Area<'a>, title: &str, size: f64) -> Result<Area<'a>, Box<dyn Error>> {
    let style = text(size).pos(Pos::new(HPos::Center, VPos::Center));
    let (title_area, rest) = area.split_vertically(px(2.0 * size));
    let (width, height) = title_area.dim_in_pixel();
    title_area.draw_text(title, &style, (width as i32 / 2, height as i32 / 2))?;
    Ok(rest)
}

/// One point of a [`disc`] picture.
pub struct Dot {
    /// Its colour.
    pub color: RGBColor,
    /// Its radius in pixels.
    pub radius: f64,
}

/// Draws the Poincaré disc with circles of hyperbolic radius 1, 2, 3, … about its centre, and the points in it.
///
/// # Errors
/// The backend's.
pub fn disc(area: &Area<'_>, points: &Points, dots: &[Dot]) -> Drawn {
    let (width, height) = area.dim_in_pixel();
    let radius = f64::from(width.min(height)) / 2.0 - f64::from(px(12.0));
    let centre = (width as i32 / 2, height as i32 / 2);
    let place = |x: f64, y: f64| {
        (
            centre.0 + (x * radius).round() as i32,
            centre.1 - (y * radius).round() as i32,
        )
    };
    area.draw(&Circle::new(
        centre,
        radius as i32,
        RGBColor(249, 250, 252).filled(),
    ))?;
    for distance in 1..=5 {
        let circle = (f64::from(distance) / 2.0).tanh() * radius;
        area.draw(&Circle::new(
            centre,
            circle as i32,
            FAINT.stroke_width(px(1.0) as u32),
        ))?;
    }
    let ring = INK.stroke_width(px(1.5) as u32);
    area.draw(&Circle::new(centre, radius as i32, ring))?;
    for ((&x, &y), dot) in points.x.iter().zip(&points.y).zip(dots) {
        area.draw(&Circle::new(
            place(x, y),
            px(dot.radius),
            dot.color.mix(0.85).filled(),
        ))?;
    }
    Ok(())
}

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
        let style = curve.color.stroke_width(px(curve.width) as u32);
        let drawn = chart.draw_series(LineSeries::new(curve.points.iter().copied(), style))?;
        if !curve.label.is_empty() {
            drawn
                .label(curve.label)
                .legend(move |(x, y)| PathElement::new(vec![(x, y), (x + px(22.0), y)], style));
        }
    }
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
fn short(value: f64) -> String {
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

    #[test]
    fn a_picture_is_a_png_and_a_bad_path_is_an_error() {
        let path = std::env::temp_dir().join(format!("ufunc-examples-{}.png", std::process::id()));
        let drawn = picture(&path, (40, 30), |area| {
            disc(area, &Points::random(3, 1), &[])
        });
        assert!(drawn.is_ok(), "{drawn:?}");
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!(&bytes[1..4], b"PNG");
        // Bytes 16 to 23 of a PNG: its width and height.
        assert_eq!(&bytes[16..24], [0, 0, 0, 40, 0, 0, 0, 30]);

        let nowhere = Path::new("no-such-directory/a.png");
        let error = picture(nowhere, (8, 8), |_| Ok(()))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("cannot write no-such-directory/a.png: "),
            "{error}"
        );
    }
}
