//! Points of the Poincaré disc: drawn at random, or read from a CSV file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord, Trim};
use ndarray::Array1;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Points inside the unit disc, one array per coordinate.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// First coordinates.
    pub x: Array1<f64>,
    /// Second coordinates.
    pub y: Array1<f64>,
}

/// Whether a point is inside the disc as the distance formula sees it: its `1 - x² - y²` is positive, rounded.
pub fn inside(x: f64, y: f64) -> bool {
    1.0 - x * x - y * y > 0.0
}

impl Points {
    /// `n` points with r uniform in (0, 1) and θ uniform: dense in the middle, the same for the same seed.
    pub fn random(n: usize, seed: u64) -> Points {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut draw = || {
            loop {
                let r: f64 = rng.random();
                let theta = std::f64::consts::TAU * rng.random::<f64>();
                let (x, y) = (r * theta.cos(), r * theta.sin());
                if inside(x, y) {
                    return (x, y);
                }
            }
        };
        (0..n).map(|_| draw()).collect()
    }

    /// Reads points from a file: two columns x,y; a header line and blank lines are allowed.
    ///
    /// # Errors
    /// [`PointsError`]: the file cannot be read, has no points, or has bad lines, each named by its number.
    pub fn read(path: &Path) -> Result<Points, PointsError> {
        let bytes = std::fs::read(path).map_err(|source| PointsError::Read {
            path: path.into(),
            source,
        })?;
        // What is no UTF-8 is no number either: it is then found, and its line named, as such.
        Points::parse(&String::from_utf8_lossy(&bytes), path)
    }

    fn parse(text: &str, path: &Path) -> Result<Points, PointsError> {
        let mut points = Vec::new();
        let mut bad = Vec::new();
        let mut first = true;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // One line at a time: a quote that is never closed then spoils its own line only.
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match point(&fields(line)) {
                Ok(point) => points.push(point),
                Err(Bad::Header) if first => {}
                Err(problem) => bad.push((number + 1, problem.to_string())),
            }
            first = false;
        }
        let path = path.to_path_buf();
        if !bad.is_empty() {
            Err(PointsError::Lines { path, bad })
        } else if points.is_empty() {
            Err(PointsError::Empty { path })
        } else {
            Ok(points.into_iter().collect())
        }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// Moves points that are not [`inside`] to just within the rim, and says how many those were.
    ///
    /// A weighted mean of points of the disc lies in the disc; its rounded value may lie on the rim, where the
    /// distance to any other point is infinite.
    pub fn keep_inside(&mut self) -> usize {
        let mut moved = 0;
        for (x, y) in self.x.iter_mut().zip(&mut self.y) {
            let r = x.hypot(*y);
            if !inside(*x, *y) && r.is_finite() {
                let shrink = (1.0 - 4.0 * f64::EPSILON) / r;
                (*x, *y) = (*x * shrink, *y * shrink);
                moved += 1;
            }
        }
        moved
    }
}

impl FromIterator<(f64, f64)> for Points {
    fn from_iter<I: IntoIterator<Item = (f64, f64)>>(points: I) -> Points {
        let (x, y): (Vec<f64>, Vec<f64>) = points.into_iter().unzip();
        Points {
            x: x.into(),
            y: y.into(),
        }
    }
}

/// Why a file gives no points.
#[derive(Debug)]
#[non_exhaustive]
pub enum PointsError {
    /// The file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file has no line with a point.
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Lines that are no points of the disc.
    Lines {
        /// The file.
        path: PathBuf,
        /// Line number, counted from 1, and what is wrong there.
        bad: Vec<(usize, String)>,
    },
}

const SHOWN_LINES: usize = 10;

impl fmt::Display for PointsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PointsError::Read { path, source } => {
                write!(f, "cannot read {}: {source}", path.display())
            }
            PointsError::Empty { path } => write!(
                f,
                "{}: no points in this file; give one `x,y` per line",
                path.display()
            ),
            PointsError::Lines { path, bad } => {
                for (i, (line, problem)) in bad.iter().take(SHOWN_LINES).enumerate() {
                    let end = if i == 0 { "" } else { "\n" };
                    write!(f, "{end}{}:{line}: {problem}", path.display())?;
                }
                match bad.len().saturating_sub(SHOWN_LINES) {
                    0 => Ok(()),
                    more => write!(f, "\n{}: {more} more bad lines", path.display()),
                }
            }
        }
    }
}

impl std::error::Error for PointsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PointsError::Read { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What is wrong with one line.
enum Bad {
    /// Two names: no point, but good as a first line.
    Header,
    Columns(usize),
    Number {
        column: &'static str,
        text: String,
    },
    Outside {
        x: f64,
        y: f64,
    },
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bad::Header => write!(
                f,
                "no numbers here (a header may only be the first line); expected `x,y`"
            ),
            Bad::Columns(1) => write!(f, "1 column, expected 2: `x,y`"),
            Bad::Columns(found) => write!(f, "{found} columns, expected 2: `x,y`"),
            Bad::Number { column, text } if text.is_empty() => write!(f, "{column} is missing"),
            Bad::Number { column, text } => write!(f, "{column} is `{text}`, not a number"),
            Bad::Outside { x, y } => write!(
                f,
                "({x}, {y}) is outside the unit disc: x² + y² is {}, must be less than 1",
                x * x + y * y
            ),
        }
    }
}

fn fields(line: &str) -> StringRecord {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .trim(Trim::All)
        .from_reader(line.as_bytes());
    let mut record = StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(_) => record,
        // One record has no second one to disagree with, and a `&str` is UTF-8 and in memory.
        Err(error) => unreachable!("one line of text is one record: {error}"),
    }
}

fn point(fields: &StringRecord) -> Result<(f64, f64), Bad> {
    if fields.len() != 2 {
        return Err(Bad::Columns(fields.len()));
    }
    let number = |column: &'static str, i: usize| match fields[i].parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(Bad::Number {
            column,
            text: fields[i].into(),
        }),
    };
    match (number("x", 0), number("y", 1)) {
        (Ok(x), Ok(y)) if inside(x, y) => Ok((x, y)),
        (Ok(x), Ok(y)) => Err(Bad::Outside { x, y }),
        (Err(_), Err(_)) if fields.iter().all(is_name) => Err(Bad::Header),
        (Err(bad), _) | (_, Err(bad)) => Err(bad),
    }
}

fn is_name(field: &str) -> bool {
    field.parse::<f64>().is_err() && field.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

#[cfg(test)]
#[path = "points_tests.rs"]
mod tests;
