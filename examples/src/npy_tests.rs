//! Tests of `npy.rs`: headers, windows, files that are something else.

use super::*;
use crate::child::scratch;

#[test]
fn headers_are_numpys() {
    for len in [0, 7, 123_456_789_012] {
        let header = header(len);
        assert!(header.len().is_multiple_of(ALIGNMENT));
        assert_eq!(&header[..8], MAGIC);
        assert_eq!(
            usize::from(u16::from_le_bytes([header[8], header[9]])),
            header.len() - 10
        );
        assert_eq!(header.last(), Some(&b'\n'));
        assert_eq!(length(&header[10..]), Some(len));
    }
    let of_numpy = format!("{{{ELEMENT}, 'fortran_order': False, 'shape': (3,), }}");
    assert_eq!(length(of_numpy.as_bytes()), Some(3));
    let spaced = of_numpy.replace(':', ": ").replace("(3", "( 3 ");
    assert_eq!(length(spaced.as_bytes()), Some(3));
    for (right, wrong) in [
        ("f8", "f4"),
        ("(3,)", "(3, 1)"),
        ("(3,)", "()"),
        ("(3", "(x"),
    ] {
        let text = of_numpy.replace(right, wrong);
        assert_eq!(length(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn what_is_written_in_windows_is_read_again() {
    let folder = scratch("npy_windows");
    let path = folder.join("a.npy");
    let mut vector = NpyVector::create(&path, 1000).unwrap();
    for start in [0, 400, 990] {
        let mut window = vector.window_mut(start..start + 10).unwrap();
        window.view_mut().fill(start as f64 + 0.5);
        window.flush().unwrap();
    }
    assert_eq!(vector.window(0..0).unwrap().view().len(), 0);
    drop(vector);

    let vector = NpyVector::open(&path).unwrap();
    assert_eq!((vector.len(), vector.is_empty()), (1000, false));
    let window = vector.window(0..1000).unwrap();
    for (i, &value) in window.view().iter().enumerate() {
        let expected = match i {
            0..10 => 0.5,
            400..410 => 400.5,
            990.. => 990.5,
            _ => 0.0,
        };
        assert_eq!(value, expected, "element {i}");
    }
    drop(window);
    for wrong in [990..1001, 1001..1001] {
        assert!(vector.window(wrong).is_err());
    }
    drop(vector);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_file_has_one_owner() {
    let folder = scratch("npy_owner");
    let path = folder.join("a.npy");
    let vector = NpyVector::create(&path, 3).unwrap();
    let error = NpyVector::open(&path).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WouldBlock);
    let text = "a.npy: another process works with this file";
    assert!(error.to_string().ends_with(text), "{error}");
    assert!(NpyVector::create(&path, 4).is_err());
    drop(vector);
    assert_eq!(NpyVector::open(&path).unwrap().len(), 3);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn other_files_are_refused() {
    let folder = scratch("npy_refused");
    let path = folder.join("a.npy");
    let whole = [header(2), vec![0; 16]].concat();
    let mut longer = whole.clone();
    longer.push(0);
    for bytes in [
        &whole[..0],
        &whole[..9],
        &whole[..100],
        &whole[1..],
        &longer,
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert!(NpyVector::open(&path).is_err(), "{} bytes", bytes.len());
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(NpyVector::open(&path).unwrap().len(), 2);
    std::fs::remove_dir_all(folder).unwrap();
}
