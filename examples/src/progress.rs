//! Jobs that are done in parts: the parts, a bar, and a file that says how far a job is, so that it can go on there.

use std::fs::{self, File};
use std::io::{self, Error, ErrorKind, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use indicatif::style::TemplateError;
use indicatif::{ProgressBar, ProgressStyle};

/// A file that says how much of a job is done. It is whole at any time: a new one is written beside it and put in its
/// place.
pub struct Progress {
    path: PathBuf,
    job: String,
}

impl Progress {
    /// The progress of `job`, a line that says what is done and to what, in the file `path`.
    pub fn new(path: impl Into<PathBuf>, job: impl Into<String>) -> Progress {
        Progress {
            path: path.into(),
            job: job.into(),
        }
    }

    /// How much is done; none if the job has not begun.
    ///
    /// # Errors
    /// The file cannot be read, is damaged, or is another job's.
    pub fn load(&self) -> io::Result<Option<usize>> {
        let text = match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        let refused = |what: &str| {
            let path = self.path.display();
            let text = format!("{path} {what}: remove it to start anew");
            Error::new(ErrorKind::InvalidData, text)
        };
        let (job, done) = text.split_once('\n').ok_or_else(|| refused("is damaged"))?;
        if job != self.job {
            return Err(refused(&format!("is of another job, {job}")));
        }
        let done = done
            .strip_prefix("done: ")
            .and_then(|done| done.strip_suffix('\n'));
        let done = done.and_then(|done| done.parse().ok());
        done.map(Some).ok_or_else(|| refused("is damaged"))
    }

    /// Writes down how much is done. When this returns it is on the disk.
    ///
    /// # Errors
    /// The file cannot be written; the one that was there is then still there.
    pub fn save(&self, done: usize) -> io::Result<()> {
        let beside = self.path.with_extension("new");
        let mut file = File::create(&beside)?;
        write!(file, "{}\ndone: {done}\n", self.job)?;
        file.sync_all()?;
        replace(&beside, &self.path)
    }

    /// Removes the file: the job is over.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn finish(&self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// A range in parts of `len`, the last one of what is left.
///
/// # Panics
/// If `len` is 0.
pub fn chunks(all: Range<usize>, len: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = all.clone().step_by(len);
    starts.map(move |start| start..all.end.min(start + len))
}

/// A bar for `size` steps of the job `name`; where there is no terminal it is not seen.
///
/// # Errors
/// None, unless this function is wrong: its template is fixed.
pub fn bar(size: usize, name: &'static str) -> Result<ProgressBar, TemplateError> {
    let style =
        ProgressStyle::with_template("{bar:40} {msg}: {percent} %, {elapsed}, left: {eta}")?;
    let bar = ProgressBar::new(size as u64).with_style(style);
    Ok(bar.with_message(name))
}

/// Gives a file another one's name, in one step. When this returns the name is on the disk.
///
/// # Errors
/// The system's.
pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    // Only Unix has names of its own to write out: those of a folder.
    if cfg!(unix) {
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::child::scratch;

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = scratch("progress");
        let path = folder.join("state");
        let progress = Progress::new(&path, "count sheep");
        assert_eq!(progress.load().unwrap(), None);
        for done in [0, 12, 4_000_000_000] {
            progress.save(done).unwrap();
            assert_eq!(progress.load().unwrap(), Some(done));
        }
        // What a run that was killed while it saved has left.
        fs::write(folder.join("state.new"), "count").unwrap();
        assert_eq!(progress.load().unwrap(), Some(4_000_000_000));

        let other = Progress::new(&path, "count goats").load().unwrap_err();
        assert!(other.to_string().contains("another job, count sheep"));
        for damaged in [
            "",
            "count sheep",
            "count sheep\ndone: 4",
            "count sheep\ndone: x\n",
        ] {
            fs::write(&path, damaged).unwrap();
            let error = progress.load().unwrap_err().to_string();
            assert!(error.contains("damaged: remove it"), "{damaged:?}: {error}");
        }
        progress.finish().unwrap();
        assert_eq!(progress.load().unwrap(), None);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn chunks_are_all_of_a_range() {
        let all = |range, len| chunks(range, len).collect::<Vec<_>>();
        assert_eq!(all(0..10, 4), [0..4, 4..8, 8..10]);
        assert_eq!(all(3..9, 4), [3..7, 7..9]);
        assert!(all(9..9, 4).is_empty());
    }
}
