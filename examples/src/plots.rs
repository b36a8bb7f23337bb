//! Pictures: an antialiased canvas with the shipped font, and what is drawn on it.

mod chart;
mod disc;
mod scatter;
mod table;

use std::error::Error;
use std::path::Path;
use std::sync::Once;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};

pub use chart::{Axes, Curve, chart};
pub use disc::{Dot, disc};
pub use scatter::{Marks, scatter};
pub use table::table;

/// Part of a picture.
pub type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;

/// What drawing returns: plotters' errors are of many types.
pub type Drawn = Result<(), Box<dyn Error>>;

/// Pictures are drawn this much larger and averaged down: smooth edges, which plotters' bitmaps lack.
const OVERSAMPLING: u32 = 3;

const FONT: &str = "Vera";
/// Text, axes, and what stands out.
pub const INK: RGBColor = RGBColor(45, 52, 64);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points::Points;

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
