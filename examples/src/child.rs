//! For tests: processes of their own, and folders of their own.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The environment variable that a child finds set.
const CHILD: &str = "UFUNC_EXAMPLES_CHILD";

/// Runs the test `name` of the running test binary once more in a process of its own, and there `job`.
///
/// # Panics
/// The job fails there, or there is no such test.
pub fn in_a_child(name: &str, job: impl FnOnce()) {
    let Some(mut child) = child(name) else {
        return job();
    };
    let child = child.output().expect("a test binary runs");
    let text = String::from_utf8_lossy(&child.stdout) + String::from_utf8_lossy(&child.stderr);
    assert!(child.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

/// The command that runs the test `name` once more; none in that process.
///
/// # Panics
/// The running program is not to be found.
pub fn child(name: &str) -> Option<Command> {
    if env::var_os(CHILD).is_some() {
        return None;
    }
    let mut command = Command::new(env::current_exe().expect("a test binary"));
    command
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, "1");
    Some(command)
}

/// An empty folder for the test `name`.
///
/// # Panics
/// The folder cannot be made.
pub fn scratch(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("ufunc-examples-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
}
