//! The assembly of the package `guard`, function by function, and what is counted in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A function of the assembly.
#[derive(Default)]
pub(super) struct Code {
    pub(super) lines: Vec<String>,
}

impl Code {
    /// How many packed floating-point operations it has on these registers.
    pub(super) fn packed(&self, register: &str, suffix: &str) -> usize {
        let operations = [
            "mul", "add", "sub", "div", "sqrt", "fmadd", "fmsub", "fnmadd", "max",
        ];
        self.count(&operations, register, suffix)
    }

    /// How often it has one of these operations, of a name that ends so, on these registers.
    pub(super) fn count(&self, operations: &[&str], register: &str, suffix: &str) -> usize {
        self.lines
            .iter()
            .filter(|line| {
                let mut words = line.split_whitespace();
                let operation = words.next().unwrap_or_default();
                operation.ends_with(suffix)
                    && operations.iter().any(|name| operation.contains(name))
                    && line.contains(register)
            })
            .count()
    }

    /// How often it moves elements between places of registers.
    pub(super) fn shuffles(&self) -> usize {
        let moves = [
            "perm",
            "shuf",
            "unpck",
            "broadcast",
            "insert",
            "extract",
            "gather",
            "align",
            "blendd",
            "blendq",
        ];
        let operations = |line: &&String| {
            let operation = line.split_whitespace().next().unwrap_or_default();
            moves.iter().any(|name| operation.contains(name)) || line.contains("{1to")
        };
        self.lines.iter().filter(operations).count()
    }

    /// How often it calls another function. Where an operand is one element, a loop may be the filling of memory: if that is
    /// all it names, it calls nothing else, through a register neither.
    pub(super) fn calls(&self) -> usize {
        let is_call = |line: &&String| line.trim().starts_with("call");
        let calls = self.lines.iter().filter(is_call).count();
        let fills = !self.named().is_empty() && self.named().iter().all(|name| *name == "memset");
        if fills { 0 } else { calls }
    }

    /// The functions of other files that it names.
    fn named(&self) -> Vec<&str> {
        self.lines
            .iter()
            .flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '@')))
            .filter_map(|word| word.split_once('@').map(|(name, _)| name))
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// The maths functions of the system that it names, to call them directly or through a register.
    pub(super) fn maths(&self) -> Vec<&str> {
        let mut named = self.named();
        named.retain(|name| is_maths(name));
        named
    }
}

/// The assembly of the package `guard`, function by function.
pub(super) fn functions() -> BTreeMap<String, Code> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("guard/Cargo.toml");
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("guard");
    let run = Command::new(env!("CARGO"))
        .args(["rustc", "--release", "--lib", "--manifest-path"])
        .arg(&manifest)
        .arg("--target-dir")
        .arg(&target)
        // Names with their types, so that a loop tells its kernel.
        .args([
            "--",
            "--emit=asm",
            "-Csymbol-mangling-version=v0",
            "-Ccodegen-units=1",
        ])
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mut functions: BTreeMap<String, Code> = BTreeMap::new();
    let mut name = String::new();
    // Functions of the same code are one, and names for it.
    let mut aliases = Vec::new();
    for path in assembly(&target.join("release/deps")) {
        for line in std::fs::read_to_string(path)
            .expect("the assembly is text")
            .lines()
        {
            if let Some(label) = line.strip_suffix(':')
                && label.starts_with("_R")
            {
                name = label.to_string();
            }
            if let Some((alias, name)) = line.split_once(" = ")
                && name.starts_with("_R")
            {
                aliases.push((alias.to_string(), name.to_string()));
            }
            let code = functions.entry(name.clone()).or_default();
            code.lines.push(line.to_string());
        }
    }
    for (alias, name) in aliases {
        let lines = functions.get(&name).map(|code| code.lines.clone());
        let lines = lines.unwrap_or_default();
        functions.insert(alias, Code { lines });
    }
    functions
}

/// The newest assembly file of the package.
fn assembly(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .expect("the package is compiled")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("ufunc_guard") && name.ends_with(".s")
        })
        .collect();
    all.sort_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    all.into_iter().next_back().into_iter().collect()
}

/// Whether this is a function of libm.
fn is_maths(name: &str) -> bool {
    let double = [
        "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "sincos",
        "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cbrt",
        "hypot", "pow", "fma", "floor", "ceil", "trunc", "round", "rint", "erf", "erfc", "fmod",
    ];
    double.contains(&name)
        || name
            .strip_suffix('f')
            .is_some_and(|name| double.contains(&name))
}
