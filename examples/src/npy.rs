//! Vectors in `.npy` files, mapped into memory a window at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Error, ErrorKind, Read, Write};
use std::marker::PhantomData;
use std::ops::Range;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use memmap2::{Mmap, MmapMut, MmapOptions};
use ndarray::{ArrayView1, ArrayViewMut1};

/// A vector of `f64` in a file that NumPy reads and writes: its header here, its elements in the file.
///
/// The file is locked for as long as this value lives: no other one is made for it, here or in another process. Do not
/// run programs that write to it in spite of the lock.
#[derive(Debug)]
pub struct NpyVector {
    file: File,
    len: usize,
    /// Where the elements start in the file.
    start: u64,
}

/// A part of a vector, in memory for reading.
pub struct Window<'a> {
    map: Mmap,
    vector: PhantomData<&'a NpyVector>,
}

/// A part of a vector, in memory for writing.
pub struct WindowMut<'a> {
    map: MmapMut,
    vector: PhantomData<&'a mut NpyVector>,
}

/// Elements are in the file as they are in memory.
const ELEMENT: &str = if cfg!(target_endian = "little") {
    "'descr':'<f8'"
} else {
    "'descr':'>f8'"
};

const MAGIC: &[u8] = b"\x93NUMPY\x01\x00";
/// The length of magic, length and text together is a multiple of this, so that elements are aligned.
const ALIGNMENT: usize = 64;

impl NpyVector {
    /// Makes a file of `len` zeros, in place of one that is there.
    ///
    /// # Errors
    /// The file cannot be written, or another process holds it. The text names the file.
    pub fn create(path: &Path, len: usize) -> io::Result<NpyVector> {
        NpyVector::created(path, len).map_err(|error| named(path, &error))
    }

    fn created(path: &Path, len: usize) -> io::Result<NpyVector> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        lock(&file)?;
        let header = header(len);
        let start = header.len() as u64;
        file.set_len(0)?;
        file.write_all(&header)?;
        // Written, not only made long: a disk that is full says so here, and not by a signal in the middle of the work.
        io::copy(&mut io::repeat(0).take(bytes(len)?), &mut file)?;
        Ok(NpyVector { file, len, start })
    }

    /// Opens a file that is there.
    ///
    /// # Errors
    /// It cannot be read and written, another process holds it, or it is not a vector of `f64`. The text names the file.
    pub fn open(path: &Path) -> io::Result<NpyVector> {
        NpyVector::opened(path).map_err(|error| named(path, &error))
    }

    fn opened(path: &Path) -> io::Result<NpyVector> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        lock(&file)?;
        let mut head = [0; MAGIC.len() + 2];
        file.read_exact(&mut head)?;
        let (magic, size) = head.split_at(MAGIC.len());
        let mut text = vec![0; usize::from(u16::from_le_bytes([size[0], size[1]]))];
        file.read_exact(&mut text)?;
        let start = (head.len() + text.len()) as u64;
        let len = (magic == MAGIC).then(|| length(&text)).flatten();
        let len = len.ok_or_else(|| damaged("not a vector of f64 in a .npy file"))?;
        if !start.is_multiple_of(align_of::<f64>() as u64) {
            return Err(damaged("its elements are not aligned"));
        }
        if file.metadata()?.len() != start + bytes(len)? {
            return Err(damaged("not as long as its header says"));
        }
        Ok(NpyVector { file, len, start })
    }

    /// The number of elements.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Maps some of the elements for reading.
    ///
    /// # Errors
    /// The system refuses, for want of memory say; or there are no such elements.
    pub fn window(&self, elements: Range<usize>) -> io::Result<Window<'_>> {
        let options = self.options(elements)?;
        // SAFETY: a mapped file must not change but through the map. The file is locked by this value, which the
        // window borrows; so writable windows of it do not exist meanwhile, and other values for the same file neither.
        // What ignores locks is excluded by the documentation of `NpyVector`. Any bytes are elements.
        let map = unsafe { options.map(&self.file) }?;
        Ok(Window {
            map,
            vector: PhantomData,
        })
    }

    /// Maps some of the elements for writing.
    ///
    /// # Errors
    /// As for [`window`](NpyVector::window).
    pub fn window_mut(&mut self, elements: Range<usize>) -> io::Result<WindowMut<'_>> {
        let options = self.options(elements)?;
        // SAFETY: as in `window`; this one borrows the value mutably, so no other window of it exists meanwhile.
        let map = unsafe { options.map_mut(&self.file) }?;
        Ok(WindowMut {
            map,
            vector: PhantomData,
        })
    }

    /// Where in the file some elements are.
    fn options(&self, elements: Range<usize>) -> io::Result<MmapOptions> {
        if elements.start > elements.end || elements.end > self.len {
            let text = format!("no elements {elements:?} in a vector of {}", self.len);
            return Err(Error::new(ErrorKind::InvalidInput, text));
        }
        let mut options = MmapOptions::new();
        options
            .offset(self.start + bytes(elements.start)?)
            .len(elements.len() * size_of::<f64>());
        Ok(options)
    }
}

impl Window<'_> {
    /// The elements.
    pub fn view(&self) -> ArrayView1<'_, f64> {
        ArrayView1::from(bytemuck::cast_slice(&self.map))
    }
}

impl WindowMut<'_> {
    /// The elements.
    pub fn view_mut(&mut self) -> ArrayViewMut1<'_, f64> {
        ArrayViewMut1::from(bytemuck::cast_slice_mut(&mut self.map))
    }

    /// Waits until the elements are on the disk.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn flush(&self) -> io::Result<()> {
        self.map.flush()
    }
}

/// Locks a file. A process that was killed a moment ago may still have it: that one is waited for.
fn lock(file: &File) -> io::Result<()> {
    for _ in 0..20 {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(10)),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Err(Error::new(
        ErrorKind::WouldBlock,
        "another process works with this file",
    ))
}

/// The header of a vector of `f64`, as NumPy writes it.
fn header(len: usize) -> Vec<u8> {
    let text = format!("{{{ELEMENT}, 'fortran_order': False, 'shape': ({len},), }}");
    let before = MAGIC.len() + 2;
    let padded = (before + text.len() + 1).next_multiple_of(ALIGNMENT) - before;
    let mut header = MAGIC.to_vec();
    // One line of text: never near 65,536 bytes.
    header.extend((padded as u16).to_le_bytes());
    header.extend(format!("{text:width$}\n", width = padded - 1).bytes());
    header
}

/// The length of a vector of `f64`, from its header's text; none if it is something else.
fn length(text: &[u8]) -> Option<usize> {
    let text = str::from_utf8(text).ok()?;
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !dense.contains(ELEMENT) {
        return None;
    }
    let (_, shape) = dense.split_once("'shape':(")?;
    let (len, _) = shape.split_once(",)")?;
    len.parse().ok()
}

fn bytes(len: usize) -> io::Result<u64> {
    let bytes = (len as u64).checked_mul(size_of::<f64>() as u64);
    bytes.ok_or_else(|| Error::new(ErrorKind::InvalidInput, "too many elements"))
}

fn named(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn damaged(text: &str) -> Error {
    Error::new(ErrorKind::InvalidData, text)
}

#[cfg(test)]
#[path = "npy_tests.rs"]
mod tests;
