//! The Poincaré disc and points in it.

use plotters::prelude::*;

use super::{Area, Drawn, FAINT, INK, px};
use crate::points::Points;

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
