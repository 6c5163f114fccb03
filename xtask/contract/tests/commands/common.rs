//! What the stories share: running the program as a person does.

// Every story uses some of it.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// `cargo xtask …`, at the workspace's root.
pub fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(arguments)
        .current_dir(workspace())
        .output()
        .expect("xtask runs")
}

pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the package is in a workspace")
}

/// The files of a folder of cases, sorted.
pub fn cases(folder: &str, extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut found: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no cases in {}", folder.display());
    found
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The path as it is seen from the workspace's root.
pub fn relative(path: &Path) -> String {
    path.strip_prefix(workspace())
        .expect("a path in the workspace")
        .display()
        .to_string()
}

/// Compares with the file of what is expected; `SNAPSHOTS=overwrite` renews it.
pub fn assert_expected(actual: &str, expected: &Path) {
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(actual, snapbox::Data::read_from(expected, None).raw());
}
