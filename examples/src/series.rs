//! The sunspot series that ships with the examples.

use ndarray::Array1;

const SUNSPOTS: &str = include_str!("../data/sunspots.csv");

/// The yearly sunspot numbers, 1700 to 2008: the first year and one value per year (see `data/README.md`).
///
/// # Panics
/// If the shipped file is damaged.
pub fn sunspots() -> (i32, Array1<f64>) {
    let mut reader = csv::Reader::from_reader(SUNSPOTS.as_bytes());
    let mut first = None;
    let mut values = Vec::new();
    for row in reader.records() {
        let row = row.expect("data/sunspots.csv has two columns");
        let year: i32 = row[0].parse().expect("data/sunspots.csv: a year");
        let start = *first.get_or_insert(year);
        assert_eq!(year as usize, start as usize + values.len(), "a gap");
        values.push(row[1].parse().expect("data/sunspots.csv: a number"));
    }
    (first.expect("data/sunspots.csv has rows"), values.into())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_series_is_whole() {
        let (first, values) = super::sunspots();
        assert_eq!((first, values.len()), (1700, 309));
        assert_eq!((values[0], values[308]), (5.0, 2.9));
        // 1957: the highest year of the record.
        let highest = values.iter().copied().fold(0.0, f64::max);
        assert_eq!((highest, values[257]), (190.2, 190.2));
    }
}
