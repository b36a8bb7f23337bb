//! Tests of `points.rs`: what a file may hold, and the text of every error.

use super::*;

fn parse(text: &str) -> Result<Points, PointsError> {
    Points::parse(text, Path::new("p.csv"))
}

fn error(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn header_blank_lines_spaces_and_quotes_are_fine() {
    let expected: Points = [(0.1, -0.2), (0.0, 0.5)].into_iter().collect();
    for text in [
        "0.1,-0.2\n0,0.5\n",
        "x,y\n0.1,-0.2\n0,0.5",
        "\u{feff}re z, im z\r\n\r\n 0.1 ,\t-0.2\r\n  \r\n0,5e-1\r\n",
        "\"x\",\"y\"\n\"0.1\",-0.2\n0,\"0.5\"\n",
    ] {
        assert_eq!(parse(text).unwrap(), expected, "{text:?}");
    }
}

#[test]
fn not_a_number() {
    assert_eq!(
        error("0.1,0.2\n0.3,O.4\n"),
        "p.csv:2: y is `O.4`, not a number"
    );
    assert_eq!(error("abc,0.2\n"), "p.csv:1: x is `abc`, not a number");
    assert_eq!(error("0.1,\n"), "p.csv:1: y is missing");
    assert_eq!(error("x,y\n0.1,NaN\n"), "p.csv:2: y is `NaN`, not a number");
    assert_eq!(error("inf,0\n"), "p.csv:1: x is `inf`, not a number");
    assert_eq!(error("--,??\n"), "p.csv:1: x is `--`, not a number");
}

#[test]
fn names_after_the_first_line() {
    assert!(error("0,0\nx,y\n").starts_with("p.csv:2: no numbers here"));
    assert!(error("x,y\nx,y\n").starts_with("p.csv:2: no numbers here"));
}

#[test]
fn wrong_number_of_columns() {
    assert_eq!(
        error("\n\n0.1;0.2\n"),
        "p.csv:3: 1 column, expected 2: `x,y`"
    );
    assert_eq!(error("x,y,z\n0,0,0\n").lines().count(), 2);
    assert_eq!(
        error("0,0\n0.1,0.2,0.3\n"),
        "p.csv:2: 3 columns, expected 2: `x,y`"
    );
    assert_eq!(
        error("0,0\n\"0.1,0.2\n0,0\n"),
        "p.csv:2: 1 column, expected 2: `x,y`"
    );
}

#[test]
fn outside_the_disc() {
    let text = "p.csv:1: (3, 4) is outside the unit disc: x² + y² is 25, must be less than 1";
    assert_eq!(error("3,4\n"), text);
    assert!(error("1,0\n").contains("outside"));
    // Inside as real numbers, on the rim as the formula rounds them.
    assert!(error("0.99999999999999999,0\n").contains("outside"));
    assert!(parse("0.9999999999999999,0\n").is_ok());
}

#[test]
fn nothing_in_the_file() {
    for text in ["", "\n \n", "x,y\n"] {
        let expected = "p.csv: no points in this file; give one `x,y` per line";
        assert_eq!(error(text), expected, "{text:?}");
    }
}

#[test]
fn every_bad_line_is_named_up_to_ten() {
    let text = error("0,0\n?,0\n0,0\n2,0\n");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("p.csv:2: ") && lines[1].starts_with("p.csv:4: "));
    let text = error(&"2,2\n".repeat(25));
    assert_eq!(text.lines().count(), 11);
    assert!(text.ends_with("p.csv: 15 more bad lines"));
}

#[test]
fn files_that_cannot_be_read_or_are_no_text() {
    let missing = Points::read(Path::new("no-such-file.csv")).unwrap_err();
    assert!(
        missing
            .to_string()
            .starts_with("cannot read no-such-file.csv: ")
    );
    let font = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/Vera.ttf"));
    assert!(matches!(Points::read(font), Err(PointsError::Lines { .. })));
}

#[test]
fn random_points_are_inside_and_the_same_each_time() {
    let points = Points::random(500, 7);
    assert_eq!(points.len(), 500);
    assert_eq!(points, Points::random(500, 7));
    assert_ne!(points, Points::random(500, 8));
    let radii: Vec<f64> = points
        .x
        .iter()
        .zip(&points.y)
        .map(|(x, y)| x.hypot(*y))
        .collect();
    assert!(points.x.iter().zip(&points.y).all(|(&x, &y)| inside(x, y)));
    // r uniform: about half of the points have r < 1/2.
    let near = radii.iter().filter(|&&r| r < 0.5).count();
    assert!((200..300).contains(&near), "{near}");
}

#[test]
fn points_on_the_rim_are_moved_inside_and_counted() {
    let rim = [(1.0, 0.0), (0.6, -0.8), (0.5, 0.5), (0.0, -1.0 - 1e-15)];
    let mut points: Points = rim.into_iter().collect();
    assert_eq!(points.keep_inside(), 3);
    assert!(points.x.iter().zip(&points.y).all(|(&x, &y)| inside(x, y)));
    assert!((points.x[1] - 0.6).abs() < 1e-14 && (points.y[1] + 0.8).abs() < 1e-14);
    assert_eq!((points.x[2], points.y[2]), (0.5, 0.5));
    assert_eq!(points.keep_inside(), 0);
}
